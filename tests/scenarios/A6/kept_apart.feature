@A6
Feature: Two invoices that somebody unlinks are kept apart, and so is what is paid on them

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 30.00 is paid on HS-1 in HubSpot
    And it syncs
    And HS-1 is unlinked by hand
    And it syncs

  Scenario Outline: What is paid on one of them stays there
    When 50.00 is paid on HS-1 in <side>
    And it syncs
    Then HubSpot shows HS-1 at 100.00, of which <here> is due
    And QuickBooks shows HS-1 at 100.00, of which <there> is due
    And the payment of 50.00 on HS-1 is excluded
    And comparing everything writes nothing

    Examples:
      | side       | here  | there |
      | HubSpot    | 20.00 | 70.00 |
      | QuickBooks | 70.00 | 20.00 |

  Scenario: What was paid before is left alone too
    Then the payment of 30.00 on HS-1 is excluded
    And HubSpot's HS-1 is ignored
    And QuickBooks has 1 invoice HS-1
    When the payment of 30.00 on HS-1 is deleted in QuickBooks
    And it syncs
    Then the payment of 30.00 on HS-1 is excluded
    And HubSpot shows HS-1 at 100.00, of which 70.00 is due
    And comparing everything writes nothing

  Scenario: The invoice is taken back, and its money is compared again
    When the payment of 30.00 on HS-1 is deleted in QuickBooks
    And it syncs
    And HS-1 is taken back by hand
    And it syncs
    Then the payment of 30.00 on HS-1 is failing

  Scenario: Unlinked while its sync is off, a product is left alone once that is on again
    When the sync of products is turned off
    And the product Mowing is unlinked by hand
    And it syncs
    And the sync of products is turned on again, catching up
    And it syncs
    Then the product Mowing is ignored
