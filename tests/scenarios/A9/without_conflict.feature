@A9
Feature: What is no conflict, and what the setting never decides

  Scenario Outline: The same edit on both sides
    Given the shop of Acme, syncing two-way
    And conflicts of contacts are resolved by "<setting>"
    When these fields of the contact Ann are changed:
      | field | HubSpot      | QuickBooks   |
      | phone | 916 555 0001 | 916 555 0001 |
    And it syncs
    Then nothing is written
    And the contact Ann is syncing without any remark
    And the page "conflicts/" says "Nothing needs a choice"

    Examples:
      | setting          |
      | Use HubSpot data |
      | Ask me           |

  @A8 @S4
  Scenario Outline: What belongs to QuickBooks alone, whatever the setting
    Given the shop of Acme, syncing two-way
    And conflicts of invoices are resolved by "<setting>"
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When these fields of 1001 are changed:
      | field | HubSpot    | QuickBooks |
      | date  | 2026-11-02 | 2026-11-03 |
    And it syncs
    Then 1001 is failing: "Changed in HubSpot, belongs to QuickBooks"
    And QuickBooks shows the date "2026-11-03" on 1001
    And the page "conflicts/" says "Nothing needs a choice"

    Examples:
      | setting          |
      | Use HubSpot data |
      | Ask me           |

  @S12
  Scenario Outline: Two that are linked for the first time with different values
    Given the shop of Acme, syncing two-way
    And conflicts of contacts are resolved by "<setting>"
    When QuickBooks has the customer "Beatrice Baker" with the email "bea@baker.test"
    And HubSpot has the contact "Bea Baker" with the email "bea@baker.test"
    And the phone of the customer Beatrice Baker becomes "1"
    And the phone of the contact Bea becomes "2"
    And it syncs
    Then both sides hold of the contact Bea:
      | field | HubSpot | QuickBooks |
      | phone | <here>  | <there>    |
    And the contact Bea is <state>

    Examples:
      | setting                    | here | there | state   |
      | Use HubSpot data           | 2    | 2     | syncing |
      | Use QuickBooks Online data | 1    | 1     | syncing |
      | Ask me                     | 2    | 1     | failing |

  Scenario: Three edits of one field before a run are one
    Given the shop of Acme, syncing two-way
    And conflicts of contacts are resolved by "Use QuickBooks Online data"
    When the phone of the contact Ann becomes "1"
    And the phone of the customer Acme becomes "2"
    And the phone of the contact Ann becomes "3"
    And it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot | QuickBooks |
      | phone | 2       | 2          |
    And the next sync writes nothing
