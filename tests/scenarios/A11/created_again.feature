@A11
Feature: What was deleted on one side is created again, voided, or left alone, as somebody says

  Rule: Made in HubSpot, deleted in QuickBooks

    Background:
      Given the shop of Acme, syncing two-way
      And the invoice HS-1 for Ann, dated 2026-11-20, is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      And HS-1 is deleted in QuickBooks
      And it syncs

    Scenario: It is created there again, once, and is HubSpot's as before
      When somebody clicks "Create it again in QuickBooks Online" on the page of HS-1
      And it syncs
      Then 0 records are written in HubSpot and 1 in QuickBooks
      And HS-1 is equal on both sides: 100.00, of which 100.00 is due
      And HS-1 is syncing
      And the next sync writes nothing
      When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
      And it syncs
      Then HS-1 is failing: "Please make any necessary changes directly in HubSpot"

    @A5
    Scenario: Entered again by hand meanwhile, it is linked and not doubled
      When somebody clicks "Create it again in QuickBooks Online" on the page of HS-1
      And the invoice HS-1 for Acme, dated 2026-11-20, is made in QuickBooks:
        | item   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      Then nothing is written
      And QuickBooks has 1 invoice HS-1
      And HS-1 is syncing

    @A18
    Scenario: Its number is taken meanwhile, and it goes when it is free
      When somebody clicks "Create it again in QuickBooks Online" on the page of HS-1
      And the invoice HS-1 for Acme is made in QuickBooks:
        | item   | quantity | price |
        | Mowing | 1        | 7.00  |
      And it syncs
      Then HubSpot's HS-1 is failing: "The number is already used by another document"
      When the number of HS-1 becomes "HS-1b" in QuickBooks
      And it syncs
      Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

    @A24
    Scenario: Nothing is created again in a protected period
      Given the books are protected through 2026-11-20
      When somebody clicks "Create it again in QuickBooks Online" on the page of HS-1, but is told "protected"
      Then the next sync writes nothing

    Scenario: What was asked can be taken back
      When somebody clicks "Create it again in QuickBooks Online" on the page of HS-1
      And somebody clicks "Take it back" on the page of HS-1
      And it syncs
      Then nothing is written
      And HS-1 is failing: "Deleted in QuickBooks Online"

    Scenario: What is left in HubSpot is voided
      When somebody clicks "Void it in HubSpot" on the page of HS-1
      And it syncs
      Then 1 record is written in HubSpot and 0 in QuickBooks
      And HubSpot shows HS-1 as voided
      And HS-1 is excluded
      And the next sync writes nothing

    Scenario: Unlinked it is left alone for good
      When somebody clicks "Unlink" on the page of HS-1
      And the comments of HS-1 becomes "Ring twice" in HubSpot
      And it syncs
      Then nothing is written
      And HS-1 is ignored: "Unlinked, because it was deleted in QuickBooks Online."
      And QuickBooks has no invoice HS-1
      And comparing everything writes nothing

  Rule: Older than the sync

    @A15
    Scenario: An old invoice is created again, because somebody asks for it
      Given the shop of Acme, syncing two-way
      And the invoice HS-1 for Ann, dated 2026-10-01, is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      And the sync of invoices is turned off
      And the sync of invoices is turned on again, only from now
      And HS-1 is deleted in QuickBooks
      And it syncs
      When somebody clicks "Create it again in QuickBooks Online" on the page of HS-1
      And it syncs
      Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

  Rule: Paid in part

    @A10
    Scenario: A paid invoice is not voided
      Given the shop of Acme, syncing two-way
      And the invoice HS-1 for Ann is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      And 40.00 is paid on HS-1 in HubSpot
      And it syncs
      When HS-1 is deleted in QuickBooks
      And it syncs
      Then HS-1 is failing: "Deleted in QuickBooks Online"
      And the page of HS-1 does not offer "Void it in HubSpot"

  Rule: Deleted in HubSpot

    Background:
      Given the shop of Acme, syncing two-way
      And the invoice HS-1 for Ann is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And the invoice 1001 for Acme is made in QuickBooks:
        | item   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs

    Scenario: A copy is created again
      When 1001 is deleted in HubSpot
      And everything is compared
      And somebody clicks "Create it again in HubSpot" on the page of 1001
      And it syncs
      Then 1 record is written in HubSpot and 0 in QuickBooks
      And 1001 is equal on both sides: 100.00, of which 100.00 is due
      And 1001 is syncing
      And the next sync writes nothing

    Scenario: A copy of what was deleted in QuickBooks is not sent there
      When 1001 is deleted in QuickBooks
      And it syncs
      Then the page of 1001 does not offer "Create it again"

    Scenario: Restored meanwhile, nothing is created
      When 1001 is deleted in HubSpot
      And everything is compared
      And somebody clicks "Create it again in HubSpot" on the page of 1001
      And 1001 is restored in HubSpot
      And it syncs
      Then HubSpot has 1 invoice 1001
      And 1001 is syncing

    Scenario: What is left in QuickBooks is voided
      When HS-1 is deleted in HubSpot
      And everything is compared
      And somebody clicks "Void it in QuickBooks Online" on the page of HS-1
      And it syncs
      Then 0 records are written in HubSpot and 1 in QuickBooks
      And QuickBooks shows HS-1 as voided
      And HS-1 is excluded
      And the next sync writes nothing

    Scenario: It is noticed with the next change too
      When HS-1 is deleted in HubSpot
      And the phone of the contact Ann becomes "916 555 0100"
      And it syncs
      Then HS-1 is failing: "Deleted in HubSpot"

    Scenario: A contact and a product fail alone, and the contact is created again
      When the contact Ann is deleted
      And the product Mowing is deleted
      And everything is compared
      Then nothing is written
      And the customer Acme is failing: "Deleted in HubSpot"
      And the item Mowing is failing: "Deleted in HubSpot"
      And HS-1 is syncing
      When somebody clicks "Create it again in HubSpot" on the page of the customer Acme
      And it syncs
      Then HubSpot has these contacts:
        | email         |
        | ann@acme.test |
      And the customer Acme is syncing
      And the next sync writes nothing

    @S4
    Scenario: An item whose product was deleted is shown on the next copy without the product, to the cent
      When the product Mowing is deleted
      And the invoice 1002 for Acme is made in QuickBooks:
        | item   | quantity | price |
        | Mowing | 2        | 50.00 |
        | Mowing | 1        | 20.00 |
      And it syncs
      Then the item Mowing is failing: "Deleted in HubSpot"
      And 1002 is equal on both sides: 120.00, of which 120.00 is due
      And 1002 is syncing
      And the next sync writes nothing

  Rule: Before it ever crossed

    Scenario: It is gone, and nothing is made of it
      Given the shop of Acme, syncing two-way
      And the sync of contacts is turned off
      And QuickBooks has the customer "Baker" with the email "bea@baker.test"
      And the invoice 1001 for Baker is made in QuickBooks:
        | item   | quantity | price |
        | Mowing | 2        | 50.00 |
      And the draft HS-9 for Ann is made in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      When 1001 is deleted in QuickBooks
      And HS-9 is deleted in HubSpot
      And everything is compared
      Then HubSpot has no invoice 1001
      And 0 of the invoices are failing
      And 0 of the invoices are excluded
      And the next sync writes nothing
