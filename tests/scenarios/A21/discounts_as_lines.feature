@A21
Feature: The discount of a line as a line of its own

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And QuickBooks has the item "Discounts given" without a SKU at 0.00
    And it syncs
    And discounts of lines go on the item Discounts given

  Scenario Outline: The line at its list price, and right after it what is taken off
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity   | price   | <kind> |
      | Mowing | <quantity> | <price> | <off>  |
      | Mowing | 1          | 20.00   |        |
    And it syncs
    Then HubSpot shows HS-1 at <total>, of which <total> is due
    And QuickBooks shows HS-1 at <total>, of which <total> is due
    And the lines of HS-1 in QuickBooks are:
      | item            | quantity   | price   | amount | text                    |
      | Mowing          | <quantity> | <price> | <list> | Mowing                  |
      | Discounts given | 1          | -<less> | -<less> | Discount <told> on Mowing |
      | Mowing          | 1          | 20      | 20     | Mowing                  |
    And HS-1 is syncing without any remark
    And comparing everything writes nothing

    Examples:
      | kind       | quantity | price | off    | list   | less  | told     | total  |
      | discount % | 4        | 25    | 12.5   | 100    | 12.5  | 12.5 %   | 107.50 |
      | discount   | 4        | 25    | 1.25   | 100    | 5     | 5.00     | 115.00 |
      | discount % | 3        | 33.33 | 10     | 99.99  | 10    | 10 %     | 109.99 |
      | discount % | 7        | 9.99  | 33.333 | 69.93  | 23.31 | 33.333 % | 66.62  |
      | discount % | 37       | 0.685 | 5      | 25.35  | 1.27  | 5 %      | 44.08  |
      | discount % | 4        | 25    | 100    | 100    | 100   | 100 %    | 20.00  |

  @A7
  Scenario: Edited in HubSpot later, both lines keep their coding
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price | discount % |
      | Mowing | 2        | 50.00 | 10         |
    And QuickBooks has the item "Loyalty" without a SKU at 0.00
    And it syncs
    When the item of the line "Discount 10 % on Mowing" of HS-1 becomes "Loyalty" in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is syncing with the remark "Discounts given is now Loyalty"
    When the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And HubSpot shows HS-1 at 108.00, of which 108.00 is due
    And QuickBooks shows HS-1 at 108.00, of which 108.00 is due
    And the lines of HS-1 in QuickBooks are:
      | item    | amount |
      | Mowing  | 120    |
      | Loyalty | -12    |
    When the discount % of the line "Mowing" of HS-1 becomes "" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 120.00, of which 120.00 is due
    And the lines of HS-1 in QuickBooks are:
      | item   | amount |
      | Mowing | 120    |
    And the next sync writes nothing

  @S3 @B19
  Scenario: Changed in QuickBooks it fails, and is put back or taken
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price | discount % |
      | Mowing | 2        | 50.00 | 10         |
    And it syncs
    When the line "Discount 10 % on Mowing" of HS-1 is removed in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is failing: "1 line instead of 2"
    When somebody clicks "Put QuickBooks back" on the page of HS-1
    And it syncs
    Then HubSpot shows HS-1 at 90.00, of which 90.00 is due
    And QuickBooks shows HS-1 at 90.00, of which 90.00 is due
    And the lines of HS-1 in QuickBooks are:
      | item            | amount |
      | Mowing          | 100    |
      | Discounts given | -10    |
    When the price of the line "Discount 10 % on Mowing" of HS-1 becomes "-15.00" in QuickBooks
    And it syncs
    Then HS-1 is failing: "Discount 10 % on Mowing: −$15.00 instead of −$10.00"
    When somebody clicks "Take into HubSpot: $85.00" on the page of HS-1
    And it syncs
    Then HubSpot shows HS-1 at 85.00, of which 85.00 is due
    And QuickBooks shows HS-1 at 85.00, of which 85.00 is due
    And the lines of HS-1 in HubSpot are:
      | quantity | price | amount |
      | 2        | 50    | 85     |
    And comparing everything writes nothing

  Scenario: Chosen or given up later, what was sent stays until its lines are edited next
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price | discount % |
      | Mowing | 2        | 50.00 | 10         |
    And it syncs
    When discounts of lines go in the price
    Then comparing everything writes nothing
    And HS-1 is syncing without any remark
    When the quantity of the line "Mowing" of HS-1 becomes "3" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 135.00, of which 135.00 is due
    And the lines of HS-1 in QuickBooks are:
      | item   | quantity | price | amount |
      | Mowing | 3        | 45    | 135    |
    When discounts of lines go on the item Discounts given
    Then comparing everything writes nothing
    When the quantity of the line "Mowing" of HS-1 becomes "4" in HubSpot
    And it syncs
    Then the lines of HS-1 in QuickBooks are:
      | item            | quantity | price | amount |
      | Mowing          | 4        | 50    | 200    |
      | Discounts given | 1        | -20   | -20    |
    And the next sync writes nothing

  Scenario: An inactive item fails by its name, and what stands keeps its line
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price | discount % |
      | Mowing | 2        | 50.00 | 10         |
    And it syncs
    And the item Discounts given is made inactive
    When the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price | discount % |
      | Mowing | 2        | 50.00 | 10         |
    And it syncs
    Then HS-2 is failing: "The item for discounts is inactive or deleted in QuickBooks Online"
    And the page of HS-2 says "Discounts of lines go on the item “Discounts given”"
    And HubSpot shows HS-1 at 90.00, of which 90.00 is due
    And QuickBooks shows HS-1 at 90.00, of which 90.00 is due
    When the item Discounts given is made active
    And it syncs
    Then HubSpot shows HS-2 at 90.00, of which 90.00 is due
    And QuickBooks shows HS-2 at 90.00, of which 90.00 is due
    And the next sync writes nothing

  Scenario: An invoice that stands is edited while the item of its discount is inactive
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price | discount % |
      | Mowing | 2        | 50.00 | 10         |
    And it syncs
    And the item Discounts given is made inactive
    When the quantity of the line "Mowing" of HS-1 becomes "3" in HubSpot
    And it syncs
    Then HS-1 is failing: "The item “Discounts given” is inactive or deleted in QuickBooks Online."
    And the page of HS-1 says "This stands on it there: “Discount 10 % on Mowing”."
    When the item Discounts given is made active
    And it syncs
    Then HubSpot shows HS-1 at 135.00, of which 135.00 is due
    And QuickBooks shows HS-1 at 135.00, of which 135.00 is due
    And nothing fails

  @S45
  Scenario: Another item is chosen for an inactive one
    Given QuickBooks has the item "Loyalty" without a SKU at 0.00
    And the item Discounts given is made inactive
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price | discount % |
      | Mowing | 2        | 50.00 | 10         |
    And it syncs
    Then HS-1 is failing: "The item for discounts is inactive or deleted in QuickBooks Online"
    And the page of HS-1 offers "Open Configure"
    When discounts of lines go on the item Loyalty
    And it syncs
    Then the lines of HS-1 in QuickBooks are:
      | item    | amount |
      | Mowing  | 100    |
      | Loyalty | -10    |
    And HS-1 is syncing without any remark

  Scenario: The same while products do not sync
    Given the sync of products is turned off
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price | discount % |
      | Mowing | 2        | 50.00 | 10         |
    And it syncs
    And the item Discounts given is made inactive
    When the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price | discount % |
      | Mowing | 2        | 50.00 | 10         |
    And it syncs
    Then HS-2 is failing: "The item for discounts is inactive or deleted in QuickBooks Online"
    And the page of HS-2 says "Discounts of lines go on the item “Discounts given”"
    And HubSpot shows HS-1 at 90.00, of which 90.00 is due
    And QuickBooks shows HS-1 at 90.00, of which 90.00 is due
    When the item Discounts given is made active
    And it syncs
    Then HubSpot shows HS-2 at 90.00, of which 90.00 is due
    And QuickBooks shows HS-2 at 90.00, of which 90.00 is due
    And the next sync writes nothing
