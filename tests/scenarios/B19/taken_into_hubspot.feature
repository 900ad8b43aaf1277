@B19
Feature: What QuickBooks made of a HubSpot invoice is taken into HubSpot by a click

  Rule: Finalized invoices may be edited in HubSpot

    Background:
      Given the shop of Acme, syncing two-way
      And HubSpot lets finalized invoices be edited
      And the invoice HS-1 for Ann is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
        | Edging | 1        | 20.00 |
      And it syncs

    @S44
    Scenario: A price, a line that was added and one that was taken away, to the cent
      When the price of the line "Mowing" of HS-1 becomes "60.35" in QuickBooks
      And the line "Edging" of HS-1 is removed in QuickBooks
      And these lines are added to HS-1 in QuickBooks:
        | item   | quantity | price  | text             |
        | Mowing | 3        | 33.333 | Fuel, by the day |
      And it syncs
      Then HS-1 is failing: "Please make any necessary changes directly in HubSpot"
      When somebody clicks "Take into HubSpot: $220.70" on the page of HS-1
      Then the answer says "will be taken into HubSpot"
      When it syncs
      Then 1 records are written in HubSpot and 0 in QuickBooks
      And HS-1 is equal on both sides: 220.70, of which 220.70 is due
      And the lines of HS-1 in HubSpot are:
        | name             | quantity | price  | amount |
        | Mowing           | 2        | 60.35  | 120.70 |
        | Fuel, by the day | 3        | 33.333 | 100.00 |
      And HS-1 is syncing
      And the next sync writes nothing

    @S3
    Scenario: Afterwards it is HubSpot's as before
      When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
      And it syncs
      And somebody clicks "Take into HubSpot" on the page of HS-1
      And it syncs
      And the price of the line "Edging" of HS-1 becomes "25.00" in HubSpot
      And it syncs
      Then HS-1 is equal on both sides: 145.00, of which 145.00 is due
      When the price of the line "Mowing" of HS-1 becomes "70.00" in QuickBooks
      And it syncs
      Then HS-1 is failing: "Please make any necessary changes directly in HubSpot"

    @S3 @A19
    Scenario: Comments and date
      When the comments of HS-1 becomes "Other gate" in QuickBooks
      And the date of HS-1 becomes "2026-11-20" in QuickBooks
      And it syncs
      And somebody clicks "Take into HubSpot" on the page of HS-1
      And it syncs
      Then 1 records are written in HubSpot and 0 in QuickBooks
      And HubSpot shows the date "2026-11-20" on HS-1
      And HubSpot shows the comments "Other gate" on HS-1
      And HS-1 is syncing
      And the next sync writes nothing

    @S19
    Scenario: What was paid on it in QuickBooks follows
      When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
      And 130.00 is paid on HS-1 in QuickBooks
      And it syncs
      And somebody clicks "Take into HubSpot" on the page of HS-1
      And it syncs
      Then HS-1 is equal on both sides: 140.00, of which 10.00 is due
      And HS-1 is syncing
      And the next sync writes nothing

    @A24
    Scenario: HubSpot is written in a protected period too
      When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
      And it syncs
      And the books are protected through 2026-11-24
      And somebody clicks "Take into HubSpot" on the page of HS-1
      And it syncs
      Then HS-1 is equal on both sides: 140.00, of which 140.00 is due
      And HS-1 is syncing

    @S3
    Scenario: What was changed in HubSpot after the click is not written over
      When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
      And it syncs
      And somebody clicks "Take into HubSpot" on the page of HS-1
      And the price of the line "Mowing" of HS-1 becomes "55.00" in HubSpot
      And it syncs
      Then nothing is written
      And HubSpot shows HS-1 at 130.00, of which 130.00 is due
      And HS-1 is failing: "Please make any necessary changes directly in HubSpot"
      And the page of HS-1 says "It was changed in HubSpot too"
      And the page of HS-1 does not offer "Take into HubSpot"

    @S3
    Scenario: What was changed in QuickBooks after the click is asked about anew
      When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
      And it syncs
      And somebody clicks "Take into HubSpot" on the page of HS-1
      And the price of the line "Mowing" of HS-1 becomes "70.00" in QuickBooks
      And it syncs
      Then nothing is written
      And HubSpot shows HS-1 at 120.00, of which 120.00 is due
      And the page of HS-1 offers "Take into HubSpot: $160.00"

    @S5
    Scenario: Tax cannot be taken
      Given QuickBooks charges the sales tax "California" of 7.5 %
      When the tax California is put on HS-1 in QuickBooks
      And it syncs
      Then the page of HS-1 does not offer "Take into HubSpot"
      And the page of HS-1 says "carries no tax"

    @S2
    Scenario: Where the sync does not go to HubSpot nothing is taken
      When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
      And it syncs
      And invoices are set to sync to QuickBooks only
      Then the page of HS-1 does not offer "Take into HubSpot"
      And the page of HS-1 says "does not go to HubSpot"

  Rule: What HubSpot keeps as it is

    Background:
      Given the shop of Acme, syncing two-way
      And the invoice HS-1 for Ann is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs

    @S44
    Scenario: It is tried once, nothing is changed, and the button is gone with the reason
      When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
      And it syncs
      And somebody clicks "Take into HubSpot" on the page of HS-1
      And it syncs
      Then HubSpot shows HS-1 at 100.00, of which 100.00 is due
      And QuickBooks shows HS-1 at 120.00, of which 120.00 is due
      And HS-1 is failing: "Please make any necessary changes directly in HubSpot"
      And the page of HS-1 does not offer "Take into HubSpot"
      And the page of HS-1 says "HubSpot refused to have a finalized invoice edited"
      And the page of HS-1 offers "Put QuickBooks back to $100.00"
      When somebody clicks "Put QuickBooks back" on the page of HS-1
      And it syncs
      Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
      And the next sync writes nothing

    @S19
    Scenario: An invoice that was paid in HubSpot cannot be edited there
      Given 40.00 is paid on HS-1 in HubSpot
      And it syncs
      When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
      And it syncs
      Then the page of HS-1 does not offer "Take into HubSpot"
      And the page of HS-1 says "an invoice with a payment cannot be edited there"

    @S44
    Scenario: Kept apart, what the two hold and that nothing crosses is said
      When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
      And it syncs
      And somebody clicks "Keep apart" on the page of HS-1
      And it syncs
      Then nothing is written
      And HS-1 is ignored
      And the page of HS-1 says "Kept apart: both sides keep what they have"
      And the page of HS-1 says "HubSpot $100.00, QuickBooks Online $120.00"
      When 20.00 is paid on HS-1 in QuickBooks
      And it syncs
      Then nothing is written
