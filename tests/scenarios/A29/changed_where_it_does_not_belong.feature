@A29
Feature: A payment that is changed, on its own side and on the other

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  @A25
  Scenario: Moved to another invoice in HubSpot, where it was entered
    Given 50.00 is paid on HS-1 in HubSpot
    And it syncs
    When the payment of 50.00 on HS-1 is moved to HS-2 in HubSpot
    And it syncs
    Then QuickBooks has one payment of 50.00, on:
      | invoice | amount |
      | HS-2    | 50.00  |
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And HS-2 is equal on both sides: 100.00, of which 50.00 is due
    And the next sync writes nothing

  Scenario: Taken off its invoice in HubSpot
    Given 50.00 is paid on HS-1 in HubSpot
    And it syncs
    When the payment of 50.00 on HS-1 is taken off it in HubSpot
    And it syncs
    Then the payment of 50.00 on HS-1 is failing: "In HubSpot the payment is on another invoice, or on none"
    And the page of the payment of 50.00 on HS-1 says "In HubSpot the payment of $50.00 is not on its invoice HS-1 any more"
    And the next sync writes nothing
    When the payment of 50.00 without an invoice is put on HS-1 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 50.00 is due
    And nothing fails

  Scenario: Taken off its invoice on both sides, it stays the customer's credit
    Given 50.00 is paid on HS-1 in HubSpot
    And it syncs
    When the payment of 50.00 on HS-1 is taken off it in HubSpot
    And the payment of 50.00 on HS-1 is taken off it in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And nothing fails
    And the next sync writes nothing

  @S22 @S3
  Scenario: Moved to another invoice in QuickBooks, though HubSpot entered it
    Given 50.00 is paid on HS-1 in HubSpot
    And it syncs
    When the payment of 50.00 on HS-1 is moved to HS-2 in QuickBooks
    And it syncs
    Then HubSpot has 1 payment in all
    And HS-1 is failing: "a payment that was entered in HubSpot was removed"
    And the payment of 50.00 on HS-2 is failing: "It was entered in HubSpot, so only HubSpot may change it."
    When the payment of 50.00 on HS-2 is moved to HS-1 in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 50.00 is due
    And nothing fails

  @S3
  Scenario: Taken off in QuickBooks and put back, the same money is applied again
    Given 50.00 is paid on HS-1 in HubSpot
    And it syncs
    When the payment of 50.00 on HS-1 is taken off it in QuickBooks
    And it syncs
    And somebody clicks "Put it back" on the page of the payment of 50.00 on HS-1
    And it syncs
    Then QuickBooks has one payment of 50.00, on:
      | invoice | amount |
      | HS-1    | 50.00  |
    And HS-1 is equal on both sides: 100.00, of which 50.00 is due
    And the next sync writes nothing

  @A30
  Scenario: Raised in HubSpot above what is open
    Given 50.00 is paid on HS-1 in HubSpot
    And it syncs
    When the payment of 50.00 on HS-1 becomes 150.00 in HubSpot
    And it syncs
    Then QuickBooks has one payment of 150.00, of which 50.00 is not applied, on:
      | invoice | amount |
      | HS-1    | 100.00 |
    And the payment of 150.00 on HS-1 is syncing with the remark "More was paid than was open."
    And the next sync writes nothing

  @A27
  Scenario: The method is corrected where the payment was entered
    Given 50.00 is paid on HS-1 in HubSpot, by check
    And it syncs
    When the method of the payment of 50.00 on HS-1 becomes cash in HubSpot
    And it syncs
    Then the payments of HS-1 in QuickBooks are:
      | amount | method |
      | 50.00  | Cash   |
    And the next sync writes nothing

  Scenario Outline: What is changed on the copy is put back by a click
    Given 50.00 is paid on 1001 in QuickBooks
    And it syncs
    When <what>
    And it syncs
    Then the payment of <amount> on 1001 is failing: "Changed in HubSpot, belongs to QuickBooks"
    When somebody clicks "Put HubSpot back" on the page of the payment of <amount> on 1001
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 50.00 is due
    And nothing fails
    And the next sync writes nothing

    Examples:
      | what                                                  | amount |
      | the payment of 50.00 on 1001 becomes 40.00 in HubSpot | 40.00  |
      | the payment of 50.00 on 1001 fails in HubSpot         | 50.00  |

  Scenario: The date is changed in QuickBooks, though HubSpot entered it, and put back
    Given 50.00 is paid on HS-1 in HubSpot, by check, on 2026-11-20
    And it syncs
    When the date of the payment of 50.00 on HS-1 becomes 2026-11-10 in QuickBooks
    And it syncs
    Then the payment of 50.00 on HS-1 is failing: "The payment was changed in QuickBooks Online"
    When somebody clicks "Put QuickBooks back" on the page of the payment of 50.00 on HS-1
    And it syncs
    Then the payments of HS-1 in QuickBooks are:
      | amount | date       |
      | 50.00  | 2026-11-20 |
    And nothing fails

  Scenario: Changed on both sides at once, neither is written over
    Given 50.00 is paid on HS-1 in HubSpot
    And it syncs
    When the payment of 50.00 on HS-1 becomes 30.00 in QuickBooks
    And the payment of 50.00 on HS-1 becomes 40.00 in HubSpot
    And it syncs
    Then nothing is written
    And the payment of 40.00 on HS-1 is failing: "The payment was changed in QuickBooks Online"
    And HubSpot shows HS-1 at 100.00, of which 60.00 is due
    And QuickBooks shows HS-1 at 100.00, of which 70.00 is due

  Scenario: A copy that is put back by hand syncs by itself
    Given 50.00 is paid on 1001 in QuickBooks
    And it syncs
    And the payment of 50.00 on 1001 becomes 40.00 in HubSpot
    And it syncs
    When the payment of 40.00 on 1001 becomes 50.00 in HubSpot
    And it syncs
    Then nothing is written
    And nothing fails
    And 1001 is equal on both sides: 100.00, of which 50.00 is due

  @A25 @B19
  Scenario: Divided in QuickBooks over two invoices, it is put back on the one that it pays in HubSpot
    Given 100.00 is paid on HS-1 in HubSpot
    And it syncs
    When the payment of 100.00 on HS-1 is divided in QuickBooks, 40.00 of it for HS-2
    And it syncs
    Then nothing is written
    And the payment of 100.00 on HS-1 is failing: "The payment was changed in QuickBooks Online"
    And the page of the payment of 100.00 on HS-1 says "Putting it back takes $40.00 off HS-2 there."
    And the payment of 40.00 on HS-2 is failing: "It was entered in HubSpot, so only HubSpot may change it."
    And the page of the payment of 40.00 on HS-2 does not offer "Put QuickBooks back"
    And HubSpot has 1 payment in all
    When somebody clicks "Put QuickBooks back" on the page of the payment of 100.00 on HS-1
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And QuickBooks has one payment of 100.00, on:
      | invoice | amount |
      | HS-1    | 100.00 |
    When it syncs
    Then nothing is written
    And HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And HS-2 is equal on both sides: 100.00, of which 100.00 is due
    And nothing fails
    And comparing everything writes nothing

  @A25
  Scenario: Divided in QuickBooks over two invoices, and put back there by hand
    Given 100.00 is paid on HS-1 in HubSpot
    And it syncs
    And the payment of 100.00 on HS-1 is divided in QuickBooks, 40.00 of it for HS-2
    And it syncs
    When the payment of 40.00 on HS-2 is taken off it in QuickBooks
    And all of the payment of 60.00 on HS-1 is applied in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And HS-2 is equal on both sides: 100.00, of which 100.00 is due
    And nothing fails

  @B19
  Scenario: Moved to another invoice in QuickBooks, it is put back by a click
    Given 50.00 is paid on HS-1 in HubSpot
    And it syncs
    And the payment of 50.00 on HS-1 is moved to HS-2 in QuickBooks
    And it syncs
    When somebody clicks "Put it back" on the page of one payment of 50.00 on HS-1
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And QuickBooks has one payment of 50.00, on:
      | invoice | amount |
      | HS-1    | 50.00  |
    When it syncs
    Then nothing is written
    And HS-1 is equal on both sides: 100.00, of which 50.00 is due
    And HS-2 is equal on both sides: 100.00, of which 100.00 is due
    And nothing fails

  @A28
  Scenario: Divided in QuickBooks and taken to the bank, it is not put back
    Given 100.00 is paid on HS-1 in HubSpot
    And it syncs
    And the payment of 100.00 on HS-1 is taken to the bank
    And the payment of 100.00 on HS-1 is divided in QuickBooks, 40.00 of it for HS-2
    And it syncs
    When somebody clicks "Put QuickBooks back" on the page of the payment of 100.00 on HS-1
    And it syncs
    Then nothing is written
    And the payment of 100.00 on HS-1 is failing: "The payment is in a bank deposit"

  @A25
  Scenario: What the bookkeeper has added for another invoice is not taken off it: that is put right by hand
    Given 60.00 is paid on HS-1 in HubSpot
    And it syncs
    And 30.00 for HS-2 is added to the payment of 60.00 on HS-1 in QuickBooks
    And it syncs
    When the payment of 60.00 on HS-1 is divided in QuickBooks, 20.00 of it for 1001
    And it syncs
    Then the payment of 60.00 on HS-1 is failing: "A payment of HubSpot pays other invoices in QuickBooks Online"
    And the page of the payment of 60.00 on HS-1 says "In HubSpot it pays $60.00 of HS-1. In QuickBooks Online it pays $20.00 of 1001, $40.00 of HS-1 and $30.00 of HS-2. HubSpot has $30.00 of HS-2 as a payment of its own."
    And the page of the payment of 60.00 on HS-1 does not offer "Put QuickBooks back"
    When the payment of 20.00 on 1001 is taken off it in QuickBooks
    And all of the payment of 40.00 on HS-1 is applied in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 40.00 is due
    And HS-2 is equal on both sides: 100.00, of which 70.00 is due
    And 1001 is equal on both sides: 100.00, of which 100.00 is due
    And nothing fails

  Scenario: A part of it is left unapplied in QuickBooks, and put back by a click
    Given 60.00 is paid on HS-1 in HubSpot
    And it syncs
    And 20.00 of the payment of 60.00 on HS-1 is left unapplied in QuickBooks
    And it syncs
    Then the payment of 60.00 on HS-1 is failing
    When somebody clicks "Put QuickBooks back to $60.00" on the page of the payment of 60.00 on HS-1
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 40.00 is due
    And the payments of HS-1 in QuickBooks are:
      | amount | total |
      | 60.00  | 60.00 |
    And the payment of 60.00 on HS-1 is syncing without any remark
    And nothing fails
    And the next sync writes nothing

  Scenario: Moved in HubSpot and given another date in QuickBooks at once: the date is told, and put back with the move
    Given 50.00 is paid on HS-1 in HubSpot
    And it syncs
    When the payment of 50.00 on HS-1 is moved to HS-2 in HubSpot
    And the date of the payment of 50.00 on HS-1 becomes 2026-11-20 in QuickBooks
    And it syncs
    Then nothing is written
    And the payment of 50.00 on HS-2 is failing
    When somebody clicks "Put QuickBooks back" on the page of the payment of 50.00 on HS-2
    And it syncs
    Then QuickBooks has one payment of 50.00, on 2026-11-24, on:
      | invoice | amount |
      | HS-2    | 50.00  |
    And HS-2 is equal on both sides: 100.00, of which 50.00 is due
    And nothing fails
    And the next sync writes nothing
