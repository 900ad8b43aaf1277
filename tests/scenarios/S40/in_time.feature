@S40
Feature: How soon a change crosses

  Background:
    Given the shop of Acme, syncing two-way

  @S24
  Scenario: A finalized invoice that HubSpot announces is in QuickBooks at once
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And HubSpot announces HS-1
    And a worker looks what is due
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

  @S19
  Scenario: An invoice of QuickBooks and its payment that are announced are in HubSpot at once
    When the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And QuickBooks announces 1001
    And a worker looks what is due
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due
    When 40.00 is paid on 1001 in QuickBooks
    And QuickBooks announces that 40.00 is paid on 1001
    And a worker looks what is due
    Then 1001 is equal on both sides: 100.00, of which 60.00 is due
    And HubSpot has 1 payment in all

  Scenario: What nobody announces crosses within five minutes
    Given a worker looks what is due
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 30.00 is paid on HS-1 in HubSpot
    And 4 minutes pass
    And a worker looks what is due
    Then QuickBooks has no invoice HS-1
    When 1 minute passes
    And a worker looks what is due
    Then HS-1 is equal on both sides: 100.00, of which 70.00 is due

  Scenario: Within the interval that was chosen instead
    Given both sides are asked every 15 minutes
    And a worker looks what is due
    When the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 14 minutes pass
    And a worker looks what is due
    Then HubSpot has no invoice 1001
    When 1 minute passes
    And a worker looks what is due
    Then 1001 is equal on both sides: 100.00, of which 100.00 is due

  @S34
  Scenario: While the sync is off nothing crosses, announced or not
    Given the sync of invoices is turned off
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And HubSpot announces HS-1
    And a worker looks what is due
    Then QuickBooks has no invoice HS-1
    When 20 minutes pass
    And a worker looks what is due
    Then QuickBooks has no invoice HS-1
