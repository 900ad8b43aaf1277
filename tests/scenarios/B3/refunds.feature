@B3 @A28
Feature: What was refunded in HubSpot, side by side with QuickBooks

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 40.00 is paid on HS-1 in HubSpot
    And it syncs

  Scenario: A part of it was refunded, and QuickBooks has what was kept: both come to the same, on payments as on invoices
    Given 10.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    And the payment of 40.00 on HS-1 becomes 30.00 in QuickBooks
    And it syncs
    When November 2026 is reconciled
    Then the payments in USD come to 30.00 in HubSpot and 30.00 in QuickBooks
    And the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs                                                               | why                                    |
      | payment | HS-1   | explained | Status: partly refunded in HubSpot, received in QuickBooks Online. | A part of it was refunded in HubSpot: $10.00 |

  Scenario Outline: Refunded, and booked beside it by hand: HubSpot counts what was kept, as on its invoice, and why is told
    Given <back> of the payment of 40.00 on HS-1 is refunded in HubSpot
    And it syncs
    When November 2026 is reconciled
    Then the payments in USD come to <kept> in HubSpot and 40.00 in QuickBooks
    And the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs                                                                                                                         | why         |
      | invoice | HS-1   | different | Balance: $<due> in HubSpot, $60.00 in QuickBooks Online.                                                                           | Waits       |
      | payment | HS-1   | different | Status: <word> in HubSpot, received in QuickBooks Online. Amount: $<kept> in HubSpot, $40.00 in QuickBooks Online. | Failing:    |
    When somebody clicks "Mark as done" on the page of the payment of 40.00 on HS-1
    And it syncs
    And November 2026 is reconciled
    Then the payments in USD come to <kept> in HubSpot and 40.00 in QuickBooks, of which -<back> is explained
    And the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs                                                                                                                         | why         |
      | invoice | HS-1   | explained | Balance: $<due> in HubSpot, $60.00 in QuickBooks Online.                                                                           | booked the refund |
      | payment | HS-1   | explained | Status: <word> in HubSpot, received in QuickBooks Online. Amount: $<kept> in HubSpot, $40.00 in QuickBooks Online. | settled it  |

    Examples:
      | back  | kept  | due    | word            |
      | 10.00 | 30.00 | 70.00  | partly refunded |
      | 40.00 | 0.00  | 100.00 | refunded        |

  Scenario: Refunded in part before it ever crossed, and entered by a click
    Given the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And 50.00 is paid on HS-2 in HubSpot
    And 20.00 of the payment of 50.00 on HS-2 is refunded in HubSpot
    And it syncs
    When somebody clicks "Enter what was kept" on the page of the payment of 50.00 on HS-2
    And it syncs
    And November 2026 is reconciled
    Then the invoices in USD come to 150.00 in HubSpot and 150.00 in QuickBooks
    And the payments in USD come to 70.00 in HubSpot and 70.00 in QuickBooks
