@S15
Feature: Once matched, two records stay linked by their ids

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited

  @A3
  Scenario: Renamed on both sides, with another address, the contact is billed to the same customer
    When the first name of the contact Ann becomes "Anna"
    And the email of the contact Anna becomes "anna@elsewhere.test"
    And the display name of the customer Acme becomes "Acme Holdings"
    And it syncs
    And the invoice HS-1 for Anna is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then QuickBooks shows HS-1 for the customer "Acme Holdings"
    And QuickBooks has these customers:
      | name          | first name |
      | Acme Holdings | Anna       |
    And the next sync writes nothing

  Scenario: A product with another SKU stays on its item
    When the SKU of the product Mowing becomes "MOW-2"
    And it syncs
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then the lines of HS-1 in QuickBooks are:
      | item   | amount |
      | Mowing | 100    |
    And QuickBooks has these items:
      | name   | SKU   |
      | Mowing | MOW-2 |
    And the next sync writes nothing

  @S16 @A18
  Scenario: A renumbered QuickBooks invoice keeps its copy
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the number of 1001 becomes "2001" in QuickBooks
    And it syncs
    Then 2001 is equal on both sides: 100.00, of which 100.00 is due
    And HubSpot has no invoice 1001
    And the next sync writes nothing

  Scenario: A contact merged into a new one keeps its customer
    Given HubSpot has the contact "Anna Archer" with the email "anna@acme.test"
    And the invoice HS-1 for ann@acme.test is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the contact ann@acme.test is merged into the contact Anna
    And it syncs
    And the invoice HS-2 for Anna is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then QuickBooks shows HS-2 for the customer "Acme"
    And HS-1 is syncing
    And QuickBooks has these customers:
      | name |
      | Acme |
    And comparing everything writes nothing
    And the next sync writes nothing

  Scenario: A contact that is deleted and restored is the same customer
    When the contact Ann is deleted
    And it compares everything
    Then the customer Acme is failing: "Deleted in HubSpot"
    When the contact Ann Archer is restored
    And it compares everything
    Then the contact Ann is syncing
    And QuickBooks has these customers:
      | name |
      | Acme |
    And the next sync writes nothing
