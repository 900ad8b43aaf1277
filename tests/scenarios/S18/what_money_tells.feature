@S18 @A31 @S21
Feature: Invoices go only to HubSpot, and whatever becomes of a payment is told by the invoice alone

  Background:
    Given the shop of Acme, syncing to HubSpot only
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  @A25
  Scenario: More is received than is open
    When one payment of 150.00 from Acme is received in QuickBooks:
      | invoice | amount |
      | 1001    | 100.00 |
    And it syncs
    Then HubSpot shows 1001 as paid
    And 1001 is syncing with the remark "Paid in QuickBooks Online"
    And HubSpot has 0 payments in all
    And QuickBooks was never written to
    And the next sync writes nothing

  @A29
  Scenario: A payment is corrected in QuickBooks, down and up again
    Given 100.00 is paid on 1001 in QuickBooks
    And it syncs
    When the payment of 100.00 on 1001 becomes 60.00 in QuickBooks
    And it syncs
    Then HubSpot shows 1001 as open
    And 1001 is syncing with the remark "$60.00 of $100.00"
    When the payment of 60.00 on 1001 becomes 100.00 in QuickBooks
    And it syncs
    Then HubSpot shows 1001 as paid
    And HubSpot has 0 payments in all
    And nothing fails
    And the next sync writes nothing

  @A29
  Scenario: A payment is voided in QuickBooks
    Given 100.00 is paid on 1001 in QuickBooks
    And it syncs
    When the payment of 100.00 on 1001 is voided in QuickBooks
    And it syncs
    Then HubSpot shows 1001 as open
    And HubSpot shows 1001 at 100.00, of which 100.00 is due
    And 1001 is syncing without any remark
    And the next sync writes nothing

  @A28
  Scenario: A payment is taken to the bank, and nothing is to be told
    Given 100.00 is paid on 1001 in QuickBooks
    And it syncs
    When the payment of 100.00 on 1001 is taken to the bank
    And it syncs
    Then nothing is written
    And HubSpot shows 1001 as paid
    And 1001 is syncing with the remark "Paid in QuickBooks Online"

  @A28
  Scenario Outline: What was entered in HubSpot alone comes back there
    Given 40.00 is paid on 1001 in HubSpot, by card
    And it syncs
    When <comes back> in HubSpot
    And it syncs
    Then nothing is written
    And 1001 is syncing without any remark
    And HubSpot shows 1001 at 100.00, of which 100.00 is due
    And QuickBooks shows 1001 at 100.00, of which 100.00 is due

    Examples:
      | comes back                                           |
      | the payment of 40.00 on 1001 fails                   |
      | 40.00 of the payment of 40.00 on 1001 is refunded    |

  @A10 @A28
  Scenario: Voided in QuickBooks while HubSpot holds money of its own on it, the void follows once that is refunded
    Given 40.00 is paid on 1001 in HubSpot, by card
    And it syncs
    When 1001 is voided in QuickBooks
    And it syncs
    Then HubSpot shows 1001 as open
    And 1001 is failing: "An invoice with payments cannot be voided"
    When 40.00 of the payment of 40.00 on 1001 is refunded in HubSpot
    And it syncs
    Then HubSpot shows 1001 as voided
    And nothing fails
    And the next sync writes nothing
