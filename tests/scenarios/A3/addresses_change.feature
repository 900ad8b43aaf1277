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

  @A2 @S38
  Scenario: Who shares the address that a contact keeps waits for nothing when everything is compared
    Given HubSpot has the contact "Tess Taken" with the email "taken@acme.test"
    And it syncs
    And the email of the customer Acme becomes "taken@acme.test"
    And it syncs
    When QuickBooks has the customer "Granite" with the email "ann@acme.test"
    And it syncs
    Then the customer Granite is failing: "is for another customer, “Acme”, already"
    When everything is compared
    Then the customer Granite is failing: "is for another customer, “Acme”, already"
    And the page of the customer Granite does not say "Waits for another record"
    When the email of the contact Tess becomes "tess@acme.test"
    And it syncs
    And a scheduled sync runs
    Then nothing fails
    And HubSpot has these contacts:
      | email           |
      | taken@acme.test |
      | tess@acme.test  |
      | ann@acme.test   |
    And the next sync writes nothing

  @A2
  Scenario: Who has the address that another customer gives up at the same time gets a contact at once
    When the email of the customer Acme becomes "new@acme.test"
    And QuickBooks has the customer "Granite" with the email "ann@acme.test"
    And it syncs
    Then nothing fails
    And HubSpot has these contacts:
      | email         |
      | new@acme.test |
      | ann@acme.test |
