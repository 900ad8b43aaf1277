@A16 @S34
Feature: A sync that was off is turned on again

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-0 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    And the sync of invoices is turned off
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs

  @B2
  Scenario: What happened since is told before it is turned on, with counts and money, and nothing is chosen for anybody
    Given 40.00 is paid on HS-0 in HubSpot
    When the sync of invoices is about to be turned on again
    Then the page "syncs/invoices/review/" says "What becomes of what was made while it was off?"
    And the page "syncs/invoices/review/" says "Everything that was made or changed meanwhile crosses now, as if the sync had never been off: 3 records, among them 2 new invoices ($250.00) and 1 new payment ($40.00)."
    And the page "syncs/invoices/review/" says "2 invoices ($250.00) that were made meanwhile stay out"
    And QuickBooks has no invoice HS-1
    And HubSpot has no invoice 1001

  Scenario: Caught up by its click, everything crosses
    When the sync of invoices is about to be turned on again
    And somebody clicks "Turn on sync and catch up" on the page "syncs/invoices/review/"
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And 1001 is equal on both sides: 150.00, of which 150.00 is due
    And the next sync writes nothing

  Scenario: Only from now, by its click, both stay out and are found
    When the sync of invoices is about to be turned on again
    And somebody clicks "Turn on sync only from now" on the page "syncs/invoices/review/"
    And it syncs
    Then nothing is written
    And HS-1 is excluded: "Made while the sync was off"
    And 1001 is excluded: "Made while the sync was off"
    And comparing everything writes nothing
    And HS-1 is excluded

  Scenario: Turning it off says what will not cross
    When the sync of invoices is turned on again, catching up
    And it syncs
    Then the page "syncs/invoices/off/" says "What no longer crosses"
    And the page "syncs/invoices/off/" says "New and changed invoices of both sides"
    And the page "syncs/invoices/off/" says "What is paid on one side meanwhile looks open on the other."

  @S25
  Scenario: Only from now, what is made afterwards goes
    Given the sync of invoices is turned on again, only from now
    And it syncs
    When the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the invoice 1002 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then HS-2 is equal on both sides: 50.00, of which 50.00 is due
    And 1002 is equal on both sides: 50.00, of which 50.00 is due
    And HS-1 is excluded
    And 1001 is excluded

  Scenario: Only from now, what is made between the click and the run goes too
    Given the sync of invoices is turned on again, only from now
    And 1 minute passes
    When the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then HS-2 is equal on both sides: 50.00, of which 50.00 is due
    And HS-1 is excluded

  @A15
  Scenario: Only from now, a workflow that touches one changes nothing, and an edit makes it go
    Given the sync of invoices is turned on again, only from now
    And it syncs
    When a workflow of HubSpot touches HS-1
    And it syncs
    Then nothing is written
    And HS-1 is excluded
    When HubSpot lets finalized invoices be edited
    And the comments of HS-1 becomes "Gate code 12" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And 1001 is excluded

  @A15 @A19
  Scenario: Only from now, another time zone lets nothing out
    Given HubSpot lets finalized invoices be edited
    And the date of HS-1 is "2026-11-19 21:30" by the company's clock
    And the sync of invoices is turned on again, only from now
    And it syncs
    When the company is in the time zone "America/New_York"
    And a workflow of HubSpot touches HS-1
    And it syncs
    Then nothing is written in QuickBooks
    And HS-1 is excluded: "Made while the sync was off"

  Scenario Outline: Only from now, somebody sends one of them
    Given the sync of invoices is turned on again, only from now
    And it syncs
    When somebody clicks "Send it" on the page of <one>
    And it syncs
    Then <one> is syncing
    And <other> is excluded
    And the next sync writes nothing

    Examples:
      | one  | other |
      | HS-1 | 1001  |
      | 1001 | HS-1  |

  Scenario: Linked ones are compared either way
    Given HubSpot lets finalized invoices be edited
    And the comments of HS-0 becomes "Gate code 12" in HubSpot
    And 20.00 is paid on HS-0 in HubSpot
    And the sync of invoices is turned on again, only from now
    When it syncs
    Then HS-0 is equal on both sides: 50.00, of which 30.00 is due
    And QuickBooks shows the comments "Gate code 12" on HS-0

  @S20
  Scenario: Payments of what stays out stay out with it
    Given 100.00 is paid on HS-1 in HubSpot
    And 150.00 is paid on 1001 in QuickBooks
    And the sync of invoices is turned on again, only from now
    When it syncs
    Then nothing is written
    And the payment of 100.00 on HS-1 is excluded
    And the payment of 150.00 on 1001 is excluded

  @S24
  Scenario: A draft of that time goes when it is finalized
    Given the draft HS-2 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the sync of invoices is turned on again, only from now
    And it syncs
    Then the draft HS-2 is excluded: "It goes as soon as it is finalized"
    When the draft HS-2 is finalized
    And it syncs
    Then HS-2 is equal on both sides: 50.00, of which 50.00 is due

  @A10 @A11
  Scenario: What was voided or deleted while it was off is told when it is on again
    Given the sync of invoices is turned on again, catching up
    And it syncs
    And the sync of invoices is turned off
    And HS-0 is deleted in QuickBooks
    And 1001 is voided in QuickBooks
    And 10 minutes pass
    And it syncs
    When the sync of invoices is turned on again, only from now
    And it syncs
    Then HS-0 is failing: "deleted in QuickBooks"
    And HubSpot shows 1001 as voided

  Scenario: Off and on twice before a run comes to it: the last answer counts
    Given the sync of invoices is turned on again, only from now
    And the sync of invoices is turned off
    And the sync of invoices is turned on again, catching up
    When it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

  @A24
  Scenario: Caught up into a month that was closed meanwhile, it is parked
    Given the books are protected through 2026-11-24
    And the sync of invoices is turned on again, catching up
    When it syncs
    Then nothing is written in QuickBooks
    And HS-1 is parked
    And 1001 is equal on both sides: 150.00, of which 150.00 is due
