@B5
Feature: What a whole run has written is undone by a click, as far as it can be put back

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot has the contact "Bob Baker" with the email "bob@baker.test"
    And the invoice HS-0 for Bob is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 1        | 50.00 |
    And it syncs
    And these fields of the contact Ann are changed:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0000 | 555 0000   |
    And these fields of the contact Bob are changed:
      | field | HubSpot  | QuickBooks |
      | phone | 555 1000 | 555 1000   |
    And it syncs
    And these fields of the contact Ann are changed:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0101 |            |
    And these fields of the contact Bob are changed:
      | field | HubSpot  | QuickBooks |
      | phone |          | 555 1101   |
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 20.00 is paid on HS-1 in HubSpot
    And it syncs

  Scenario: The preview says what goes back where, what stays and why, and the click does just that
    Then the page "runs/4/undo/" says "2 values of 2 records"
    And the page "runs/4/undo/" says "1 invoice created in QuickBooks Online"
    And the page "runs/4/undo/" says "$100.00 An invoice is never deleted from here. Void it in HubSpot, where it was made, and that crosses."
    And the page "runs/4/undo/" says "1 payment created in QuickBooks Online"
    And the page "runs/4/undo/" says "$20.00 Money is not taken back from here."
    When somebody clicks "Put back 2 values of 2 records" on the page "runs/4/undo/"
    Then the answer says "2 values go back with the next run, where nothing of it has changed by then. It begins now."
    When it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0000 | 555 0000   |
    And both sides hold of the contact Bob:
      | field | HubSpot  | QuickBooks |
      | phone | 555 1000 | 555 1000   |
    And HS-1 is equal on both sides: 100.00, of which 80.00 is due
    And the page "activity/" says "A run was undone Run 4: 2 values of 2 records."
    And the page "runs/4/undo/" says "Nothing of it can be put back from here."
    And the page "runs/4/undo/" says "Phone: the value from before stands there again"
    And the next sync writes nothing

  Scenario: What has changed since the run stays
    Given these fields of the contact Ann are changed:
      | field | HubSpot | QuickBooks |
      | phone |         | 555 0303   |
    And it syncs
    Then the page "runs/4/undo/" says "1 value of 1 record"
    And the page "runs/4/undo/" says "was changed since, so nothing was undone"

  Scenario: What changes after the click is not written over, and the rest goes
    When somebody clicks "Put back 2 values of 2 records" on the page "runs/4/undo/"
    And these fields of the contact Ann are changed:
      | field | HubSpot | QuickBooks |
      | phone |         | 555 0303   |
    And it syncs
    Then both sides hold of the contact Ann:
      | field | HubSpot  | QuickBooks |
      | phone | 555 0303 | 555 0303   |
    And both sides hold of the contact Bob:
      | field | HubSpot  | QuickBooks |
      | phone | 555 1000 | 555 1000   |
    And the next sync writes nothing

  Scenario: Taken back before the next run nothing of it is done
    When somebody clicks "Put back 2 values of 2 records" on the page "runs/4/undo/"
    Then the page "runs/4/undo/" says "2 records are about to change."
    And the page "runs/4/undo/" says "Nothing more of it can be put back from here."
    And the page "runs/4/undo/" says "What is asked for it already is done by the next run."
    When somebody clicks "Take the undoing back" on the page "runs/4/undo/"
    Then the answer says "Taken back for 2 records."
    And the answer says "2 values of 2 records"
    When it syncs
    Then nothing is written
