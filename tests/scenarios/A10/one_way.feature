@A10 @S2
Feature: A void where a sync goes one way, and many voids at once

  Scenario Outline: Of a HubSpot invoice, in HubSpot
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And invoices are set to sync <direction>
    When HS-1 is voided in HubSpot
    And it syncs
    Then QuickBooks shows HS-1 as <there>
    And HS-1 is <state>

    Examples:
      | direction          | there  | state                                                                                                      |
      | to QuickBooks only | voided | syncing                                                                                                    |
      | to HubSpot only    | open   | failing: "The invoice is void in HubSpot and still stands in QuickBooks Online, $100.00 of it open." |

  @A31
  Scenario Outline: Of a QuickBooks invoice, in QuickBooks
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And invoices are set to sync <direction>
    When 1001 is voided in QuickBooks
    And it syncs
    Then HubSpot shows 1001 as <here>
    And nothing is written in QuickBooks
    And 1001 is <state>

    Examples:
      | direction          | here   | state                                                                                                      |
      | to HubSpot only    | voided | syncing                                                                                                    |
      | to QuickBooks only | open   | failing: "The invoice is void in QuickBooks Online and still stands in HubSpot, $100.00 of it open." |

  Scenario: What a direction keeps from crossing is told until the other side is void, too
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When HS-1 is voided in QuickBooks
    And it syncs
    Then HS-1 is failing: "Void on one side only"
    When HS-1 is voided in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is syncing without any remark

  Scenario: What was voided while the direction did not carry it follows when it does again
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And invoices are set to sync to HubSpot only
    And HS-1 is voided in HubSpot
    And it syncs
    When invoices are set to sync two-way
    And it syncs
    Then QuickBooks shows HS-1 as voided
    And the next sync writes nothing

  @A24
  Scenario: An approved void that falls into books that are closed meanwhile waits, and then goes
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann, dated 2026-10-28, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And HS-1 is voided in HubSpot
    And it syncs
    When somebody approves HS-1
    And QuickBooks has closed its books through 2026-10-31
    And the settings of both accounts are read anew
    Then nothing is written
    And HS-1 is parked
    When QuickBooks has closed its books through 2026-09-30
    And the settings of both accounts are read anew
    Then QuickBooks shows HS-1 as voided
    And HS-1 is syncing
    And the next sync writes nothing

  @A19
  Scenario Outline: Whether it is of an earlier month is said by the company's clock
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann, dated 2026-11-30, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And it is "<when>" at the company
    When HS-1 is voided in HubSpot
    And it syncs
    Then HS-1 is <state>
    And QuickBooks shows HS-1 as <there>

    Examples:
      | when             | state               | there  |
      | 2026-11-30 22:30 | syncing             | voided |
      | 2026-12-01 00:30 | in need of approval | open   |

  @B19
  Scenario: Only to HubSpot, a copy that is voided in HubSpot is restored by a click, and QuickBooks is left alone
    Given the shop of Acme, syncing to HubSpot only
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When 1001 is voided in HubSpot
    And it syncs
    Then nothing is written
    And 1001 is failing: "Voided in HubSpot, belongs to QuickBooks"
    And the page of 1001 does not offer "Void in QuickBooks Online"
    When somebody clicks "Restore in HubSpot" on the page of 1001
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And QuickBooks was never written to
    And the next sync writes nothing
