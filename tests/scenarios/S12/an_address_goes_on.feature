@S12 @A2 @A3
Feature: An address that was one customer's is another's now

  Background:
    Given the shop of Acme, syncing two-way

  Scenario: The customer gives its address to a new customer, who gets a contact of its own
    When the email of the customer Acme becomes "office@acme.test"
    And QuickBooks has the customer "Archer Gardens" with the email "ann@acme.test"
    And the invoice 1001 for Archer Gardens is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And a scheduled sync runs
    Then nothing fails
    And HubSpot has these contacts:
      | email            |
      | office@acme.test |
      | ann@acme.test    |
    And the customer Acme is syncing without any remark
    And HubSpot shows 1001 for the customer "ann@acme.test"
    And the next sync writes nothing

  @S45
  Scenario: The contact keeps the address, and a new customer who has it is a question, never a guess
    Given HubSpot has the contact "Tess Taken" with the email "office@acme.test"
    When the email of the customer Acme becomes "office@acme.test"
    And it syncs
    And QuickBooks has the customer "Archer Gardens" with the email "ann@acme.test"
    And the invoice 1001 for Archer Gardens is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then the customer Archer Gardens is failing: "is for another customer, “Acme”, already"
    And 1001 is waiting
    And HubSpot has no invoice 1001
