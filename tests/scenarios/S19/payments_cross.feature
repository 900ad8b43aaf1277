@S19 @S21
Feature: A payment appears on the other side

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs

  @A26 @A27
  Scenario Outline: Paid in HubSpot, in part and in full
    When <amount> is paid on HS-1 in HubSpot, by check, on 2026-11-22, with the reference "4711"
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And HS-1 is equal on both sides: 100.00, of which <due> is due
    And QuickBooks shows HS-1 as <status>
    And the payments of HS-1 in QuickBooks are:
      | amount   | date       | method | reference | account           | note              |
      | <amount> | 2026-11-22 | Check  | 4711      | Undeposited Funds | HubSpot 48807700:… |
    And the next sync writes nothing

    Examples:
      | amount | due   | status |
      | 40.00  | 60.00 | open   |
      | 100.00 | 0.00  | paid   |

  Scenario Outline: Paid in QuickBooks, in part and in full
    When <amount> is paid on 1001 in QuickBooks, on 2026-11-22, with the reference "55102"
    And it syncs
    Then 1 record is written in HubSpot and 0 in QuickBooks
    And 1001 is equal on both sides: 150.00, of which <due> is due
    And HubSpot shows 1001 as <status>
    And the payments of 1001 in HubSpot are:
      | amount   | date       | reference | status    |
      | <amount> | 2026-11-22 | 55102     | succeeded |
    And the next sync writes nothing

    Examples:
      | amount | due    | status |
      | 40.00  | 110.00 | open   |
      | 150.00 | 0.00   | paid   |

  Scenario: Paid on the side where the invoice was not made
    When 100.00 is paid on HS-1 in QuickBooks
    And 30.00 is paid on 1001 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And 1001 is equal on both sides: 150.00, of which 120.00 is due
    And the next sync writes nothing

  Scenario: Several payments of both sides at once
    When 30.00 is paid on HS-1 in HubSpot, by card, on 2026-11-20
    And 20.00 is paid on HS-1 in HubSpot, by check, on 2026-11-24
    And 25.00 is paid on HS-1 in QuickBooks, on 2026-11-22
    And it syncs
    Then 1 record is written in HubSpot and 2 in QuickBooks
    And HS-1 is equal on both sides: 100.00, of which 25.00 is due
    And HubSpot has 3 payments in all
    And QuickBooks has 3 payments in all
    And the next sync writes nothing
    And comparing everything writes nothing
