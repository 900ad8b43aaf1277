@S11 @A22 @A23 @S45
Feature: The income account that was chosen is gone

  Background:
    Given the shop of Acme, syncing two-way

  Scenario Outline: A line that needs a new item says which account is gone, and goes once it is back
    Given a line without an item <policy>
    And the chosen income account for lines is made inactive
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Gravel | 2        | 30.00 |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then HS-1 is failing: "The account “<account>” that this is booked on is inactive or deleted in QuickBooks Online"
    And QuickBooks has no invoice HS-1
    And HS-2 is equal on both sides: 100.00, of which 100.00 is due
    When the chosen income account for lines is made active
    And it syncs
    Then HS-1 is equal on both sides: 60.00, of which 60.00 is due
    And the next sync writes nothing

    Examples:
      | policy                   | account                 |
      | goes on Custom Line Item | Sales of Product Income |
      | gets an item of its own  | Services                |

  Scenario: The price of an item whose own account is gone says which one, and goes once it is back
    Given the account "Services" is made inactive in QuickBooks
    When the price of the product Mowing becomes "55.00"
    And it syncs
    Then the product Mowing is failing: "The account “Services” that this is booked on is inactive or deleted in QuickBooks Online"
    When the account "Services" is made active in QuickBooks
    And it syncs
    Then the product Mowing is syncing
    And nothing fails
    And the next sync writes nothing
