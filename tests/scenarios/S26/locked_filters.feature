@S26
Feature: The filters that nobody can change are shown, with the reason of each

  @S23 @S24 @S25
  Scenario Outline: On the Filters screen
    Given the shop of Acme, syncing two-way
    Then the page "syncs/invoices/filters/" says "<filter>"
    And the page "syncs/invoices/filters/" says "<reason>"

    Examples:
      | filter                                             | reason                                                                        |
      | Invoice source is HubSpot                          | Invoices that another sync brought in would be sent back and doubled.         |
      | Invoice is finalized                               | A draft may still change; finalizing it makes it go.                          |
      | Created or modified after the sync was turned on   | Older invoices of HubSpot stay out by themselves                              |
