@S18 @A31
Feature: Invoices go only to HubSpot, and no payment crosses at all

  Background:
    Given the shop of Acme, syncing to HubSpot only
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1002 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  @S21
  Scenario: Paid by one check, in part, and taken back: the status follows, and no payment is made
    When one payment of 140.00 from Acme is received in QuickBooks:
      | invoice | amount |
      | 1001    | 100.00 |
      | 1002    | 40.00  |
    And it syncs
    Then HubSpot shows 1001 as paid
    And HubSpot shows 1002 as open
    And 1002 is syncing with the remark "Partly paid in QuickBooks Online"
    And HubSpot has 0 payments in all
    And the next sync writes nothing
    When the payment of 100.00 on 1001 is deleted in QuickBooks
    And it syncs
    Then HubSpot shows 1001 as open
    And 1001 is syncing without any remark
    And 1002 is syncing without any remark
    And the next sync writes nothing

  @A30
  Scenario: A credit memo and a deposit are told like money
    When a credit memo "CM-1" of 100.00 is applied to 1001 in QuickBooks
    And 1002 gets a deposit of 30.00 in QuickBooks
    And it syncs
    Then HubSpot shows 1001 as paid
    And 1002 is syncing with the remark "Partly paid in QuickBooks Online"
    And HubSpot has 0 payments in all
    And the next sync writes nothing

  Scenario: What is paid in HubSpot is not entered in QuickBooks, on whatever invoice
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When 40.00 is paid on 1001 in HubSpot
    And 100.00 is paid on HS-1 in HubSpot
    And it syncs
    Then QuickBooks has 0 payments in all
    And QuickBooks has no invoice HS-1
    And 1001 is failing: "Paid in HubSpot alone"
    When the payment of 40.00 on 1001 is deleted in HubSpot
    And everything is compared
    Then 1001 is syncing
    And nothing fails
