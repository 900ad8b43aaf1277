@A32 @B37 @B31
Feature: An invoice that was sent says which other one it may repeat

  It is a remark and never a hold: two visits in one week are billed alike as well.

  Scenario Outline: The same customer and amount, up to five days apart
    Given the shop of Acme, syncing <direction>
    And the invoice HS-1 for Ann, dated 2026-11-16, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the invoice HS-2 for Ann, dated <date>, is finalized in HubSpot:
      | name  | quantity | price  |
      | Edges | 1        | 100.00 |
    And it syncs
    Then HS-2 is equal on both sides: 100.00, of which 100.00 is due
    And HS-2 is syncing with the remark "May be a duplicate of HS-1: same customer, same amount, $100.00, <apart>"
    And HS-1 is syncing without any remark
    And the page of HS-2 offers "Open HS-1"
    And the next sync writes nothing

    Examples:
      | direction          | date       | apart           |
      | two-way            | 2026-11-16 | on the same day |
      | two-way            | 2026-11-17 | 1 day apart     |
      | two-way            | 2026-11-21 | 5 days apart    |
      | two-way            | 2026-11-11 | 5 days apart    |
      | to QuickBooks only | 2026-11-19 | 3 days apart    |

  Scenario Outline: Another day, amount or customer is another sale
    Given the shop of Acme, syncing two-way
    And HubSpot has the contact "Ben Birch" with the email "ben@birch.test"
    And the invoice HS-1 for Ann, dated 2026-11-16, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When the invoice HS-2 for <who>, dated <date>, is finalized in HubSpot:
      | name   | quantity | price   |
      | Mowing | 1        | <price> |
    And it syncs
    Then HS-2 is equal on both sides: <price>, of which <price> is due
    And the page of HS-2 does not say "May be a duplicate"

    Examples:
      | who | date       | price  |
      | Ann | 2026-11-22 | 100.00 |
      | Ann | 2026-11-10 | 100.00 |
      | Ann | 2026-11-16 | 100.01 |
      | Ben | 2026-11-16 | 100.00 |

  Scenario: Both are sent by one run, and the nearest is named
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann, dated 2026-11-16, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-2 for Ann, dated 2026-11-19, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-3 for Ann, dated 2026-11-20, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then HS-1 is syncing without any remark
    And HS-2 is syncing with the remark "May be a duplicate of HS-1: same customer, same amount, $100.00, 3 days apart"
    And HS-3 is syncing with the remark "May be a duplicate of HS-2: same customer, same amount, $100.00, 1 day apart"

  Scenario: What somebody enters by hand in QuickBooks for the same sale, before or after
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And it compares everything
    Then nothing is written
    And HS-1 is syncing with the remark "May be a duplicate of 1001"
    And 1001 is syncing without any remark

  @A10
  Scenario: The other one is voided, and the remark goes with the next look
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then HS-2 is syncing with the remark "If it is the same sale, void one of the two"
    When HS-1 is voided in HubSpot
    And it syncs
    And the comments of HS-2 becomes "Gate code 12" in HubSpot
    And it syncs
    Then HS-2 is syncing without any remark
    And HS-2 is equal on both sides: 100.00, of which 100.00 is due
