@S3 @S4
Feature: A HubSpot invoice is changed where it was made

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
      | Edging | 1        | 20.00 |
    And it syncs

  Scenario: Everything at once
    When the price of the line "Mowing" of HS-1 becomes "55.50" in HubSpot
    And the line "Edging" of HS-1 is removed in HubSpot
    And these lines are added to HS-1 in HubSpot:
      | name   | quantity | price |
      | Mowing | 0.5      | 33.33 |
    And the number of HS-1 becomes "HS-1A" in HubSpot
    And the date of HS-1A becomes "2026-11-23" in HubSpot
    And the due date of HS-1A becomes "2026-11-30" in HubSpot
    And the comments of HS-1A becomes "Ring twice" in HubSpot
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And HS-1A is equal on both sides: 127.67, of which 127.67 is due
    And QuickBooks shows the due date "2026-11-30" on HS-1A
    And QuickBooks shows the comments "Ring twice" on HS-1A
    And QuickBooks has no invoice HS-1
    And the next sync writes nothing

  Scenario: While it is paid in part in QuickBooks
    When 70.00 is paid on HS-1 in QuickBooks
    And the quantity of the line "Mowing" of HS-1 becomes "1" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 70.00, of which 0.00 is due
    And HubSpot shows HS-1 as paid
    And the next sync writes nothing

  @A12
  Scenario: Below what was paid it is not sent
    When 80.00 is paid on HS-1 in QuickBooks
    And the price of the line "Mowing" of HS-1 becomes "25.00" in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is failing: "The new total is lower than what is already paid What The invoice was made smaller than what is already paid: the new total is $70.00, and $80.00 is paid"
    And QuickBooks shows HS-1 at 120.00, of which 40.00 is due
    When the price of the line "Mowing" of HS-1 becomes "30.00" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 80.00, of which 0.00 is due

  Scenario: Raised while it is paid in full in QuickBooks
    When 120.00 is paid on HS-1 in QuickBooks
    And these lines are added to HS-1 in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 0.05  |
    And it syncs
    Then HS-1 is equal on both sides: 120.05, of which 0.05 is due
    And QuickBooks shows HS-1 as open
    And the next sync writes nothing

  @A18 @S45
  Scenario: It takes a number that another document has there
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 9.00  |
    And it syncs
    When the number of HS-1 becomes "1002" in HubSpot
    And the number of 1001 becomes "1002" in QuickBooks
    And it syncs
    Then QuickBooks has 1 invoice 1002
    And HubSpot has 1 invoice 1002
    And HubSpot's 1002 is failing: "The number is already used by another document"

  Scenario: All its lines are taken away
    When the line "Mowing" of HS-1 is removed in HubSpot
    And the line "Edging" of HS-1 is removed in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is failing: "There is nothing on the invoice that could be sent"
    And QuickBooks shows HS-1 at 120.00, of which 120.00 is due

  @S8
  Scenario: A fee of the whole invoice is put on later
    When an order-level fee of 5.00 is put on HS-1 in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is failing: "fee"
    And QuickBooks shows HS-1 at 120.00, of which 120.00 is due

  Scenario: A change that comes to nothing
    When the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And the price of the line "Mowing" of HS-1 becomes "50.00" in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is syncing
