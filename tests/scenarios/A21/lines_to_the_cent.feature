@A21
Feature: The lines of a HubSpot invoice, to the cent

  Background:
    Given the shop of Acme, syncing two-way

  Scenario Outline: Odd figures
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity   | price   | discount % |
      | Mowing | <quantity> | <price> | <off>      |
    And it syncs
    Then HS-1 is equal on both sides: <total>, of which <total> is due
    And the lines of HS-1 in QuickBooks are:
      | item   | quantity   | price      | amount  |
      | Mowing | <quantity> | <sent for> | <total> |
    And HS-1 is syncing without any remark
    And comparing everything writes nothing

    Examples:
      | quantity | price      | off   | total     | sent for  |
      | 3        | 33.333     |       | 100.00    | 33.333    |
      | 37       | 0.685      |       | 25.35     | 0.685     |
      | 1        | 0.005      |       | 0.01      | 0.005     |
      | 3        | 33.33      | 10    | 89.99     | 29.997   |
      | 0.333    | 100.00     |       | 33.30     | 100       |
      | 1        | 1234567.89 |       | 1234567.89 | 1234567.89 |
      | 1000     | 0.00125    |       | 1.25      | 0.00125   |
      | 7        | 9.99       | 33.333 | 46.62    | 6.66      |

  Scenario Outline: A discount of a line is told in its text
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price | <kind> |
      | Mowing | 4        | 25.00 | <off>  |
    And it syncs
    Then HS-1 is equal on both sides: <total>, of which <total> is due
    And QuickBooks shows the text of the line of HS-1 as "<told>"

    Examples:
      | kind       | off  | total | told                             |
      | discount % | 12.5 | 87.50 | List price 25.00, discount 12.5 % |
      | discount   | 1.25 | 95.00 | List price 25.00, discount 5.00   |
      | discount % | 100  | 0.00  | List price 25.00, discount 100 %  |

  Scenario: Hundreds of lines
    When the invoice HS-1 for Ann with 500 lines of 0.35 is finalized in HubSpot
    And the invoice 1001 for Acme with 120 lines of 0.35 is made in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 175.00, of which 175.00 is due
    And 1001 is equal on both sides: 42.00, of which 42.00 is due
    And the next sync writes nothing

  Scenario: Lines of nothing, and a text
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name            | quantity | price | product |
      | Mowing          | 1        | 50.00 |         |
      | For your trust  | 1        | 0.00  | none    |
      | Nothing of this | 0        | 75.00 | none    |
    And it syncs
    Then HS-1 is equal on both sides: 50.00, of which 50.00 is due
    And the lines of HS-1 in QuickBooks are:
      | item             | quantity | price | amount | text            |
      | Mowing           | 1        | 50    | 50     | Mowing          |
      | Custom Line Item | 1        | 0     | 0      | For your trust  |
      | Custom Line Item | 0        | 75    | 0      | Nothing of this |
    And the next sync writes nothing

  Scenario: An invoice of nothing at all
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price | discount % |
      | Mowing | 2        | 50.00 | 100        |
    And it syncs
    Then HubSpot shows HS-1 at 0.00, of which 0.00 is due
    And QuickBooks shows HS-1 at 0.00, of which 0.00 is due
    And HS-1 is syncing
    And the next sync writes nothing

  Scenario Outline: Names as people write them
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price | text   | product |
      | <name> | 1        | 50.00 | <text> | none    |
    And it syncs
    Then HS-1 is equal on both sides: 50.00, of which 50.00 is due
    And HS-1 is syncing with the remark "Custom Line Item"
    And comparing everything writes nothing

    Examples:
      | name                | text                 |
      | O'Brien's: "roses"  | 5 < 6 & more         |
      | Rasen 🌱 mähen      | שלום לכולם           |
      | Mähen %             | tax_code NON; DROP   |

  Scenario Outline: What the item of a line may be
    Given QuickBooks has the item "Pruning" with the SKU "PRUNE" at 30.00
    And QuickBooks has the sub-item "Hedges" of "Pruning" with the SKU "HEDGE" at 35.00
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name     | quantity | price | SKU   | product   |
      | Whatever | 1        | 50.00 | <sku> | <product> |
    And it syncs
    Then HS-1 is equal on both sides: 50.00, of which 50.00 is due
    And the lines of HS-1 in QuickBooks are:
      | item   | amount |
      | <item> | 50.00  |

    Examples: the product's link, then the SKU whatever its case, then Custom Line Item
      | sku   | product | item             |
      | PRUNE | Mowing  | Mowing           |
      | prune | none    | Pruning          |
      | HEDGE | none    | Hedges           |
      | NOPE  | none    | Custom Line Item |

  Scenario: A linked item that is inactive fails and never falls back
    When the item Mowing is made inactive
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then QuickBooks has no invoice HS-1
    And HS-1 is failing: "Mowing"
    When the item Mowing is made active
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

  Scenario: Two items have the SKU
    Given QuickBooks has the item "Pruning" with the SKU "PRUNE" at 30.00
    And QuickBooks has the item "Pruning, old" with the SKU "prune " at 31.00
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price | SKU   | product |
      | Prunes | 1        | 50.00 | PRUNE | none    |
    And it syncs
    Then nothing is written in QuickBooks
    And HS-1 is failing: "Pruning, old"
