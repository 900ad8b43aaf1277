@A29
Feature: A payment that is corrected where it was entered

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  Scenario Outline: In QuickBooks, on invoices of both sides
    Given 50.00 is paid on <invoice> in QuickBooks, on 2026-11-20, with the reference "4711"
    And it syncs
    When the payment of 50.00 on <invoice> becomes 60.00 in QuickBooks
    And the date of the payment of 60.00 on <invoice> becomes 2026-11-21 in QuickBooks
    And the reference of the payment of 60.00 on <invoice> becomes 4712 in QuickBooks
    And it syncs
    Then 1 record is written in HubSpot and 0 in QuickBooks
    And <invoice> is equal on both sides: 100.00, of which 40.00 is due
    And the payments of <invoice> in HubSpot are:
      | amount | date       | reference |
      | 60.00  | 2026-11-21 | 4712      |
    And nothing fails
    And the next sync writes nothing

    Examples:
      | invoice |
      | HS-1    |
      | 1001    |

  Scenario Outline: In HubSpot, on invoices of both sides
    Given 50.00 is paid on <invoice> in HubSpot, by check, on 2026-11-20, with the reference "4711"
    And it syncs
    When the payment of 50.00 on <invoice> becomes 60.00 in HubSpot
    And the date of the payment of 60.00 on <invoice> becomes 2026-11-21 in HubSpot
    And the reference of the payment of 60.00 on <invoice> becomes 4712 in HubSpot
    And the method of the payment of 60.00 on <invoice> becomes cash in HubSpot
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And <invoice> is equal on both sides: 100.00, of which 40.00 is due
    And the payments of <invoice> in QuickBooks are:
      | amount | date       | reference | method |
      | 60.00  | 2026-11-21 | 4712      | Cash   |
    And nothing fails
    And the next sync writes nothing

    Examples:
      | invoice |
      | HS-1    |
      | 1001    |

  @A27
  Scenario: The reference is changed where it was not entered: it stays on both sides, and is told
    Given 50.00 is paid on HS-1 in HubSpot, by check, with the reference "4711"
    And 40.00 is paid on 1001 in QuickBooks, with the reference "55102"
    And it syncs
    When the reference of the payment of 50.00 on HS-1 becomes 4712 in QuickBooks
    And the reference of the payment of 40.00 on 1001 becomes 55103 in HubSpot
    And it syncs
    Then nothing is written
    And the payment of 50.00 on HS-1 is syncing with the remark "The reference numbers differ: “4711” in HubSpot, “4712” in QuickBooks Online."
    And the payment of 40.00 on 1001 is syncing with the remark "The reference numbers differ: “55103” in HubSpot, “55102” in QuickBooks Online."
    When the reference of the payment of 50.00 on HS-1 becomes 4713 in HubSpot
    And the date of the payment of 50.00 on HS-1 becomes 2026-11-21 in HubSpot
    And it syncs
    Then the payments of HS-1 in QuickBooks are:
      | amount | date       | reference |
      | 50.00  | 2026-11-21 | 4712      |
    And comparing everything writes nothing
    And the payment of 50.00 on HS-1 is syncing with the remark "“4713” in HubSpot, “4712” in QuickBooks Online."
    When the reference of the payment of 50.00 on HS-1 becomes 4712 in HubSpot
    And the reference of the payment of 40.00 on 1001 becomes 55102 in HubSpot
    And it syncs
    Then nothing is written
    And the payment of 50.00 on HS-1 is syncing without any remark
    And the payment of 40.00 on 1001 is syncing without any remark
