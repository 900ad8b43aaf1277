@S22
Feature: A payment that came through an invoice stays one

  Scenario: However often it syncs
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When 100.00 is paid on HS-1 in HubSpot
    And 100.00 is paid on 1001 in QuickBooks
    And it syncs
    And it syncs
    And it syncs
    Then HubSpot has 2 payments in all
    And QuickBooks has 2 payments in all
    And QuickBooks has 1 invoice HS-1
    And QuickBooks has 1 invoice 1001
    And HubSpot has 1 invoice HS-1
    And HubSpot has 1 invoice 1001
    And comparing everything writes nothing
