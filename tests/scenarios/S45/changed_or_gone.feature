@S45
Feature: What was changed, voided or deleted where it may not be, and how it is mended

  Background:
    Given the shop of Acme, syncing two-way

  @A21
  Scenario: A total that HubSpot cannot show
    Given the invoice 1001 for Acme is made in QuickBooks:
      | item     | quantity | price | amount | text   |
      | Mowing   | 1        | 10.00 |        | Mowing |
      | Mowing   | -1       | 30.00 |        | Refund |
      | shipping |          |       | 25.00  |        |
    When it syncs
    Then 1001 is failing: "The total in HubSpot cannot equal the total in QuickBooks Online"
    When the line "Refund" of 1001 is removed in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 35.00, of which 35.00 is due

  @A33
  Scenario: An amount with decimals in a currency that has none
    Given QuickBooks bills in JPY too, and so does HubSpot
    And the settings of both accounts are read anew
    And QuickBooks has the customer "Yoko" with the email "yoko@yen.test", billed in JPY
    And HubSpot has the contact "Yoko Yen" with the email "yoko@yen.test"
    And it syncs
    And Yoko is billed 1001 in QuickBooks, in JPY at the rate 0.0067:
      | item   | quantity | price |
      | Mowing | 1        | 33.33 |
    When it syncs
    Then 1001 is failing: "HubSpot keeps no decimals in this currency"
    And the page of 1001 says "change each amount that has decimals, first that of the line “Mowing”, to a whole one"
    When the price of the line "Mowing" of 1001 becomes "33" in QuickBooks
    And it syncs
    Then 1001 is equal on both sides: 33.00, of which 33.00 is due
    And the next sync writes nothing

  Rule: Made in HubSpot

    Background:
      Given the invoice HS-1 for Ann is finalized in HubSpot:
        | name   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs

    @S3 @S44
    Scenario: A price that was changed in QuickBooks
      When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
      And it syncs
      Then HS-1 is failing: "Line item or invoice amount modifications in HubSpot native invoices cannot be made through external applications. Please make any necessary changes directly in HubSpot"
      And the page of HS-1 says "$120.00"
      When the price of the line "Mowing" of HS-1 becomes "50.00" in QuickBooks
      And it syncs
      Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

    @A8
    Scenario: A due date that HubSpot does not let be changed
      When the due date of HS-1 becomes "2027-01-31" in QuickBooks
      And it syncs
      Then HS-1 is failing: "HubSpot does not let a finalized invoice be changed"
      And the page of HS-1 says "Due date"
      When HubSpot lets finalized invoices be edited
      And it syncs
      Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

    @A8 @S19
    Scenario: A due date of an invoice with a payment, which HubSpot lets nobody edit
      Given HubSpot lets finalized invoices be edited
      And 40.00 is paid on HS-1 in HubSpot
      And it syncs
      When the due date of HS-1 becomes "2027-01-31" in QuickBooks
      And it syncs
      Then HS-1 is failing: "HubSpot does not let a finalized invoice be changed"
      And the page of HS-1 says "never once a payment is on it: $40.00 is paid on this one"
      When the due date of HS-1 becomes "2026-12-24" in QuickBooks
      And it syncs
      Then HS-1 is equal on both sides: 100.00, of which 60.00 is due
      And nothing fails

    @A12
    Scenario: A total below what was paid
      Given HubSpot lets finalized invoices be edited
      When 80.00 is paid on HS-1 in QuickBooks
      And the price of the line "Mowing" of HS-1 becomes "30.00" in HubSpot
      And it syncs
      Then HS-1 is failing: "The new total is lower than what is already paid"
      And the page of HS-1 says "the new total is $60.00, and $80.00 is paid"
      When the price of the line "Mowing" of HS-1 becomes "45.00" in HubSpot
      And it syncs
      Then HS-1 is equal on both sides: 90.00, of which 10.00 is due

    @A11
    Scenario: Deleted in QuickBooks, and entered again
      When HS-1 is deleted in QuickBooks
      And it syncs
      Then HS-1 is failing: "Deleted in QuickBooks Online"
      When the invoice HS-1 for Acme is made in QuickBooks:
        | item   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs
      Then HS-1 is equal on both sides: 100.00, of which 100.00 is due

    @A10
    Scenario: Voided in HubSpot while QuickBooks has a payment on it
      Given 40.00 is paid on HS-1 in QuickBooks
      When HS-1 is voided in HubSpot
      And it syncs
      Then HS-1 is failing: "An invoice with payments cannot be voided"
      And the page of HS-1 says "QuickBooks Online, still has payments on it: $40.00"
      When the payment of 40.00 on HS-1 is deleted in QuickBooks
      And it syncs
      Then QuickBooks shows HS-1 as voided
      And nothing fails

  Rule: Made in QuickBooks

    Background:
      Given the invoice 1001 for Acme is made in QuickBooks:
        | item   | quantity | price |
        | Mowing | 2        | 50.00 |
      And it syncs

    @A8
    Scenario: A number that was changed in HubSpot
      Given HubSpot lets finalized invoices be edited
      When the number of 1001 becomes "1001-A" in HubSpot
      And it syncs
      Then QuickBooks's 1001 is failing: "Changed in HubSpot, belongs to QuickBooks"
      When somebody clicks "Put HubSpot back" on the page of QuickBooks's 1001
      And it syncs
      Then 1001 is equal on both sides: 100.00, of which 100.00 is due

    Scenario: Another customer
      Given QuickBooks has the customer "Baker" with the email "bea@baker.test"
      And it syncs
      When the customer of 1001 becomes "Baker" in QuickBooks
      And it syncs
      Then 1001 is failing: "The customer was changed in QuickBooks Online"
      When the customer of 1001 becomes "Acme" in QuickBooks
      And it syncs
      Then 1001 is equal on both sides: 100.00, of which 100.00 is due

    @A10
    Scenario: Voided in HubSpot
      When 1001 is voided in HubSpot
      And it syncs
      Then 1001 is failing: "Voided in HubSpot, belongs to QuickBooks"
      When 1001 is voided in QuickBooks
      And it syncs
      Then HubSpot shows 1001 as voided
      And nothing fails
