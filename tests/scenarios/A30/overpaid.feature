@A30
Feature: More is paid than was open

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  Scenario: Too much paid in HubSpot is applied up to the balance
    When one payment of 115.00 on HS-1 is recorded in HubSpot, on 2026-11-23
    And it syncs
    Then QuickBooks has one payment of 115.00, of which 15.00 is not applied, on 2026-11-23, on:
      | invoice | amount |
      | HS-1    | 100.00 |
    And QuickBooks shows HS-1 as paid
    And the payment of 115.00 on HS-1 is syncing with the remark "More was paid than was open."
    And HS-1 is syncing
    And the next sync writes nothing
    And comparing everything writes nothing

  @A29
  Scenario: What was paid too much is corrected in HubSpot
    Given one payment of 115.00 on HS-1 is recorded in HubSpot
    And it syncs
    When the payment of 115.00 on HS-1 becomes 100.00 in HubSpot
    And it syncs
    Then QuickBooks has one payment of 100.00, on:
      | invoice | amount |
      | HS-1    | 100.00 |
    And HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And the payment of 100.00 on HS-1 is syncing without any remark
    And the next sync writes nothing

  @A11 @A29
  Scenario: It is deleted in QuickBooks and entered there again
    Given one payment of 130.00 on HS-1 is recorded in HubSpot, with the reference "88"
    And it syncs
    And the payment of 100.00 on HS-1 is deleted in QuickBooks
    And it syncs
    Then 1 of the payments is failing
    When one payment of 130.00 from Acme is received in QuickBooks, with the reference "88":
      | invoice | amount |
      | HS-1    | 100.00 |
    And it syncs
    Then nothing fails
    And HubSpot has 1 payment in all
    And QuickBooks has one payment of 130.00, of which 30.00 is not applied, on:
      | invoice | amount |
      | HS-1    | 100.00 |
    And the next sync writes nothing

  @A25 @A29
  Scenario: The rest of what was paid too much in HubSpot is applied to another invoice in QuickBooks
    Given the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And one payment of 115.00 on HS-1 is recorded in HubSpot
    And it syncs
    When 15.00 of the payment of 100.00 on HS-1 is applied to HS-2 in QuickBooks too
    And it syncs
    Then HS-2 is equal on both sides: 100.00, of which 85.00 is due
    And QuickBooks shows HS-1 at 100.00, of which 0.00 is due
    And the payment of 115.00 on HS-1 is syncing
    And nothing fails
    And the next sync writes nothing
    When the payment of 115.00 on HS-1 becomes 110.00 in HubSpot
    And it syncs
    Then nothing is written
    And the payment of 110.00 on HS-1 is failing: "In HubSpot it pays $110.00 of HS-1. In QuickBooks Online it pays $100.00 of HS-1 and $15.00 of HS-2. HubSpot has $15.00 of HS-2 as a payment of its own."

  @A25 @S45
  Scenario: The invoice is open again, and says what is not applied to it of what was paid too much
    Given 30.00 is paid on HS-1 in QuickBooks
    And it syncs
    And one payment of 90.00 on HS-1 is recorded in HubSpot
    And it syncs
    When the payment of 30.00 on HS-1 is deleted in QuickBooks
    And it syncs
    Then HubSpot shows HS-1 at 100.00, of which 10.00 is due
    And QuickBooks shows HS-1 at 100.00, of which 30.00 is due
    And HS-1 is failing: "$20.00 of the payment of $90.00 (Nov 24, 2026) is not applied in QuickBooks Online"
    And the next sync writes nothing
    And comparing everything writes nothing
    When all of the payment of 70.00 on HS-1 is applied in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 10.00 is due
    And nothing fails
    And the next sync writes nothing

  @A28
  Scenario: What was paid too much is refunded in whole and booked by hand
    Given one payment of 120.00 on HS-1 is recorded in HubSpot
    And it syncs
    And 120.00 of the payment of 120.00 on HS-1 is refunded in HubSpot
    And it syncs
    When somebody clicks "Mark as done" on the page of the payment of 120.00 on HS-1
    And it syncs
    Then HS-1 is syncing with the remark "$100.00"
    And nothing fails
    And the next sync writes nothing

  @A29 @B20
  Scenario: What was not applied is changed in QuickBooks, and the invoice says at once that it waits
    Given one payment of 115.00 on HS-1 is recorded in HubSpot
    And it syncs
    When 5.00 that is not applied is taken out of the payment of 100.00 on HS-1 in QuickBooks
    And it syncs
    Then nothing is written
    And the payment of 115.00 on HS-1 is failing: "The payment was changed in QuickBooks Online"
    And HS-1 is waiting
    When somebody clicks "Put QuickBooks back" on the page of the payment of 115.00 on HS-1
    And it syncs
    Then QuickBooks has one payment of 115.00, of which 15.00 is not applied, on:
      | invoice | amount |
      | HS-1    | 100.00 |
    And HS-1 is syncing
    And nothing fails
    And the next sync writes nothing
