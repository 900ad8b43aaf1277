@S6 @S2
Feature: A company of Canada that begins to charge tax while invoices sync

  Scenario Outline: What is made in QuickBooks comes with its tax, to the cent
    Given the shop of Acme, syncing <direction>
    And the company of QuickBooks is in Canada and charges sales tax
    And QuickBooks charges the sales tax "GST" of 5 %
    And the settings of both accounts are read anew
    When the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price | tax |
      | Mowing | 1        | 33.33 | GST |
    And it syncs
    Then 1001 is equal on both sides: 35.00, of which 35.00 is due
    And the adjustments of 1001 in HubSpot are:
      | kind | name      | amount |
      | tax  | Sales tax | 1.67   |
    When the price of the line "Mowing" of 1001 becomes "66.66" in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 69.99, of which 69.99 is due
    And 1001 is syncing without any remark
    And the next sync writes nothing

    Examples:
      | direction       |
      | two-way         |
      | to HubSpot only |

  Scenario: Only to QuickBooks, what is there stays in sync with its payments, and what is new fails with the reason
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When QuickBooks is a company of Canada that charges tax
    And the settings of both accounts are read anew
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And 40.00 is paid on HS-1 in HubSpot
    And it syncs
    Then HS-2 is failing: "This QuickBooks company needs tax on every invoice"
    And QuickBooks has no invoice HS-2
    And HS-1 is equal on both sides: 100.00, of which 60.00 is due
    And the page "syncs/invoices/configure/" says "Invoices of HubSpot cannot go to this company."
    And the next sync writes nothing
