Feature: Our database is lost, and both accounts are connected to a new one

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And 20.00 is paid on HS-1 in HubSpot, on 2026-11-10, with the reference "7"
    And 10.00 is paid on 1001 in QuickBooks, on 2026-11-10, with the reference "8"
    And HubSpot has the contact "Nell New" with the email "nell@x.test"
    And QuickBooks has the item "Snow removal" with the SKU "SNOW" at 85.00
    And it syncs

  @A5 @S22 @S15
  Scenario: Everything is found again, and nothing is made twice
    When our database is lost, and everything is set up anew to sync two-way
    And it syncs
    Then nothing is written
    And HS-1 is syncing
    And 1001 is syncing
    And 2 of the payments are syncing
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing

  @A10 @A18
  Scenario Outline: What was voided on one side while there was no database is voided on the other by hand
    Given the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs
    When HS-2 is voided in <one>
    And our database is lost, and everything is set up anew to sync two-way
    And it syncs
    Then nothing is written
    And <other>'s HS-2 is <state>
    When HS-2 is voided in <other>
    And it syncs
    Then nothing is written
    And HubSpot's HS-2 is syncing
    And nothing fails
    And the next sync writes nothing

    Examples:
      | one        | other      | state                                                                  |
      | HubSpot    | QuickBooks | failing: "Where both are one sale, void it in QuickBooks Online, too." |
      | QuickBooks | HubSpot    | excluded: "Not created or changed since the sync was turned on"        |

  @A5 @A18 @A11
  Scenario: A copy's original was deleted and entered again, and linked again
    When 1001 is deleted in QuickBooks
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And 10.00 is paid on 1001 in QuickBooks, on 2026-11-10, with the reference "8"
    And it syncs
    Then 1001 is equal on both sides: 50.00, of which 40.00 is due
    And HubSpot has 1 invoice 1001
    When our database is lost, and everything is set up anew to sync two-way
    And it syncs
    Then HubSpot has 1 invoice 1001
    And HubSpot has 2 payments in all
    And 1001 is equal on both sides: 50.00, of which 40.00 is due
    And 1001 is syncing
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing

  @A5 @A18 @A11
  Scenario: A copy's original was deleted while there was no database
    When 1001 is deleted in QuickBooks
    And our database is lost, and everything is set up anew to sync two-way
    And it syncs
    Then nothing is written in QuickBooks
    And 1001 is failing: "Deleted in QuickBooks Online"
    And HubSpot has 1 payment in all
    When somebody clicks "Void it in HubSpot" on the page of 1001
    And it syncs
    Then HubSpot shows 1001 as voided
    And nothing fails
    And the next sync writes nothing

  @A5 @A18
  Scenario: A number of the copy was given to another document
    When the number of 1001 becomes "1002" in QuickBooks
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 3        | 50.00 |
    And our database is lost, and everything is set up anew to sync two-way
    And it syncs
    Then HubSpot has 1 invoice 1002
    And 1002 is equal on both sides: 50.00, of which 40.00 is due

  @A5 @A18 @A27
  Scenario Outline: An invoice that was renumbered in QuickBooks is not made a second time
    When the number of HS-1 becomes "HS-9" in QuickBooks
    And our database is lost, and everything is set up anew to sync two-way
    And it syncs
    Then nothing is written
    And HS-9 is failing: "The same sale under another number, or not?"
    And the page of HS-9 says "The invoice HS-1 in HubSpot is of the same customer and day"
    And the next sync writes nothing
    When <somebody mends it>
    And it syncs
    Then HubSpot has <here> invoice HS-9
    And HubSpot has 1 invoice HS-1
    And QuickBooks has <there> invoice HS-1
    And QuickBooks has 2 payments in all
    And nothing fails
    And the next sync writes nothing

    Examples:
      | somebody mends it                                                                       | here | there |
      | the number of HS-9 becomes "HS-1" in QuickBooks                                         | 0    | 1     |
      | on the page of HS-9 somebody chooses "It is the same sale" and clicks "Confirm"         | 0    | 0     |
      | on the page of HS-9 somebody chooses "It is another sale" and clicks "Confirm"          | 1    | 0     |

  @A5 @A27
  Scenario: That it is another sale is taken back before a sync has carried it out
    When the number of HS-1 becomes "HS-9" in QuickBooks
    And our database is lost, and everything is set up anew to sync two-way
    And it syncs
    And on the page of HS-9 somebody chooses "It is another sale" and clicks "Confirm"
    And somebody clicks "Choose again" on the page of HS-9
    And it syncs
    Then nothing is written
    And HS-9 is failing: "The same sale under another number, or not?"

  @A15 @A5
  Scenario: Nor is it when it is changed in HubSpot afterwards
    Given HubSpot lets finalized invoices be edited
    When the number of HS-1 becomes "HS-9" in QuickBooks
    And our database is lost, and everything is set up anew to sync two-way
    And it syncs
    And the comments of HS-1 becomes "Thank you" in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is failing: "The same sale under another number, or not?"
    And the next sync writes nothing

  @A11 @A18
  Scenario: A copy that was deleted in HubSpot while there was no database is made again, once
    Given the invoice 1002 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs
    When 1002 is deleted in HubSpot
    And our database is lost, and everything is set up anew to sync two-way
    And it syncs
    Then HubSpot has 1 invoice 1002
    And 1002 is equal on both sides: 150.00, of which 150.00 is due
    And nothing is written in QuickBooks
    And nothing fails
    And the next sync writes nothing

  @A5 @A11
  Scenario Outline: A copy's original was deleted and entered again while there was no database
    When 1001 is deleted in QuickBooks
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity   | price |
      | Mowing | <quantity> | 50.00 |
    And our database is lost, and everything is set up anew to sync two-way
    And it syncs
    Then HubSpot has 1 invoice 1001
    And <stands>

    Examples:
      | quantity | stands                                                   |
      | 1        | 1001 is syncing                                          |
      | 2        | HubSpot's 1001 is failing: "Deleted in QuickBooks Online" |

  @A29
  Scenario Outline: A payment was taken back and entered again, of another day
    When the payment of <amount> on <invoice> is deleted in <side>
    And <before>
    And <amount> is paid on <invoice> in <side>, on 2026-11-20, with the reference "9"
    And <meanwhile>
    And it syncs
    Then HubSpot has 2 payments in all
    And QuickBooks has 2 payments in all
    And HS-1 is equal on both sides: 100.00, of which 80.00 is due
    And 1001 is equal on both sides: 50.00, of which 40.00 is due
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing

    Examples:
      | invoice | amount | side       | before            | meanwhile                                                              |
      | 1001    | 10.00  | QuickBooks | it syncs          | our database is lost, and everything is set up anew to sync two-way    |
      | 1001    | 10.00  | QuickBooks | 1 minute passes | our database is lost, and everything is set up anew to sync two-way    |
      | HS-1    | 20.00  | HubSpot    | it compares everything | our database is lost, and everything is set up anew to sync two-way    |
      | HS-1    | 20.00  | HubSpot    | 1 minute passes | our database is lost, and everything is set up anew to sync two-way    |

  @A11 @A29
  Scenario: What was paid in QuickBooks and taken back there is taken back in HubSpot
    When the payment of 10.00 on 1001 is deleted in QuickBooks
    And our database is lost, and everything is set up anew to sync two-way
    And it syncs
    Then 1 records are written in HubSpot and 0 in QuickBooks
    And 1001 is equal on both sides: 50.00, of which 50.00 is due
    And nothing fails
    And the next sync writes nothing

  @A11 @A29
  Scenario Outline: What was paid in HubSpot and deleted there stays in the books, and is not made again by itself
    When the payment of 20.00 on HS-1 is deleted in HubSpot
    And our database is lost, and everything is set up anew to sync two-way
    And it syncs
    Then nothing is written
    And the payment of 20.00 on HS-1 is failing: "Deleted in HubSpot"
    And QuickBooks shows HS-1 at 100.00, of which 80.00 is due
    When somebody clicks "<button>" on the page of the payment of 20.00 on HS-1
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which <due> is due
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing

    Examples:
      | button                    | due    |
      | Create it again           | 80.00  |
      | Void it in QuickBooks     | 100.00 |

  @A25
  Scenario: How a payment was divided is asked again, and it is not applied twice
    Given one payment of 100.00 on HS-1 and 1001 is recorded in HubSpot, on 2026-11-20, with the reference "4711"
    And it syncs
    And somebody divides the payment of 100.00 into:
      | invoice | amount |
      | HS-1    | 80.00  |
      | 1001    | 20.00  |
    And it syncs
    When our database is lost, and everything is set up anew to sync two-way
    And it syncs
    Then nothing is written
    And one payment of 100.00 is failing: "One payment on several invoices, without amounts"
    When somebody divides the payment of 100.00 into:
      | invoice | amount |
      | HS-1    | 80.00  |
      | 1001    | 20.00  |
    And it syncs
    Then nothing is written
    And nothing fails
    And HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And 1001 is equal on both sides: 50.00, of which 20.00 is due
    And comparing everything writes nothing

  @A1 @A5
  Scenario: Who was billed through another is so again by a click, and nothing is made twice
    Given HubSpot has the contact "Bo Baker" with the email "bo@baker.test"
    And it syncs
    And the contact Bo is billed through the customer Acme by hand
    And the invoice HS-2 for Bo is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs
    When our database is lost, and everything is set up anew to sync two-way
    And it syncs
    Then nothing is written
    And QuickBooks has 1 invoice HS-2
    And HubSpot has 1 invoice HS-2
    When the contact Bo is billed through the customer Acme by hand
    And it syncs
    Then nothing is written
    And HS-2 is syncing
    And nothing fails
    And comparing everything writes nothing

  @A29
  Scenario: Two payments of one amount, of which somebody has said that they are two, are two still
    Given 15.00 is paid on HS-1 in HubSpot, on 2026-11-21
    And 15.00 is paid on HS-1 in QuickBooks, on 2026-11-22
    And it syncs
    When on the page of one payment of 15.00 on HS-1 somebody chooses "Two payments" and clicks "Confirm"
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 50.00 is due
    When our database is lost, and everything is set up anew to sync two-way
    And it syncs
    Then nothing is written
    And HS-1 is equal on both sides: 100.00, of which 50.00 is due
    And nothing fails
    And comparing everything writes nothing
