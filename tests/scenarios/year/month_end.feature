Feature: A month ends

  Background:
    Given the shop of Acme, syncing two-way

  @A19
  Scenario: The last evening of a month stays in the month, for invoice and payment
    Given it is "2026-11-30 22:30" at the company
    When the invoice HS-1 for Ann, dated this moment, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 100.00 is paid on HS-1 in HubSpot this moment
    And it syncs
    Then QuickBooks shows the date "2026-11-30" on HS-1
    And the payments of HS-1 in QuickBooks are:
      | amount | date       |
      | 100.00 | 2026-11-30 |
    And HS-1 is syncing
    And the next sync writes nothing
    And comparing everything writes nothing

  @A10
  Scenario: A void of an earlier month waits for a click that says what it changes
    Given the invoice HS-1 for Ann, dated 2026-10-28, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When HS-1 is voided in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is in need of approval
    And the page of HS-1 says "Oct 28, 2026"
    And QuickBooks shows HS-1 at 100.00, of which 100.00 is due
    When somebody approves HS-1
    And it syncs
    Then QuickBooks shows HS-1 as voided
    And HS-1 is syncing
    And the next sync writes nothing

  @A24 @A28
  Scenario: A cheque of October bounces after October was closed
    Given the invoice HS-1 for Ann, dated 2026-10-28, is finalized in HubSpot:
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
    When the books are protected through 2026-09-30
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And the next sync writes nothing

  @A24
  Scenario: A new invoice dated in a closed month is parked, its payment of today waits, and both go when the date is moved
    Given QuickBooks has closed its books through 2026-10-31
    And the settings of both accounts are read anew
    When the invoice HS-1 for Ann, dated 2026-10-31, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-2 for Ann, dated 2026-11-01, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And 30.00 is paid on HS-1 in HubSpot
    And it syncs
    Then HS-1 is parked
    And the payment of 30.00 on HS-1 is waiting: "Waits for invoice HS-1, which is parked. It goes by itself once that is settled."
    And HS-2 is equal on both sides: 50.00, of which 50.00 is due
    And the page "parked/" says "HS-1"
    And the next sync writes nothing
    When QuickBooks has closed its books through 2026-10-30
    And the settings of both accounts are read anew
    Then HS-1 is equal on both sides: 100.00, of which 70.00 is due
    And the next sync writes nothing

  @A24
  Scenario: What QuickBooks changes in a closed month still arrives in HubSpot
    Given the invoice 1001 for Acme, dated 2026-10-28, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And the books are protected through 2026-10-31
    When the quantity of the line "Mowing" of 1001 becomes "3" in QuickBooks
    And 20.00 is paid on 1001 in QuickBooks, on 2026-10-30
    And it syncs
    Then 1001 is equal on both sides: 150.00, of which 130.00 is due
    And nothing fails
    And the next sync writes nothing
