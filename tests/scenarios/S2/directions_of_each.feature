@S2 @S13 @A21
Feature: Contacts, products and invoices sync each in a direction of its own

  Scenario Outline: New ones of each, on either side
    Given the shop of Acme, syncing two-way
    And contacts are set to sync <contacts>
    And products are set to sync <products>
    And invoices are set to sync <invoices>
    And HubSpot has the contact "Nell New" with the email "nell@new.test"
    And HubSpot has the product "Gravel" with the SKU "GRV" at 12.00
    And QuickBooks has the customer "Baker" with the email "bea@baker.test"
    And QuickBooks has the item "Snow" with the SKU "SNOW" at 40.00
    When the invoice HS-1 for Nell is finalized in HubSpot:
      | name   | quantity | price |
      | Gravel | 3        | 12.00 |
    And the invoice 1001 for Baker is made in QuickBooks:
      | item | quantity | price |
      | Snow | 2        | 40.00 |
    And it syncs
    Then HS-1 is <HS-1>
    And 1001 is <1001>
    And every invoice that syncs is equal on both sides
    And comparing everything writes nothing

    Examples:
      | contacts           | products           | invoices           | HS-1     | 1001     |
      | two-way            | to HubSpot only    | two-way            | syncing  | syncing  |
      | to HubSpot only    | two-way            | two-way            | failing  | syncing  |
      | to QuickBooks only | to HubSpot only    | two-way            | syncing  | failing  |
      | to HubSpot only    | to QuickBooks only | to HubSpot only    | excluded | syncing  |
      | two-way            | to HubSpot only    | to QuickBooks only | syncing  | excluded |
