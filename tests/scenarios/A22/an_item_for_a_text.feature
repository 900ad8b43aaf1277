@A22 @S11
Feature: Somebody says which item lines of a text are, from now on

  Background:
    Given the shop of Acme, syncing two-way
    And QuickBooks has the item "Debris hauling" with the SKU "HAUL" at 45.00
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name      | quantity | price | product |
      | Haul away | 2        | 50.00 | none    |
    And it syncs

  Scenario: The next invoice uses it, and what was sent stays as it is
    When somebody uses the item Debris hauling for lines called "Haul away"
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name        | quantity | price | product |
      | haul  AWAY  | 3        | 33.33 | none    |
      | Haul stones | 1        | 10.00 | none    |
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And the lines of HS-2 in QuickBooks are:
      | item             | quantity | price | amount |
      | Debris hauling   | 3        | 33.33 | 99.99  |
      | Custom Line Item | 1        | 10.00 | 10.00  |
    And HS-2 is equal on both sides: 109.99, of which 109.99 is due
    And the lines of HS-1 in QuickBooks are:
      | item             | quantity | price |
      | Custom Line Item | 2        | 50.00 |
    And HS-1 is syncing with the remark "A line without a known product stands on “Custom Line Item”."
    And the next sync writes nothing

  Scenario: An invoice that was sent keeps its lines where they are when it changes
    Given HubSpot lets finalized invoices be edited
    When somebody uses the item Debris hauling for lines called "Haul away"
    And the price of the line "Haul away" of HS-1 becomes "60.00" in HubSpot
    And it syncs
    Then the lines of HS-1 in QuickBooks are:
      | item             | quantity | price |
      | Custom Line Item | 2        | 60.00 |
    And HS-1 is equal on both sides: 120.00, of which 120.00 is due

  Scenario: No Custom Line Item is made where every line has an item by then
    When somebody uses the item Debris hauling for lines called "Haul away"
    And the item Custom Line Item is made inactive
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name      | quantity | price | product |
      | Haul away | 1        | 50.00 | none    |
    And it syncs
    Then HS-2 is equal on both sides: 50.00, of which 50.00 is due
    And HS-2 is syncing without any remark

  @A21
  Scenario: What is inactive never falls back to another item
    When somebody uses the item Debris hauling for lines called "Haul away"
    And the item Debris hauling is made inactive
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name      | quantity | price | product |
      | Haul away | 1        | 50.00 | none    |
    And it syncs
    Then HS-2 is failing: "The item “Debris hauling” is inactive or deleted in QuickBooks Online"
    And QuickBooks has no invoice HS-2
    When the item Debris hauling is made active
    And it syncs
    Then HS-2 is equal on both sides: 50.00, of which 50.00 is due

  @A21
  Scenario: The same while products do not sync
    Given the sync of products is turned off
    When somebody uses the item Debris hauling for lines called "Haul away"
    And the item Debris hauling is made inactive
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name      | quantity | price | product |
      | Haul away | 1        | 50.00 | none    |
    And it syncs
    Then HS-2 is failing: "The item “Debris hauling” is inactive or deleted in QuickBooks Online"
    And QuickBooks has no invoice HS-2

  @A21 @S10
  Scenario: The product of the line and its SKU say more than its text
    When somebody uses the item Debris hauling for lines called "Mowing"
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then the lines of HS-2 in QuickBooks are:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |

  @B28
  Scenario: It holds whatever is chosen for other lines without an item
    When somebody uses the item Debris hauling for lines called "Haul away"
    And a line without an item lets the invoice fail
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name      | quantity | price | product |
      | Haul away | 1        | 50.00 | none    |
    And it syncs
    Then the lines of HS-2 in QuickBooks are:
      | item           | quantity | price |
      | Debris hauling | 1        | 50.00 |

  Scenario: Taken back, lines of the text stand on Custom Line Item again
    When somebody uses the item Debris hauling for lines called "Haul away"
    And somebody uses no item for lines called "Haul away" any more
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name      | quantity | price | product |
      | Haul away | 1        | 50.00 | none    |
    And it syncs
    Then the lines of HS-2 in QuickBooks are:
      | item             | quantity | price |
      | Custom Line Item | 1        | 50.00 |

  @A21
  Scenario: A bundle is sold by its parts, so it is neither offered nor taken for a line
    Given QuickBooks has the bundle "Debris set" with the SKU "SET" of:
      | item           | quantity |
      | Debris hauling | 2        |
    And it syncs
    Then the page "custom-line-items/?text=haul+away&item=Debris" says "Debris hauling SKU HAUL"
    And the page "custom-line-items/?text=haul+away&item=Debris" does not say "Debris set"
    And the item Debris set cannot be used for lines called "Haul away", "is a bundle in QuickBooks Online, which is sold by its parts"
