@A28 @A30 @S45
Feature: A payment of HubSpot bounces, to which QuickBooks has added a credit memo

  Scenario Outline: The credit memo that the bookkeeper applied is not taken off with the money
    Given the shop of Acme, syncing <direction>
    And <setting>
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 60.00 is paid on HS-1 in HubSpot
    And it syncs
    And the credit memo "CM-1" of 25.00 is added to the payment of 60.00 on HS-1 in QuickBooks
    And it syncs
    When the payment of 60.00 on HS-1 fails in HubSpot
    And it syncs
    Then nothing is written
    And the payment of 60.00 on HS-1 is failing: "The payment failed, and applies a credit in QuickBooks Online"
    And the page of the payment of 60.00 on HS-1 says "$25.00 in all"
    And QuickBooks shows HS-1 at 100.00, of which 15.00 is due
    And HubSpot shows HS-1 at 100.00, of which 100.00 is due
    And HS-1 is waiting
    And the next sync writes nothing
    When the credit memo "CM-1" pays 25.00 of HS-1 by itself in QuickBooks
    And it syncs
    Then <then>
    And HS-1 is syncing <told>
    And nothing fails
    And the next sync writes nothing

    Examples:
      | direction          | setting                        | then                                                       | told                           |
      | two-way            | it syncs                       | HS-1 is equal on both sides: 100.00, of which 75.00 is due | without any remark             |
      | to QuickBooks only | it syncs                       | HS-1 is equal on both sides: 100.00, of which 75.00 is due | without any remark             |
      | two-way            | what is not cash is only shown | QuickBooks shows HS-1 at 100.00, of which 75.00 is due     | with the remark "$25.00" |

  @A11
  Scenario: Deleted in HubSpot, it is told what a void in QuickBooks takes off beside the money
    Given the shop of Acme, syncing two-way
    And what is not cash is only shown
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 60.00 and a credit memo "CM-1" of 25.00 pay 1001 at once in QuickBooks
    And it syncs
    When the payment of 60.00 on 1001 is deleted in HubSpot
    And everything is compared
    Then nothing is written
    And the payment of 60.00 on 1001 is failing: "Deleted in HubSpot"
    And the page of the payment of 60.00 on 1001 says "Voiding it there takes off the credit memo or the like that it applies, too: $25.00 in all."
    When somebody clicks "Void it in QuickBooks" on the page of the payment of 60.00 on 1001
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And nothing fails
    And the next sync writes nothing
