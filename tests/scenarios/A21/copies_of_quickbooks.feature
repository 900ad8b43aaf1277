@A21
Feature: Whatever QuickBooks puts on an invoice, HubSpot shows it to the cent

  Background:
    Given the shop of Acme, syncing two-way

  Scenario Outline: Discount and shipping are of HubSpot's own kinds
    When the invoice 1001 for Acme is made in QuickBooks:
      | item    | quantity | price | amount     |
      | Mowing  | 2        | 50.00 |            |
      | <extra> |          |       | <amount>   |
      | <more>  |          |       | <besides>  |
    And it syncs
    Then 1001 is equal on both sides: <total>, of which <total> is due
    And 1001 is syncing without any remark
    And comparing everything writes nothing

    Examples:
      | extra      | amount | more       | besides | total  |
      | discount   | 40.00  | shipping   | 12.34   | 72.34  |
      | discount % | 33.33  | shipping   | 0.01    | 66.68  |
      | shipping   | 12.34  | shipping   | 0.00    | 112.34 |
      | discount % | 100    | shipping   | 5.00    | 5.00   |
      | discount   | 100.00 | shipping   | 0.00    | 0.00   |

  Scenario: A negative line, a text, an amount alone and a bundle
    Given QuickBooks has the bundle "Spring package" with the SKU "SPRING" of:
      | item   | quantity |
      | Mowing | 2        |
    When the invoice 1001 for Acme is made in QuickBooks:
      | item           | quantity | price | amount | text                     |
      | Mowing         | 2        | 50.00 |        | Front                    |
      | Mowing         | -1       | 15.00 |        | Returned mulch           |
      | text only      |          |       |        | Thank you for your trust |
      | Mowing         |          |       | 99.99  | Flat                     |
      | Spring package | 1        | 40.00 |        |                          |
    And it syncs
    Then 1001 is equal on both sides: 264.99, of which 264.99 is due
    And the lines of 1001 in HubSpot are:
      | text                     | quantity | price | amount |
      | Front                    | 2        | 50    | 100    |
      |                          | 1        | 0     | 0      |
      | Flat                     | 1        | 99.99 | 99.99  |
      | Spring package, part     | 2        | 40    | 80     |
    And the adjustments of 1001 in HubSpot are:
      | kind     | name           | amount |
      | discount | Returned mulch | 15.00  |
    And the next sync writes nothing

  Scenario Outline: Odd figures
    When the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity   | price   |
      | Mowing | <quantity> | <price> |
    And it syncs
    Then 1001 is equal on both sides: <total>, of which <total> is due
    And comparing everything writes nothing

    Examples:
      | quantity | price      | total     |
      | 3        | 33.333     | 100.00    |
      | 0.5      | 33.33      | 16.67     |
      | 1        | 0.005      | 0.01      |
      | 12.3456  | 7.7777777  | 96.02     |
      | 1        | 9999999.99 | 9999999.99 |

  Scenario Outline: Of items that are made inactive before it comes, or after
    Given QuickBooks has the item "Snow" with the SKU "SNOW" at 40.00
    And QuickBooks has the item "Ice" without a SKU at 30.00
    And the invoice 1001 for Acme is made in QuickBooks:
      | item | quantity | price |
      | Snow | 2        | 40.00 |
      | Ice  | 1        | 30.00 |
    And <before>
    When the item Snow is made inactive
    And the item Ice is made inactive
    And it syncs
    Then 1001 is equal on both sides: 110.00, of which 110.00 is due
    And 1001 is syncing without any remark
    And comparing everything writes nothing

    Examples:
      | before                                |
      | the sync of products is turned off    |
      | it syncs                             |

  Scenario Outline: More is taken off than the lines come to, and shipping saves the total: why is told, and how it is mended
    When the invoice 1001 for Acme is made in QuickBooks:
      | item     | quantity   | price | amount | text   |
      | Mowing   | 1          | 10.00 |        | Front  |
      | <item>   | <quantity> | 30.00 | <off>  | <text> |
      | shipping |            |       | 25.00  |        |
    And it syncs
    Then HubSpot has no invoice 1001
    And 1001 is failing: "The total in HubSpot cannot equal the total in QuickBooks Online"
    And the page of 1001 says "QuickBooks Online says $5.00, HubSpot would calculate $25.00"
    And the page of 1001 says "Its lines come to $10.00, and $30.00 is taken off by discounts and lines below zero."
    And the page of 1001 says "lower what is taken off by $20.00, and the shipping by as much. The total stays the same."

    Examples:
      | item     | quantity | off   | text     |
      | Mowing   | -1       |       | Returned |
      | discount |          | 30.00 |          |

  Scenario: Taken off and shipped for as much less, it is shown with the same total
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item     | quantity | price | amount | text     |
      | Mowing   | 1        | 10.00 |        | Front    |
      | Mowing   | -1       | 30.00 |        | Returned |
      | shipping |          |       | 25.00  |          |
    And it syncs
    When the price of the line "Returned" of 1001 becomes "10" in QuickBooks
    And the shipping of 1001 is taken off in QuickBooks
    And these lines are added to 1001 in QuickBooks:
      | item     | quantity | price | amount |
      | shipping |          |       | 5.00   |
    And it syncs
    Then 1001 is equal on both sides: 5.00, of which 5.00 is due
    And nothing fails
    And the next sync writes nothing

  @S4
  Scenario: Every kind of line comes and goes later too
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price | text  |
      | Mowing | 2        | 50.00 | Front |
    And it syncs
    When these lines are added to 1001 in QuickBooks:
      | item      | quantity | price | amount | text     |
      | shipping  |          |       | 10.00  |          |
      | discount  |          |       | 5.00   |          |
      | Mowing    | -1       | 15.00 |        | Returned |
      | text only |          |       |        | Thanks   |
    And it syncs
    Then 1001 is equal on both sides: 90.00, of which 90.00 is due
    When the line "Returned" of 1001 is removed in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 105.00, of which 105.00 is due
    And the adjustments of 1001 in HubSpot are:
      | kind     | name     | amount |
      | discount | Discount | 5.00   |
      | fee      | Shipping | 10.00  |
    And the next sync writes nothing
