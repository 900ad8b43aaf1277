@S45
Feature: What keeps everything from syncing, and how it is mended

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |

  Scenario Outline: A vendor that does not let us in, or does not answer
    Given the app is registered with both vendors
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    When in <side> "<trouble>" goes wrong
    And it tries to sync
    Then the page "failures/" says "<title>"
    When in <side> "<trouble>" is put right
    And <then>
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And 1001 is equal on both sides: 50.00, of which 50.00 is due

    Examples:
      | side       | trouble            | title                               | then                              |
      | HubSpot    | Connection expired | The connection has expired          | both accounts are connected again |
      | QuickBooks | Connection expired | The connection has expired          | both accounts are connected again |
      | HubSpot    | Missing scope      | A permission is missing             | it tries to sync                  |
      | QuickBooks | Missing scope      | This is another account             | both accounts are connected again |
      | QuickBooks | Subscription ended | The subscription has lapsed         | it tries to sync                  |
      | HubSpot    | Vendor down        | The other system does not answer    | it tries to sync                  |
      | QuickBooks | Vendor down        | The other system does not answer    | it tries to sync                  |

  Scenario Outline: An answer of QuickBooks that stops everything
    When what QuickBooks answers to every <what> <how> from now on
    And it tries to sync
    Then the page "failures/" says "<title>"
    When QuickBooks answers as usual again
    And 5 minutes pass
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

    Examples:
      | what | how                          | title                                               |
      | call | makes no sense               | The other system gave an answer that makes no sense |
      | call | is that it wants quiet       | The limit of calls is reached                       |

  Scenario Outline: An answer that keeps one record from crossing
    When what QuickBooks answers to every write <how> from now on
    And it tries to sync
    Then HS-1 is failing: "<title>"
    When QuickBooks answers as usual again
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

    Examples:
      | how                             | title                                     |
      | is a refusal nobody knows       | The other system refuses this             |
      | is that this person may not     | The person who connected may not do this  |

  Scenario: An account that was given back
    When QuickBooks is disconnected here
    And it tries to sync
    Then the page "failures/" says "An account is not connected"
    When both accounts are connected again
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

  Scenario: A server without the key of the stored access
    When the key of the stored access is lost
    And it tries to sync
    Then the sync stops and says "The stored access cannot be read"
    When the key of the stored access is put back
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

  @A24
  Scenario: Books that are closed while nobody looks
    Given QuickBooks has closed its books through 2026-11-24
    When it syncs
    Then HS-1 is failing: "The accounting period is closed"
    And the page of HS-1 offers "Open in HubSpot"
    When QuickBooks has closed its books through 2026-09-30
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

  @A27
  Scenario: A payment method that was made inactive
    Given it syncs
    And the payment method "Check" is made inactive in QuickBooks
    When 40.00 is paid on HS-1 in HubSpot
    And it syncs
    Then the payment of 40.00 on HS-1 is failing: "It refers to something that is inactive or deleted"
    And the page of the payment of 40.00 on HS-1 says "Something that the record names (Payment method), “Check”, is inactive"
    When the payment method "Check" is made active in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 60.00 is due
