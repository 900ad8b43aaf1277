@S2
Feature: Invoices that are edited where they sync one way

  @S3 @A12
  Scenario: Only to QuickBooks, a HubSpot invoice before and while it is paid
    Given the shop of Acme, syncing to QuickBooks only
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And the comments of HS-1 becomes "Ring twice" in HubSpot
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And HS-1 is equal on both sides: 120.00, of which 120.00 is due
    And QuickBooks shows the comments "Ring twice" on HS-1
    When 120.00 is paid on HS-1 in QuickBooks
    And the price of the line "Mowing" of HS-1 becomes "30.00" in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is failing: "The new total is lower than what is already paid"
    And QuickBooks shows HS-1 at 120.00, of which 0.00 is due
    When the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And these lines are added to HS-1 in HubSpot:
      | name   | quantity | price | product |
      | Leaves | 1        | 0.05  | none    |
    And it syncs
    Then HS-1 is equal on both sides: 120.05, of which 0.05 is due
    And QuickBooks shows HS-1 as open

  @S4 @S18 @A31
  Scenario: Only to HubSpot, a QuickBooks invoice before and after it is paid
    Given the shop of Acme, syncing to HubSpot only
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the price of the line "Mowing" of 1001 becomes "60.00" in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 120.00, of which 120.00 is due
    When 120.00 is paid on 1001 in QuickBooks
    And it syncs
    Then HubSpot shows 1001 as paid
    When these lines are added to 1001 in QuickBooks:
      | item   | quantity | price | text   |
      | Mowing | 1        | 0.05  | Leaves |
    And it syncs
    Then HubSpot shows 1001 as open
    And HubSpot shows 1001 at 120.05, of which 120.05 is due
    And 1001 is syncing with the remark "$120.00 of $120.05"
    And the next sync writes nothing
    When the line "Leaves" of 1001 is removed in QuickBooks
    And it syncs
    Then HubSpot shows 1001 as paid
    And HubSpot shows 1001 at 120.00, of which 120.00 is due
    And nothing fails
    And the next sync writes nothing

  @S3 @S44
  Scenario Outline: Only to QuickBooks, what is changed there fails, and changed back it syncs by itself
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the <field> becomes "<wrong>" in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is failing: "Please make any necessary changes directly in HubSpot"
    When the <field> becomes "<right>" in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is syncing without any remark

    Examples:
      | field                              | wrong      | right |
      | price of the line "Mowing" of HS-1 | 60.00      | 50.00 |
      | comments of HS-1                   | Other gate |       |

  @S4 @A8
  Scenario Outline: Only to HubSpot, what is changed on the copy fails, and changed back it syncs by itself
    Given the shop of Acme, syncing to HubSpot only
    And HubSpot lets finalized invoices be edited
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the <field> becomes "<wrong>" in HubSpot
    And it syncs
    Then nothing is written
    And 1001 is failing: "Changed in HubSpot, belongs to QuickBooks"
    When the <field> becomes "<right>" in HubSpot
    And it syncs
    Then nothing is written
    And 1001 is syncing without any remark

    Examples:
      | field                              | wrong      | right      |
      | price of the line "Mowing" of 1001 | 60.00      | 50.00      |
      | date of 1001                       | 2026-11-01 | 2026-11-24 |

  @S4 @A8 @B19
  Scenario: Only to HubSpot, the copy is put back by a click
    Given the shop of Acme, syncing to HubSpot only
    And HubSpot lets finalized invoices be edited
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And the price of the line "Mowing" of 1001 becomes "60.00" in HubSpot
    And it syncs
    When somebody clicks "Put HubSpot back" on the page of 1001
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And QuickBooks was never written to
    And the next sync writes nothing

  @A9
  Scenario Outline: Both sides change the due date at once, where there is nothing to decide
    Given the shop of Acme, syncing <direction>
    And HubSpot lets finalized invoices be edited
    And conflicts of invoices are resolved by "Ask me"
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When these fields of <number> are changed:
      | field    | HubSpot    | QuickBooks |
      | due date | 2027-01-01 | 2027-02-02 |
    And it syncs
    Then both sides hold of <number>:
      | field    | HubSpot | QuickBooks |
      | due date | <due>   | <due>      |
    And <number> is syncing
    And the page "conflicts/" says "Nothing needs a choice"
    And the next sync writes nothing

    Examples:
      | direction          | number | due        |
      | to HubSpot only    | 1001   | 2027-02-02 |
      | to QuickBooks only | HS-1   | 2027-01-01 |
