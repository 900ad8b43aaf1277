@S12
Feature: Contacts match customers by address, and the invoice's customer is found through its contact

  @A2
  Scenario Outline: Case and blanks do not matter, and each of several addresses counts
    Given QuickBooks has the customer "Acme" with the email "<there>"
    And HubSpot has the contact "Ann Archer" with the email "ann@acme.test"
    And everything is set up to sync <direction>
    When it syncs
    Then the contact Ann is syncing
    And the page of the contact Ann says "Linked. Same email address."
    And HubSpot has these contacts:
      | email         |
      | ann@acme.test |
    And QuickBooks has these customers:
      | name |
      | Acme |
    And the next sync writes nothing

    Examples:
      | there                           | direction          |
      | Ann@ACME.test                   | two-way            |
      | books@acme.test, ann@acme.test  | two-way            |
      | books@acme.test,ANN@acme.test   | to HubSpot only    |
      | ann@acme.test                   | to QuickBooks only |

  Scenario Outline: A further address of a contact counts, and nobody is made a second time
    Given the shop of Acme, syncing <direction>
    And HubSpot has the contact "Bea Baker" with the email "bea@new.test"
    And the further email of the contact Bea becomes "bea@baker.test;b@old.test"
    And QuickBooks has the customer "Baker" with the email "bea@baker.test"
    When the invoice HS-1 for Bea is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then QuickBooks shows HS-1 for the customer "Baker"
    And HubSpot has these contacts:
      | first name | email         |
      | Ann        | ann@acme.test |
      | Bea        | <email>       |
    And the next sync writes nothing

    Examples:
      | direction          | email          |
      | two-way            | bea@baker.test |
      | to QuickBooks only | bea@new.test   |

  @A2 @S45
  Scenario Outline: Two active customers of one address wait for the choice
    Given QuickBooks has the customer "Olivia Oak" with the email "olivia@oak.test"
    And QuickBooks has the customer "Oak Holdings" with the email "olivia@oak.test"
    And HubSpot has the contact "Olivia Oak" with the email "olivia@oak.test"
    And everything is set up to sync <direction>
    When it syncs
    Then the contact Olivia is failing: "More than one customer has this email address"
    And the next sync writes nothing
    When the email of the customer Oak Holdings becomes "office@oak.test"
    And it syncs
    Then the contact olivia@oak.test is syncing

    Examples:
      | direction          |
      | two-way            |
      | to HubSpot only    |
      | to QuickBooks only |

  @A2
  Scenario: Two customers of one address, and the bookkeeper picks one
    Given QuickBooks has the customer "Olivia Oak" with the email "olivia@oak.test"
    And QuickBooks has the customer "Oak Holdings" with the email "olivia@oak.test"
    And HubSpot has the contact "Olivia Oak" with the email "olivia@oak.test"
    And everything is set up to sync two-way
    And the invoice HS-1 for Olivia is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then HS-1 is waiting
    And QuickBooks has no invoice HS-1
    When on the page of the contact Olivia somebody chooses "Oak Holdings" and clicks "Use this customer"
    And it syncs
    Then QuickBooks shows HS-1 for the customer "Oak Holdings"
    And HS-1 is equal on both sides: 50.00, of which 50.00 is due
    And the next sync writes nothing

  Scenario: An invoice that lost its only contact fails, until it has one
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And Ann is taken off HS-1 in HubSpot
    When it syncs
    Then HS-1 is failing: "The invoice has no contact"
    And QuickBooks has no invoice HS-1
    When Ann is put on HS-1 in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 50.00, of which 50.00 is due

  @A2
  Scenario: Of several recipients the one labelled as billing contact is billed
    Given the shop of Acme, syncing two-way
    And HubSpot has the contact "Bea Baker" with the email "bea@baker.test"
    When the draft HS-1 for Bea and Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And Ann is labelled as the billing contact of HS-1
    And the draft HS-1 is finalized
    And it syncs
    Then QuickBooks shows HS-1 for the customer "Acme"

  @A2 @S45
  Scenario: An inactive customer never matches, and is billed once it is active
    Given QuickBooks has the customer "June Juniper" with the email "june@juniper.test"
    And the customer June Juniper is made inactive
    And HubSpot has the contact "June Juniper" with the email "june@juniper.test"
    And everything is set up to sync two-way
    And the invoice HS-1 for June is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    When it syncs
    Then the contact June is failing: "The customer is inactive or deleted in QuickBooks Online"
    And HS-1 is waiting
    When the customer June Juniper is made active
    And it syncs
    Then HS-1 is equal on both sides: 50.00, of which 50.00 is due

  @A2
  Scenario: Several recipients and none labelled is a pick list, never the first
    Given the shop of Acme, syncing two-way
    And HubSpot has the contact "Bea Baker" with the email "bea@baker.test"
    When the invoice HS-1 for Ann and Bea is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then HS-1 is failing: "The invoice has several contacts and none is the billing contact"
    And QuickBooks has no invoice HS-1
    And the page of HS-1 says "Bea Baker"
    And the next sync writes nothing

  @A2 @S45
  Scenario: A customer and an item are made active again while contacts and products do not sync
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the customer Acme is made inactive
    And the item Mowing is made inactive
    And it syncs
    And the sync of contacts is turned off
    And the sync of products is turned off
    When the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then HS-2 is failing: "The customer is inactive or deleted in QuickBooks Online"
    And the page of HS-2 says "The customer “Acme” is inactive or deleted in QuickBooks Online."
    When the customer Acme is made active
    And it syncs
    Then HS-2 is failing: "The item is inactive or deleted in QuickBooks Online"
    When the item Mowing is made active
    And 20.00 is paid on HS-2 in HubSpot
    And it syncs
    Then HS-2 is equal on both sides: 100.00, of which 80.00 is due

  @A2 @A1
  Scenario: A sub-customer without an address is billed through its parent's contact
    Given the shop of Acme, syncing two-way
    And QuickBooks has the sub-customer "Maple Court" of "Acme" without an email
    When the invoice 1001 for Maple Court is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then HubSpot shows 1001 for the customer "ann@acme.test"
    And HubSpot shows 1001 at 50.00, of which 50.00 is due
    And the customer Maple Court is excluded: "In HubSpot the invoices of this customer are of the contact Ann Archer, who is linked with another customer."
    And the next sync writes nothing

  @A2
  Scenario: A customer without an address becomes a contact without one, and is found again
    Given the shop of Acme, syncing two-way
    And QuickBooks has the customer "Mei Chen" without an email
    When the invoice 1001 for Mei Chen is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    Then HubSpot has these contacts:
      | first name | last name | email         |
      | Ann        | Archer    | ann@acme.test |
      |            | Mei Chen  |               |
    And HubSpot shows 1001 at 50.00, of which 50.00 is due
    And comparing everything writes nothing
    And the next sync writes nothing
