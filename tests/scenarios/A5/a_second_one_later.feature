@A5 @A18
Feature: A second HubSpot invoice of the same number, while little is known here of the first

  Scenario Outline: The first is older than the sync, and <what>
    Given two connected accounts without any record
    And HubSpot has the contact "Ann Archer" with the email "ann@acme.test"
    And QuickBooks has the customer "Acme" with the email "ann@acme.test"
    And QuickBooks has the item "Mowing" with the SKU "MOW" at 50.00
    And HubSpot has the product "Mowing" with the SKU "MOW" at 50.00
    And the draft HS-1 for Ann, dated 2026-10-12, is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the draft HS-1 is finalized
    And everything is set up to sync to QuickBooks only
    And old invoices that change go without asking
    And HubSpot lets finalized invoices be edited
    And it syncs
    And the invoice HS-1 for Acme, dated 2026-10-12, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the draft HS-2 for Ann, dated <day>, is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the number of HS-2 becomes "HS-1" in HubSpot
    And the draft HS-2 is finalized
    And it syncs
    Then nothing is written
    And QuickBooks has 1 invoice HS-1
    And the draft HS-1 is excluded: "Not created or changed since the sync was turned on"
    And the draft HS-2 is failing: "HS-1 belongs to the invoice (Acme, Oct 12, 2026, $100.00)<several>"
    And the next sync writes nothing

    Examples:
      | what                                        | day        | several                                         |
      | which of the two is meant is not guessed      | 2026-10-12 | , and 2 invoices in HubSpot could be the same. |
      | one of another day has a number that is taken | 2026-10-13 |                                                 |

  Scenario Outline: Both are announced before QuickBooks is asked for changes, and the one of the same day is linked
    Given the shop of Acme, syncing to QuickBooks only
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Acme, dated 2026-11-20, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the draft HS-1 for Ann, dated <first>, is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the draft HS-2 for Ann, dated <second>, is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the number of HS-2 becomes "HS-1" in HubSpot
    And the draft HS-1 is finalized
    And the draft HS-2 is finalized
    And HubSpot announces HS-1
    And HubSpot announces HS-2
    When a worker looks what is due
    Then QuickBooks has 1 invoice HS-1
    And the draft <same> is syncing without any remark
    And the draft <other> is failing: "HS-1 belongs to the invoice (Acme, Nov 20, 2026, $100.00)."
    And the next sync writes nothing

    Examples:
      | first      | second     | same | other |
      | 2026-11-20 | 2026-11-21 | HS-1 | HS-2  |
      | 2026-11-21 | 2026-11-20 | HS-2 | HS-1  |
