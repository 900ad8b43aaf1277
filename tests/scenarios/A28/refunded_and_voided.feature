@A28 @A10
Feature: A refund, and an invoice that is voided

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 100.00 is paid on HS-1 in HubSpot, by card
    And it syncs

  Scenario: Refunded and voided in HubSpot: both are told, and once the money is off it in QuickBooks the void follows
    When 100.00 of the payment of 100.00 on HS-1 is refunded in HubSpot
    And HS-1 is voided in HubSpot
    And it syncs
    Then nothing is written
    And the payment of 100.00 on HS-1 is failing: "A refund needs you"
    And HS-1 is failing: "An invoice with payments cannot be voided"
    And QuickBooks shows HS-1 at 100.00, of which 0.00 is due
    When the payment of 100.00 on HS-1 is deleted in QuickBooks
    And it syncs
    And it syncs
    Then QuickBooks shows HS-1 as voided
    And HS-1 is syncing
    And nothing fails
    And the next sync writes nothing

  Scenario: Voided in QuickBooks, and then refunded in HubSpot: the refund needs a person, and the void follows
    When HS-1 is voided in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is failing: "An invoice with payments cannot be voided"
    When 100.00 of the payment of 100.00 on HS-1 is refunded in HubSpot
    And it syncs
    And it syncs
    Then HubSpot shows HS-1 as voided
    And HS-1 is syncing
    And nothing is written in QuickBooks
    And comparing everything writes nothing
