@A1 @A6
Feature: A contact that was billed through another is billed for itself again

  What stands with the other's customer stays there, in sync; what comes from then on goes to a customer of its own.

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And HubSpot has the contact "Bo Baker" with the email "bo@baker.test"
    And it syncs
    And the contact Bo is billed through the customer Acme by hand
    And it syncs
    And the invoice HS-1 for Bo is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs

  Scenario: The invoice that is there stays, and is kept equal; the next one has a customer of its own
    When the contact Bo is billed for itself again by hand
    And it syncs
    Then HS-1 is syncing
    And QuickBooks shows HS-1 for the customer "Acme"
    When the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And 10.00 is paid on HS-1 in HubSpot
    And it syncs
    Then QuickBooks shows HS-1 for the customer "Acme"
    And QuickBooks shows HS-1 at 60.00, of which 50.00 is due
    And HubSpot shows HS-1 at 60.00, of which 50.00 is due
    When the invoice HS-2 for Bo is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then QuickBooks shows HS-2 for the customer "Bo Baker"
    And nothing fails
    And comparing everything writes nothing

  @S15
  Scenario: What was merged in QuickBooks stays where the merge has put it
    Given QuickBooks has the customer "Cane" with the email "cleo@cane.test"
    And it syncs
    And the invoice 1001 for Cane is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And the customer Cane is merged into the customer Acme
    And it syncs
    When the contact cleo@cane.test is billed for itself again by hand
    And it syncs
    Then nothing is written
    And 1001 is syncing
    And nothing fails
    When the invoice HS-2 for cleo@cane.test is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 3        | 50.00 |
    And it syncs
    Then HS-2 is failing: "inactive or deleted in QuickBooks Online"
    And 1001 is syncing
    And comparing everything writes nothing
