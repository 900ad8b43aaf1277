@A29
Feature: One payment that is entered on both sides, or once more

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  Scenario Outline: On both sides at once, with one reference, it is one
    When 40.00 is paid on <invoice> in HubSpot, on 2026-11-21, with the reference "4711"
    And 40.00 is paid on <invoice> in QuickBooks, on 2026-11-23, with the reference "4711"
    And it syncs
    Then nothing is written
    And <invoice> is equal on both sides: 100.00, of which 60.00 is due
    And the payment of 40.00 on <invoice> is syncing
    And the next sync writes nothing

    Examples:
      | invoice |
      | HS-1    |
      | 1001    |

  Scenario: On both sides at once, and together above the balance, it is one
    When 100.00 is paid on HS-1 in HubSpot, on 2026-11-21
    And 100.00 is paid on HS-1 in QuickBooks, on 2026-11-23, with the reference "77"
    And it syncs
    Then nothing is written
    And HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And HubSpot has 1 payment in all
    And QuickBooks has 1 payment in all

  Scenario: Two halves that nothing tells apart wait for a person, and are two if the person says so
    When 40.00 is paid on HS-1 in HubSpot, on 2026-11-21
    And 40.00 is paid on HS-1 in QuickBooks, on 2026-11-23
    And it syncs
    Then nothing is written
    And 2 of the payments are failing
    And the next sync writes nothing
    When on the page of one payment of 40.00 on HS-1 somebody chooses "Two payments" and clicks "Confirm"
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 20.00 is due
    And HubSpot has 2 payments in all
    And QuickBooks has 2 payments in all
    And the next sync writes nothing

  Scenario Outline: “Two payments” is taken back before a sync has carried it out: it is asked anew
    When 40.00 is paid on <invoice> in HubSpot, on 2026-11-21
    And 40.00 is paid on <invoice> in QuickBooks, on 2026-11-23
    And it syncs
    And on the page of one payment of 40.00 on <invoice> somebody chooses "Two payments" and clicks "Confirm"
    And somebody clicks "Choose again" on the page of one payment of 40.00 on <invoice>
    Then the answer says "The next run asks again whether"
    When it syncs
    Then nothing is written
    And 2 of the payments are failing
    And the page of one payment of 40.00 on <invoice> does not offer "Choose again"
    When on the page of one payment of 40.00 on <invoice> somebody chooses "Same payment" and clicks "Confirm"
    And it syncs
    Then nothing is written
    And <invoice> is equal on both sides: 100.00, of which 60.00 is due
    And nothing fails
    And the next sync writes nothing

    Examples:
      | invoice |
      | HS-1    |
      | 1001    |

  @A24
  Scenario: “Two payments” holds once one of them has crossed, while the other waits for its month to open
    Given 40.00 is paid on HS-1 in HubSpot, on 2026-10-30
    And 40.00 is paid on HS-1 in QuickBooks, on 2026-11-01
    And it syncs
    And the books are protected through 2026-10-31
    When on the page of one payment of 40.00 on HS-1 somebody chooses "Two payments" and clicks "Confirm"
    And it syncs
    Then HubSpot has 2 payments in all
    And QuickBooks has 1 payment in all
    And the page of one payment of 40.00 on HS-1 does not offer "Choose again"
    When the books are protected through 2026-09-30
    And it syncs
    Then HubSpot has 2 payments in all
    And HS-1 is equal on both sides: 100.00, of which 20.00 is due
    And nothing fails
    And the next sync writes nothing

  Scenario: Four days apart they are two
    When 40.00 is paid on HS-1 in HubSpot, on 2026-11-19
    And 40.00 is paid on HS-1 in QuickBooks, on 2026-11-23
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 20.00 is due
    And HubSpot has 2 payments in all
    And QuickBooks has 2 payments in all

  Scenario: Removed in QuickBooks and entered there again, whoever is due
    Given 40.00 is paid on 1001 in HubSpot, on 2026-11-20
    And it syncs
    And the payment of 40.00 on 1001 is deleted in QuickBooks
    And a scheduled sync runs
    Then the payment of 40.00 on 1001 is failing: "A payment that was entered in HubSpot was removed"
    When 40.00 is paid on 1001 in QuickBooks
    And a scheduled sync runs
    Then HubSpot has 1 payment in all
    And 1001 is equal on both sides: 100.00, of which 60.00 is due
    And nothing fails

  Scenario: A copy is deleted in HubSpot and entered there again
    Given 40.00 is paid on 1001 in QuickBooks
    And it syncs
    When the payment of 40.00 on 1001 is deleted in HubSpot
    And 40.00 is paid on 1001 in HubSpot
    And it syncs
    Then nothing is written
    And QuickBooks has 1 payment in all
    And 1001 is equal on both sides: 100.00, of which 60.00 is due
    And nothing fails
    And the next sync writes nothing

  Scenario: Several payments of one run never take more than is open
    When 60.00 is paid on 1001 in HubSpot, on 2026-11-02
    And 30.00 is paid on 1001 in QuickBooks, on 2026-11-20
    And 25.00 is paid on 1001 in QuickBooks, on 2026-11-22
    And it syncs
    Then HubSpot shows 1001 at 100.00, of which 10.00 is due
    And QuickBooks shows 1001 at 100.00, of which 0.00 is due
    And 1 of the payments is failing
    And the page of the payment of 25.00 on 1001 says "more than what is still open"

  Scenario: Removed in QuickBooks, left out by hand, and entered there again: a person says that it is the same
    Given 40.00 is paid on 1001 in HubSpot, on 2026-11-20
    And it syncs
    And the payment of 40.00 on 1001 is deleted in QuickBooks
    And it syncs
    And the payment of 40.00 on 1001 is left out by hand, because "We look into it"
    And 40.00 is paid on 1001 in QuickBooks
    And it syncs
    Then one payment of 40.00 on 1001 is failing: "One payment or two?"
    When on the page of one payment of 40.00 on 1001 somebody chooses "Same payment" and clicks "Confirm"
    And it syncs
    Then HubSpot has 1 payment in all
    And QuickBooks has 1 payment in all
    And nothing fails
    And the next sync writes nothing
    And 1001 is equal on both sides: 100.00, of which 60.00 is due
    And the payment of 40.00 on 1001 is syncing

  Scenario: Said to be two, they never take the balance below zero
    Given 50.00 is paid on HS-1 in HubSpot, on 2026-11-21
    And 50.00 is paid on HS-1 in QuickBooks, on 2026-11-23
    And it syncs
    When on the page of one payment of 50.00 on HS-1 somebody chooses "Two payments" and clicks "Confirm"
    And 30.00 is paid on HS-1 in QuickBooks, on 2026-11-01, with the reference "other"
    And it syncs
    Then the payment of 30.00 on HS-1 is failing: "more than what is still open"
    And HubSpot shows HS-1 at 100.00, of which 0.00 is due
    And QuickBooks shows HS-1 at 100.00, of which 0.00 is due
    And the next sync writes nothing
