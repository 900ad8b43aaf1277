@S8
Feature: A discount, a fee or a tax of the whole HubSpot invoice has no counterpart

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited

  Scenario Outline: It fails, naming the remedy, until it is taken off
    Given the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And an order-level <kind> of 25.00 is put on HS-1 in HubSpot
    When the draft HS-1 is finalized
    And it syncs
    Then nothing is written in QuickBooks
    And HS-1 is failing: "$25.00"
    And the page of HS-1 says "<remedy>"
    When the order-level <kind> is taken off HS-1 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

    Examples:
      | kind     | remedy |
      | discount | line   |
      | fee      | line   |
      | tax      | line   |

  Scenario: Of ten percent
    Given the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And an order-level discount "Spring" of 10 % is put on HS-1 in HubSpot
    When the draft HS-1 is finalized
    And it syncs
    Then nothing is written in QuickBooks
    And HS-1 is failing: "Spring"

  Scenario: A discount and a fee that make up for each other
    Given the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And an order-level discount of 25.00 is put on HS-1 in HubSpot
    And an order-level fee of 25.00 is put on HS-1 in HubSpot
    When the draft HS-1 is finalized
    And it syncs
    Then nothing is written in QuickBooks
    And HS-1 is failing

  Scenario: A discount on an invoice that comes to nothing is told as soon as it takes money off
    Given the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 0.00  |
    And the draft HS-1 is finalized
    And it syncs
    And an order-level discount "Spring" of 10 % is put on HS-1 in HubSpot
    And it syncs
    Then nothing is written
    When the price of the line "Mowing" of HS-1 becomes "50.00" in HubSpot
    And it syncs
    Then nothing is written in QuickBooks
    And HS-1 is failing: "Spring"
    When the order-level discount is taken off HS-1 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due