@S4
Feature: A QuickBooks invoice is changed in QuickBooks

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price | text   |
      | Mowing | 2        | 50.00 | Mowing |
      | Mowing | 1        | 20.00 | Edging |
    And it syncs

  Scenario: Everything at once
    When the price of the line "Mowing" of 1001 becomes "55.50" in QuickBooks
    And the line "Edging" of 1001 is removed in QuickBooks
    And these lines are added to 1001 in QuickBooks:
      | item     | quantity | price | amount | text   |
      | Mowing   | 0.5      | 33.33 |        | Leaves |
      | shipping |          |       | 7.25   |        |
    And the number of 1001 becomes "1001-A" in QuickBooks
    And the date of 1001-A becomes "2026-11-23" in QuickBooks
    And the due date of 1001-A becomes "2026-11-30" in QuickBooks
    And the comments of 1001-A becomes "Ring twice" in QuickBooks
    And it syncs
    Then nothing is written in QuickBooks
    And 1001-A is equal on both sides: 134.92, of which 134.92 is due
    And HubSpot shows the due date "2026-11-30" on 1001-A
    And HubSpot shows the comments "Ring twice" on 1001-A
    And HubSpot has no invoice 1001
    And the next sync writes nothing

  Scenario: After it was paid in part, down to what was paid
    Given 70.00 is paid on 1001 in QuickBooks
    And it syncs
    When the quantity of the line "Mowing" of 1001 becomes "1" in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 70.00, of which 0.00 is due
    And HubSpot shows 1001 as paid
    And the next sync writes nothing

  Scenario: Raised after it was paid in full
    Given 120.00 is paid on 1001 in HubSpot
    And it syncs
    When these lines are added to 1001 in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 0.05  |
    And it syncs
    Then 1001 is equal on both sides: 120.05, of which 0.05 is due
    And HubSpot shows 1001 as open
    And the next sync writes nothing

  @A8
  Scenario: Its lines are changed in HubSpot, and put back by a click
    When the price of the line "Mowing" of 1001 becomes "60.00" in HubSpot
    And it syncs
    Then nothing is written
    And 1001 is failing: "Changed in HubSpot, belongs to QuickBooks"
    And QuickBooks shows 1001 at 120.00, of which 120.00 is due
    When somebody clicks "Put HubSpot back" on the page of 1001
    And it syncs
    Then 1001 is syncing
    And 1001 is equal on both sides: 120.00, of which 120.00 is due
    And the next sync writes nothing

  @A8
  Scenario: Its lines are changed in HubSpot, and back by hand
    When the price of the line "Mowing" of 1001 becomes "60.00" in HubSpot
    And it syncs
    And the price of the line "Mowing" of 1001 becomes "50.00" in HubSpot
    And it syncs
    Then nothing is written
    And 1001 is syncing

  @A8
  Scenario: Both sides change its lines at once
    When the price of the line "Mowing" of 1001 becomes "60.00" in HubSpot
    And the quantity of the line "Edging" of 1001 becomes "3" in QuickBooks
    And it syncs
    Then nothing is written
    And 1001 is failing: "Changed in HubSpot, belongs to QuickBooks"
    When somebody clicks "Put HubSpot back" on the page of 1001
    And it syncs
    Then 1001 is equal on both sides: 160.00, of which 160.00 is due
    And the next sync writes nothing

  @A8
  Scenario: Its date is changed in HubSpot, and back by hand
    When the date of 1001 becomes "2026-11-01" in HubSpot
    And it syncs
    Then nothing is written
    And 1001 is failing: "Changed in HubSpot, belongs to QuickBooks"
    When the date of 1001 becomes "2026-11-24" in HubSpot
    And it syncs
    Then nothing is written
    And 1001 is syncing

  @A8 @S16
  Scenario: Its number is changed in HubSpot, and back by hand
    When the number of 1001 becomes "X-9" in HubSpot
    And it syncs
    Then nothing is written
    And QuickBooks's 1001 is failing: "Changed in HubSpot, belongs to QuickBooks"
    When the number of X-9 becomes "1001" in HubSpot
    And it syncs
    Then nothing is written
    And 1001 is syncing

  @A8
  Scenario: Due date and comments may be changed on both sides
    When the due date of 1001 becomes "2026-12-31" in HubSpot
    And the comments of 1001 becomes "Ring twice" in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 120.00, of which 120.00 is due
    And QuickBooks shows the due date "2026-12-31" on 1001
    And HubSpot shows the comments "Ring twice" on 1001
    And the next sync writes nothing

  @A8
  Scenario: A discount of the whole invoice is put on in HubSpot
    When an order-level discount of 20.00 is put on 1001 in HubSpot
    And it syncs
    Then nothing is written
    And 1001 is failing: "Changed in HubSpot, belongs to QuickBooks"
    And QuickBooks shows 1001 at 120.00, of which 120.00 is due

  Scenario: It goes to another customer
    Given QuickBooks has the customer "Baker" with the email "bea@baker.test"
    When the customer of 1001 becomes "Baker" in QuickBooks
    And it syncs
    Then 1001 is failing: "The customer was changed in QuickBooks Online"
    When the customer of 1001 becomes "Acme" in QuickBooks
    And it syncs
    Then 1001 is syncing

  Scenario: All that is on it comes to nothing
    When the price of the line "Mowing" of 1001 becomes "0.00" in QuickBooks
    And the price of the line "Edging" of 1001 becomes "0.00" in QuickBooks
    And it syncs
    Then 1001 is syncing
    And HubSpot shows 1001 at 0.00, of which 0.00 is due
    And the next sync writes nothing
