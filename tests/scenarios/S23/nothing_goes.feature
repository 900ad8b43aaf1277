@S23 @S2
Feature: Invoices come only to HubSpot, and whatever else stands there stays there

  Background:
    Given the shop of Acme, syncing to HubSpot only

  @A5
  Scenario: What another app brought is left out by its source, and no copy is made of it
    When another app makes the invoice X-1 for Ann in HubSpot, not billable:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then nothing is written
    And X-1 is excluded: "Its invoice source is not HubSpot"
    And the page of X-1 says "HubSpot tells of its source: HubSpot, not billable."
    And QuickBooks has no invoice X-1

  @A32 @S22
  Scenario: The second invoice that a workflow makes of a payment goes nowhere
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 100.00 is paid on HS-1 in HubSpot, by card, with the reference "ch_1"
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the payment of 100.00 on HS-1 is put on HS-2 too in HubSpot
    When it syncs
    Then nothing is written
    And HS-1 is excluded: "The sync does not go in this direction"
    And HS-2 is excluded: "The sync does not go in this direction"
    And QuickBooks has 0 payments in all
    And QuickBooks was never written to
