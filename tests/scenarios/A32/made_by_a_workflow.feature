@A32 @S22
Feature: An invoice that a workflow makes of a payment is not sent a second time

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And 100.00 is paid on HS-1 in HubSpot, by card, with the reference "ch_1"
    And it syncs
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the payment of 100.00 on HS-1 is put on HS-2 too in HubSpot

  @A25
  Scenario: It is held alone, and the payment stays with the invoice that it paid
    When it syncs
    Then nothing is written
    And HS-2 is failing: "This may be the same sale a second time"
    And the page of HS-2 says "HS-1"
    And the payment of 100.00 on HS-1 is syncing
    And QuickBooks has no invoice HS-2
    And the next sync writes nothing
    And QuickBooks has 1 payment in all

  Scenario: It is held whatever else changes with it
    When HubSpot lets finalized invoices be edited
    And the comments of HS-1 becomes "Gate code 12" in HubSpot
    And it syncs
    Then HS-2 is failing: "This may be the same sale a second time"
    And QuickBooks shows the comments "Gate code 12" on HS-1
    And QuickBooks has no invoice HS-2
    And QuickBooks has 1 payment in all

  @A10
  Scenario: It is voided in HubSpot, and nothing more is asked
    Given it syncs
    When HS-2 is voided in HubSpot
    And it syncs
    Then nothing is written
    And HS-2 is excluded
    And the payment of 100.00 on HS-1 is syncing
    And HS-1 is equal on both sides: 100.00, of which 0.00 is due

  Scenario: Somebody says that it is another sale, and it goes over unpaid
    Given it syncs
    When on the page of HS-2 somebody chooses "It is another sale" and clicks "Confirm"
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And HS-2 is equal on both sides: 100.00, of which 100.00 is due
    And QuickBooks has 1 payment in all
    And the next sync writes nothing

  Scenario: “It is another sale” is taken back before a sync has sent it: it is asked anew
    Given it syncs
    When on the page of HS-2 somebody chooses "It is another sale" and clicks "Confirm"
    And somebody clicks "Choose again" on the page of HS-2
    Then the answer says "The next run asks again whether HS-2 is the same sale"
    When it syncs
    Then nothing is written
    And HS-2 is failing: "This may be the same sale a second time"
    When on the page of HS-2 somebody chooses "It is another sale" and clicks "Confirm"
    And it syncs
    Then HS-2 is equal on both sides: 100.00, of which 100.00 is due
    And the page of HS-2 does not offer "Choose again"
    And QuickBooks has 1 payment in all
    And nothing fails

  @A24
  Scenario: Nor is it sent where it was taken back while its month was protected
    Given it syncs
    And the books are protected through 2026-11-30
    When on the page of HS-2 somebody chooses "It is another sale" and clicks "Confirm"
    And it syncs
    Then HS-2 is parked
    When somebody clicks "Choose again" on the page of HS-2
    And the books are protected through 2026-10-31
    And it syncs
    Then nothing is written
    And HS-2 is failing: "This may be the same sale a second time"
