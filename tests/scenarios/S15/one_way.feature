@S15 @S2
Feature: Links last where a sync goes one way, too

  Scenario Outline: Renamed on both sides, two records stay one, and the names are those of the side that leads
    Given the shop of Acme, syncing <direction>
    When the last name of the contact Ann becomes "Arbor"
    And the last name of the customer Acme becomes "Alder"
    And the display name of the customer Acme becomes "Acme Holdings"
    And the name of the product Mowing becomes "Mowing, here"
    And the name of the item Mowing becomes "Mowing, there"
    And the SKU of the item Mowing, there becomes "MOW-2"
    And it syncs
    Then HubSpot has these contacts:
      | first name | last name |
      | Ann        | <person>  |
    And HubSpot has these products:
      | name   | SKU   |
      | <here> | <sku> |
    And QuickBooks has these customers:
      | name          | last name |
      | Acme Holdings | <person>  |
    And QuickBooks has these items:
      | name   | SKU   |
      | <here> | MOW-2 |
    And the next sync writes nothing

    Examples:
      | direction          | person | here          | sku   |
      | to HubSpot only    | Alder  | Mowing, there | MOW-2 |
      | to QuickBooks only | Arbor  | Mowing, here  | MOW   |

  @A11
  Scenario Outline: Deleted and restored in HubSpot, made inactive and active again in QuickBooks
    Given the shop of Acme, syncing <direction>
    When the contact Ann is deleted
    And the product Mowing is deleted
    And everything is compared
    Then nothing is written
    And the customer Acme is failing: "Deleted in HubSpot"
    And the item Mowing is failing: "Deleted in HubSpot"
    When the contact Ann Archer is restored
    And the product Mowing is restored
    And the customer Acme is made inactive
    And the item Mowing is made inactive
    And everything is compared
    Then nothing is written
    And the contact Ann is syncing with the remark "Inactive in QuickBooks Online"
    And the product Mowing is syncing with the remark "Inactive in QuickBooks Online"
    When the customer Acme is made active
    And the item Mowing is made active
    And it syncs
    Then nothing is written
    And the contact Ann is syncing without any remark
    And the product Mowing is syncing without any remark

    Examples:
      | direction          |
      | to HubSpot only    |
      | to QuickBooks only |

  @A1
  Scenario: To HubSpot only, two contacts are merged, and both customers' invoices come for the one that is left
    Given the shop of Acme, syncing to HubSpot only
    And QuickBooks has the customer "Cane" with the email "cleo@cane.test"
    And it syncs
    When the contact cleo@cane.test is merged into the contact Ann
    And the invoice 1001 for Cane is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1002 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then nothing fails
    And HubSpot shows 1001 for the customer "ann@acme.test"
    And HubSpot shows 1002 for the customer "ann@acme.test"
    And QuickBooks was never written to
    And comparing everything writes nothing

  @A1
  Scenario: To QuickBooks only, two contacts are merged, and the one that is left is billed as it was
    Given the shop of Acme, syncing to QuickBooks only
    And QuickBooks has the customer "Cane" with the email "cleo@cane.test"
    And HubSpot has the contact "Cleo Cane" with the email "cleo@cane.test"
    And it syncs
    And the invoice HS-1 for Cleo is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the contact Cleo is merged into the contact Ann
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then nothing fails
    And HS-1 is syncing
    And QuickBooks shows HS-1 for the customer "Cane"
    And QuickBooks shows HS-2 for the customer "Acme"
    And comparing everything writes nothing

  @A1
  Scenario: To HubSpot only, two customers are merged, and the invoices of both go on
    Given the shop of Acme, syncing to HubSpot only
    And QuickBooks has the customer "Baker" with the email "bea@baker.test"
    And the invoice 1001 for Baker is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the customer Baker is merged into the customer Acme
    And the price of the line "Mowing" of 1001 becomes "60.00" in QuickBooks
    And the invoice 1002 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then nothing fails
    And HubSpot shows 1001 at 120.00, of which 120.00 is due
    And HubSpot shows 1002 for the customer "ann@acme.test"
    And comparing everything writes nothing

  @A1
  Scenario: To QuickBooks only, two customers are merged, and either contact is billed to the one that is left
    Given the shop of Acme, syncing to QuickBooks only
    And QuickBooks has the customer "Baker" with the email "bea@baker.test"
    And HubSpot has the contact "Bea Baker" with the email "bea@baker.test"
    And the invoice HS-1 for Bea is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the customer Baker is merged into the customer Acme
    And the invoice HS-2 for Bea is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then nothing fails
    And HS-1 is syncing
    And QuickBooks shows HS-2 for the customer "Acme"
    And comparing everything writes nothing

  @A21
  Scenario: To HubSpot only, two items are merged, and the invoices of both go on to the cent
    Given the shop of Acme, syncing to HubSpot only
    And QuickBooks has the item "Snow" with the SKU "SNOW" at 40.00
    And the invoice 1001 for Acme is made in QuickBooks:
      | item | quantity | price |
      | Snow | 2        | 40.00 |
    And it syncs
    When the item Snow is merged into the item Mowing
    And the invoice 1002 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then 1001 is equal on both sides: 80.00, of which 80.00 is due
    And 1002 is equal on both sides: 50.00, of which 50.00 is due
    And QuickBooks was never written to
    And comparing everything writes nothing

  @A21
  Scenario: To QuickBooks only, two items are merged that both have a product, and the next invoice says what is to be done
    Given the shop of Acme, syncing to QuickBooks only
    And HubSpot has the product "Snow" with the SKU "SNOW" at 40.00
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name | quantity | price |
      | Snow | 2        | 40.00 |
    And it syncs
    When the item Snow is merged into the item Mowing
    And it syncs
    Then nothing is written
    And HS-1 is equal on both sides: 80.00, of which 80.00 is due
    When the invoice HS-2 for Ann is finalized in HubSpot:
      | name | quantity | price |
      | Snow | 1        | 40.00 |
    And it syncs
    Then nothing is written
    And HS-2 is failing: "The item is inactive or deleted in QuickBooks Online"
    And the page of HS-2 says "If it was merged into another item, leave it inactive"
