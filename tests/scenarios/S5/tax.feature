@S5
Feature: Tax stands on QuickBooks invoices only

  Background:
    Given the shop of Acme, syncing two-way
    And QuickBooks charges the sales tax "California" of 8.75 %

  Scenario: A taxed QuickBooks invoice arrives with its tax shown
    When the invoice 1001 for Acme with the tax California is made in QuickBooks:
      | item     | quantity | price | tax | amount |
      | Mowing   | 7        | 42.50 | TAX |        |
      | Mowing   | 9.25     | 68.00 | NON |        |
      | shipping |          |       |     | 12.34  |
    And it syncs
    Then 1001 is equal on both sides: 964.87, of which 964.87 is due
    And the adjustments of 1001 in HubSpot are:
      | kind | name      | amount |
      | tax  | Sales tax | 26.03  |
      | fee  | Shipping  | 12.34  |
    And the next sync writes nothing

  @A20
  Scenario: A HubSpot invoice arrives without tax
    When it compares everything
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

  @S3 @S44
  Scenario: Tax put on a HubSpot invoice in QuickBooks, and taken off again
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the tax California is put on HS-1 in QuickBooks
    And it syncs
    Then nothing is written
    And QuickBooks shows HS-1 at 108.75, of which 108.75 is due
    And HS-1 is failing: "Please make any necessary changes directly in HubSpot"
    And HS-1 is failing: "tax: $8.75 instead of $0.00. Nothing is overwritten."
    When HS-1 is freed of its tax in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is syncing

  @S4
  Scenario: The tax of a QuickBooks invoice changes
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the tax California is put on 1001 in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 108.75, of which 108.75 is due
    When 1001 is freed of its tax in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And the adjustments of 1001 in HubSpot are:
      | kind | name | amount |
    And the next sync writes nothing
