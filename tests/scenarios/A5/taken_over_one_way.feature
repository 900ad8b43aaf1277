@A5 @B40 @S2
Feature: Taken over from HubSpot's own sync, where invoices go only to QuickBooks

  Background:
    Given the shop of Acme, syncing to QuickBooks only
    And HubSpot lets finalized invoices be edited

  Scenario: What it had sent is linked and not sent again, and edits of HubSpot follow
    Given the invoice HS-1 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then nothing is written
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    When the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 120.00, of which 120.00 is due
    And QuickBooks has 1 invoice HS-1
    And the next sync writes nothing

  @A35 @B31
  Scenario: What it had brought is linked and not sent back; what is changed in QuickBooks is told and does not come
    Given the invoice X-1 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And another app makes the invoice X-1 for Ann in HubSpot, not billable:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the date of X-1 becomes "2026-11-24" in HubSpot
    And the due date of X-1 becomes "2026-12-24" in HubSpot
    When it syncs
    Then nothing is written
    And QuickBooks has 1 invoice X-1
    And HubSpot has 1 invoice X-1
    And X-1 is syncing without any remark
    When the price of the line "Mowing" of X-1 becomes "60.00" in QuickBooks
    And it syncs
    Then nothing is written
    And X-1 is failing: "Changed where the sync no longer looks"
    When invoices are set to sync two-way
    And it syncs
    Then X-1 is equal on both sides: 120.00, of which 120.00 is due
