@A25 @S19
Feature: A payment of HubSpot that is put on another invoice before it has crossed

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  @A24
  Scenario: It is written once, where it is
    Given the books are protected through 2026-11-24
    And 60.00 is paid on HS-1 in HubSpot
    And it syncs
    And the payment of 60.00 on HS-1 is moved to HS-2 in HubSpot
    When the books are protected through 2026-11-20
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And HS-2 is equal on both sides: 100.00, of which 40.00 is due
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing

  @A29
  Scenario: It was too much for the invoice that it was on
    Given the books are protected through 2026-11-24
    And 60.00 is paid on HS-1 in HubSpot
    And it syncs
    And 100.00 is paid on HS-1 in QuickBooks
    And the books are protected through 2026-11-20
    And it syncs
    Then the payment of 60.00 on HS-1 is failing: "more than what is still open"
    When the payment of 60.00 on HS-1 is moved to HS-2 in HubSpot
    And somebody clicks "Sync now" on the page of the payment of 60.00 on HS-1
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And HS-2 is equal on both sides: 100.00, of which 40.00 is due
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing

  @A28
  Scenario: What was kept of it is entered where it is
    Given 60.00 is paid on HS-1 in HubSpot
    And 20.00 of the payment of 60.00 on HS-1 is refunded in HubSpot
    And it syncs
    When somebody clicks "Enter what was kept" on the page of the payment of 60.00 on HS-1
    And the payment of 60.00 on HS-1 is moved to HS-2 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And HS-2 is equal on both sides: 100.00, of which 60.00 is due
    And the payments of HS-2 in QuickBooks are:
      | amount | total |
      | 40.00  | 40.00 |
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing

  Scenario: It is taken off, and put on another one later
    Given the books are protected through 2026-11-24
    And 60.00 is paid on HS-1 in HubSpot
    And it syncs
    And the payment of 60.00 on HS-1 is taken off it in HubSpot
    When the books are protected through 2026-11-20
    And it syncs
    Then QuickBooks has 0 payments in all
    And 1 of the payments is excluded
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And the next sync writes nothing
    When the payment of 60.00 without an invoice is put on HS-2 in HubSpot
    And it compares everything
    Then HS-2 is equal on both sides: 100.00, of which 40.00 is due
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing

  @S22
  Scenario: It has crossed, and is moved while our database is lost
    Given 60.00 is paid on HS-1 in HubSpot
    And it syncs
    And the payment of 60.00 on HS-1 is moved to HS-2 in HubSpot
    When our database is lost, and everything is set up anew to sync two-way
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And HubSpot has 1 payment in all
    And QuickBooks has 1 payment in all
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And HS-2 is equal on both sides: 100.00, of which 40.00 is due
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing
