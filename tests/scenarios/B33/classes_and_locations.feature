@B33 @B16
Feature: The class and the location of an invoice

  Background:
    Given the shop of Acme, syncing two-way
    And the invoices of HubSpot have the list "Branch": "North", "South"

  Scenario: The location follows HubSpot's list, and the list follows the location
    Given QuickBooks assigns locations
    And QuickBooks has the location "Northern yard"
    And QuickBooks has the location "South"
    And the Branch of invoices is mapped to the location of QuickBooks:
      | HubSpot | QuickBooks    |
      | North   | Northern yard |
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And "North" is chosen for the Branch of HS-1 in HubSpot
    When the draft HS-1 is finalized
    And it syncs
    Then QuickBooks shows the location "Northern yard" on HS-1
    When "South" is chosen for the location of HS-1 in QuickBooks
    And it syncs
    Then HubSpot shows the Branch "South" on HS-1
    And HS-1 is syncing without any remark
    And the next sync writes nothing

  Scenario: One class to the whole invoice
    Given QuickBooks assigns one class to each transaction
    And QuickBooks has the classes "North", "South"
    And the Branch of invoices is mapped to the class of QuickBooks:
      | HubSpot | QuickBooks |
      | North   | North      |
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And "North" is chosen for the Branch of HS-1 in HubSpot
    When the draft HS-1 is finalized
    And it syncs
    Then QuickBooks shows the class "North" on HS-1
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And the next sync writes nothing
