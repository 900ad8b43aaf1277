@S18 @A31
Feature: Invoices only to HubSpot bring no payments, and their status follows all the same

  Background:
    Given two connected accounts without any record
    And QuickBooks has the customer "Acme" with the email "ann@acme.test"
    And QuickBooks has the item "Mowing" with the SKU "MOW" at 50.00
    And everything is set up to sync to HubSpot only
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |

  Scenario Outline: Paid in full, before it arrives and after
    When <first>
    And <then>
    And it syncs
    Then HubSpot shows 1001 as paid
    And 1001 is syncing with the remark "Paid in QuickBooks Online"
    And HubSpot has 0 payments in all
    And the next sync writes nothing
    And QuickBooks was never written to

    Examples:
      | first                            | then                             |
      | it syncs                         | 100.00 is paid on 1001 in QuickBooks |
      | 100.00 is paid on 1001 in QuickBooks | it syncs                         |

  Scenario: Paid in part it is a remark
    When 40.00 is paid on 1001 in QuickBooks
    And it syncs
    Then HubSpot shows 1001 as open
    And 1001 is syncing with the remark "Partly paid in QuickBooks Online"
    And the page of 1001 says "While invoices sync only to HubSpot, payments do not cross."
    And the next sync writes nothing

  @A10
  Scenario Outline: Voided
    When <before>
    And it syncs
    And 1001 is voided in QuickBooks
    And it syncs
    Then HubSpot shows 1001 as voided
    And 1001 is syncing
    And the next sync writes nothing

    Examples:
      | before                          |
      | it syncs                        |
      | 40.00 is paid on 1001 in QuickBooks |
