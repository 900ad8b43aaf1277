@B6 @A25 @A29
Feature: A payment that somebody ignores counts on one side only, and its invoice says so by its amount

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann, dated 2026-11-10, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  Scenario Outline: One of HubSpot, with a reference that QuickBooks does not take
    When 40.00 is paid on <invoice> in HubSpot, on 2026-11-23, with the reference "4711-4712-4713-4714-4715"
    And it syncs
    Then the payment of 40.00 on <invoice> is failing: "A text is longer than the other system allows"
    When the payment of 40.00 on <invoice> is left out by hand
    And it syncs
    Then HubSpot shows <invoice> at 100.00, of which 60.00 is due
    And QuickBooks shows <invoice> at 100.00, of which 100.00 is due
    And <invoice> is syncing with the remark "$40.00 in HubSpot alone (Nov 23, 2026 4711-4712-4713-4714-4715)"
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing
    When the payment of 40.00 on <invoice> becomes 45.00 in HubSpot
    And it syncs
    Then <invoice> is syncing with the remark "$45.00 in HubSpot alone"
    When the reference of the payment of 45.00 on <invoice> becomes 4711 in HubSpot
    And the payment of 40.00 on <invoice> is taken back by hand
    And it syncs
    Then <invoice> is equal on both sides: 100.00, of which 55.00 is due
    And <invoice> is syncing without any remark

    Examples:
      | invoice |
      | HS-1    |
      | 1001    |

  Scenario: One on each side, of which nobody has said whether they are one, until that of HubSpot is deleted
    Given 40.00 is paid on HS-1 in HubSpot, with the reference "4711"
    And 40.00 is paid on HS-1 in QuickBooks, with the reference "8000"
    And it syncs
    When one payment of 40.00 on HS-1 is left out by hand
    And one payment of 40.00 on HS-1 is left out by hand
    And it syncs
    Then 2 of the payments are ignored
    And HubSpot shows HS-1 at 100.00, of which 60.00 is due
    And QuickBooks shows HS-1 at 100.00, of which 60.00 is due
    And nothing is written
    And HS-1 is syncing without any remark
    When the payment of 40.00 on HS-1 is deleted in HubSpot
    And everything is compared
    Then HS-1 is syncing with the remark "$40.00 in QuickBooks Online alone"
    And nothing fails
    And the next sync writes nothing

  Scenario: One that was removed in QuickBooks
    Given 40.00 is paid on HS-1 in HubSpot
    And it syncs
    When the payment of 40.00 on HS-1 is deleted in QuickBooks
    And it syncs
    Then HS-1 is failing
    When the payment of 40.00 on HS-1 is left out by hand
    And it syncs
    Then HS-1 is syncing with the remark "$40.00 in HubSpot alone"
    When the payment of 40.00 on HS-1 is taken back by hand
    And it syncs
    Then HS-1 is failing
    And the payment of 40.00 on HS-1 is failing: "A payment that was entered in HubSpot was removed"

  Scenario: One on several invoices that was to be divided
    Given one payment of 150.00 on HS-1 and 1001 is recorded in HubSpot, on 2026-11-23, with the reference "4711"
    And it syncs
    When one payment of 150.00 is left out by hand
    And it syncs
    Then HS-1 is syncing with the remark "$150.00 in HubSpot alone (Nov 23, 2026 4711)"
    And 1001 is syncing with the remark "$150.00 in HubSpot alone (Nov 23, 2026 4711)"
    And HS-1 is syncing with the remark "100.00"
    And 1001 is syncing with the remark "50.00"
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing
    When 10.00 is paid on 1001 in QuickBooks, on 2026-11-10
    And it syncs
    Then 1001 is syncing with the remark "50.00"
    And QuickBooks shows 1001 at 100.00, of which 90.00 is due
    When one payment of 150.00 is taken back by hand
    And it syncs
    Then HS-1 is waiting
    And 1001 is waiting
    When somebody divides the payment of 150.00 into:
      | invoice | amount |
      | HS-1    | 100.00 |
      | 1001    | 50.00  |
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And 1001 is equal on both sides: 100.00, of which 40.00 is due
    And nothing fails

  Scenario: One that is put on a further invoice in HubSpot afterwards
    Given one payment of 140.00 on HS-1 is recorded in HubSpot, on 2026-11-23, with the reference "4711-4712-4713-4714-4715"
    And it syncs
    And the payment of 140.00 on HS-1 is left out by hand
    And it syncs
    When the payment of 140.00 on HS-1 is put on 1001 too in HubSpot
    And it syncs
    Then HubSpot shows 1001 at 100.00, of which 60.00 is due
    And QuickBooks shows 1001 at 100.00, of which 100.00 is due
    And 1001 is syncing with the remark "$140.00 in HubSpot alone (Nov 23, 2026 4711-4712-4713-4714-4715)"
    And 1001 is syncing with the remark "40.00"
    And HS-1 is syncing with the remark "100.00"
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing

  Scenario: One that is taken off one of its invoices in HubSpot afterwards
    Given one payment of 150.00 on HS-1 and 1001 is recorded in HubSpot, on 2026-11-23, with the reference "4711"
    And it syncs
    And one payment of 150.00 is left out by hand
    And it syncs
    When the payment of 150.00 on 1001 is taken off it in HubSpot
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And 1001 is syncing without any remark
    And HS-1 is syncing with the remark "$150.00 in HubSpot alone"
    And the next sync writes nothing
    And comparing everything writes nothing

  Scenario: A divided one whose amount changes and that is then ignored
    Given one payment of 150.00 on HS-1 and 1001 is recorded in HubSpot, on 2026-11-23, with the reference "4711"
    And it syncs
    And somebody divides the payment of 150.00 into:
      | invoice | amount |
      | HS-1    | 100.00 |
      | 1001    | 50.00  |
    And it syncs
    When the payment of 150.00 on HS-1 becomes 130.00 in HubSpot
    And it syncs
    Then one payment of 130.00 is failing: "One payment on several invoices, without amounts"
    When one payment of 130.00 is left out by hand
    And it syncs
    Then HubSpot shows 1001 at 100.00, of which 70.00 is due
    And QuickBooks shows 1001 at 100.00, of which 50.00 is due
    And 1001 is syncing with the remark "$130.00 in HubSpot, $150.00 in QuickBooks Online (Nov 23, 2026 4711)"
    And HS-1 is syncing without any remark
    And 2 of the payments are excluded
    And nothing is written
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing
    When the payment of 130.00 on HS-1 becomes 150.00 in HubSpot
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 50.00 is due
    And nothing is written
    When one payment of 130.00 is taken back by hand
    And it syncs
    Then 2 of the payments are syncing
    And 1001 is syncing without any remark
    And the next sync writes nothing

  Scenario: A part of an ignored payment does not go when its invoice comes to QuickBooks
    Given HS-1 is unlinked by hand
    And it syncs
    And one payment of 120.00 on HS-1 and 1001 is recorded in HubSpot, on 2026-11-23, with the reference "4711"
    And it syncs
    And somebody divides the payment of 120.00 into:
      | invoice | amount |
      | HS-1    | 80.00  |
      | 1001    | 40.00  |
    And it syncs
    When 10.00 of the payment of 120.00 on HS-1 is refunded in HubSpot
    And it syncs
    And one payment of 120.00 is left out by hand
    And it syncs
    Then nothing fails
    When HS-1 is taken back by hand
    And it syncs
    Then nothing is written
    And QuickBooks shows HS-1 at 100.00, of which 100.00 is due
    And nothing fails
    And comparing everything writes nothing

  Scenario: One that is moved to another invoice in HubSpot afterwards
    Given 40.00 is paid on HS-1 in HubSpot, on 2026-11-23, with the reference "4711-4712-4713-4714-4715"
    And it syncs
    And the payment of 40.00 on HS-1 is left out by hand
    And it syncs
    When the payment of 40.00 on HS-1 is moved to 1001 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And HS-1 is syncing without any remark
    And 1001 is syncing with the remark "$40.00 in HubSpot alone"
    And nothing fails
    And comparing everything writes nothing

  Scenario: One on several invoices, which somebody enters in QuickBooks by hand after it was ignored
    Given one payment of 150.00 on HS-1 and 1001 is recorded in HubSpot, on 2026-11-23, with the reference "4711"
    And it syncs
    And one payment of 150.00 is left out by hand
    And it syncs
    When one payment of 150.00 from Acme is received in QuickBooks, with the reference "4711":
      | invoice | amount |
      | HS-1    | 100.00 |
      | 1001    | 50.00  |
    And a scheduled sync runs
    Then nothing is written
    And HubSpot has 1 payment in all
    And the payment of 50.00 on 1001 is failing: "Part of an ignored payment, or not?"
    And the payment of 100.00 on HS-1 is failing: "Part of an ignored payment, or not?"
    When on the page of the payment of 100.00 on HS-1 somebody chooses "Part of it" and clicks "Confirm"
    And on the page of the payment of 50.00 on 1001 somebody chooses "Part of it" and clicks "Confirm"
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And 1001 is equal on both sides: 100.00, of which 50.00 is due
    And nothing fails
    And comparing everything writes nothing
