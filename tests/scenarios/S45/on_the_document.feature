@S45
Feature: What on a document keeps it from crossing, and how it is mended

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited

  @A18
  Scenario: A number that another invoice has
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the invoice 1001 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    When it syncs
    Then HubSpot's 1001 is failing: "The number is already used by another document"
    And the page of HubSpot's 1001 says "1001 belongs to the invoice (Acme, Nov 24, 2026, $50.00)"
    When the number of 1001 becomes "HS-7" in HubSpot
    And it syncs
    Then HS-7 is equal on both sides: 150.00, of which 150.00 is due
    And 1001 is equal on both sides: 50.00, of which 50.00 is due

  @A18
  Scenario: A number of more than 21 characters
    Given the invoice HS-2026-11-24-GARDEN-0001 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    When it syncs
    Then HS-2026-11-24-GARDEN-0001 is failing: "The number is longer than QuickBooks Online allows"
    And the page of HS-2026-11-24-GARDEN-0001 says "The number HS-2026-11-24-GARDEN-0001 has more characters (25) than fit (21)."
    When the number of HS-2026-11-24-GARDEN-0001 becomes "HS-2026-0001" in HubSpot
    And it syncs
    Then HS-2026-0001 is equal on both sides: 50.00, of which 50.00 is due

  @A19
  Scenario: A date of a year that nobody books in
    Given the invoice HS-1 for Ann, dated 1926-11-24, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    When it syncs
    Then HS-1 is failing: "A date is far away from today"
    And the page of HS-1 says "“Date” in HubSpot is Nov 24, 1926"
    When the date of HS-1 becomes "2026-11-24" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 50.00, of which 50.00 is due

  @A21
  Scenario Outline: An amount that no price gives
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name       | quantity   | price   |
      | Fertilizer | <quantity> | <price> |
    When it syncs
    Then HS-1 is failing: "No unit price gives exactly the amount of a line"
    And the page of HS-1 says "QuickBooks Online cannot calculate: <words>."
    When the quantity of the line "Fertilizer" of HS-1 becomes "1" in HubSpot
    And the price of the line "Fertilizer" of HS-1 becomes "0.04" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 0.04, of which 0.04 is due

    Examples:
      | quantity    | price       | words                                                                                    |
      | 10000000    | 0.000000004 | “Fertilizer” is $0.04 in HubSpot, and the nearest there is $0.00                         |
      | 0.333333333 | 0.12        | the quantity of “Fertilizer” is 0.333333333, and only 7 decimals are kept there          |

  Scenario: Comments that do not fit
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the comments of HS-1 are 1,400 characters long in HubSpot
    When it syncs
    Then HS-1 is failing: "A text is longer than the other system allows"
    And the page of HS-1 says "It has 1,400 characters. QuickBooks Online takes at most 1,000."
    And the page of HS-1 says "If HubSpot offers no Edit there"
    And the page of HS-1 says "Or map “Comments” to another field that takes more"
    When the comments of HS-1 becomes "Thank you" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 50.00, of which 50.00 is due

  Scenario: An invoice without a line
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the line "Mowing" of HS-1 is removed in HubSpot
    When it syncs
    Then HS-1 is failing: "The invoice has no lines"
    When these lines are added to HS-1 in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

  @A18
  Scenario: An invoice whose number was taken away
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the number of HS-1 becomes "" in HubSpot
    When it syncs
    Then the draft HS-1 is failing: "The invoice has no number"
    When the number of HS-1 becomes "HS-1" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 50.00, of which 50.00 is due

  @A19
  Scenario: An invoice whose date was taken away
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the date of HS-1 becomes "" in HubSpot
    And 3 days pass
    When it syncs
    Then nothing is written in QuickBooks
    And HS-1 is failing: "The invoice has no date"
    When the date of HS-1 becomes "2026-11-24" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 50.00, of which 50.00 is due
    And QuickBooks shows the date "2026-11-24" on HS-1

  @A7
  Scenario Outline: The class of a line that was made inactive
    Given QuickBooks tracks classes, one of which is "Install"
    And QuickBooks has the class "Care"
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And the class of the line "Mowing" of HS-1 becomes "Install" in QuickBooks
    And it syncs
    And the class "Install" is made inactive in QuickBooks
    When the price of the line "Mowing" of HS-1 becomes "55.00" in HubSpot
    And it syncs
    Then HS-1 is failing: "A class or location is inactive in QuickBooks Online"
    And the page of HS-1 says "The class “Install” is inactive or deleted in QuickBooks Online"
    And QuickBooks shows HS-1 at 100.00, of which 100.00 is due
    When <mended> in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 110.00, of which 110.00 is due
    And the lines of HS-1 in QuickBooks are:
      | item   | class   | amount |
      | Mowing | <class> | 110.00 |

    Examples:
      | mended                                             | class   |
      | the class "Install" is made active                 | Install |
      | the class of the line "Mowing" of HS-1 becomes "Care" | Care |

  @A7
  Scenario Outline: The class of a line that was made inactive
    Given QuickBooks tracks classes, one of which is "Install"
    And QuickBooks has the class "Care"
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And the class of the line "Mowing" of HS-1 becomes "Install" in QuickBooks
    And it syncs
    And the class "Install" is made inactive in QuickBooks
    When the price of the line "Mowing" of HS-1 becomes "55.00" in HubSpot
    And it syncs
    Then HS-1 is failing: "A class or location is inactive in QuickBooks Online"
    And the page of HS-1 says "the class “Install”, is inactive or deleted"
    And QuickBooks shows HS-1 at 100.00, of which 100.00 is due
    When the class <mended> in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 110.00, of which 110.00 is due
    And the lines of HS-1 in QuickBooks are:
      | item   | class   | amount |
      | Mowing | <class> | 110.00 |

    Examples:
      | mended                                      | class   |
      | "Install" is made active                    | Install |
      | of the line "Mowing" of HS-1 becomes "Care" | Care    |

  @A22
  Scenario: Custom Line Item that was made inactive
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Gravel | 1        | 12.00 |
    And it syncs
    When the item Custom Line Item is made inactive
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Stones | 1        | 14.00 |
    And it syncs
    Then HS-2 is failing: "“Custom Line Item” cannot be used"
    And the page of HS-2 says "The item “Custom Line Item” in QuickBooks Online cannot be used: it is inactive. The line “Stones” would stand on it."
    When the item Custom Line Item is made active
    And it syncs
    Then HS-2 is equal on both sides: 14.00, of which 14.00 is due

  @B28
  Scenario: A line that matches no item, where such an invoice is to fail
    Given a line without an item lets the invoice fail
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price | SKU   |
      | Gravel | 1        | 12.00 | GRV-1 |
    When it syncs
    Then HS-1 is failing: "A line matches no item"
    And the page of HS-1 says "“Gravel”"
    And the page of HS-1 offers "Open the items in QuickBooks"
    When QuickBooks has the item "Gravel" with the SKU "GRV-1" at 12.00
    And it syncs
    Then HS-1 is equal on both sides: 12.00, of which 12.00 is due

  @B28
  Scenario: A line that has no name to make an item of
    Given a line without an item gets an item of its own
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name | quantity | price |
      | x    | 1        | 12.00 |
    And the name of the line "x" of HS-1 becomes "" in HubSpot
    When it syncs
    Then HS-1 is failing: "A line has no name to make an item of"
    When the only line of HS-1 is named "Gravel" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 12.00, of which 12.00 is due

  @B28
  Scenario: A new item whose name another one has
    Given a line without an item gets an item of its own
    And QuickBooks has the item "Gravel" with the SKU "GRV-2" at 30.00
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price | SKU   |
      | Gravel | 1        | 12.00 | GRV-1 |
    When it syncs
    Then HS-1 is failing: "The name of the new item is taken"
    And the page of HS-1 says "for the line “Gravel”"
    And the page of HS-1 offers "Open the item in QuickBooks"
    When the SKU of the item Gravel becomes "GRV-1"
    And it syncs
    Then HS-1 is equal on both sides: 12.00, of which 12.00 is due

  @A34
  Scenario: A field of the company that is switched off
    Given QuickBooks keeps a field "PO number" on invoices
    And the settings of both accounts are read anew
    And QuickBooks keeps no fields of its own on invoices
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the PO number of HS-1 becomes "PO-1" in HubSpot
    And it syncs
    Then HS-1 is failing: "QuickBooks Online did not keep a custom field"
    When QuickBooks keeps a field "PO number" on invoices
    And it syncs
    Then HS-1 is equal on both sides: 50.00, of which 50.00 is due
    And HS-1 is syncing

  Scenario: A line whose SKU leads to a category
    Given QuickBooks has the category "Garden"
    And the SKU of the item Garden becomes "GRD-1"
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price | SKU   |
      | Gravel | 1        | 12.00 | GRD-1 |
    When it syncs
    Then HS-1 is failing: "A line is on a category, not on an item"
    And the page of HS-1 says "the line “Gravel” to the category “Garden”"
    And the page of HS-1 offers "Open the item in QuickBooks"
    And QuickBooks has these items:
      | name   |
      | Mowing |
      | Garden |
    When the SKU of the item Garden becomes ""
    And QuickBooks has the item "Gravel" with the SKU "GRD-1" at 12.00
    And it syncs
    Then HS-1 is equal on both sides: 12.00, of which 12.00 is due

  Scenario: A line whose SKU leads to a bundle
    Given QuickBooks has the bundle "Spring package" with the SKU "SPRING" of:
      | item   | quantity |
      | Mowing | 2        |
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name           | quantity | price  | SKU    |
      | Spring package | 1        | 100.00 | SPRING |
    When it syncs
    Then HS-1 is failing: "A line is of a bundle"
    And the page of HS-1 says "the line “Spring package” to the bundle “Spring package”"
    And the page of HS-1 offers "Open the item in QuickBooks"
    And QuickBooks has these items:
      | name           |
      | Mowing         |
      | Spring package |
    When the SKU of the item Spring package becomes ""
    And QuickBooks has the item "Spring work" with the SKU "SPRING" at 100.00
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

  @S10
  Scenario: A line of a product that has the SKU of a bundle
    Given QuickBooks has the bundle "Spring package" with the SKU "SPRING" of:
      | item   | quantity |
      | Mowing | 2        |
    And HubSpot has the product "Spring work" with the SKU "SPRING" at 100.00
    And it syncs
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name        | quantity | price  | SKU    |
      | Spring work | 1        | 100.00 | SPRING |
    When it syncs
    Then HS-1 is failing: "A line is of a bundle"
    When the SKU of the item Spring package becomes ""
    And QuickBooks has the item "Spring work" with the SKU "SPRING" at 100.00
    And it syncs
    Then the product SPRING is syncing without any remark
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And the lines of HS-1 in QuickBooks are:
      | item        | quantity | price  |
      | Spring work | 1        | 100.00 |
    When the invoice HS-2 for Ann is finalized in HubSpot:
      | name           | quantity | price  | product | SKU    |
      | Spring cleanup | 2        | 100.00 | none    | SPRING |
    And it syncs
    Then HS-2 is equal on both sides: 200.00, of which 200.00 is due
    And the next sync writes nothing

  Scenario: An invoice that stands in QuickBooks keeps its item, whatever bundle has its SKU since
    Given QuickBooks has the item "Gravel" with the SKU "GRV-1" at 12.00
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price | SKU   |
      | Gravel | 1        | 12.00 | GRV-1 |
    And it syncs
    And the SKU of the item Gravel becomes ""
    And QuickBooks has the bundle "Spring package" with the SKU "GRV-1" of:
      | item   | quantity |
      | Mowing | 2        |
    And it syncs
    When the price of the line "Gravel" of HS-1 becomes "14.00" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 14.00, of which 14.00 is due

  @B33
  Scenario: A value of a list that stands for nothing on the other side
    Given the invoices of HubSpot have the list "Payment terms": "Net 30", "Prepaid"
    And the Payment terms of invoices are mapped to the terms of QuickBooks:
      | HubSpot | QuickBooks |
      | Net 30  | Net 30     |
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And "Prepaid" is chosen for the Payment terms of HS-1 in HubSpot
    And the draft HS-1 is finalized
    When it syncs
    Then HS-1 is failing: "A value has no counterpart"
    And the page of HS-1 says "It is “Prepaid” of “Payment terms”."
    When "Net 30" is chosen for the Payment terms of HS-1 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 50.00, of which 50.00 is due
