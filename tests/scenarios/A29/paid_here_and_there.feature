@A29
Feature: A payment that is taken back where it was entered

  Scenario: A cheque of QuickBooks bounces and is deleted there
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 40.00 is paid on 1001 in QuickBooks
    And it syncs
    When the payment of 40.00 on 1001 is deleted in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
