@B33 @B16 @A7
Feature: The class of each new line, in a company that assigns classes to each row

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And the invoices of HubSpot have the list "Branch": "North", "South", "West"
    And QuickBooks assigns classes to each row
    And QuickBooks has the classes "Northern yard", "South"
    And the Branch of invoices is mapped to the class of new lines of QuickBooks:
      | HubSpot | QuickBooks    |
      | North   | Northern yard |
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
      | Edging | 1        | 20.00 |
    And "North" is chosen for the Branch of HS-1 in HubSpot

  Scenario: Every line gets it once, and a line that is added later gets what is then chosen
    When the draft HS-1 is finalized
    And it syncs
    Then HS-1 is equal on both sides: 120.00, of which 120.00 is due
    And the lines of HS-1 in QuickBooks are:
      | class         | amount |
      | Northern yard | 100.00 |
      | Northern yard | 20.00  |
    And comparing everything writes nothing
    When "South" is chosen for the Branch of HS-1 in HubSpot
    And it syncs
    Then nothing is written
    When these lines are added to HS-1 in HubSpot:
      | name   | quantity | price | product |
      | Leaves | 1        | 10.00 | none    |
    And it syncs
    Then the lines of HS-1 in QuickBooks are:
      | class         | amount |
      | Northern yard | 100.00 |
      | Northern yard | 20.00  |
      | South         | 10.00  |
    And the next sync writes nothing

  Scenario: A line that is recoded keeps what it was recoded to, and HubSpot's option stays
    Given the draft HS-1 is finalized
    And it syncs
    When the class of the line "Mowing" of HS-1 becomes "South" in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is syncing with the remark "Recoded in QuickBooks Online"
    When the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And it syncs
    Then the lines of HS-1 in QuickBooks are:
      | class         | amount |
      | South         | 120.00 |
      | Northern yard | 20.00  |
    And HubSpot shows the Branch "North" on HS-1

  @S45
  Scenario: An option that stands for no class fails and is named, and goes once another is chosen
    Given "West" is chosen for the Branch of HS-1 in HubSpot
    When the draft HS-1 is finalized
    And it syncs
    Then QuickBooks has no invoice HS-1
    And HS-1 is failing: "West"
    When "South" is chosen for the Branch of HS-1 in HubSpot
    And it syncs
    Then the lines of HS-1 in QuickBooks are:
      | class | amount |
      | South | 100.00 |
      | South | 20.00  |

  Scenario: What QuickBooks has made brings nothing, and the screen says so
    When the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price | class |
      | Mowing | 2        | 50.00 | South |
    And it syncs
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    And HubSpot shows the Branch "" on 1001
    And the page "syncs/invoices/configure/" says "Class of new lines"
    And the next sync writes nothing

  @S45
  Scenario: The company assigns one to the whole invoice since, and no line goes without its class unsaid
    When QuickBooks assigns one class to each transaction
    And the settings of both accounts are read anew
    And the draft HS-1 is finalized
    And it syncs
    Then QuickBooks has no invoice HS-1
    And HS-1 is failing: "Class of new lines"
    When the added mappings of invoices are deleted
    And it syncs
    Then HS-1 is equal on both sides: 120.00, of which 120.00 is due
