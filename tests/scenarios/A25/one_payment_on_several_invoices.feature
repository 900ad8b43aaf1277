@A25
Feature: One payment of HubSpot on several invoices

  HubSpot does not say how much of it pays which invoice, and QuickBooks wants to know. A person says it.

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

  @B20
  Scenario: Until somebody divides it nothing moves, and the invoices wait for it
    When one payment of 150.00 on HS-1 and HS-2 is recorded in HubSpot
    And it syncs
    Then the payment of 150.00 on HS-1 is failing: "One payment on several invoices, without amounts"
    And the page of the payment of 150.00 on HS-1 says "As HubSpot counts it, by what it shows as open HS-1 $100.00 · HS-2 $50.00"
    And HS-1 is waiting
    And HS-2 is waiting
    And the next sync writes nothing
    And QuickBooks has 0 payments in all

  @S19
  Scenario: Divided as HubSpot counts it, on invoices of both sides
    When one payment of 250.00 on HS-1, HS-2 and 1001 is recorded in HubSpot, on 2026-11-23, with the reference "4711"
    And it syncs
    And on the page of the payment of 250.00 on HS-1 somebody chooses "As HubSpot counts it" and clicks "Divide it"
    And it syncs
    Then the answer says "is divided. The next run sends it to QuickBooks Online as one payment."
    And QuickBooks has one payment of 250.00, on 2026-11-23, on:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 100.00 |
      | 1001    | 50.00  |
    And HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And HS-2 is equal on both sides: 100.00, of which 0.00 is due
    And 1001 is equal on both sides: 100.00, of which 50.00 is due
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing

  Scenario: Amounts that do not make up the payment are refused
    When one payment of 150.00 on HS-1 and HS-2 is recorded in HubSpot
    And it syncs
    Then the payment of 150.00 cannot be divided, "The amounts come to $140.00, $10.00 less than the payment of $150.00.":
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 40.00  |
    And the payment of 150.00 cannot be divided, "HS-1: $110.00 is more than the $100.00 that it still owes.":
      | invoice | amount |
      | HS-1    | 110.00 |
      | HS-2    | 40.00  |

  @A29
  Scenario: Its amount is corrected in HubSpot, and it is divided anew
    Given one payment of 150.00 on HS-1 and HS-2 is recorded in HubSpot
    And it syncs
    When on the page of the payment of 150.00 on HS-1 somebody chooses "As HubSpot counts it" and clicks "Divide it"
    And it syncs
    And the payment of 150.00 on HS-1 becomes 180.00 in HubSpot
    And it syncs
    Then 1 of the payments is failing
    And QuickBooks has one payment of 150.00, on:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 50.00  |
    When somebody divides the payment of 180.00 into:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 80.00  |
    And it syncs
    Then QuickBooks has one payment of 180.00, on:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 80.00  |
    And HS-2 is equal on both sides: 100.00, of which 20.00 is due
    And the next sync writes nothing

  @A29
  Scenario: Both parts become others at once, and QuickBooks, which has one payment of both, is told of one after the other
    Given one payment of 150.00 on HS-1 and HS-2 is recorded in HubSpot
    And it syncs
    When on the page of the payment of 150.00 on HS-1 somebody chooses "As HubSpot counts it" and clicks "Divide it"
    And it syncs
    And the payment of 150.00 on HS-1 becomes 110.00 in HubSpot
    And it syncs
    And somebody divides the payment of 110.00 into:
      | invoice | amount |
      | HS-1    | 80.00  |
      | HS-2    | 30.00  |
    And it syncs
    Then QuickBooks has one payment of 110.00, on:
      | invoice | amount |
      | HS-1    | 80.00  |
      | HS-2    | 30.00  |
    And no write was refused
    And the next sync writes nothing

  Scenario: Put on a second invoice when it is in QuickBooks already
    Given 100.00 is paid on HS-1 in HubSpot
    And it syncs
    When the payment of 100.00 on HS-1 becomes 150.00 in HubSpot
    And the payment of 150.00 on HS-1 is put on HS-2 too in HubSpot
    And it syncs
    Then 1 of the payments is failing
    When somebody divides the payment of 150.00 into:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 50.00  |
    And it syncs
    Then QuickBooks has one payment of 150.00, on:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 50.00  |
    And HS-2 is equal on both sides: 100.00, of which 50.00 is due
    And the next sync writes nothing

  @A29 @S22
  Scenario: The bookkeeper has entered the same check in QuickBooks
    When one payment of 150.00 on HS-1 and HS-2 is recorded in HubSpot, with the reference "4711"
    And one payment of 150.00 from Acme is received in QuickBooks, with the reference "4711":
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 50.00  |
    And it syncs
    Then HubSpot has 1 payment in all
    When somebody divides the payment of 150.00 into:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 50.00  |
    And it syncs
    Then 0 records are written in HubSpot and 0 in QuickBooks
    And HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And HS-2 is equal on both sides: 100.00, of which 50.00 is due
    And nothing fails

  @A29 @S22
  Scenario Outline: What is entered in QuickBooks while it waits to be divided is no payment of its own yet
    Given one payment of 150.00 on HS-1 and HS-2 is recorded in HubSpot, on 2026-11-23, with the reference "4711"
    And it syncs
    When <amount> is paid on <invoice> in QuickBooks, on 2026-11-23, with the reference "4711"
    And a scheduled sync runs
    Then nothing is written
    And HubSpot has 1 payment in all
    And the payment of <amount> on <invoice> is waiting

    Examples:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 50.00  |

  Scenario: Divided otherwise than HubSpot counts it, the invoices agree together and say so
    When one payment of 150.00 on HS-1 and HS-2 is recorded in HubSpot
    And it syncs
    And somebody divides the payment of 150.00 into:
      | invoice | amount |
      | HS-1    | 50.00  |
      | HS-2    | 100.00 |
    And it syncs
    Then HubSpot shows HS-1 at 100.00, of which 0.00 is due
    And QuickBooks shows HS-1 at 100.00, of which 50.00 is due
    And HS-1 is syncing with the remark "On all of them together the money agrees."
    And HS-2 is syncing with the remark "50.00"
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing
    And HS-1 is syncing with the remark "50.00"
