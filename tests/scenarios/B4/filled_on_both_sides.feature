@B4 @A9
Feature: A field that was empty on both sides since the copy was made, and is filled on both

  Scenario: Of a customer of QuickBooks, of which HubSpot's contact was made by us
    Given the shop of Acme, syncing two-way
    And QuickBooks has the customer "Birch" with the email "bo@birch.test"
    And it syncs
    When these fields of the contact bo@birch.test are changed:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0101 | 555 0202   |
    And it syncs
    Then both sides hold of the contact bo@birch.test:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0101 | 555 0101   |
    And the page "conflicts/?view=decided" says "555 0202"
    And the next sync writes nothing
