@A30
Feature: What is not cash, where it is only shown

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  Scenario Outline: A credit memo is shown and not written
    Given what is not cash is only shown
    When a credit memo "CM-1" of 25.00 is applied to <invoice> in QuickBooks
    And it syncs
    Then <invoice> has no payment in HubSpot
    And HubSpot shows <invoice> at 100.00, of which 100.00 is due
    And QuickBooks shows <invoice> at 100.00, of which 75.00 is due
    And the payment of 25.00 on <invoice> is excluded
    And <invoice> is syncing with the remark "25.00"
    And the next sync writes nothing

    Examples:
      | invoice |
      | 1001    |
      | HS-1    |

  Scenario: An invoice that a credit pays in full stays open in HubSpot and says so
    Given what is not cash is only shown
    When a credit memo "CM-1" of 100.00 is applied to 1001 in QuickBooks
    And it syncs
    Then QuickBooks shows 1001 as paid
    And HubSpot shows 1001 at 100.00, of which 100.00 is due
    And 1001 is syncing with the remark "100.00"

  @S19
  Scenario: Money still crosses beside it
    Given what is not cash is only shown
    And a credit memo "CM-1" of 25.00 is applied to 1001 in QuickBooks
    When 40.00 is paid on 1001 in QuickBooks
    And it syncs
    Then HubSpot shows 1001 at 100.00, of which 60.00 is due
    And QuickBooks shows 1001 at 100.00, of which 35.00 is due
    And 1001 is syncing with the remark "25.00"
    And the next sync writes nothing

  Scenario: A credit that is taken off again leaves both equal
    Given what is not cash is only shown
    And a credit memo "CM-1" of 25.00 is applied to 1001 in QuickBooks
    And it syncs
    When what lowers 1001 by the credit memo "CM-1" is taken off in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And 1001 is syncing without any remark

  @A14
  Scenario: Chosen later, it holds for what comes, and what has crossed stays
    Given a credit memo "CM-1" of 25.00 is applied to 1001 in QuickBooks
    And it syncs
    When what is not cash is only shown
    And everything is compared
    Then 1001 is equal on both sides: 100.00, of which 75.00 is due
    And HubSpot has 1 payment in all

  Scenario: Chosen off again, it crosses
    Given what is not cash is only shown
    And a credit memo "CM-1" of 25.00 is applied to 1001 in QuickBooks
    And it syncs
    When what is not cash crosses again
    And a scheduled sync runs
    Then 1001 is equal on both sides: 100.00, of which 75.00 is due
    And 1001 is syncing
