@A13 @S28
Feature: A default field that is switched off and on again: from now on, or also for what is linked already

  Background:
    Given the shop of Acme, syncing two-way
    And these fields of the contact Ann are changed:
      | field | HubSpot      | QuickBooks   |
      | phone | 916 555 0001 | 916 555 0001 |
    And it syncs
    And the phone of contacts is switched off
    And it syncs

  Scenario Outline: From now on, what was changed meanwhile stays until it is changed again
    Given the phone of the <who> becomes "916 555 0002"
    And it syncs
    And 1 minute passes
    When the phone of contacts is switched on again, from now on
    And everything is compared
    Then nothing is written
    And both sides hold of the contact Ann:
      | field | HubSpot | QuickBooks |
      | phone | <here>  | <there>    |
    When the phone of the <who> becomes "916 555 0003"
    And it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot      | QuickBooks   |
      | phone | 916 555 0003 | 916 555 0003 |
    And the next sync writes nothing

    Examples:
      | who           | here         | there        |
      | contact Ann   | 916 555 0002 | 916 555 0001 |
      | customer Acme | 916 555 0001 | 916 555 0002 |

  Scenario: What is changed after it was saved crosses, what was changed before does not
    Given the phone of the contact Ann becomes "916 555 0002"
    And 1 minute passes
    When the phone of contacts is switched on again, from now on
    And 3 hours pass
    And the city of the contact Ann becomes "Davis"
    And it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot      | QuickBooks   |
      | phone | 916 555 0002 | 916 555 0001 |
      | city  | Davis        | Davis        |
    When the phone of contacts is switched off
    And it syncs
    And the phone of contacts is switched on again, from now on
    And 3 hours pass
    And the phone of the contact Ann becomes "916 555 0003"
    And it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot      | QuickBooks   |
      | phone | 916 555 0003 | 916 555 0003 |

  Scenario Outline: Also the linked ones, as at a first link
    Given the phone of the <who> becomes "<phone>"
    And it syncs
    When the phone of contacts is switched on again, also for what is linked
    And it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot | QuickBooks |
      | phone | <both>  | <both>     |
    And the next sync writes nothing

    Examples:
      | who           | phone        | both         |
      | contact Ann   | 916 555 0002 | 916 555 0002 |
      | customer Acme | 916 555 0002 | 916 555 0001 |
      | contact Ann   |              | 916 555 0001 |

  @B24
  Scenario: The dry run counts what also the linked ones would write
    Given the phone of the contact Ann becomes "916 555 0002"
    And it syncs
    When the phone of contacts is about to be switched on again, also for what is linked
    Then the page "syncs/contacts/review/" says "1 record"
    And nothing is written
    When somebody clicks "Save changes" on the page "syncs/contacts/review/"
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
