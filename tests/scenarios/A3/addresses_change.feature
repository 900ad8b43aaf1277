@A3
Feature: An address that changes is never a new link

  Background:
    Given the shop of Acme, syncing two-way

  Scenario: A new address in QuickBooks flows to HubSpot, and never the other way
    When the email of the customer Acme becomes "new@acme.test"
    And it syncs
    Then 1 record is written in HubSpot and 0 in QuickBooks
    And HubSpot has these contacts:
      | first name | email         |
      | Ann        | new@acme.test |
    When the email of the contact Ann becomes "other@acme.test"
    And it syncs
    Then nothing is written in QuickBooks
    And QuickBooks has these customers:
      | name | email         |
      | Acme | new@acme.test |

  Scenario: A new address that another contact has is a remark, and both keep their partners
    Given HubSpot has the contact "Tess Taken" with the email "taken@acme.test"
    And it syncs
    When the email of the customer Acme becomes "taken@acme.test"
    And it syncs
    Then the contact Ann is syncing with the remark "The customer's address in QuickBooks Online, taken@acme.test, is not written to HubSpot, because another contact, “Tess Taken”, has it there."
    And the next sync writes nothing

  @A2
  Scenario: Of several addresses the contact keeps its own as long as it is one of them
    Given the shop of Acme, syncing two-way
    When the email of the customer Acme becomes "books@acme.test, Ann@acme.test"
    And it syncs
    Then nothing is written
    And the contact Ann is syncing without any remark
    And HubSpot has these contacts:
      | email         |
      | ann@acme.test |
    And comparing everything writes nothing
    When the email of the customer Acme becomes "books@acme.test, boss@acme.test"
    And it syncs
    Then HubSpot has these contacts:
      | email           |
      | books@acme.test |
