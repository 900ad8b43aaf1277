@A19
Feature: Dates that no booking has are said, and never written on either side

  Scenario Outline: An invoice with such a date does not go to QuickBooks, the next one does, and put right it goes
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the <field> of HS-1 becomes "<day>" in HubSpot
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    When it syncs
    Then HS-1 is failing: "<words>"
    And QuickBooks has no invoice HS-1
    And HS-2 is equal on both sides: 50.00, of which 50.00 is due
    When the <field> of HS-1 becomes "2026-12-20" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

    Examples:
      | field    | day        | words                                     |
      | due date | 0206-12-24 | “Due date” in HubSpot is Dec 24, 206      |
      | due date | 2036-11-30 | “Due date” in HubSpot is Nov 30, 2036     |
      | date     | 0001-01-01 | “Date” in HubSpot is Jan 1, 1     |
      | date     | 1989-12-31 | “Date” in HubSpot is Dec 31, 1989 |
      | date     | 9999-12-31 | “Date” in HubSpot is Dec 31, 9999 |

  Scenario Outline: An old or a far date is sent as it is
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the due date of HS-1 becomes "<day>" in HubSpot
    When it syncs
    Then QuickBooks shows the due date "<day>" on HS-1

    Examples:
      | day        |
      | 1990-01-01 |
      | 2036-11-01 |

  @A24
  Scenario: It does not wait for a protected period to be opened
    Given the shop of Acme, syncing two-way
    And QuickBooks has closed its books through 2026-10-31
    And the settings of both accounts are read anew
    And the invoice HS-1 for Ann, dated 0206-11-24, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then HS-1 is failing: "Nov 24, 206"

  Scenario Outline: An invoice of QuickBooks with such a date is not brought to HubSpot, and put right it comes
    Given the shop of Acme, syncing <direction>
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the <field> of 1001 becomes "2206-11-24" in QuickBooks
    When it syncs
    Then 1001 is failing: "Nov 24, 2206"
    And HubSpot has no invoice 1001
    When the <field> of 1001 becomes "2026-11-24" in QuickBooks
    And it syncs
    Then HubSpot has 1 invoice 1001
    And 1001 is syncing

    Examples:
      | direction       | field    |
      | two-way         | date     |
      | to HubSpot only | due date |

  Scenario: A change to such a date does not cross in either direction
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the due date of HS-1 becomes "2206-12-24" in HubSpot
    And the date of 1001 becomes "0206-11-24" in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is failing: "Dec 24, 2206"
    And 1001 is failing: "Nov 24, 206"
    And QuickBooks shows the due date "2026-12-24" on HS-1
    And HubSpot shows the date "2026-11-24" on 1001

  Scenario: A payment with such a date stays where it was entered
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When 40.00 is paid on HS-1 in HubSpot, on 2206-11-24
    And 60.00 is paid on HS-1 in HubSpot
    And 40.00 is paid on 1001 in QuickBooks, on 0206-11-24
    And it syncs
    Then the payment of 40.00 on HS-1 is failing
    And the payment of 40.00 on 1001 is failing
    And the payments of HS-1 in QuickBooks are:
      | amount | date       |
      | 60.00  | 2026-11-24 |
    And 1001 has no payment in HubSpot
