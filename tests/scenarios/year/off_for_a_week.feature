@S34 @A16
Feature: Off for a week, and on again

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    And the sync of invoices is turned off
    And 7 days pass
    And the invoice HS-2 for Ann, dated 2026-11-28, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    And the invoice 1002 for Acme, dated 2026-11-28, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 4        | 50.00 |
    And 40.00 is paid on HS-1 in HubSpot, by card, on 2026-11-29
    And the quantity of the line "Mowing" of 1001 becomes "2" in QuickBooks

  Scenario: While it is off nothing crosses
    When it syncs
    Then nothing is written
    And HS-1 is paused
    And QuickBooks has no invoice HS-2
    And HubSpot has no invoice 1002

  Scenario: Caught up, everything crosses
    When the sync of invoices is turned on again, catching up
    And it syncs
    Then HS-2 is equal on both sides: 150.00, of which 150.00 is due
    And 1002 is equal on both sides: 200.00, of which 200.00 is due
    And HS-1 is equal on both sides: 100.00, of which 60.00 is due
    And 1001 is equal on both sides: 100.00, of which 100.00 is due
    And nothing fails
    And the next sync writes nothing

  @S25
  Scenario: Only from now: new documents of that week stay out and can be sent, linked ones are kept equal
    When the sync of invoices is turned on again, only from now
    And it syncs
    Then HS-2 is excluded: "Made while the sync was off"
    And 1002 is excluded: "Made while the sync was off"
    And QuickBooks has no invoice HS-2
    And the next sync writes nothing
    When the invoice HS-3 for Ann, dated 2026-12-01, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then HS-3 is equal on both sides: 50.00, of which 50.00 is due
    And HS-2 is excluded
