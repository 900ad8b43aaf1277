@A14
Feature: A linked record that no longer matches the filter

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And only invoices whose hs_comments contains "garden" go to QuickBooks
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the comments of HS-1 becomes "Their garden" in HubSpot
    And it syncs

  Scenario: Without the box it stays in sync
    When the comments of HS-1 becomes "Their roof" in HubSpot
    And it syncs
    Then HS-1 is syncing
    And QuickBooks shows the comments "Their roof" on HS-1

  Scenario: With the box it stops, and nothing of it is written on either side
    Given linked invoices that no longer match stop, on the way to QuickBooks
    When the comments of HS-1 becomes "Their roof" in HubSpot
    And the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And 40.00 is paid on HS-1 in QuickBooks
    And it syncs
    Then HS-1 is excluded: "It is linked and no longer matches the filters of the sync, so it is stopped"
    And nothing is written
    And QuickBooks shows HS-1 at 100.00, of which 60.00 is due
    And HubSpot shows HS-1 at 120.00, of which 120.00 is due
    And comparing everything writes nothing

  Scenario: It comes back with what was changed meanwhile on both sides
    Given linked invoices that no longer match stop, on the way to QuickBooks
    And the comments of HS-1 becomes "Their roof" in HubSpot
    And it syncs
    Then HS-1 is excluded
    When the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And 40.00 is paid on HS-1 in QuickBooks
    And the due date of HS-1 becomes "2026-12-31" in QuickBooks
    And it syncs
    Then nothing is written
    When the comments of HS-1 becomes "Their garden again" in HubSpot
    And it syncs
    Then HS-1 is syncing
    And HS-1 is equal on both sides: 120.00, of which 80.00 is due
    And HubSpot shows the due date "2026-12-31" on HS-1
    And QuickBooks shows the comments "Their garden again" on HS-1
    And the next sync writes nothing

  Scenario: Back in the filter, lines that were changed in QuickBooks meanwhile are not overwritten
    Given linked invoices that no longer match stop, on the way to QuickBooks
    And the comments of HS-1 becomes "Their roof" in HubSpot
    And it syncs
    When the price of the line "Mowing" of HS-1 becomes "45.00" in QuickBooks
    And the comments of HS-1 becomes "Their garden" in HubSpot
    And it syncs
    Then HS-1 is failing: "Line item or invoice amount modifications in HubSpot native invoices"
    And QuickBooks shows HS-1 at 90.00, of which 90.00 is due

  Scenario: The box taken away again lets it go on
    Given linked invoices that no longer match stop, on the way to QuickBooks
    And the comments of HS-1 becomes "Their roof" in HubSpot
    And it syncs
    Then HS-1 is excluded
    When linked invoices that no longer match stay in sync, on the way to QuickBooks
    And it syncs
    Then HS-1 is syncing
    And QuickBooks shows the comments "Their roof" on HS-1

  Scenario: A narrower filter stops what is in sync, and a wider one takes it back
    Given linked invoices that no longer match stop, on the way to QuickBooks
    And only invoices whose hs_comments contains "roof" go to QuickBooks
    And it syncs
    Then HS-1 is excluded
    When every one of the invoices goes to QuickBooks
    And it syncs
    Then HS-1 is syncing
    And the next sync writes nothing

  Scenario: The payments of a stopped invoice rest, and cross when it is back
    Given linked invoices that no longer match stop, on the way to QuickBooks
    And 40.00 is paid on HS-1 in HubSpot
    And it syncs
    And the comments of HS-1 becomes "Their roof" in HubSpot
    And it syncs
    When 10.00 is paid on HS-1 in HubSpot
    And the payment of 40.00 on HS-1 becomes 30.00 in HubSpot
    And it syncs
    Then nothing is written
    And QuickBooks shows HS-1 at 100.00, of which 60.00 is due
    And the payment of 10.00 on HS-1 is excluded
    When the comments of HS-1 becomes "Their garden" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due

  Scenario: A stopped contact keeps its link, and its invoices go on
    Given only contacts whose lifecyclestage is not "other" go to QuickBooks
    And linked contacts that no longer match stop, on the way to QuickBooks
    And it syncs
    When the lifecycle stage of the contact Ann becomes "other"
    And the phone of the contact Ann becomes "916 555 0100"
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the comments of HS-2 becomes "Another garden" in HubSpot
    And it syncs
    Then the contact Ann is excluded: "It is linked and no longer matches the filters of the sync"
    And HS-2 is equal on both sides: 50.00, of which 50.00 is due
    And QuickBooks has these customers:
      | name | email         |
      | Acme | ann@acme.test |

  Scenario: What came from QuickBooks is judged by the filter of that way
    Given linked invoices that no longer match stop, on the way to QuickBooks
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the comments of 1001 becomes "Nothing of the sort" in QuickBooks
    And it syncs
    Then 1001 is syncing
    And HubSpot shows the comments "Nothing of the sort" on 1001
