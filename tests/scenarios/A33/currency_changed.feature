@A33 @S45
Feature: The currency of an invoice that stands on both sides is changed in HubSpot

  Background:
    Given the shop of Acme, which bills in EUR too, syncing two-way
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  Scenario Outline: Nothing is written however often it syncs, no money crosses, and put back it syncs by itself
    When the currency of <number> becomes "EUR" in HubSpot
    And 40.00 is paid on <number> in QuickBooks
    And it syncs
    Then nothing is written
    And <number> is failing: "The currency was changed in HubSpot"
    And the page of <number> says "<number> is in EUR in HubSpot and in USD in QuickBooks Online. Nothing is overwritten."
    And <number> has no payment in HubSpot
    And the next sync writes nothing
    When the currency of <number> becomes "USD" in HubSpot
    And it syncs
    Then <number> is equal on both sides: 100.00, of which 60.00 is due
    And the next sync writes nothing

    Examples:
      | number |
      | HS-1   |
      | 1001   |
