@B3
Feature: What stands on one side only, and why

  Background:
    Given the shop of Acme, syncing two-way

  Scenario: Not seen yet, then on both sides
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-1 for Ann Archer is finalized in HubSpot:
      | product | quantity | price |
      | Mowing  | 1        | 75.50 |
    When November 2026 is reconciled
    Then the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs              | why                         |
      | invoice | 1001   | different | Not in HubSpot.           | The sync has never seen it. |
      | invoice | HS-1   | different | Not in QuickBooks Online. | The sync has never seen it. |
    And the invoices in USD come to 75.50 in HubSpot and 100.00 in QuickBooks
    When it syncs
    And November 2026 is reconciled
    Then both ledgers are equal to the cent

  Scenario: A draft is no invoice
    Given the draft HS-1 for Ann Archer is made in HubSpot:
      | product | quantity | price |
      | Mowing  | 1        | 75.50 |
    And it syncs
    When November 2026 is reconciled
    Then both ledgers are equal to the cent
    And 0 of its rows are equal

  @S23
  Scenario: Left out by a rule is explained, and stands in the sums
    Given another app makes the invoice APP-1 for Ann Archer in HubSpot, not billable:
      | name   | quantity | price |
      | Mowing | 1        | 30.00 |
    And it syncs
    When November 2026 is reconciled
    Then the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs              | why                                                             |
      | invoice | APP-1  | explained | Not in QuickBooks Online. | Its invoice source is not HubSpot, or HubSpot does not bill it. |
    And the invoices in USD come to 30.00 in HubSpot and 0.00 in QuickBooks, of which 30.00 is explained

  @A24
  Scenario: Parked is a difference that waits
    Given the books are protected through 2026-11-20
    And the invoice HS-1 for Ann Archer, dated 2026-11-10, is finalized in HubSpot:
      | product | quantity | price |
      | Mowing  | 1        | 75.50 |
    And it syncs
    When November 2026 is reconciled
    Then the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs              | why                                                                                           |
      | invoice | HS-1   | different | Not in QuickBooks Online. | Parked: its date is in a protected period of the books. They are protected through Nov 20, 2026. |

  Scenario: Failing, with its cause
    Given the draft HS-1 for Ann Archer is made in HubSpot:
      | product | quantity | price |
      | Mowing  | 1        | 75.50 |
    And an order-level discount of 5.00 is put on HS-1 in HubSpot
    And the draft HS-1 is finalized
    And it syncs
    When November 2026 is reconciled
    Then the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs              | why      |
      | invoice | HS-1   | different | Not in QuickBooks Online. | Failing: |

  Scenario: Ignored by a person, with the reason
    Given the draft HS-1 for Ann Archer is made in HubSpot:
      | product | quantity | price |
      | Mowing  | 1        | 75.50 |
    And an order-level discount of 5.00 is put on HS-1 in HubSpot
    And the draft HS-1 is finalized
    And it syncs
    And HS-1 is left out by hand, because "Written off"
    When November 2026 is reconciled
    Then the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs              | why         |
      | invoice | HS-1   | explained | Not in QuickBooks Online. | Written off |

  @A5
  Scenario: The same on both sides and linked with nothing may be one invoice
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-9 for Ann Archer is finalized in HubSpot:
      | product | quantity | price |
      | Mowing  | 2        | 50.00 |
    When November 2026 is reconciled
    Then 1001 may be the same as HS-9, says the reconciliation
    And HS-9 may be the same as 1001, says the reconciliation

  @A5
  Scenario: Of people who are not linked, the number tells
    Given QuickBooks has the customer "Birch" with the email "books@birch.test"
    And HubSpot has the contact "Bea Baxter" with the email "bea@birch.test"
    And the invoice X-7 for Birch is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice X-7 for Bea Baxter is finalized in HubSpot:
      | product | quantity | price |
      | Mowing  | 2        | 50.00 |
    When November 2026 is reconciled
    Then X-7 may be the same as X-7, says the reconciliation

  @S18 @A31
  Scenario: Payments that do not cross are explained
    Given invoices are set to sync to HubSpot only
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 40.00 is paid on 1001 in QuickBooks
    And it syncs
    When November 2026 is reconciled
    Then the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs                                              | why                           |
      | invoice | 1001   | explained | Balance: $100.00 in HubSpot, $60.00 in QuickBooks Online. | Partly paid in QuickBooks     |
      | payment | 1001   | explained | Not in HubSpot.                                           | Payments do not cross         |

  @A30
  Scenario: A credit memo that is only shown explains the balance, and no other cent
    Given what is not cash is only shown
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And a credit memo "CM-1" of 30.00 is applied to 1001 in QuickBooks
    And it syncs
    When November 2026 is reconciled
    Then the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs                                              | why                                     |
      | invoice | 1001   | explained | Balance: $100.00 in HubSpot, $70.00 in QuickBooks Online. | A credit memo or the like lowered       |
      | payment | 1001   | explained | Not in HubSpot.                                           | Not cash, such as a credit memo.        |
    When a credit memo "CM-2" of 0.01 is applied to 1001 in QuickBooks
    And November 2026 is reconciled
    Then the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs                                              | why                              |
      | invoice | 1001   | different | Balance: $100.00 in HubSpot, $69.99 in QuickBooks Online. | The sync took it for equal       |
      | payment | 1001   | explained | Not in HubSpot.                                           | Not cash, such as a credit memo. |
      | payment | 1001   | different | Not in HubSpot.                                           | The sync has never seen it.      |

  @A30
  Scenario: A credit that came with cash and is only shown explains the payment and the balance
    Given what is not cash is only shown
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And 60.00 and a credit memo "CM-1" of 25.00 pay 1001 at once in QuickBooks
    And it syncs
    When November 2026 is reconciled
    Then the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs                                             | why                                  |
      | invoice | 1001   | explained | Balance: $40.00 in HubSpot, $15.00 in QuickBooks Online. | A credit memo or the like lowered    |
      | payment | 1001   | explained | Amount: $60.00 in HubSpot, $85.00 in QuickBooks Online.  | HubSpot has the money alone          |

  @A30
  Scenario: A deposit on the invoice itself is money on both sides
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 1001 gets a deposit of 30.00 in QuickBooks
    And it syncs
    When November 2026 is reconciled
    Then both ledgers are equal to the cent
    And the payments in USD come to 30.00 in HubSpot and 30.00 in QuickBooks

  @A25
  Scenario: Money that is applied to nothing stays in QuickBooks
    Given one payment of 60.00 from Acme is received in QuickBooks and applied to nothing
    And it syncs
    When November 2026 is reconciled
    Then the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs    | why                                 |
      | payment |        | explained | Not in HubSpot. | Money that is not applied to any |
    And the payments in USD come to 0.00 in HubSpot and 60.00 in QuickBooks, of which -60.00 is explained

  @A11
  Scenario: What waits for one that needs someone does not go by itself
    Given the contact Ann is deleted
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When November 2026 is reconciled
    Then the reconciliation shows, beside what is equal:
      | object  | number | result    | what differs    | why                                                        |
      | invoice | 1001   | different | Not in HubSpot. | Waits for Acme, which fails and needs someone: “Deleted in |
