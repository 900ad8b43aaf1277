@S2
Feature: Only to HubSpot, QuickBooks is read and never written

  Background:
    Given two connected accounts without any record
    And QuickBooks has the customer "Acme" with the email "ann@acme.test"
    And QuickBooks has the item "Mowing" with the SKU "MOW" at 50.00
    And everything is set up to sync to HubSpot only
    And it syncs

  Scenario: Customers, items and invoices arrive
    When the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And 1001 is syncing
    And HubSpot has these contacts:
      | email         |
      | ann@acme.test |
    And HubSpot has these products:
      | name   | SKU |
      | Mowing | MOW |
    And the next sync writes nothing

  Scenario: Nothing of HubSpot is ever written to QuickBooks
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the invoice HS-1 for ann@acme.test is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And HubSpot has the product "Pruning" with the SKU "PRUNE" at 30.00
    And HubSpot has the contact "Nell New" with the email "new@acme.test"
    And the phone of the contact ann@acme.test becomes "916 555 0100"
    And the comments of 1001 becomes "Gate code 12" in HubSpot
    And it syncs
    Then nothing is written
    And QuickBooks was never written to
    And HS-1 is excluded
    And QuickBooks has no invoice HS-1

  @S4
  Scenario: An edit in QuickBooks arrives
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the quantity of the line "Mowing" of 1001 becomes "3" in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 150.00, of which 150.00 is due
    And the next sync writes nothing
