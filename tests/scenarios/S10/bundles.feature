@S10 @B23
Feature: A bundle of QuickBooks is no product of HubSpot

  Background:
    Given the shop of Acme, syncing two-way
    And QuickBooks has the bundle "Spring package" with the SKU "SPRING" of:
      | item   | quantity |
      | Mowing | 2        |

  @A21
  Scenario: It is left out, and an invoice that sells it arrives by its parts
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item           | quantity | price |
      | Spring package | 1        | 40.00 |
    When it syncs
    Then HubSpot has these products:
      | name   |
      | Mowing |
    And the item Spring package is excluded: "which QuickBooks Online sells by its parts, each a line of its own"
    And 1001 is equal on both sides: 80.00, of which 80.00 is due
    And the next sync writes nothing

  @S45
  Scenario: A product with its SKU is linked with the item that gets the SKU
    Given HubSpot has the product "Spring work" with the SKU "SPRING" at 100.00
    When it syncs
    Then nothing is written
    And the product Spring work is failing: "The SKU belongs to a bundle"
    And the product Spring work is failing: "The SKU of the product, SPRING, is that of a bundle in QuickBooks Online: “Spring package”."
    And the page of the product Spring work offers "Open the item in QuickBooks"
    And the product Spring work cannot be linked with the item Spring package by hand, "a bundle in QuickBooks Online"
    When the SKU of the item Spring package becomes ""
    And QuickBooks has the item "Spring work" with the SKU "SPRING" at 100.00
    And it syncs
    Then the product Spring work is syncing without any remark
    And the next sync writes nothing

  @S15 @S45
  Scenario: A product that an older version linked with it is unlinked first, and linked by hand with the item that gets the SKU
    Given HubSpot has the product "Spring work" with the SKU "SPRING" at 100.00
    And a version syncs that links bundles
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name        | quantity | price  | SKU    |
      | Spring work | 1        | 100.00 | SPRING |
    When it syncs
    Then HS-1 is failing: "A line is of a bundle"
    And the page of HS-1 says "Open the product “Spring work” in Linking and unlink it from the bundle first."
    And the page of HS-1 says "Then link the product “Spring work” with that item in Linking."
    When the product SPRING is unlinked by hand
    And it syncs
    Then the product SPRING is ignored
    And HS-1 is failing: "A line is of a bundle"
    When the SKU of the item Spring work becomes ""
    And the name of the item Spring work becomes "Spring package"
    And QuickBooks has the item "Spring job" with the SKU "SPRING" at 100.00
    And it syncs
    And the product Spring work is linked with the item Spring job by hand
    And it syncs
    Then the product SPRING is syncing
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And the lines of HS-1 in QuickBooks are:
      | item        | quantity | price  |
      | Spring work | 1        | 100.00 |
    And the next sync writes nothing
