@A25
Feature: What happens to a divided payment of HubSpot afterwards

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And one payment of 150.00 on HS-1 and HS-2 is recorded in HubSpot, with the reference "4711"
    And it syncs
    And somebody divides the payment of 150.00 into:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 50.00  |

  @A29
  Scenario: Edited in HubSpot, its date and reference follow once
    Given it syncs
    When the date of the payment of 150.00 on HS-1 becomes 2026-11-20 in HubSpot
    And the reference of the payment of 150.00 on HS-1 becomes 4712 in HubSpot
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And the payments of HS-1 in QuickBooks are:
      | amount | total  | date       | reference |
      | 100.00 | 150.00 | 2026-11-20 | 4712      |
    And the payments of HS-2 in QuickBooks are:
      | amount | total  | date       | reference |
      | 50.00  | 150.00 | 2026-11-20 | 4712      |
    And nothing fails
    And the next sync writes nothing

  @A28
  Scenario: It fails at the bank and is voided once
    Given it syncs
    When the payment of 150.00 on HS-1 fails in HubSpot
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And HS-2 is equal on both sides: 100.00, of which 100.00 is due
    And nothing fails
    And the next sync writes nothing

  @A28
  Scenario: A refund needs a person once
    Given it syncs
    When 30.00 of the payment of 150.00 on HS-1 is refunded in HubSpot
    And it syncs
    Then nothing is written
    And 1 of the payments is failing

  @A29 @S3
  Scenario: One line taken off in QuickBooks is told and put back
    Given it syncs
    When the payment of 50.00 on HS-2 is taken off it in QuickBooks
    And it syncs
    Then nothing is written
    And the payment of 50.00 on HS-2 is failing: "A payment that was entered in HubSpot was removed"
    And the payment of 100.00 on HS-1 is syncing
    When somebody clicks "Put it back" on the page of the payment of 50.00 on HS-2
    And it syncs
    Then QuickBooks has one payment of 150.00, on:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 50.00  |
    And HS-2 is equal on both sides: 100.00, of which 50.00 is due
    And the next sync writes nothing

  @A29
  Scenario Outline: Corrected in HubSpot and divided anew, no invoice fails in between
    Given it syncs
    When the payment of 150.00 on HS-1 becomes 110.00 in HubSpot
    And it syncs
    Then 1 of the payments is failing
    And HS-2 is waiting
    When somebody divides the payment of 110.00 into:
      | invoice | amount  |
      | HS-1    | <first> |
      | HS-2    | <rest>  |
    And it syncs
    Then QuickBooks has one payment of 110.00, on:
      | invoice | amount  |
      | HS-1    | <first> |
      | HS-2    | <rest>  |
    And nothing fails
    And HS-1 is syncing
    And HS-2 is syncing
    And the next sync writes nothing

    Examples:
      | first  | rest  |
      | 100.00 | 10.00 |
      | 60.00  | 50.00 |
      | 70.00  | 40.00 |
      | 30.00  | 80.00 |

  @A30
  Scenario: Beside another payment of one of its invoices, both together pay no more than is open
    Given the books are protected through 2026-11-24
    And it syncs
    And the books are protected through 2026-10-31
    And 50.00 is paid on HS-2 in HubSpot
    And the payment of 50.00 on HS-2 becomes 80.00 in HubSpot
    When it syncs
    Then QuickBooks shows HS-2 at 100.00, of which 0.00 is due
    And the payments of HS-2 in QuickBooks are:
      | amount | total  |
      | 50.00  | 150.00 |
      | 50.00  | 80.00  |
    And no write was refused
    And the next sync writes nothing

  @A28 @A29
  Scenario: Refunded in part, and a part of it taken off in QuickBooks: that is told
    Given it syncs
    And 30.00 of the payment of 150.00 on HS-1 is refunded in HubSpot
    And it syncs
    When the payment of 50.00 on HS-2 is taken off it in QuickBooks
    And it syncs
    Then nothing is written
    And the payment of 50.00 on HS-2 is failing: "A payment that was entered in HubSpot was removed"
    And the next sync writes nothing
    When somebody clicks "Put it back" on the page of the payment of 50.00 on HS-2
    And it syncs
    Then QuickBooks has one payment of 150.00, on:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 50.00  |
    And the next sync writes nothing

  @A24
  Scenario: Dated in a protected period, all of it is parked
    Given the books are protected through 2026-11-24
    When it syncs
    Then nothing is written
    And 2 of the payments are parked
    And QuickBooks has 0 payments in all

  @A11
  Scenario: Deleted in HubSpot and restored there, it is divided as it was
    Given it syncs
    When the payment of 150.00 on HS-1 is deleted in HubSpot
    And everything is compared
    Then nothing is written
    And QuickBooks has one payment of 150.00, on:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 50.00  |
    When the payment of 150.00 that was deleted is restored in HubSpot
    And everything is compared
    Then nothing is written
    And HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And HS-2 is equal on both sides: 100.00, of which 50.00 is due
    And nothing fails
    And the next sync writes nothing

  @A11
  Scenario: Deleted in HubSpot before it was sent, and restored there, it is sent as it was divided
    When the payment of 150.00 on HS-1 is deleted in HubSpot
    And everything is compared
    Then nothing is written
    When the payment of 150.00 that was deleted is restored in HubSpot
    And everything is compared
    Then QuickBooks has one payment of 150.00, on:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 50.00  |
    And nothing fails
    And the next sync writes nothing

  @A28
  Scenario: A refund that is booked by hand explains what HubSpot counts as open again, on whichever of the invoices
    Given it syncs
    And 30.00 of the payment of 150.00 on HS-1 is refunded in HubSpot
    And it syncs
    When somebody clicks "Mark as done" on the page of one payment of 150.00
    And it syncs
    Then HubSpot shows HS-2 at 100.00, of which 80.00 is due
    And QuickBooks shows HS-2 at 100.00, of which 50.00 is due
    And HS-1 is syncing without any remark
    And HS-2 is syncing with the remark "as open again. A person has booked the refund in QuickBooks Online."
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing
    And HS-2 is syncing with the remark "30.00"

  @A28
  Scenario: Refunded in whole and booked by hand, each invoice says its part
    Given it syncs
    And 150.00 of the payment of 150.00 on HS-1 is refunded in HubSpot
    And it syncs
    When somebody clicks "Mark as done" on the page of one payment of 150.00
    And it syncs
    Then HS-1 is syncing with the remark "100.00"
    And HS-2 is syncing with the remark "50.00"
    And nothing fails
    And the next sync writes nothing

  @A28
  Scenario: It explains no more than what was refunded
    Given it syncs
    And 30.00 of the payment of 150.00 on HS-1 is refunded in HubSpot
    And it syncs
    And somebody clicks "Mark as done" on the page of one payment of 150.00
    And it syncs
    When 40.00 of the payment of 150.00 on HS-1 is refunded in HubSpot
    And it syncs
    Then one payment of 150.00 is failing: "$40.00 of $150.00"
    And HS-2 is waiting
    When somebody clicks "Mark as done" on the page of one payment of 150.00
    And it syncs
    Then HS-2 is syncing with the remark "40.00"
    And nothing fails

  @A29
  Scenario: A part of it is put on an invoice that it does not pay in HubSpot: that is not put back by making money up
    Given the invoice HS-3 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the payment of 50.00 on HS-2 is divided in QuickBooks, 30.00 of it for HS-3
    And it syncs
    Then nothing is written
    And the payment of 50.00 on HS-2 is failing: "A payment of HubSpot pays other invoices in QuickBooks Online"
    And the page of the payment of 50.00 on HS-2 says "In HubSpot it pays $100.00 of HS-1 and $50.00 of HS-2."
    And the page of the payment of 50.00 on HS-2 says "In QuickBooks Online it pays $100.00 of HS-1, $20.00 of HS-2 and $30.00 of HS-3."
    And the page of the payment of 50.00 on HS-2 does not offer "Put QuickBooks back"
    And QuickBooks has one payment of 150.00, on:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 20.00  |
      | HS-3    | 30.00  |

  @A24 @A29
  Scenario: Taken off one of its invoices while it was held up, nothing of it is sent
    Given the books are protected through 2026-11-24
    And it syncs
    Then the payment of 100.00 on HS-1 is parked
    When the payment of 150.00 on HS-2 is taken off it in HubSpot
    And the books are protected through 2026-11-20
    And it syncs
    Then nothing is written
    And the payment of 100.00 on HS-1 is waiting
    And the payment of 50.00 on HS-2 is waiting
    And 1 of the payments is failing
    And HS-2 is equal on both sides: 100.00, of which 100.00 is due
    And the next sync writes nothing
    And comparing everything writes nothing
    When the payment of 150.00 on HS-1 becomes 60.00 in HubSpot
    And it syncs
    And somebody divides the payment of 60.00 into:
      | invoice | amount |
      | HS-1    | 60.00  |
    And it syncs
    Then QuickBooks has one payment of 60.00, on:
      | invoice | amount |
      | HS-1    | 60.00  |
    And HS-1 is equal on both sides: 100.00, of which 40.00 is due
    And HS-2 is equal on both sides: 100.00, of which 100.00 is due
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing

  @A24 @A29
  Scenario: Changed while it was held up, nothing of it is sent until it is divided anew
    Given the books are protected through 2026-11-24
    And it syncs
    When the payment of 150.00 on HS-1 becomes 120.00 in HubSpot
    And the books are protected through 2026-11-20
    And it syncs
    Then nothing is written
    And 1 of the payments is failing
    When somebody divides the payment of 120.00 into:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 20.00  |
    And it syncs
    Then QuickBooks has one payment of 120.00, on:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 20.00  |
    And nothing fails
    And the next sync writes nothing
