@A30
Feature: What lowers the balance in QuickBooks without being cash

  Background:
    Given the shop of Acme, syncing two-way

  Scenario: A deposit on an invoice of QuickBooks arrives as a payment with a remark
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 1001 gets a deposit of 30.00 in QuickBooks
    When it syncs
    Then 1001 is equal on both sides: 100.00, of which 70.00 is due
    And the payments of 1001 in HubSpot are:
      | amount | method |
      | 30.00  | other  |
    And the payment of 30.00 on 1001 is syncing with the remark "deposit"
    And the next sync writes nothing

  @A29
  Scenario: A deposit that is entered later, changed and taken away follows
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When 1001 gets a deposit of 30.00 in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 70.00 is due
    And the next sync writes nothing
    When 1001 gets a deposit of 45.00 in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 55.00 is due
    And the next sync writes nothing
    When 1001 gets a deposit of 0.00 in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And HubSpot has 0 payments in all
    And the next sync writes nothing

  Scenario: A credit memo on an invoice of HubSpot
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When a credit memo "CM-1" of 25.00 is applied to HS-1 in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 75.00 is due
    And HS-1 is syncing
    And the payments of HS-1 in HubSpot are:
      | amount | method |
      | 25.00  | other  |
    And the next sync writes nothing

  Scenario: An invoice of HubSpot that is born with a credit applied is equal all the same
    Given QuickBooks applies open credits by itself
    And the credit memo CM-1 of 25.00 for Acme is made in QuickBooks
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 75.00 is due
    And HS-1 is syncing
    And the next sync writes nothing

  @S20
  Scenario: Born with a credit applied and paid in HubSpot already, neither is counted twice
    Given QuickBooks applies open credits by itself
    And the credit memo CM-1 of 25.00 for Acme is made in QuickBooks
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 75.00 is paid on HS-1 in HubSpot
    And it syncs
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And nothing fails
    And the next sync writes nothing

  @A29
  Scenario: Born with a credit applied though HubSpot has all the money already
    Given QuickBooks applies open credits by itself
    And the credit memo CM-1 of 25.00 for Acme is made in QuickBooks
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 100.00 is paid on HS-1 in HubSpot
    And it syncs
    And it syncs
    Then the payments of HS-1 in QuickBooks are:
      | amount | total  |
      | 75.00  | 100.00 |
    And 1 of the payments is failing
    And the page of the payment of 25.00 on HS-1 says "more than what is still open"
    And the next sync writes nothing

  Scenario: A credit memo, and cash for the rest
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And a credit memo "CM-1" of 25.00 is applied to 1001 in QuickBooks
    And 75.00 is paid on 1001 in QuickBooks
    When it syncs
    Then 1001 is equal on both sides: 100.00, of which 0.00 is due
    And HubSpot shows 1001 as paid
    And HubSpot has 2 payments in all
    And nothing fails

  @A29
  Scenario: A payment of HubSpot that got a credit in QuickBooks is put back without making money up
    Given the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 60.00 is paid on HS-1 in HubSpot
    And it syncs
    When the credit memo "CM-1" of 25.00 is added to the payment of 60.00 on HS-1 in QuickBooks
    And it syncs
    Then the payment of 60.00 on HS-1 is failing: "The payment was changed in QuickBooks Online"
    When somebody clicks "Put QuickBooks back" on the page of the payment of 60.00 on HS-1
    And it syncs
    Then the payments of HS-1 in QuickBooks are:
      | amount | total |
      | 60.00  | 60.00 |
    And HS-1 is equal on both sides: 100.00, of which 40.00 is due
    And the next sync writes nothing

  Scenario Outline: Cash and a credit memo in one payment
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When 60.00 and a credit memo "CM-1" of 25.00 pay <invoice> at once in QuickBooks
    And it syncs
    Then <invoice> is equal on both sides: 100.00, of which 15.00 is due
    And nothing fails
    And the payment of 85.00 on <invoice> is syncing with the remark "25.00"
    And the next sync writes nothing
    And comparing everything writes nothing
    Examples:
      | invoice |
      | 1001 |
      | HS-1 |
