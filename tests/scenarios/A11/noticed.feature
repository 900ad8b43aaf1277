Feature: What nobody tells us by itself is noticed all the same

  @A8
  Scenario: Another sync is turned on, and an edit of the same run is not hidden by it
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And the sync of contacts is turned off
    And it syncs
    When the price of the line "Mowing" of 1001 becomes "45.00" in HubSpot
    And the sync of contacts is turned on again, catching up
    And it syncs
    Then 1001 is failing: "Changed in HubSpot, belongs to QuickBooks"

  @A11
  Scenario: A payment that is deleted in HubSpot is found by the balance that it leaves
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 40.00 is paid on 1001 in QuickBooks
    And it syncs
    When the payment of 40.00 on 1001 is deleted in HubSpot
    And a scheduled sync runs
    Then the payment of 40.00 on 1001 is failing: "deleted in HubSpot"
    And 1001 is waiting

  @A2
  Scenario: Two customers of one address make a choice of a lead that was settled
    Given the shop of Acme, syncing two-way
    And HubSpot has the contact "Cleo Cane" with the email "cleo@cane.test"
    And it syncs
    Then the contact Cleo is excluded
    When QuickBooks has the customer "Cane North" with the email "cleo@cane.test"
    And QuickBooks has the customer "Cane South" with the email "cleo@cane.test"
    And it syncs
    Then the contact Cleo is failing
    And the customer Cane North is waiting

  @A2
  Scenario: A customer with nothing but a name becomes a contact that goes by it
    Given the shop of Acme, syncing two-way
    And QuickBooks has the customer "Walk-in" without an email
    When it syncs
    Then the customer Walk-in is syncing
    And comparing everything writes nothing

  @A18
  Scenario: A number that an invoice gets later is asked for too
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the number of HS-1 becomes "1001" in HubSpot
    And it syncs
    Then QuickBooks has 1 invoice 1001
    And QuickBooks has 1 invoice HS-1

  @A11 @B20
  Scenario: An invoice for a contact that was deleted waits for it
    Given the shop of Acme, syncing two-way
    When the contact Ann is deleted
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And it syncs
    Then the customer Acme is failing: "deleted in HubSpot"
    And 1001 is waiting

  @B20 @A29
  Scenario: Who waits for what was only looked at goes on in the same run
    Given the shop of Acme, syncing two-way
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When 50.00 is paid on 1001 in HubSpot
    And 50.00 is paid on 1001 in QuickBooks, on 2026-11-10
    And it syncs
    And it compares everything
    Then 1001 is syncing
