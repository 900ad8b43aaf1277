@B4 @B19
Feature: What a setting took is chosen otherwise

  Scenario Outline: A click under Conflicts takes the other value
    Given the shop of Acme, syncing two-way
    And conflicts of contacts are resolved by "<setting>"
    And these fields of the contact Ann are changed:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0101 | 555 0202   |
    And it syncs
    Then the contact Ann is syncing with the remark "The two sides held different values of the same field."
    And the page "conflicts/?view=decided" says "By the sync’s setting"
    When somebody clicks "<button>" on the page "conflicts/?view=decided"
    And it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot | QuickBooks |
      | phone | <phone> | <phone>    |
    And the contact Ann is syncing without any remark
    And the next sync writes nothing

    Examples:
      | setting                    | button                  | phone    |
      | Use HubSpot data           | Use QuickBooks’ instead | 555 0202 |
      | Use QuickBooks Online data | Use HubSpot’s instead   | 555 0101 |

  Scenario: Somebody changes it again before the sync: that holds, and the click is told to be too late
    Given the shop of Acme, syncing two-way
    And these fields of the contact Ann are changed:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0101 | 555 0202   |
    And it syncs
    When somebody clicks "Use QuickBooks’ instead" on the page "conflicts/?view=decided"
    And these fields of the contact Ann are changed:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0303 |            |
    And it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0303 | 555 0303   |
    And the page of the contact Ann says "was changed again after QuickBooks Online's value was chosen"
