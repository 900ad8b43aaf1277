@A26 @B12 @S11
Feature: The accounts are changed under Settings, without a walk through the set-up

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  Scenario: A payment after it goes into the new account, the one before stays where it is
    Given 40.00 is paid on HS-1 in HubSpot, by card
    And it syncs
    When somebody chooses "Checking" under Settings as "Deposit to, cards and bank debits", though "Payouts arrive net of fees and in batches"
    And 60.00 is paid on HS-1 in HubSpot, by card
    And it syncs
    Then the payments of HS-1 in QuickBooks are:
      | amount | account           |
      | 40.00  | Undeposited Funds |
      | 60.00  | Checking          |
    And the next sync writes nothing
