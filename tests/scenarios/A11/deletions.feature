@A11
Feature: A deletion never travels

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs

  Scenario Outline: In QuickBooks
    When <number> is deleted in QuickBooks
    And it syncs
    Then nothing is written
    And <number> is failing: "Deleted in QuickBooks"
    And HubSpot shows <number> as open
    And the page of <number> offers "<button>"
    And the next sync writes nothing

    Examples:
      | number | button                             |
      | HS-1   | Create it again in QuickBooks Online |
      | 1001   | Void it in HubSpot                 |

  Scenario Outline: In HubSpot
    When <number> is deleted in HubSpot
    And it compares everything
    Then nothing is written
    And <number> is failing: "Deleted in HubSpot"
    And QuickBooks shows <number> as open
    And the next sync writes nothing

    Examples:
      | number |
      | HS-1   |
      | 1001   |

  Scenario: On both sides
    When HS-1 is deleted in QuickBooks
    And HS-1 is deleted in HubSpot
    And it compares everything
    Then nothing is written
    And HS-1 is excluded

  @A29
  Scenario: Of what was paid there
    Given 40.00 is paid on 1001 in QuickBooks
    And it syncs
    When 1001 is deleted in QuickBooks
    And it syncs
    Then nothing is written in QuickBooks
    And 1001 is failing: "Deleted in QuickBooks"
    And HubSpot shows 1001 at 150.00, of which 150.00 is due
