@S2 @A35
Feature: Invoices of both sides are linked, and then their sync is turned to one way

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  @S17 @S19 @A29
  Scenario: To QuickBooks only, what is paid on either of them crosses both ways, is corrected and taken back
    Given 10.00 is paid on HS-1 in HubSpot, with the reference "1"
    And 10.00 is paid on 1001 in QuickBooks, with the reference "2"
    And it syncs
    And invoices are set to sync to QuickBooks only
    When 40.00 is paid on 1001 in QuickBooks
    And 20.00 is paid on 1001 in HubSpot
    And 35.00 is paid on HS-1 in QuickBooks
    And the payment of 10.00 on HS-1 becomes 15.00 in HubSpot
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 30.00 is due
    And HS-1 is equal on both sides: 100.00, of which 50.00 is due
    And nothing fails
    And the next sync writes nothing
    When the payment of 40.00 on 1001 is deleted in QuickBooks
    And the payment of 20.00 on 1001 fails in HubSpot
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 90.00 is due
    And nothing fails

  @S18 @A31
  Scenario: To HubSpot only, no payment crosses any more, and what is taken back is told
    Given 10.00 is paid on HS-1 in HubSpot, with the reference "1"
    And 10.00 is paid on 1001 in QuickBooks, with the reference "2"
    And it syncs
    And invoices are set to sync to HubSpot only
    When 90.00 is paid on 1001 in QuickBooks
    And the payment of 10.00 on HS-1 is deleted in QuickBooks
    And it syncs
    Then nothing is written in QuickBooks
    And HubSpot has 2 payments in all
    And HubSpot shows 1001 as paid
    And QuickBooks shows HS-1 at 100.00, of which 100.00 is due
    And HS-1 is failing: "Paid in HubSpot alone"
    When invoices are set to sync two-way
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 0.00 is due
    And the payment of 10.00 on HS-1 is failing: "A payment that was entered in HubSpot was removed"

  @S3 @S4 @A8 @B31
  Scenario: To QuickBooks only, both sides change different fields at once
    Given invoices are set to sync to QuickBooks only
    When the due date of HS-1 becomes "2027-02-02" in QuickBooks
    And the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And the comments of 1001 becomes "Ring twice" in HubSpot
    And the due date of 1001 becomes "2027-03-03" in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 120.00, of which 120.00 is due
    And QuickBooks shows the due date "2027-02-02" on HS-1
    And HubSpot shows the due date "2026-12-24" on HS-1
    And HS-1 is syncing with the remark "Changed on a side that the sync's direction does not follow"
    And QuickBooks shows the comments "Ring twice" on 1001
    And HubSpot shows the due date "2026-12-24" on 1001
    And 1001 is syncing with the remark "Changed on a side that the sync's direction does not follow"
    And the next sync writes nothing
    When invoices are set to sync two-way
    And it syncs
    Then HubSpot shows the due date "2027-02-02" on HS-1
    And HubSpot shows the due date "2027-03-03" on 1001
    And HS-1 is syncing without any remark

  @S3 @S4 @A8 @B31
  Scenario: To HubSpot only, both sides change different fields at once
    Given invoices are set to sync to HubSpot only
    When the comments of 1001 becomes "Ring twice" in HubSpot
    And the price of the line "Mowing" of 1001 becomes "60.00" in QuickBooks
    And the due date of HS-1 becomes "2027-02-02" in QuickBooks
    And it syncs
    Then nothing is written in QuickBooks
    And HubSpot shows 1001 at 120.00, of which 120.00 is due
    And 1001 is syncing with the remark "Changed on a side that the sync's direction does not follow"
    And HubSpot shows the due date "2027-02-02" on HS-1
    And the next sync writes nothing
    When invoices are set to sync two-way
    And it syncs
    Then QuickBooks shows the comments "Ring twice" on 1001
    And 1001 is equal on both sides: 120.00, of which 120.00 is due
