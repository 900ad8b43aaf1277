Feature: Our database is restored from last night's backup

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    And our database is backed up

  @A5 @S22
  Scenario: What was made since is found again, and nothing is made twice
    Given HubSpot has the contact "Nell New" with the email "nell@x.test"
    And the invoice HS-2 for Nell is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
      | Edging | 1        | 20.00 |
    And the invoice 1002 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 4        | 50.00 |
    And 70.00 is paid on HS-2 in HubSpot, by check, with the reference "7"
    And 40.00 is paid on HS-1 in HubSpot, by card, with the reference "ch_1"
    And 30.00 is paid on 1002 in QuickBooks, with the reference "8"
    And QuickBooks has the item "Snow removal" with the SKU "SNOW" at 85.00
    And it syncs
    When our database is restored from the backup
    And it syncs
    Then nothing is written
    And every invoice that syncs is equal on both sides
    And QuickBooks has 1 invoice HS-2
    And HubSpot has 1 invoice 1002
    And QuickBooks has 3 payments in all
    And HubSpot has 3 payments in all
    And HubSpot has these products:
      | name         |
      | Mowing       |
      | Snow removal |
    And QuickBooks has these customers:
      | name     |
      | Acme     |
      | Nell New |
    And nothing fails
    And comparing everything writes nothing

  Scenario: What was edited since is no edit of the other side
    Given HubSpot lets finalized invoices be edited
    And the quantity of the line "Mowing" of HS-1 becomes "3" in HubSpot
    And the quantity of the line "Mowing" of 1001 becomes "2" in QuickBooks
    And the phone of the contact Ann becomes "555 0100"
    And it syncs
    When our database is restored from the backup
    And it syncs
    Then nothing is written
    And HS-1 is syncing
    And HS-1 is equal on both sides: 150.00, of which 150.00 is due
    And 1001 is equal on both sides: 100.00, of which 100.00 is due

  Scenario: Edits that had not crossed yet still cross
    Given HubSpot lets finalized invoices be edited
    And our database is restored from the backup
    And the quantity of the line "Mowing" of HS-1 becomes "3" in HubSpot
    And 20.00 is paid on 1001 in QuickBooks
    When it syncs
    Then HS-1 is equal on both sides: 150.00, of which 150.00 is due
    And 1001 is equal on both sides: 50.00, of which 30.00 is due
    And the next sync writes nothing

  @A10 @A29
  Scenario: Voided and taken back since
    Given 40.00 is paid on 1001 in QuickBooks
    And it syncs
    And our database is backed up
    And HS-1 is voided in HubSpot
    And the payment of 40.00 on 1001 is deleted in QuickBooks
    And it syncs
    When our database is restored from the backup
    And it syncs
    Then nothing is written
    And QuickBooks shows HS-1 as voided
    And HS-1 is syncing
    And 1001 is equal on both sides: 50.00, of which 50.00 is due
    And nothing fails
    And comparing everything writes nothing
