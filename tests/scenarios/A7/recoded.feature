@A7
Feature: Recoding in QuickBooks is no edit

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And QuickBooks tracks classes, one of which is "Install"
    And QuickBooks has the item "Other labor" with the SKU "OTHER" at 10.00
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  Scenario Outline: It is kept and remarked
    When the <what> of the line "Mowing" of HS-1 becomes "<value>" in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is syncing with the remark "Recoded in QuickBooks Online"
    And the next sync writes nothing

    When it compares everything
    Then nothing is written
    And HS-1 is syncing with the remark "kept. <told>"

    Examples:
      | what  | value       | told                      |
      | item  | Other labor | Mowing is now Other labor |
      | class | Install     | Mowing (class)            |

  @B36
  Scenario: Of lines on one item each is named by its text
    Given the invoice HS-2 for Ann is finalized in HubSpot:
      | name | quantity | price | product |
      | Haul | 1        | 20.00 | none    |
      | Dig  | 1        | 30.00 | none    |
    And it syncs
    When the item of the line "Haul" of HS-2 becomes "Other labor" in QuickBooks
    And the class of the line "Dig" of HS-2 becomes "Install" in QuickBooks
    And it syncs
    Then HS-2 is syncing with the remark "kept. Haul: Custom Line Item is now Other labor; Dig (class)"
    And HS-2 is equal on both sides: 50.00, of which 50.00 is due

  Scenario Outline: What the other side never sees
    When the <what> "<text>" of HS-1 is set in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is syncing without any remark

    Examples:
      | what    | text              |
      | memo    | called them twice |
      | memo    | Voided? no        |
      | sent    | yes               |
      | printed | yes               |

  @S3
  Scenario: An edit in HubSpot afterwards keeps the coding, and a new line has its own
    When the item of the line "Mowing" of HS-1 becomes "Other labor" in QuickBooks
    And the class of the line "Mowing" of HS-1 becomes "Install" in QuickBooks
    And the service date of the line "Mowing" of HS-1 becomes 2026-11-20 in QuickBooks
    And it syncs
    And the price of the line "Mowing" of HS-1 becomes "55.00" in HubSpot
    And these lines are added to HS-1 in HubSpot:
      | name   | quantity | price | text   |
      | Mowing | 1        | 15.00 | Leaves |
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And HS-1 is equal on both sides: 125.00, of which 125.00 is due
    And the lines of HS-1 in QuickBooks are:
      | item        | class   | amount | service date |
      | Other labor | Install | 110.00 | 2026-11-20   |
      | Mowing      |         | 15.00  |              |
    And HS-1 is syncing with the remark "kept. Mowing is now Other labor"
    And the next sync writes nothing
    When the item of the line "Mowing" of HS-1 becomes "Mowing" in QuickBooks
    And it syncs
    Then HS-1 is syncing with the remark "kept. Mowing (class)"

  @B36
  Scenario: The remark stays as long as the coding differs, and goes when it is taken back
    When the class of the line "Mowing" of HS-1 becomes "Install" in QuickBooks
    And it syncs
    And the comments of HS-1 becomes "Thank you" in HubSpot
    And it syncs
    Then QuickBooks shows the comments "Thank you" on HS-1
    And HS-1 is syncing with the remark "kept. Mowing (class)"
    When the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 120.00, of which 120.00 is due
    And HS-1 is syncing with the remark "kept. Mowing (class)"
    When the line "Mowing" of HS-1 loses its class in QuickBooks
    And it syncs
    Then HS-1 is syncing without any remark
    And the next sync writes nothing

  @S44
  Scenario: A tax code without any tax is a coding, and one that tax arises of is an edit of the wrong side
    Given QuickBooks charges the sales tax "California" of 8.75 %
    When the tax code of the line "Mowing" of HS-1 becomes "TAX" in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And HS-1 is syncing with the remark "kept. Mowing (tax code)"
    When 40.00 is paid on HS-1 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due
    And HS-1 is syncing with the remark "kept. Mowing (tax code)"
    When the tax California is put on HS-1 in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is failing: "Line item or invoice amount modifications in HubSpot native invoices cannot be made"
    And the page of HS-1 says "tax: $8.75 instead of $0.00"
    When HS-1 is freed of its tax in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due
    And the next sync writes nothing

  Scenario: The item that it was recoded to is made inactive
    When the item of the line "Mowing" of HS-1 becomes "Other labor" in QuickBooks
    And it syncs
    And the item Other labor is made inactive
    And the price of the line "Mowing" of HS-1 becomes "55.00" in HubSpot
    And it syncs
    Then HS-1 is failing: "The item “Other labor” is inactive or deleted in QuickBooks Online"
    And QuickBooks shows HS-1 at 100.00, of which 100.00 is due
    When the item Other labor is made active
    And it syncs
    Then HS-1 is equal on both sides: 110.00, of which 110.00 is due

  @A2
  Scenario: Moved to a sub-customer of the same payer
    Given QuickBooks has the sub-customer "North site" of "Acme" without an email
    When the customer of HS-1 becomes "North site" in QuickBooks
    And it syncs
    Then HS-1 is syncing
