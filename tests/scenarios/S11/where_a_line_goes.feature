@S11 @A21 @A22
Feature: The item that a line of HubSpot stands on in QuickBooks

  Scenario: A line added later is the first that needs Custom Line Item
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
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
      | item             | amount |
      | Mowing           | 50.00  |
      | Custom Line Item | 12.00  |

  Scenario: A line finds its item by its SKU while products do not sync
    Given the shop of Acme, syncing two-way
    And the sync of products is turned off
    And QuickBooks has the item "Gravel, washed" with the SKU "GRV-1" at 30.00
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price | SKU    |
      | Gravel | 1        | 30.00 | grv-1  |
    When it syncs
    Then the lines of HS-1 in QuickBooks are:
      | item           | amount |
      | Gravel, washed | 30.00  |
    And HS-1 is syncing without any remark

  Scenario: Two items of one SKU are never chosen between, products syncing or not
    Given the shop of Acme, syncing two-way
    And the sync of products is turned off
    And QuickBooks has the item "Gravel" with the SKU "GRV-1" at 30.00
    And QuickBooks has the item "Stones" with the SKU "GRV-1" at 40.00
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price | SKU    |
      | Gravel | 1        | 30.00 | GRV-1  |
    When it syncs
    Then HS-1 is failing: "GRV-1"
    And QuickBooks has no invoice HS-1
