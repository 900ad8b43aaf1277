@A33 @A21
Feature: A currency without cents, of which QuickBooks keeps hundredths and HubSpot none

  Background:
    Given the shop of Acme, syncing two-way
    And QuickBooks bills in JPY too, and so does HubSpot
    And the settings of both accounts are read anew
    And QuickBooks has the customer "Yoko" with the email "yoko@yen.test", billed in JPY
    And HubSpot has the contact "Yoko Yen" with the email "yoko@yen.test"
    And it syncs

  @S19
  Scenario Outline: An invoice of HubSpot goes to the yen, with a price that QuickBooks multiplies to it
    When the invoice HS-1 in JPY for Yoko is finalized in HubSpot:
      | name   | quantity | price   |
      | Mowing | 3        | <price> |
    And it syncs
    Then HS-1 is equal on both sides: <total>, of which <total> is due
    And the lines of HS-1 in QuickBooks are:
      | quantity | price      | amount  |
      | 3        | <sent for> | <total> |
    When 30.00 is paid on HS-1 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: <total>, of which <due> is due
    And the page of HS-1 says "¥30"
    And nothing fails
    And comparing everything writes nothing

    Examples:
      | price | sent for | total  | due    |
      | 50    | 50       | 150.00 | 120.00 |
      | 33.33 | 33.333   | 100.00 | 70.00  |

  @S45
  Scenario: Hundredths of a yen fail with both totals, and whole ones come
    When Yoko is billed 1001 in QuickBooks, in JPY at the rate 0.0067:
      | item   | quantity | price |
      | Mowing | 1        | 33.33 |
    And Yoko is billed 1002 in QuickBooks, in JPY at the rate 0.0067:
      | item   | quantity | price |
      | Mowing | 2        | 500   |
    And it syncs
    Then HubSpot has no invoice 1001
    And 1001 is failing: "HubSpot keeps no decimals in this currency"
    And the page of 1001 says "QuickBooks Online says ¥33.33, HubSpot would calculate ¥33."
    And 1002 is equal on both sides: 1000.00, of which 1000.00 is due
    And the next sync writes nothing

  @A25 @S45
  Scenario Outline: Hundredths of a yen that are paid in QuickBooks fail, and whole ones cross
    Given Yoko is billed 1001 in QuickBooks, in JPY at the rate 0.0067:
      | item   | quantity | price |
      | Mowing | 2        | 500   |
    And the invoice HS-1 in JPY for Yoko is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 500   |
    And it syncs
    When 33.33 is paid on <invoice> in QuickBooks
    And it syncs
    Then HubSpot has 0 payments in all
    And the payment of 33.33 on <invoice> is failing: "The payment is finer than HubSpot keeps"
    And the page of the payment of 33.33 on <invoice> says "¥33.33"
    And the next sync writes nothing
    When the payment of 33.33 on <invoice> becomes 33.00 in QuickBooks
    And it syncs
    Then <invoice> is equal on both sides: 1000.00, of which 967.00 is due
    And nothing fails
    When the payment of 33.00 on <invoice> becomes 40.50 in QuickBooks
    And it syncs
    Then nothing is written
    And HubSpot shows <invoice> at 1000.00, of which 967.00 is due
    And 1 of the payments is failing
    When the payment of 40.50 on <invoice> becomes 40.00 in QuickBooks
    And it syncs
    Then <invoice> is equal on both sides: 1000.00, of which 960.00 is due
    And nothing fails
    And comparing everything writes nothing

    Examples:
      | invoice |
      | 1001    |
      | HS-1    |
