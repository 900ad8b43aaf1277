@A8
Feature: A discount and a fee that come to nothing on a copy of QuickBooks' invoice

  Scenario: What was told as changed in HubSpot is so until it is gone, though the total is right again
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When an order-level discount of 5.00 is put on 1001 in HubSpot
    And it syncs
    Then 1001 is failing
    When an order-level fee of 5.00 is put on 1001 in HubSpot
    And it syncs
    Then 1001 is failing
    And the next sync writes nothing
