@S8 @S2
Feature: A discount of the whole HubSpot invoice, where invoices go only to QuickBooks

  Scenario: It fails, is taken off, and the invoice goes
    Given the shop of Acme, syncing to QuickBooks only
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And an order-level discount of 25.00 is put on HS-1 in HubSpot
    And the draft HS-1 is finalized
    When it syncs
    Then nothing is written
    And HS-1 is failing: "A discount on the whole invoice cannot go to QuickBooks Online"
    When HubSpot lets finalized invoices be edited
    And the order-level discount is taken off HS-1 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
