@A33
Feature: A customer has one currency, and nothing is converted

  Scenario: A customer is made in the currency of its first invoice
    Given the shop of Acme, which bills in EUR too, syncing two-way
    And HubSpot has the contact "Eve Euro" with the email "eve@euro.test"
    When the invoice HS-1 in EUR for Eve is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And QuickBooks shows the currency "EUR" on HS-1
    And QuickBooks has these customers:
      | name     | currency |
      | Acme     | USD      |
      | Maple    | EUR      |
      | Eve Euro | EUR      |

  @S45
  Scenario: An invoice in another currency than its customer's fails
    Given the shop of Acme, which bills in EUR too, syncing two-way
    When the invoice HS-1 for Mia is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then nothing is written
    And HS-1 is failing: "USD, and the customer is in EUR"
    And QuickBooks has no invoice HS-1

  Scenario: The first of two at once decides the currency
    Given the shop of Acme, which bills in EUR too, syncing two-way
    And HubSpot has the contact "Eve Euro" with the email "eve@euro.test"
    When the invoice HS-1 for Eve is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 1 minute passes
    And the invoice HS-2 in EUR for Eve is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And QuickBooks shows the currency "USD" on HS-1
    And HS-2 is failing: "EUR, and the customer is in USD"

  Scenario: A later one in another currency fails too
    Given the shop of Acme, which bills in EUR too, syncing two-way
    And HubSpot has the contact "Eve Euro" with the email "eve@euro.test"
    And the invoice HS-1 in EUR for Eve is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the invoice HS-2 for Eve is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then HS-2 is failing: "USD, and the customer is in EUR"

  @S24
  Scenario: A draft decides no currency
    Given the shop of Acme, which bills in EUR too, syncing two-way
    And HubSpot has the contact "Eve Euro" with the email "eve@euro.test"
    When the draft HS-1 for Eve is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the currency of HS-1 becomes "EUR" in HubSpot
    And 1 minute passes
    And the invoice HS-2 for Eve is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then HS-2 is equal on both sides: 100.00, of which 100.00 is due
    And QuickBooks shows the currency "USD" on HS-2

  @S45
  Scenario: An invoice that cannot go decides no currency, and holds up no other of its contact
    Given the shop of Acme, syncing two-way
    And HubSpot bills in EUR too
    And HubSpot has the contact "Eve Euro" with the email "eve@euro.test"
    When the invoice HS-1 in EUR for Eve is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 1 minute passes
    And the invoice HS-2 for Eve is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then HS-1 is failing: "currency"
    And QuickBooks has no invoice HS-1
    And HS-2 is equal on both sides: 100.00, of which 100.00 is due

  @S45
  Scenario: A currency that HubSpot has not switched on fails until it has
    Given the shop of Acme, syncing two-way
    And QuickBooks bills in EUR too
    And QuickBooks has the customer "Maple" with the email "mia@maple.test", billed in EUR
    And Maple is billed 1001 in QuickBooks, in EUR at the rate 1.1:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then 1001 is failing: "currency"
    And HubSpot has no invoice 1001
    When HubSpot bills in EUR too
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And HubSpot shows the currency "EUR" on 1001
