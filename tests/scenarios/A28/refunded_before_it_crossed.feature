@A28
Feature: A payment of HubSpot that was refunded in part before it ever crossed

  @S20
  Scenario Outline: What was kept of it is entered in QuickBooks by a click
    Given the shop of Acme, syncing <direction>
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 100.00 is paid on HS-1 in HubSpot, by card, with the reference "ch_1"
    And 30.00 of the payment of 100.00 on HS-1 is refunded in HubSpot
    And it syncs
    Then QuickBooks has 0 payments in all
    And the payment of 100.00 on HS-1 is failing: "Refunded in part before it was entered in QuickBooks Online"
    And the page of the payment of 100.00 on HS-1 says "QuickBooks Online then gets a payment of $70.00"
    When somebody clicks "Enter what was kept" on the page of the payment of 100.00 on HS-1
    And it syncs
    Then the payments of HS-1 in QuickBooks are:
      | amount | reference |
      | 70.00  | ch_1      |
    And HS-1 is equal on both sides: 100.00, of which 30.00 is due
    And the payment of 100.00 on HS-1 is syncing with the remark "$30.00"
    And HubSpot has 1 payment in all
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing
    When 20.00 of the payment of 100.00 on HS-1 is refunded in HubSpot
    And it syncs
    Then nothing is written
    And the payment of 100.00 on HS-1 is failing: "A refund needs you"

    Examples:
      | direction          |
      | two-way            |
      | to QuickBooks only |

  @A8
  Scenario: What was kept of it on an invoice of QuickBooks is entered by a click too
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And 40.00 is paid on 1001 in HubSpot
    And 10.00 of the payment of 40.00 on 1001 is refunded in HubSpot
    When it syncs
    And somebody clicks "Enter what was kept" on the page of the payment of 40.00 on 1001
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 70.00 is due
    And nothing fails
    And the next sync writes nothing

  @A25 @A30
  Scenario: What was kept is more than the invoice is for
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And one payment of 130.00 on HS-1 is recorded in HubSpot
    And 10.00 of the payment of 130.00 on HS-1 is refunded in HubSpot
    When it syncs
    And somebody clicks "Enter what was kept" on the page of the payment of 130.00 on HS-1
    And it syncs
    Then QuickBooks has one payment of 120.00, of which 20.00 is not applied, on:
      | invoice | amount |
      | HS-1    | 100.00 |
    And nothing fails
    And the next sync writes nothing

  Scenario: More of it is refunded between the click and the sync: it is asked anew
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 40.00 is paid on HS-1 in HubSpot
    And 10.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    And it syncs
    When somebody clicks "Enter what was kept" on the page of the payment of 40.00 on HS-1
    And 15.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    And it syncs
    Then QuickBooks has 0 payments in all
    And the payment of 40.00 on HS-1 is failing: "QuickBooks Online then gets a payment of $25.00"

  Scenario Outline: Of two people who settle it differently before the sync, the later one is followed
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 40.00 is paid on HS-1 in HubSpot
    And 10.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    And it syncs
    And the page of the payment of 40.00 on HS-1 stands open in another window
    When somebody clicks "<first>" on the page of the payment of 40.00 on HS-1
    And somebody clicks "<second>" in the other window
    And it syncs
    Then QuickBooks has <count> in all
    And the next sync writes nothing

    Examples:
      | first               | second              | count      |
      | Enter what was kept | Mark as done        | 0 payments |
      | Mark as done        | Enter what was kept | 1 payment  |

  @A24
  Scenario: In a protected month it is parked
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And 40.00 is paid on HS-1 in HubSpot, on 2026-10-20
    And 10.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    And it syncs
    And the books are protected through 2026-10-31
    When somebody clicks "Enter what was kept" on the page of the payment of 40.00 on HS-1, but is told "is in a protected period of the books"
    And it syncs
    Then QuickBooks has 0 payments in all

  @A29
  Scenario Outline: The bookkeeper has entered what was kept meanwhile: it is not entered a second time
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 40.00 is paid on HS-1 in HubSpot
    And 10.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    And it syncs
    And 30.00 is paid on HS-1 in QuickBooks
    When somebody clicks "Enter what was kept" on the page of the payment of 40.00 on HS-1
    And it syncs
    Then QuickBooks has 1 payment in all
    And the payment of 30.00 on HS-1 is failing: "What is left of a refunded payment, or not?"
    And the page of the payment of 40.00 on HS-1 does not offer "Enter what was kept"
    When on the page of the payment of 30.00 on HS-1 somebody chooses "<choice>" and clicks "Confirm"
    And it syncs
    Then the page of the payment of 40.00 on HS-1 <offered> "Enter what was kept"
    When somebody clicks "<click>" on the page of the payment of 40.00 on HS-1
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which <due> is due
    And QuickBooks has <count> in all
    And nothing fails
    And the next sync writes nothing

    Examples:
      | choice               | offered        | click               | due   | count      |
      | What is left of it   | does not offer | Mark as done        | 70.00 | 1 payment  |
      | A payment of its own | offers         | Enter what was kept | 40.00 | 2 payments |

  Scenario: Marked as done though nothing of it stands in QuickBooks, the invoice names it and says where it is entered
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 100.00 is paid on HS-1 in HubSpot, by card
    And 30.00 of the payment of 100.00 on HS-1 is refunded in HubSpot
    And it syncs
    When somebody clicks "Mark as done" on the page of the payment of 100.00 on HS-1
    And it syncs
    Then HS-1 is failing: "$70.00 of the payment of $100.00 (Nov 24, 2026) stands in HubSpot alone"
    And the page of HS-1 says "+ New › Receive payment"
    When 70.00 is paid on HS-1 in QuickBooks
    And it syncs
    And on the page of the payment of 70.00 on HS-1 somebody chooses "What is left of it" and clicks "Confirm"
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 30.00 is due
    And nothing fails
    And the next sync writes nothing

  @S45
  Scenario: Entered in full instead, and the refund booked beside
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 100.00 is paid on HS-1 in HubSpot, by card, with the reference "ch_1"
    And 30.00 of the payment of 100.00 on HS-1 is refunded in HubSpot
    And it syncs
    Then the page of the payment of 100.00 on HS-1 says "If all of it, $100.00, is to stand in QuickBooks Online, enter it there"
    When 100.00 is paid on HS-1 in QuickBooks, with the reference "ch_1"
    And it syncs
    Then the payment of 100.00 on HS-1 is failing: "A refund needs you"
    When somebody clicks "Mark as done" on the page of the payment of 100.00 on HS-1
    And it syncs
    Then HS-1 is syncing with the remark "$30.00"
    And nothing fails
    And the next sync writes nothing
