@B23
Feature: Two records are said to be one

  Rule: A contact and a customer with nothing in common, neither of which crosses by itself

    Background:
      Given the shop of Acme, syncing two-way
      And contacts are set to sync to QuickBooks only
      And QuickBooks has the customer "Granite Works" with the email "books@granite.test"
      And HubSpot has the contact "Gil Grey" with the email "gil@granite.test"
      And it syncs

    Scenario Outline: Linked by hand, whichever of the two it is clicked on, they are one
      When the <one> is linked with the <other> by hand
      And it syncs
      Then the contact Gil is syncing
      And the customer Granite Works is syncing
      And QuickBooks has these customers:
        | name          | first name |
        | Acme          | Ann        |
        | Granite Works | Gil        |
      And comparing everything writes nothing

      Examples:
        | one                    | other                  |
        | contact Gil            | customer Granite Works |
        | customer Granite Works | contact Gil            |

    Scenario: What is linked already cannot be linked with another
      Then the contact Gil cannot be linked with the customer Acme by hand, "is linked already"

    Scenario: A link that is out of date does nothing, and says so
      When the contact Gil is linked with the customer Granite Works by hand
      And the customer Granite Works is made inactive
      And it syncs
      Then nothing is written
      And the contact Gil is excluded
      And the page of the contact Gil says "inactive"

  @S10
  Rule: Products and items

    @A21
    Scenario: Of two items of one SKU the one that is picked is linked and sold
      Given the shop of Acme, syncing two-way
      And QuickBooks has the item "Mulch, hardwood" with the SKU "MULCH-3" at 40.00
      And QuickBooks has the item "Mulch, cedar" with the SKU "mulch-3" at 45.00
      And HubSpot has the product "Mulch" with the SKU "MULCH-3" at 40.00
      And the invoice HS-1 for Ann is finalized in HubSpot:
        | name  | quantity | price |
        | Mulch | 2        | 40.00 |
      And it syncs
      Then HS-1 is failing: "More than one product has this SKU"
      When the product Mulch is linked with the item Mulch, hardwood by hand
      And it syncs
      Then HS-1 is equal on both sides: 80.00, of which 80.00 is due
      And QuickBooks has these items:
        | name         | price |
        | Mowing       | 50.00 |
        | Mulch        | 40.00 |
        | Mulch, cedar | 45.00 |
      And the next sync writes nothing

    @S45
    Scenario: An item of the same name is picked instead of made twice
      Given the shop of Acme, syncing two-way
      And QuickBooks has the item "Gravel" without a SKU at 12.00
      And HubSpot has the product "Gravel" with the SKU "GR-1" at 12.00
      And it syncs
      Then the product Gravel is failing: "The name is already used by another item"
      When the product Gravel is linked with the item Gravel by hand
      And it syncs
      Then the product Gravel is syncing
      And QuickBooks has these items:
        | name   | SKU  |
        | Mowing | MOW  |
        | Gravel | GR-1 |
      And the next sync writes nothing
