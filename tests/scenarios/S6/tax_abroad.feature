@S6 @S5 @A21
Feature: Invoices of a company in Canada, which taxes every line, come to HubSpot

  Scenario: With the tax beside the prices, and inside them
    Given the shop of Acme, syncing to HubSpot only
    And the company of QuickBooks is in Canada and charges sales tax
    And QuickBooks charges the sales tax "GST" of 5 %
    And the settings of both accounts are read anew
    When the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price | tax |
      | Mowing | 2        | 50.00 | GST |
      | Mowing | 1        | 33.33 | GST |
    And the invoice 1002 for Acme, priced with its tax, is made in QuickBooks:
      | item   | quantity | price | tax |
      | Mowing | 3        | 35.00 | GST |
    And it syncs
    Then 1001 is equal on both sides: 140.00, of which 140.00 is due
    And the adjustments of 1001 in HubSpot are:
      | kind | name      | amount |
      | tax  | Sales tax | 6.67   |
    And 1002 is equal on both sides: 105.00, of which 105.00 is due
    And the adjustments of 1002 in HubSpot are:
      | kind | name      | amount |
      | tax  | Sales tax | 5.00   |
    And 1001 is syncing without any remark
    And the next sync writes nothing
