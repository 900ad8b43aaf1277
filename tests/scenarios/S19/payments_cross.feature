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

  Scenario: Paid in part in HubSpot
    When 40.00 is paid on HS-1 in HubSpot, by check, on 2026-11-22, with the reference "4711"
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And HS-1 is equal on both sides: 100.00, of which 60.00 is due
    And the payments of HS-1 in QuickBooks are:
      | amount | date       | method | reference | account           |
      | 40.00  | 2026-11-22 | Check  | 4711      | Undeposited Funds |
    And the next sync writes nothing

  Scenario: Paid in full in QuickBooks
    When 150.00 is paid on 1001 in QuickBooks, on 2026-11-22, with the reference "55102"
    And it syncs
    Then 1 record is written in HubSpot and 0 in QuickBooks
    And 1001 is equal on both sides: 150.00, of which 0.00 is due
    And HubSpot shows 1001 as paid
    And the payments of 1001 in HubSpot are:
      | amount | date       | reference | status    |
      | 150.00 | 2026-11-22 | 55102     | succeeded |
    And the next sync writes nothing
