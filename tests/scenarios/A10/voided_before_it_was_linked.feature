@A10 @A5 @A18
Feature: One of two invoices of one number was voided before the two were linked

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  @S45
  Scenario: Voided in HubSpot while there was no database: a click links the two and voids it in QuickBooks
    Given HS-1 is voided in HubSpot
    And our database is lost, and everything is set up anew to sync two-way
    And it syncs
    Then nothing is written
    And QuickBooks's HS-1 is failing: "The number is already used by another document"
    And the page of QuickBooks's HS-1 says "$100.00 goes out of the books on the invoice’s own date, Nov 24, 2026"
    When somebody clicks "Link the two and void it in QuickBooks Online" on the page of QuickBooks's HS-1
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And QuickBooks shows HS-1 as voided
    And HS-1 is syncing
    And 1 of the invoices is syncing
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing

  @A15
  Scenario: In an earlier month it waits for approval, as every void does
    Given HS-1 is voided in HubSpot
    And it is "2026-12-03 10:00" at the company
    And our database is lost, and everything is set up anew to sync two-way
    And it syncs
    Then the page of QuickBooks's HS-1 says "As that is an earlier month, it first waits under Needs approval."
    When somebody clicks "Link the two and void it in QuickBooks Online" on the page of QuickBooks's HS-1
    And it syncs
    Then nothing is written
    And HS-1 is in need of approval
    When somebody approves HS-1
    And it syncs
    Then QuickBooks shows HS-1 as voided
    And nothing fails
    And the next sync writes nothing

  @A24
  Scenario: In a protected month it is refused
    Given HS-1 is voided in HubSpot
    And our database is lost, and everything is set up anew to sync two-way
    And it syncs
    And the books are protected through 2026-11-30
    When somebody links HubSpot's HS-1 with QuickBooks's HS-1 and voids it there too, but is told "is in a protected period of the books"
    And it syncs
    Then nothing is written
    And QuickBooks shows HS-1 at 100.00, of which 100.00 is due

  Scenario: With a payment on it, it is refused
    Given HS-1 is voided in HubSpot
    And 40.00 is paid on HS-1 in QuickBooks
    And our database is lost, and everything is set up anew to sync two-way
    And it syncs
    When somebody links HubSpot's HS-1 with QuickBooks's HS-1 and voids it there too, but is told "Remove or refund them first"
    And it syncs
    Then nothing is written
    And QuickBooks shows HS-1 at 100.00, of which 60.00 is due

  Scenario: Voided in QuickBooks while there was no database: the two are put side by side, and a click voids it in HubSpot
    Given HS-1 is voided in QuickBooks
    And our database is lost, and everything is set up anew to sync two-way
    And it syncs
    Then nothing is written
    And HubSpot shows HS-1 as open
    When somebody links HubSpot's HS-1 with QuickBooks's HS-1 and voids it there too
    And it syncs
    Then 1 record is written in HubSpot and 0 in QuickBooks
    And HubSpot shows HS-1 as voided
    And 1 of the invoices is syncing
    And nothing fails
    And the next sync writes nothing

  @S2
  Scenario Outline: Nothing is voided where the sync does not go
    Given HS-1 is voided in <one>
    And our database is lost, and everything is set up anew to sync to <one> only
    And it syncs
    When somebody links HubSpot's HS-1 with QuickBooks's HS-1 and voids it there too, but is told "The invoice sync does not go to <other>"
    And it syncs
    Then nothing is written

    Examples:
      | one        | other             |
      | HubSpot    | QuickBooks Online |
      | QuickBooks | HubSpot           |

  Scenario: Of another total it is another sale, whatever its number
    Given HS-1 is voided in HubSpot
    And these lines are added to HS-1 in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And our database is lost, and everything is set up anew to sync two-way
    And it syncs
    Then the page of QuickBooks's HS-1 does not offer "Link the two and void it in QuickBooks Online"
    When somebody links HubSpot's HS-1 with QuickBooks's HS-1 and voids it there too, but is told "amount"
    And it syncs
    Then nothing is written

  Scenario: For another customer it is another sale: the sync takes the click back, and says why
    Given QuickBooks has the customer "Bolt" with the email "bolt@x.test"
    And HS-1 is deleted in QuickBooks
    And the invoice HS-1 for Bolt is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And HS-1 is voided in HubSpot
    And our database is lost, and everything is set up anew to sync two-way
    And it syncs
    When somebody links HubSpot's HS-1 with QuickBooks's HS-1 and voids it there too
    And it syncs
    Then nothing is written
    And QuickBooks shows HS-1 at 100.00, of which 100.00 is due
    And the page of HubSpot's HS-1 says "another customer"

  Scenario Outline: Both are voided in different syncs before they are linked: they are one all the same
    Given the invoice HS-3 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the invoice HS-3 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And HS-3 is voided in <first>
    And it syncs
    When HS-3 is voided in <second>
    And it syncs
    Then nothing is written
    And 2 of the invoices are syncing
    And nothing fails
    And the next sync writes nothing

    Examples:
      | first      | second     |
      | HubSpot    | QuickBooks |
      | QuickBooks | HubSpot    |
