@A25
Feature: The invoices of a divided payment of HubSpot

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |

  Scenario: One customer pays one payment
    Given QuickBooks has the customer "Baker" with the email "bea@baker.test"
    And HubSpot has the contact "Bea Baker" with the email "bea@baker.test"
    And the invoice HS-2 for Bea is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When one payment of 150.00 on HS-1 and HS-2 is recorded in HubSpot
    And it syncs
    Then the payment of 150.00 cannot be divided, "billed to Acme and Baker":
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 50.00  |
    And QuickBooks has 0 payments in all

  @A18
  Scenario: The part of an invoice that comes later is applied from what was left
    Given the invoice HS-2 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And one payment of 150.00 on HS-1 and HS-2 is recorded in HubSpot
    And it syncs
    When somebody divides the payment of 150.00 into:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 50.00  |
    And it syncs
    Then QuickBooks has one payment of 150.00, of which 50.00 is not applied, on:
      | invoice | amount |
      | HS-1    | 100.00 |
    And 1 of the payments is waiting
    And HS-1 is syncing without any remark
    When the number of HS-2 becomes "1002" in QuickBooks
    And it syncs
    Then QuickBooks has one payment of 150.00, on:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 50.00  |
    And HS-2 is equal on both sides: 100.00, of which 50.00 is due
    And nothing fails
    And the next sync writes nothing

  @A18
  Scenario: HubSpot counts it otherwise while one of them is still to come
    Given the invoice HS-2 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And one payment of 150.00 on HS-1 and HS-2 is recorded in HubSpot
    And it syncs
    When somebody divides the payment of 150.00 into:
      | invoice | amount |
      | HS-1    | 50.00  |
      | HS-2    | 100.00 |
    And it syncs
    Then QuickBooks has one payment of 150.00, of which 100.00 is not applied, on:
      | invoice | amount |
      | HS-1    | 50.00  |
    And HS-1 is waiting
    When the number of HS-2 becomes "1002" in QuickBooks
    And it syncs
    Then QuickBooks has one payment of 150.00, on:
      | invoice | amount |
      | HS-1    | 50.00  |
      | HS-2    | 100.00 |
    And HS-1 is syncing with the remark "HubSpot divides a payment among its invoices by itself"
    And nothing fails
    And the next sync writes nothing
