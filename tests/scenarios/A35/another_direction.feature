@A35 @S2
Feature: The direction of a sync is changed with records already linked

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  Scenario: Only to HubSpot, what is edited in HubSpot says that it stays, until the sync goes both ways again
    Given invoices are set to sync to HubSpot only
    When the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And it syncs
    Then nothing is written
    And QuickBooks shows HS-1 at 100.00, of which 100.00 is due
    And HS-1 is failing: "The invoice was changed in HubSpot and stands on the other side as it was: $120.00 in HubSpot, $100.00 in QuickBooks Online."
    And HS-1 is failing: "Changed where the sync no longer looks"
    When invoices are set to sync two-way
    And it syncs
    Then HS-1 is equal on both sides: 120.00, of which 120.00 is due

  Scenario: Only to QuickBooks, what is edited in QuickBooks says that it stays
    Given invoices are set to sync to QuickBooks only
    When the price of the line "Mowing" of 1001 becomes "60.00" in QuickBooks
    And it syncs
    Then nothing is written
    And HubSpot shows 1001 at 100.00, of which 100.00 is due
    And 1001 is failing: "The sync of invoices is set to carry nothing that way: from QuickBooks Online, where the invoice was made, to HubSpot."

  Scenario: Two-way again, both catch up by themselves
    Given invoices are set to sync to HubSpot only
    And the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And 30.00 is paid on HS-1 in QuickBooks
    And it syncs
    When invoices are set to sync two-way
    And it syncs
    Then HS-1 is equal on both sides: 120.00, of which 90.00 is due
    And the next sync writes nothing
