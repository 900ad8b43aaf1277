@B6
Feature: What somebody leaves out is left alone, whatever happens to it, until it is taken back

  Background:
    Given the shop of Acme, syncing two-way

  @S8
  Scenario: An ignored invoice is not sent though it is mended
    Given HubSpot lets finalized invoices be edited
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And an order-level discount of 10.00 is put on HS-1 in HubSpot
    And the draft HS-1 is finalized
    And it syncs
    When HS-1 is left out by hand
    And the order-level discount is taken off HS-1 in HubSpot
    And 20.00 is paid on HS-1 in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is ignored: "Not ours"
    And the payment of 20.00 on HS-1 is excluded
    When HS-1 is taken back by hand
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 80.00 is due

  @B20 @S41
  Scenario: An invoice does not wait for an ignored contact
    Given QuickBooks has the vendor "Birch & Sons"
    And HubSpot has the contact "Bill Birch" with the email "bill@birch.test" and the company field "Birch & Sons"
    And the invoice HS-1 for Bill is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then HS-1 is waiting
    When the contact Bill is left out by hand
    And it syncs
    Then HS-1 is failing: "An invoice should have an associated customer."

  @A5
  Scenario: An invoice that is entered again is not left out with the one before
    Given the invoice HS-1 for Ann, dated 2026-11-20, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And HS-1 is deleted in QuickBooks
    And it syncs
    When HS-1 is left out by hand
    And the invoice HS-1 for Acme, dated 2026-11-20, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then nothing is written
    And QuickBooks's HS-1 is failing: "The number is already used by another document"
    And the next sync writes nothing
