@A17
Feature: A date that was chosen stays that date

  @A19
  Scenario Outline: Late in the evening, "today" is the company's day
    Given the shop of Acme, syncing two-way
    And it is "2026-11-24 22:30" at the company
    When somebody clicks "Created in QuickBooks after Nov 24, 2026" on the page "syncs/invoices/filters/"
    And what was chosen for invoices is saved
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it is "<when>" at the company
    And the invoice 1002 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then 1001 is excluded: "It does not match the filters of the sync"
    And 1002 is <state>

    Examples:
      | when             | state    |
      | 2026-11-24 23:58 | excluded |
      | 2026-11-25 00:01 | syncing  |

  Scenario Outline: It stands on the screen as a date, in each direction that comes to HubSpot
    Given the shop of Acme, syncing <direction>
    When somebody clicks "Created in QuickBooks after Nov 24, 2026" on the page "syncs/invoices/filters/"
    And what was chosen for invoices is saved
    And 3 days pass
    Then the page "syncs/invoices/filters/" says "where Created in QuickBooks is after Nov 24, 2026"
    And the page "syncs/invoices/review/" says "Created in QuickBooks is after Nov 24, 2026"

    Examples:
      | direction       |
      | two-way         |
      | to HubSpot only |

  Scenario: The company moves to another zone: the date stays, and days begin as they do there
    Given the shop of Acme, syncing two-way
    When somebody clicks "Created in QuickBooks after Nov 24, 2026" on the page "syncs/invoices/filters/"
    And what was chosen for invoices is saved
    And the company is in the time zone "Asia/Tokyo"
    Then the page "syncs/invoices/filters/" says "Created in QuickBooks is after Nov 24, 2026"
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it is "2026-11-25 06:00" at the company
    And it syncs
    Then 1001 is syncing

  Scenario: When it was created and what date it bears are two things
    Given the shop of Acme, syncing two-way
    And only invoices whose TxnDate is after "2026-11-24" go to HubSpot
    When the invoice 1001 for Acme, dated 2026-11-01, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the invoice 1002 for Acme, dated 2026-11-25, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then 1001 is excluded: "It does not match the filters of the sync"
    And 1002 is equal on both sides: 100.00, of which 100.00 is due

  Scenario: Linked before the filter was chosen, an invoice stays in sync
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    When somebody clicks "Created in QuickBooks after Nov 24, 2026" on the page "syncs/invoices/filters/"
    And what was chosen for invoices is saved
    And 30.00 is paid on 1001 in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 50.00, of which 20.00 is due

  Scenario: Only "in the last days" goes with the days: what it lets in later is let in later
    Given the shop of Acme, syncing two-way
    And only invoices whose TxnDate is in the last "7" days go to HubSpot
    When the invoice 1001 for Acme, dated 2026-11-27, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the invoice 1002 for Acme, dated 2026-11-20, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then 1001 is excluded: "It does not match the filters of the sync"
    And 1002 is syncing
    When 4 days pass
    And it syncs
    Then 1001 is equal on both sides: 50.00, of which 50.00 is due
    And 1002 is syncing
