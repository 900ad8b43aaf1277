@A16 @S34 @S2
Feature: A sync that goes one way is turned off and on again

  Scenario Outline: What was made meanwhile crosses, or stays out, as somebody says; what does not go that way is of no matter
    Given the shop of Acme, syncing <direction>
    And the sync of invoices is turned off
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 3        | 50.00 |
    When the sync of invoices is turned on again, <how>
    And it syncs
    Then <number> is <state>
    And <other> is excluded: "The sync does not go in this direction"
    And the next sync writes nothing

    Examples:
      | direction          | how           | number | state                                     | other |
      | to QuickBooks only | catching up   | HS-1   | syncing                                   | 1001  |
      | to QuickBooks only | only from now | HS-1   | excluded: "Made while the sync was off"   | 1001  |
      | to HubSpot only    | catching up   | 1001   | syncing                                   | HS-1  |
      | to HubSpot only    | only from now | 1001   | excluded: "Made while the sync was off"   | HS-1  |
