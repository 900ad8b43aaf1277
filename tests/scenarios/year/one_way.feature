@S2
Feature: A bookkeeper's year, where invoices sync one way

  @A7 @S3
  Scenario: Only to QuickBooks, a line is recoded and then edited in HubSpot
    Given the shop of Acme, syncing to QuickBooks only
    And HubSpot lets finalized invoices be edited
    And QuickBooks has the item "Other labor" with the SKU "OTHER" at 10.00
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the item of the line "Mowing" of HS-1 becomes "Other labor" in QuickBooks
    And it syncs
    Then HS-1 is syncing with the remark "Recoded in QuickBooks Online"
    When the price of the line "Mowing" of HS-1 becomes "55.00" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 110.00, of which 110.00 is due
    And the lines of HS-1 in QuickBooks are:
      | item        | amount |
      | Other labor | 110.00 |
    And the next sync writes nothing

  @A10
  Scenario: Only to QuickBooks, a void of an earlier month waits for a click
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann, dated 2026-10-28, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When HS-1 is voided in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is in need of approval: "Oct 28, 2026"
    When somebody approves HS-1
    And it syncs
    Then QuickBooks shows HS-1 as voided
    And HS-1 is syncing

  @A10 @A24
  Scenario: Only to HubSpot, a void of a month that is closed follows at once
    Given the shop of Acme, syncing to HubSpot only
    And the invoice 1001 for Acme, dated 2026-10-28, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And the books are protected through 2026-10-31
    When 1001 is voided in QuickBooks
    And it syncs
    Then HubSpot shows 1001 as voided
    And 1001 is syncing
    And the next sync writes nothing

  @A24 @A28
  Scenario: Only to QuickBooks, a cheque of October bounces after October was closed
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann, dated 2026-10-28, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 100.00 is paid on HS-1 in HubSpot, by check, on 2026-10-30
    And it syncs
    And the books are protected through 2026-10-31
    When the payment of 100.00 on HS-1 fails in HubSpot
    And it syncs
    Then nothing is written
    And the payment of 100.00 on HS-1 is parked
    And QuickBooks shows HS-1 at 100.00, of which 0.00 is due

  @A5 @B40
  Scenario: Only to HubSpot, what HubSpot's own sync brought is taken over and followed
    Given the shop of Acme, syncing to HubSpot only
    And the invoice X-1 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And another app makes the invoice X-1 for Ann in HubSpot, not billable:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When the date of X-1 becomes "2026-11-24" in HubSpot
    And it syncs
    Then HubSpot has 1 invoice X-1
    And X-1 is syncing
    When the price of the line "Mowing" of X-1 becomes "60.00" in QuickBooks
    And it syncs
    Then X-1 is equal on both sides: 120.00, of which 120.00 is due

  @A1 @A2
  Scenario: Only to HubSpot, a sub-customer without an address is billed through its parent's contact
    Given the shop of Acme, syncing to HubSpot only
    And QuickBooks has the sub-customer "Maple Court" of "Acme" without an email
    When the invoice 1001 for Maple Court is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then HubSpot shows 1001 for the customer "ann@acme.test"
    And 1001 is syncing
    And the next sync writes nothing

  @S3 @S12
  Scenario Outline: An invoice is given to somebody else, and back
    Given the shop of Acme, syncing <direction>
    And HubSpot lets finalized invoices be edited
    And HubSpot has the contact "Bea Baker" with the email "bea@baker.test"
    And QuickBooks has the customer "Baker" with the email "bea@baker.test"
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs
    When the contact of <number> becomes Bea in HubSpot
    And it compares everything
    Then nothing is written
    And <number> is failing: "The contact was changed in HubSpot"
    When the contact of <number> becomes Ann in HubSpot
    And the customer of <number> becomes "Baker" in QuickBooks
    And it compares everything
    Then nothing is written
    And <number> is failing: "customer"
    When the customer of <number> becomes "Acme" in QuickBooks
    And it syncs
    Then nothing is written
    And <number> is syncing without any remark

    Examples:
      | direction          | number |
      | to HubSpot only    | 1001   |
      | to QuickBooks only | HS-1   |

  @A19 @A13 @A24 @S29
  Scenario: Only to QuickBooks, the last evening of a month, and a new mapping when that month is closed
    Given the shop of Acme, syncing to QuickBooks only
    And HubSpot lets finalized invoices be edited
    And it is "2026-11-30 22:30" at the company
    And the invoice HS-1 for Ann, dated this moment, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the title of HS-1 becomes "Here" in HubSpot
    And 100.00 is paid on HS-1 in HubSpot this moment
    When it syncs
    Then QuickBooks shows the date "2026-11-30" on HS-1
    And the payments of HS-1 in QuickBooks are:
      | amount | date       |
      | 100.00 | 2026-11-30 |
    When the books are protected through 2026-11-30
    And the title of invoices is mapped to the statement memo of QuickBooks, also for what is linked
    And it syncs
    Then nothing is written
    And QuickBooks shows the statement memo "" on HS-1
    And HS-1 is syncing
