@A5 @A18
Feature: Two invoices of HubSpot have the number of one in QuickBooks

  Scenario Outline: Which of two that agree in everything is meant, nobody guesses, with “<written>”, until one is voided
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the draft HS-2 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the number of HS-2 becomes "<written>" in HubSpot
    And the draft HS-1 is finalized
    And the draft HS-2 is finalized
    When it syncs
    Then nothing is written
    And 3 of the invoices are failing
    And the draft HS-1 is failing: "HS-1 belongs to the invoice (Acme, Nov 24, 2026, $100.00), and 2 invoices in HubSpot could be the same."
    And the draft HS-2 is failing: "which of 2 invoices in HubSpot is meant is not guessed"
    And QuickBooks's HS-1 is failing: "2 invoices in HubSpot could be the same."
    And the next sync writes nothing
    When HS-1 is voided in HubSpot
    And it syncs
    And it syncs
    Then nothing is written
    And the draft HS-2 is syncing without any remark
    And the draft HS-1 is excluded: "Voided before it was linked"
    And the next sync writes nothing

    Examples:
      | written |
      | HS-1    |
      | hs-1    |

  Scenario: A person says which of two is meant, and the other has a number that is taken
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the draft HS-2 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the number of HS-2 becomes "HS-1" in HubSpot
    And the draft HS-1 is finalized
    And the draft HS-2 is finalized
    When it syncs
    And the draft HS-2 is linked with QuickBooks's HS-1 by hand
    And it syncs
    Then nothing is written
    And the draft HS-2 is syncing without any remark
    And the draft HS-1 is failing: "HS-1 belongs to the invoice (Acme, Nov 24, 2026, $100.00). Why"
    When the number of HS-1 becomes "HS-9" in HubSpot
    And it syncs
    Then HS-9 is equal on both sides: 100.00, of which 100.00 is due
    And QuickBooks has 1 invoice HS-1
    And nothing fails

  Scenario: Only to QuickBooks, neither of two that agree in everything is sent or linked
    Given the shop of Acme, syncing to QuickBooks only
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the draft HS-2 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the number of HS-2 becomes "HS-1" in HubSpot
    And the draft HS-1 is finalized
    And the draft HS-2 is finalized
    When it syncs
    Then nothing is written
    And the draft HS-1 is failing: "2 invoices in HubSpot could be the same."
    And the draft HS-2 is failing: "2 invoices in HubSpot could be the same."
    And the next sync writes nothing

  Scenario: Only to HubSpot, the invoice of QuickBooks says that two could be the same
    Given the shop of Acme, syncing to HubSpot only
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the draft HS-2 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the number of HS-2 becomes "HS-1" in HubSpot
    And the draft HS-1 is finalized
    And the draft HS-2 is finalized
    When it syncs
    Then nothing is written
    And QuickBooks's HS-1 is failing: "2 invoices in HubSpot could be the same."
    And the next sync writes nothing

  Scenario Outline: The one that agrees in everything is linked, whichever was made first, syncing <direction>
    Given the shop of Acme, syncing <direction>
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | <first>  | 50.00 |
    And the draft HS-2 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | <second> | 50.00 |
    And the number of HS-2 becomes "HS-1" in HubSpot
    And the draft HS-1 is finalized
    And the draft HS-2 is finalized
    When it syncs
    Then nothing is written
    And the draft <same> is syncing without any remark
    And the draft <other> is <state>
    And QuickBooks has 1 invoice HS-1
    And the next sync writes nothing

    Examples:
      | direction          | first | second | same | other | state                                                                                                                |
      | two-way            | 2     | 3      | HS-1 | HS-2  | failing: "The number is already used by another document"                                                            |
      | two-way            | 3     | 2      | HS-2 | HS-1  | failing: "The number is already used by another document"                                                            |
      | to QuickBooks only | 2     | 3      | HS-1 | HS-2  | failing: "The number is already used by another document"                                                            |
      | to QuickBooks only | 3     | 2      | HS-2 | HS-1  | failing: "The number is already used by another document"                                                            |
      | to HubSpot only    | 2     | 3      | HS-1 | HS-2  | excluded: "The sync does not go in this direction"                                                                   |
      | to HubSpot only    | 3     | 2      | HS-2 | HS-1  | excluded: "The sync does not go in this direction"                                                                   |

  Scenario: Only to HubSpot, the one that agrees is linked when the invoice of QuickBooks is made later
    Given the shop of Acme, syncing to HubSpot only
    And HubSpot lets finalized invoices be edited
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    And the draft HS-2 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the number of HS-2 becomes "HS-1" in HubSpot
    And the draft HS-1 is finalized
    And the draft HS-2 is finalized
    And it syncs
    When the invoice HS-1 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then nothing is written
    And the draft HS-2 is syncing without any remark
    And the draft HS-1 is excluded: "The sync does not go in this direction"

  Scenario Outline: A draft of the same contents is in nobody's way, until it is finalized
    Given the shop of Acme, syncing <direction>
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the draft HS-2 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the number of HS-2 becomes "HS-1" in HubSpot
    And the draft HS-2 is finalized
    When it syncs
    Then nothing is written
    And the draft HS-2 is syncing without any remark
    When the draft HS-1 is finalized
    And it syncs
    Then nothing is written
    And the draft HS-2 is syncing without any remark
    And the draft HS-1 is failing: "The number is already used by another document"

    Examples:
      | direction          |
      | two-way            |
      | to QuickBooks only |

  @A10
  Scenario Outline: The one that stands is linked, never the one that was voided before, syncing <direction>
    Given the shop of Acme, syncing <direction>
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the draft HS-2 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the number of HS-2 becomes "HS-1" in HubSpot
    And the draft HS-1 is finalized
    And the draft HS-2 is finalized
    And <void> is voided in HubSpot
    When it syncs
    Then nothing is written
    And QuickBooks shows HS-1 at 100.00, of which 100.00 is due
    And the draft <other> is syncing without any remark
    And the draft <void> is excluded: "Voided before it was linked"
    And the next sync writes nothing

    Examples:
      | direction          | void | other |
      | two-way            | HS-1 | HS-2  |
      | two-way            | HS-2 | HS-1  |
      | to QuickBooks only | HS-1 | HS-2  |
      | to HubSpot only    | HS-2 | HS-1  |
