@S33
Feature: A set-up is edited while records are synced already

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |

  @A35 @B24
  Scenario: Another direction tells before it is saved what becomes of each, and keeps the links
    When invoices are about to be set to sync to HubSpot only
    Then the page "syncs/invoices/review/" says "nothing to write now"
    And the page "syncs/invoices/review/" says "Now: Data syncs between apps → then: Data syncs only to HubSpot"
    When somebody clicks "Save changes" on the page "syncs/invoices/review/"
    And it syncs
    Then nothing is written
    And HS-1 is syncing
    And 1001 is syncing
    And HS-2 is excluded: "The sync does not go in this direction"
    When invoices are set to sync two-way
    And it syncs
    Then HS-2 is equal on both sides: 50.00, of which 50.00 is due
    And the next sync writes nothing

  @A14 @B24
  Scenario: A narrower filter keeps out what is new, and what is linked stays in sync; the screens say so
    When only invoices whose hs_comments contains "garden" are about to go to QuickBooks
    Then the page "syncs/invoices/filters/" says "What is in stays in."
    And the page "syncs/invoices/filters/" says "Also stop linked records that no longer match (1 now)"
    When somebody clicks "Save changes" on the page "syncs/invoices/review/"
    And it syncs
    Then nothing is written
    And HS-1 is syncing
    And HS-2 is excluded: "It does not match the filters of the sync"
    When 40.00 is paid on HS-1 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due

  @A14
  Scenario: A wider filter lets in what was left out, with the next run
    Given only invoices whose hs_comments contains "garden" go to QuickBooks
    And it syncs
    Then HS-2 is excluded
    When every one of the invoices is about to go to QuickBooks
    Then the page "syncs/invoices/review/" says "HS-2"
    And the page "syncs/invoices/review/" says "write 1 record"
    When somebody clicks "Save changes and write 1 record" on the page "syncs/invoices/review/"
    And a scheduled sync runs
    Then HS-2 is equal on both sides: 50.00, of which 50.00 is due

  @S4 @A14
  Scenario: Narrower on the way to HubSpot, the copies that stand there are followed on
    Given only invoices whose DocNumber contains "9" go to HubSpot
    When the price of the line "Mowing" of 1001 becomes "60.00" in QuickBooks
    And the invoice 1002 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then 1001 is equal on both sides: 180.00, of which 180.00 is due
    And 1002 is excluded: "It does not match the filters of the sync"
    When every one of the invoices goes to HubSpot
    And it syncs
    Then 1002 is equal on both sides: 50.00, of which 50.00 is due

  Scenario: A filter is saved that lets nothing else through: what was in line is decided anew
    Given only contacts whose GivenName is "Cora" go to HubSpot
    And QuickBooks has the customer "Cole" with the email "cole@cole.test"
    And it syncs
    Then the customer Cole is excluded: "It does not match the filters of the sync"
    And the page of the customer Cole says "The filter asks that First name is “Cora”; it is empty."
    When every one of the contacts goes to HubSpot
    And a scheduled sync runs
    Then the customer Cole is syncing

  @S17 @S18
  Scenario: To HubSpot only, payments stop with their direction, and go on when it is two-way again
    Given invoices are set to sync to HubSpot only
    And 30.00 is paid on HS-1 in HubSpot
    And 50.00 is paid on 1001 in QuickBooks
    When it syncs
    Then nothing is written in QuickBooks
    And HS-1 has no payment in QuickBooks
    When invoices are set to sync two-way
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 70.00 is due
    And 1001 is equal on both sides: 150.00, of which 100.00 is due
    And the next sync writes nothing
