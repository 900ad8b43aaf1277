@S17
Feature: Invoices go only to QuickBooks, and their payments cross both ways

  Background:
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  @S19 @A25
  Scenario: One check over two of them and over an invoice that does not cross
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    When one payment of 200.00 from Acme is received in QuickBooks:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 40.00  |
      | 1001    | 60.00  |
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And HS-2 is equal on both sides: 100.00, of which 60.00 is due
    And HubSpot has no invoice 1001
    And HubSpot has 2 payments in all
    And nothing fails
    And the next sync writes nothing

  @A28 @A29 @A30
  Scenario: Paid, corrected, failed and paid too much in HubSpot
    When 40.00 is paid on HS-1 in HubSpot, by card, with the reference "ch_1"
    And one payment of 115.00 on HS-2 is recorded in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due
    And QuickBooks shows HS-2 at 100.00, of which 0.00 is due
    When the payment of 40.00 on HS-1 becomes 45.00 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 55.00 is due
    When the payment of 45.00 on HS-1 fails in HubSpot
    And the payment of 115.00 on HS-2 becomes 100.00 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And HS-2 is equal on both sides: 100.00, of which 0.00 is due
    And the payments of HS-2 in QuickBooks are:
      | amount | total  |
      | 100.00 | 100.00 |
    And nothing fails
    And the next sync writes nothing

  @A29
  Scenario: Corrected and taken back in QuickBooks, where it was received, and removed there where it was not
    Given 40.00 is paid on HS-1 in QuickBooks
    And 30.00 is paid on HS-2 in HubSpot
    And it syncs
    When the payment of 40.00 on HS-1 becomes 50.00 in QuickBooks
    And the payment of 30.00 on HS-2 is deleted in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 50.00 is due
    And the payment of 30.00 on HS-2 is failing: "A payment that was entered in HubSpot was removed"
    When the payment of 50.00 on HS-1 is voided in QuickBooks
    And somebody clicks "Put it back" on the page of the payment of 30.00 on HS-2
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And HS-2 is equal on both sides: 100.00, of which 70.00 is due
    And nothing fails
    And the next sync writes nothing

  @A30
  Scenario: A credit memo arrives too
    When a credit memo "CM-1" of 25.00 is applied to HS-1 in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 75.00 is due
    And HubSpot has 1 payment in all
    And nothing fails
