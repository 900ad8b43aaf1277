@S45
Feature: What keeps a payment from crossing, and how it is mended

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  @S44 @A29
  Scenario: A payment of HubSpot that was removed in QuickBooks
    Given 40.00 is paid on HS-1 in HubSpot
    And it syncs
    When the payment of 40.00 on HS-1 is deleted in QuickBooks
    And it syncs
    Then the payment of 40.00 on HS-1 is failing: "Line item or invoice amount modifications in HubSpot native invoices cannot be made through external applications. Please make any necessary changes directly in HubSpot"
    And the page of the payment of 40.00 on HS-1 says "$40.00 of Nov 24, 2026"
    And the page of HS-1 says "Open the payment that was removed, under Payments on the invoice's page, and click “Put it back”."
    And the page of HS-1 does not say "Put QuickBooks back"
    When 40.00 is paid on HS-1 in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due

  @A33
  Scenario: A payment of HubSpot in another currency than its invoice
    Given HubSpot bills in EUR too
    And one payment of 40.00 on HS-1 is recorded in HubSpot
    And the currency of the payment of 40.00 on HS-1 becomes EUR in HubSpot
    When it syncs
    Then nothing is written
    And the payment of 40.00 on HS-1 is failing: "The payment is in another currency than its invoice"
    And the page of the payment of 40.00 on HS-1 says "€40.00"
    When the currency of the payment of 40.00 on HS-1 becomes USD in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due
    And nothing fails

  Scenario: HubSpot without a payment processor
    Given HubSpot has no payment processor
    When 40.00 is paid on HS-1 in QuickBooks
    And it syncs
    Then the payment of 40.00 on HS-1 is failing: "HubSpot takes no payments yet"
    When HubSpot has a payment processor again
    And somebody clicks "Sync now" on the page of the payment of 40.00 on HS-1
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due

  @A28
  Scenario: A payment that bounced after it was taken to the bank
    Given 40.00 is paid on HS-1 in HubSpot
    And it syncs
    And the payment of 40.00 on HS-1 is taken to the bank
    When the payment of 40.00 on HS-1 fails in HubSpot
    And it syncs
    Then the payment of 40.00 on HS-1 is failing: "The payment failed after it was deposited"
    And the page of the payment of 40.00 on HS-1 says "this payment of $40.00 failed or was disputed"
    When the bank deposit of the payment of 40.00 on HS-1 is deleted
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

  @A28
  Scenario: A refund
    Given 40.00 is paid on HS-1 in HubSpot
    And it syncs
    When 15.00 of the payment of 40.00 on HS-1 is refunded in HubSpot
    And it syncs
    Then the payment of 40.00 on HS-1 is failing: "A refund needs you"
    And the page of the payment of 40.00 on HS-1 says "$15.00 of $40.00"
    When somebody clicks "Mark as done" on the page of the payment of 40.00 on HS-1
    And it syncs
    Then the payment of 40.00 on HS-1 is syncing
    And HS-1 is syncing with the remark "as open again. A person has booked the refund in QuickBooks Online."
    And nothing fails
    And the next sync writes nothing

  @A32 @S22
  Scenario: A second invoice that a workflow makes of a payment
    Given 100.00 is paid on HS-1 in HubSpot
    And it syncs
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When the payment of 100.00 on HS-1 is put on HS-2 too in HubSpot
    And it syncs
    Then HS-2 is failing: "This may be the same sale a second time"
    And the page of HS-2 says "HS-1"
    When on the page of HS-2 somebody chooses "It is the same sale" and clicks "Confirm"
    And it syncs
    Then HS-2 is ignored
    And QuickBooks has no invoice HS-2

  @A29
  Scenario: One payment that was entered on both sides
    Given 40.00 is paid on HS-1 in HubSpot, on 2026-11-21
    And 40.00 is paid on HS-1 in QuickBooks, on 2026-11-23
    When it syncs
    Then one payment of 40.00 on HS-1 is failing: "One payment or two?"
    And the page of one payment of 40.00 on HS-1 says "on Nov 21, 2026 in HubSpot, on Nov 23, 2026 in QuickBooks Online"
    When on the page of one payment of 40.00 on HS-1 somebody chooses "Same payment" and clicks "Confirm"
    And it syncs
    Then nothing is written
    And HS-1 is equal on both sides: 100.00, of which 60.00 is due

  @A28 @A29
  Scenario: A payment of its own beside what is left of a refunded one
    Given 50.00 is paid on HS-1 in HubSpot
    And 20.00 of the payment of 50.00 on HS-1 is refunded in HubSpot
    And 30.00 is paid on HS-1 in QuickBooks
    When it syncs
    Then the payment of 30.00 on HS-1 is failing: "What is left of a refunded payment, or not?"
    When on the page of the payment of 30.00 on HS-1 somebody chooses "A payment of its own" and clicks "Confirm"
    And it syncs
    Then the payment of 30.00 on HS-1 is syncing

  @A25 @A29
  Scenario: A payment of its own beside an ignored one on several invoices
    Given the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And one payment of 120.00 on HS-1 and HS-2 is recorded in HubSpot
    And it syncs
    And one payment of 120.00 is left out by hand
    And 30.00 is paid on HS-2 in QuickBooks
    When it syncs
    Then the payment of 30.00 on HS-2 is failing: "Part of an ignored payment, or not?"
    When on the page of the payment of 30.00 on HS-2 somebody chooses "A payment of its own" and clicks "Confirm"
    And it syncs
    Then the payment of 30.00 on HS-2 is syncing
    And nothing fails

  @A28
  Scenario: A payment in a bank deposit that is changed in HubSpot
    Given 40.00 is paid on HS-1 in HubSpot
    And it syncs
    And the payment of 40.00 on HS-1 is taken to the bank
    When the payment of 40.00 on HS-1 becomes 45.00 in HubSpot
    And it syncs
    Then the payment of 45.00 on HS-1 is failing: "The payment is in a bank deposit"
    When the bank deposit of the payment of 40.00 on HS-1 is deleted
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 55.00 is due

  @S3
  Scenario: A payment of HubSpot that was changed in QuickBooks
    Given 40.00 is paid on HS-1 in HubSpot
    And it syncs
    When the payment of 40.00 on HS-1 becomes 30.00 in QuickBooks
    And it syncs
    Then the payment of 40.00 on HS-1 is failing: "The payment was changed in QuickBooks Online"
    And the page of the payment of 40.00 on HS-1 says "$40.00 in HubSpot, $30.00 there"
    When the payment of 30.00 on HS-1 becomes 40.00 in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due

  @A25 @A29
  Scenario: A payment of HubSpot that was put on another invoice in QuickBooks
    Given the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And 40.00 is paid on HS-1 in HubSpot
    And it syncs
    When the payment of 40.00 on HS-1 is moved to HS-2 in QuickBooks
    And it syncs
    Then the payment of 40.00 on HS-2 is failing: "A payment of HubSpot pays other invoices in QuickBooks Online"
    And the page of the payment of 40.00 on HS-2 says "In HubSpot it pays $40.00 of HS-1. In QuickBooks Online it pays $40.00 of HS-2."
    When the payment of 40.00 on HS-2 is moved to HS-1 in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due
    And HS-2 is equal on both sides: 50.00, of which 50.00 is due
    And nothing fails

  @A29
  Scenario: More than is still open, and what is left of it then
    Given 80.00 is paid on HS-1 in HubSpot, on 2026-11-10
    And 90.00 is paid on HS-1 in QuickBooks, on 2026-11-23
    When it syncs
    Then the payment of 90.00 on HS-1 is failing: "The payment is more than what is still open"
    When the payment of 90.00 on HS-1 is deleted in QuickBooks
    And it syncs
    Then HS-1 is failing: "The open balances differ"
    And the page of HS-1 says "$20.00 in HubSpot, $90.00 in QuickBooks Online"
    When all of the payment of 10.00 on HS-1 is applied in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 20.00 is due

  @A25
  Scenario: One payment of HubSpot on two invoices
    Given the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And 100.00 is paid on HS-1 in HubSpot
    When the payment of 100.00 on HS-1 is put on HS-2 too in HubSpot
    And it syncs
    Then one payment of 100.00 is failing: "One payment on several invoices, without amounts"
    When the payment of 100.00 on HS-2 is deleted in HubSpot
    And 100.00 is paid on HS-1 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 0.00 is due

  @S19
  Scenario: A payment for an inactive customer
    Given the customer Acme is made inactive
    When 40.00 is paid on HS-1 in HubSpot
    And it syncs
    Then the payment of 40.00 on HS-1 is failing: "The customer is inactive or deleted in QuickBooks Online"
    And the page of the payment of 40.00 on HS-1 says "The customer “Acme” is inactive or deleted in QuickBooks Online."
    When the customer Acme is made active
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due
    And nothing fails
