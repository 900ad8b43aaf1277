@A14 @S33 @S2
Feature: A filter is narrowed and widened where invoices sync one way

  Scenario: Only to QuickBooks, what is linked is followed on, and what was left out goes later
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And only invoices whose hs_comments contains "garden" go to QuickBooks
    When 40.00 is paid on HS-1 in HubSpot
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due
    And HS-2 is excluded: "It does not match the filters of the sync"
    When every one of the invoices goes to QuickBooks
    And it syncs
    Then HS-2 is equal on both sides: 50.00, of which 50.00 is due

  @S4
  Scenario: Only to HubSpot, the copies that stand there are followed on, and what was left out comes later
    Given the shop of Acme, syncing to HubSpot only
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And only invoices whose DocNumber contains "9" go to HubSpot
    When the price of the line "Mowing" of 1001 becomes "60.00" in QuickBooks
    And the invoice 1002 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then 1001 is equal on both sides: 120.00, of which 120.00 is due
    And 1002 is excluded: "It does not match the filters of the sync"
    When every one of the invoices goes to HubSpot
    And it syncs
    Then 1002 is equal on both sides: 50.00, of which 50.00 is due
