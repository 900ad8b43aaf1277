@S2
Feature: A bookkeeper's year, where invoices come only to HubSpot

  @A7 @S4
  Scenario: A line is recoded in QuickBooks, and HubSpot shows the other item to the cent
    Given the shop of Acme, syncing to HubSpot only
    And QuickBooks has the item "Other labor" with the SKU "OTHER" at 10.00
    And it syncs
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the item of the line "Mowing" of 1001 becomes "Other labor" in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And 1001 is syncing without any remark
    And the lines of 1001 in HubSpot are:
      | product     | quantity | amount |
      | Other labor | 2        | 100.00 |
    And the next sync writes nothing

  @A7
  Scenario: An invoice of HubSpot that had gone over is recoded there after nothing goes any more
    Given the shop of Acme, syncing two-way
    And QuickBooks has the item "Other labor" with the SKU "OTHER" at 10.00
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And invoices are set to sync to HubSpot only
    When the item of the line "Mowing" of HS-1 becomes "Other labor" in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is syncing with the remark "Recoded in QuickBooks Online"

  @A19
  Scenario Outline: The last day of a month is that day wherever the company is, and so late in its evening
    Given the shop of Acme, syncing to HubSpot only
    And the company is in the time zone "<zone>"
    And it is "2026-11-30 22:30" at the company
    And the invoice 1001 for Acme, dated 2026-11-30, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then HubSpot shows the date "2026-11-30" on 1001
    And HubSpot shows the due date "2026-12-24" on 1001
    And the page of 1001 says "Nov 30, 2026"
    And comparing everything writes nothing

    Examples:
      | zone                |
      | America/Los_Angeles |
      | Asia/Tokyo          |

  @A13 @A24
  Scenario: A new mapping reaches the copies of a closed month too, and writes nothing in QuickBooks
    Given the shop of Acme, syncing to HubSpot only
    And the invoice 1001 for Acme, dated 2026-10-28, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the statement memo of 1001 becomes "Second yard" in QuickBooks
    And it syncs
    And the books are protected through 2026-10-31
    When the title of invoices is mapped to the statement memo of QuickBooks, also for what is linked
    And it syncs
    Then 1 record is written in HubSpot and 0 in QuickBooks
    And HubSpot shows the title "Second yard" on 1001
    And 1001 is syncing without any remark
    And the next sync writes nothing
