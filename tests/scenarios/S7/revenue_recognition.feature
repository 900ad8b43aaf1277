@S7 @S43
Feature: A company that recognizes revenue by service date

  @B1
  Scenario Outline: It is said before anything is turned on
    Given QuickBooks recognizes revenue by service date
    And everything is set up to sync <direction>
    Then the page "integrations/" says "Revenue recognition is on and needs a service date on every line, which HubSpot's lines lack: none of them can go out."
    When it tries to sync
    Then the sync stops and says "No sync is turned on in this workspace"

    Examples:
      | direction          |
      | two-way            |
      | to QuickBooks only |

  @B1
  Scenario: To HubSpot only it is advice, and invoices of QuickBooks come
    Given QuickBooks recognizes revenue by service date
    And everything is set up to sync to HubSpot only
    And QuickBooks has the customer "Acme" with the email "ann@acme.test"
    And QuickBooks has the item "Mowing" with the SKU "MOW" at 50.00
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due

  Scenario: Switched on later, each HubSpot invoice fails with the guide's words, QuickBooks' own come, and it heals
    Given the shop of Acme, syncing two-way
    And QuickBooks recognizes revenue by service date
    And the settings of both accounts are read anew
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then nothing is written in QuickBooks
    And HS-1 is failing: "Enter a service date for the revenue recognition line item"
    And 1001 is equal on both sides: 100.00, of which 100.00 is due
    When QuickBooks recognizes revenue at once
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

  @B26
  Scenario: It goes once a bookkeeper has confirmed the invoice date as the service date
    Given the shop of Acme, syncing two-way
    And QuickBooks recognizes revenue by service date
    And the settings of both accounts are read anew
    And the revenue of the item Mowing is deferred
    And the invoice HS-1 for Ann, dated 2026-11-20, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then HS-1 is failing: "Enter a service date for the revenue recognition line item"
    When a bookkeeper confirms the invoice date as the service date
    And a scheduled sync runs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And the lines of HS-1 in QuickBooks are:
      | item   | amount | service date |
      | Mowing | 100.00 | 2026-11-20   |
    And the next sync writes nothing

  @B26
  Scenario: Confirmed before the set-up, it is no wall
    Given QuickBooks recognizes revenue by service date
    And everything is set up to sync two-way
    And a bookkeeper confirms the invoice date as the service date
    And everything is set up to sync two-way
    Then the page "integrations/" says "Revenue recognition is on. Lines of HubSpot invoices go out with the invoice date as their service date"
    When it syncs
    Then nothing is written

  @B26 @A7
  Scenario: A service date that stands in QuickBooks is kept, and a new line gets one
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And a bookkeeper confirms the invoice date as the service date
    And the invoice HS-1 for Ann, dated 2026-11-20, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the service date of the line "Mowing" of HS-1 becomes 2026-12-01 in QuickBooks
    And the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And these lines are added to HS-1 in HubSpot:
      | name   | quantity | price |
      | Edging | 2        | 10.00 |
    And it syncs
    Then HS-1 is equal on both sides: 140.00, of which 140.00 is due
    And the lines of HS-1 in QuickBooks are:
      | item             | amount | service date |
      | Mowing           | 120.00 | 2026-12-01   |
      | Custom Line Item | 20.00  | 2026-11-20   |
    And the next sync writes nothing

  @B26
  Scenario: A line of before gets one with its next edit, and nothing is changed for its sake alone
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann, dated 2026-11-20, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When a bookkeeper confirms the invoice date as the service date
    And it syncs
    Then nothing is written
    When the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And it syncs
    Then the lines of HS-1 in QuickBooks are:
      | item   | amount | service date |
      | Mowing | 120.00 | 2026-11-20   |

  @B26
  Scenario: Off again it is a wall for new invoices, and the old ones are left
    Given the shop of Acme, syncing two-way
    And QuickBooks recognizes revenue by service date
    And a bookkeeper confirms the invoice date as the service date
    And the settings of both accounts are read anew
    And the invoice HS-1 for Ann, dated 2026-11-20, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the service date is turned off again
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then HS-2 is failing: "Enter a service date for the revenue recognition line item"
    And HS-1 is syncing
    And the lines of HS-1 in QuickBooks are:
      | item   | amount | service date |
      | Mowing | 100.00 | 2026-11-20   |

  @B26 @S6
  Scenario: A company that needs tax stays a wall
    Given QuickBooks is a company of Canada that charges tax
    And QuickBooks recognizes revenue by service date
    And everything is set up to sync two-way
    And a bookkeeper confirms the invoice date as the service date
    And everything is set up to sync two-way
    Then the page "integrations/" says "needs a tax code on every line, and invoices made in HubSpot have none"
    When it tries to sync
    Then the sync stops and says "No sync is turned on in this workspace"

  @B26 @A7
  Scenario: When the invoice's date changes, the service dates that are that date follow it, and others are kept
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And a bookkeeper confirms the invoice date as the service date
    And the invoice HS-1 for Ann, dated 2026-11-20, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
      | Edging | 2        | 10.00 |
    And it syncs
    When the service date of the line "Edging" of HS-1 becomes 2026-12-01 in QuickBooks
    And it syncs
    And the date of HS-1 becomes "2026-11-23" in HubSpot
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And HS-1 is equal on both sides: 120.00, of which 120.00 is due
    And QuickBooks shows the date "2026-11-23" on HS-1
    And the lines of HS-1 in QuickBooks are:
      | item             | amount | service date |
      | Mowing           | 100.00 | 2026-11-23   |
      | Custom Line Item | 20.00  | 2026-12-01   |
    And the next sync writes nothing
    When the date of HS-1 becomes "2026-11-21" in HubSpot
    And the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And it syncs
    Then the lines of HS-1 in QuickBooks are:
      | item             | amount | service date |
      | Mowing           | 120.00 | 2026-11-21   |
      | Custom Line Item | 20.00  | 2026-12-01   |
    When the service date is turned off again
    And the date of HS-1 becomes "2026-11-22" in HubSpot
    And it syncs
    Then QuickBooks shows the date "2026-11-22" on HS-1
    And the lines of HS-1 in QuickBooks are:
      | item             | amount | service date |
      | Mowing           | 120.00 | 2026-11-21   |
      | Custom Line Item | 20.00  | 2026-12-01   |
    And the next sync writes nothing

  @B26 @A7
  Scenario: A service date that was taken away in QuickBooks stays away when the invoice's date changes
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And a bookkeeper confirms the invoice date as the service date
    And the invoice HS-1 for Ann, dated 2026-11-20, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the service date of the line "Mowing" of HS-1 is taken away in QuickBooks
    And it syncs
    And the date of HS-1 becomes "2026-11-23" in HubSpot
    And the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And it syncs
    Then QuickBooks shows the date "2026-11-23" on HS-1
    And the lines of HS-1 in QuickBooks are:
      | item   | amount | service date |
      | Mowing | 120.00 |              |
    And the next sync writes nothing
