@A33
Feature: Payments in another currency, where invoices sync one way

  @S17 @S20
  Scenario: Only to QuickBooks, payments cross both ways
    Given the shop of Acme, which bills in EUR too, syncing to QuickBooks only
    And the invoice HS-1 in EUR for Mia is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 40.00 is paid on HS-1 in HubSpot, by card
    When it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due
    When 35.00 is paid on HS-1 in QuickBooks at the rate 1.2
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 25.00 is due
    And nothing fails
    And the next sync writes nothing

  @S18 @A31
  Scenario: Only to HubSpot, no payment crosses, and paid is told
    Given the shop of Acme, which bills in EUR too, syncing to HubSpot only
    And Maple is billed 1001 in QuickBooks, in EUR at the rate 1.1:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And Maple is billed 1002 in QuickBooks, in EUR at the rate 1.1:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When 100.00 is paid on 1001 in QuickBooks at the rate 1.2
    And 40.00 is paid on 1002 in QuickBooks at the rate 1.2
    And it syncs
    Then HubSpot shows 1001 as paid
    And HubSpot shows 1002 as open
    And HubSpot has 0 payments in all
    And 1002 is syncing with the remark "Partly paid"
    And the next sync writes nothing
