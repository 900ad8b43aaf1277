@A28 @A25
Feature: A void takes no money of other invoices with it

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  @A11
  Scenario: One copy of a check over two invoices is deleted in HubSpot
    Given one payment of 150.00 from Acme is received in QuickBooks:
      | invoice | amount |
      | 1001    | 100.00 |
      | HS-1    | 50.00  |
    And it syncs
    When the payment of 50.00 on HS-1 is deleted in HubSpot
    And everything is compared
    Then the payment of 50.00 on HS-1 is failing: "Deleted in HubSpot"
    And the page of the payment of 50.00 on HS-1 does not offer "Void it in QuickBooks"
    When the payment of 50.00 on HS-1 is taken off it in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And 1001 is equal on both sides: 100.00, of which 0.00 is due

  Scenario: A payment of HubSpot bounces to which the bookkeeper has added money for another invoice
    Given 50.00 is paid on HS-1 in HubSpot, by card
    And it syncs
    And 30.00 for 1001 is added to the payment of 50.00 on HS-1 in QuickBooks
    And it syncs
    When the payment of 50.00 on HS-1 fails in HubSpot
    And it syncs
    Then the payment of 50.00 on HS-1 is failing: "In HubSpot it has failed for HS-1. In QuickBooks Online it pays $30.00 of 1001 and $50.00 of HS-1. HubSpot has $30.00 of 1001 as a payment of its own."
    And QuickBooks has one payment of 80.00, on:
      | invoice | amount |
      | HS-1    | 50.00  |
      | 1001    | 30.00  |
    And the next sync writes nothing

  @A29
  Scenario: What each side has of the money that was added is told as that side has it
    Given 50.00 is paid on HS-1 in HubSpot, by card
    And it syncs
    And 30.00 for 1001 is added to the payment of 50.00 on HS-1 in QuickBooks
    And it syncs
    And the payment of 30.00 on 1001 becomes 25.00 in HubSpot
    And it syncs
    When the payment of 50.00 on HS-1 fails in HubSpot
    And a scheduled sync runs
    Then nothing is written
    And the payment of 50.00 on HS-1 is failing: "In QuickBooks Online it pays $30.00 of 1001 and $50.00 of HS-1. HubSpot has $25.00 of 1001 as a payment of its own."
