@B3 @A32 @B34
Feature: What may stand twice in one system is listed, and is no difference

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1002 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 99.99 |

  Scenario: The same customer, total and date
    Given the invoice 1003 for Acme is made in QuickBooks:
      | item   | quantity | price  |
      | Mowing | 1        | 100.00 |
    And it syncs
    When November 2026 is reconciled
    Then both ledgers are equal to the cent
    And 1001 may be the same as 1003, says the reconciliation
    And 1003 may be the same as 1001, says the reconciliation
    And the page "reconciliation/?from=2026-11-01&to=2026-11-30&show=twins" says "It may stand twice in HubSpot: invoice 1003 has the same customer, total and date."
    And the page "reconciliation/?from=2026-11-01&to=2026-11-30&show=twins" does not say "1002"

  Scenario: One that is void is none
    Given the invoice 1003 for Acme is made in QuickBooks:
      | item   | quantity | price  |
      | Mowing | 1        | 100.00 |
    And it syncs
    And 1003 is voided in QuickBooks
    And it syncs
    When November 2026 is reconciled
    Then the page "reconciliation/?from=2026-11-01&to=2026-11-30" does not say "Possible duplicates"
