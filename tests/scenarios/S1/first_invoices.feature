@S1
Feature: The first invoice, and the edits after it

  @S12 @S16 @S24 @A20
  Scenario: An invoice finalized in HubSpot stands in QuickBooks under its number
    Given the shop of Acme, syncing two-way
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And the lines of HS-1 in QuickBooks are:
      | item   | quantity | price | amount | tax |
      | Mowing | 2        | 50    | 100    | NON |
    And HS-1 is syncing without any remark
    And the next sync writes nothing

  Scenario: One edit on each side makes exactly two writes
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 85.00 |
    And it syncs
    When the phone of the contact Ann becomes "916 555 0100"
    And the quantity of the line "Mowing" of 1001 becomes "3" in QuickBooks
    And it syncs
    Then 1 record is written in HubSpot and 1 in QuickBooks
    And 1001 is equal on both sides: 255.00, of which 255.00 is due
    And the next sync writes nothing
