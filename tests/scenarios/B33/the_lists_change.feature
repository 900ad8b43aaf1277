@B33
Feature: A list is changed in the account it belongs to

  Background:
    Given the shop of Acme, syncing two-way
    And the invoices of HubSpot have the list "Payment terms": "Net 15", "Net 30"
    And the Payment terms of invoices are mapped to the terms of QuickBooks:
      | HubSpot | QuickBooks |
      | Net 15  | Net 15     |
      | Net 30  | Net 30     |
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |

  Scenario: A term that is made inactive is not used again, and is named until it is active or another is chosen
    Given "Net 15" is chosen for the Payment terms of HS-1 in HubSpot
    When the terms "Net 15" are made inactive in QuickBooks
    Then the mapped fields of invoices say "“Net 15”: its counterpart is inactive in QuickBooks Online, so a record with it fails"
    When the draft HS-1 is finalized
    And it syncs
    Then HS-1 is failing: "Something that the record names (Terms), “Net 15”, is inactive or deleted in QuickBooks Online."
    And the page of HS-1 offers "Open Configure"
    When the Payment terms of invoices are mapped to the terms of QuickBooks:
      | HubSpot | QuickBooks |
      | Net 15  | Net 30     |
      | Net 30  | Net 30     |
    And it syncs
    Then QuickBooks shows the terms "Net 30" on HS-1

  Scenario: An invoice that holds a term made inactive since goes on syncing
    Given "Net 15" is chosen for the Payment terms of HS-1 in HubSpot
    And the draft HS-1 is finalized
    And it syncs
    When the terms "Net 15" are made inactive in QuickBooks
    And the settings of both accounts are read anew
    And the comments of HS-1 becomes "Gate code 12" in HubSpot
    And it syncs
    Then QuickBooks shows the comments "Gate code 12" on HS-1
    And HS-1 is syncing without any remark

  Scenario: Names that are changed on either side change no counterpart, and are told
    Given the option "Net 15" of the invoices' Payment terms is renamed to "Two weeks" in HubSpot
    And the terms "Net 30" are renamed to "30 days" in QuickBooks
    Then the mapped fields of invoices say "“Two weeks”: was called “Net 15” when this was chosen"
    And the mapped fields of invoices say "“Net 30”: its counterpart was called “Net 30” when this was chosen"
    When "Two weeks" is chosen for the Payment terms of HS-1 in HubSpot
    And the draft HS-1 is finalized
    And it syncs
    Then QuickBooks shows the terms "Net 15" on HS-1
    And HS-1 is syncing without any remark

  Scenario: An option that HubSpot hides is still taken
    Given the option "Net 30" of the invoices' Payment terms is hidden in HubSpot
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And "Net 30" is chosen for the terms of 1001 in QuickBooks
    When it compares everything
    Then HubSpot shows the Payment terms "Net 30" on 1001
    And 1001 is syncing without any remark

  Scenario: An option that is deleted in HubSpot cannot come back, and is named as it was called
    Given the option "Net 30" of the invoices' Payment terms is deleted in HubSpot
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And "Net 30" is chosen for the terms of 1001 in QuickBooks
    When it compares everything
    Then 1001 is failing: "In “Payment terms” of HubSpot nothing stands for it."
    And the mapped fields of invoices say "“Net 30”: no longer in HubSpot"
