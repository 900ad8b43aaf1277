@A28 @A25 @S22
Feature: A payment of HubSpot is refunded in part, and QuickBooks has it on other invoices too

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 40.00 is paid on HS-1 in HubSpot
    And it syncs

  Scenario: What another invoice has of it is no refund, and no payment of its own
    Given 10.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    When the payment of 40.00 on HS-1 is divided in QuickBooks, 10.00 of it for HS-2
    And it syncs
    Then the payment of 40.00 on HS-1 is failing: "In HubSpot it pays $40.00 of HS-1, and $10.00 of it was refunded. In QuickBooks Online it pays $30.00 of HS-1 and $10.00 of HS-2."
    And the payment of 10.00 on HS-2 is failing: "A payment of HubSpot pays other invoices in QuickBooks Online"
    And nothing is written
    When 10 minutes pass
    And it syncs
    And 1 day passes
    Then comparing everything writes nothing
    And HubSpot has 1 payment in all
    And HS-1 is equal on both sides: 100.00, of which 70.00 is due
    And HubSpot shows HS-2 at 100.00, of which 100.00 is due
    And QuickBooks shows HS-2 at 100.00, of which 90.00 is due
    And HS-2 is waiting
    When the payment of 10.00 on HS-2 is taken off it in QuickBooks
    And 10.00 that is not applied is taken out of the payment of 30.00 on HS-1 in QuickBooks
    And it syncs
    Then the payment of 40.00 on HS-1 is syncing with the remark "$10.00"
    And HS-1 is equal on both sides: 100.00, of which 70.00 is due
    And HS-2 is equal on both sides: 100.00, of which 100.00 is due
    And nothing fails
    And the next sync writes nothing

  Scenario: “Mark as done” says nothing of what another invoice has of it
    Given 10.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    And the payment of 40.00 on HS-1 is divided in QuickBooks, 15.00 of it for HS-2
    And it syncs
    When somebody clicks "Mark as done" on the page of the payment of 40.00 on HS-1
    And it syncs
    Then the payment of 40.00 on HS-1 is failing: "In QuickBooks Online it pays $25.00 of HS-1 and $15.00 of HS-2."
    And the payment of 15.00 on HS-2 is failing: "A payment of HubSpot pays other invoices in QuickBooks Online"
    When 10 minutes pass
    And it syncs
    And 1 day passes
    Then comparing everything writes nothing
    And HubSpot has 1 payment in all
    When the payment of 15.00 on HS-2 is taken off it in QuickBooks
    And all of the payment of 25.00 on HS-1 is applied in QuickBooks
    And it syncs
    And somebody clicks "Mark as done" on the page of the payment of 40.00 on HS-1
    And it syncs
    Then HS-1 is syncing with the remark "$10.00"
    And HS-2 is equal on both sides: 100.00, of which 100.00 is due
    And nothing fails
    And the next sync writes nothing

  Scenario: Money that the bookkeeper has added for another invoice is no part of it
    Given 30.00 for HS-2 is added to the payment of 40.00 on HS-1 in QuickBooks
    And it syncs
    And 10.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    When the payment of 40.00 on HS-1 becomes 30.00 in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is equal on both sides: 100.00, of which 70.00 is due
    And HS-2 is equal on both sides: 100.00, of which 70.00 is due
    And the payment of 40.00 on HS-1 is syncing with the remark "$10.00"
    And comparing everything writes nothing
    And the payment of 40.00 on HS-1 is syncing with the remark "$10.00"

  Scenario: One check of QuickBooks over two invoices: of one copy a part is refunded, and lowered there
    Given one payment of 100.00 from Acme is received in QuickBooks:
      | invoice | amount |
      | HS-1    | 60.00  |
      | HS-2    | 40.00  |
    And it syncs
    And 10.00 of the payment of 60.00 on HS-1 is refunded in HubSpot
    When the payment of 60.00 on HS-1 becomes 50.00 in QuickBooks
    And it syncs
    Then the payment of 60.00 on HS-1 is syncing with the remark "$10.00"
    And nothing fails
    And the next sync writes nothing

  Scenario: What is not applied of it while the invoice is still open, the invoice names
    Given 10.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    When the payment of 40.00 on HS-1 becomes 30.00 in QuickBooks
    And 25.00 of the payment of 30.00 on HS-1 is left unapplied in QuickBooks
    And it syncs
    Then nothing is written
    And the payment of 40.00 on HS-1 is syncing with the remark "$10.00"
    And HS-1 is failing: "$25.00 of the payment of $40.00 (Nov 24, 2026) is not applied in QuickBooks Online"
    When all of the payment of 5.00 on HS-1 is applied in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 70.00 is due
    And the payment of 40.00 on HS-1 is syncing with the remark "$10.00"
    And the next sync writes nothing

  Scenario: What was kept is more than the invoice is open for
    Given the payment of 40.00 on HS-1 becomes 130.00 in HubSpot
    And it syncs
    And 10.00 of the payment of 130.00 on HS-1 is refunded in HubSpot
    When 10.00 that is not applied is taken out of the payment of 100.00 on HS-1 in QuickBooks
    And it syncs
    Then nothing is written
    And the payment of 130.00 on HS-1 is syncing with the remark "$10.00"
    And the payment of 130.00 on HS-1 is syncing with the remark "$20.00"
    And QuickBooks shows HS-1 at 100.00, of which 0.00 is due
    And nothing fails
    And the next sync writes nothing

  @A30
  Scenario: A credit memo beside it is only shown, and the bookkeeper lowers the money to what was kept
    Given what is not cash is only shown
    And the credit memo "CM-1" of 25.00 is added to the payment of 40.00 on HS-1 in QuickBooks
    And it syncs
    And 10.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    When the payment of 65.00 on HS-1 becomes 55.00 in QuickBooks
    And it syncs
    Then nothing is written
    And HubSpot shows HS-1 at 100.00, of which 70.00 is due
    And QuickBooks shows HS-1 at 100.00, of which 45.00 is due
    And the payment of 40.00 on HS-1 is syncing with the remark "$10.00"
    And the payment of 40.00 on HS-1 is syncing with the remark "$25.00"
    And HS-1 is syncing with the remark "$25.00"
    And comparing everything writes nothing
