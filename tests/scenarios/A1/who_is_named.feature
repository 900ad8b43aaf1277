@A1
Feature: The customer of QuickBooks and the contact of HubSpot have different names

  Lists name the customer, as the books do; beside the invoice stands whom HubSpot names on it.

  Background:
    Given the shop of Acme, syncing two-way

  Scenario: An invoice names both, whoever of one customer's contacts it is for
    Given HubSpot has the contact "Bo Baker" with the email "bo@baker.test"
    And it syncs
    And the contact Bo is billed through the customer Acme by hand
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the invoice HS-2 for Bo is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then the page of HS-1 says "Contact in HubSpot Ann Archer"
    And the page of HS-2 says "Contact in HubSpot Bo Baker"
    And the page of HS-2 says "Customer Acme"
    And nothing fails

  Scenario: Of one name it is said once
    Given HubSpot has the contact "Mia Maple" with the email "mia@maple.test"
    And the invoice HS-1 for Mia is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    When it syncs
    Then QuickBooks shows HS-1 for the customer "Mia Maple"
    And the page of HS-1 does not say "Contact in HubSpot"
