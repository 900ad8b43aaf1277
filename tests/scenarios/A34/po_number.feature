@A34
Feature: A custom field of QuickBooks named P.O. holds HubSpot's PO number

  Background:
    Given the shop of Acme, syncing two-way
    And QuickBooks keeps a field "P.O." on invoices
    And the settings of both accounts are read anew

  Scenario: Both ways
    When the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the PO number of HS-1 becomes "PO-77120" in HubSpot
    And the draft HS-1 is finalized
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the PO number of 1001 becomes "PO-31007" in QuickBooks
    And it syncs
    Then QuickBooks shows the purchase order "PO-77120" on HS-1
    And HubSpot shows the purchase order "PO-31007" on 1001
    And the next sync writes nothing

  @A9 @B4
  Scenario Outline: Changed on both sides it follows the policy
    Given conflicts of invoices are resolved by "<policy>"
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the PO number of HS-1 becomes "PO-1" in HubSpot
    And the draft HS-1 is finalized
    And it syncs
    When the PO number of HS-1 becomes "PO-1/2" in QuickBooks
    And the PO number of HS-1 becomes "PO-1-B" in HubSpot
    And it syncs
    Then QuickBooks shows the purchase order "<kept>" on HS-1
    And HubSpot shows the purchase order "PO-1-B" on HS-1
    And HS-1 is <state>
    And the next sync writes nothing

    Examples:
      | policy           | kept   | state   |
      | Use HubSpot data | PO-1-B | syncing |
      | Ask me           | PO-1/2 | failing |

  @S45
  Scenario: One that is too long fails, and is never cut
    When the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the PO number of HS-1 becomes "PO-7777777777777777777777777777777777777777" in HubSpot
    And the draft HS-1 is finalized
    And it syncs
    Then HS-1 is failing: "A text is longer than the other system allows"
    And QuickBooks has no invoice HS-1

  Scenario: A definition that is switched off is told, and the invoice is not made twice
    Given QuickBooks keeps no fields of its own on invoices
    When the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the PO number of HS-1 becomes "PO-2" in HubSpot
    And the draft HS-1 is finalized
    And it syncs
    Then HS-1 is failing: "QuickBooks Online did not keep a custom field"
    And QuickBooks has 1 invoice HS-1
    When it syncs
    Then QuickBooks has 1 invoice HS-1
