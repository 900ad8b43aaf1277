@S14 @S2 @S42
Feature: Names of customers, where contacts and invoices go only to QuickBooks

  @A1 @B20
  Scenario: A later contact of a company, and a name that a vendor holds
    Given the shop of Acme, syncing to QuickBooks only
    And QuickBooks has the vendor "Cedar Ltd"
    And HubSpot has the contact "Bill Birch" with the email "bill@birch.test" of the company "Birch & Sons"
    And HubSpot has the contact "Beth Birch" with the email "beth@birch.test" of the company "Birch & Sons"
    And HubSpot has the contact "Cara Cole" with the email "cara@cedar.test" and the company field "Cedar Ltd"
    And the invoice HS-1 for Beth is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-2 for Bill is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the invoice HS-3 for Cara is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    When it syncs
    Then QuickBooks shows HS-2 for the customer "Birch & Sons"
    And the contact Beth is failing: "The display name is a duplicate"
    And the contact Cara is failing: "The display name is a duplicate: a vendor or an employee has it"
    And HS-1 is waiting
    When on the page of the contact Beth somebody chooses "Bill through Birch & Sons" and clicks "Do this"
    And the vendor "Cedar Ltd" is renamed to "Cedar Supplies"
    And it syncs
    Then QuickBooks shows HS-1 for the customer "Birch & Sons"
    And HS-3 is equal on both sides: 150.00, of which 150.00 is due
    And nothing is written in HubSpot
    And nothing fails
