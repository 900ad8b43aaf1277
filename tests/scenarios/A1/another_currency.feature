@A1 @A33
Feature: A contact who is billed in two currencies has two customers

  Scenario: An invoice in another currency goes to the customer that is chosen for it, and no other does
    Given the shop of Acme, syncing two-way
    And QuickBooks bills in EUR too, and so does HubSpot
    And the settings of both accounts are read anew
    And the invoice HS-1 in EUR for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then HS-1 is failing: "The invoice and its customer have different currencies"
    When QuickBooks has the customer "Acme (EUR)" with the email "ann@acme.test", billed in EUR
    And it syncs
    Then the customer Acme (EUR) is failing: "Another customer already uses this email address"
    When the customer Acme (EUR) is billed through the contact Ann by hand
    And on the page of HS-1 somebody chooses "Acme (EUR)" and clicks "Use this customer"
    And it syncs
    Then QuickBooks shows HS-1 for the customer "Acme (EUR)"
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And the next sync writes nothing
    When the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then QuickBooks shows HS-2 for the customer "Acme"
