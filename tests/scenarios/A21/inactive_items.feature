@A21 @A7
Feature: A line that is there already, whose item is made inactive

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And QuickBooks has the item "Other labor" with the SKU "OTHER" at 10.00
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  Scenario: Its product is unlinked by hand, so that no row of ours tells of the item
    Given the item Mowing is made inactive
    And it syncs
    And the product Mowing is unlinked by hand
    When the price of the line "Mowing" of HS-1 becomes "55.00" in HubSpot
    And it syncs
    Then HS-1 is failing: "The item “Mowing” is inactive or deleted in QuickBooks Online"
    And QuickBooks shows HS-1 at 100.00, of which 100.00 is due
    When the item Mowing is made active
    And it syncs
    Then HS-1 is equal on both sides: 110.00, of which 110.00 is due
    And the next sync writes nothing

  Scenario: Another item takes the line in QuickBooks
    Given the item Mowing is made inactive
    And it syncs
    And the product Mowing is unlinked by hand
    When the price of the line "Mowing" of HS-1 becomes "55.00" in HubSpot
    And it syncs
    Then HS-1 is failing: "choose another item on the line"
    When the item of the line "Mowing" of HS-1 becomes "Other labor" in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 110.00, of which 110.00 is due
    And HS-1 is syncing with the remark "Recoded in QuickBooks Online"
    And the next sync writes nothing

  Scenario: Only the inactive one of several is named, and only while it stands on a line
    Given these lines are added to HS-1 in HubSpot:
      | name   | quantity | price | SKU   |
      | Labor  | 1        | 10.00 | OTHER |
    And it syncs
    And the item Other labor is made inactive
    And it syncs
    When the price of the line "Mowing" of HS-1 becomes "55.00" in HubSpot
    And it syncs
    Then HS-1 is failing: "The item “Other labor” is inactive or deleted in QuickBooks Online"
    When the line "Labor" of HS-1 is removed in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 110.00, of which 110.00 is due
    And the next sync writes nothing
