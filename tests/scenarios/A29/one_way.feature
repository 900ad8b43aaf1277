@A29 @S2 @S17
Feature: A payment that is entered on both sides, where invoices go only to QuickBooks

  Scenario: With one reference it is one, without one a person says
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    When 40.00 is paid on HS-1 in HubSpot, on 2026-11-21, with the reference "4711"
    And 40.00 is paid on HS-1 in QuickBooks, on 2026-11-23, with the reference "4711"
    And 25.00 is paid on HS-1 in HubSpot, on 2026-11-21
    And 25.00 is paid on HS-1 in QuickBooks, on 2026-11-23
    And it syncs
    Then nothing is written
    And the payment of 40.00 on HS-1 is syncing
    And one payment of 25.00 on HS-1 is failing: "One payment or two?"
    When on the page of one payment of 25.00 on HS-1 somebody chooses "Same payment" and clicks "Confirm"
    And it syncs
    Then nothing is written
    And HS-1 is equal on both sides: 100.00, of which 35.00 is due
    And HubSpot has 2 payments in all
    And nothing fails

  @A32 @S22
  Scenario: The second invoice that a workflow makes of a payment is held
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And 100.00 is paid on HS-1 in HubSpot, by card
    And it syncs
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    When the payment of 100.00 on HS-1 is put on HS-2 too in HubSpot
    And it syncs
    Then nothing is written
    And HS-2 is failing: "This may be the same sale a second time"
    And the payment of 100.00 on HS-1 is syncing

  @A25
  Scenario: One payment of HubSpot on two invoices is divided, and goes as one
    Given the shop of Acme, syncing to QuickBooks only
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice HS-2 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And one payment of 150.00 on HS-1 and HS-2 is recorded in HubSpot
    And it syncs
    When somebody divides the payment of 150.00 into:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 50.00  |
    And it syncs
    Then QuickBooks has one payment of 150.00, on:
      | invoice | amount |
      | HS-1    | 100.00 |
      | HS-2    | 50.00  |
    And HS-2 is equal on both sides: 100.00, of which 50.00 is due
    And nothing fails
    And the next sync writes nothing
