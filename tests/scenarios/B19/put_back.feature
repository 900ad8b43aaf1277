@B19
Feature: A document that was changed where it may not be is put back by a click

  Rule: A HubSpot invoice was changed in QuickBooks

    Background:
      Given the shop of Acme, syncing two-way
      And the invoice HS-1 for Ann is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
        | Edging | 1        | 20.00 |
      And it syncs

    @S44 @A7
    Scenario: The lines come back, and keep their places and their coding
      Given QuickBooks tracks classes, one of which is "North"
      When the class of the line "Mowing" of HS-1 becomes "North" in QuickBooks
      And it syncs
      And the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
      And it syncs
      And somebody clicks "Put QuickBooks back" on the page of HS-1
      And it syncs
      Then 0 records are written in HubSpot and 1 in QuickBooks
      And HS-1 is equal on both sides: 120.00, of which 120.00 is due
      And the lines of HS-1 in QuickBooks are:
        | text   | class | amount |
        | Mowing | North | 100.00 |
        | Edging |       | 20.00  |
      And HS-1 is syncing
      And the next sync writes nothing

    @S44
    Scenario: It is put back once, and the very same edit fails again
      When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
      And it syncs
      And somebody clicks "Put QuickBooks back" on the page of HS-1
      And it syncs
      And the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
      And it syncs
      Then nothing is written
      And HS-1 is failing: "Please make any necessary changes directly in HubSpot"

    @S3
    Scenario: What was changed after the click is not overwritten, and is asked about anew
      When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
      And it syncs
      And somebody clicks "Put QuickBooks back" on the page of HS-1
      And the price of the line "Mowing" of HS-1 becomes "70.00" in QuickBooks
      And it syncs
      Then nothing is written
      And QuickBooks shows HS-1 at 160.00, of which 160.00 is due
      And HS-1 is failing: "Please make any necessary changes directly in HubSpot"
      And the page of HS-1 offers "Put QuickBooks back"

    @S44
    Scenario: A line that was added and one that was taken away
      When the line "Edging" of HS-1 is removed in QuickBooks
      And these lines are added to HS-1 in QuickBooks:
        | item   | quantity | price | text |
        | Mowing | 1        | 7.00  | Fuel |
      And it syncs
      And somebody clicks "Put QuickBooks back" on the page of HS-1
      And it syncs
      Then HS-1 is equal on both sides: 120.00, of which 120.00 is due
      And the next sync writes nothing

    @S3 @S16
    Scenario: Comments and date
      When the comments of HS-1 becomes "Other gate" in QuickBooks
      And the date of HS-1 becomes "2026-11-02" in QuickBooks
      And it syncs
      And somebody clicks "Put QuickBooks back" on the page of HS-1
      And it syncs
      Then 0 records are written in HubSpot and 1 in QuickBooks
      And QuickBooks shows the date "2026-11-24" on HS-1
      And QuickBooks shows the comments "" on HS-1
      And HS-1 is syncing
      And the next sync writes nothing

    @S3
    Scenario: The customer
      Given QuickBooks has the customer "Baker" with the email "bea@baker.test"
      When the customer of HS-1 becomes "Baker" in QuickBooks
      And it syncs
      And somebody clicks "Put QuickBooks back" on the page of HS-1
      And it syncs
      Then QuickBooks shows HS-1 for the customer "Acme"
      And HS-1 is syncing
      And the next sync writes nothing

    @S3 @S5
    Scenario: Tax that was put on it
      Given QuickBooks charges the sales tax "California" of 7.5 %
      When the tax California is put on HS-1 in QuickBooks
      And it syncs
      Then QuickBooks shows HS-1 at 129.00, of which 129.00 is due
      When somebody clicks "Put QuickBooks back" on the page of HS-1
      And it syncs
      Then HS-1 is equal on both sides: 120.00, of which 120.00 is due
      And the next sync writes nothing

    @A12
    Scenario: Nothing is put back below what was paid
      When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
      And 130.00 is paid on HS-1 in QuickBooks
      And it syncs
      And somebody clicks "Put QuickBooks back" on the page of HS-1
      And it syncs
      Then nothing is written in QuickBooks
      And HS-1 is failing: "The new total is lower than what is already paid"
      And QuickBooks shows HS-1 at 140.00, of which 10.00 is due

    @A24
    Scenario: Nothing is put back in a protected period
      When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
      And it syncs
      And the books are protected through 2026-11-24
      And somebody clicks "Put QuickBooks back" on the page of HS-1, but is told "protected"
      Then the next sync writes nothing

    @A24
    Scenario: Asked before the period was closed it is parked, and goes when the period opens
      When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
      And it syncs
      And somebody clicks "Put QuickBooks back" on the page of HS-1
      And the books are protected through 2026-11-24
      And it syncs
      Then nothing is written
      And HS-1 is parked
      When the books are protected through 2026-11-01
      And it syncs
      Then HS-1 is equal on both sides: 120.00, of which 120.00 is due

    @S2
    Scenario: Where the sync does not go nothing is put back
      When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
      And it syncs
      And invoices are set to sync to HubSpot only
      And somebody clicks "Put QuickBooks back" on the page of HS-1, but is told "does not go to QuickBooks Online"
      Then the next sync writes nothing

  Rule: A QuickBooks invoice was changed in HubSpot

    Background:
      Given the shop of Acme, syncing two-way
      And HubSpot lets finalized invoices be edited
      And the invoice 1001 for Acme is made in QuickBooks:
        | item   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs

    @A8
    Scenario: Number, date, lines and a discount together
      When the number of 1001 becomes "X-9" in HubSpot
      And the date of X-9 becomes "2026-11-01" in HubSpot
      And the price of the line "Mowing" of X-9 becomes "60.00" in HubSpot
      And an order-level discount of 10.00 is put on X-9 in HubSpot
      And it syncs
      Then QuickBooks's 1001 is failing: "Changed in HubSpot, belongs to QuickBooks"
      When somebody clicks "Put HubSpot back" on the page of QuickBooks's 1001
      And it syncs
      Then 1001 is equal on both sides: 100.00, of which 100.00 is due
      And the next sync writes nothing

    @A8
    Scenario: What QuickBooks changed meanwhile is not lost
      When the price of the line "Mowing" of 1001 becomes "60.00" in HubSpot
      And it syncs
      And somebody clicks "Put HubSpot back" on the page of 1001
      And the quantity of the line "Mowing" of 1001 becomes "3" in QuickBooks
      And it syncs
      Then QuickBooks shows 1001 at 150.00, of which 150.00 is due
      And 1001 is failing: "Changed in HubSpot, belongs to QuickBooks"
      When somebody clicks "Put HubSpot back" on the page of 1001
      And it syncs
      Then 1001 is equal on both sides: 150.00, of which 150.00 is due
