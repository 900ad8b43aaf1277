@S21
Feature: HubSpot takes no payments, for want of a payment processor

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And HubSpot has no payment processor

  Scenario: A copy that is paid in QuickBooks is shown as paid
    When 100.00 is paid on 1001 in QuickBooks
    And it syncs
    Then HubSpot shows 1001 as paid
    And 1001 is syncing with the remark "Paid in QuickBooks Online. HubSpot shows the status; without a payment record its balance stays."
    And 1 of the payments is excluded
    And nothing fails
    And the next sync writes nothing

  Scenario: A copy that is paid in part carries a remark
    When 40.00 is paid on 1001 in QuickBooks
    And it syncs
    Then HubSpot shows 1001 as open
    And 1001 is syncing with the remark "Partly paid"

  @A29
  Scenario: The payment of a copy is taken away again
    Given 100.00 is paid on 1001 in QuickBooks
    And it syncs
    When the payment of 100.00 on 1001 is deleted in QuickBooks
    And it syncs
    Then HubSpot shows 1001 as open
    And 1001 is syncing without any remark

  @S45
  Scenario: The payment of an invoice of HubSpot fails with that cause, which is remembered
    Given 100.00 is paid on 1001 in QuickBooks
    When 100.00 is paid on HS-1 in QuickBooks
    And it syncs
    Then the payment of 100.00 on HS-1 is failing: "HubSpot takes no payments yet"
    And HS-1 is waiting
    And the next sync writes nothing

  @S19
  Scenario: What a person records in HubSpot still goes out
    When 100.00 is paid on HS-1 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And nothing fails

  Scenario: With a processor set up the payment goes by itself within hours
    Given 100.00 is paid on HS-1 in QuickBooks
    And it syncs
    When HubSpot has a payment processor again
    And 7 hours pass
    And a scheduled sync runs
    Then HS-1 is equal on both sides: 100.00, of which 0.00 is due
    And HS-1 is syncing
