@A28
Feature: Only money that was received crosses, and what becomes of it when it comes back

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  @S19
  Scenario: A bank debit crosses when it has succeeded
    Given 100.00 is paid on HS-1 in HubSpot, by ach
    And the status of the payment of 100.00 on HS-1 becomes processing in HubSpot
    When it syncs
    Then nothing is written
    And the payment of 100.00 on HS-1 is excluded
    When the status of the payment of 100.00 on HS-1 becomes succeeded in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And the next sync writes nothing

  Scenario Outline: It failed after it had succeeded
    Given 100.00 is paid on HS-1 in HubSpot, by card, with the reference "ch_1"
    And it syncs
    When the status of the payment of 100.00 on HS-1 becomes <status> in HubSpot
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And the payment of 100.00 on HS-1 is syncing
    And the next sync writes nothing

    Examples:
      | status        |
      | failed        |
      | disputed_lost |

  Scenario: It failed and then succeeded, and is entered again
    Given 40.00 is paid on HS-1 in HubSpot, by check, with the reference "88"
    And it syncs
    And the payment of 40.00 on HS-1 fails in HubSpot
    And it syncs
    Then QuickBooks shows HS-1 at 100.00, of which 100.00 is due
    When the status of the payment of 40.00 on HS-1 becomes succeeded in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due
    And the payments of HS-1 in QuickBooks are:
      | amount | reference |
      | 40.00  | 88        |
    And the payment of 40.00 on HS-1 is syncing
    And comparing everything writes nothing

  Scenario: Failed and succeeded between two syncs, nothing has happened
    Given 40.00 is paid on HS-1 in HubSpot, by check, with the reference "88"
    And it syncs
    When the payment of 40.00 on HS-1 fails in HubSpot
    And the status of the payment of 40.00 on HS-1 becomes succeeded in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is equal on both sides: 100.00, of which 60.00 is due

  @A29
  Scenario: What comes in after it has failed is other money
    Given 100.00 is paid on HS-1 in HubSpot, by card, with the reference "88"
    And it syncs
    And the payment of 100.00 on HS-1 fails in HubSpot
    And it syncs
    When 100.00 is paid on HS-1 in QuickBooks, with the reference "99"
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And comparing everything writes nothing

  @A29
  Scenario: Succeeded in the end, it does not take the balance below zero
    Given 100.00 is paid on HS-1 in HubSpot, by card, with the reference "88"
    And it syncs
    And the payment of 100.00 on HS-1 fails in HubSpot
    And it syncs
    And 100.00 is paid on HS-1 in QuickBooks, with the reference "99"
    And it syncs
    When the payment of 100.00 with the reference "88" succeeds in HubSpot
    And it syncs
    Then QuickBooks shows HS-1 at 100.00, of which 0.00 is due
    And the payments of HS-1 in QuickBooks are:
      | amount | reference |
      | 100.00 | 99        |
    And 1 of the payments is failing
    And the page of one payment of 100.00 on HS-1 says "more than what is still open"

  @A29
  Scenario Outline: A card fails before it was ever sent, and the customer pays by check instead
    Given <amount> is paid on HS-1 in HubSpot, by card
    And the status of the payment of <amount> on HS-1 becomes <status> in HubSpot
    And it syncs
    When <amount> is paid on HS-1 in QuickBooks, with the reference "55102"
    And it syncs
    Then the payments of HS-1 in QuickBooks are:
      | amount   | reference |
      | <amount> | 55102     |
    And HS-1 is equal on both sides: 100.00, of which <due> is due
    And HubSpot has 2 payments in all
    And nothing fails
    And the next sync writes nothing

    Examples:
      | amount | status        | due   |
      | 100.00 | failed        | 0.00  |
      | 40.00  | disputed_lost | 60.00 |

  @A29
  Scenario: Whether a bank debit that is still under way is what the bookkeeper has entered, a person says
    Given 100.00 is paid on HS-1 in HubSpot, by ach, on 2026-11-23
    And the status of the payment of 100.00 on HS-1 becomes processing in HubSpot
    And it syncs
    When 100.00 is paid on HS-1 in QuickBooks, on 2026-11-24
    And it syncs
    Then nothing is written
    And one payment of 100.00 on HS-1 is failing: "One payment or two?"
    When on the page of one payment of 100.00 on HS-1 somebody chooses "Same payment" and clicks "Confirm"
    And it syncs
    And the status of the payment of 100.00 on HS-1 becomes succeeded in HubSpot
    And it syncs
    Then HubSpot has 1 payment in all
    And QuickBooks has 1 payment in all
    And HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And nothing fails

  @A29
  Scenario: A bank debit that is under way, and a check besides: when the debit fails, the check stays
    Given 100.00 is paid on HS-1 in HubSpot, by ach, on 2026-11-23
    And the status of the payment of 100.00 on HS-1 becomes processing in HubSpot
    And it syncs
    And 100.00 is paid on HS-1 in QuickBooks, on 2026-11-24, with the reference "55102"
    And it syncs
    When on the page of one payment of 100.00 on HS-1 somebody chooses "Two payments" and clicks "Confirm"
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 0.00 is due
    When the payment of 100.00 that is under way fails in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And nothing fails

  Scenario: Refunded in whole, and booked by hand: HubSpot counts it as open again, and the invoice says so
    Given 100.00 is paid on HS-1 in HubSpot, by card
    And it syncs
    When 100.00 of the payment of 100.00 on HS-1 is refunded in HubSpot
    And it syncs
    And somebody clicks "Mark as done" on the page of the payment of 100.00 on HS-1
    And it syncs
    Then HubSpot shows HS-1 at 100.00, of which 100.00 is due
    And QuickBooks shows HS-1 at 100.00, of which 0.00 is due
    And HS-1 is syncing with the remark "as open again. A person has booked the refund in QuickBooks Online."
    And nothing fails
    And the next sync writes nothing

  Scenario: Marked as done while a version ran that kept less of a payment, it stays done
    Given 40.00 is paid on HS-1 in HubSpot, by card
    And it syncs
    And 40.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    And it syncs
    And our database was written by a version that kept no credits of a payment
    And somebody clicks "Mark as done" on the page of the payment of 40.00 on HS-1
    When it syncs
    Then HS-1 is syncing with the remark "$40.00"
    And nothing fails
    And comparing everything writes nothing
    And nothing fails

  Scenario: Refunded once more, it is asked for once more
    Given 40.00 is paid on HS-1 in HubSpot, by card
    And it syncs
    And 15.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    And it syncs
    And somebody clicks "Mark as done" on the page of the payment of 40.00 on HS-1
    And it syncs
    When 25.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    And it syncs
    Then the payment of 40.00 on HS-1 is failing: "$25.00 of $40.00"
    When somebody clicks "Mark as done" on the page of the payment of 40.00 on HS-1
    And it syncs
    Then HS-1 is syncing with the remark "$25.00"
    And nothing fails

  @A29
  Scenario: What is left of a refunded payment was entered in QuickBooks, and is not made a second payment
    Given 50.00 is paid on HS-1 in HubSpot
    And 20.00 of the payment of 50.00 on HS-1 is refunded in HubSpot
    And 30.00 is paid on HS-1 in QuickBooks
    When it syncs
    Then nothing is written
    And HS-1 is equal on both sides: 100.00, of which 70.00 is due
    And the payment of 30.00 on HS-1 is failing: "A payment of $30.00 stands on this invoice in QuickBooks Online, and as much is left of a HubSpot payment of $50.00"
    And the payment of 30.00 on HS-1 is failing: "of which a part, $20.00, was refunded"
    When on the page of the payment of 30.00 on HS-1 somebody chooses "What is left of it" and clicks "Confirm"
    And it syncs
    Then nothing is written
    And the payment of 30.00 on HS-1 is ignored
    And HS-1 is syncing

  @A29 @S44
  Scenario Outline: Refunded in part, and then removed in QuickBooks: what HubSpot has kept is told, and put back by a click
    Given 40.00 is paid on HS-1 in HubSpot, by card
    And it syncs
    And 10.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    And it syncs
    When the payment of 40.00 on HS-1 is <removed> in QuickBooks
    And it syncs
    Then nothing is written
    And HubSpot has 1 payment in all
    And the payment of 40.00 on HS-1 is failing: "$10.00 of it was refunded, so HubSpot counts $30.00"
    And HS-1 is failing: "a payment that was entered in HubSpot was removed"
    And the next sync writes nothing
    When somebody clicks "Put it back" on the page of the payment of 40.00 on HS-1
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 70.00 is due
    And the payment of 40.00 on HS-1 is syncing with the remark "$10.00"
    And nothing fails
    And HubSpot has 1 payment in all
    And the next sync writes nothing

    Examples:
      | removed |
      | deleted |
      | voided  |

  @A29 @S44
  Scenario: Refunded in part, booked beside it and then removed in QuickBooks: all of it is put back
    Given 40.00 is paid on HS-1 in HubSpot, by card
    And it syncs
    And 10.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    And it syncs
    And somebody clicks "Mark as done" on the page of the payment of 40.00 on HS-1
    And it syncs
    When the payment of 40.00 on HS-1 is deleted in QuickBooks
    And it syncs
    Then the payment of 40.00 on HS-1 is failing: "Click “Put it back”, which enters $40.00"
    When somebody clicks "Put it back" on the page of the payment of 40.00 on HS-1
    And it syncs
    Then QuickBooks shows HS-1 at 100.00, of which 60.00 is due
    And the payment of 40.00 on HS-1 is failing: "$10.00 of $40.00"
    When somebody clicks "Mark as done" on the page of the payment of 40.00 on HS-1
    And it syncs
    Then HS-1 is syncing with the remark "$10.00"
    And nothing fails
    And HubSpot has 1 payment in all
    And the next sync writes nothing

  @A29
  Scenario: What was kept of it is entered in its place, and is no second payment
    Given 40.00 is paid on HS-1 in HubSpot, by card
    And it syncs
    And 10.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    And it syncs
    And the payment of 40.00 on HS-1 is deleted in QuickBooks
    And it syncs
    When 30.00 is paid on HS-1 in QuickBooks
    And it syncs
    Then nothing is written
    And HubSpot has 1 payment in all
    And HS-1 is equal on both sides: 100.00, of which 70.00 is due
    And the payment of 40.00 on HS-1 is syncing with the remark "$10.00"
    And the next sync writes nothing
    And comparing everything writes nothing

  @A29
  Scenario: All of it is entered again: it is the same payment, whose refund is still to be booked, as its page has said
    Given 40.00 is paid on HS-1 in HubSpot, by card
    And it syncs
    And 10.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    And it syncs
    And the payment of 40.00 on HS-1 is deleted in QuickBooks
    And it syncs
    Then the payment of 40.00 on HS-1 is failing: "it then syncs by itself: $30.00 at once, all of it once you have booked the refund."
    When 40.00 is paid on HS-1 in QuickBooks
    And it syncs
    Then nothing is written
    And HubSpot has 1 payment in all
    And the payment of 40.00 on HS-1 is failing: "$10.00 of $40.00"
    When somebody clicks "Mark as done" on the page of the payment of 40.00 on HS-1
    And it syncs
    Then HS-1 is syncing with the remark "$10.00"
    And nothing fails
    And the next sync writes nothing

  Scenario: The bookkeeper lowers it to what was kept
    Given 40.00 is paid on HS-1 in HubSpot, by card
    And it syncs
    And 10.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    When the payment of 40.00 on HS-1 becomes 30.00 in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is equal on both sides: 100.00, of which 70.00 is due
    And the payment of 40.00 on HS-1 is syncing with the remark "$10.00"
    And the next sync writes nothing

  Scenario: What QuickBooks has over the balance is not what was kept: that refund is for a person to book
    Given 100.00 is paid on HS-1 in HubSpot, by card
    And it syncs
    And the payment of 100.00 on HS-1 becomes 110.00 in HubSpot
    And it syncs
    When 10.00 of the payment of 110.00 on HS-1 is refunded in HubSpot
    And it syncs
    Then nothing is written
    And the payment of 110.00 on HS-1 is failing: "$10.00 of $110.00"

  @A29
  Scenario: A copy of QuickBooks' payment that was refunded in part in HubSpot goes with its original
    Given 40.00 is paid on HS-1 in QuickBooks
    And it syncs
    And 10.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    And it syncs
    When the payment of 40.00 on HS-1 is deleted in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And HubSpot has 0 payments in all
    And nothing fails
    And the next sync writes nothing

  @A29
  Scenario: Refunded in part and moved in HubSpot, “Mark as done” says nothing of the invoice that QuickBooks has it on
    Given the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And 40.00 is paid on HS-1 in HubSpot
    And it syncs
    And 10.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    And the payment of 40.00 on HS-1 is moved to HS-2 in HubSpot
    And it syncs
    When somebody clicks "Mark as done" on the page of the payment of 40.00 on HS-2
    And it syncs
    Then nothing is written
    And the payment of 40.00 on HS-2 is failing: "A payment of HubSpot pays other invoices in QuickBooks Online"
    And the page of the payment of 40.00 on HS-2 says "In HubSpot it pays $40.00 of HS-2, and $10.00 of it was refunded. In QuickBooks Online it pays $40.00 of HS-1."
    And HS-1 is waiting
    And HS-2 is waiting
    And comparing everything writes nothing
    When the payment of 40.00 on HS-1 is moved to HS-2 in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And HS-2 is syncing with the remark "$10.00"
    And HubSpot has 1 payment in all
    And nothing fails
    And the next sync writes nothing
