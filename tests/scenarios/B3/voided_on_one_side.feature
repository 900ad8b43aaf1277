@B3 @A10
Feature: What stands on one side while its namesake is void on the other is a difference, whatever rule leaves it out

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  Scenario Outline: Voided in HubSpot while there was no database
    Given HS-1 is voided in HubSpot
    And our database is lost, and everything is set up anew to sync <direction>
    And it syncs
    When November 2026 is reconciled
    Then the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs              | why   |
      | invoice | HS-1   | explained | Not in QuickBooks Online. |       |
      | invoice | HS-1   | different | Not in HubSpot.           | <why> |
    And the page "reconciliation/?from=2026-11-01&to=2026-11-30" says "An invoice of the same number, date and amount is void in HubSpot. If both are one sale, void this one, too."

    Examples:
      | direction          | why                                                       |
      | two-way            | Failing: The number is already used by another document.  |
      | to HubSpot only    | Failing: The number is already used by another document.  |
      | to QuickBooks only | The sync does not go in this direction.                   |

  Scenario: Voided in QuickBooks while there was no database
    Given HS-1 is voided in QuickBooks
    And our database is lost, and everything is set up anew to sync two-way
    And it syncs
    When November 2026 is reconciled
    Then the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs              | why                                                                  |
      | invoice | HS-1   | different | Not in QuickBooks Online. | An invoice of the same number and date is void in QuickBooks Online. |
      | invoice | HS-1   | explained | Not in HubSpot.           |                                                                      |

  Scenario: Of another date it is another sale
    Given HS-1 is voided in HubSpot
    And the date of HS-1 becomes "2026-11-20" in QuickBooks
    And our database is lost, and everything is set up anew to sync to QuickBooks only
    And it syncs
    When November 2026 is reconciled
    Then the page "reconciliation/?from=2026-11-01&to=2026-11-30" does not say "void this one, too"

  Scenario: What somebody ignores is settled
    Given HS-1 is voided in HubSpot
    And our database is lost, and everything is set up anew to sync two-way
    And it syncs
    And QuickBooks's HS-1 is left out by hand, because "Two sales"
    When November 2026 is reconciled
    Then the page "reconciliation/?from=2026-11-01&to=2026-11-30" does not say "void this one, too"
