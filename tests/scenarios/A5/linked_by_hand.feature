@A5
Feature: Two invoices are linked by hand only where they are one

  Background:
    Given the shop of Acme, syncing two-way

  @A18
  Scenario: Two invoices are linked by hand only where the five agree
    Given QuickBooks has the customer "Granite" with the email "gil@granite.test"
    And the invoice HS-1 for Granite, dated 2026-11-20, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then HubSpot's HS-1 cannot be linked with QuickBooks's HS-1 by hand, "date"

  @A15
  Scenario: Booked by hand it is no second invoice, and can be linked
    Given the books are protected through 2026-11-23
    And the invoice HS-1 for Ann, dated 2026-11-20, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And HS-1 is left out by hand, because "Booked by hand"
    When the invoice HS-1 for Acme, dated 2026-11-20, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then nothing is written
    And QuickBooks's HS-1 is failing: "The number is already used by another document"
    And HubSpot has 1 invoice HS-1
    When QuickBooks's HS-1 is linked with HubSpot's HS-1 by hand
    And it syncs
    Then nothing is written
    And HS-1 is syncing
