@A33 @S19
Feature: Payments in another currency

  Amounts are equal in the currency of the invoice. Rates and home amounts are QuickBooks' own: a payment may well be booked
  at another rate than its invoice, and nothing is said of that.

  Background:
    Given the shop of Acme, which bills in EUR too, syncing two-way
    And the invoice HS-1 in EUR for Mia is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And Maple is billed 1001 in QuickBooks, in EUR at the rate 1.1:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  Scenario: In part, in QuickBooks, at another rate than its invoice
    When 40.00 is paid on 1001 in QuickBooks at the rate 1.2
    And 30.00 is paid on HS-1 in QuickBooks at the rate 1.2
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 60.00 is due
    And HS-1 is equal on both sides: 100.00, of which 70.00 is due
    And the payments of 1001 in HubSpot are:
      | amount | currency |
      | 40.00  | EUR      |
    And nothing fails
    And the next sync writes nothing
    When the rate of the payment of 40.00 on 1001 becomes 1.3 in QuickBooks
    And it syncs
    Then nothing is written
    And nothing fails

  Scenario: In part and in full, in HubSpot
    When 40.00 is paid on 1001 in HubSpot, by card
    And 100.00 is paid on HS-1 in HubSpot, by check
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 60.00 is due
    And HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And the payments of HS-1 in QuickBooks are:
      | amount | currency | method |
      | 100.00 | EUR      | Check  |
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing

  @A30
  Scenario: Too much, in HubSpot
    When one payment of 115.00 on HS-1 is recorded in HubSpot
    And it syncs
    Then QuickBooks has one payment of 115.00, of which 15.00 is not applied, on:
      | invoice | amount |
      | HS-1    | 100.00 |
    And the payment of 115.00 on HS-1 is syncing with the remark "€15.00"
    And the next sync writes nothing

  @A25
  Scenario: One payment of QuickBooks over both
    When one payment of 180.00 from Maple is received in QuickBooks:
      | invoice | amount |
      | HS-1    | 100.00 |
      | 1001    | 60.00  |
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And 1001 is equal on both sides: 100.00, of which 40.00 is due
    And HubSpot has 2 payments in all
    And the payment of 100.00 on HS-1 is syncing with the remark "€20.00"
    And the next sync writes nothing

  @A25
  Scenario: One payment of HubSpot over both is divided
    When one payment of 150.00 on HS-1 and 1001 is recorded in HubSpot
    And it syncs
    And somebody divides the payment of 150.00 into:
      | invoice | amount |
      | HS-1    | 100.00 |
      | 1001    | 50.00  |
    And it syncs
    Then QuickBooks has one payment of 150.00, on:
      | invoice | amount |
      | HS-1    | 100.00 |
      | 1001    | 50.00  |
    And 1001 is equal on both sides: 100.00, of which 50.00 is due
    And nothing fails

  @A29 @A28
  Scenario: Edited, refunded and taken back
    Given 40.00 is paid on 1001 in QuickBooks at the rate 1.2
    And 50.00 is paid on HS-1 in HubSpot, by card
    And it syncs
    When the payment of 40.00 on 1001 becomes 45.00 in QuickBooks
    And the payment of 50.00 on HS-1 becomes 60.00 in HubSpot
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 55.00 is due
    And HS-1 is equal on both sides: 100.00, of which 40.00 is due
    When the payment of 45.00 on 1001 is deleted in QuickBooks
    And the payment of 60.00 on HS-1 fails in HubSpot
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And nothing fails
    And the next sync writes nothing

  @A30
  Scenario: A credit memo in euros
    When a credit memo "CM-1" of 25.00 is applied to 1001 in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 75.00 is due
    And nothing fails
    And the next sync writes nothing
