@A11 @S2
Feature: A deletion where invoices sync one way

  Rule: Only to QuickBooks

    Background:
      Given the shop of Acme, syncing to QuickBooks only
      And the invoice HS-1 for Ann is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs

    Scenario: Deleted there, it is created there again by a click, and HubSpot is left alone
      When HS-1 is deleted in QuickBooks
      And it syncs
      Then nothing is written
      And HS-1 is failing: "Deleted in QuickBooks Online"
      And the page of HS-1 does not offer "Void it in HubSpot"
      When somebody clicks "Create it again in QuickBooks Online" on the page of HS-1
      And it syncs
      Then 0 records are written in HubSpot and 1 in QuickBooks
      And HS-1 is equal on both sides: 100.00, of which 100.00 is due
      And the next sync writes nothing

    Scenario: Deleted in HubSpot, what is left in QuickBooks is voided by a click
      When HS-1 is deleted in HubSpot
      And everything is compared
      Then nothing is written
      And HS-1 is failing: "Deleted in HubSpot"
      And the page of HS-1 does not offer "Create it again"
      When somebody clicks "Void it in QuickBooks Online" on the page of HS-1
      And it syncs
      Then QuickBooks shows HS-1 as voided
      And the next sync writes nothing

  Rule: Only to HubSpot

    Background:
      Given the shop of Acme, syncing to HubSpot only
      And the invoice 1001 for Acme is made in QuickBooks:
        | item   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs

    Scenario: Deleted in QuickBooks, the copy is voided by a click
      When 1001 is deleted in QuickBooks
      And it syncs
      Then nothing is written
      And 1001 is failing: "Deleted in QuickBooks Online"
      And the page of 1001 does not offer "Create it again"
      When somebody clicks "Void it in HubSpot" on the page of 1001
      And it syncs
      Then HubSpot shows 1001 as voided
      And QuickBooks was never written to
      And the next sync writes nothing

    Scenario: The copy is deleted, and made again by a click; QuickBooks is left alone
      When 1001 is deleted in HubSpot
      And everything is compared
      Then nothing is written
      And 1001 is failing: "Deleted in HubSpot"
      And the page of 1001 does not offer "Void it in QuickBooks"
      When somebody clicks "Create it again in HubSpot" on the page of 1001
      And it syncs
      Then 1001 is equal on both sides: 100.00, of which 100.00 is due
      And QuickBooks was never written to
      And the next sync writes nothing

  Rule: Turned to one way since

    Scenario: A HubSpot invoice that went to QuickBooks is deleted there, and is not created again where nothing goes
      Given the shop of Acme, syncing two-way
      And the invoice HS-1 for Ann is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      And invoices are set to sync to HubSpot only
      When HS-1 is deleted in QuickBooks
      And it syncs
      Then HS-1 is failing: "Deleted in QuickBooks Online"
      And the page of HS-1 does not offer "Create it again in QuickBooks Online"
      When invoices are set to sync two-way
      And it syncs
      Then nothing is written
      And HS-1 is failing: "Deleted in QuickBooks Online"
      And the page of HS-1 offers "Create it again in QuickBooks Online"
