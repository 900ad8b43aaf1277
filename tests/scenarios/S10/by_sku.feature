@S10
Feature: Products match items by SKU

  Scenario Outline: Case and blanks around it do not matter
    Given QuickBooks has the item "Pruning" with the SKU " <there>" at 60.00
    And HubSpot has the product "Tree pruning" with the SKU "<here>  " at 60.00
    And everything is set up to sync <direction>
    When it syncs
    Then the product <name> is syncing
    And the page of the product <name> says "Linked. Same SKU."
    And QuickBooks has these items:
      | name   |
      | <name> |
    And HubSpot has these products:
      | name   |
      | <name> |
    And the next sync writes nothing

    Examples:
      | there  | here   | direction          | name         |
      | PRUNE  | prune  | two-way            | Tree pruning |
      | PRUNE  | PRUNE  | to HubSpot only    | Pruning      |
      | pru-01 | PRU-01 | to QuickBooks only | Tree pruning |

  @B4
  Scenario: Linked under two names, neither was changed by anybody
    Given QuickBooks has the item "Pruning" with the SKU "PRUNE" at 60.00
    And HubSpot has the product "Tree pruning" with the SKU "PRUNE" at 60.00
    And everything is set up to sync two-way
    When it syncs
    Then the product Tree pruning is syncing with the remark "The two sides held different values of the same field."
    And the page of the product Tree pruning says "Different values on the two sides. What stands in HubSpot was taken."
    And the page of the product Tree pruning does not say "Both sides changed"
    And the next sync writes nothing

  Scenario: Without a SKU they stay where they are
    Given the shop of Acme, syncing two-way
    And QuickBooks has the item "Odd job" without a SKU at 20.00
    And HubSpot has the product "Advice" without a SKU at 30.00
    When it syncs
    Then nothing is written
    And the item Odd job is excluded: "It has no SKU"
    And the product Advice is excluded: "It has no SKU"

  Scenario: One of each: the one without a partner is made on the other side
    Given the shop of Acme, syncing two-way
    And QuickBooks has the item "Snow removal" with the SKU "SNOW" at 85.00
    When it syncs
    Then 1 record is written in HubSpot and 0 in QuickBooks
    And HubSpot has these products:
      | name         | SKU  | price |
      | Mowing       | MOW  | 50.00 |
      | Snow removal | SNOW | 85.00 |

  @S45
  Scenario: One SKU twice fails every one of them, until one is changed
    Given QuickBooks has the item "Paver" with the SKU "PAV" at 4.00
    And HubSpot has the product "Paver, grey" with the SKU "PAV" at 4.00
    And HubSpot has the product "Paver, red" with the SKU "pav" at 4.00
    And everything is set up to sync two-way
    When it syncs
    Then nothing is written
    And the product Paver, red is failing: "More than one product has this SKU"
    And the product Paver, grey is failing: "More than one product has this SKU"
    And the item Paver is failing: "More than one product has this SKU"
    When the SKU of the product Paver, red becomes "PAV-RED"
    And it syncs
    Then nothing fails
    And QuickBooks has these items:
      | name        | SKU     |
      | Paver, grey | PAV     |
      | Paver, red  | PAV-RED |

  @S2 @S45
  Scenario Outline: One SKU twice, one way: whoever would cross fails, until one is changed
    Given QuickBooks has the item "Paver" with the SKU "PAV" at 4.00
    And HubSpot has the product "Paver, grey" with the SKU "PAV" at 4.00
    And HubSpot has the product "Paver, red" with the SKU "pav" at 4.00
    And everything is set up to sync <direction>
    When it syncs
    Then nothing is written
    And <who> is failing: "More than one product has this SKU"
    When the SKU of the product Paver, red becomes "PAV-RED"
    And it syncs
    Then the product <name> is syncing
    And nothing fails

    Examples:
      | direction          | who                     | name        |
      | to HubSpot only    | the item Paver          | Paver       |
      | to QuickBooks only | the product Paver, grey | Paver, grey |

  @S45 @A21
  Scenario: A line whose SKU two items have fails, and is put on neither
    Given QuickBooks has the customer "Acme" with the email "ann@acme.test"
    And HubSpot has the contact "Ann Archer" with the email "ann@acme.test"
    And QuickBooks has the item "Mulch, hardwood" with the SKU "MULCH-3" at 40.00
    And QuickBooks has the item "Mulch, cedar" with the SKU "mulch-3" at 45.00
    And HubSpot has the product "Mulch" with the SKU "MULCH-3" at 40.00
    And everything is set up to sync two-way
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name  | quantity | price |
      | Mulch | 2        | 40.00 |
    And it syncs
    Then HS-1 is failing: "More than one product has this SKU"
    And the page of HS-1 says "It is settled on the product “Mulch” under Linking; the invoice then goes by itself."
    And QuickBooks has no invoice HS-1

  @S45
  Scenario: An inactive item never matches, and matches once it is active
    Given QuickBooks has the item "Edging" with the SKU "EDGE" at 20.00
    And the item Edging is made inactive
    And HubSpot has the product "Edging" with the SKU "EDGE" at 20.00
    And everything is set up to sync two-way
    When it syncs
    Then nothing is written
    And the product Edging is failing: "The item is inactive or deleted in QuickBooks Online"
    And the page of the product Edging offers "Open the item in QuickBooks"
    When the item Edging is made active
    And it syncs
    Then the product Edging is syncing
    And QuickBooks has these items:
      | name   |
      | Edging |

  @S45
  Scenario: Two products of one name cannot both become items
    Given the shop of Acme, syncing two-way
    And HubSpot has the product "Gravel, per ton" with the SKU "GR-1" at 30.00
    And HubSpot has the product "gravel, per ton" with the SKU "GR-2" at 31.00
    When it syncs
    Then the product gravel, per ton is failing: "The name is already used by another item"
    And QuickBooks has these items:
      | name            | SKU  |
      | Mowing          | MOW  |
      | Gravel, per ton | GR-1 |

  @S45 @A21 @S11
  Scenario Outline: Where no product is asked about, an invoice is settled on the items themselves
    Given QuickBooks has the customer "Acme" with the email "ann@acme.test"
    And HubSpot has the contact "Ann Archer" with the email "ann@acme.test"
    And QuickBooks has the item "Mulch, hardwood" with the SKU "MULCH-3" at 40.00
    And QuickBooks has the item "Mulch, cedar" with the SKU "mulch-3" at 45.00
    And HubSpot has the product "Mulch" with the SKU "MULCH-3" at 40.00
    And everything is set up to sync two-way
    And the sync of products is turned off
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name  | quantity | price |
      | Mulch | 2        | 40.00 |
    And it syncs
    Then HS-1 is failing: "More than one product has this SKU"
    And the page of HS-1 says "Several items in QuickBooks Online have the SKU of a line of this invoice: MULCH-3 (Mulch, hardwood; Mulch, cedar)."
    And the page of HS-1 offers "Open the items in QuickBooks"
    When <mended>
    And it syncs
    Then HS-1 is equal on both sides: 80.00, of which 80.00 is due
    And nothing fails

    Examples:
      | mended                                         |
      | the item Mulch, cedar is made inactive         |
      | the SKU of the item Mulch, cedar becomes "CED" |
