@A2
Feature: Who is meant where an address or an invoice names several

  Rule: Two customers have the address of one contact, who is linked with the second by a click

    Background:
      Given the shop of Acme, syncing two-way
      And QuickBooks has the customer "Olivia Oak" with the email "olivia@oak.test"
      And QuickBooks has the customer "Oak Holdings" with the email "olivia@oak.test"
      And HubSpot has the contact "Olivia Oak" with the email "olivia@oak.test"
      And it syncs
      And the contact Olivia is linked with the customer Oak Holdings by hand
      And it syncs

    @B20
    Scenario: The second customer's invoices go to the one contact
      Then the customer Olivia Oak is failing: "Another customer already uses this email address"
      When the invoice 1001 for Olivia Oak is made in QuickBooks:
        | item   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      Then 1001 is waiting
      When the customer Olivia Oak is billed through the contact Olivia by hand
      And it syncs
      Then the customer Olivia Oak is excluded: "In HubSpot the invoices of this customer are of the contact Olivia Oak, who is linked with another customer."
      And HubSpot shows 1001 for the customer "olivia@oak.test"
      And the next sync writes nothing
      When the phone of the customer Olivia Oak becomes "916 555 0100"
      And it syncs
      Then nothing is written
      And the customer Olivia Oak is excluded

    Scenario: A contact without an address is made once for the second one, and stays without
      When on the page of the customer Olivia Oak somebody chooses "A contact of its own, without an email address" and clicks "Do this"
      And it syncs
      Then 1 record is written in HubSpot and 0 in QuickBooks
      And the customer Olivia Oak is syncing
      And HubSpot has these contacts:
        | email           |
        | ann@acme.test   |
        | olivia@oak.test |
        |                 |
      And comparing everything writes nothing
      When the email of the customer Olivia Oak becomes "office@oak.test"
      And it syncs
      Then HubSpot has these contacts:
        | email           |
        | ann@acme.test   |
        | olivia@oak.test |
        | office@oak.test |

  Rule: Whoever is meant

    Background:
      Given the shop of Acme, syncing two-way

    Scenario: One of two customers is ignored, and nothing is left to choose
      Given QuickBooks has the customer "Olivia Oak" with the email "olivia@oak.test"
      And QuickBooks has the customer "Oak Holdings" with the email "olivia@oak.test"
      And HubSpot has the contact "Olivia Oak" with the email "olivia@oak.test"
      And it syncs
      When the customer Olivia Oak is left out by hand
      And it syncs
      And the invoice HS-1 for Olivia is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      Then QuickBooks shows HS-1 for the customer "Oak Holdings"
      And the next sync writes nothing

    Scenario: A sub-customer that gets an address of its own is billed for itself
      Given QuickBooks has the sub-customer "Maple Court" of "Acme" without an email
      And it syncs
      Then the customer Maple Court is excluded
      When the email of the customer Maple Court becomes "manager@maple.test"
      And it syncs
      And the invoice 1001 for Maple Court is made in QuickBooks:
        | item   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      Then HubSpot shows 1001 for the customer "manager@maple.test"

    Scenario: Of an invoice's contacts the one that is picked is billed, once
      Given HubSpot has the contact "Bea Baker" with the email "bea@baker.test"
      And the invoice HS-1 for Ann and Bea is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      When on the page of HS-1 somebody chooses "Bea Baker" and clicks "Bill this contact"
      And it syncs
      Then QuickBooks shows HS-1 for the customer "Bea Baker"
      And the next sync writes nothing
      And QuickBooks has 1 invoice HS-1

    @S45
    Scenario: Of two people of one name each is told by the address, and who was picked wrongly is picked again
      Given contacts are set to sync to HubSpot only
      And QuickBooks has the customer "Grace Kim" with the email "grace@kim.test"
      And HubSpot has the contact "Grace Kim" with the email "grace@kim.test"
      And HubSpot has the contact "Grace Kim" with the email "grace@other.test"
      And the invoice HS-1 for grace@kim.test and grace@other.test is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      Then HS-1 is failing: "Grace Kim (grace@kim.test), Grace Kim (grace@other.test)"
      When on the page of HS-1 somebody chooses "Grace Kim grace@other.test" and clicks "Bill this contact"
      Then the page of HS-1 says "Billed to Grace Kim (grace@other.test)."
      And the page of HS-1 offers "Choose again"
      When it syncs
      Then HS-1 is failing: "Contacts do not sync to QuickBooks Online, so no customer is made there."
      And the page of HS-1 says "It counts as soon as the invoice can go"
      When somebody clicks "Choose again" on the page of HS-1
      And it syncs
      Then HS-1 is failing: "Grace Kim (grace@kim.test), Grace Kim (grace@other.test)"
      When on the page of HS-1 somebody chooses "Grace Kim grace@kim.test" and clicks "Bill this contact"
      And it syncs
      Then QuickBooks shows HS-1 for the customer "Grace Kim"
      And QuickBooks has 1 invoice HS-1
      And the page of HS-1 does not offer "Choose again"
      And the next sync writes nothing

    Scenario: Picked, and then taken off the invoice, nobody is billed
      Given HubSpot has the contact "Bea Baker" with the email "bea@baker.test"
      And HubSpot has the contact "Cid Cole" with the email "cid@cole.test"
      And HubSpot lets finalized invoices be edited
      And the invoice HS-1 for Ann and Bea and Cid is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      When on the page of HS-1 somebody chooses "Bea Baker" and clicks "Bill this contact"
      And Bea is taken off HS-1 in HubSpot
      And it syncs
      Then nothing is written
      And HS-1 is failing: "The invoice has several contacts and none is the billing contact"

    @S45 @B20
    Scenario: Whose only customer is ignored gets no second one
      Given the contact Ann is unlinked by hand
      And it syncs
      And HubSpot has the contact "Otto Other" with the email "other@acme.test"
      When the email of the contact Ann becomes "gone@acme.test"
      And the email of the contact Otto becomes "ann@acme.test"
      And the invoice HS-1 for Otto is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      Then nothing is written
      And the contact Otto is failing: "What it belongs to is ignored here"
      And HS-1 is waiting
      When the contact Otto is linked with the customer Acme by hand
      And it syncs
      Then QuickBooks shows HS-1 for the customer "Acme"
      And the contact Otto is syncing

    Scenario: Customers are named so that each is told from the next, whatever commas their names have
      Given QuickBooks has the customer "Oak, Olivia" with the email "olivia@oak.test"
      And QuickBooks has the customer "Oak Holdings" with the email "olivia@oak.test"
      And HubSpot has the contact "Olivia Oak" with the email "olivia@oak.test"
      When it syncs
      Then the contact Olivia is failing: "olivia@oak.test (Oak, Olivia; Oak Holdings)"
