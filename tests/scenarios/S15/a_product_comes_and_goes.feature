@S15 @A11
Feature: A product that is deleted and restored, and an item that is made inactive and active again, stay linked

  Background:
    Given the shop of Acme, syncing two-way

  Scenario: The product is deleted and restored
    When the product Mowing is deleted
    And everything is compared
    Then the item Mowing is failing: "Deleted in HubSpot"
    When the product Mowing is restored
    And it syncs
    Then the product Mowing is syncing
    When the price of the item Mowing becomes "55.00"
    And it syncs
    Then HubSpot has these products:
      | name   | SKU | price |
      | Mowing | MOW | 55.00 |
    And the next sync writes nothing

  @S10
  Scenario: Both get another SKU, and the old one goes to somebody else
    When the SKU of the item Mowing becomes "MOW-2"
    And QuickBooks has the item "Lawns" with the SKU "MOW" at 60.00
    And it syncs
    Then HubSpot has these products:
      | name   | SKU   |
      | Mowing | MOW-2 |
      | Lawns  | MOW   |
    And nothing fails
    And the next sync writes nothing
