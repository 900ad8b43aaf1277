@B19 @A29
Feature: A payment of HubSpot that was removed or changed in QuickBooks is put back by a click

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann, dated 2026-11-20, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 60.00 |
    And 120.00 is paid on HS-1 in HubSpot, on 2026-11-20, with the reference "4711"
    And it syncs

  Scenario: Deleted there it is entered again as it was
    When the payment of 120.00 on HS-1 is deleted in QuickBooks
    And it syncs
    Then the payment of 120.00 on HS-1 is failing: "Please make any necessary changes directly in HubSpot"
    When somebody clicks "Put it back" on the page of the payment of 120.00 on HS-1
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And the payments of HS-1 in QuickBooks are:
      | amount | date       | reference |
      | 120.00 | 2026-11-20 | 4711      |
    And HS-1 is equal on both sides: 120.00, of which 0.00 is due
    And HS-1 is syncing
    And the payment of 120.00 on HS-1 is syncing
    And the next sync writes nothing

  Scenario: Voided there it is entered again
    When the payment of 120.00 on HS-1 is voided in QuickBooks
    And it syncs
    And somebody clicks "Put it back" on the page of the payment of 120.00 on HS-1
    And it syncs
    Then HS-1 is equal on both sides: 120.00, of which 0.00 is due
    And the next sync writes nothing

  Scenario: Entered again by hand after the click it is not entered twice
    When the payment of 120.00 on HS-1 is deleted in QuickBooks
    And it syncs
    And somebody clicks "Put it back" on the page of the payment of 120.00 on HS-1
    And 120.00 is paid on HS-1 in QuickBooks, with the reference "4711"
    And it syncs
    Then nothing is written
    And the payments of HS-1 in QuickBooks are:
      | amount |
      | 120.00 |
    And the payment of 120.00 on HS-1 is syncing

  Scenario: It does not come back where the balance has no room for it
    When the payment of 120.00 on HS-1 is deleted in QuickBooks
    And it syncs
    And somebody clicks "Put it back" on the page of the payment of 120.00 on HS-1
    And 100.00 is paid on HS-1 in QuickBooks
    And it syncs
    Then the payment of 120.00 on HS-1 is failing: "more than"
    And QuickBooks shows HS-1 at 120.00, of which 20.00 is due

  @A24
  Scenario: Of a protected day it stays away
    When the payment of 120.00 on HS-1 is deleted in QuickBooks
    And it syncs
    And the books are protected through 2026-11-20
    And somebody clicks "Put it back" on the page of the payment of 120.00 on HS-1, but is told "protected"
    Then the next sync writes nothing

  @S44 @S45
  Scenario: An amount that was changed
    When the payment of 120.00 on HS-1 becomes 90.00 in QuickBooks
    And it syncs
    Then the payment of 120.00 on HS-1 is failing
    When somebody clicks "Put QuickBooks back" on the page of the payment of 120.00 on HS-1
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And HS-1 is equal on both sides: 120.00, of which 0.00 is due
    And the next sync writes nothing

  @A28
  Scenario: Taken to the bank it is not put back
    When the payment of 120.00 on HS-1 becomes 90.00 in QuickBooks
    And the payment of 90.00 on HS-1 is taken to the bank
    And it syncs
    And somebody clicks "Put QuickBooks back" on the page of the payment of 120.00 on HS-1
    And it syncs
    Then nothing is written
    And the payment of 120.00 on HS-1 is failing: "deposit"

  @A11 @B20
  Scenario: Its invoice was deleted there, too: it waits for that, and both come back
    When HS-1 is deleted in QuickBooks
    And it syncs
    And somebody clicks "Put it back" on the page of the payment of 120.00 on HS-1
    And it syncs
    Then nothing is written
    And the payment of 120.00 on HS-1 is waiting
    When somebody clicks "Create it again in QuickBooks Online" on the page of HS-1
    And it syncs
    And it syncs
    Then HS-1 is equal on both sides: 120.00, of which 0.00 is due
    And QuickBooks has 1 payment in all
    And nothing fails
    And the next sync writes nothing
