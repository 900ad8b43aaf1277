@A16 @S13
Feature: Contacts and products that were made while their sync was off

  Background:
    Given the shop of Acme, syncing two-way
    And the sync of contacts is turned off
    And the sync of products is turned off
    And HubSpot has the contact "Bea Birch" with the email "bea@bea.test"
    And QuickBooks has the customer "Cora Cole" with the email "cora@cora.test"
    And HubSpot has the product "Mulching" with the SKU "MUL" at 50.00
    And QuickBooks has the item "Sod" with the SKU "SOD" at 50.00
    And the sync of contacts is turned on again, only from now
    And the sync of products is turned on again, only from now
    And it syncs

  Scenario: They stay out while nothing needs them
    Then nothing is written
    And the contact Bea is excluded
    And the customer Cora Cole is excluded: "Made while the sync was off"
    And the product Mulching is excluded: "Made while the sync was off"
    And the item Sod is excluded: "Made while the sync was off"
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then HS-1 is equal on both sides: 50.00, of which 50.00 is due
    And the product Mulching is excluded

  Scenario: An invoice takes the customer and the item along that it needs
    When the invoice HS-1 for Bea is finalized in HubSpot:
      | name     | quantity | price |
      | Mulching | 1        | 50.00 |
    And the invoice 1001 for Cora Cole is made in QuickBooks:
      | item | quantity | price |
      | Sod  | 1        | 50.00 |
    And it syncs
    Then HS-1 is equal on both sides: 50.00, of which 50.00 is due
    And 1001 is equal on both sides: 50.00, of which 50.00 is due
    And the product Mulching is syncing
    And the item Sod is syncing
    And the next sync writes nothing

  @A14
  Scenario: Sending one of them passes no filter
    Given contacts that match the filter become customers, invoiced or not
    And only contacts whose lastname is "Archer" go to QuickBooks
    And it syncs
    When somebody clicks "Send it" on the page of the contact Bea
    And it syncs
    Then the contact Bea is excluded: "It does not match the filters of the sync"
    And QuickBooks has these customers:
      | name      | email          |
      | Acme      | ann@acme.test  |
      | Cora Cole | cora@cora.test |
