@S45
Feature: What the company does not take, and how it is mended

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited

  @S7 @S43
  Scenario: Revenue recognition is switched on
    Given QuickBooks recognizes revenue by service date
    And the settings of both accounts are read anew
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    When it syncs
    Then HS-1 is failing: "Business Validation Error: Enter a service date for the revenue recognition line item"
    When a bookkeeper confirms the invoice date as the service date
    And it syncs
    Then HS-1 is equal on both sides: 50.00, of which 50.00 is due

  @S6
  Scenario: A company of another country that needs tax on every line
    Given QuickBooks is a company of Canada that charges tax
    And the settings of both accounts are read anew
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    When it syncs
    Then HS-1 is failing: "This QuickBooks company needs tax on every invoice"
    When invoices are set to sync to HubSpot only
    And it syncs
    Then HS-1 is excluded
    And nothing fails

  @S8
  Scenario Outline: Something on the whole order
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And an order-level <kind> of 5.00 is put on HS-1 in HubSpot
    When it syncs
    Then HS-1 is failing: "<title>"
    And the page of HS-1 says "<named> $5.00"
    When the order-level <kind> is taken off HS-1 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 50.00, of which 50.00 is due

    Examples:
      | kind     | named    | title                                                          |
      | discount | Discount | A discount on the whole invoice cannot go to QuickBooks Online |
      | tax      | Tax      | A tax on the whole invoice cannot go to QuickBooks Online      |
      | fee      | Fee      | A fee on the whole invoice cannot go to QuickBooks Online      |

  @A33
  Scenario: An invoice in another currency than its customer
    Given QuickBooks bills in EUR too, and so does HubSpot
    And the settings of both accounts are read anew
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the currency of HS-1 becomes "EUR" in HubSpot
    And the draft HS-1 is finalized
    When it syncs
    Then HS-1 is failing: "The invoice and its customer have different currencies"
    And the page of HS-1 says "EUR, and the customer is in USD"
    When the currency of HS-1 becomes "USD" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 50.00, of which 50.00 is due

  @A33
  Scenario: A currency that QuickBooks does not have
    Given HubSpot bills in EUR too
    And the settings of both accounts are read anew
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the currency of HS-1 becomes "EUR" in HubSpot
    And the draft HS-1 is finalized
    When it syncs
    Then HS-1 is failing: "The currency is not switched on"
    When the currency of HS-1 becomes "USD" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 50.00, of which 50.00 is due
