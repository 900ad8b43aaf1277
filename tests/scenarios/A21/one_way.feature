@A21 @S2
Feature: The lines of an invoice where invoices sync one way, to the cent

  @S11 @A22
  Scenario: Only to QuickBooks, with discounts, texts, fractions and lines that match no item
    Given the shop of Acme, syncing to QuickBooks only
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name           | quantity | price  | discount % | product |
      | Mowing         | 4        | 25.00  | 12.5       |         |
      | Mowing         | 0.333    | 100.00 |            |         |
      | Mowing         | 1        | 0.005  |            |         |
      | For your trust | 1        | 0.00   |            | none    |
      | Old roses      | 3        | 33.33  | 10         | none    |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name        | quantity | price | product |
      | Older roses | 1        | 19.00 | none    |
    And it syncs
    Then HS-1 is equal on both sides: 210.80, of which 210.80 is due
    And HS-2 is equal on both sides: 19.00, of which 19.00 is due
    And HS-1 is syncing with the remark "A line without a known product stands on “Custom Line Item”"
    And QuickBooks has these items:
      | name             |
      | Mowing           |
      | Custom Line Item |
    And nothing is written in HubSpot
    And the next sync writes nothing

  @S5
  Scenario: Only to HubSpot, with tax, discount, shipping, texts, fractions, a bundle and a line below zero
    Given the shop of Acme, syncing to HubSpot only
    And QuickBooks charges the sales tax "California" of 8.75 %
    And QuickBooks has the bundle "Spring package" with the SKU "SPRING" of:
      | item   | quantity |
      | Mowing | 2        |
    When the invoice 1001 for Acme with the tax California is made in QuickBooks:
      | item           | quantity | price | amount | text           | tax |
      | Mowing         | 7        | 42.50 |        | Front          | TAX |
      | Mowing         | 0.5      | 33.33 |        | Back           | NON |
      | Mowing         | -1       | 15.00 |        | Returned mulch | NON |
      | Spring package | 1        | 40.00 |        |                |     |
      | text only      |          |       |        | Thank you      |     |
      | shipping       |          |       | 12.34  |                |     |
    And it syncs
    Then HubSpot shows 1001 at 417.54, of which 417.54 is due
    And 1001 is equal on both sides
    And 1001 is syncing without any remark
    And QuickBooks was never written to
    And comparing everything writes nothing

  @S11 @A22 @A23 @S45
  Scenario: Only to QuickBooks, an item that is inactive and an income account that is gone
    Given the shop of Acme, syncing to QuickBooks only
    And the item Mowing is made inactive
    And the chosen income account for lines is made inactive
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name      | quantity | price | product |
      | Old roses | 2        | 18.00 | none    |
    When it syncs
    Then nothing is written
    And HS-1 is failing: "The item"
    And HS-2 is failing: "is inactive or deleted in QuickBooks Online"
    When the item Mowing is made active
    And the chosen income account for lines is made active
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And HS-2 is equal on both sides: 36.00, of which 36.00 is due
    And nothing fails
