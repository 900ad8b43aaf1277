@A30 @S2
Feature: What is not cash, where invoices sync one way

  @S17
  Scenario: Invoices go only to QuickBooks, and what lowers them there comes back as it does two-way
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When HS-1 gets a deposit of 30.00 in QuickBooks
    And a credit memo "CM-1" of 25.00 is applied to HS-1 in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 45.00 is due
    And the payments of HS-1 in HubSpot are:
      | amount | method |
      | 25.00  | other  |
      | 30.00  | other  |
    And HS-1 is syncing
    And the next sync writes nothing
    When what lowers HS-1 by the credit memo "CM-1" is taken off in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 70.00 is due
    And the next sync writes nothing

  @S17
  Scenario: Invoices go only to QuickBooks, which applies open credits by itself
    Given the shop of Acme, syncing to QuickBooks only
    And QuickBooks applies open credits by itself
    And the credit memo CM-1 of 25.00 for Acme is made in QuickBooks
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 75.00 is paid on HS-1 in HubSpot
    And it syncs
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And nothing fails
    And the next sync writes nothing

  @A31 @S18
  Scenario: Invoices come only to HubSpot, and a part that is not cash is a remark like a part that is paid
    Given the shop of Acme, syncing to HubSpot only
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 1001 gets a deposit of 30.00 in QuickBooks
    And it syncs
    Then HubSpot shows 1001 at 100.00, of which 100.00 is due
    And HubSpot has 0 payments in all
    And 1001 is syncing with the remark "$30.00 of $100.00"
    And the next sync writes nothing
    When a credit memo "CM-1" of 25.00 is applied to 1001 in QuickBooks
    And it syncs
    Then HubSpot has 0 payments in all
    And 1001 is syncing with the remark "$55.00 of $100.00"
    And the next sync writes nothing

  @A31 @S18 @S21
  Scenario: Invoices come only to HubSpot, and one that a credit settles is paid there too
    Given the shop of Acme, syncing to HubSpot only
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When a credit memo "CM-1" of 100.00 is applied to 1001 in QuickBooks
    And it syncs
    Then HubSpot shows 1001 as paid
    And HubSpot has 0 payments in all
    And nothing fails
    And the next sync writes nothing

  @A35
  Scenario: A credit that was taken while nothing came is told when the direction brings it
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And invoices are set to sync to HubSpot only
    And a credit memo "CM-1" of 25.00 is applied to HS-1 in QuickBooks
    And it syncs
    When invoices are set to sync two-way
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 75.00 is due
    And the payments of HS-1 in HubSpot are:
      | amount | method |
      | 25.00  | other  |
    And the next sync writes nothing
