@A13 @S29
Feature: A mapping that is added later: from now on, or also for what is linked already

  Background:
    Given the shop of Acme, syncing two-way

  Rule: Both sides have a mobile number, each another one

    Background:
      Given the mobile of the contact Ann becomes "555 0111"
      And the mobile of the customer Acme becomes "555 0222"
      And it syncs

    Scenario: From now on, what is linked stays as it stands until somebody changes it
      When the mobile of contacts is mapped to the mobile of QuickBooks, from now on
      And everything is compared
      Then nothing is written
      And both sides hold of the contact Ann:
        | field  | HubSpot  | QuickBooks |
        | mobile | 555 0111 | 555 0222   |
      When the mobile of the contact Ann becomes "555 0333"
      And it syncs
      Then both sides hold of the contact Ann:
        | field  | HubSpot  | QuickBooks |
        | mobile | 555 0333 | 555 0333   |

    Scenario Outline: What is changed after it was saved crosses, however long the first sync with it takes to begin
      When the mobile of contacts is mapped to the mobile of QuickBooks, from now on
      And 3 hours pass
      And the mobile of the <who> becomes "555 0333"
      And it syncs
      Then both sides hold of the contact Ann:
        | field  | HubSpot  | QuickBooks |
        | mobile | 555 0333 | 555 0333   |
      And the next sync writes nothing

      Examples:
        | who           |
        | contact Ann   |
        | customer Acme |

    Scenario: What was changed before it was saved does not, and what is changed besides touches nothing of it
      When the mobile of the contact Ann becomes "555 0100"
      And the mobile of the customer Acme becomes "555 0200"
      And 1 minute passes
      And the mobile of contacts is mapped to the mobile of QuickBooks, from now on
      And 3 hours pass
      And the phone of the contact Ann becomes "916 555 0001"
      And it syncs
      Then both sides hold of the contact Ann:
        | field  | HubSpot      | QuickBooks   |
        | mobile | 555 0100     | 555 0200     |
        | phone  | 916 555 0001 | 916 555 0001 |
      And comparing everything writes nothing

    Scenario: Changed on both sides after it was saved, the policy decides, and that is told
      When the mobile of contacts is mapped to the mobile of QuickBooks, from now on
      And 3 hours pass
      And the mobile of the contact Ann becomes "555 0333"
      And the mobile of the customer Acme becomes "555 0444"
      And it syncs
      Then both sides hold of the contact Ann:
        | field  | HubSpot  | QuickBooks |
        | mobile | 555 0333 | 555 0333   |
      And the contact Ann is syncing with the remark "The two sides held different values of the same field."

    Scenario: Deleted and added again, what was changed between the two does not cross
      When the mobile of contacts is mapped to the mobile of QuickBooks, also for what is linked
      And it syncs
      And the added mappings of contacts are deleted
      And it syncs
      And the mobile of the contact Ann becomes "555 0500"
      And 1 minute passes
      And the mobile of contacts is mapped to the mobile of QuickBooks, from now on
      And it syncs
      Then both sides hold of the contact Ann:
        | field  | HubSpot  | QuickBooks |
        | mobile | 555 0500 | 555 0111   |

    @B4
    Scenario: Who is linked afterwards is asked until somebody answers
      Given conflicts of contacts are resolved by "Ask me"
      When the mobile of contacts is mapped to the mobile of QuickBooks, from now on
      And 1 minute passes
      And HubSpot has the contact "Bo Birch" with the email "bo@birch.test"
      And the mobile of the contact Bo becomes "555 0999"
      And QuickBooks has the customer "Birch" with the email "bo@birch.test"
      And the mobile of the customer Birch becomes "555 0888"
      And it syncs
      Then the contact Bo is failing
      And comparing everything writes nothing
      And the contact Bo is failing

    Scenario: Also the linked ones, which the next sync takes in
      When the mobile of contacts is mapped to the mobile of QuickBooks, also for what is linked
      And it syncs
      Then 0 records are written in HubSpot and 1 in QuickBooks
      And both sides hold of the contact Ann:
        | field  | HubSpot  | QuickBooks |
        | mobile | 555 0111 | 555 0111   |
      And comparing everything writes nothing

  Rule: Whatever stands already

    Scenario Outline: A new record gets it either way
      When the mobile of contacts is mapped to the mobile of QuickBooks, <how>
      And QuickBooks has the customer "Birch" with the email "bo@birch.test"
      And the mobile of the customer Birch becomes "555 0999"
      And it syncs
      Then HubSpot has these contacts:
        | email         | mobile   |
        | ann@acme.test |          |
        | bo@birch.test | 555 0999 |

      Examples:
        | how                     |
        | from now on             |
        | also for what is linked |

    @A24
    Scenario: Protected months are left out
      Given the invoice HS-1 for Ann is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And the invoice HS-2 for Ann, dated 2026-10-12, is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And HubSpot lets finalized invoices be edited
      And the title of HS-1 becomes "Here" in HubSpot
      And the title of HS-2 becomes "There" in HubSpot
      And it syncs
      And QuickBooks has closed its books through 2026-10-31
      And everything is compared
      When the title of invoices is mapped to the statement memo of QuickBooks, also for what is linked
      And it syncs
      Then QuickBooks shows the statement memo "Here" on HS-1
      And QuickBooks shows the statement memo "" on HS-2
      And HS-2 is syncing

    @A24
    Scenario: What nothing but HubSpot takes is taken in of protected months too
      Given the invoice 1001 for Acme, dated 2026-10-12, is made in QuickBooks:
        | item   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      And QuickBooks has closed its books through 2026-10-31
      And everything is compared
      When the title of invoices is mapped to the total of QuickBooks, also for what is linked
      And it syncs
      Then HubSpot shows the title "100" on 1001
      And nothing is written in QuickBooks
      And 1001 is syncing
      And the next sync writes nothing
