@S14
Feature: A company's first contact takes its name as the customer

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot has the contact "Bill Birch" with the email "bill@birch.test" of the company "Birch & Sons"
    And HubSpot has the contact "Beth Birch" with the email "beth@birch.test" of the company "Birch & Sons"

  @S42
  Scenario: The first takes the name, the second collides
    When the invoice HS-2 for Beth is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-1 for Bill is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then QuickBooks has these customers:
      | name         | email           |
      | Acme         | ann@acme.test   |
      | Birch & Sons | bill@birch.test |
    And HS-1 is equal on both sides: 50.00, of which 50.00 is due
    And the contact Beth is failing: "The display name is a duplicate"
    And HS-2 is waiting
    And the next sync writes nothing
