@B33 @S45
Feature: A value without a counterpart is named, and goes when it has one

  Scenario: Sent to QuickBooks, it fails until its counterpart is chosen
    Given the shop of Acme, syncing two-way
    And the invoices of HubSpot have the list "Payment terms": "Net 30", "Prepaid"
    And the Payment terms of invoices are mapped to the terms of QuickBooks:
      | HubSpot | QuickBooks |
      | Net 30  | Net 30     |
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And "Prepaid" is chosen for the Payment terms of HS-1 in HubSpot
    And the draft HS-1 is finalized
    When it syncs
    Then HS-1 is failing: "It is “Prepaid” of “Payment terms”. In “Terms” of QuickBooks Online nothing stands for it."
    And the page of HS-1 says "by “Payment terms” choose Actions › Edit: give “Prepaid” a counterpart there"
    And the page of HS-1 offers "Open Configure"
    And QuickBooks has no invoice HS-1
    When the Payment terms of invoices are mapped to the terms of QuickBooks:
      | HubSpot | QuickBooks     |
      | Prepaid | Due on receipt |
    And it syncs
    Then QuickBooks shows the terms "Due on receipt" on HS-1
    And HS-1 is syncing without any remark
    And the next sync writes nothing

  Scenario: Brought to HubSpot, it fails until an option of its name is made there
    Given the shop of Acme, syncing to HubSpot only
    And the invoices of HubSpot have the list "Payment terms": "Net 30", "Other"
    And the Payment terms of invoices are mapped to the terms of QuickBooks:
      | HubSpot | QuickBooks |
      | Net 30  | Net 30     |
    And QuickBooks has the terms "Net 7"
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And "Net 7" is chosen for the terms of 1001 in QuickBooks
    When it compares everything
    Then 1001 is failing: "It is “Net 7” of “Terms”. In “Payment terms” of HubSpot nothing stands for it."
    When the option "Other" of the invoices' Payment terms is renamed to "net 7" in HubSpot
    And it compares everything
    Then HubSpot shows the Payment terms "net 7" on 1001
    And 1001 is syncing without any remark
    And the next sync writes nothing

  Scenario: Of several options that mean one term none was ever marked, because the sync went one way
    Given the shop of Acme, syncing to QuickBooks only
    And the invoices of HubSpot have the list "Payment terms": "Prepaid", "On receipt"
    And the Payment terms of invoices are mapped to the terms of QuickBooks:
      | HubSpot    | QuickBooks     |
      | Prepaid    | Due on receipt |
      | On receipt | Due on receipt |
    And invoices are set to sync two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And "Due on receipt" is chosen for the terms of 1001 in QuickBooks
    When it syncs
    Then 1001 is failing: "In HubSpot it could be “Prepaid” or “On receipt”, and nobody has said which."
    And the mapped fields of invoices say "4 values have no counterpart"
    When the Payment terms of invoices are mapped to the terms of QuickBooks:
      | HubSpot    | QuickBooks     | back |
      | On receipt | Due on receipt | yes  |
    And it syncs
    Then HubSpot shows the Payment terms "On receipt" on 1001
    And 1001 is syncing without any remark

  Scenario: Two of several checkboxes cannot be one term
    Given the shop of Acme, syncing two-way
    And the invoices of HubSpot have the checkboxes "Payment terms": "Net 15", "Net 30"
    And the Payment terms of invoices are mapped to the terms of QuickBooks:
      | HubSpot | QuickBooks |
      | Net 15  | Net 15     |
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And "Net 15 and Net 30" is chosen for the Payment terms of HS-1 in HubSpot
    And the draft HS-1 is finalized
    When it syncs
    Then HS-1 is failing: "These are 2 choices, and “Terms” in QuickBooks Online holds one."
    When "Net 30" is chosen for the Payment terms of HS-1 in HubSpot
    And it syncs
    Then QuickBooks shows the terms "Net 30" on HS-1
    When "Net 15" is chosen for the terms of HS-1 in QuickBooks
    And it syncs
    Then HubSpot shows the Payment terms "Net 15" on HS-1
    And the next sync writes nothing
