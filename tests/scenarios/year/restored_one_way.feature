@S2
Feature: Our database is restored from last night's backup, where invoices sync one way

  @A5 @S22 @S17
  Scenario: Only to QuickBooks, what went since is found again, and nothing is made twice
    Given the shop of Acme, syncing to QuickBooks only
    And our database is backed up
    And HubSpot has the contact "Nell New" with the email "nell@x.test"
    And HubSpot has the product "Gravel" with the SKU "GRV" at 12.00
    And the invoice HS-1 for Nell is finalized in HubSpot:
      | name   | quantity | price |
      | Gravel | 3        | 12.00 |
      | Edging | 1        | 20.00 |
    And 10.00 is paid on HS-1 in HubSpot, by check, with the reference "7"
    And it syncs
    And 20.00 is paid on HS-1 in QuickBooks, with the reference "8"
    And it syncs
    When our database is restored from the backup
    And it syncs
    Then nothing is written
    And HS-1 is equal on both sides: 56.00, of which 26.00 is due
    And QuickBooks has 1 invoice HS-1
    And QuickBooks has 2 payments in all
    And HubSpot has 2 payments in all
    And nothing fails
    And comparing everything writes nothing

  @A5
  Scenario: Only to HubSpot, the copies that were made since are found again, and nothing is made twice
    Given the shop of Acme, syncing to HubSpot only
    And our database is backed up
    And QuickBooks has the customer "Baker" without an email
    And QuickBooks has the item "Snow" with the SKU "SNOW" at 40.00
    And the invoice 1001 for Baker is made in QuickBooks:
      | item | quantity | price |
      | Snow | 2        | 40.00 |
    And 80.00 is paid on 1001 in QuickBooks
    And it syncs
    When our database is restored from the backup
    And it syncs
    Then nothing is written
    And HubSpot has 1 invoice 1001
    And HubSpot shows 1001 as paid
    And HubSpot has these products:
      | name   |
      | Mowing |
      | Snow   |
    And nothing fails
    And comparing everything writes nothing
