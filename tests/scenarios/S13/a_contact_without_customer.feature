@S13
Feature: An invoice whose contact has no customer yet

  Scenario: Contacts go out: the customer is made first, then the invoice
    Given the shop of Acme, syncing two-way
    And HubSpot has the contact "Nell New" with the email "nell@x.test"
    When the invoice HS-1 for Nell is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then 0 records are written in HubSpot and 2 in QuickBooks
    And QuickBooks shows HS-1 for the customer "Nell New"
    And HS-1 is equal on both sides: 50.00, of which 50.00 is due
    And the next sync writes nothing

  @S41
  Scenario: Contacts come in only: the invoice fails with the guide's words, until the customer is there
    Given the shop of Acme, syncing two-way
    And contacts are set to sync to HubSpot only
    And HubSpot has the contact "Nell New" with the email "nell@x.test"
    When the invoice HS-1 for Nell is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then HS-1 is failing: "An invoice should have an associated customer. Make sure the associated customer is present in both HubSpot & QuickBooks Online to sync this invoice"
    And QuickBooks has these customers:
      | name |
      | Acme |
    When QuickBooks has the customer "Nell New" with the email "NELL@x.test"
    And it syncs
    Then HS-1 is equal on both sides: 50.00, of which 50.00 is due
    And the next sync writes nothing

  @S41 @A2
  Scenario: Contact sync is off: whoever is a customer already is billed by address, nobody else
    Given the shop of Acme, syncing two-way
    And the sync of contacts is turned off
    And QuickBooks has the customer "Birch & Sons" with the email "bill@birch.test"
    And HubSpot has the contact "Bill Birch" with the email "bill@birch.test"
    And HubSpot has the contact "Nell New" with the email "nell@x.test"
    When the invoice HS-1 for Bill is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the invoice HS-2 for Nell is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then QuickBooks shows HS-1 for the customer "Birch & Sons"
    And HS-2 is failing: "An invoice should have an associated customer."
    And QuickBooks has these customers:
      | name         |
      | Acme         |
      | Birch & Sons |
    And the next sync writes nothing

  @S41
  Scenario: A contact without an address fails, and goes once it has one
    Given the shop of Acme, syncing two-way
    And HubSpot has the contact "Nobody Known" without an email
    When the invoice HS-1 for Nobody is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then HS-1 is failing: "An invoice should have an associated customer."
    When the email of the contact Nobody becomes "nobody@x.test"
    And it syncs
    Then QuickBooks shows HS-1 for the customer "Nobody Known"
    And HS-1 is equal on both sides: 50.00, of which 50.00 is due

  @A2
  Scenario Outline: Contact sync is off, and the contact was known before: it is billed by address all the same
    Given the shop of Acme, syncing two-way
    And <filter>
    And HubSpot has the contact "Bill Birch" with the email "bill@birch.test"
    And it syncs
    And the sync of contacts is turned off
    And QuickBooks has the customer "Birch & Sons" with the email "BILL@birch.test"
    When the invoice HS-1 for Bill is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then QuickBooks shows HS-1 for the customer "Birch & Sons"
    And HS-1 is equal on both sides: 50.00, of which 50.00 is due
    And the next sync writes nothing

    Examples: a lead, and one whom the filter leaves out
      | filter                                                |
      | every one of the contacts goes to QuickBooks          |
      | only contacts whose lastname is "Archer" go to QuickBooks |

  @A2 @S41
  Scenario: Contact sync is off, and a customer who waited for it before has no contact
    Given the shop of Acme, syncing two-way
    And the sync of contacts is turned off
    And QuickBooks has the customer "Baker" with the email "bea@baker.test"
    When the invoice 1001 for Baker is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then 1001 is failing: "An invoice should have an associated customer."
    When the sync of contacts is turned on again, catching up
    And it syncs
    Then 1001 is equal on both sides: 50.00, of which 50.00 is due
