@S1 @S2
Feature: The first sync of what HubSpot has

  Background:
    Given HubSpot has the contact "Nell New" with the email "nell@new.test"
    And HubSpot has the contact "Lea Lead" with the email "lea@lead.test"
    And HubSpot has the product "Gravel" with the SKU "GRV" at 12.00

  @S13 @S20 @A4 @A23
  Scenario Outline: The contact of an invoice, products, the invoice and what was paid stand in QuickBooks
    Given everything is set up to sync <direction>
    And the invoice HS-1 for Nell is finalized in HubSpot:
      | name   | quantity | price |
      | Gravel | 3        | 12.00 |
    And 16.00 is paid on HS-1 in HubSpot, by check, with the reference "4711"
    When it syncs
    Then QuickBooks has these customers:
      | name     | email         |
      | Nell New | nell@new.test |
    And QuickBooks has these items:
      | name   | SKU | price |
      | Gravel | GRV | 12.00 |
    And HS-1 is equal on both sides: 36.00, of which 20.00 is due
    And the payments of HS-1 in QuickBooks are:
      | amount | reference |
      | 16.00  | 4711      |
    And nothing is written in HubSpot
    And nothing fails
    And the next sync writes nothing

    Examples:
      | direction          |
      | two-way            |
      | to QuickBooks only |

  @S18
  Scenario: Only to HubSpot, nothing of HubSpot is copied
    Given everything is set up to sync to HubSpot only
    And the invoice HS-1 for Nell is finalized in HubSpot:
      | name   | quantity | price |
      | Gravel | 3        | 12.00 |
    And 16.00 is paid on HS-1 in HubSpot
    When it syncs
    Then HS-1 is excluded: "The sync does not go in this direction"
    And the contact Nell is excluded
    And the product Gravel is excluded
    And nothing fails
    And QuickBooks was never written to
