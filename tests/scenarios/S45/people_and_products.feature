@S45
Feature: What keeps a contact, a customer, a product or an item from crossing, and how it is mended

  Background:
    Given the shop of Acme, syncing two-way

  @S42
  Scenario: A display name that the first of a company has
    Given HubSpot has the contact "Bill Birch" with the email "bill@birch.test" of the company "Birch & Sons"
    And HubSpot has the contact "Beth Birch" with the email "beth@birch.test" of the company "Birch & Sons"
    And the invoice HS-1 for Bill is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the invoice HS-2 for Beth is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    And it syncs
    Then the contact Beth is failing: "The display name is a duplicate"
    When on the page of the contact Beth somebody chooses "Bill through Birch & Sons" and clicks "Do this"
    And it syncs
    Then QuickBooks shows HS-2 for the customer "Birch & Sons"
    And the contact Beth is excluded

  @A2
  Scenario: Two contacts of an invoice, of whom none is the billing contact
    Given HubSpot has the contact "Bea Baker" with the email "bea@baker.test"
    And the invoice HS-1 for Ann and Bea is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    When it syncs
    Then HS-1 is failing: "The invoice has several contacts and none is the billing contact"
    And the page of HS-1 says "Bea Baker"
    When Bea is labelled as the billing contact of HS-1
    And it syncs
    Then HS-1 is equal on both sides: 50.00, of which 50.00 is due
    And QuickBooks shows HS-1 for the customer "Bea Baker"

  @A2
  Scenario: A second customer of one address
    Given QuickBooks has the customer "Acme North" with the email "ann@acme.test"
    When it syncs
    Then the customer Acme North is failing: "Another customer already uses this email address"
    And the page of the customer Acme North says "ann@acme.test"
    When the email of the customer Acme North becomes "north@acme.test"
    And it syncs
    Then the customer Acme North is syncing

  Scenario: An address that the other system does not take
    Given QuickBooks has the customer "Nell New" with the email "nell@newfirm.c"
    When it syncs
    Then the customer Nell New is failing: "The email address is not valid"
    And the page of the customer Nell New says "“nell@newfirm.c”"
    When the email of the customer Nell New becomes "nell@newfirm.com"
    And it syncs
    Then the customer Nell New is syncing

  Scenario: A product whose name another item has
    Given QuickBooks has the item "Gravel" without a SKU at 12.00
    And HubSpot has the product "Gravel" with the SKU "GRV-1" at 12.00
    When it syncs
    Then the product Gravel is failing: "The name is already used by another item"
    When the SKU of the item Gravel becomes "GRV-1"
    And it syncs
    Then the product Gravel is syncing

  Scenario Outline: A product whose name an item has in other letters, “<name>”
    Given QuickBooks has the item "Garden gravel" without a SKU at 12.00
    And it syncs
    And HubSpot has the product "<name>" with the SKU "GRV-1" at 12.00
    When it syncs
    Then nothing is written
    And the product GRV-1 is failing: "already has this name, “<wanted>”: the item “Garden gravel”"
    And the page of the product GRV-1 says "Garden gravel same name, price $12.00, QuickBooks ID 2"
    When the name of the product GRV-1 becomes "Pea gravel"
    And it syncs
    Then the product Pea gravel is syncing

    Examples:
      | name           | wanted        |
      | GARDEN GRAVEL  | GARDEN GRAVEL |
      | Garden  gravel | Garden gravel |

  Scenario: A product whose name an inactive item has
    Given QuickBooks has the item "Gravel" without a SKU at 12.00
    And the item Gravel is made inactive
    And HubSpot has the product "Gravel" with the SKU "GRV-1" at 12.00
    When it syncs
    Then the product Gravel is syncing

  @A22
  Scenario Outline: A product that is called as the item of lines without a product
    Given HubSpot has the product "<name>" with the SKU "CLI-1" at 12.00
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price | product |
      | Stones | 1        | 10.00 | none    |
    When it syncs
    Then the product CLI-1 is failing: "The name is kept for lines without a product"
    And QuickBooks has these items:
      | name             | SKU |
      | Mowing           | MOW |
      | Custom Line Item |     |
    When the name of the product CLI-1 becomes "Odds and ends"
    And it syncs
    Then the product Odds and ends is syncing
    And the next sync writes nothing

    Examples:
      | name              |
      | Custom Line Item  |
      | custom line  ITEM |

  Scenario: A product whose name was taken away
    Given HubSpot has the product "Gravel" with the SKU "GRV-1" at 12.00
    And the name of the product GRV-1 becomes ""
    When it syncs
    Then the product GRV-1 is failing: "The record has no name"
    When the name of the product GRV-1 becomes "Gravel"
    And it syncs
    Then the product Gravel is syncing

  Scenario: A product with a colon in its name
    Given HubSpot has the product "Gravel: washed" with the SKU "GRV-1" at 12.00
    When it syncs
    Then the product Gravel: washed is failing: "A name has characters that the other system does not take"
    And the page of the product Gravel: washed says "Gravel: washed"
    When the name of the product Gravel: washed becomes "Gravel, washed"
    And it syncs
    Then the product Gravel, washed is syncing

  @A23
  Scenario: A new product whose income account was made inactive
    Given the account "Services" is made inactive in QuickBooks
    And the account "Sales of Product Income" is made inactive in QuickBooks
    And HubSpot has the product "Gravel" with the SKU "GRV-1" at 12.00
    When it syncs
    Then the product Gravel is failing: "The account is inactive or deleted in QuickBooks Online"
    When the account "Services" is made active in QuickBooks
    And the account "Sales of Product Income" is made active in QuickBooks
    And it syncs
    Then the product Gravel is syncing

  @B4
  Scenario: A field that was changed on both sides, where a person is asked
    Given conflicts of contacts are resolved by "Ask me"
    When the phone of the contact Ann becomes "916 555 0111"
    And the phone of the customer Acme becomes "916 555 0222"
    And it syncs
    Then the contact Ann is failing: "Changed on both sides"
    And the page of the contact Ann says "916 555 0222"
    When the phone of the customer Acme becomes "916 555 0111"
    And it syncs
    Then the contact Ann is syncing

  Scenario: A product with a name of 101 characters
    Given HubSpot has the product "Gravel washed washed washed washed washed washed washed washed washed washed washed washed washed for" with the SKU "GRV-1" at 12.00
    When it syncs
    Then the product GRV-1 is failing: "It has 101 characters. QuickBooks Online takes at most 100."
    And the page of the product GRV-1 says "Do this Shorten the text where it was written: in HubSpot under Commerce › Products. Next try"
    When the name of the product GRV-1 becomes "Gravel, washed"
    And it syncs
    Then the product GRV-1 is syncing
