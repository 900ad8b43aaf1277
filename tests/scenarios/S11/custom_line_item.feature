@S11 @A22
Feature: A line that matches no item stands on Custom Line Item

  Background:
    Given the shop of Acme, syncing two-way

  Scenario: It is made on first need, once, and used from then on
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name            | quantity | price  | product |
      | Fire pit stones | 1        | 312.40 | none    |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name      | quantity | price | product |
      | Old roses | 2        | 18.00 | none    |
    And it syncs
    Then QuickBooks has these items:
      | name             | SKU | type    | income account |
      | Mowing           | MOW | Service | Services       |
      | Custom Line Item |     | Service | Sales of Product Income |
    And HubSpot has these products:
      | name   |
      | Mowing |
    And HS-1 is syncing with the remark "A line without a known product stands on “Custom Line Item”"
    And HS-1 is equal on both sides: 312.40, of which 312.40 is due
    And HS-2 is equal on both sides: 36.00, of which 36.00 is due
    When the invoice HS-3 for Ann is finalized in HubSpot:
      | name        | quantity | price | product |
      | Older roses | 1        | 19.00 | none    |
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And the next sync writes nothing

  Scenario: Made inactive it fails, and is not made again
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name            | quantity | price  | product |
      | Fire pit stones | 1        | 312.40 | none    |
    And it syncs
    When the item Custom Line Item is made inactive
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name      | quantity | price | product |
      | Old roses | 2        | 18.00 | none    |
    And it syncs
    Then QuickBooks has no invoice HS-2
    And HS-1 is syncing
    And HS-2 is failing: "“Custom Line Item” cannot be used"
    When the item Custom Line Item is made active
    And it syncs
    Then HS-2 is equal on both sides: 36.00, of which 36.00 is due
    And nothing fails

  Scenario: One of that name on another account is not taken
    Given the item "custom line item" on the account "Discounts given" is made in QuickBooks
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name            | quantity | price  | product |
      | Fire pit stones | 1        | 312.40 | none    |
    And it syncs
    Then QuickBooks has no invoice HS-1
    And HS-1 is failing: "it is on the account “Discounts given”"

  Scenario: The item of a product that is called so in QuickBooks is not taken
    Given HubSpot has the product "Gravel" with the SKU "GRV-1" at 12.00
    And it syncs
    When the name of the item Gravel becomes "Custom Line Item"
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name            | quantity | price  | product |
      | Fire pit stones | 1        | 312.40 | none    |
    And it syncs
    Then QuickBooks has no invoice HS-1
    And HS-1 is failing: "“Custom Line Item” cannot be used"

  Scenario: One of that name on the chosen account is ours
    Given the item "custom line item" on the account "Sales of Product Income" is made in QuickBooks
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name            | quantity | price  | product |
      | Fire pit stones | 1        | 312.40 | none    |
    And it syncs
    Then HS-1 is equal on both sides: 312.40, of which 312.40 is due
    And the lines of HS-1 in QuickBooks are:
      | item             |
      | custom line item |

  Scenario: One of that name that is inactive is in the way until it is active
    Given the item "custom line item" on the account "Sales of Product Income" is made in QuickBooks
    And the item custom line item is made inactive
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name            | quantity | price  | product |
      | Fire pit stones | 1        | 312.40 | none    |
    And it syncs
    Then QuickBooks has no invoice HS-1
    And HS-1 is failing: "cannot be used"
    When the item custom line item is made active
    And it syncs
    Then HS-1 is equal on both sides: 312.40, of which 312.40 is due
    And the lines of HS-1 in QuickBooks are:
      | item             |
      | custom line item |

  @B28
  Scenario: What stands on it stays there when lines without an item are to fail from now on
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name             | quantity | price | product |
      | Haul away debris | 2        | 50.00 | none    |
    And it syncs
    When a line without an item lets the invoice fail
    And the comments of HS-1 becomes "Gate code 12" in HubSpot
    And everything is compared
    Then HS-1 is syncing
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
