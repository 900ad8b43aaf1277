@A29 @A30 @S45
Feature: A payment of HubSpot is moved to another invoice, and QuickBooks has added a credit memo to it

  Scenario Outline: The credit memo does not go with the money, and is not taken off either
    Given the shop of Acme, syncing two-way
    And <setting>
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price  |
      | Mowing | 1        | <open> |
    And 60.00 is paid on HS-1 in HubSpot
    And it syncs
    And the credit memo "CM-1" of 25.00 is added to the payment of 60.00 on HS-1 in QuickBooks
    And it syncs
    When the payment of 60.00 on HS-1 is moved to HS-2 in HubSpot
    And it syncs
    Then nothing is written
    And the payment of 60.00 on HS-2 is failing: "The payment was moved, and applies a credit in QuickBooks Online"
    And the page of the payment of 60.00 on HS-2 says "$25.00 in all"
    And QuickBooks shows HS-1 at 100.00, of which 15.00 is due
    And QuickBooks shows HS-2 at <open>, of which <open> is due
    And HS-1 is waiting
    And HS-2 is waiting
    And the next sync writes nothing
    When the credit memo "CM-1" pays 25.00 of HS-1 by itself in QuickBooks
    And it syncs
    Then QuickBooks shows HS-1 at 100.00, of which 75.00 is due
    And HS-2 is equal on both sides: <open>, of which <left> is due
    And nothing fails
    And the next sync writes nothing

    Examples:
      | setting                        | open   | left  |
      | what is not cash is only shown | 70.00  | 10.00 |
      | what is not cash is only shown | 100.00 | 40.00 |
      | it syncs                       | 70.00  | 10.00 |
