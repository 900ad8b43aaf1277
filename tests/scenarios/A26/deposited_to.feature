@A26
Feature: Payments of HubSpot wait in the account that was chosen

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  Scenario: Undeposited Funds, unless somebody chose another account
    When 40.00 is paid on HS-1 in HubSpot, by card
    And 60.00 is paid on HS-1 in HubSpot, by check
    And it syncs
    Then the payments of HS-1 in QuickBooks are:
      | amount | account           |
      | 40.00  | Undeposited Funds |
      | 60.00  | Undeposited Funds |

  Scenario: One account for cards and bank debits, one for the rest
    Given card payments are deposited to "Checking"
    When 40.00 is paid on HS-1 in HubSpot, by card
    And 35.00 is paid on HS-1 in HubSpot, by ach
    And 25.00 is paid on HS-1 in HubSpot, by check
    And it syncs
    Then the payments of HS-1 in QuickBooks are:
      | amount | account           |
      | 40.00  | Checking          |
      | 35.00  | Checking          |
      | 25.00  | Undeposited Funds |
    And the page "syncs/invoices/configure/" says "Payouts arrive net of fees and in batches"

  Scenario: What the bookkeeper makes of it afterwards is left alone
    Given 40.00 is paid on HS-1 in HubSpot, by card, on 2026-11-20, with the reference "ch_1"
    And it syncs
    When the payment of 40.00 on HS-1 is moved to the account "Checking" in QuickBooks
    And it syncs
    Then nothing is written
    When the payment of 40.00 on HS-1 becomes 45.00 in HubSpot
    And it syncs
    Then the payments of HS-1 in QuickBooks are:
      | amount | account  | date       | reference |
      | 45.00  | Checking | 2026-11-20 | ch_1      |
    And HS-1 is equal on both sides: 100.00, of which 55.00 is due
    And the next sync writes nothing
