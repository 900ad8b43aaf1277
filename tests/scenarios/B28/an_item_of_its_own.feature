@B28 @A21
Feature: A line that matches no item gets one of its own, where that is chosen

  Background:
    Given the shop of Acme, syncing two-way
    And a line without an item gets an item of its own

  Scenario: Equal lines of two invoices share one new item
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price  |
      | Mowing | 1        | 50.00  |
      | Gravel | 2        | 30.00  |
      | Gravel | 1        | 12.00  |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name    | quantity | price |
      | gravel  | 1        | 30.00 |
    When it syncs
    Then HS-1 is equal on both sides: 122.00, of which 122.00 is due
    And HS-2 is equal on both sides: 30.00, of which 30.00 is due
    And QuickBooks has these items:
      | name   | SKU | type    | income account |
      | Mowing | MOW | Service | Services       |
      | Gravel |     | Service | Services       |
    And the lines of HS-1 in QuickBooks are:
      | item   | quantity | price | amount |
      | Mowing | 1        | 50.00 | 50.00  |
      | Gravel | 2        | 30.00 | 60.00  |
      | Gravel | 1        | 12.00 | 12.00  |
    And HS-1 is syncing with the remark "An item was made in QuickBooks Online for a line that matched none: “Gravel”."
    And the next sync writes nothing

  Scenario: Later the same line takes the same item, whatever that is called by then
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Gravel | 2        | 30.00 |
    And it syncs
    When the name of the item Gravel becomes "Gravel, washed"
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Gravel | 1        | 30.00 |
    And it syncs
    Then the lines of HS-2 in QuickBooks are:
      | item           | quantity | price |
      | Gravel, washed | 1        | 30.00 |

  Scenario: It is made from the product of the line, with its SKU
    Given HubSpot has the product "Cedar chips" with the SKU "CED-1" at 40.00
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name                   | product     | quantity | price | SKU   |
      | Chips for the long bed | Cedar chips | 2        | 40.00 | CED-1 |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name                 | product     | quantity | price | SKU   |
      | Chips for the orchard | Cedar chips | 1        | 40.00 | CED-1 |
    And products are set to sync to HubSpot only
    When it syncs
    Then QuickBooks has these items:
      | name        | SKU   |
      | Mowing      | MOW   |
      | Cedar chips | CED-1 |
    And HS-1 is equal on both sides
    And HS-2 is equal on both sides
    And it syncs
    And HubSpot has these products:
      | name        |
      | Mowing      |
      | Cedar chips |

  Scenario: An item of that name that is there already takes the line
    Given QuickBooks has the item "GRAVEL" without a SKU at 28.00
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Gravel | 2        | 30.00 |
    When it syncs
    Then the lines of HS-1 in QuickBooks are:
      | item   | quantity | price |
      | GRAVEL | 2        | 30.00 |
    And HS-1 is syncing with the remark "A line that matched no item stands on the one of its name in QuickBooks Online: “Gravel”."

  Scenario: A category of that name is in the way until somebody renames it
    Given QuickBooks has the category "Gravel"
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Gravel | 2        | 30.00 |
    When it syncs
    Then HS-1 is failing: "The item “Gravel” that would be made for the line “Gravel” has a name that is taken in QuickBooks Online, by a category."
    And QuickBooks has no invoice HS-1
    When the name of the item Gravel becomes "Stones"
    And it syncs
    Then HS-1 is equal on both sides: 60.00, of which 60.00 is due

  Scenario: An inactive item of that name is in the way until it is active
    Given QuickBooks has the item "Gravel" without a SKU at 28.00
    When the item Gravel is made inactive
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Gravel | 2        | 30.00 |
    And it syncs
    Then HS-1 is failing: "is inactive or deleted in QuickBooks Online"
    And QuickBooks has no invoice HS-1
    When the item Gravel is made active
    And it syncs
    Then HS-1 is equal on both sides: 60.00, of which 60.00 is due

  Scenario: An item of that name with another SKU is another thing
    Given QuickBooks has the item "Gravel" with the SKU "GRV-9" at 28.00
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price | SKU   |
      | Gravel | 2        | 30.00 | GRV-1 |
    When it syncs
    Then HS-1 is failing: "by an item with the SKU GRV-9, while the line has the SKU GRV-1"
    When the SKU of the item Gravel becomes "GRV-1"
    And it syncs
    Then HS-1 is equal on both sides: 60.00, of which 60.00 is due

  Scenario: A line without a name and without a SKU says so
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | text              | quantity | price |
      | Two loads, by bed | 2        | 30.00 |
    When it syncs
    Then HS-1 is failing: "“Two loads, by bed”, and it has neither a name nor a SKU"
    And QuickBooks has no invoice HS-1

  Scenario: A line that is added to an invoice later gets its item too
    Given HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    When these lines are added to HS-1 in HubSpot:
      | name   | quantity | price |
      | Gravel | 1        | 12.00 |
    And it syncs
    Then HS-1 is equal on both sides: 62.00, of which 62.00 is due
    And the lines of HS-1 in QuickBooks are:
      | item   | amount |
      | Mowing | 50.00  |
      | Gravel | 12.00  |

  Scenario: Nothing is made for what does not go
    Given the books are protected through 2026-10-31
    And the invoice HS-1 for Ann, dated 2026-10-12, is finalized in HubSpot:
      | name   | quantity | price |
      | Gravel | 2        | 30.00 |
    And the draft HS-2 for Ann is made in HubSpot:
      | name  | quantity | price |
      | Edges | 2        | 30.00 |
    When it syncs
    Then HS-1 is parked
    And QuickBooks has these items:
      | name   |
      | Mowing |

  Scenario: Chosen after a year of Custom Line Item, it changes nothing that stands
    Given HubSpot lets finalized invoices be edited
    And a line without an item goes on Custom Line Item
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Gravel | 2        | 30.00 |
    And it syncs
    When a line without an item gets an item of its own
    And the price of the line "Gravel" of HS-1 becomes "35.00" in HubSpot
    And it syncs
    Then the lines of HS-1 in QuickBooks are:
      | item             | quantity | price |
      | Custom Line Item | 2        | 35.00 |
    And HS-1 is syncing with the remark "A line without a known product stands on “Custom Line Item”."
