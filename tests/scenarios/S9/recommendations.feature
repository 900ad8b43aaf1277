@S9 @B1
Feature: Before the set-up each recommendation is checked against the company, and says where to change it

  Scenario Outline: Custom transaction numbers off
    Given QuickBooks has custom transaction numbers <how>
    And everything is set up to sync two-way
    Then the page "integrations/" says "<words>"
    And the page "integrations/" says "<next>"

    Examples:
      | how | words                               | next                                                                  |
      | on  | Custom transaction numbers are on.  | QuickBooks Online › Account and settings › Sales › Sales form content |
      | off | Custom transaction numbers are off. | Fine                                                                  |

  @A24
  Scenario: Closed periods locked, in QuickBooks or here
    Given everything is set up to sync two-way
    Then the page "integrations/" says "The books have no closing date, so nothing keeps an old invoice out of a month that is done."
    And the page "integrations/" says "QuickBooks Online › Account and settings › Advanced › Accounting"
    When the books are protected through 2026-09-30
    Then the page "integrations/" says "the sync keeps out of everything through Sep 30, 2026, as “Protected through” says."
    When QuickBooks has closed its books through 2026-08-31
    And the settings of both accounts are read anew
    Then the page "integrations/" says "The books are closed through Aug 31, 2026, and the sync keeps out of everything through Sep 30, 2026."
    When QuickBooks has closed its books through 2026-10-31
    And the settings of both accounts are read anew
    Then the page "integrations/" says "The books are closed through Oct 31, 2026."

  @S27
  Scenario: Products and customers synced first
    Given the shop of Acme, syncing two-way
    Then the page "integrations/" says "Customers sync already."
    And the page "integrations/" says "Products sync already."
    When the sync of contacts is turned off
    And the sync of products is turned off
    Then the page "integrations/" says "Customers do not sync yet. An invoice needs its customer, so sync them first."
    And the page "integrations/" says "Products do not sync yet. An invoice needs its items, so sync them first."
    And the page "integrations/" says "Set up contacts"

  Scenario: What is recommended keeps nobody from turning it on
    Given QuickBooks has custom transaction numbers on
    And everything is set up to sync two-way
    And QuickBooks has the customer "Acme" with the email "ann@acme.test"
    And HubSpot has the contact "Ann Archer" with the email "ann@acme.test"
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    When it syncs
    Then HS-1 is equal on both sides: 50.00, of which 50.00 is due

  @A18
  Scenario: Custom numbers are switched on later: the nightly check says so, and a number is still given once
    Given the shop of Acme, syncing two-way
    When QuickBooks has custom transaction numbers on
    And it compares everything
    Then the page "integrations/" says "Custom transaction numbers are on."
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the invoice HS-1 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then HubSpot's HS-1 is failing: "number"
    And QuickBooks has 1 invoice HS-1

  Scenario Outline: The walk's last step lists the same before the click that turns it on
    Given the shop of Acme, syncing <direction>
    And QuickBooks has custom transaction numbers on
    And the settings of both accounts are read anew
    Then the page "syncs/invoices/review/" says "Custom transaction numbers are on."
    And the page "syncs/invoices/review/" says "The books have no closing date"
    And the page "syncs/invoices/review/" says "Customers sync already."

    Examples:
      | direction          |
      | two-way            |
      | to QuickBooks only |
      | to HubSpot only    |
