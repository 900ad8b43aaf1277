@A27
Feature: The reference number of a payment

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  @S45
  Scenario: Longer than QuickBooks takes, it fails and is never cut
    When 100.00 is paid on HS-1 in HubSpot, by check, with the reference "a reference of more than 21 signs"
    And it syncs
    Then nothing is written
    And the payment of 100.00 on HS-1 is failing: "Reference no."
    And QuickBooks has 0 payments in all
    When the reference of the payment of 100.00 on HS-1 becomes 4711 in HubSpot
    And it syncs
    Then the payments of HS-1 in QuickBooks are:
      | amount | reference |
      | 100.00 | 4711      |
    And nothing fails
