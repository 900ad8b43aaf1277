@A29 @S19
Feature: Money of QuickBooks that is entered there anew, in other amounts

  Scenario Outline: What is entered instead waits for what is taken back, and crosses in the same sync
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And <old> is paid on HS-1 in QuickBooks
    And it syncs
    When the payment of <old> on HS-1 is <taken back> in QuickBooks
    And <one> is paid on HS-1 in QuickBooks, on 2026-11-23, with the reference "1"
    And <other> is paid on HS-1 in QuickBooks, on 2026-11-23, with the reference "2"
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which <due> is due
    And the payments of HS-1 in HubSpot are:
      | amount  | reference |
      | <one>   | 1         |
      | <other> | 2         |
    And nothing fails
    And HubSpot never had less than nothing due on HS-1
    And the next sync writes nothing

    Examples:
      | old    | taken back | one   | other | due   |
      | 100.00 | deleted    | 25.00 | 75.00 | 0.00  |
      | 5.00   | deleted    | 25.00 | 75.00 | 0.00  |
      | 60.00  | voided     | 89.99 | 0.01  | 10.00 |

  Scenario Outline: One is made smaller there and another larger
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And <one> is paid on 1001 in QuickBooks
    And <other> is paid on 1001 in QuickBooks
    And it syncs
    When the payment of 60.00 on 1001 becomes 10.00 in QuickBooks
    And the payment of 40.00 on 1001 becomes 90.00 in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 0.00 is due
    And nothing fails
    And HubSpot never had less than nothing due on 1001

    Examples:
      | one   | other |
      | 60.00 | 40.00 |
      | 40.00 | 60.00 |

  @A11
  Scenario Outline: A payment of HubSpot that is deleted there waits for somebody, and so does what takes its place
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And <old> is paid on HS-1 in HubSpot
    And it syncs
    When the payment of <old> on HS-1 is deleted in HubSpot
    And <new> is paid on HS-1 in HubSpot
    And it syncs
    Then the payment of <old> on HS-1 is failing: "Deleted in HubSpot"
    And the page of the payment of <new> on HS-1 says "For the payment of $<old> (Nov 24, 2026)"
    And the page of the payment of <new> on HS-1 says "Waits for the payment of $<old>, Nov 24, 2026 , which fails and needs someone: “Deleted in HubSpot”"
    And nothing is written in QuickBooks
    When the reference of the payment of <new> on HS-1 becomes 4711 in HubSpot
    And it syncs
    Then nothing is written in QuickBooks
    When somebody clicks "Void it in QuickBooks Online" on the page of the payment of <old> on HS-1
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which <due> is due
    And nothing fails
    And the next sync writes nothing

    Examples:
      | old    | new   | due   |
      | 60.00  | 90.00 | 10.00 |
      | 100.00 | 99.99 | 0.01  |

  @A11
  Scenario: What fits beside a payment that is deleted in HubSpot waits for nobody
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 60.00 is paid on HS-1 in HubSpot
    And it syncs
    When the payment of 60.00 on HS-1 is deleted in HubSpot
    And 30.00 is paid on HS-1 in HubSpot
    And it syncs
    Then the payment of 60.00 on HS-1 is failing: "Deleted in HubSpot"
    And the payment of 30.00 on HS-1 is syncing
    When somebody clicks "Void it in QuickBooks Online" on the page of the payment of 60.00 on HS-1
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 70.00 is due
    And the next sync writes nothing
