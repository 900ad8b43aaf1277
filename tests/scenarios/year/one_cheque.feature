@A25
Feature: One cheque for several invoices

  Background:
    Given the shop of Acme, syncing two-way

  Scenario: Over three invoices, one of which does not sync
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs
    And only invoices whose DocNumber is not "1003" go to HubSpot
    And the invoice 1003 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    When one payment of 250.00 from Acme is received in QuickBooks:
      | invoice | amount |
      | 1001    | 100.00 |
      | HS-2    | 120.00 |
      | 1003    | 30.00  |
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 0.00 is due
    And HS-2 is equal on both sides: 150.00, of which 30.00 is due
    And HubSpot has 2 payments in all
    And HubSpot has no invoice 1003
    And nothing fails
    And the next sync writes nothing

  @A30
  Scenario: The rest is applied later
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    When one payment of 120.00 from Acme is received in QuickBooks:
      | invoice | amount |
      | 1001    | 100.00 |
    And it syncs
    Then the payment of 100.00 on 1001 is syncing with the remark "$20.00 is the customer's credit"
    And HubSpot has 1 payment in all
    When the invoice 1002 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And 20.00 of the payment of 100.00 on 1001 is applied to 1002 in QuickBooks too
    And it syncs
    Then 1002 is equal on both sides: 50.00, of which 30.00 is due
    And 1001 is equal on both sides: 100.00, of which 0.00 is due
    And the payment of 100.00 on 1001 is syncing without any remark
    And the next sync writes nothing

  @A29
  Scenario: Moved from one invoice to another
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1002 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 100.00 is paid on 1001 in QuickBooks
    And it syncs
    When the payment of 100.00 on 1001 is moved to 1002 in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And 1002 is equal on both sides: 100.00, of which 0.00 is due
    And HubSpot has 1 payment in all
    And the next sync writes nothing

  @A29 @A30 @B17
  Scenario: A credit memo that is applied by itself, and taken off again
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And a credit memo "CM-1" of 25.00 is applied to 1001 in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 75.00 is due
    And the payments of 1001 in HubSpot are:
      | amount | method |
      | 25.00  | other  |
    And the page of 1001 says "With remark Credit memo"
    When what lowers 1001 by the credit memo "CM-1" is taken off in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And HubSpot has 0 payments in all
    And the next sync writes nothing
