@A27
Feature: How a payment was made, in the words of either side

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs

  Scenario: A method of HubSpot that QuickBooks has none for is left blank, and named
    When 40.00 is paid on HS-1 in HubSpot, by sepa
    And it syncs
    Then the payments of HS-1 in QuickBooks are:
      | amount | method |
      | 40.00  |        |
    And the payment of 40.00 on HS-1 is syncing with the remark "The payment method “SEPA” has none of QuickBooks Online for it and is left blank there."
    And the next sync writes nothing

  Scenario: A payment entered in QuickBooks too, without a method, says nothing of a method that has its own there
    Given 40.00 is paid on HS-1 in HubSpot, by check
    And it syncs
    When the payment of 40.00 on HS-1 is deleted in QuickBooks
    And 40.00 is paid on HS-1 in QuickBooks
    And it syncs
    Then the payment of 40.00 on HS-1 is syncing without any remark
    And the next sync writes nothing

  Scenario: A method of QuickBooks that HubSpot has none for arrives as Other
    Given QuickBooks has the payment method "Barter"
    And the settings of both accounts are read anew
    When 40.00 is paid on 1001 in QuickBooks by "Barter"
    And it syncs
    Then the payments of 1001 in HubSpot are:
      | amount | method |
      | 40.00  | other  |
    And the next sync writes nothing

  Scenario Outline: Brands of cards are cards in HubSpot, whatever card payments are called in QuickBooks
    Given QuickBooks has the payment method "<method>"
    And the settings of both accounts are read anew
    When 40.00 is paid on 1001 in QuickBooks by "<method>"
    And it syncs
    Then the payments of 1001 in HubSpot are:
      | amount | method |
      | 40.00  | card   |

    Examples:
      | method           |
      | Visa             |
      | American Express |

  Scenario: Two methods of HubSpot for one of QuickBooks: the marked one comes back, and nothing is changed by it
    Given the payment methods are chosen:
      | HubSpot       | QuickBooks       | back |
      | Bank debit (ACH) | ACH / Bank debit |      |
      | Wire transfer | ACH / Bank debit | yes  |
    When 40.00 is paid on HS-1 in HubSpot, by ach
    And 30.00 is paid on HS-1 in HubSpot, by wire_transfer
    And 20.00 is paid on 1001 in QuickBooks by "ACH / Bank debit"
    And it syncs
    Then the payments of HS-1 in QuickBooks are:
      | amount | method           |
      | 40.00  | ACH / Bank debit |
      | 30.00  | ACH / Bank debit |
    And the payments of 1001 in HubSpot are:
      | amount | method        |
      | 20.00  | wire_transfer |
    And the payments of HS-1 in HubSpot are:
      | amount | method        |
      | 40.00  | ach           |
      | 30.00  | wire_transfer |
    And the next sync writes nothing
    And comparing everything writes nothing

  Scenario: A method that was made inactive in QuickBooks is left blank instead of failing the payment
    Given the payment methods are chosen:
      | HubSpot | QuickBooks |
      | Check   | Check      |
    And the payment method "Check" is made inactive in QuickBooks
    And the settings of both accounts are read anew
    When 40.00 is paid on HS-1 in HubSpot, by check
    And it syncs
    Then the payments of HS-1 in QuickBooks are:
      | amount | method |
      | 40.00  |        |
    And the payment of 40.00 on HS-1 is syncing with the remark "The payment method “Check” has none of QuickBooks Online for it"
    And HS-1 is equal on both sides: 100.00, of which 60.00 is due

  Scenario: A method that is left blank on purpose
    Given the payment methods are chosen:
      | HubSpot | QuickBooks |
      | Check   |            |
    When 40.00 is paid on HS-1 in HubSpot, by check
    And it syncs
    Then the payments of HS-1 in QuickBooks are:
      | amount | method |
      | 40.00  |        |
    And the next sync writes nothing
