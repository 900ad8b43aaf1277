@S45 @S18
Feature: Paid in HubSpot, where invoices come in only

  Scenario: Somebody records a payment on a copy, and enters it in QuickBooks too
    Given the shop of Acme, syncing to HubSpot only
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When 100.00 is paid on 1001 in HubSpot
    And it syncs
    Then 1001 is failing: "Paid in HubSpot alone"
    And the page of 1001 says "$100.00 in HubSpot"
    When 100.00 is paid on 1001 in QuickBooks
    And it syncs
    Then 1001 is syncing
