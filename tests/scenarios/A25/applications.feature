@A25
Feature: One pair is one application of a payment of QuickBooks

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |

  @S19
  Scenario: One check over three invoices is three payments in HubSpot
    Given the invoice 1002 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the invoice HS-3 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs
    When one payment of 200.00 from Acme is received in QuickBooks, with the reference "55102":
      | invoice | amount |
      | 1001    | 100.00 |
      | 1002    | 50.00  |
      | HS-3    | 50.00  |
    And it syncs
    Then 3 records are written in HubSpot and 0 in QuickBooks
    And 1001 is equal on both sides: 100.00, of which 0.00 is due
    And 1002 is equal on both sides: 50.00, of which 0.00 is due
    And HS-3 is equal on both sides: 150.00, of which 100.00 is due
    And the payments of HS-3 in HubSpot are:
      | amount | reference |
      | 50.00  | 55102     |
    And the next sync writes nothing
    And comparing everything writes nothing

  @A29
  Scenario: It is deleted, and all three are open again
    Given the invoice 1002 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And one payment of 150.00 from Acme is received in QuickBooks:
      | invoice | amount |
      | 1001    | 100.00 |
      | 1002    | 50.00  |
    And it syncs
    When the payment of 100.00 on 1001 is deleted in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And 1002 is equal on both sides: 50.00, of which 50.00 is due
    And HubSpot has 0 payments in all
    And the next sync writes nothing

  Scenario: Applied to nothing, it waits for its invoice
    Given one payment of 100.00 from Acme is received in QuickBooks and applied to nothing
    And it syncs
    Then 1 of the payments is excluded
    And HubSpot has 0 payments in all
    When the payment of 100.00 that is applied to nothing is put on 1001 in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 0.00 is due
    And nothing fails
    And the next sync writes nothing

  @A29
  Scenario: Taken off its invoice it is gone in HubSpot, and comes back with it
    Given 100.00 is paid on 1001 in QuickBooks
    And it syncs
    When the payment of 100.00 on 1001 is taken off it in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And HubSpot has 0 payments in all
    When the payment of 100.00 that is applied to nothing is put on 1001 in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 0.00 is due
    And the next sync writes nothing

  @B3
  Scenario Outline: Whose invoice is left out, it is told as applied to nothing when it is taken off
    Given it syncs
    And 1001 is unlinked by hand
    And <it is lowered> 1001 in QuickBooks
    And it syncs
    When <what happens> in QuickBooks
    And it syncs
    Then 1 of the payments is excluded
    And one payment of <left> is excluded: "<why>"
    And the next sync writes nothing
    And comparing everything writes nothing

    Examples:
      | it is lowered                               | what happens                                 | left  | why                                                                 |
      | 40.00 is paid on                            | the payment of 40.00 on 1001 is taken off it | 40.00 | Money that is not applied to any invoice stays in QuickBooks Online |
      | 40.00 is paid on                            | 1001 is deleted                              | 40.00 | Money that is not applied to any invoice stays in QuickBooks Online |
      | a credit memo "CM-1" of 40.00 is applied to | 1001 is deleted                              | 0.00  | A payment of 0.00 that pays nothing                                 |
