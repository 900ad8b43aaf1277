@B3 @A33
Feature: Each currency by itself

  Scenario: Dollars and euros are not added up
    Given the shop of Acme, which bills in EUR too, syncing two-way
    And Acme is billed 1001 in QuickBooks, in USD at the rate 1:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And Maple is billed 1002 in QuickBooks, in EUR at the rate 1.10:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When November 2026 is reconciled
    Then both ledgers are equal to the cent
    And the invoices in USD come to 50.00 in HubSpot and 50.00 in QuickBooks
    And the invoices in EUR come to 100.00 in HubSpot and 100.00 in QuickBooks
