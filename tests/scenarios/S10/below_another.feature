@S10 @S45
Feature: An item of QuickBooks that stands below another takes its name from nobody but its neighbours

  Background:
    Given the shop of Acme, syncing two-way
    And QuickBooks has the item "Pruning" with the SKU "PRUNE" at 60.00
    And QuickBooks has the category "Garden"
    And it syncs

  Scenario Outline: A product gets its name all the same where the SKUs say that they are two
    Given QuickBooks has the sub-item "Hedges" of "<above>" with the SKU "HEDGE-1" at 35.00
    When HubSpot has the product "Hedges" with the SKU "HEDGE-2" at 40.00
    And it syncs
    Then the product HEDGE-2 is syncing without any remark
    And QuickBooks has these items:
      | name    | SKU     |
      | Mowing  | MOW     |
      | Pruning | PRUNE   |
      | Garden  |         |
      | Hedges  | HEDGE-1 |
      | Hedges  | HEDGE-2 |
    And the next sync writes nothing

    Examples:
      | above   |
      | Pruning |
      | Garden  |

  Scenario: Without a SKU it may be the same product, until it is given one
    Given QuickBooks has the sub-item "Hedges" of "Pruning" without a SKU at 35.00
    When HubSpot has the product "Hedges" with the SKU "HEDGE-2" at 40.00
    And it syncs
    Then nothing is written in QuickBooks
    And the product HEDGE-2 is failing: "already has this name, “Hedges”: the item “Hedges” below “Pruning”."
    And the product HEDGE-2 is failing: "nobody can tell whether the one below “Pruning” is the same product"
    And the page of the product HEDGE-2 offers "Link with this one"
    When the SKU of the item Hedges becomes "HEDGE-1"
    And it syncs
    And it syncs
    Then the product HEDGE-2 is syncing without any remark

  Scenario: A category below another is in nobody's way
    Given QuickBooks has the category "Hedges" below "Garden"
    When HubSpot has the product "Hedges" with the SKU "HEDGE-2" at 40.00
    And it syncs
    Then the product HEDGE-2 is syncing without any remark

  @B28
  Scenario: A line gets an item of its own where the one below another has another SKU
    Given a line without an item gets an item of its own
    And QuickBooks has the sub-item "Hedges" of "Pruning" with the SKU "HEDGE-1" at 35.00
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price | SKU     |
      | Hedges | 1        | 40.00 | HEDGE-2 |
    And it syncs
    Then HS-1 is equal on both sides: 40.00, of which 40.00 is due
    And HS-1 is syncing with the remark "An item was made in QuickBooks Online for a line that matched none: “Hedges”."

  @B28
  Scenario: A line without a SKU goes on the one of its name, wherever that stands
    Given a line without an item gets an item of its own
    And QuickBooks has the sub-item "Hedges" of "Pruning" with the SKU "HEDGE-1" at 35.00
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Hedges | 1        | 40.00 |
    And it syncs
    Then HS-1 is equal on both sides: 40.00, of which 40.00 is due
    And the lines of HS-1 in QuickBooks are:
      | item   | price |
      | Hedges | 40.00 |
    And QuickBooks has these items:
      | name    | SKU     |
      | Mowing  | MOW     |
      | Pruning | PRUNE   |
      | Garden  |         |
      | Hedges  | HEDGE-1 |
