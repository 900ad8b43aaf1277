@A2
Feature: The customer of an invoice that stands in both systems

  @S45
  Scenario: It is made active again; no other one is offered, because the invoice stays with whom it was made for
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When the customer Acme is made inactive
    And the comments of HS-1 becomes "Ring twice" in HubSpot
    And it syncs
    Then HS-1 is failing: "The customer is inactive or deleted in QuickBooks Online"
    And the page of HS-1 says "The invoice stands there already"
    And the page of HS-1 does not say "Choose the customer"
    And the page of HS-1 does not say "Look for"
    When the customer Acme is made active
    And it syncs
    Then HS-1 is equal on both sides: 100.00, of which 100.00 is due
    And the next sync writes nothing
