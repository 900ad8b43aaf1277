@A18 @S16 @S45
Feature: An invoice keeps its number, and no number is doubled

  Background:
    Given the shop of Acme, syncing two-way
    And QuickBooks has the customer "Granite" with the email "gil@granite.test"

  Scenario Outline: Another document has it in QuickBooks
    Given the <form> HS-1 of 90.00 for Granite is made in QuickBooks
    And QuickBooks has custom transaction numbers <custom>
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then nothing is written in QuickBooks
    And QuickBooks has no invoice HS-1
    And HS-1 is failing: "HS-1 belongs to the <form> (Granite, Nov 24, 2026, $90.00)"
    And the next sync writes nothing

    Examples:
      | form           | custom |
      | credit memo    | off    |
      | credit memo    | on     |
      | sales receipt  | off    |
      | refund receipt | on     |

  Scenario Outline: An invoice has it there, until one of them is given another
    Given QuickBooks has custom transaction numbers <custom>
    And the invoice HS-1 for Granite is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 90.00 |
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then QuickBooks has 1 invoice HS-1
    And HubSpot has 1 invoice HS-1
    And HubSpot's HS-1 is failing: "HS-1 belongs to the invoice (Granite, Nov 24, 2026, $90.00)"
    And QuickBooks's HS-1 is failing: "HS-1 belongs to the invoice (in HubSpot, Nov 24, 2026, $100.00)"
    When the number of HS-1 becomes "GR-7" in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And GR-7 is equal on both sides: 90.00, of which 90.00 is due
    And nothing fails
    And the next sync writes nothing

    Examples:
      | custom |
      | off    |
      | on     |

  Scenario Outline: Written otherwise it is the same number
    Given the invoice <there> for Granite is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 90.00 |
    When the invoice <here> for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then <here> is failing: "The number is already used by another document"
    And QuickBooks has no invoice <here>

    Examples:
      | there     | here      |
      | hs-1      | HS-1      |
      | HS-1      | hs-1      |
      | Inv-1a    | inv-1A    |
      | iNVoiCe-1 | InvoIcE-1 |

  Scenario Outline: Written otherwise on a form that is never read, it is the same number
    Given the <form> <there> of 90.00 for Granite is made in QuickBooks
    When the invoice <here> for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then nothing is written in QuickBooks
    And <here> is failing: "belongs to the <form> (Granite, Nov 24, 2026, $90.00)"

    Examples:
      | form           | there  | here   |
      | credit memo    | Inv-1a | inv-1A |
      | sales receipt  | INV-1a | Inv-1A |
      | refund receipt | INV-1A | inv-1a |
      | credit memo    | iNv-1  | INV-1  |
      | sales receipt  | INV-1  | inV-1  |
      | refund receipt | hS-1   | Hs-1   |

  Scenario: Another number that is taken there in another spelling
    Given HubSpot lets finalized invoices be edited
    And the invoice iNVoiCe-1 for Granite is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 90.00 |
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the number of HS-1 becomes "InvoIcE-1" in HubSpot
    And it syncs
    Then nothing is written in QuickBooks
    And InvoIcE-1 is failing: "The number is already used by another document"

  Scenario Outline: An odd number crosses to the letter, “<number>”
    Given the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the number of HS-1 becomes "<number>" in HubSpot
    When the draft HS-1 is finalized
    And it syncs
    Then the draft HS-1 is syncing without any remark
    And the next sync writes nothing
    And comparing everything writes nothing

    Examples:
      | number        |
      | #0042         |
      | Rechnung Nº 5 |
      | 5% 'x'        |

  Scenario: Blanks around it are no part of it
    Given the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the number of HS-1 becomes " HS-1 " in HubSpot
    When the draft HS-1 is finalized
    And it syncs
    Then QuickBooks has 1 invoice HS-1
    And the draft HS-1 is syncing without any remark
    And comparing everything writes nothing

  Scenario: Numbers of 21 and of 22 characters
    When the invoice HS-2026-0000000000-01 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-2026-0000000000-002 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then HS-2026-0000000000-01 is equal on both sides: 100.00, of which 100.00 is due
    And HS-2026-0000000000-002 is failing: "has more characters (22) than fit (21)"
    And the next sync writes nothing

  Scenario Outline: What an invoice cannot lose after it was sent: the <field> “<value>”
    Given HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the <field> of HS-1 becomes "<value>" in HubSpot
    And it syncs
    Then nothing is written
    And the draft HS-1 is failing: "<words>"
    And QuickBooks has 1 invoice HS-1
    When the <field> of HS-1 becomes "<right>" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And HS-1 is syncing without any remark

    Examples:
      | field  | value                  | words                                  | right      |
      | number |                        | The invoice has no number              | HS-1       |
      | number | HS-2026-0000000000-002 | has more characters (22) than fit (21) | HS-1       |
      | date   |                        | The invoice has no date                | 2026-11-24 |

  Scenario: A HubSpot invoice has the number of a new one of QuickBooks
    Given the invoice 1001 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the invoice 1001 for Granite is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 90.00 |
    And it syncs
    Then HubSpot has 1 invoice 1001
    And 1 of the invoices is failing
    And the next sync writes nothing

  Scenario: Two of one number in QuickBooks arrive once, and the other says why not
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 90.00 |
    And the invoice 1001 for Granite is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 70.00 |
    When it syncs
    Then HubSpot has 1 invoice 1001
    And 1 of the invoices is failing
    And 1 of the invoices is syncing
    And the next sync writes nothing

  Scenario: Two invoices change places
    Given HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And the draft HS-2 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    When the number of HS-1 becomes "HS-9" in HubSpot
    And the number of HS-2 becomes "HS-1" in HubSpot
    And the draft HS-2 is finalized
    And it syncs
    And it syncs
    Then HS-9 is equal on both sides: 100.00, of which 100.00 is due
    And HS-1 is equal on both sides: 50.00, of which 50.00 is due
    And nothing fails

  Scenario: A number freed by a void is not free
    Given the invoice HS-1 for Granite is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 90.00 |
    When HS-1 is voided in QuickBooks
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then QuickBooks has 1 invoice HS-1
    And HubSpot's HS-1 is failing: "The number is already used by another document"

  Scenario: A draft in HubSpot holds no number
    Given the draft 1001 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Granite is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 90.00 |
    When it syncs
    Then QuickBooks's 1001 is syncing
    When the draft 1001 is finalized
    And it syncs
    Then QuickBooks has 1 invoice 1001
    And the draft 1001 is failing: "The number is already used by another document"

  Scenario Outline: Two of one number in one sync do not both go
    Given HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    When the number of HS-2 becomes "<written>" in HubSpot
    And it syncs
    Then QuickBooks has 1 invoice HS-1
    And QuickBooks shows HS-1 at 100.00, of which 100.00 is due
    And 1 of the invoices is failing
    And comparing everything writes nothing

    Examples:
      | written |
      | HS-1    |
      | hs-1    |

  Scenario Outline: Two that stand in both get one number in HubSpot at once
    Given HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs
    When the number of HS-1 becomes "HS-9" in HubSpot
    And the number of HS-2 becomes "<written>" in HubSpot
    And it syncs
    Then QuickBooks shows HS-9 at 100.00, of which 100.00 is due
    And QuickBooks shows HS-2 at 150.00, of which 150.00 is due
    And QuickBooks's HS-2 is failing: "The number is already used by another document"
    And comparing everything writes nothing
    When the number of HS-2 becomes "HS-2" in HubSpot
    And it syncs
    Then HS-9 is equal on both sides: 100.00, of which 100.00 is due
    And HS-2 is equal on both sides: 150.00, of which 150.00 is due
    And nothing fails

    Examples:
      | written |
      | HS-9    |
      | hs-9    |

  Scenario: One gets a number in HubSpot that a new one has
    Given HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the number of HS-1 becomes "HS-9" in HubSpot
    And the invoice HS-9 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs
    Then QuickBooks shows HS-9 at 150.00, of which 150.00 is due
    And QuickBooks shows HS-1 at 100.00, of which 100.00 is due
    And QuickBooks's HS-1 is failing: "The number is already used by another document"

  Scenario: One gets the number of another, which cannot give it up
    Given HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the credit memo CM-3 of 90.00 for Granite is made in QuickBooks
    And it syncs
    When the number of HS-2 becomes "CM-3" in HubSpot
    And the number of HS-1 becomes "HS-2" in HubSpot
    And it syncs
    Then nothing is written
    And QuickBooks's HS-1 is failing: "The number is already used by another document"
    And QuickBooks's HS-2 is failing: "The number is already used by another document"
    When the number of CM-3 becomes "HS-3" in HubSpot
    And it syncs
    And it syncs
    Then HS-2 is equal on both sides: 50.00, of which 50.00 is due
    And HS-3 is equal on both sides: 100.00, of which 100.00 is due
    And nothing fails

  Scenario: Invoices of QuickBooks without a number arrive all the same
    Given QuickBooks has custom transaction numbers on
    And 2 invoices without a number for Acme are made in QuickBooks
    When it syncs
    Then 2 of the invoices are syncing
    And the next sync writes nothing
