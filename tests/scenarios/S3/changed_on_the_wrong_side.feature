@S3 @S44
Feature: A HubSpot invoice is changed in HubSpot only

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
      | Edging | 1        | 20.00 |
    And it syncs

  Scenario: Another price in QuickBooks fails, and nothing is overwritten
    When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is failing: "Line item or invoice amount modifications in HubSpot native invoices cannot be made through external applications. Please make any necessary changes directly in HubSpot"
    And the page of HS-1 says "Mowing: $120.00 instead of $100.00. Nothing is overwritten."
    And the page of HS-1 offers "Put QuickBooks back"
    And HubSpot shows HS-1 at 120.00, of which 120.00 is due
    And QuickBooks shows HS-1 at 140.00, of which 140.00 is due

  Scenario: The price put back makes it sync without anybody clicking
    When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
    And it syncs
    And the price of the line "Mowing" of HS-1 becomes "50.00" in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is syncing
    And HS-1 is equal on both sides: 120.00, of which 120.00 is due

  Scenario: One click puts QuickBooks back
    When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
    And it syncs
    And somebody clicks "Put QuickBooks back" on the page of HS-1
    And it syncs
    Then HS-1 is syncing
    And HS-1 is equal on both sides: 120.00, of which 120.00 is due
    And the next sync writes nothing

  Scenario Outline: Whatever else belongs to HubSpot
    When the <field> of HS-1 becomes "<value>" in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is failing: "Line item or invoice amount modifications in HubSpot native invoices"

    Examples:
      | field    | value      |
      | date     | 2026-11-01 |
      | comments | Other gate |
      | number   | HS-1B      |
