@A20 @S45
Feature: QuickBooks changed the total

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And QuickBooks computes sales tax by itself

  Scenario: Its tax is told with both totals, no payment is applied, and nothing is written again
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 40.00 is paid on HS-1 in HubSpot
    And it syncs
    Then QuickBooks has 1 invoice HS-1
    And HS-1 is failing: "QuickBooks changed the total"
    And the page of HS-1 says "$100.00 in HubSpot, $108.75 in QuickBooks"
    And HS-1 has no payment in QuickBooks
    And the next sync writes nothing
    When the customer Acme is exempt from tax in QuickBooks
    And HS-1 is freed of its tax in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due
    And the next sync writes nothing

  Scenario: On an edit of an invoice that was in sync
    Given the customer Acme is exempt from tax in QuickBooks
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And QuickBooks computes sales tax by itself
    When the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And it syncs
    Then HS-1 is failing: "QuickBooks changed the total"
    And the next sync writes nothing
    When the customer Acme is exempt from tax in QuickBooks
    And somebody clicks "Put QuickBooks back" on the page of HS-1
    And it syncs
    Then HS-1 is equal on both sides: 120.00, of which 120.00 is due
