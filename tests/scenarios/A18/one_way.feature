@A18 @S16 @S2
Feature: No number is doubled where invoices sync one way

  @A5
  Scenario: Only to QuickBooks, a number that is taken there fails until it is free, and the same invoice is linked
    Given the shop of Acme, syncing to QuickBooks only
    And QuickBooks has the customer "Granite" with the email "gil@granite.test"
    And the invoice 1001 for Granite is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 90.00 |
    And the credit memo 1002 of 90.00 for Granite is made in QuickBooks
    And the invoice 1003 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 3        | 50.00 |
    When the invoice 1001 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1002 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the invoice 1003 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs
    Then nothing is written
    And HubSpot's 1001 is failing: "1001 belongs to the invoice (Granite, Nov 24, 2026, $90.00)"
    And 1002 is failing: "1002 belongs to the credit memo (Granite, Nov 24, 2026, $90.00)"
    And 1003 is syncing
    And 1003 is equal on both sides: 150.00, of which 150.00 is due
    When the number of 1001 becomes "GR-7" in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And HubSpot has no invoice GR-7

  @A5
  Scenario: Only to HubSpot, a number that is taken there fails until it is free, and the same invoice is linked
    Given the shop of Acme, syncing to HubSpot only
    And HubSpot lets finalized invoices be edited
    And the invoice 1001 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1003 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    When the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 90.00 |
    And the invoice 1003 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs
    Then nothing is written
    And QuickBooks's 1001 is failing: "The number is already used by another document"
    And 1003 is syncing
    And 1003 is equal on both sides: 150.00, of which 150.00 is due
    When the number of 1001 becomes "HS-7" in HubSpot
    And it syncs
    Then 1001 is equal on both sides: 90.00, of which 90.00 is due
    And QuickBooks was never written to
