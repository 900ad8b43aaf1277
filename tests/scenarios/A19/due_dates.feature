@A19
Feature: A due date that QuickBooks makes up is a remark, and nobody's edit

  Background:
    Given the shop of Acme, syncing two-way
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the due date of HS-1 becomes "" in HubSpot
    And the draft HS-1 is finalized
    And it syncs

  Scenario: HubSpot has none and is not written to, nor told that somebody changed it
    Then HubSpot shows the due date "" on HS-1
    And QuickBooks shows the due date "2026-12-24" on HS-1
    And HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And HS-1 is syncing with the remark "QuickBooks Online answers with another due date, Dec 24, 2026."
    And comparing everything writes nothing

  Scenario: Given one in HubSpot, it goes, and the remark with it
    When HubSpot lets finalized invoices be edited
    And the due date of HS-1 becomes "2026-12-31" in HubSpot
    And it syncs
    Then QuickBooks shows the due date "2026-12-31" on HS-1
    And HS-1 is syncing without any remark
    And the next sync writes nothing

  Scenario: Changed in QuickBooks afterwards, it comes
    When HubSpot lets finalized invoices be edited
    And the due date of HS-1 becomes "2027-01-15" in QuickBooks
    And it syncs
    Then HubSpot shows the due date "2027-01-15" on HS-1
    And HS-1 is syncing without any remark
    And the next sync writes nothing
