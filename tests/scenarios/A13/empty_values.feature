@A13
Feature: An empty value blanks nothing on the other side

  Scenario Outline: Cleared on one side, it stays on the other, and that is said
    Given the shop of Acme, syncing two-way
    And these fields of the contact Ann are changed:
      | field | HubSpot      | QuickBooks |
      | phone | 916 555 0001 |            |
    And it syncs
    When the phone of the <who> becomes ""
    And it syncs
    Then nothing is written
    And both sides hold of the contact Ann:
      | field | HubSpot | QuickBooks |
      | phone | <here>  | <there>    |
    And the contact Ann is syncing with the remark "A field was emptied on one side and keeps its value on the other."
    And the next sync writes nothing

    Examples:
      | who           | here         | there        |
      | contact Ann   |              | 916 555 0001 |
      | customer Acme | 916 555 0001 |              |

  Scenario Outline: Where blank means blank it is emptied there too, and given again it is there again
    Given the shop of Acme, syncing two-way
    And a phone that is emptied is emptied on the other side too
    And these fields of the contact Ann are changed:
      | field | HubSpot      | QuickBooks |
      | phone | 916 555 0001 |            |
    And it syncs
    When the phone of the <who> becomes ""
    And it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot | QuickBooks |
      | phone |         |            |
    And the contact Ann is syncing without any remark
    And the next sync writes nothing
    When the phone of the <who> becomes "916 555 0002"
    And it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot      | QuickBooks   |
      | phone | 916 555 0002 | 916 555 0002 |

    Examples:
      | who           |
      | contact Ann   |
      | customer Acme |
