@S1
Feature: The first sync of each object

  Background:
    Given QuickBooks has the customer "Oak Holdings" with the email "olivia@oak.test"
    And QuickBooks has the item "Snow removal" with the SKU "SNOW" at 85.00
    And the invoice 1001 for Oak Holdings is made in QuickBooks:
      | item         | quantity | price |
      | Snow removal | 2        | 85.00 |
    And 70.00 is paid on 1001 in QuickBooks, with the reference "4711"

  @S2 @S4 @S20
  Scenario: Two-way, customers, items, invoices and payments of QuickBooks stand in HubSpot
    Given everything is set up to sync two-way
    When it syncs
    Then HubSpot has these contacts:
      | email           |
      | olivia@oak.test |
    And HubSpot has these products:
      | name         | SKU  | price |
      | Snow removal | SNOW | 85.00 |
    And 1001 is equal on both sides: 170.00, of which 100.00 is due
    And the payments of 1001 in HubSpot are:
      | amount | reference |
      | 70.00  | 4711      |
    And nothing is written in QuickBooks
    And nothing fails
    And the next sync writes nothing

  @S2 @S18 @A31
  Scenario: Only to HubSpot, no payments are synced and what is paid is a remark
    Given everything is set up to sync to HubSpot only
    When it syncs
    Then HubSpot shows 1001 at 170.00, of which 170.00 is due
    And 1001 is syncing with the remark "Partly paid in QuickBooks Online: $70.00 of $170.00. HubSpot shows it as open."
    And HubSpot has 0 payments in all
    And the next sync writes nothing

  @S2
  Scenario: Only to QuickBooks, nothing of QuickBooks is copied
    Given everything is set up to sync to QuickBooks only
    When it syncs
    Then HubSpot has no invoice 1001
    And 1001 is excluded: "The sync does not go in this direction"
    And nothing is written
    And the next sync writes nothing
