@B33
Feature: Lists of customers: their terms, and how they pay

  Scenario Outline: Each direction carries what its map says, and the other side is left alone
    Given the shop of Acme, syncing <direction>
    And the contacts of HubSpot have the list "Payment terms": "Net 15", "Prepaid"
    And the Payment terms of contacts are mapped to the terms of QuickBooks:
      | HubSpot | QuickBooks     |
      | Net 15  | Net 15         |
      | Prepaid | Due on receipt |
    And it syncs
    When "Prepaid" is chosen for the Payment terms of the contact Ann in HubSpot
    And it syncs
    Then QuickBooks shows the terms "<outbound>" of the customer Acme
    When "Net 15" is chosen for the terms of the customer Acme in QuickBooks
    And it syncs
    Then HubSpot shows the Payment terms "<inbound>" of the contact Ann
    And nothing fails
    And the next sync writes nothing

    Examples:
      | direction          | outbound       | inbound |
      | two-way            | Due on receipt | Net 15  |
      | to QuickBooks only | Due on receipt | Prepaid |
      | to HubSpot only    |                | Net 15  |

  Scenario: How a customer pays, several options of HubSpot for one of QuickBooks
    Given the shop of Acme, syncing two-way
    And the contacts of HubSpot have the list "Pays by": "Card on file", "Card by phone", "Check"
    And the Pays by of contacts is mapped to the payment method of QuickBooks:
      | HubSpot       | QuickBooks  | back |
      | Card on file  | Credit Card | yes  |
      | Card by phone | Credit Card |      |
    And it syncs
    When "Card by phone" is chosen for the Pays by of the contact Ann in HubSpot
    And it syncs
    Then QuickBooks shows the payment method "Credit Card" of the customer Acme
    When "Check" is chosen for the payment method of the customer Acme in QuickBooks
    And it syncs
    Then HubSpot shows the Pays by "Check" of the contact Ann
    When "Credit Card" is chosen for the payment method of the customer Acme in QuickBooks
    And it syncs
    Then HubSpot shows the Pays by "Card on file" of the contact Ann
    And the next sync writes nothing

  Scenario Outline: What kind of customer it is
    Given the shop of Acme, syncing <direction>
    And the contacts of HubSpot have the list "Sort": "Residential", "Commercial"
    And QuickBooks has the customer types "Residential", "Company"
    And the Sort of contacts is mapped to the customer type of QuickBooks:
      | HubSpot     | QuickBooks  |
      | Residential | Residential |
      | Commercial  | Company     |
    And it syncs
    When "Commercial" is chosen for the Sort of the contact Ann in HubSpot
    And it syncs
    Then QuickBooks shows the customer type "<outbound>" of the customer Acme
    When "Residential" is chosen for the customer type of the customer Acme in QuickBooks
    And it syncs
    Then HubSpot shows the Sort "<inbound>" of the contact Ann
    And nothing fails
    And the next sync writes nothing

    Examples:
      | direction          | outbound | inbound     |
      | two-way            | Company  | Residential |
      | to QuickBooks only | Company  | Commercial  |
      | to HubSpot only    |          | Residential |
