@A17 @S32
Feature: "After today" is the day on which it was chosen, ever after

  Scenario: The recommended filter of invoices, on the next days
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    When somebody clicks "Created in QuickBooks after Nov 24, 2026" on the page "syncs/invoices/filters/"
    And what was chosen for invoices is saved
    And it syncs
    Then 1001 is excluded: "It does not match the filters of the sync"
    And the page of 1001 says "The filter asks that Created in QuickBooks is after Nov 24, 2026; it is Nov 24, 2026."
    When 2 days pass
    And the invoice 1002 for Acme, dated 2026-11-01, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then 1002 is equal on both sides: 100.00, of which 100.00 is due
    And 1001 is excluded
    And the page "syncs/invoices/filters/" says "Created in QuickBooks is after Nov 24, 2026"
    When 3 days pass
    And it compares everything
    Then 1002 is syncing
    And HubSpot has no invoice 1001
    And the next sync writes nothing
