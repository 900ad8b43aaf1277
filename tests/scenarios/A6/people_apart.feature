@A6
Feature: A contact and a customer that somebody unlinks are kept apart

  Background:
    Given the shop of Acme, syncing two-way

  Scenario: Both stay, and nothing links or makes them again
    When the contact Ann is unlinked by hand
    And it syncs
    Then nothing is written
    And the contact Ann is ignored: "Not the same"
    And the customer Acme is ignored: "Not the same"
    When the phone of the contact Ann becomes "916 555 0100"
    And the phone of the customer Acme becomes "916 555 0101"
    Then comparing everything writes nothing

  Scenario Outline: Linked with the right one afterwards, the invoices go there
    Given contacts are set to sync to QuickBooks only
    And invoices are set to sync <direction>
    And QuickBooks has the customer "Acme North" with the email "north@acme.test"
    And it syncs
    When the contact Ann is unlinked by hand
    And it syncs
    And the contact Ann is linked with the customer Acme North by hand
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then QuickBooks shows HS-1 for the customer "Acme North"
    And the contact Ann is syncing
    And the next sync writes nothing

    Examples:
      | direction          |
      | two-way            |
      | to QuickBooks only |

  @S15
  Scenario Outline: Of two that were unlinked one is taken back alone
    Given QuickBooks has the customer "Mei Chen" without an email
    And it syncs
    And the customer Mei Chen is unlinked by hand
    And it syncs
    When the <one> Mei Chen is taken back by hand
    And it syncs
    Then nothing is written
    And the <one> Mei Chen is <state>
    And the <other> Mei Chen is ignored
    And the next sync writes nothing

    Examples:
      | one      | other    | state                                         |
      | contact  | customer | excluded                                      |
      | customer | contact  | failing: "What it belongs to is ignored here" |

  Scenario: Only to HubSpot, a customer linked with the wrong contact is linked with the right one, and its invoices come for that one
    Given contacts are set to sync to HubSpot only
    And invoices are set to sync to HubSpot only
    And HubSpot has the contact "Abe Acme" with the email "abe@acme.test"
    And it syncs
    When the customer Acme is unlinked by hand
    And it syncs
    And the customer Acme is linked with the contact Abe by hand
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then 1001 is syncing
    And HubSpot shows 1001 at 100.00, of which 100.00 is due
    And the customer Acme is syncing
    And nothing is written in QuickBooks
    And the next sync writes nothing
