@S6 @S7
Feature: What the company of QuickBooks asks of every invoice

  Scenario: A company elsewhere without sales tax takes invoices, with whatever is chosen
    Given the shop of Acme, syncing to HubSpot only
    And the company of QuickBooks is in Canada and charges no sales tax
    And QuickBooks recognizes revenue by service date
    And the settings of both accounts are read anew
    And a bookkeeper confirms the invoice date as the service date
    And invoices are set to sync two-way
    And a line without an item gets an item of its own
    And the invoice HS-1 for Ann, dated 2026-11-20, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
      | Gravel | 2        | 30.00 |
    When it syncs
    Then HS-1 is equal on both sides: 110.00, of which 110.00 is due
    And the lines of HS-1 in QuickBooks are:
      | item   | amount | service date |
      | Mowing | 50.00  | 2026-11-20   |
      | Gravel | 60.00  | 2026-11-20   |

  Scenario: Sales tax switched on later is a wall for new invoices that no option takes away
    Given the shop of Acme, syncing two-way
    And the company of QuickBooks is in Canada and charges no sales tax
    And the settings of both accounts are read anew
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    And a bookkeeper confirms the invoice date as the service date
    And a line without an item gets an item of its own
    When the company of QuickBooks is in Canada and charges sales tax
    And the settings of both accounts are read anew
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Gravel | 1        | 50.00 |
    And 20.00 is paid on HS-1 in QuickBooks
    And it syncs
    Then HS-2 is failing: "This QuickBooks company needs tax on every invoice"
    And QuickBooks has no invoice HS-2
    And HS-1 is equal on both sides: 50.00, of which 30.00 is due
    And the page "syncs/invoices/configure/" says "Invoices of HubSpot cannot go to this company."
    And QuickBooks has these items:
      | name   |
      | Mowing |
