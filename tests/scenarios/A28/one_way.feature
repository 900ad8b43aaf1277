@A28 @S2
Feature: Money that comes back, where invoices sync one way

  @S17
  Scenario: Invoices go only to QuickBooks, and a check that bounces is voided there
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 40.00 is paid on HS-1 in HubSpot, by check
    And it syncs
    When the payment of 40.00 on HS-1 fails in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And the payment of 40.00 on HS-1 is syncing
    And the next sync writes nothing

  @A26
  Scenario: Invoices go only to QuickBooks, and a check that bounces was taken to the bank
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 40.00 is paid on HS-1 in HubSpot, by check
    And it syncs
    And the payment of 40.00 on HS-1 is taken to the bank
    When the payment of 40.00 on HS-1 fails in HubSpot
    And it syncs
    Then nothing is written
    And the payment of 40.00 on HS-1 is failing: "The payment failed after it was deposited"

  Scenario: Invoices go only to QuickBooks, and a refund is for a person to book
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 40.00 is paid on HS-1 in HubSpot, by card
    And it syncs
    When 15.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    And it syncs
    Then nothing is written
    And the payment of 40.00 on HS-1 is failing: "$15.00 of $40.00"
    When somebody clicks "Mark as done" on the page of the payment of 40.00 on HS-1
    And it syncs
    Then HS-1 is syncing with the remark "$15.00"
    And nothing fails
    And the next sync writes nothing

  @S17 @A29
  Scenario Outline: Invoices go only to QuickBooks, and a payment that was entered there is taken back there
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And 40.00 is paid on HS-1 in QuickBooks
    And it syncs
    When the payment of 40.00 on HS-1 is <taken back> in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And nothing fails
    And the next sync writes nothing

    Examples:
      | taken back |
      | deleted    |
      | voided     |

  @S44 @A29
  Scenario: Invoices go only to QuickBooks, and HubSpot's payment is deleted there
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 40.00 is paid on HS-1 in HubSpot, by check
    And it syncs
    When the payment of 40.00 on HS-1 is deleted in QuickBooks
    And it syncs
    Then nothing is written
    And the payment of 40.00 on HS-1 is failing
    When somebody clicks "Put it back" on the page of the payment of 40.00 on HS-1
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due
    And nothing fails
    And the next sync writes nothing

  @A31 @S18
  Scenario: Invoices come only to HubSpot, and a check that bounces in QuickBooks opens the invoice again
    Given the shop of Acme, syncing to HubSpot only
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 100.00 is paid on 1001 in QuickBooks
    And it syncs
    Then HubSpot shows 1001 as paid
    When the payment of 100.00 on 1001 is deleted in QuickBooks
    And it syncs
    Then HubSpot shows 1001 as open
    And HubSpot shows 1001 at 100.00, of which 100.00 is due
    And nothing fails
    And the next sync writes nothing

  @A31
  Scenario: Set to come only to HubSpot, a refund in HubSpot of what had gone over is told on the invoice
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 40.00 is paid on HS-1 in HubSpot, by card
    And it syncs
    And invoices are set to sync to HubSpot only
    When 15.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is syncing with the remark "$40.00 of $100.00"
    When invoices are set to sync two-way
    And it syncs
    Then the payment of 40.00 on HS-1 is failing: "$15.00 of $40.00"

  @A10
  Scenario: Invoices go only to QuickBooks, and one that was refunded is voided in HubSpot
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 100.00 is paid on HS-1 in HubSpot, by card
    And it syncs
    When 100.00 of the payment of 100.00 on HS-1 is refunded in HubSpot
    And HS-1 is voided in HubSpot
    And it syncs
    Then nothing is written
    And the payment of 100.00 on HS-1 is failing: "A refund needs you"
    And HS-1 is failing: "An invoice with payments cannot be voided"
    When the payment of 100.00 on HS-1 is deleted in QuickBooks
    And it syncs
    And it syncs
    Then QuickBooks shows HS-1 as voided
    And nothing fails

  @A29
  Scenario: Refunded in part and then put on another invoice in HubSpot, both invoices wait for the bookkeeper
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And 40.00 is paid on HS-1 in HubSpot
    And it syncs
    When 10.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    And the payment of 40.00 on HS-1 is moved to HS-2 in HubSpot
    And it syncs
    Then nothing is written
    And the payment of 40.00 on HS-2 is failing: "$10.00 of $40.00"
    And HS-1 is waiting
    And HS-2 is waiting
    And comparing everything writes nothing
    When the payment of 40.00 on HS-1 is moved to HS-2 in QuickBooks
    And somebody clicks "Mark as done" on the page of the payment of 40.00 on HS-2
    And it syncs
    Then nothing is written
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And HS-2 is syncing with the remark "$10.00"
    And nothing fails
    And comparing everything writes nothing
    And the next sync writes nothing

  @S22 @A29
  Scenario Outline: Refunded and put on another invoice in QuickBooks alone, it is made no second payment
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    And 40.00 is paid on HS-1 in HubSpot
    And it syncs
    When <back> of the payment of 40.00 on HS-1 is refunded in HubSpot
    And it syncs
    And the payment of 40.00 on HS-1 is moved to HS-2 in QuickBooks
    And it syncs
    Then nothing is written
    And HubSpot has 1 payment in all
    And the payment of 40.00 on HS-2 is failing: "A payment of HubSpot pays other invoices in QuickBooks Online"
    And the page of the payment of 40.00 on HS-2 says "In HubSpot it pays $40.00 of HS-1, and $<back> of it was refunded. In QuickBooks Online it pays $40.00 of HS-2."
    And HS-1 is <left>
    And comparing everything writes nothing
    When the payment of 40.00 on HS-2 is moved to HS-1 in QuickBooks
    And it syncs
    Then HubSpot has 1 payment in all
    And HS-2 is equal on both sides: 150.00, of which 150.00 is due
    And the payment of 40.00 on HS-1 is failing: "<told>"
    And the next sync writes nothing

    Examples:
      | back  | told             | left                                                          |
      | 10.00 | $10.00 of $40.00 | failing: "a payment that was entered in HubSpot was removed"  |
      | 40.00 | $40.00 of $40.00 | equal on both sides: 100.00, of which 100.00 is due           |
