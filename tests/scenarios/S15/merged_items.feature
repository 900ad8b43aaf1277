@S15
Feature: Two items are merged in QuickBooks, and the product follows the one that is left

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 3        | 50.00 |
    And QuickBooks has the item "Lawn care" with the SKU "LAWN" at 55.00
    And it syncs

  Rule: The one that is left had no product

    Background:
      Given every one of the products goes to HubSpot
      And only products whose Sku is "NONE" go to HubSpot
      And QuickBooks has the item "Grass" with the SKU "GRASS" at 60.00
      And it syncs

    Scenario: Its values come over, and lines of the product are lines of it
      When the item Mowing is merged into the item Grass
      And it syncs
      Then nothing fails
      And nothing is written in QuickBooks
      And the page of the product Grass says "Mowing was merged into Grass in QuickBooks Online."
      And HS-1 is equal on both sides: 100.00, of which 100.00 is due
      And 1001 is equal on both sides: 150.00, of which 150.00 is due
      When the invoice HS-2 for Ann is finalized in HubSpot:
        | name  | quantity | price |
        | Grass | 1        | 50.00 |
      And it syncs
      Then nothing fails
      And the lines of HS-2 in QuickBooks are:
        | item  | amount |
        | Grass | 50.00  |
      And comparing everything writes nothing

    Scenario: No webhook tells, and the two are linked by hand
      When the item Mowing is merged into the item Grass, and no webhook tells of it
      And it syncs
      And the invoice HS-2 for Ann is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 1        | 50.00 |
      And it syncs
      Then HS-2 is failing: "If that has none, unlink this product here and link it with that item"
      And nothing is written in QuickBooks
      When the product Mowing is unlinked by hand
      And it syncs
      And the product Mowing is linked with the item Grass by hand
      And it syncs
      Then HS-2 is equal on both sides: 50.00, of which 50.00 is due
      And nothing fails

  Scenario: The one that is left had a product, and the next invoice says what is to be done
    When the item Mowing is merged into the item Lawn care
    And it syncs
    Then nothing is written in QuickBooks
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And 1001 is equal on both sides: 150.00, of which 150.00 is due
    When the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then HS-2 is failing: "The item is inactive or deleted in QuickBooks Online"
    And the page of HS-2 says "If it was merged into another item, leave it inactive"
