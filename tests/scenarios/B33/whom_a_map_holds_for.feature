@B33 @A13
Feature: Which records a new or changed map is for

  Background:
    Given the shop of Acme, syncing two-way
    And the invoices of HubSpot have the list "Payment terms": "Prepaid", "Net 30"
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And "Prepaid" is chosen for the Payment terms of HS-1 in HubSpot
    And the Payment terms of invoices are mapped to the terms of QuickBooks:
      | HubSpot | QuickBooks     |
      | Prepaid | Due on receipt |
    And the draft HS-1 is finalized
    And it syncs
    And the draft HS-2 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And "Prepaid" is chosen for the Payment terms of HS-2 in HubSpot

  Scenario: Changed from now on, what is linked keeps what it has
    Given the Payment terms of invoices are mapped to the terms of QuickBooks:
      | HubSpot | QuickBooks |
      | Prepaid | Net 15     |
    And the draft HS-2 is finalized
    When it compares everything
    Then QuickBooks shows the terms "Due on receipt" on HS-1
    And QuickBooks shows the terms "Net 15" on HS-2
    And HS-1 is syncing without any remark
    And the next sync writes nothing

  Scenario: Changed also for what is linked, it is written there too, and the due date stays
    Given the Payment terms of invoices are mapped to the terms of QuickBooks, also for what is linked:
      | HubSpot | QuickBooks |
      | Prepaid | Net 15     |
    When it compares everything
    Then QuickBooks shows the terms "Net 15" on HS-1
    And QuickBooks shows the due date "2026-12-24" on HS-1
    And HS-1 is syncing without any remark
    And comparing everything writes nothing

  @A24
  Scenario: Changed also for what is linked, a protected month is left out
    Given the books are protected through 2026-11-30
    And the Payment terms of invoices are mapped to the terms of QuickBooks, also for what is linked:
      | HubSpot | QuickBooks |
      | Prepaid | Net 15     |
    When it compares everything
    Then QuickBooks shows the terms "Due on receipt" on HS-1
    And HS-1 is syncing without any remark
