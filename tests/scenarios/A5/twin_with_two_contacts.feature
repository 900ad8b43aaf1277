@A5 @A2 @B20
Feature: An invoice of QuickBooks whose other half in HubSpot names two contacts

  Scenario Outline: It says what is in the way, and both are linked once it is said who is billed
    Given the shop of Acme, syncing <direction>
    And HubSpot has the contact "Bob Baker" with the email "bob@baker.test"
    And the invoice 1001 for Ann and Bob is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    When it syncs
    Then nothing is written
    And QuickBooks's 1001 is <state>: "<words>"
    And HubSpot's 1001 is <other>
    And comparing everything writes nothing
    And QuickBooks's 1001 is <state>
    When Ann is labelled as the billing contact of 1001
    And it syncs
    Then nothing is written
    And 1001 is equal on both sides: 100.00, of which 100.00 is due
    And 1001 is syncing without any remark

    Examples:
      | direction       | state   | words                               | other    |
      | two-way         | waiting | Waits for invoice 1001, which fails | failing  |
      | to HubSpot only | failing | 1001 belongs to the invoice         | excluded |
