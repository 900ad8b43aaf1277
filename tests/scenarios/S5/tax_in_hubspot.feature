@S5 @A8 @S2
Feature: Tax that somebody puts on HubSpot's copy of a QuickBooks invoice

  Scenario Outline: It fails and nothing is overwritten, and taken off it syncs by itself
    Given the shop of Acme, syncing <direction>
    And HubSpot lets finalized invoices be edited
    And QuickBooks charges the sales tax "California" of 8.75 %
    And the invoice 1001 for Acme with the tax California is made in QuickBooks:
      | item   | quantity | price | tax |
      | Mowing | 2        | 50.00 | TAX |
    And it syncs
    When an order-level tax of 1.25 is put on 1001 in HubSpot
    And it syncs
    Then nothing is written
    And 1001 is failing: "Changed in HubSpot, belongs to QuickBooks"
    And HubSpot shows 1001 at 110.00, of which 110.00 is due
    When the order-level tax of 1.25 is taken off 1001 in HubSpot
    And it syncs
    Then nothing is written
    And 1001 is syncing without any remark
    And 1001 is equal on both sides: 108.75, of which 108.75 is due

    Examples:
      | direction       |
      | two-way         |
      | to HubSpot only |
