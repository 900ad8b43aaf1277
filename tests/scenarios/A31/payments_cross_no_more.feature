@A31 @S18
Feature: Invoices are set to sync only to HubSpot, and payments rest with them

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  @S17 @S19
  Scenario: Turned back to two ways, the payment goes
    Given 100.00 is paid on 1001 in HubSpot
    And invoices are set to sync to HubSpot only
    And it syncs
    When invoices are set to sync two-way
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 0.00 is due
    And 1001 is syncing
    And the next sync writes nothing

  Scenario: Paid in HubSpot alone is told of an invoice that was made there too
    Given invoices are set to sync to HubSpot only
    When 100.00 is paid on HS-1 in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is failing: "Paid in HubSpot alone"

  Scenario: An invoice waits for no payment that does not cross any more
    Given 100.00 is paid on HS-1 in HubSpot, by check, with the reference "a reference of more than 21 signs"
    And it syncs
    Then HS-1 is waiting
    When invoices are set to sync to HubSpot only
    And it syncs
    Then HS-1 is failing: "Paid in HubSpot alone"

  @S17 @S19 @B18
  Scenario: A payment that was read and had not gone yet promises nothing, and goes once it may
    Given 40.00 is paid on 1001 in QuickBooks, with the reference "4711"
    And what HubSpot answers to every write is that it wants quiet from now on
    When it tries to sync
    And HubSpot answers as usual again
    And 6 minutes pass
    And invoices are set to sync to HubSpot only
    And it syncs
    Then the payment of 40.00 on 1001 is paused: "Payments do not cross while invoices come only to HubSpot"
    And “Why not?” says of 4711: "Payments do not cross while invoices come only to HubSpot"
    And 1 of the payments is paused
    And the next sync writes nothing
    When invoices are set to sync two-way
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 60.00 is due
    And the payment of 40.00 on 1001 is syncing
    And the next sync writes nothing

  @S34 @B18
  Scenario: Of what rests because its sync is off the page says so
    When the sync of invoices is turned off
    Then HS-1 is paused: "The invoice sync is off or not set up, so nothing of it is read or written"
