@S26
Feature: The filters that nobody can change are shown, with the reason of each

  @S23 @S24 @S25
  Scenario Outline: On the Filters screen, where invoices go to QuickBooks
    Given the shop of Acme, syncing <direction>
    Then the page "syncs/invoices/filters/" says "Invoice source is HubSpot One that another sync brought in would come twice."
    And the page "syncs/invoices/filters/" says "Invoice is finalized A draft goes once it is finalized."
    And the page "syncs/invoices/filters/" says "Created or modified after the sync was turned on"
    And the page "syncs/invoices/filters/" says "Older ones may be in QuickBooks already. One changed later needs approval."
    And the page "syncs/invoices/filters/" says "best by export and import"

    Examples:
      | direction          |
      | two-way            |
      | to QuickBooks only |

  Scenario: To HubSpot only, there is nothing to lock on the way out, and the card of that way is not there
    Given the shop of Acme, syncing to HubSpot only
    Then the page "syncs/invoices/filters/" says "QuickBooks Online → HubSpot"
    And the page "syncs/invoices/filters/" says "Invoice is not void"
    And the page "syncs/invoices/filters/" does not say "Invoice source is HubSpot"
    And the page "syncs/invoices/filters/" does not say "after the sync was turned on"

  @S24
  Scenario: A filter of one's own does not take their place
    Given the shop of Acme, syncing two-way
    And only invoices whose hs_comments contains "garden" go to QuickBooks
    When the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the comments of HS-1 becomes "Their garden" in HubSpot
    And it syncs
    Then nothing is written
    And the draft HS-1 is excluded: "It goes as soon as it is finalized"
    And the page "syncs/invoices/filters/" says "Invoice is finalized"
    And the page "syncs/invoices/filters/" says "Finalized invoices of HubSpot where"

  @S23
  Scenario: Each is named on the page of an invoice that it keeps out
    Given the shop of Acme, syncing two-way
    When another app makes the invoice X-1 for Ann in HubSpot, not billable:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then X-1 is excluded: "Only invoices made in HubSpot go to QuickBooks Online"

  @S10 @S12 @A4
  Scenario Outline: Those of contacts and products
    Given the shop of Acme, syncing two-way
    Then the page "syncs/<objects>/filters/" says "<filter>"

    Examples:
      | objects  | filter                                                                  |
      | contacts | Email is known Customers are found by it.                               |
      | contacts | Contact is on a finalized invoice Leads are not customers.              |
      | contacts | Customer is active An inactive one enters once it is made active again. |
      | products | Item is active and not a category                                       |
