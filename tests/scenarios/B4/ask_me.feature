@B4 @A9
Feature: "Ask me": a person chooses between the two values

  Background:
    Given the shop of Acme, syncing two-way
    And conflicts of contacts are resolved by "Ask me"
    And these fields of the contact Ann are changed:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0000 |            |
    And it syncs
    And these fields of the contact Ann are changed:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0101 | 555 0202   |
    And it syncs

  Scenario: Both values are named, with what was agreed last
    Then nothing is written
    And the contact Ann is failing: "The two sides hold different values of Phone Number: 555 0101 in HubSpot, 555 0202 in QuickBooks Online."
    And the page "conflicts/" says "1 record needs a choice"
    And the page "conflicts/" says "555 0000"
    And the page of the contact Ann offers "Use QuickBooks’ value"

  Scenario Outline: One click, and both sides hold what was chosen
    When somebody clicks "<button>" on the page of the contact Ann
    Then the answer says "The value is chosen for"
    When it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot | QuickBooks |
      | phone | <phone> | <phone>    |
    And the contact Ann is syncing without any remark
    And the page "conflicts/?view=decided" says "By owner@example.com"
    And the next sync writes nothing

    Examples:
      | button                | phone    |
      | Use HubSpot’s value   | 555 0101 |
      | Use QuickBooks’ value | 555 0202 |

  Scenario: Several fields, one side for all
    When these fields of the contact Ann are changed:
      | field | HubSpot | QuickBooks |
      | city  | Davis   | Dixon      |
    And it syncs
    And somebody clicks "QuickBooks for all 2" on the page of the contact Ann
    And it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0202 | 555 0202   |
      | city  | Dixon    | Dixon      |
    And the contact Ann is syncing

  Scenario: Several fields, one of them chosen
    When these fields of the contact Ann are changed:
      | field | HubSpot | QuickBooks |
      | city  | Davis   | Dixon      |
    And it syncs
    And on the page of the contact Ann somebody chooses "City: HubSpot" and clicks "Use the marked values"
    And it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0101 | 555 0202   |
      | city  | Davis    | Davis      |
    And the contact Ann is failing: "Phone Number: 555 0101 in HubSpot"

  Scenario: Somebody enters the same value on both sides
    When these fields of the contact Ann are changed:
      | field | HubSpot | QuickBooks |
      | phone |         | 555 0101   |
    And it syncs
    Then nothing is written
    And the contact Ann is syncing
    And the page "conflicts/?view=decided" says "Made equal on both sides"

  Scenario: One of the two takes the edit back, and the other's goes over
    When these fields of the contact Ann are changed:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0000 |            |
    And it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0202 | 555 0202   |
    And the contact Ann is syncing

  Scenario: A value is changed between the click and the sync: it is asked again
    When somebody clicks "Use HubSpot’s value" on the page of the contact Ann
    And these fields of the contact Ann are changed:
      | field | HubSpot | QuickBooks |
      | phone |         | 555 0303   |
      | city  | Davis   |            |
    And it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0101 | 555 0303   |
      | city  | Davis    | Davis      |
    And the contact Ann is failing: "555 0303 in QuickBooks Online"
    And the page of the contact Ann says "was changed again after HubSpot's value was chosen"

  Scenario: All else goes on while somebody thinks about it
    When these fields of the contact Ann are changed:
      | field   | HubSpot | QuickBooks |
      | city    | Davis   |            |
      | company |         | Acme LLC   |
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And both sides hold of the contact Ann:
      | field   | HubSpot  | QuickBooks |
      | phone   | 555 0101 | 555 0202   |
      | city    | Davis    | Davis      |
      | company | Acme LLC | Acme LLC   |

  Scenario: The setting is turned to one side, and what waited goes with it
    When conflicts of contacts are resolved by "Use QuickBooks Online data"
    And it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0202 | 555 0202   |
    And the contact Ann is syncing

  @S2 @A35
  Scenario Outline: The direction is turned to one way, and the value that gives way is named under Conflicts
    When contacts are set to sync to <target> only
    And it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot | QuickBooks |
      | phone | <kept>  | <kept>     |
    And the contact Ann is syncing
    And the page "conflicts/" says "Nothing needs a choice"
    And the page "conflicts/?view=decided" says "By the sync’s direction: only to <target name> since then"
    And the page "conflicts/?view=decided" says "555 0101"
    And the page "conflicts/?view=decided" says "555 0202"
    And the page of the contact Ann says "What stands in <source name> was taken, because the sync goes only to <target name> by now."
    And the page of the contact Ann says "HubSpot: 555 0101, QuickBooks: 555 0202, kept: <kept>."
    And the next sync writes nothing

    Examples:
      | target     | target name       | source name       | kept     |
      | QuickBooks | QuickBooks Online | HubSpot           | 555 0101 |
      | HubSpot    | HubSpot           | QuickBooks Online | 555 0202 |

  @S2
  Scenario: The direction is turned between the click and the sync, and who chose is told that it came too late
    When somebody clicks "Use QuickBooks’ value" on the page of the contact Ann
    And contacts are set to sync to QuickBooks only
    And it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0101 | 555 0101   |
    And the page of the contact Ann says "went only to QuickBooks Online after QuickBooks Online's value was chosen, so that value was not written."
    And the page "conflicts/?view=decided" says "By the sync’s direction: only to QuickBooks Online since then"

  Scenario: The field is not synced any more, and each side keeps its own
    When the phone of contacts is switched off
    And it syncs
    Then nothing is written
    And the contact Ann is syncing
    And the page "conflicts/?view=decided" says "Not synced any more: each side keeps its own"
    And the page of the contact Ann says "It is not synced any more, so each side keeps its own value."

  @S19
  Scenario: Payments of an invoice go on while its due date waits
    Given conflicts of invoices are resolved by "Ask me"
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When these fields of 1001 are changed:
      | field    | HubSpot    | QuickBooks |
      | due date | 2027-01-01 | 2027-02-02 |
    And it syncs
    And 40.00 is paid on 1001 in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 60.00 is due
    And 1001 is failing: "different values of Due date: Jan 1, 2027 in HubSpot, Feb 2, 2027 in QuickBooks Online"
    When somebody clicks "Use HubSpot’s value" on the page of 1001
    And it syncs
    Then both sides hold of 1001:
      | field    | HubSpot    | QuickBooks |
      | due date | 2027-01-01 | 2027-01-01 |
    And 1001 is syncing
