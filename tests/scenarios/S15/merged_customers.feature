@S15 @A1
Feature: Two customers are merged in QuickBooks, and the link follows the one that is left

  Background:
    Given the shop of Acme, syncing two-way
    And QuickBooks has the customer "Baker" with the email "bea@baker.test"
    And it syncs
    And the invoice HS-1 for bea@baker.test is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And the invoice 1001 for Baker is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 20.00 is paid on HS-1 in HubSpot
    And it syncs

  Scenario: Both had a contact, and the one of the other is billed through the customer that is left
    When the customer Baker is merged into the customer Acme
    And it syncs
    Then nothing fails
    And nothing is written
    And QuickBooks shows HS-1 for the customer "Acme"
    And HS-1 is syncing
    And 1001 is syncing
    And the page of the contact bea@baker.test says "Baker was merged into Acme in QuickBooks Online."
    When the invoice HS-2 for bea@baker.test is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    And the price of the line "Mowing" of 1001 becomes "60.00" in QuickBooks
    And 30.00 is paid on HS-1 in QuickBooks
    And 10.00 is paid on 1001 in HubSpot
    And it syncs
    Then nothing fails
    And QuickBooks shows HS-2 for the customer "Acme"
    And QuickBooks shows 1001 at 120.00, of which 110.00 is due
    And HubSpot shows 1001 at 120.00, of which 110.00 is due
    And QuickBooks shows HS-1 at 50.00, of which 0.00 is due
    And HubSpot shows HS-1 at 50.00, of which 0.00 is due
    And comparing everything writes nothing

  Scenario: The customer that is left had no contact, and gets the one of the other
    Given contacts are set to sync to QuickBooks only
    And QuickBooks has the customer "Cane" without an email
    And it syncs
    When the customer Baker is merged into the customer Cane
    And it syncs
    Then nothing fails
    And the customer Cane is syncing
    And QuickBooks shows HS-1 for the customer "Cane"
    When the invoice HS-2 for bea@baker.test is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs
    Then QuickBooks shows HS-2 for the customer "Cane"
    And 1001 is syncing
    And comparing everything writes nothing

  Scenario: Of three, one after the other, in one go
    Given QuickBooks has the customer "Cane" with the email "cleo@cane.test"
    And it syncs
    When the customer Baker is merged into the customer Cane
    And the customer Cane is merged into the customer Acme
    And it syncs
    Then nothing fails
    And QuickBooks shows HS-1 for the customer "Acme"
    When the invoice HS-2 for bea@baker.test is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    And the invoice HS-3 for cleo@cane.test is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 4        | 50.00 |
    And it syncs
    Then QuickBooks shows HS-2 for the customer "Acme"
    And QuickBooks shows HS-3 for the customer "Acme"
    And nothing fails
    And comparing everything writes nothing

  Scenario: Somebody who was left out stays so, and the other's invoices go on
    When the contact bea@baker.test is unlinked by hand
    And it syncs
    And the customer Baker is merged into the customer Acme
    And it syncs
    Then the contact bea@baker.test is ignored
    And the contact Ann is syncing

  Scenario: An announcement of what did not happen changes nothing
    When QuickBooks announces that the customer Baker was merged into the customer Acme, though it was not
    And it syncs
    Then nothing fails
    And nothing is written
    And the customer Baker is syncing
    And the customer Acme is syncing

  Scenario: Where no webhook tells of it, the invoices say that they moved, and a person bills one through the other
    When the customer Baker is merged into the customer Acme, and no webhook tells of it
    And it syncs
    Then HS-1 is failing: "another customer"
    And nothing is written
    When the contact bea@baker.test is unlinked by hand
    And it syncs
    And the contact bea@baker.test is billed through the customer Acme by hand
    And it syncs
    Then nothing fails
    And HS-1 is syncing
    And 1001 is syncing
    When the invoice HS-2 for bea@baker.test is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs
    Then QuickBooks shows HS-2 for the customer "Acme"
    And comparing everything writes nothing

  Scenario: Who was billed through the customer that is gone is so through the one that is left
    Given HubSpot has the contact "Bo Baker" with the email "bo@baker.test"
    And it syncs
    And the contact Bo is billed through the customer Baker by hand
    And it syncs
    When the customer Baker is merged into the customer Acme
    And the phone of the contact Bo becomes "555 0101"
    And the invoice HS-2 for Bo is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs
    Then nothing fails
    And QuickBooks shows HS-2 for the customer "Acme"
    And QuickBooks has these customers:
      | name |
      | Acme |

  Scenario Outline: Both have one address, so that the second one waits for a choice
    Given QuickBooks has the customer "Baker North" with the email "bea@baker.test"
    And it syncs
    Then the customer Baker North is failing: "address"
    When the customer <gone> is merged into the customer <left>
    And it syncs
    Then nothing fails
    And nothing is written
    And the customer <left> is syncing
    And QuickBooks shows HS-1 for the customer "<left>"
    And comparing everything writes nothing

    Examples:
      | gone        | left        |
      | Baker North | Baker       |
      | Baker       | Baker North |

  Scenario Outline: Of three, one after the other, and the webhooks come late and in any order
    Given QuickBooks has the customer "Cane" with the email "cleo@cane.test"
    And it syncs
    When the customer Baker is merged into the customer Cane, and no webhook tells of it yet
    And the customer Cane is merged into the customer Acme, and no webhook tells of it yet
    And the webhook tells what became of <first>
    And it syncs
    And the webhook tells what became of <second>
    And it syncs
    Then nothing fails
    And QuickBooks shows HS-1 for the customer "Acme"
    When the invoice HS-2 for bea@baker.test is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs
    Then nothing fails
    And QuickBooks shows HS-2 for the customer "Acme"
    And comparing everything writes nothing

    Examples:
      | first | second |
      | Baker | Cane   |
      | Cane  | Baker  |

  Scenario: The webhook comes while a sync takes in that the customer has changed
    When the customer Baker is merged into the customer Acme, and no webhook tells of it yet
    And it syncs, and the webhook tells what became of Baker while the sync takes in what it has noticed
    Then nothing fails
    And QuickBooks shows HS-1 for the customer "Acme"
    And 1001 is syncing

  Scenario: Told of late, while contacts do not sync
    Given contacts are set to sync to QuickBooks only
    And QuickBooks has the customer "Cane" without an email
    And it syncs
    When the customer Baker is merged into the customer Cane, and no webhook tells of it yet
    And it syncs
    And the sync of contacts is turned off
    And the webhook tells what became of Baker
    And the invoice HS-2 for bea@baker.test is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    And 10.00 is paid on HS-1 in HubSpot
    And it syncs
    Then nothing fails
    And QuickBooks shows HS-2 for the customer "Cane"
    And the page of the customer Cane does not say "Inactive in QuickBooks Online"

  Scenario: Where no webhook tells of it, the next invoice says what is to be done, and all go on
    When the customer Baker is merged into the customer Acme, and no webhook tells of it
    And the invoice HS-2 for bea@baker.test is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs
    Then HS-2 is failing: "inactive or deleted in QuickBooks Online"
    And the page of HS-2 says "bill the contact through the one that is left"
    And 1001 is failing: "The customer was changed in QuickBooks Online"
    And the page of 1001 says "If two customers were merged into “Acme” there"
    And nothing is written
    When the contact bea@baker.test is unlinked by hand
    And it syncs
    And the contact bea@baker.test is billed through the customer Acme by hand
    And it syncs
    Then QuickBooks shows HS-2 for the customer "Acme"
    And nothing fails
    And HS-1 is syncing
    And 1001 is syncing
    And QuickBooks has these customers:
      | name |
      | Acme |
    And comparing everything writes nothing
