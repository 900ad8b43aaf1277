@A30
Feature: What is not cash, where it is only shown

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  Scenario Outline: A credit memo is shown and not written
    Given what is not cash is only shown
    When a credit memo "CM-1" of 25.00 is applied to <invoice> in QuickBooks
    And it syncs
    Then <invoice> has no payment in HubSpot
    And HubSpot shows <invoice> at 100.00, of which 100.00 is due
    And QuickBooks shows <invoice> at 100.00, of which 75.00 is due
    And the payment of 25.00 on <invoice> is excluded
    And <invoice> is syncing with the remark "25.00"
    And the next sync writes nothing

    Examples:
      | invoice |
      | 1001    |
      | HS-1    |

  Scenario: An invoice that a credit pays in full stays open in HubSpot and says so
    Given what is not cash is only shown
    When a credit memo "CM-1" of 100.00 is applied to 1001 in QuickBooks
    And it syncs
    Then QuickBooks shows 1001 as paid
    And HubSpot shows 1001 at 100.00, of which 100.00 is due
    And 1001 is syncing with the remark "100.00"

  @S19
  Scenario: Money still crosses beside it
    Given what is not cash is only shown
    And a credit memo "CM-1" of 25.00 is applied to 1001 in QuickBooks
    When 40.00 is paid on 1001 in QuickBooks
    And it syncs
    Then HubSpot shows 1001 at 100.00, of which 60.00 is due
    And QuickBooks shows 1001 at 100.00, of which 35.00 is due
    And 1001 is syncing with the remark "25.00"
    And the next sync writes nothing

  Scenario: A credit that is taken off again leaves both equal
    Given what is not cash is only shown
    And a credit memo "CM-1" of 25.00 is applied to 1001 in QuickBooks
    And it syncs
    When what lowers 1001 by the credit memo "CM-1" is taken off in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And 1001 is syncing without any remark

  @A14
  Scenario: Chosen later, it holds for what comes, and what has crossed stays
    Given a credit memo "CM-1" of 25.00 is applied to 1001 in QuickBooks
    And it syncs
    When what is not cash is only shown
    And everything is compared
    Then 1001 is equal on both sides: 100.00, of which 75.00 is due
    And HubSpot has 1 payment in all

  Scenario: Chosen off again, it crosses
    Given what is not cash is only shown
    And a credit memo "CM-1" of 25.00 is applied to 1001 in QuickBooks
    And it syncs
    When what is not cash crosses again
    And a scheduled sync runs
    Then 1001 is equal on both sides: 100.00, of which 75.00 is due
    And 1001 is syncing

  @B17
  Scenario Outline: Of cash and a credit memo in one payment the cash alone crosses
    Given what is not cash is only shown
    When 60.00 and a credit memo "CM-1" of 25.00 pay <invoice> at once in QuickBooks
    And it syncs
    Then the payments of <invoice> in HubSpot are:
      | amount |
      | 60.00  |
    And HubSpot shows <invoice> at 100.00, of which 40.00 is due
    And QuickBooks shows <invoice> at 100.00, of which 15.00 is due
    And the payment of 60.00 on <invoice> is syncing with the remark "$25.00"
    And <invoice> is syncing with the remark "25.00"
    And the page of <invoice> says "<explained>"
    And the next sync writes nothing
    And comparing everything writes nothing

    Examples:
      | invoice | explained                                                                     |
      | 1001    | Total $100.00 Payments −$60.00 Credit memo or the like −$25.00 Balance $15.00 |
      | HS-1    | Total $100.00 Payments −$60.00 Balance $40.00                                 |

  @A14
  Scenario: What has crossed with its credit stays, and a payment beside it crosses without
    Given 60.00 and a credit memo "CM-1" of 25.00 pay 1001 at once in QuickBooks
    And it syncs
    When what is not cash is only shown
    And 10.00 and a credit memo "CM-2" of 2.50 pay 1001 at once in QuickBooks
    And everything is compared
    Then the payments of 1001 in HubSpot are:
      | amount |
      | 85.00  |
      | 10.00  |
    And 1001 is syncing with the remark "2.50"
    And the next sync writes nothing

  Scenario: Chosen off again, the credit crosses with its payment
    Given what is not cash is only shown
    And 60.00 and a credit memo "CM-1" of 25.00 pay 1001 at once in QuickBooks
    And it syncs
    When what is not cash crosses again
    And a scheduled sync runs
    Then 1001 is equal on both sides: 100.00, of which 15.00 is due
    And HubSpot has 1 payment in all
    And the payment of 85.00 on 1001 is syncing with the remark "25.00"
    And the next sync writes nothing

  @A29
  Scenario Outline: A payment of cash and a credit memo is taken back in QuickBooks
    Given what is not cash is only shown
    And 60.00 and a credit memo "CM-1" of 25.00 pay 1001 at once in QuickBooks
    And it syncs
    When the payment of 85.00 on 1001 is <taken back> in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And HubSpot has 0 payments in all
    And 1001 is syncing without any remark
    And the next sync writes nothing

    Examples:
      | taken back |
      | deleted    |
      | voided     |

  @A29
  Scenario: The credit of a payment changes in QuickBooks, and its cash does not
    Given what is not cash is only shown
    And 60.00 and a credit memo "CM-1" of 25.00 pay 1001 at once in QuickBooks
    And it syncs
    When the credit memo "CM-1" pays 5.00 of 1001 in that payment in QuickBooks
    And it syncs
    Then HubSpot shows 1001 at 100.00, of which 40.00 is due
    And QuickBooks shows 1001 at 100.00, of which 35.00 is due
    And the payment of 60.00 on 1001 is syncing with the remark "$5.00"
    And 1001 is syncing with the remark "5.00"
    And the next sync writes nothing
    When the credit memo "CM-1" is taken off that payment in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 40.00 is due
    And 1001 is syncing without any remark
    And the next sync writes nothing

  @A29
  Scenario Outline: The same cheque entered on both sides is one payment, though QuickBooks adds a credit to it
    Given what is not cash is only shown
    When 60.00 is paid on <invoice> in HubSpot
    And 60.00 and a credit memo "CM-1" of 25.00 pay <invoice> at once in QuickBooks
    And it syncs
    Then HubSpot has 1 payment in all
    And HubSpot shows <invoice> at 100.00, of which 40.00 is due
    And QuickBooks shows <invoice> at 100.00, of which 15.00 is due
    And <invoice> is syncing with the remark "25.00"
    And the next sync writes nothing

    Examples:
      | invoice |
      | 1001    |
      | HS-1    |

  @A29
  Scenario Outline: Whether the cash is the cheque that HubSpot has too, a person says
    Given what is not cash is only shown
    And 30.00 is paid on <invoice> in HubSpot, on 2026-11-22
    And 30.00 and a credit memo "CM-1" of 25.00 pay <invoice> at once in QuickBooks
    And it syncs
    Then one payment of 30.00 on <invoice> is failing: "One payment or two?"
    When on the page of one payment of 30.00 on <invoice> somebody chooses "Same payment" and clicks "Confirm"
    And it syncs
    Then nothing is written
    And HubSpot has 1 payment in all
    And QuickBooks has 1 payment in all
    And the payment of 30.00 on <invoice> is syncing with the remark "$25.00"
    And HubSpot shows <invoice> at 100.00, of which 70.00 is due
    And QuickBooks shows <invoice> at 100.00, of which 45.00 is due
    And <invoice> is syncing with the remark "25.00"
    And nothing fails
    And the next sync writes nothing

    Examples:
      | invoice |
      | 1001    |
      | HS-1    |

  @A29
  Scenario: The copy of the cash is deleted in HubSpot and entered there again
    Given what is not cash is only shown
    And 30.00 and a credit memo "CM-1" of 25.00 pay 1001 at once in QuickBooks
    And it syncs
    When the payment of 30.00 on 1001 is deleted in HubSpot
    And 30.00 is paid on 1001 in HubSpot
    And it syncs
    Then nothing is written
    And QuickBooks has 1 payment in all
    And the payment of 30.00 on 1001 is syncing with the remark "$25.00"
    And HubSpot shows 1001 at 100.00, of which 70.00 is due
    And QuickBooks shows 1001 at 100.00, of which 45.00 is due
    And 1001 is syncing with the remark "25.00"
    And nothing fails
    And the next sync writes nothing

  @A14 @A29
  Scenario: A copy that has crossed with its credit is deleted in HubSpot and entered there again
    Given 30.00 and a credit memo "CM-1" of 25.00 pay 1001 at once in QuickBooks
    And it syncs
    And what is not cash is only shown
    When the payment of 55.00 on 1001 is deleted in HubSpot
    And 55.00 is paid on 1001 in HubSpot
    And it syncs
    Then QuickBooks has 1 payment in all
    And the payments of 1001 in HubSpot are:
      | amount |
      | 30.00  |
    And nothing fails
    And the next sync writes nothing

  @A29
  Scenario: Of a payment that becomes more in HubSpot no more is applied than is open beside the credit
    Given what is not cash is only shown
    And 90.00 is paid on HS-1 in HubSpot
    And it syncs
    And the credit memo "CM-1" of 10.00 is added to the payment of 90.00 on HS-1 in QuickBooks
    And it syncs
    And the books are protected through 2026-11-24
    And the payment of 90.00 on HS-1 becomes 100.00 in HubSpot
    And it syncs
    Then the payment of 100.00 on HS-1 is parked
    When the books are protected through 2026-10-31
    And a scheduled sync runs
    Then QuickBooks shows HS-1 at 100.00, of which 0.00 is due
    And HubSpot shows HS-1 at 100.00, of which 0.00 is due
    And no write was refused
    And nothing fails
    And the next sync writes nothing

  @A29
  Scenario Outline: Said to be two, the cash alone goes to HubSpot
    Given what is not cash is only shown
    And 30.00 is paid on <invoice> in HubSpot, on 2026-11-22
    And 30.00 and a credit memo "CM-1" of 25.00 pay <invoice> at once in QuickBooks
    And it syncs
    When on the page of one payment of 30.00 on <invoice> somebody chooses "Two payments" and clicks "Confirm"
    And it syncs
    Then HubSpot shows <invoice> at 100.00, of which 40.00 is due
    And QuickBooks shows <invoice> at 100.00, of which 15.00 is due
    And HubSpot has 2 payments in all
    And QuickBooks has 2 payments in all
    And <invoice> is syncing with the remark "25.00"
    And nothing fails
    And the next sync writes nothing

    Examples:
      | invoice |
      | 1001    |
      | HS-1    |

  @A25
  Scenario: The cash may be a part of a HubSpot payment on two invoices that is left out, and a person says whether it is
    Given what is not cash is only shown
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And one payment of 60.00 on HS-1 and HS-2 is recorded in HubSpot
    And it syncs
    And the payment of 60.00 on HS-1 is left out by hand, because "We look into it"
    When 40.00 and a credit memo "CM-1" of 25.00 pay HS-1 at once in QuickBooks
    And it syncs
    Then nothing is written
    And HubSpot has 1 payment in all
    And the payment of 40.00 on HS-1 is failing: "Part of an ignored payment, or not?"
    And the page of the payment of 40.00 on HS-1 says "A payment of $40.00 stands on this invoice"
    When on the page of the payment of 40.00 on HS-1 somebody chooses "Part of it" and clicks "Confirm"
    And it syncs
    Then nothing is written
    And HubSpot has 1 payment in all
    And nothing fails
    And the next sync writes nothing

  @A29
  Scenario: A payment of HubSpot is corrected there, and the credit beside it in QuickBooks stays
    Given what is not cash is only shown
    And 60.00 is paid on HS-1 in HubSpot
    And it syncs
    When the credit memo "CM-1" of 25.00 is added to the payment of 60.00 on HS-1 in QuickBooks
    And it syncs
    Then HubSpot shows HS-1 at 100.00, of which 40.00 is due
    And QuickBooks shows HS-1 at 100.00, of which 15.00 is due
    And the payment of 60.00 on HS-1 is syncing with the remark "$25.00"
    And HS-1 is syncing with the remark "25.00"
    When the payment of 60.00 on HS-1 becomes 70.00 in HubSpot
    And it syncs
    Then HubSpot shows HS-1 at 100.00, of which 30.00 is due
    And QuickBooks shows HS-1 at 100.00, of which 5.00 is due
    And the payments of HS-1 in QuickBooks are:
      | amount | total |
      | 95.00  | 70.00 |
    And HS-1 is syncing with the remark "25.00"
    And the next sync writes nothing

  @A25
  Scenario: Which of two invoices a credit pays, nobody tells
    Given what is not cash is only shown
    And the invoice 1002 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    When 60.00 and a credit memo "CM-1" of 25.00 pay 50.00 of 1001 and 35.00 of 1002 in QuickBooks
    And it syncs
    Then HubSpot has 0 payments in all
    And the payment of 50.00 on 1001 is failing: "Cash and a credit memo in one payment"
    And the payment of 35.00 on 1002 is failing: "Cash and a credit memo in one payment"
    And the next sync writes nothing
    When the credit memo "CM-1" pays 25.00 of 1001 by itself in QuickBooks
    And it syncs
    Then HubSpot shows 1001 at 100.00, of which 75.00 is due
    And QuickBooks shows 1001 at 100.00, of which 50.00 is due
    And 1001 is syncing with the remark "25.00"
    And 1002 is equal on both sides: 50.00, of which 15.00 is due
    And the next sync writes nothing

  @A14 @A25
  Scenario: One that has crossed whole over two invoices is edited, and goes on crossing whole
    Given the invoice 1002 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    And 60.00 and a credit memo "CM-1" of 25.00 pay 50.00 of 1001 and 35.00 of 1002 in QuickBooks
    And it syncs
    And what is not cash is only shown
    When the payment of 50.00 on 1001 becomes 45.00 in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 55.00 is due
    And 1002 is equal on both sides: 50.00, of which 15.00 is due
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing

  @A25
  Scenario: How much of a credit is shown is not told any more, and the invoice whose credit it was waits with its payment
    Given what is not cash is only shown
    And 60.00 is paid on HS-1 in HubSpot
    And it syncs
    And the credit memo "CM-1" of 25.00 is added to the payment of 60.00 on HS-1 in QuickBooks
    And it syncs
    Then HS-1 is syncing with the remark "25.00"
    When 15.00 for 1001 is added to the payment of 85.00 on HS-1 in QuickBooks
    And it syncs
    Then the payment of 60.00 on HS-1 is failing: "Cash and a credit memo in one payment"
    And HS-1 is waiting
    And nothing is written
    And comparing everything writes nothing

  @A14
  Scenario Outline: Agreed on by a version that kept no credits: what has crossed with its credit stays
    Given the invoice 1002 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    And <paid> in QuickBooks
    And it syncs
    And our database was written by a version that kept no credits of a payment
    When what is not cash is only shown
    And everything is compared
    Then nothing is written
    And 1001 is equal on both sides: 100.00, of which <due> is due
    And 1001 is syncing
    And nothing fails

    Examples:
      | paid                                                                        | due   |
      | 60.00 and a credit memo "CM-1" of 25.00 pay 1001 at once                    | 15.00 |
      | 60.00 and a credit memo "CM-1" of 25.00 pay 50.00 of 1001 and 35.00 of 1002 | 50.00 |

  Scenario: Agreed on by a version that kept no credits: what is only shown stays shown, and its money is corrected
    Given what is not cash is only shown
    And 60.00 is paid on HS-1 in HubSpot
    And it syncs
    And the credit memo "CM-1" of 25.00 is added to the payment of 60.00 on HS-1 in QuickBooks
    And it syncs
    And our database was written by a version that kept no credits of a payment
    When the payment of 60.00 on HS-1 becomes 70.00 in HubSpot
    And it syncs
    Then the payments of HS-1 in QuickBooks are:
      | amount | total |
      | 95.00  | 70.00 |
    And HS-1 is syncing with the remark "25.00"
    And nothing fails
    And the next sync writes nothing

  @A28
  Scenario: Of a payment that was refunded in part what was kept stands there, and a credit comes beside it
    Given what is not cash is only shown
    And 60.00 is paid on HS-1 in HubSpot
    And it syncs
    And 20.00 of the payment of 60.00 on HS-1 is refunded in HubSpot
    And the payment of 60.00 on HS-1 becomes 40.00 in QuickBooks
    And it syncs
    When the credit memo "CM-1" of 25.00 is added to the payment of 40.00 on HS-1 in QuickBooks
    And it syncs
    Then the payment of 60.00 on HS-1 is syncing with the remark "25.00"
    And HubSpot shows HS-1 at 100.00, of which 60.00 is due
    And QuickBooks shows HS-1 at 100.00, of which 35.00 is due
    And HS-1 is syncing with the remark "25.00"
    And the next sync writes nothing
    And comparing everything writes nothing
    And the payment of 60.00 on HS-1 is syncing with the remark "25.00"
    When the credit memo "CM-1" is taken off that payment in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due
    And nothing fails
    And comparing everything writes nothing

  @A28
  Scenario: A refund is booked beside a payment that has all of it, and the credit stays shown
    Given what is not cash is only shown
    And 60.00 is paid on HS-1 in HubSpot
    And it syncs
    And the credit memo "CM-1" of 25.00 is added to the payment of 60.00 on HS-1 in QuickBooks
    And it syncs
    And 20.00 of the payment of 60.00 on HS-1 is refunded in HubSpot
    And it syncs
    When somebody clicks "Mark as done" on the page of the payment of 60.00 on HS-1
    And it syncs
    Then HubSpot shows HS-1 at 100.00, of which 60.00 is due
    And QuickBooks shows HS-1 at 100.00, of which 15.00 is due
    And HS-1 is syncing with the remark "25.00"
    And HS-1 is syncing with the remark "20.00"
    And the next sync writes nothing
    And comparing everything writes nothing
    And nothing fails
