@A2 @S12 @S2
Feature: Sub-customers of QuickBooks, where invoices go only there

  Background:
    Given the shop of Acme, syncing to QuickBooks only

  Scenario: A contact with the address of a sub-customer is billed to it, not to its parent
    Given QuickBooks has the sub-customer "Maple Court" of "Acme" with the email "mia@maple.test"
    And HubSpot has the contact "Mia Maple" with the email "mia@maple.test"
    When the invoice HS-1 for Mia is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And QuickBooks shows HS-1 for the customer "Maple Court"
    And nothing fails
    And the next sync writes nothing

  Scenario: A sub-customer that has its parent's address is no second customer of it, and the parent is billed
    Given QuickBooks has the customer "Baker" with the email "bea@baker.test"
    And QuickBooks has the sub-customer "Baker Street" of "Baker" with the email "bea@baker.test"
    And HubSpot has the contact "Bea Baker" with the email "bea@baker.test"
    When the invoice HS-1 for Bea is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And QuickBooks shows HS-1 for the customer "Baker"
    And nothing fails
    And the next sync writes nothing

  Scenario: An invoice of HubSpot that is moved to a sub-customer of its payer there stays there
    Given QuickBooks has the sub-customer "Maple Court" of "Acme" without an email
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the customer of HS-1 becomes "Maple Court" in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is syncing
    And QuickBooks shows HS-1 for the customer "Maple Court"
    And the next sync writes nothing
