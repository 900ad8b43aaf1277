@S23 @S24 @S25
Feature: Which HubSpot invoices go to QuickBooks

  Scenario Outline: A draft goes when it is finalized
    Given the shop of Acme, syncing <direction>
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then nothing is written
    And the draft HS-1 is excluded: "It goes as soon as it is finalized"
    When the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And the draft HS-1 is finalized
    And it syncs
    Then HS-1 is equal on both sides: 120.00, of which 120.00 is due

    Examples:
      | direction          |
      | two-way            |
      | to QuickBooks only |

  @S2
  Scenario: To HubSpot only, nothing of HubSpot goes
    Given the shop of Acme, syncing to HubSpot only
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 3        | 50.00 |
    When it syncs
    Then nothing is written in QuickBooks
    And HS-1 is excluded: "The sync does not go in this direction"
    And 1001 is equal on both sides: 150.00, of which 150.00 is due

  @S2
  Scenario: To QuickBooks only, nothing of QuickBooks comes
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 3        | 50.00 |
    When it syncs
    Then nothing is written in HubSpot
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And 1001 is excluded: "The sync does not go in this direction"

  @S3 @S44
  Scenario: To QuickBooks only, an edit there is told all the same
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is failing: "Please make any necessary changes directly in HubSpot"

  @S4 @A8
  Scenario: To HubSpot only, an edit of the copy in HubSpot is told all the same
    Given the shop of Acme, syncing to HubSpot only
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs
    When the price of the line "Mowing" of 1001 becomes "60.00" in HubSpot
    And it syncs
    Then nothing is written
    And 1001 is failing: "Changed in HubSpot, belongs to QuickBooks"

  @A10
  Scenario: To QuickBooks only, a void there is told
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When HS-1 is voided in QuickBooks
    And it syncs
    Then nothing is written
    And HubSpot shows HS-1 as open
    And HS-1 is failing: "The invoice is void in QuickBooks Online and still stands in HubSpot, $100.00 of it open."

  Scenario: Another app's copy never goes
    Given the shop of Acme, syncing two-way
    And another app makes the invoice X-1 for Ann in HubSpot, not billable:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then nothing is written
    And X-1 is excluded: "Only invoices made in HubSpot go to QuickBooks Online"

  Scenario: Our own copy does not come back
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 3        | 50.00 |
    When it syncs
    And it compares everything
    Then nothing is written
    And QuickBooks has 1 invoice 1001
