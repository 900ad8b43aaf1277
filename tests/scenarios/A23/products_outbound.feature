@A23
Feature: A new product becomes an item on the chosen account; what an item has is left alone

  Background:
    Given the shop of Acme, syncing two-way

  Scenario: A service on the income account of the set-up
    Given HubSpot has the product "Leaf removal" with the SKU "LEAF" at 75.00
    When it syncs
    Then QuickBooks has these items:
      | name         | SKU  | price | type    | income account           |
      | Mowing       | MOW  | 50    | Service | Services                 |
      | Leaf removal | LEAF | 75    | Service | Sales of Product Income  |
    And the next sync writes nothing

  Scenario: Account, type and tax of an item are never written
    Given the income account of the item Mowing becomes "Discounts given"
    When the price of the product Mowing becomes "55.00"
    And the name of the product Mowing becomes "Mowing, small"
    And it syncs
    Then QuickBooks has these items:
      | name          | price | income account  |
      | Mowing, small | 55    | Discounts given |
    And the next sync writes nothing

  Scenario: An item made inactive keeps its name in HubSpot
    When the item Mowing is made inactive
    And it syncs
    Then nothing is written
    And the product Mowing is syncing with the remark "Inactive in QuickBooks Online, so no new invoice can name it."
    When the name of the product Mowing becomes "Mowing, small"
    And it syncs
    And the item Mowing, small is made active
    And it syncs
    Then nothing is written
    And QuickBooks has these items:
      | name          |
      | Mowing, small |

  @S45 @B20
  Scenario Outline: An invoice goes as soon as what it names is active again
    Given <what> is made inactive
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then HS-1 is failing: "<words>"
    When <what> is made active
    And a scheduled sync runs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

    Examples:
      | what              | words                                                    |
      | the item Mowing   | The item is inactive or deleted in QuickBooks Online     |
      | the customer Acme | The customer is inactive or deleted in QuickBooks Online |
