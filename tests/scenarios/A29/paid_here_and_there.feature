@A29
Feature: A payment that is taken back where it was entered

  Scenario Outline: A cheque of QuickBooks bounces and is <taken back> there
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 40.00 is paid on 1001 in QuickBooks
    And it syncs
    When the payment of 40.00 on 1001 is <taken back> in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And HubSpot has 0 payments in all
    And the next sync writes nothing

    Examples:
      | taken back |
      | deleted    |
      | voided     |
