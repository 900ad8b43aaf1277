@A11 @S4
Feature: A contact was deleted in HubSpot, and its customer goes on buying

  Scenario: The next invoice says at once whom it waits for
    Given the shop of Acme, syncing two-way
    When the contact Ann is deleted
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then nothing is written
    And 1 of the contacts is failing
    And 1001 is waiting: "Waits for contact Acme, which fails and needs someone: “"
    And HubSpot has no invoice 1001
