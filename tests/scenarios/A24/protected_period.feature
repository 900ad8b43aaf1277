@A24 @B27
Feature: Nothing is written into a protected period, and what flows to HubSpot is not held

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited

  Scenario Outline: The last protected day itself is protected, the next is not
    Given the books are protected through 2026-10-31
    And the invoice HS-1 for Ann, dated <day>, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then HS-1 is <state>

    Examples:
      | day        | state   |
      | 2026-10-31 | parked  |
      | 2026-11-01 | syncing |

  Scenario: It waits quietly until its own date is moved
    Given the books are protected through 2026-10-31
    And the invoice HS-1 for Ann, dated 2026-10-12, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then HS-1 is parked: "Its date, Oct 12, 2026, is in a period of the books that is protected through Oct 31, 2026."
    And the page "parked/" says "HS-1"
    And the next sync writes nothing
    When the date of HS-1 becomes "2026-11-02" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And QuickBooks shows the date "2026-11-02" on HS-1

  Scenario: What QuickBooks changed of a parked invoice still arrives in HubSpot
    Given the invoice HS-1 for Ann, dated 2026-10-12, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And the books are protected through 2026-10-31
    When the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And the due date of HS-1 becomes "2026-12-31" in QuickBooks
    And it syncs
    Then HS-1 is parked
    And HubSpot shows the due date "2026-12-31" on HS-1
    And QuickBooks shows HS-1 at 100.00, of which 100.00 is due
    And the next sync writes nothing
    When the books are protected through 2026-09-30
    And it syncs
    Then HS-1 is equal on both sides: 120.00, of which 120.00 is due

  Scenario: An invoice of QuickBooks in it follows QuickBooks, and nothing goes back there
    Given the invoice 1001 for Acme, dated 2026-10-12, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And the books are protected through 2026-10-31
    When the comments of 1001 becomes "By the gate" in HubSpot
    And the due date of 1001 becomes "2026-12-31" in QuickBooks
    And the price of the line "Mowing" of 1001 becomes "55.00" in QuickBooks
    And it syncs
    Then 1001 is parked
    And HubSpot shows 1001 at 110.00, of which 110.00 is due
    And HubSpot shows the due date "2026-12-31" on 1001
    And QuickBooks shows the comments "" on 1001

  Scenario: One way to QuickBooks, the copy's comments are held as well
    Given the invoice 1001 for Acme, dated 2026-10-12, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And invoices are set to sync to QuickBooks only
    And the books are protected through 2026-10-31
    When the comments of 1001 becomes "By the gate" in HubSpot
    And it syncs
    Then nothing is written
    And 1001 is parked
    And QuickBooks shows the comments "" on 1001

  Scenario: A payment is held by its own date, in each way that it can change
    Given the invoice HS-1 for Ann, dated 2026-10-12, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 40.00 is paid on HS-1 in HubSpot, on 2026-10-20
    And it syncs
    And the books are protected through 2026-10-31
    When the payment of 40.00 on HS-1 becomes 30.00 in HubSpot
    And 25.00 is paid on HS-1 in HubSpot, on 2026-10-31
    And 10.00 is paid on HS-1 in HubSpot, on 2026-11-02
    And it syncs
    Then QuickBooks shows HS-1 at 100.00, of which 50.00 is due
    And the payment of 25.00 on HS-1 is parked
    And HS-1 is waiting: "which is parked. It goes by itself once that is settled."
    When the books are protected through 2026-09-30
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 35.00 is due

  Scenario: A payment that fails in HubSpot is not voided in a protected month
    Given the invoice HS-1 for Ann, dated 2026-10-12, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 40.00 is paid on HS-1 in HubSpot, on 2026-10-20
    And it syncs
    And the books are protected through 2026-10-31
    When the payment of 40.00 on HS-1 fails in HubSpot
    And it syncs
    Then the payment of 40.00 on HS-1 is parked
    And QuickBooks shows HS-1 at 100.00, of which 60.00 is due

  Scenario: A payment removed in QuickBooks is removed in HubSpot, whatever its month
    Given the invoice HS-1 for Ann, dated 2026-10-12, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And 40.00 is paid on HS-1 in QuickBooks, on 2026-10-20
    And it syncs
    And the books are protected through 2026-10-31
    When the payment of 40.00 on HS-1 is deleted in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

  Scenario: QuickBooks opens the month again, and what was parked goes without a click
    Given QuickBooks has closed its books through 2026-10-31
    When it compares everything
    And the invoice HS-1 for Ann, dated 2026-10-12, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then HS-1 is parked
    When QuickBooks has closed its books through 2026-09-30
    And the settings of both accounts are read anew
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

  Scenario: A void made in HubSpot waits with its month
    Given the invoice HS-1 for Ann, dated 2026-10-12, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And the books are protected through 2026-10-31
    When HS-1 is voided in HubSpot
    And it syncs
    Then HS-1 is parked
    And QuickBooks shows HS-1 as open
