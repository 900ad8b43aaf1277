@S3 @S12
Feature: An invoice is given to another contact in HubSpot

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And HubSpot has the contact "Bea Baker" with the email "bea@baker.test"
    And QuickBooks has the customer "Baker" with the email "bea@baker.test"
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs

  Scenario Outline: It is given to another contact, and back
    When the contact of <number> becomes Bea in HubSpot
    And it compares everything
    Then nothing is written
    And <number> is failing: "The contact was changed in HubSpot"
    And the page of <number> says "whose customer, “Acme”, it stands with in QuickBooks Online"
    When the contact of <number> becomes Ann in HubSpot
    And it compares everything
    Then nothing is written
    And <number> is syncing

    Examples:
      | number |
      | HS-1   |
      | 1001   |

  Scenario Outline: The customer follows in QuickBooks
    When the contact of <number> becomes Bea in HubSpot
    And it compares everything
    And the customer of <number> becomes "Baker" in QuickBooks
    And it syncs
    Then nothing is written
    And <number> is syncing
    And <number> is equal on both sides

    Examples:
      | number |
      | HS-1   |
      | 1001   |
