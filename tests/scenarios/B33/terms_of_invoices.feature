@B33 @S29
Feature: The payment terms of an invoice, a list on both sides

  Background:
    Given the shop of Acme, syncing two-way
    And the invoices of HubSpot have the list "Payment terms": "On receipt", "Net 15", "net  30", "Prepaid"
    And the Payment terms of invoices are mapped to the terms of QuickBooks:
      | HubSpot    | QuickBooks     | back |
      | On receipt | Due on receipt | yes  |
      | Prepaid    | Due on receipt |      |
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |

  Scenario: Options of the same name go by themselves, whatever their case and blanks
    Given "net  30" is chosen for the Payment terms of HS-1 in HubSpot
    When the draft HS-1 is finalized
    And it syncs
    Then QuickBooks shows the terms "Net 30" on HS-1
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And HS-1 is syncing without any remark
    And the next sync writes nothing

  Scenario: Two options that mean one term: the other of them is no change, and the marked one comes back
    Given "Prepaid" is chosen for the Payment terms of HS-1 in HubSpot
    And the draft HS-1 is finalized
    And it syncs
    Then QuickBooks shows the terms "Due on receipt" on HS-1
    When "On receipt" is chosen for the Payment terms of HS-1 in HubSpot
    And it syncs
    Then nothing is written
    When "Net 15" is chosen for the terms of HS-1 in QuickBooks
    And it syncs
    Then HubSpot shows the Payment terms "Net 15" on HS-1
    When "Due on receipt" is chosen for the terms of HS-1 in QuickBooks
    And it syncs
    Then HubSpot shows the Payment terms "On receipt" on HS-1
    And the next sync writes nothing
    And comparing everything writes nothing

  @A19
  Scenario: Another term leaves the due date as it is
    Given "Net 15" is chosen for the Payment terms of HS-1 in HubSpot
    And the draft HS-1 is finalized
    And it syncs
    When "net  30" is chosen for the Payment terms of HS-1 in HubSpot
    And it syncs
    Then QuickBooks shows the terms "Net 30" on HS-1
    And QuickBooks shows the due date "2026-12-24" on HS-1
    And HubSpot shows the due date "2026-12-24" on HS-1
    And the next sync writes nothing

  @A8
  Scenario: The terms of an invoice made in QuickBooks belong to QuickBooks
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And "Net 15" is chosen for the terms of 1001 in QuickBooks
    And it syncs
    Then HubSpot shows the Payment terms "Net 15" on 1001
    When "net  30" is chosen for the Payment terms of 1001 in HubSpot
    And it syncs
    Then 1001 is failing: "belongs to QuickBooks"
    And QuickBooks shows the terms "Net 15" on 1001
    When "Net 15" is chosen for the Payment terms of 1001 in HubSpot
    And it syncs
    Then 1001 is syncing without any remark

  @A9
  Scenario Outline: Both sides chose at once: the conflict is resolved as set, by what each value stands for
    Given conflicts of invoices are resolved by "<policy>"
    And "Net 15" is chosen for the Payment terms of HS-1 in HubSpot
    And the draft HS-1 is finalized
    And it syncs
    When "Prepaid" is chosen for the Payment terms of HS-1 in HubSpot
    And "Net 30" is chosen for the terms of HS-1 in QuickBooks
    And it syncs
    Then QuickBooks shows the terms "<terms>" on HS-1
    And HubSpot shows the Payment terms "<option>" on HS-1
    And the next sync writes nothing

    Examples:
      | policy                     | terms          | option  |
      | Use HubSpot data           | Due on receipt | Prepaid |
      | Use QuickBooks Online data | Net 30         | net  30 |

  Scenario: Both sides chose what means the same: no conflict
    Given "Net 15" is chosen for the Payment terms of HS-1 in HubSpot
    And the draft HS-1 is finalized
    And it syncs
    When "Prepaid" is chosen for the Payment terms of HS-1 in HubSpot
    And "Due on receipt" is chosen for the terms of HS-1 in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is syncing without any remark
