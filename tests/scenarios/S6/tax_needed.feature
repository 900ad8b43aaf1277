@S6
Feature: A company that needs tax on every invoice

  Scenario: Switched on later, each HubSpot invoice fails with the reason, and QuickBooks' own still come
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When QuickBooks is a company of Canada that charges tax
    And it compares everything
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then nothing is written in QuickBooks
    And HS-2 is failing: "tax"
    And HS-1 is syncing
    And the next sync writes nothing
