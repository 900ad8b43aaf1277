@A24
Feature: Protected through: our date and QuickBooks' closing date

  Scenario Outline: Ours is never earlier than QuickBooks' own
    Given the shop of Acme, syncing <direction>
    And the books are protected through 2026-08-31
    And QuickBooks has closed its books through 2026-10-31
    And the settings of both accounts are read anew
    When the invoice HS-1 for Ann, dated 2026-09-15, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then nothing is written
    And HS-1 is parked
    When QuickBooks has closed its books through 2026-07-31
    And the settings of both accounts are read anew
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

    Examples:
      | direction          |
      | two-way            |
      | to QuickBooks only |

  Scenario Outline: An invoice moved across the date is parked by its old day and by its new one
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann, dated <old>, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And the books are protected through 2026-10-31
    When the date of HS-1 becomes "<new>" in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is parked
    And QuickBooks shows the date "<old>" on HS-1

    Examples:
      | old        | new        |
      | 2026-11-12 | 2026-10-12 |
      | 2026-10-12 | 2026-11-12 |

  Scenario: Books that were closed a moment ago park it with the next run, whatever QuickBooks said first
    Given the shop of Acme, syncing two-way
    And QuickBooks has closed its books through 2026-10-31
    When the invoice HS-1 for Ann, dated 2026-10-31, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And a scheduled sync runs
    And a scheduled sync runs
    Then HS-1 is parked
    And QuickBooks has no invoice HS-1

  Scenario: A contact is no posting and is never parked
    Given the shop of Acme, syncing two-way
    And the books are protected through 2026-11-24
    When the phone of the contact Ann becomes "916 555 0100"
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks

  @A19
  Scenario Outline: Another zone moves a document to its day there, but not out of a protected period
    Given the shop of Acme, syncing two-way
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the date of HS-1 is "2026-11-19 21:00" by the company's clock
    And the draft HS-1 is finalized
    And it syncs
    And the books are protected through <protected>
    When the company is in the time zone "America/New_York"
    And it compares everything
    Then QuickBooks shows the date "<day>" on HS-1
    And HS-1 is <state>

    Examples:
      | protected  | day        | state   |
      | 2026-11-18 | 2026-11-20 | syncing |
      | 2026-11-19 | 2026-11-19 | parked  |

  Scenario: The date moved back lets it go by itself, and moved on it holds the payment of that month
    Given the shop of Acme, syncing two-way
    And the books are protected through 2026-10-31
    And the invoice HS-1 for Ann, dated 2026-10-12, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the books are protected through 2026-10-11
    And a scheduled sync runs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    When the books are protected through 2026-10-31
    And 40.00 is paid on HS-1 in HubSpot, on 2026-10-20
    And it syncs
    Then the payment of 40.00 on HS-1 is parked
    And QuickBooks shows HS-1 at 100.00, of which 100.00 is due

  @A19
  Scenario: What is of the first of the month by the company's clock is not of the month that is closed
    Given the shop of Acme, syncing two-way
    And the company is in the time zone "Asia/Tokyo"
    And QuickBooks has closed its books through 2026-11-30
    And the settings of both accounts are read anew
    And it is "2026-12-01 00:30" at the company
    When the invoice HS-1 for Ann, dated this moment, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then QuickBooks shows the date "2026-12-01" on HS-1
    And the page of HS-1 says "Dec 1, 2026"
    When 40.00 is paid on HS-1 in HubSpot this moment
    And it syncs
    Then the payments of HS-1 in QuickBooks are:
      | amount | date       |
      | 40.00  | 2026-12-01 |
    And nothing fails
