@S25 @A15
Feature: Invoices from before the sync was turned on

  Background:
    Given two connected accounts without any record
    And QuickBooks has the customer "Acme" with the email "ann@acme.test"
    And HubSpot has the contact "Ann Archer" with the email "ann@acme.test"
    And HubSpot has the product "Mowing" with the SKU "MOW" at 50.00
    And QuickBooks has the item "Mowing" with the SKU "MOW" at 50.00
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann, dated 2026-10-12, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the draft HS-2 for Ann, dated 2026-10-12, is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And everything is set up to sync two-way
    And it syncs

  Scenario: They stay where they are, whatever a workflow does
    When a workflow of HubSpot touches HS-1
    And it syncs
    Then nothing is written
    And HS-1 is excluded: "Not created or changed since the sync was turned on"
    And comparing everything writes nothing

  Scenario Outline: Changed since, they go as the guide has it
    When the <field> of HS-1 becomes "<value>" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

    Examples:
      | field    | value      |
      | comments | Sent again |
      | due date | 2026-12-31 |

  Scenario: Paid since, it goes with its payment
    When 40.00 is paid on HS-1 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due
    And the next sync writes nothing

  @S24
  Scenario: A draft from before goes when it is finalized
    When the date of HS-2 becomes "2026-11-24" in HubSpot
    And the draft HS-2 is finalized
    And it syncs
    Then HS-2 is equal on both sides: 50.00, of which 50.00 is due

  Scenario: Where that is chosen, a changed one waits for approval
    Given old invoices that change wait for approval
    When the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is in need of approval: "Created there, dated Oct 12, 2026"
    When somebody approves HS-1
    And it syncs
    Then HS-1 is equal on both sides: 120.00, of which 120.00 is due

  Scenario: What a click sends is what was seen
    Given old invoices that change wait for approval
    When the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And it syncs
    And somebody approves HS-1
    And the price of the line "Mowing" of HS-1 becomes "600.00" in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is in need of approval
    And QuickBooks has no invoice HS-1

  @A5
  Scenario: One that stands in both is linked and followed
    Given the invoice HS-3 for Ann, dated 2026-10-12, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    And the invoice HS-3 for Acme, dated 2026-10-12, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 3        | 50.00 |
    When it syncs
    Then nothing is written
    And HS-3 is syncing
    When 40.00 is paid on HS-3 in HubSpot
    And it syncs
    Then HS-3 is equal on both sides: 150.00, of which 110.00 is due
