@A20 @S2
Feature: Tax in QuickBooks, where invoices go only there

  @S45
  Scenario: QuickBooks adds tax to a HubSpot invoice: both totals are told, and no payment is applied
    Given the shop of Acme, syncing to QuickBooks only
    And QuickBooks computes sales tax by itself
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 40.00 is paid on HS-1 in HubSpot
    And it syncs
    Then HS-1 is failing: "QuickBooks changed the total"
    And HS-1 has no payment in QuickBooks
    And the next sync writes nothing
    When the customer Acme is exempt from tax in QuickBooks
    And HS-1 is freed of its tax in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due

  @S3 @S5 @S44
  Scenario: Tax that somebody puts on a HubSpot invoice there, and takes off again
    Given the shop of Acme, syncing to QuickBooks only
    And QuickBooks charges the sales tax "California" of 8.75 %
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the tax California is put on HS-1 in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is failing: "Please make any necessary changes directly in HubSpot"
    When HS-1 is freed of its tax in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is syncing
