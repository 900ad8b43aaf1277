@S3 @S44 @S2
Feature: Shipping on an invoice of HubSpot

  Scenario Outline: Added in QuickBooks it fails, and taken off there it syncs by itself
    Given the shop of Acme, syncing <direction>
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When these lines are added to HS-1 in QuickBooks:
      | item     | amount |
      | shipping | 12.34  |
    And it syncs
    Then nothing is written
    And HS-1 is failing: "Please make any necessary changes directly in HubSpot"
    And the page of HS-1 says "12.34"
    And QuickBooks shows HS-1 at 112.34, of which 112.34 is due
    When the shipping of HS-1 is taken off in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is syncing without any remark

    Examples:
      | direction          |
      | two-way            |
      | to QuickBooks only |

  @S8
  Scenario: As a fee of the whole invoice it fails, and as a line of its own it goes
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And an order-level fee of 12.34 is put on HS-1 in HubSpot
    When it syncs
    Then HS-1 is failing: "A fee on the whole invoice cannot go to QuickBooks Online"
    When the order-level fee is taken off HS-1 in HubSpot
    And these lines are added to HS-1 in HubSpot:
      | name     | quantity | price | product |
      | Shipping | 1        | 12.34 | none    |
    And it syncs
    Then HS-1 is equal on both sides: 112.34, of which 112.34 is due
