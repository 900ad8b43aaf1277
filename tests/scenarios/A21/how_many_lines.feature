@A21 @S2
Feature: No line, one and five hundred, where invoices sync one way

  Scenario Outline: Only to QuickBooks, one line and five hundred, the last edited later
    Given the shop of Acme, syncing to QuickBooks only
    And HubSpot lets finalized invoices be edited
    When the invoice HS-1 for Ann with <count> lines of 0.35 is finalized in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: <total>, of which <total> is due
    When the price of the line "<last>" of HS-1 becomes "0.36" in HubSpot
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And HS-1 is equal on both sides: <more>, of which <more> is due
    And comparing everything writes nothing

    Examples:
      | count | last    | total  | more   |
      | 1     | Bed 0   | 0.35   | 0.36   |
      | 500   | Bed 499 | 175.00 | 175.01 |

  Scenario: Only to QuickBooks, without a line it fails, and goes once it has one
    Given the shop of Acme, syncing to QuickBooks only
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the line "Mowing" of HS-1 is removed in HubSpot
    When it syncs
    Then nothing is written
    And HS-1 is failing: "The invoice has no lines"
    When these lines are added to HS-1 in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And the next sync writes nothing

  Scenario Outline: Only to HubSpot, one line and five hundred, the last edited later
    Given the shop of Acme, syncing to HubSpot only
    When the invoice 1001 for Acme with <count> lines of 0.35 is made in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: <total>, of which <total> is due
    When the price of the line "<last>" of 1001 becomes "0.36" in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: <more>, of which <more> is due
    And QuickBooks was never written to
    And comparing everything writes nothing

    Examples:
      | count | last    | total  | more   |
      | 1     | Bed 0   | 0.35   | 0.36   |
      | 500   | Bed 499 | 175.00 | 175.01 |

  Scenario: Only to HubSpot, with nothing but a text on it, and a line that is added later
    Given the shop of Acme, syncing to HubSpot only
    When the invoice 1001 for Acme is made in QuickBooks:
      | item      | text                     |
      | text only | Thank you for your trust |
    And it syncs
    Then 1001 is equal on both sides: 0.00, of which 0.00 is due
    And 1001 is syncing
    When these lines are added to 1001 in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then 1001 is equal on both sides: 50.00, of which 50.00 is due
    And the next sync writes nothing
