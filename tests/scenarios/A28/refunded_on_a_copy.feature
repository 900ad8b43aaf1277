@A28
Feature: Money that was paid in HubSpot on a QuickBooks invoice is given back

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And 100.00 is paid on 1001 in HubSpot, by card
    And it syncs

  Scenario: In part it is for a person to book, with the amounts
    When 15.00 of the payment of 100.00 on 1001 is refunded in HubSpot
    And it syncs
    Then nothing is written
    And the payment of 100.00 on 1001 is failing: "$15.00 of $100.00"
    And QuickBooks shows 1001 at 100.00, of which 0.00 is due
    When somebody clicks "Mark as done" on the page of the payment of 100.00 on 1001
    And it syncs
    Then 1001 is syncing with the remark "$15.00"
    And nothing fails
    And the next sync writes nothing

  Scenario: A refund receipt of QuickBooks touches no payment and no invoice
    When the refund receipt R-1 of 15.00 for Acme is made in QuickBooks
    And it syncs
    Then nothing is written
    And 1001 is equal on both sides: 100.00, of which 0.00 is due
    And HubSpot has 1 payment in all
    And nothing fails
