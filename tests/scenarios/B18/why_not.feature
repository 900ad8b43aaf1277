@B18
Feature: Why not? says which check decides, and by which value

  Background:
    Given the shop of Acme, syncing two-way

  @S23 @S24
  Scenario: A draft
    Given the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then “Why not?” says of HS-1 that "It is finalized" decides, with "draft"
    And “Why not?” says of HS-1 that "It was made in HubSpot" is passed, with "HubSpot"

  @A14
  Scenario: A filter, with what the invoice holds for it; mended, it lets the invoice go
    Given only invoices whose hs_number is not "HS-1" go to QuickBooks
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then “Why not?” says of HS-1 that "It matches the filters" decides, with "Invoice number is not “HS-1”: it is “HS-1”"
    When every one of the invoices goes to QuickBooks
    Then “Why not?” says of HS-1: "With the next run it is created in QuickBooks Online"
    And QuickBooks has no invoice HS-1

  Scenario: What nobody has read yet is looked up in both systems, and nothing of it is kept
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When “Why not?” is asked for "HS-1", and both systems are looked into
    Then the answer says "With the next run it is created in QuickBooks Online"
    And no invoice HS-1 is known here
    And QuickBooks has no invoice HS-1

  Scenario: A contact is looked up by its address, in HubSpot and in QuickBooks
    Given HubSpot has the contact "Mia Maple" with the email "mia@maple.test"
    When “Why not?” is asked for "mia@maple.test", and both systems are looked into
    Then the answer says "Contact Mia Maple"
    And the answer says "An invoice needs it"

  Scenario: An item is looked up by its SKU
    Given QuickBooks has the item "Cedar chips" with the SKU "CED-1" at 40.00
    When “Why not?” is asked for "CED-1", and both systems are looked into
    Then the answer says "Product Cedar chips"
    And the answer says "created in HubSpot"
