@B21 @S42
Feature: A display name that somebody else holds in QuickBooks: another one is chosen

  Background:
    Given the shop of Acme, syncing two-way
    And QuickBooks has the vendor "Birch & Sons"
    And HubSpot has the contact "Bill Birch" with the email "bill@birch.test" and the company field "Birch & Sons"
    And the invoice HS-1 for Bill is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs

  Scenario: The names on offer are made of what HubSpot holds
    Then the contact Bill is failing: "The display name is a duplicate: a vendor or an employee has it"
    And the page of the contact Bill says "Bill Birch (Birch & Sons)"
    And the page of the contact Bill says "Birch & Sons (Bill Birch)"
    And the page of the contact Bill says "Birch & Sons (birch.test)"
    And HS-1 is waiting

  Scenario: The customer is made under the chosen name, and the invoice follows
    When on the page of the contact Bill somebody chooses "Bill Birch (Birch & Sons)" and clicks "Use this name"
    And it syncs
    Then QuickBooks has these customers:
      | name                      |
      | Acme                      |
      | Bill Birch (Birch & Sons) |
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And the next sync writes nothing

  Scenario: A chosen name that is taken too fails with that name
    Given QuickBooks has the vendor "Bill the Builder"
    When on the page of the contact Bill somebody fills in and clicks "Use this name":
      | field               | value            |
      | A name of your own  | yes              |
      | The name            | Bill the Builder |
    And it syncs
    Then the contact Bill is failing: "Bill the Builder"
    And QuickBooks has these customers:
      | name |
      | Acme |

  Scenario: One pattern names all that fail alike
    Given QuickBooks has the vendor "Cedar Ltd"
    And HubSpot has the contact "Cara Cole" with the email "cara@cedar.test" and the company field "Cedar Ltd"
    And the invoice HS-2 for Cara is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    When on the page of the contact Bill somebody fills in and clicks "Use this name":
      | field                                           | value |
      | Bill Birch (Birch & Sons)                       | yes   |
      | Apply the pattern to all 2 that fail with this cause | yes   |
    And it syncs
    Then QuickBooks has these customers:
      | name                      |
      | Acme                      |
      | Bill Birch (Birch & Sons) |
      | Cara Cole (Cedar Ltd)     |
    And nothing fails
