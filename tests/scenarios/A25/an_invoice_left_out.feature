@A25 @A14
Feature: One payment of HubSpot on several invoices, some of which are left out

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs

  Scenario Outline: The one that is not waits for the payment, which says that it has to be divided
    Given <one> is unlinked by hand
    And it syncs
    When one payment of 150.00 on HS-1 and HS-2 is recorded in HubSpot
    And it syncs
    Then one payment of 150.00 is failing: "One payment on several invoices, without amounts"
    And <other> is waiting
    And nothing is written
    When somebody divides the payment of 150.00 into:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 50.00  |
    And it syncs
    Then QuickBooks has one payment of 150.00, of which <rest> is not applied, on:
      | invoice | amount |
      | <other> | <part> |
    And <other> is equal on both sides: <part>, of which 0.00 is due
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing

    Examples:
      | one  | other | part   | rest   |
      | HS-1 | HS-2  | 50.00  | 100.00 |
      | HS-2 | HS-1  | 100.00 | 50.00  |

  Scenario: Both are left out one after the other, and the payment with them
    Given one payment of 150.00 on HS-1 and HS-2 is recorded in HubSpot
    And it syncs
    When HS-1 is unlinked by hand
    And it syncs
    Then one payment of 150.00 is failing: "One payment on several invoices, without amounts"
    And HS-2 is waiting
    When HS-2 is unlinked by hand
    And it syncs
    Then one payment of 150.00 is excluded
    And nothing is written
    And comparing everything writes nothing

  Scenario: HubSpot counts more of it for the one that is left out than a person has given it
    Given HS-1 is unlinked by hand
    And it syncs
    And one payment of 120.00 on HS-1 and HS-2 is recorded in HubSpot
    And it syncs
    When somebody divides the payment of 120.00 into:
      | invoice | amount |
      | HS-1    | 80.00  |
      | HS-2    | 40.00  |
    And it syncs
    Then QuickBooks shows HS-2 at 50.00, of which 10.00 is due
    And HubSpot shows HS-2 at 50.00, of which 30.00 is due
    And HS-2 is syncing with the remark "HubSpot divides a payment among its invoices by itself"
    And nothing fails
    And the next sync writes nothing
    And comparing everything writes nothing
    When 5.00 is paid on HS-1 in QuickBooks
    And it syncs
    And everything is compared
    Then nothing is written
    And HS-2 is syncing with the remark "HubSpot divides a payment among its invoices by itself"

  Scenario: What is missing besides is not explained by that
    Given HS-1 is unlinked by hand
    And 5.00 is paid on HS-2 in HubSpot
    And it syncs
    And one payment of 120.00 on HS-1 and HS-2 is recorded in HubSpot
    And it syncs
    And somebody divides the payment of 120.00 into:
      | invoice | amount |
      | HS-1    | 80.00  |
      | HS-2    | 40.00  |
    And it syncs
    When the payment of 5.00 on HS-2 is deleted in QuickBooks
    And it syncs
    Then the payment of 5.00 on HS-2 is failing: "A payment that was entered in HubSpot was removed"
    And HS-2 is failing
