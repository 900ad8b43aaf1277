@A5
Feature: The same invoice is linked and never made again

  Background:
    Given the shop of Acme, syncing two-way

  Scenario: Number, customer, currency, total and date agree
    Given the invoice HS-1 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then nothing is written
    And HS-1 is syncing
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And the page of HS-1 says "Linked. Same number, customer, currency, total and date."

  Scenario: Other lines of the same total are a remark
    Given the invoice HS-1 for Acme is made in QuickBooks:
      | item   | quantity | price | text  |
      | Mowing | 1        | 60.00 | Front |
      | Mowing | 1        | 40.00 | Back  |
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then nothing is written
    And HS-1 is syncing with the remark "whose lines differ"
    And comparing everything writes nothing

  Scenario: It stands in QuickBooks already when HubSpot's is finalized, paid in part there
    Given the invoice HS-1 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 40.00 is paid on HS-1 in QuickBooks
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then QuickBooks has 1 invoice HS-1
    And HS-1 is equal on both sides: 100.00, of which 60.00 is due
    And the next sync writes nothing

  Scenario Outline: One difference is a clash of numbers
    Given QuickBooks has the customer "Granite" with the email "gil@granite.test"
    And the invoice HS-1 for <customer>, dated <date>, is made in QuickBooks:
      | item   | quantity | price   |
      | Mowing | 2        | <price> |
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then nothing is written in QuickBooks
    And HubSpot has 1 invoice HS-1
    And QuickBooks has 1 invoice HS-1
    And HubSpot's HS-1 is failing: "The number is already used by another document"

    Examples:
      | customer | date       | price |
      | Granite  | 2026-11-24 | 50.00 |
      | Acme     | 2026-11-23 | 50.00 |
      | Acme     | 2026-11-24 | 50.01 |

  @A18
  Scenario Outline: Another document of that number is in nobody's way, whichever of the two was made first
    Given QuickBooks has the customer "Granite" with the email "gil@granite.test"
    And the invoice HS-1 for <first> is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-1 for <second> is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then HubSpot has 1 invoice HS-1
    And QuickBooks has 2 invoices HS-1
    And nothing is written in QuickBooks
    And 1 of the invoices is syncing
    And 1 of the invoices is failing

    Examples:
      | first   | second  |
      | Acme    | Granite |
      | Granite | Acme    |

  @A18
  Scenario: Which of two that agree in everything is meant, nobody guesses
    Given the invoice HS-1 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-1 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then nothing is written
    And 3 of the invoices are failing
    And the next sync writes nothing
    And HubSpot's HS-1 is failing: "The number is already used by another document"

  Scenario: What HubSpot's own sync brought is never sent
    Given another app makes the invoice X-1 for Ann in HubSpot, not billable:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then nothing is written
    And X-1 is excluded: "Its invoice source is not HubSpot"

  @B40
  Scenario: What HubSpot's own sync brought is taken over
    Given the invoice X-1 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And another app makes the invoice X-1 for Ann in HubSpot, not billable:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When the date of X-1 becomes "2026-11-24" in HubSpot
    And it syncs
    Then HubSpot has 1 invoice X-1
    And QuickBooks has 1 invoice X-1
    And X-1 is syncing
    When the price of the line "Mowing" of X-1 becomes "60.00" in QuickBooks
    And it syncs
    Then X-1 is equal on both sides: 120.00, of which 120.00 is due
