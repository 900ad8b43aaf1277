@S41 @S13
Feature: An invoice without a customer: its contact is synced first, by a click

  Rule: The filter of the contact sync leaves the contact out

    Background:
      Given the shop of Acme, syncing two-way
      And only contacts whose lastname is "Archer" go to QuickBooks
      And HubSpot has the contact "Bea Baker" with the email "bea@baker.test"
      And the invoice HS-1 for Bea is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs

    Scenario: The contact goes whatever the filter says, once, and the invoice follows
      Then HS-1 is failing: "An invoice should have an associated customer."
      And the page of HS-1 says "bea@baker.test"
      When somebody clicks "Sync this contact first" on the page of HS-1
      And somebody clicks "Sync this contact first" on the page of HS-1
      And it syncs
      Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
      And QuickBooks has these customers:
        | name      |
        | Acme      |
        | Bea Baker |
      And comparing everything writes nothing

    Scenario: Where contacts do not go to QuickBooks, that is said
      When contacts are set to sync to HubSpot only
      And it syncs
      Then HS-1 is failing: "Contacts do not sync to QuickBooks Online, so no customer is made there."
      And the page of HS-1 does not offer "Sync this contact first"

    Scenario: Where the contact sync is off, that is said
      When the sync of contacts is turned off
      And it syncs
      Then HS-1 is failing: "The contact sync is off, so no customer is made there."
      And the page of HS-1 does not offer "Sync this contact first"

  Rule: The filter leaves the customer out

    Scenario: The customer becomes a contact for its invoice
      Given the shop of Acme, syncing two-way
      And only contacts whose DisplayName is "Acme" go to HubSpot
      And QuickBooks has the customer "Baker" with the email "bea@baker.test"
      And the invoice 1001 for Baker is made in QuickBooks:
        | item   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      Then 1001 is failing: "The customer of this invoice, “Baker”, has no contact in HubSpot."
      When somebody clicks "Sync this contact first" on the page of 1001
      And it syncs
      Then 1001 is equal on both sides: 100.00, of which 100.00 is due

  Rule: A contact without an address

    Scenario: Nobody can be made of it, and the invoice follows as soon as it has one
      Given the shop of Acme, syncing two-way
      And HubSpot has the contact "Nora Nameless" without an email
      And the invoice HS-1 for Nora is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      Then HS-1 is failing: "The contact of this invoice, Nora Nameless, has no email address in HubSpot."
      And the page of HS-1 does not offer "Sync this contact first"
      When the email of the contact Nora becomes "nora@nameless.test"
      And a scheduled sync runs
      Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

    Scenario: Where contacts do not go to QuickBooks, both sides need the address
      Given the shop of Acme, syncing two-way
      And contacts are set to sync to HubSpot only
      And HubSpot has the contact "Nora Nameless" without an email
      And the invoice HS-1 for Nora is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      Then HS-1 is failing: "The contact of this invoice, Nora Nameless, has no email address in HubSpot."
      And the page of HS-1 says "enter the same address on the customer"
      And the page of HS-1 offers "Open the contact in HubSpot"
      When the email of the contact Nora becomes "nora@nameless.test"
      And QuickBooks has the customer "Nora Nameless" with the email "nora@nameless.test"
      And a scheduled sync runs
      Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

    @S40
    Scenario: The next thing that is in the way is tried again as soon as the first was
      Given the shop of Acme, syncing two-way
      And contacts are set to sync to HubSpot only
      And HubSpot has the contact "Nora Nameless" without an email
      And the invoice HS-1 for Nora is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      Then the page of HS-1 says "Tries again in 4 min."
      When somebody clicks "Sync now" on the page of HS-1
      And it syncs
      Then the page of HS-1 says "Tries again in 59 min."
      When the email of the contact Nora becomes "nora@nameless.test"
      And it syncs
      Then HS-1 is failing: "Contacts do not sync to QuickBooks Online, so no customer is made there."
      And the page of HS-1 says "Tries again in 4 min."

    Scenario: Where the contact sync is off, both sides need the address, and nobody is told to click in vain
      Given the shop of Acme, syncing two-way
      And the sync of contacts is turned off
      And HubSpot has the contact "Nora Nameless" without an email
      And the invoice HS-1 for Nora is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      Then HS-1 is failing: "has no email address in HubSpot. Why A customer is found by the email address, and the contact sync is off"
      And the page of HS-1 does not offer "Sync this contact first"
      When the email of the contact Nora becomes "nora@nameless.test"
      And QuickBooks has the customer "Nora Nameless" with the email "nora@nameless.test"
      And it syncs
      Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

  Rule: A contact that somebody left out

    Scenario: Its page is one click away, and taken back it goes with the invoice
      Given the shop of Acme, syncing two-way
      And QuickBooks has the vendor "Bea Baker"
      And HubSpot has the contact "Bea Baker" with the email "bea@baker.test"
      And the invoice HS-1 for Bea is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      And the contact Bea is left out by hand
      And it syncs
      Then HS-1 is failing: "Somebody ignored this contact."
      And the page of HS-1 offers "Open who is ignored"
      When the vendor "Bea Baker" is renamed to "Baker Supplies"
      And the contact Bea is taken back by hand
      And it syncs
      Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
