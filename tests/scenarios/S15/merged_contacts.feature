@S15 @A1
Feature: Two contacts are merged in HubSpot, and the link follows the one that is left

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot has the contact "Cleo Cane" with the email "cleo@cane.test"

  Scenario: The customer has the contact that is left
    Given it syncs
    When the contact Ann is merged into the contact Cleo
    And it syncs
    Then nothing fails
    And the contact Cleo is syncing
    When the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-1 for Cleo is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then HubSpot shows 1001 at 100.00, of which 100.00 is due
    And QuickBooks shows 1001 at 100.00, of which 100.00 is due
    And 1001 is syncing
    And HubSpot shows HS-1 at 50.00, of which 50.00 is due
    And QuickBooks shows HS-1 at 50.00, of which 50.00 is due
    And HS-1 is syncing
    And QuickBooks has these customers:
      | name |
      | Acme |
    And the next sync writes nothing

  Scenario: Both had a customer, and the one of the other is billed through it from then on
    Given QuickBooks has the customer "Cane Company" with the email "cleo@cane.test"
    And it syncs
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    When the contact Ann is merged into the contact Cleo
    And it syncs
    Then nothing fails
    And nothing is written in QuickBooks
    And HubSpot shows HS-1 at 50.00, of which 50.00 is due
    And QuickBooks shows HS-1 at 50.00, of which 50.00 is due
    And HS-1 is syncing
    When the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 50.00 is paid on HS-1 in HubSpot
    And it syncs
    Then HubSpot shows 1001 at 100.00, of which 100.00 is due
    And QuickBooks shows 1001 at 100.00, of which 100.00 is due
    And 1001 is syncing
    And HubSpot shows HS-1 at 50.00, of which 0.00 is due
    And QuickBooks shows HS-1 at 50.00, of which 0.00 is due
    And HS-1 is syncing
    And comparing everything writes nothing

  Scenario: The customer that was billed through the contact that is gone is so through the one that is left
    Given QuickBooks has the customer "Acme North" with the email "ann@acme.test"
    And it syncs
    And the customer Acme North is billed through the contact Ann by hand
    And it syncs
    When the contact Ann is merged into the contact Cleo
    And the phone of the customer Acme North becomes "555 0101"
    And the invoice 1001 for Acme North is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs
    Then nothing fails
    And HubSpot shows 1001 at 150.00, of which 150.00 is due
    And HubSpot shows 1001 for the customer "cleo@cane.test"

  Scenario Outline: One of the two was ignored, and what became of both is not: its customer goes on
    Given QuickBooks has the customer "Cane Company" with the email "cleo@cane.test"
    And QuickBooks has the customer "Cane Garden" with the email "cleo@cane.test"
    And it syncs
    And the contact Cleo is left out by hand
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    When the contact <one> is merged into the contact <other>
    And it syncs
    Then the contact <other> is syncing
    And HS-1 is syncing
    When the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 50.00 is paid on HS-1 in HubSpot
    And it syncs
    Then HubSpot shows 1001 at 100.00, of which 100.00 is due
    And QuickBooks shows 1001 at 100.00, of which 100.00 is due
    And HubSpot shows HS-1 at 50.00, of which 0.00 is due
    And QuickBooks shows HS-1 at 50.00, of which 0.00 is due
    And 0 of the contacts are ignored
    And comparing everything writes nothing

    Examples:
      | one  | other |
      | Ann  | Cleo  |
      | Cleo | Ann   |
