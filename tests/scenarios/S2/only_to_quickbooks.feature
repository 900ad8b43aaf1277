@S2
Feature: Only to QuickBooks, HubSpot gets no copies

  Background:
    Given the shop of Acme, syncing to QuickBooks only

  Scenario: Customers and items of QuickBooks do not come
    When QuickBooks has the customer "Baker" with the email "bea@baker.test"
    And QuickBooks has the item "Snow" with the SKU "SNOW" at 40.00
    And it syncs
    Then nothing is written
    And HubSpot has these contacts:
      | email         |
      | ann@acme.test |
    And HubSpot has these products:
      | name   |
      | Mowing |

  @S17
  Scenario: Payments travel both ways with the invoices
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When 40.00 is paid on HS-1 in HubSpot
    And 60.00 is paid on HS-2 in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due
    And HS-2 is equal on both sides: 100.00, of which 40.00 is due
    And the next sync writes nothing

  Scenario: The payment of an invoice that does not come stays out with it
    When the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 100.00 is paid on 1001 in QuickBooks
    And it syncs
    Then nothing is written
    And 1001 is excluded
    And the payment of 100.00 on 1001 is excluded
