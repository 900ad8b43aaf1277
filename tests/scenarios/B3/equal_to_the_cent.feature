@B3
Feature: Both ledgers of a month side by side

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-1 for Ann Archer is finalized in HubSpot:
      | product | quantity | price |
      | Mowing  | 1        | 75.50 |
    And 40.00 is paid on 1001 in QuickBooks
    And 75.50 is paid on HS-1 in HubSpot
    And it syncs

  Scenario: All that was made on either side is equal on both
    When November 2026 is reconciled
    Then both ledgers are equal to the cent
    And 4 of its rows are equal
    And the invoices in USD come to 175.50 in HubSpot and 175.50 in QuickBooks
    And the payments in USD come to 115.50 in HubSpot and 115.50 in QuickBooks

  Scenario: Nothing of it is in the month before
    When October 2026 is reconciled
    Then both ledgers are equal to the cent
    And 0 of its rows are equal

  Scenario: A total that is a cent off in QuickBooks
    Given these lines are added to HS-1 in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 0.01  |
    When November 2026 is reconciled
    Then the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs                                                                                                                                                                    | why                    |
      | invoice | HS-1   | different | Total: $75.50 in HubSpot, $75.51 in QuickBooks Online. Balance: $0.00 in HubSpot, $0.01 in QuickBooks Online. Status: paid in HubSpot, open in QuickBooks Online. | The sync took it for equal |
    And the invoices in USD come to 175.50 in HubSpot and 175.51 in QuickBooks
    When it tries to sync
    And November 2026 is reconciled
    Then the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs                                                                                                                                                                    | why      |
      | invoice | HS-1   | different | Total: $75.50 in HubSpot, $75.51 in QuickBooks Online. Balance: $0.00 in HubSpot, $0.01 in QuickBooks Online. Status: paid in HubSpot, open in QuickBooks Online. | Failing: |

  Scenario: A date that is another one in QuickBooks puts a pair into two months
    Given the date of 1001 becomes "2026-10-31" in QuickBooks
    When November 2026 is reconciled
    Then the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs                                                         | why                        |
      | invoice | 1001   | different | Date: Nov 24, 2026 in HubSpot, Oct 31, 2026 in QuickBooks Online. | The sync took it for equal |
    And the invoices in USD come to 175.50 in HubSpot and 75.50 in QuickBooks

  Scenario: Void on one side
    Given the invoice 1002 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 20.00 |
    And it syncs
    And 1002 is voided in QuickBooks
    When November 2026 is reconciled
    Then the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs                                                                                                                                      | why                        |
      | invoice | 1002   | different | Total: $20.00 in HubSpot, $0.00 in QuickBooks Online. Balance: $20.00 in HubSpot, $0.00 in QuickBooks Online. Status: open in HubSpot, voided in QuickBooks Online. | The sync took it for equal |
    And the invoices in USD come to 195.50 in HubSpot and 175.50 in QuickBooks
    When it syncs
    And November 2026 is reconciled
    Then both ledgers are equal to the cent
    And the invoices in USD come to 175.50 in HubSpot and 175.50 in QuickBooks

  Scenario: A payment that stands on one side only
    Given 10.00 is paid on 1001 in QuickBooks
    When November 2026 is reconciled
    Then the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs                                             | why                        |
      | invoice | 1001   | different | Balance: $60.00 in HubSpot, $50.00 in QuickBooks Online. | The sync took it for equal |
      | payment | 1001   | different | Not in HubSpot.                                          | The sync has never seen it |
    And the payments in USD come to 115.50 in HubSpot and 125.50 in QuickBooks
    When it syncs
    And November 2026 is reconciled
    Then both ledgers are equal to the cent

  Scenario: Deleted in QuickBooks behind the back of the sync
    Given the invoice 1002 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 20.00 |
    And it syncs
    And 1002 is deleted in QuickBooks
    When November 2026 is reconciled
    Then the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs              | why                                       |
      | invoice | 1002   | different | Not in QuickBooks Online. | It is no longer in QuickBooks Online. The |

  @B12
  Scenario: From the page, by a click
    When somebody clicks "Reconcile" on the page "reconciliation/?from=2026-11-01&to=2026-11-30"
    Then the page "reconciliation/" says "Waiting for a worker"
    When a worker takes up the reconciliation
    Then the page "reconciliation/" says "Equal to the cent"
    And the page "activity/" says "November 2026"
    Given 10.00 is paid on 1001 in QuickBooks
    When somebody clicks "Reconcile again" on the page "reconciliation/"
    And a worker takes up the reconciliation
    Then the page "reconciliation/" says "2 differences"
    And the page "reconciliation/" says "Balance: $60.00 in HubSpot, $50.00 in QuickBooks Online."
