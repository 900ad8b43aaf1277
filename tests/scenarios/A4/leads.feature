@A4
Feature: Leads are not customers

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot has the contact "Lea Lead" with the email "lea@lead.test"

  Scenario: A contact without a finalized invoice stays in HubSpot
    When it syncs
    Then nothing is written
    And the contact Lea is excluded: "A contact without a finalized invoice"

  @S24
  Scenario: A draft makes nobody a customer, finalizing it does
    When the draft HS-1 for Lea is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then nothing is written
    And HS-1 is excluded: "A draft"
    When the draft HS-1 is finalized
    And it syncs
    Then QuickBooks shows HS-1 for the customer "Lea Lead"
    And the contact Lea is syncing
