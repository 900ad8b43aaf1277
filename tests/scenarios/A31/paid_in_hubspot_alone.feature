@A31 @S18
Feature: Paid in HubSpot alone

  Invoices sync only to HubSpot, so payments cross neither way. What is recorded in HubSpot all the same stands there
  alone; what HubSpot computes of it is never written over.

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  Scenario Outline: It is told, and nothing is written
    When <amount> is paid on 1001 in HubSpot
    And invoices are set to sync to HubSpot only
    And it syncs
    Then 0 records are written in HubSpot and 0 in QuickBooks
    And 1001 is failing: "Paid in HubSpot alone"
    And the page of 1001 says "More is paid on this invoice in HubSpot than in QuickBooks Online: $<amount> in HubSpot, $0.00 in QuickBooks Online."
    And HubSpot shows 1001 as <status>
    And the next sync writes nothing

    Examples:
      | amount | status |
      | 100.00 | paid   |
      | 40.00  | open   |

  Scenario: The money is received in QuickBooks too
    Given 100.00 is paid on 1001 in HubSpot
    And invoices are set to sync to HubSpot only
    And it syncs
    When 100.00 is paid on 1001 in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 0.00 is due
    And nothing fails

  @S17 @S21
  Scenario: A status that was told is taken back when payments cross again
    Given invoices are set to sync to HubSpot only
    And 100.00 is paid on 1001 in QuickBooks
    And it syncs
    And invoices are set to sync two-way
    And it syncs
    When the payment of 100.00 on 1001 is deleted in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And HubSpot shows 1001 as open
    And the next sync writes nothing
