@S14
Feature: A company's first contact takes its name as the customer

  Background:
    Given the shop of Acme, syncing two-way

  Rule: The contact that was created first takes the company's name, a later one collides

    Background:
      Given HubSpot has the contact "Bill Birch" with the email "bill@birch.test" of the company "Birch & Sons"
      And HubSpot has the contact "Beth Birch" with the email "beth@birch.test" of the company "Birch & Sons"

    @S42
    Scenario: In one run the first goes, though the second's invoice came first
      When the invoice HS-2 for Beth is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And the invoice HS-1 for Bill is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 1        | 50.00 |
      And it syncs
      Then QuickBooks has these customers:
        | name         | email           |
        | Acme         | ann@acme.test   |
        | Birch & Sons | bill@birch.test |
      And HS-1 is equal on both sides: 50.00, of which 50.00 is due
      And the contact Beth is failing: "The display name is a duplicate"
      And the page of the contact Beth says "Birch & Sons"
      And HS-2 is waiting
      And the next sync writes nothing

    @S42 @A1
    Scenario: The second is billed through the first's customer, and keeps out of its fields
      Given the invoice HS-1 for Bill is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 1        | 50.00 |
      And it syncs
      And the invoice HS-2 for Beth is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      Then the page of the contact Beth says "Bill through Birch & Sons"
      And the page of the contact Beth says "It is linked with Bill Birch."
      When on the page of the contact Beth somebody chooses "Bill through Birch & Sons" and clicks "Do this"
      And it syncs
      Then QuickBooks shows HS-2 for the customer "Birch & Sons"
      And the contact Beth is excluded: "Its invoices go to the customer that is linked with Bill Birch."
      And QuickBooks has these customers:
        | name         | email           | first name |
        | Acme         | ann@acme.test   | Ann        |
        | Birch & Sons | bill@birch.test | Bill       |
      And the next sync writes nothing
      When the phone of the contact Beth becomes "916 555 0100"
      And the invoice HS-3 for Beth is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 1        | 50.00 |
      And it syncs
      Then QuickBooks shows HS-3 for the customer "Birch & Sons"
      And 0 records are written in HubSpot and 1 in QuickBooks

    Scenario: The name is given once and never changed afterwards
      Given the invoice HS-1 for Bill is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 1        | 50.00 |
      And it syncs
      When the company "Birch & Sons" is renamed to "Birch Holdings" in HubSpot
      And the last name of the contact Bill becomes "Burch"
      And it syncs
      Then QuickBooks has these customers:
        | name         | last name |
        | Acme         | Archer    |
        | Birch & Sons | Burch     |

  Rule: Without a company the company field names the customer, then the person, then the address

    Scenario Outline: <case>
      Given HubSpot has the contact "<person>" with the email "<email>" and the company field "<company>"
      When the invoice HS-1 for <email> is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 1        | 50.00 |
      And it syncs
      Then QuickBooks shows HS-1 for the customer "<display name>"
      And HS-1 is equal on both sides: 50.00, of which 50.00 is due
      And the next sync writes nothing

      Examples:
        | case                       | person   | email    | company      | display name |
        | the company field          | Bo Oak   | b@x.test | Oak Ltd      | Oak Ltd      |
        | forbidden signs            | Bo Oak   | b@x.test | Oak: Ltd     | Oak - Ltd    |
  
    Scenario Outline: Signs that QuickBooks does not take are replaced in every part of the name, and stay in HubSpot
      Given HubSpot has the contact "<person>" with the email "b@x.test"
      And the company of the contact b@x.test becomes "<company>"
      When the invoice HS-1 for b@x.test is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 1        | 50.00 |
      And it syncs
      Then QuickBooks has these customers:
        | name       | first name | last name | company |
        | Acme       | Ann        | Archer    |         |
        | <customer> | <first>    | <last>    | <there> |
      And HS-1 is equal on both sides: 50.00, of which 50.00 is due
      And the next sync writes nothing
      When the phone of the customer <customer> becomes "916 555 0100"
      And it syncs
      Then HubSpot has these contacts:
        | first name   | last name   | phone        |
        | Ann          | Archer      |              |
        | <first here> | <last here> | 916 555 0100 |
      And the next sync writes nothing

      Examples:
        | person      | company   | customer     | first    | last | there   | first here | last here |
        | Bo🌱Rae Oak |           | Bo Rae Oak   | Bo Rae   | Oak  |         | Bo🌱Rae    | Oak       |
        | Bo:Rae Oak  |           | Bo - Rae Oak | Bo - Rae | Oak  |         | Bo:Rae     | Oak       |
        | Bo Oak🌱    | Oak🌱 Ltd | Oak Ltd      | Bo       | Oak  | Oak Ltd | Bo         | Oak🌱     |

    Scenario: Blanks around the company field do not count
      Given HubSpot has the contact "Bo Oak" with the email "b@x.test" and the company field " Oak Ltd  "
      When the invoice HS-1 for b@x.test is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 1        | 50.00 |
      And it syncs
      Then QuickBooks shows HS-1 for the customer "Oak Ltd"

    Scenario: First and last name
      Given HubSpot has the contact "Abe Ash" with the email "a@x.test"
      When the invoice HS-1 for Abe is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 1        | 50.00 |
      And it syncs
      Then QuickBooks shows HS-1 for the customer "Abe Ash"

    Scenario: The address alone
      Given HubSpot has the contact "Cy" with the email "c@x.test"
      And the first name of the contact Cy becomes ""
      When the invoice HS-1 for c@x.test is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 1        | 50.00 |
      And it syncs
      Then QuickBooks shows HS-1 for the customer "c@x.test"

  @S42 @S45
  Rule: A name that a vendor or an employee holds is taken

    Scenario: Held by a vendor, until the vendor is renamed
      Given QuickBooks has the vendor "Birch & Sons"
      And HubSpot has the contact "Bill Birch" with the email "bill@birch.test" of the company "Birch & Sons"
      When the invoice HS-1 for Bill is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 1        | 50.00 |
      And it syncs
      Then the contact Bill is failing: "The display name is a duplicate: a vendor or an employee has it"
      And the page of the contact Bill says "vendor Birch & Sons"
      And HS-1 is waiting
      When the vendor "Birch & Sons" is renamed to "Birch Supplies"
      And it syncs
      Then HS-1 is equal on both sides: 50.00, of which 50.00 is due

    @B20
    Scenario: Held by an employee; what waits goes with all its payments once the name is free
      Given QuickBooks has the employee "Quentin Quince"
      And HubSpot has the contact "Quentin Quince" with the email "quince@x.test"
      And the invoice HS-1 for Quentin is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And 20.00 is paid on HS-1 in HubSpot, by check, with the reference "1"
      And 30.00 is paid on HS-1 in HubSpot, by check, with the reference "2"
      When it syncs
      Then the contact Quentin is failing: "The display name is a duplicate: a vendor or an employee has it"
      And HS-1 is waiting
      And the payment of 20.00 on HS-1 is waiting
      And the payment of 30.00 on HS-1 is waiting
      When the employee "Quentin Quince" is renamed to "Quinn Quince"
      And it syncs
      Then HS-1 is equal on both sides: 100.00, of which 50.00 is due
      And the payments of HS-1 in QuickBooks are:
        | amount | reference |
        | 20.00  | 1         |
        | 30.00  | 2         |
