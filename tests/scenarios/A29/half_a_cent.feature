@A29 @S19
Feature: A payment that an app enters in HubSpot with half a cent

  QuickBooks would round it, and the two would never be equal.

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  Scenario: It goes once its amount is one
    Given one payment of 33.335 on HS-1 is recorded in HubSpot
    When it syncs
    Then nothing is written
    And one payment of 33.335 is failing: "with at most 2 decimals"
    When the payment of 33.335 on HS-1 becomes 33.34 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 66.66 is due
    And nothing fails
    And the next sync writes nothing

  Scenario: One that has crossed is not changed to it
    Given one payment of 33.00 on HS-1 is recorded in HubSpot
    And it syncs
    When the payment of 33.00 on HS-1 becomes 33.335 in HubSpot
    And it syncs
    Then nothing is written
    And one payment of 33.335 is failing: "with at most 2 decimals"
    And QuickBooks shows HS-1 at 100.00, of which 67.00 is due
    When the payment of 33.335 on HS-1 becomes 33.34 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 66.66 is due
    And the next sync writes nothing
