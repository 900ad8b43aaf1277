Feature: Money at the bank

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 100.00 is paid on HS-1 in HubSpot, by card, on 2026-11-20, with the reference "ch_1"
    And it syncs
    And the payment of 100.00 on HS-1 is taken to the bank

  @A28
  Scenario: Refunded after the deposit: nothing is voided, somebody is told what to do
    When 25.00 of the payment of 100.00 on HS-1 is refunded in HubSpot
    And it syncs
    Then nothing is written
    And the payment of 100.00 on HS-1 is failing: "A refund needs you"
    And the page of the payment of 100.00 on HS-1 says "$25.00"
    And the next sync writes nothing

  @A28
  Scenario: Bounced after the deposit
    When the payment of 100.00 on HS-1 fails in HubSpot
    And it syncs
    Then nothing is written
    And the payment of 100.00 on HS-1 is failing: "The payment failed after it was deposited"
    And the payments of HS-1 in QuickBooks are:
      | amount |
      | 100.00 |
    And the next sync writes nothing

  @A28
  Scenario: Corrected after the deposit
    When the payment of 100.00 on HS-1 becomes 90.00 in HubSpot
    And it syncs
    Then nothing is written
    And the payment of 90.00 on HS-1 is failing: "The payment is in a bank deposit"
    And the payments of HS-1 in QuickBooks are:
      | amount |
      | 100.00 |
