@S4 @A12 @A29 @S19
Feature: A QuickBooks invoice is made smaller than what HubSpot has been paid on it

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  Scenario: After the money has crossed, HubSpot keeps its total until somebody takes back the difference
    Given 80.00 is paid on 1001 in HubSpot
    And it syncs
    When the price of the line "Mowing" of 1001 becomes "20.00" in QuickBooks
    And it syncs
    Then nothing is written
    And HubSpot shows 1001 at 100.00, of which 20.00 is due
    And 1001 is failing: "The new total is lower than what HubSpot has been paid"
    And the page of 1001 says "the new total is $40.00, and $80.00 is paid in HubSpot"
    And the page of 1001 says "take back or refund the difference of $40.00"
    And the next sync writes nothing
    When the payment of 80.00 on 1001 becomes 40.00 in HubSpot
    And it syncs
    Then 1001 is equal on both sides: 40.00, of which 0.00 is due
    And nothing fails
    And the next sync writes nothing

  Scenario: In the same moment, and the total is raised again
    When 80.00 is paid on 1001 in HubSpot
    And the price of the line "Mowing" of 1001 becomes "20.00" in QuickBooks
    And it syncs
    Then nothing is written
    And 1001 is failing: "The new total is lower than what HubSpot has been paid"
    And the payment of 80.00 on 1001 is waiting
    When the price of the line "Mowing" of 1001 becomes "40.00" in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 80.00, of which 0.00 is due
    And nothing fails

  Scenario: What was paid in QuickBooks follows first, and then the total
    Given 80.00 is paid on 1001 in QuickBooks
    And it syncs
    When the price of the line "Mowing" of 1001 becomes "20.00" in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 40.00, of which 0.00 is due
    And nothing fails
    And HubSpot never had less than nothing due on 1001
    And the next sync writes nothing

  Scenario: A payment is raised there while money comes here: what would be too much in HubSpot waits
    Given 50.00 is paid on 1001 in QuickBooks
    And it syncs
    When 40.00 is paid on 1001 in HubSpot
    And the payment of 50.00 on 1001 becomes 90.00 in QuickBooks
    And it syncs
    Then HubSpot never had less than nothing due on 1001
    And HubSpot shows 1001 at 100.00, of which 10.00 is due
    And the payment of 50.00 on 1001 is failing: "The payment is more than what is still open"
    When the payment of 40.00 on 1001 becomes 10.00 in HubSpot
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 0.00 is due
    And nothing fails
