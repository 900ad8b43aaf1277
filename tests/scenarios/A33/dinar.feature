@A33 @A21
Feature: A currency of thousandths, of which QuickBooks keeps hundredths

  Background:
    Given the shop of Acme, syncing two-way
    And QuickBooks bills in KWD too, and so does HubSpot
    And the settings of both accounts are read anew
    And QuickBooks has the customer "Dina" with the email "dina@dinar.test", billed in KWD
    And HubSpot has the contact "Dina Dinar" with the email "dina@dinar.test"
    And it syncs

  @S19
  Scenario: What is whole hundredths crosses both ways, and so does its money
    When the invoice HS-1 in KWD for Dina is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 1.25  |
    And Dina is billed 1001 in QuickBooks, in KWD at the rate 3.25:
      | item   | quantity | price |
      | Mowing | 1        | 10.55 |
    And it syncs
    Then HS-1 is equal on both sides: 3.75, of which 3.75 is due
    And 1001 is equal on both sides: 10.55, of which 10.55 is due
    When 1.25 is paid on HS-1 in HubSpot
    And 0.55 is paid on 1001 in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 3.75, of which 2.50 is due
    And 1001 is equal on both sides: 10.55, of which 10.00 is due
    And nothing fails
    And comparing everything writes nothing

  @S45
  Scenario: Thousandths of an invoice fail with the figures, and nothing is rounded
    When the invoice HS-1 in KWD for Dina is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 1.125 |
    And it syncs
    Then QuickBooks has 0 invoice HS-1
    And HS-1 is failing: "No unit price gives exactly the amount of a line"
    And the next sync writes nothing

  @A25 @S45
  Scenario: Nor is money rounded that is paid in thousandths
    Given the invoice HS-1 in KWD for Dina is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 1.25  |
    And it syncs
    When 1.125 is paid on HS-1 in HubSpot
    And it syncs
    Then QuickBooks has 0 payments in all
    And the payment of 1.125 on HS-1 is failing: "The payment is finer than QuickBooks Online keeps"
    And the page of the payment of 1.125 on HS-1 says "and the payment has more: KWD 1.125."
    And the next sync writes nothing
    When the payment of 1.125 on HS-1 is deleted in HubSpot
    And 1.12 is paid on HS-1 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 3.75, of which 2.63 is due
    And nothing fails

  @A25
  Scenario: Nor is a payment divided in thousandths
    Given the invoice HS-1 in KWD for Dina is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 1.25  |
    And the invoice HS-2 in KWD for Dina is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 1.25  |
    And the invoice HS-3 in KWD for Dina is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 4        | 1.25  |
    And it syncs
    And one payment of 7.00 on HS-1, HS-2 and HS-3 is recorded in HubSpot
    And it syncs
    Then the payment of 7.00 cannot be divided, "HS-2: an amount cannot have more than the two decimals that QuickBooks Online keeps":
      | invoice | amount |
      | HS-1    | 1.12   |
      | HS-2    | 2.125  |
      | HS-3    | 3.755  |
    When somebody divides the payment of 7.00 into:
      | invoice | amount |
      | HS-1    | 1.12   |
      | HS-2    | 2.12   |
      | HS-3    | 3.76   |
    And it syncs
    Then QuickBooks has one payment of 7.00, on:
      | invoice | amount |
      | HS-1    | 1.12   |
      | HS-2    | 2.12   |
      | HS-3    | 3.76   |
    And nothing fails
    And the next sync writes nothing
