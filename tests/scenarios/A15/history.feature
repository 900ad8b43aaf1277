@A15 @S25
Feature: Old invoices of HubSpot that change after the start wait for a person

  Background:
    Given two connected accounts without any record
    And HubSpot has the contact "Hal History" with the email "hal@history.test"
    And the invoice HS-1 for Hal, dated 2026-10-12, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |

  Scenario: It waits with all that is needed to decide, and makes no customer before
    Given everything is set up to sync two-way
    And old invoices that change wait for approval
    And it syncs
    When a workflow of HubSpot touches HS-1
    And it syncs
    Then HS-1 is excluded: "Not created or changed since the sync was turned on"
    When 40.00 is paid on HS-1 in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is in need of approval: "Created there, dated Oct 12, 2026"
    And the page "approvals/" says "Hal History"
    And the page "approvals/" says "$100.00"
    And the page of HS-1 says "It is dated or was finalized before the sync was turned on, and was changed in HubSpot since."
    And the page of HS-1 says "Created there, dated Oct 12, 2026. 1 payment of $40.00 goes with it."
    And QuickBooks has these customers:
      | name |
    And the next sync writes nothing

  @S20
  Scenario Outline: Approved it goes once, with its customer and what was paid
    Given everything is set up to sync <direction>
    And old invoices that change wait for approval
    And it syncs
    And 40.00 is paid on HS-1 in HubSpot
    And it syncs
    When somebody approves HS-1
    Then HS-1 is pending
    When it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due
    And QuickBooks has 1 invoice HS-1
    And the page of HS-1 says "Approved"
    And the next sync writes nothing

    Examples:
      | direction          |
      | two-way            |
      | to QuickBooks only |

  @S20
  Scenario: What was paid before the start goes with its invoice, when that is approved
    Given 40.00 is paid on HS-1 in HubSpot, on 2026-10-20
    And everything is set up to sync two-way
    And old invoices that change wait for approval
    And it syncs
    Then the payment of 40.00 on HS-1 is excluded
    When 10.00 is paid on HS-1 in HubSpot
    And it syncs
    And somebody approves HS-1
    And it syncs
    Then the payments of HS-1 in QuickBooks are:
      | amount | date       |
      | 40.00  | 2026-10-20 |
      | 10.00  | 2026-11-24 |
    And HS-1 is equal on both sides: 100.00, of which 50.00 is due
    And the next sync writes nothing

  Scenario: Never sent, it is left out with reason and name, whatever becomes of it
    Given everything is set up to sync two-way
    And old invoices that change wait for approval
    And it syncs
    And 40.00 is paid on HS-1 in HubSpot
    And it syncs
    When somebody never sends HS-1, because "Booked by hand"
    And 10.00 is paid on HS-1 in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is ignored: "Booked by hand"
    And the page of HS-1 says "owner@example.com"
    And the payment of 40.00 on HS-1 is excluded
    And comparing everything writes nothing
    When somebody clicks "Stop ignoring" on the page of HS-1
    And it syncs
    Then HS-1 is in need of approval
    When somebody approves HS-1
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 50.00 is due

  Scenario: "Send without asking" lets go what waited
    Given everything is set up to sync two-way
    And old invoices that change wait for approval
    And it syncs
    And 40.00 is paid on HS-1 in HubSpot
    And it syncs
    When old invoices that change go without asking
    And a scheduled sync runs
    Then the payment of 40.00 on HS-1 is syncing
    And HS-1 is equal on both sides: 100.00, of which 60.00 is due

  Scenario: To HubSpot only, nothing of it waits, and nothing goes
    Given everything is set up to sync to HubSpot only
    And it syncs
    And the comments of HS-1 becomes "Sent again" in HubSpot
    And it syncs
    Then HS-1 is excluded: "The sync does not go in this direction"

  Scenario: A month is closed while it waits: approved, it is parked and goes when the month opens
    Given everything is set up to sync two-way
    And old invoices that change wait for approval
    And it syncs
    And 40.00 is paid on HS-1 in HubSpot
    And it syncs
    And the books are protected through 2026-10-31
    When it syncs
    Then nothing is written
    And QuickBooks has no invoice HS-1
    When the books are protected through 2026-09-30
    And it syncs
    Then HS-1 is in need of approval
    When somebody approves HS-1
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due
