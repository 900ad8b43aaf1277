@A28 @A29 @S45
Feature: A payment of HubSpot bounces, to which money was added in QuickBooks

  Scenario Outline: The money that the bookkeeper added is not voided with it
    Given the shop of Acme, syncing <direction>
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 60.00 is paid on HS-1 in HubSpot
    And it syncs
    And the payment of 60.00 on HS-1 becomes 90.00 in QuickBooks
    And it syncs
    When the payment of 60.00 on HS-1 fails in HubSpot
    And it syncs
    Then nothing is written
    And the payment of 60.00 on HS-1 is failing: "The payment failed, and QuickBooks Online has more on it"
    And the page of the payment of 60.00 on HS-1 says "$30.00 more than HubSpot"
    And QuickBooks shows HS-1 at 100.00, of which 10.00 is due
    And the next sync writes nothing
    When the payment of 90.00 on HS-1 becomes 60.00 in QuickBooks
    And 30.00 is paid on HS-1 in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 70.00 is due
    And nothing fails
    And the next sync writes nothing

    Examples:
      | direction          |
      | two-way            |
      | to QuickBooks only |
