@A11
Feature: A payment was deleted in HubSpot, and somebody says what becomes of the other one

  Scenario: A payment of QuickBooks is created again in HubSpot
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 40.00 is paid on 1001 in QuickBooks
    And it syncs
    When the payment of 40.00 on 1001 is deleted in HubSpot
    And everything is compared
    Then the payment of 40.00 on 1001 is failing: "Deleted in HubSpot"
    When somebody clicks "Create it again in HubSpot" on the page of the payment of 40.00 on 1001
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 60.00 is due
    And the payment of 40.00 on 1001 is syncing
    And the next sync writes nothing

  Rule: A card payment of HubSpot

    Background:
      Given the shop of Acme, syncing two-way
      And the invoice HS-1 for Ann is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And 100.00 is paid on HS-1 in HubSpot, by card
      And it syncs

    Scenario: It is voided in QuickBooks
      When the payment of 100.00 on HS-1 is deleted in HubSpot
      And everything is compared
      And somebody clicks "Void it in QuickBooks Online" on the page of the payment of 100.00 on HS-1
      And it syncs
      Then QuickBooks shows HS-1 at 100.00, of which 100.00 is due
      And the payment of 100.00 on HS-1 is excluded
      And the next sync writes nothing

    @A28
    Scenario: Taken to the bank it is not voided
      When the payment of 100.00 on HS-1 is taken to the bank
      And the payment of 100.00 on HS-1 is deleted in HubSpot
      And everything is compared
      And somebody clicks "Void it in QuickBooks Online" on the page of the payment of 100.00 on HS-1
      And it syncs
      Then nothing is written in QuickBooks
      And the payment of 100.00 on HS-1 is failing: "deposit"

    @A28
    Scenario: A refund that was booked by hand counts as settled until it grows
      When 25.00 of the payment of 100.00 on HS-1 is refunded in HubSpot
      And it syncs
      And somebody clicks "Mark as done" on the page of the payment of 100.00 on HS-1
      And it syncs
      Then the payment of 100.00 on HS-1 is syncing with the remark "by hand"
      And comparing everything writes nothing
      And the payment of 100.00 on HS-1 is syncing
      When 60.00 of the payment of 100.00 on HS-1 is refunded in HubSpot
      And it syncs
      Then the payment of 100.00 on HS-1 is failing: "refund"
      And the payments of HS-1 in QuickBooks are:
        | amount |
        | 100.00 |
