@A5 @A11
Feature: A QuickBooks invoice that is deleted there and entered again, with its copy in HubSpot

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme, dated 2026-11-20, is made in QuickBooks:
      | item   | quantity | price | text   |
      | Mowing | 2        | 50.00 | Front  |
      | Mowing | 1        | 20.00 | Leaves |
    And it syncs
    And 1001 is deleted in QuickBooks

  @S4
  Scenario: As it was, it is the same one, and its copy follows it
    Given it syncs
    Then 1001 is failing: "Deleted in QuickBooks Online"
    When the invoice 1001 for Acme, dated 2026-11-20, is made in QuickBooks:
      | item   | quantity | price | text   |
      | Mowing | 2        | 50.00 | Front  |
      | Mowing | 1        | 20.00 | Leaves |
    And it syncs
    Then nothing is written
    And 1001 is equal on both sides: 120.00, of which 120.00 is due
    And HubSpot has 1 invoice 1001
    And nothing fails
    And comparing everything writes nothing
    When 40.00 is paid on 1001 in HubSpot
    And the price of the line "Front" of 1001 becomes "60.00" in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 140.00, of which 100.00 is due
    And nothing fails
    And the next sync writes nothing

  Scenario: Between two syncs, with its lines in one
    When the invoice 1001 for Acme, dated 2026-11-20, is made in QuickBooks:
      | item   | quantity | price | text |
      | Mowing | 2        | 60.00 | All  |
    And it syncs
    Then 1001 is equal on both sides: 120.00, of which 120.00 is due
    And HubSpot has 1 invoice 1001
    And nothing fails
    And comparing everything writes nothing

  @A18
  Scenario Outline: Another document of its number is not taken for it
    When the invoice 1001 for Acme, dated <date>, is made in QuickBooks:
      | item   | quantity | price   |
      | Mowing | 2        | <price> |
    And it syncs
    Then nothing is written
    And HubSpot has 1 invoice 1001
    And HubSpot's 1001 is failing: "Deleted in QuickBooks Online"
    And QuickBooks's 1001 is failing: "number"

    Examples:
      | date       | price |
      | 2026-11-20 | 60.01 |
      | 2026-11-19 | 60.00 |

  @A10
  Scenario: After its copy was voided it is another one
    Given it syncs
    And somebody clicks "Void it in HubSpot" on the page of 1001
    And it syncs
    When the invoice 1001 for Acme, dated 2026-11-20, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 60.00 |
    And it syncs
    Then QuickBooks shows 1001 at 120.00, of which 120.00 is due
    And HubSpot shows 1001 as voided
    And QuickBooks's 1001 is failing: "number"

  @A29 @S19
  Scenario: What was paid in HubSpot is put back on it
    Given the invoice 1002 for Acme, dated 2026-11-20, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And 40.00 is paid on 1002 in HubSpot
    And it syncs
    And 1002 is deleted in QuickBooks
    And it syncs
    When the invoice 1002 for Acme, dated 2026-11-20, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then the payment of 40.00 on 1002 is failing
    And HubSpot has 1 invoice 1002
    When somebody clicks "Put it back" on the page of the payment of 40.00 on 1002
    And it syncs
    Then 1002 is equal on both sides: 100.00, of which 60.00 is due
    And QuickBooks has 1 payment in all
