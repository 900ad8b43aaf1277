@A15
Feature: What changes around an old invoice does not change it

  Background:
    Given two connected accounts without any record
    And QuickBooks has the customer "Acme" with the email "ann@acme.test"
    And HubSpot has the contact "Ann Archer" with the email "ann@acme.test"
    And HubSpot lets finalized invoices be edited
    And the invoice HS-1 for Ann, dated this moment, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the date of HS-1 is "2026-10-11 22:30" by the company's clock
    And everything is set up to sync two-way
    And it syncs

  @A19
  Scenario Outline: The company moves to another time zone
    Given the company is in the time zone "<zone>"
    When a workflow of HubSpot touches HS-1
    And it syncs
    Then nothing is written in QuickBooks
    And HS-1 is excluded: "Not created or changed since the sync was turned on"
    And comparing everything writes nothing
    When the due date of HS-1 becomes "2026-12-31" in HubSpot
    And it syncs
    Then QuickBooks has 1 invoice HS-1

    Examples:
      | zone             |
      | America/New_York |
      | Asia/Tokyo       |
      | UTC              |

  Scenario: Its contact and its product are edited
    When the phone of the contact Ann becomes "916 555 0100"
    And it syncs
    Then HS-1 is excluded
    And QuickBooks has no invoice HS-1
