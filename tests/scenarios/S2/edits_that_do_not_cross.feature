@S2 @B31
Feature: An edit on the side that a one-way sync does not follow is told, and is not forgotten

  Scenario: A contact's phone, until contacts sync both ways
    Given the shop of Acme, syncing two-way
    And contacts are set to sync to HubSpot only
    And it syncs
    When the phone of the contact Ann becomes "916 555 0100"
    And it syncs
    Then nothing is written
    And the contact Ann is syncing with the remark "Changed on a side that the sync's direction does not follow"
    And the page of the contact Ann says "Phone"
    And comparing everything writes nothing
    And the contact Ann is syncing with the remark "Changed on a side that the sync's direction does not follow"
    When contacts are set to sync two-way
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And QuickBooks has these customers:
      | name | phone        |
      | Acme | 916 555 0100 |
    And the contact Ann is syncing without any remark
    And the next sync writes nothing

  Scenario: The other side is changed too, and leads
    Given the shop of Acme, syncing two-way
    And contacts are set to sync to HubSpot only
    And it syncs
    And the phone of the contact Ann becomes "916 555 0100"
    And it syncs
    When the phone of the customer Acme becomes "916 555 0199"
    And it syncs
    Then HubSpot has these contacts:
      | email         | phone        |
      | ann@acme.test | 916 555 0199 |
    And the contact Ann is syncing without any remark
    And the next sync writes nothing

  Scenario: Put back, it is as if nothing had been
    Given the shop of Acme, syncing two-way
    And products are set to sync to HubSpot only
    And it syncs
    And the price of the product Mowing becomes "55.00"
    And it syncs
    Then the product Mowing is syncing with the remark "Changed on a side that the sync's direction does not follow"
    When the price of the product Mowing becomes "50.00"
    And it syncs
    Then nothing is written
    And the product Mowing is syncing without any remark

  Scenario: What was never equal is no edit, and is filled in once the sync goes both ways
    Given two connected accounts without any record
    And QuickBooks has the customer "Acme" with the email "ann@acme.test"
    And HubSpot has the contact "Ann Archer" with the email "ann@acme.test"
    And the phone of the contact Ann becomes "916 555 0100"
    And everything is set up to sync to HubSpot only
    When it syncs
    Then nothing is written
    And the contact Ann is syncing without any remark
    When contacts are set to sync two-way
    And it syncs
    Then QuickBooks has these customers:
      | name | phone        | first name |
      | Acme | 916 555 0100 | Ann        |
    And the next sync writes nothing

  @A8
  Scenario: The due date of a copy, until invoices sync both ways
    Given the shop of Acme, syncing to HubSpot only
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    When the due date of 1001 becomes "2026-12-31" in HubSpot
    And it syncs
    Then nothing is written
    And 1001 is syncing with the remark "Changed on a side that the sync's direction does not follow"
    When invoices are set to sync two-way
    And it syncs
    Then QuickBooks shows the due date "2026-12-31" on 1001
    And 1001 is syncing without any remark
    And the next sync writes nothing
