@A7
Feature: What a bookkeeper adds to an invoice of HubSpot's and HubSpot has no place for

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited
    And QuickBooks keeps the fields "P.O." and "Sales rep" on invoices
    And customers can pay invoices of QuickBooks online
    And the settings of both accounts are read anew
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the PO number of HS-1 becomes "PO-1" in HubSpot
    And the draft HS-1 is finalized
    And it syncs

  @S3 @S44
  Scenario: A sales rep and online payment are nobody's edit, and cross to nobody
    When the sales rep of HS-1 becomes "Rita" in QuickBooks
    And online payment of HS-1 by card is switched on in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is syncing without any remark
    When it compares everything
    Then nothing is written
    And HS-1 is syncing without any remark

  Scenario Outline: Every later write leaves them as they are
    Given the sales rep of HS-1 becomes "Rita" in QuickBooks
    And online payment of HS-1 by card is switched on in QuickBooks
    And the statement memo of HS-1 becomes "called them twice" in QuickBooks
    And it syncs
    When <what> in HubSpot
    And it syncs
    Then 0 records are written in HubSpot and 1 in QuickBooks
    And HS-1 is equal on both sides: <total>, of which <total> is due
    And QuickBooks shows the purchase order "<order>" on HS-1
    And QuickBooks shows the sales rep "Rita" on HS-1
    And QuickBooks shows the statement memo "called them twice" on HS-1
    And HS-1 can be paid online by card in QuickBooks
    And the next sync writes nothing

    Examples:
      | what                                              | total  | order |
      | the price of the line "Mowing" of HS-1 becomes "55.00" | 110.00 | PO-1  |
      | the comments of HS-1 becomes "Gate code 12"       | 100.00 | PO-1  |
      | the PO number of HS-1 becomes "PO-2"              | 100.00 | PO-2  |
