@A3
Feature: A customer gets an address that another contact has: a remark, never a new link, and nothing waits for it

  Rule: Acme's statements go to the address of the contact Tess, and its phone number is new too

    Background:
      Given the shop of Acme, syncing two-way
      And HubSpot has the contact "Tess Teal" with the email "taken@acme.test"
      And it syncs
      And the email of the customer Acme becomes "taken@acme.test"
      And the phone of the customer Acme becomes "555-0101"
      And it syncs

    Scenario: All else arrives, and the remark says who has the address
      Then the contact Ann is syncing with the remark "The customer's address in QuickBooks Online, taken@acme.test, is not written to HubSpot, because another contact, “Tess Teal”, has it there. The contact keeps ann@acme.test. It follows when that contact gives it up."
      And HubSpot has these contacts:
        | first name | email           | phone    |
        | Ann        | ann@acme.test   | 555-0101 |
        | Tess       | taken@acme.test |          |
      And the next sync writes nothing

    Scenario: It follows by itself when the other contact gives the address up
      When the email of the contact Tess becomes "tess@teal.test"
      And it syncs
      Then the contact Ann is syncing without any remark
      And HubSpot has these contacts:
        | first name | email           |
        | Ann        | taken@acme.test |
        | Tess       | tess@teal.test  |
      And the next sync writes nothing

    Scenario: A deleted contact gives it up too, seen in the night at the latest
      When the contact Tess is deleted
      And everything is compared
      Then the contact Ann is syncing without any remark
      And HubSpot has these contacts:
        | first name | email           |
        | Ann        | taken@acme.test |

    Scenario: In the night it is tried once more, and the remark stays
      When everything is compared
      Then nothing is written
      And the contact Ann is syncing with the remark "“Tess Teal”, has it there"
      When the email of the contact Tess becomes "tess@teal.test"
      And it syncs
      Then the contact taken@acme.test is syncing without any remark

    Scenario Outline: Another address in QuickBooks ends it
      When the email of the customer Acme becomes "<address>"
      And it syncs
      Then the contact Ann is syncing without any remark
      And HubSpot has these contacts:
        | first name | email           |
        | Ann        | <address>       |
        | Tess       | taken@acme.test |
      And the next sync writes nothing

      Examples:
        | address        |
        | free@acme.test |
        | ann@acme.test  |

    Scenario: A person who puts it right in HubSpot ends it
      When the email of the contact Tess becomes "tess@teal.test"
      And the email of the contact Ann becomes "taken@acme.test"
      And it syncs
      Then nothing is written
      And the contact Ann is syncing without any remark

    Scenario: Another address in HubSpot does not end it, for QuickBooks leads
      When the email of the contact Ann becomes "own@acme.test"
      And it syncs
      Then nothing is written
      And the contact Ann is syncing with the remark "The contact keeps own@acme.test."
      When the email of the contact Tess becomes "tess@teal.test"
      And it syncs
      Then the contact taken@acme.test is syncing without any remark

  Rule: Whoever has the address

    Background:
      Given the shop of Acme, syncing two-way

    Scenario: Two customers change places: two remarks, and no loop
      Given QuickBooks has the customer "Baker" with the email "bea@baker.test"
      And it syncs
      When the email of the customer Acme becomes "bea@baker.test"
      And the email of the customer Baker becomes "ann@acme.test"
      And it syncs
      Then the customer Acme is syncing with the remark "bea@baker.test, is not written to HubSpot"
      And the customer Baker is syncing with the remark "ann@acme.test, is not written to HubSpot"
      And the next sync writes nothing

    Scenario: An address that another customer leaves follows in the same sync
      Given QuickBooks has the customer "Baker" with the email "bea@baker.test"
      And it syncs
      When the email of the customer Acme becomes "bea@baker.test"
      And the email of the customer Baker becomes "office@baker.test"
      And it syncs
      Then the contact bea@baker.test is syncing without any remark
      And the customer Acme is syncing without any remark
      And the next sync writes nothing

    Scenario: A contact that was made a moment ago holds it too
      Given it syncs
      When the email of the customer Acme becomes "taken@acme.test"
      And the phone of the customer Acme becomes "555-0101"
      And HubSpot has the contact "Tess Teal" with the email "taken@acme.test"
      And it syncs
      Then the contact Ann is syncing with the remark "taken@acme.test, is not written to HubSpot"
      And HubSpot has these contacts:
        | first name | email           | phone    |
        | Ann        | ann@acme.test   | 555-0101 |
        | Tess       | taken@acme.test |          |
      When the email of the contact Tess becomes "tess@teal.test"
      And it syncs
      Then the contact taken@acme.test is syncing without any remark

    Scenario: A contact that somebody left out holds it, until it gives it up
      Given QuickBooks has the customer "Teal" with the email "taken@acme.test"
      And it syncs
      And the contact taken@acme.test is unlinked by hand
      And it syncs
      When the email of the customer Acme becomes "taken@acme.test"
      And it syncs
      Then the contact Ann is syncing with the remark "taken@acme.test, is not written to HubSpot"
      When the email of the contact taken@acme.test becomes "tess@teal.test"
      And it syncs
      Then the contact Ann is syncing without any remark
      And HubSpot has these contacts:
        | email           |
        | taken@acme.test |
        | tess@teal.test  |
      And the contact tess@teal.test is ignored
      And the next sync writes nothing

    Scenario: Two that are linked by hand keep the address of a third
      Given HubSpot has the contact "Bo Baker" with the email "bo@baker.test"
      And HubSpot has the contact "Tess Teal" with the email "taken@acme.test"
      And QuickBooks has the customer "Baker" with the email "taken@acme.test"
      And QuickBooks has the customer "Teal" with the email "taken@acme.test"
      And it syncs
      When the contact Bo is linked with the customer Baker by hand
      And it syncs
      Then the contact Bo is syncing with the remark "taken@acme.test, is not written to HubSpot"
      And the contact Tess is failing: "More than one customer has this email address"
      And QuickBooks has these customers:
        | name   | email           |
        | Acme   | ann@acme.test   |
        | Baker  | taken@acme.test |
        | Teal   | taken@acme.test |
      And the next sync writes nothing

    Scenario: Where HubSpot leads, no address of a linked contact goes over, taken or not
      Given QuickBooks has the customer "Baker" with the email "bea@baker.test"
      And conflicts of contacts are resolved by "Use HubSpot data"
      And it syncs
      When the email of the contact Ann becomes "new@acme.test"
      And it syncs
      Then nothing is written
      And the contact Ann is syncing
