@S10
Feature: A product without a price

  Background:
    Given the shop of Acme, syncing two-way

  Scenario: It gets none back from QuickBooks, which shows 0 where there is none
    Given HubSpot has the product "Gravel" with the SKU "GRV-1" and no price
    When it syncs
    Then QuickBooks has these items:
      | name   | SKU   | price |
      | Mowing | MOW   | 50    |
      | Gravel | GRV-1 | 0     |
    And the product Gravel is syncing without any remark
    And the next sync writes nothing
    And comparing everything writes nothing
    And HubSpot has these products:
      | name   | SKU   | price |
      | Mowing | MOW   | 50    |
      | Gravel | GRV-1 |       |

  Scenario: An item without a price comes without one
    Given QuickBooks has the item "Gravel" with the SKU "GRV-1" at 0.00
    When it syncs
    Then HubSpot has these products:
      | name   | SKU   | price |
      | Mowing | MOW   | 50    |
      | Gravel | GRV-1 |       |
    And the next sync writes nothing
    And comparing everything writes nothing

  Scenario: Both are there already
    Given QuickBooks has the item "Gravel" with the SKU "GRV-1" at 0.00
    And HubSpot has the product "Gravel" with the SKU "GRV-1" and no price
    When it syncs
    Then nothing is written
    And the product Gravel is syncing without any remark

  Scenario Outline: A price that is given to it later crosses, and so does 0.00 that takes its place
    Given HubSpot has the product "Gravel" with the SKU "GRV-1" and no price
    And it syncs
    When the price of the <one> Gravel becomes "12.00"
    And it syncs
    Then QuickBooks has these items:
      | name   | SKU   | price |
      | Mowing | MOW   | 50    |
      | Gravel | GRV-1 | 12    |
    And HubSpot has these products:
      | name   | SKU   | price |
      | Mowing | MOW   | 50    |
      | Gravel | GRV-1 | 12    |
    When the price of the <one> Gravel becomes "0"
    And it syncs
    Then QuickBooks has these items:
      | name   | SKU   | price |
      | Mowing | MOW   | 50    |
      | Gravel | GRV-1 | 0     |
    And HubSpot has these products:
      | name   | SKU   | price |
      | Mowing | MOW   | 50    |
      | Gravel | GRV-1 | 0     |
    And the next sync writes nothing
    And comparing everything writes nothing

    Examples:
      | one     |
      | product |
      | item    |
