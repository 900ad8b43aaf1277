@A30 @A25
Feature: A payment of 0.00 in QuickBooks

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  Scenario Outline: It pays nothing of an invoice, and HubSpot needs none
    When one payment of 0.00 from Acme is received in QuickBooks:
      | invoice   | amount |
      | <invoice> | 0.00   |
    And it syncs
    Then nothing is written
    And nothing fails
    And one payment of 0.00 is excluded: "A payment of 0.00 that pays nothing"
    And <invoice> is equal on both sides: 100.00, of which 100.00 is due
    And <invoice> is syncing
    And comparing everything writes nothing

    Examples:
      | invoice |
      | 1001    |
      | HS-1    |

  Scenario: Money for one invoice, and 0.00 for another
    When one payment of 40.00 from Acme is received in QuickBooks:
      | invoice | amount |
      | 1001    | 40.00  |
      | HS-1    | 0.00   |
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 60.00 is due
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And HubSpot has 1 payment in all
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing

  @A29
  Scenario: Money is put into it later, and taken out again
    Given one payment of 0.00 from Acme is received in QuickBooks:
      | invoice | amount |
      | 1001    | 0.00   |
    And it syncs
    When the payment of 0.00 on 1001 becomes 40.00 in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 60.00 is due
    And the payments of 1001 in HubSpot are:
      | amount | method |
      | 40.00  | other  |
    When the payment of 40.00 on 1001 becomes 0.00 in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And HubSpot has 0 payments in all
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing

  @A29 @S44
  Scenario: One that was entered in HubSpot is made 0.00
    Given 40.00 is paid on HS-1 in HubSpot
    And it syncs
    When the payment of 40.00 on HS-1 becomes 0.00 in QuickBooks
    And it syncs
    Then nothing is written
    And the payment of 40.00 on HS-1 is failing: "A payment that was entered in HubSpot was removed in QuickBooks Online"

  @A10
  Scenario: It keeps QuickBooks from voiding its invoice, until it is taken off
    Given one payment of 0.00 from Acme is received in QuickBooks:
      | invoice | amount |
      | HS-1    | 0.00   |
    When HS-1 is voided in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is failing: "An invoice with payments cannot be voided"
    And HS-1 is failing: "One of 0.00 counts, too."
    And QuickBooks shows HS-1 at 100.00, of which 100.00 is due
    When the payment of 0.00 on HS-1 is deleted in QuickBooks
    And it syncs
    Then QuickBooks shows HS-1 as voided
    And HS-1 is syncing
    And the next sync writes nothing
