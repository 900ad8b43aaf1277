@B33
Feature: Ship via, whose values stand in no list that QuickBooks tells

  Scenario: HubSpot's options go by their names, and come back by them
    Given the shop of Acme, syncing two-way
    And the invoices of HubSpot have the list "Carrier": "FedEx", "Own van"
    And the Carrier of invoices is mapped to the ship via of QuickBooks
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And "FedEx" is chosen for the Carrier of HS-1 in HubSpot
    When the draft HS-1 is finalized
    And it syncs
    Then QuickBooks shows the ship via "FedEx" on HS-1
    When the ship via of HS-1 becomes "own van" in QuickBooks
    And it syncs
    Then HubSpot shows the Carrier "Own van" on HS-1
    And QuickBooks shows the ship via "own van" on HS-1
    And the next sync writes nothing
    When the ship via of HS-1 becomes "Pigeon" in QuickBooks
    And it syncs
    Then HS-1 is failing: "It is “Pigeon” of “Ship via”. In “Carrier” of HubSpot nothing stands for it."
    When the ship via of HS-1 becomes "FedEx" in QuickBooks
    And it syncs
    Then HubSpot shows the Carrier "FedEx" on HS-1
    And HS-1 is syncing without any remark
