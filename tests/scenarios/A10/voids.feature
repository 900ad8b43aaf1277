@A10
Feature: A void

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann, dated 2026-11-20, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-2 for Ann, dated 2026-10-31, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 12.34 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs

  Scenario: Of a HubSpot invoice of this month, in HubSpot
    When HS-1 is voided in HubSpot
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And QuickBooks shows HS-1 as voided
    And HS-1 is syncing without any remark
    And the next sync writes nothing

  Scenario: Of an earlier month it waits for approval
    When HS-2 is voided in HubSpot
    And it syncs
    Then nothing is written
    And HS-2 is in need of approval: "Voided there on Oct 31, 2026: income and receivables of October 2026 go down by $12.34"
    And the page of HS-2 says "QuickBooks Online voids it on its own date, in a month that is over."
    And QuickBooks shows HS-2 at 12.34, of which 12.34 is due
    When somebody approves HS-2
    And it syncs
    Then QuickBooks shows HS-2 as voided
    And HS-2 is syncing

  Scenario: Of a HubSpot invoice in QuickBooks, never S44
    When HS-2 is voided in QuickBooks
    And it syncs
    Then 1 record is written in HubSpot and 0 in QuickBooks
    And HubSpot shows HS-2 as voided
    And HS-2 is syncing
    And the next sync writes nothing

  Scenario: Of a QuickBooks invoice in QuickBooks
    When 1001 is voided in QuickBooks
    And it syncs
    Then HubSpot shows 1001 as voided
    And 1001 is syncing
    And the next sync writes nothing

  Scenario: Of a QuickBooks invoice in HubSpot it never travels
    When 1001 is voided in HubSpot
    And it syncs
    Then nothing is written
    And 1001 is failing: "void"
    And the page of 1001 offers "Void in QuickBooks Online"
    And the page of 1001 offers "Restore in HubSpot"
    And QuickBooks shows 1001 at 150.00, of which 150.00 is due
    When somebody clicks "Restore in HubSpot" on the page of 1001
    And it syncs
    Then 1 record is written in HubSpot and 0 in QuickBooks
    And 1001 is syncing
    And 1001 is equal on both sides: 150.00, of which 150.00 is due
    And the next sync writes nothing

  Scenario Outline: Or it is voided in QuickBooks too, by a click, of an earlier month too
    Given the invoice 1003 for Acme, dated <day>, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    When 1003 is voided in HubSpot
    And it syncs
    And somebody clicks "Void in QuickBooks Online" on the page of 1003
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And QuickBooks shows 1003 as voided
    And 1003 is syncing
    And the next sync writes nothing

    Examples:
      | day        |
      | 2026-11-20 |
      | 2026-10-20 |

  @A24
  Scenario: The click is refused in a protected period
    When 1001 is voided in HubSpot
    And it syncs
    And the books are protected through 2026-11-24
    And somebody clicks "Void in QuickBooks Online" on the page of 1001, but is told "protected"
    Then the next sync writes nothing

  Scenario: Payments are applied: refused until they are taken off
    Given 40.00 is paid on HS-1 in HubSpot
    And 30.00 is paid on 1001 in QuickBooks
    And it syncs
    When HS-1 is voided in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is failing: "An invoice with payments cannot be voided"
    And the page of HS-1 says "Remove or refund the payment first"
    And HubSpot shows HS-1 as open
    When the payment of 40.00 on HS-1 is deleted in HubSpot
    And it syncs
    And it syncs
    Then HubSpot shows HS-1 as voided
    And HS-1 is syncing
    And the next sync writes nothing

  Scenario: Both sides void it at once
    When HS-1 is voided in QuickBooks
    And HS-1 is voided in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is syncing

  Scenario: Voided and then written again in QuickBooks
    When HS-1 is voided in QuickBooks
    And it syncs
    And these lines are added to HS-1 in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then nothing is written
    And HS-1 is failing: "it was void, and was entered again"
    And QuickBooks shows HS-1 at 100.00, of which 100.00 is due
    When somebody clicks "Put QuickBooks back" on the page of HS-1
    And it syncs
    Then QuickBooks shows HS-1 as voided
    And HS-1 is syncing

  Scenario: Voided before it was ever seen
    When the invoice HS-3 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And HS-3 is voided in HubSpot
    And the invoice 1002 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And 1002 is voided in QuickBooks
    And it syncs
    Then nothing is written
    And HS-3 is excluded: "Voided before it was linked"
    And 1002 is excluded: "Voided before it was linked"

  @A5
  Scenario: Two voided partners are linked
    When the invoice HS-3 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And HS-3 is voided in HubSpot
    And the invoice HS-3 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And HS-3 is voided in QuickBooks
    And it syncs
    Then nothing is written
    And HS-3 is syncing

  @A5 @A18
  Scenario: An invoice that was voided in HubSpot before it was linked voids none of its number in QuickBooks
    When the invoice HS-3 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the invoice HS-3 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And HS-3 is voided in HubSpot
    And it syncs
    Then nothing is written
    And QuickBooks shows HS-3 at 50.00, of which 50.00 is due
    And HubSpot's HS-3 is excluded: "Voided before it was linked"
    And QuickBooks's HS-3 is failing: "HS-3 belongs to the invoice (in HubSpot, Nov 24, 2026, $50.00, void)"
    And QuickBooks's HS-3 is failing: "Where both are one sale, void it in QuickBooks Online, too."
    And HubSpot's HS-3 cannot be linked with QuickBooks's HS-3 by hand, "void in HubSpot alone"
    And the next sync writes nothing
    When HS-3 is voided in QuickBooks
    And it syncs
    Then nothing is written
    And HS-3 is syncing
    And nothing fails

  @A24
  Scenario: In a protected period it is parked until the period opens
    Given the books are protected through 2026-11-20
    When HS-1 is voided in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is parked
    When the books are protected through 2026-10-31
    And it syncs
    Then QuickBooks shows HS-1 as voided

  @A24 @S45
  Scenario: QuickBooks says that its books are closed before its settings are read anew
    Given QuickBooks has closed its books through 2026-11-22
    When HS-1 is voided in HubSpot
    And it syncs
    Then HS-1 is failing: "closed"
    When it syncs
    Then HS-1 is parked
    When QuickBooks has closed its books through 2026-10-31
    And it syncs
    Then QuickBooks shows HS-1 as voided
    And HS-1 is syncing
