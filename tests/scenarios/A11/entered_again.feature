@A5 @A11
Feature: An invoice that is deleted in QuickBooks and entered there again

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann, dated 2026-11-20, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And HS-1 is deleted in QuickBooks
    And it syncs

  Scenario: As it was, it is the same one, without a click here and without a second copy
    Then HS-1 is failing: "Deleted in QuickBooks Online"
    When the invoice HS-1 for Acme, dated 2026-11-20, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then nothing is written
    And HS-1 is syncing
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And QuickBooks has 1 invoice HS-1
    And HubSpot has 1 invoice HS-1
    And comparing everything writes nothing

  @S3 @S44
  Scenario: It stays HubSpot's and follows it
    Given the invoice HS-1 for Acme, dated 2026-11-20, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When 40.00 is paid on HS-1 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due
    When the quantity of the line "Mowing" of HS-1 becomes "3" in QuickBooks
    And it syncs
    Then HS-1 is failing: "Line item or invoice amount modifications in HubSpot native invoices"

  @A18
  Scenario Outline: Another document of its number is not taken for it
    When the invoice HS-1 for Acme, dated <date>, is made in QuickBooks:
      | item   | quantity   | price |
      | Mowing | <quantity> | 50.00 |
    And it syncs
    Then nothing is written
    And HubSpot's HS-1 is failing: "Deleted in QuickBooks Online"
    And QuickBooks's HS-1 is failing: "number"

    Examples:
      | quantity | date       |
      | 3        | 2026-11-20 |
      | 2        | 2026-11-19 |
