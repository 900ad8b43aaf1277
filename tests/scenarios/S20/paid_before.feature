@S20
Feature: An invoice that is paid before its first sync

  Scenario Outline: Made and paid in HubSpot, it brings its payments
    Given the shop of Acme, syncing <direction>
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When 60.00 is paid on HS-1 in HubSpot, by card, on 2026-11-20, with the reference "1"
    And 40.00 is paid on HS-1 in HubSpot, by check, on 2026-11-23, with the reference "2"
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And QuickBooks shows HS-1 as paid
    And the payments of HS-1 in QuickBooks are:
      | amount | date       | reference |
      | 60.00  | 2026-11-20 | 1         |
      | 40.00  | 2026-11-23 | 2         |
    And the next sync writes nothing
    And comparing everything writes nothing

    Examples:
      | direction          |
      | two-way            |
      | to QuickBooks only |

  Scenario: Made and paid in QuickBooks, it arrives paid
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    When 60.00 is paid on 1001 in QuickBooks
    And 40.00 is paid on 1001 in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 0.00 is due
    And HubSpot shows 1001 as paid
    And HubSpot has 2 payments in all
    And the next sync writes nothing

  @S18 @A31
  Scenario: Made and paid in QuickBooks, where invoices go only to HubSpot
    Given the shop of Acme, syncing to HubSpot only
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    When 100.00 is paid on 1001 in QuickBooks
    And it syncs
    Then HubSpot shows 1001 as paid
    And HubSpot has 0 payments in all
    And 1001 is syncing with the remark "Paid in QuickBooks Online. HubSpot shows the status; without a payment record its balance stays."
    And the next sync writes nothing

  @A28
  Scenario: What was not received before its first sync is not entered
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When 40.00 is paid on HS-1 in HubSpot, by card
    And the payment of 40.00 on HS-1 fails in HubSpot
    And 30.00 is paid on HS-1 in HubSpot, by check
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 70.00 is due
    And QuickBooks has 1 payment in all
    And nothing fails

  @A30
  Scenario: Paid too much before its first sync
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When one payment of 115.00 on HS-1 is recorded in HubSpot
    And it syncs
    Then QuickBooks has one payment of 115.00, of which 15.00 is not applied, on:
      | invoice | amount |
      | HS-1    | 100.00 |
    And nothing fails
    And the next sync writes nothing

  @A28
  Scenario: Refunded in part before its first sync, it needs a person, who enters it
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When 100.00 is paid on HS-1 in HubSpot, by card, with the reference "ch_1"
    And 30.00 of the payment of 100.00 on HS-1 is refunded in HubSpot
    And it syncs
    Then QuickBooks has 0 payments in all
    And the payment of 100.00 on HS-1 is failing: "The payment was refunded in HubSpot: $30.00 of $100.00."
    And HS-1 is waiting
    When 100.00 is paid on HS-1 in QuickBooks, with the reference "ch_1"
    And it syncs
    Then nothing is written
    When somebody clicks "Mark as done" on the page of the payment of 100.00 on HS-1
    And it syncs
    Then the payment of 100.00 on HS-1 is syncing
    And QuickBooks has 1 payment in all
    And HubSpot has 1 payment in all

  @A28
  Scenario: Refunded in part before its first sync and marked as done, though nothing of it was entered: the invoice names it
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

  @A28
  Scenario: Refunded in whole before its first sync, there is nothing to enter
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When 100.00 is paid on HS-1 in HubSpot, by card
    And 100.00 of the payment of 100.00 on HS-1 is refunded in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And QuickBooks has 0 payments in all
    And nothing fails
