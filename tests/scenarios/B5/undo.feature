@B5
Feature: One write is undone by a click, where the value before it can be put back

  Background:
    Given the shop of Acme, syncing two-way
    And these fields of the contact Ann are changed:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0000 | 555 0000   |
    And it syncs
    And these fields of the contact Ann are changed:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0101 |            |
    And it syncs

  Scenario: Both sides have again what they had
    When somebody clicks "Undo what run 3 wrote" on the page of the contact Ann
    Then the answer says "back to 555 0000, on both sides by the next run"
    When it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0000 | 555 0000   |
    And the contact Ann is syncing
    And the page of the contact Ann says "Undo what was written in QuickBooks Online"
    And the next sync writes nothing

  Scenario: What was changed after the click is not written over
    When somebody clicks "Undo what run 3 wrote" on the page of the contact Ann
    And these fields of the contact Ann are changed:
      | field | HubSpot | QuickBooks |
      | phone |         | 555 0303   |
    And it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0303 | 555 0303   |

  Scenario: Taken back it is not done
    When somebody clicks "Undo what run 3 wrote" on the page of the contact Ann
    And somebody clicks "Take it back" on the page of the contact Ann
    And it syncs
    Then nothing is written

  Scenario: What was overwritten since is refused
    Given these fields of the contact Ann are changed:
      | field | HubSpot  | QuickBooks |
      | phone |          | 555 0202   |
    And it syncs
    When somebody clicks "Undo what run 3 wrote" on the page of the contact Ann
    Then the answer says "was changed since, so nothing was undone"
    And the next sync writes nothing

  @S3
  Scenario: Lines of an invoice are not put back one by one
    Given HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And it syncs
    When somebody clicks "Undo" on the page of HS-1
    Then the answer says "are not put back one by one"
    And the next sync writes nothing
