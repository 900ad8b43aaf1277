@S3 @S44
Feature: A HubSpot invoice is changed in HubSpot only

  Background:
    Given the shop of Acme, syncing two-way
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
      | Edging | 1        | 20.00 |
    And it syncs

  Scenario: Another price in QuickBooks fails, and nothing is overwritten
    When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is failing: "Line item or invoice amount modifications in HubSpot native invoices cannot be made through external applications. Please make any necessary changes directly in HubSpot"
    And the page of HS-1 says "Mowing: $120.00 instead of $100.00. Nothing is overwritten."
    And the page of HS-1 offers "Put QuickBooks back"
    And HubSpot shows HS-1 at 120.00, of which 120.00 is due
    And QuickBooks shows HS-1 at 140.00, of which 140.00 is due

  Scenario: The price put back makes it sync without anybody clicking
    When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
    And it syncs
    And the price of the line "Mowing" of HS-1 becomes "50.00" in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is syncing
    And HS-1 is equal on both sides: 120.00, of which 120.00 is due

  Scenario: One click puts QuickBooks back
    When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
    And it syncs
    And somebody clicks "Put QuickBooks back" on the page of HS-1
    And it syncs
    Then HS-1 is syncing
    And HS-1 is equal on both sides: 120.00, of which 120.00 is due
    And the next sync writes nothing

  Scenario Outline: Whatever else belongs to HubSpot
    When the <field> of HS-1 becomes "<wrong>" in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is failing: "Line item or invoice amount modifications in HubSpot native invoices"
    When the <field> of HS-1 becomes "<right>" in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is syncing

    Examples:
      | field    | wrong      | right      |
      | date     | 2026-11-01 | 2026-11-24 |
      | comments | Other gate |            |

  Scenario: Its number
    When the number of HS-1 becomes "HS-1B" in QuickBooks
    And it syncs
    Then nothing is written
    And HubSpot's HS-1 is failing: "Invoice number"
    When the number of HS-1B becomes "HS-1" in QuickBooks
    And it syncs
    Then HS-1 is syncing

  Scenario Outline: Whatever is changed on a line
    When the <field> of the line "Edging" of HS-1 becomes "<wrong>" in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is failing: "Line item or invoice amount modifications in HubSpot native invoices"
    And HS-1 is failing: "<told>. Nothing is overwritten."
    And HubSpot shows HS-1 at 120.00, of which 120.00 is due

    Examples:
      | field    | wrong        | told                             |
      | quantity | 3            | Edging: $60.00 instead of $20.00 |
      | price    | 20.01        | Edging: $20.01 instead of $20.00 |
      | text     | Edging, both | the text of Edging               |

  Scenario: A line is taken away there
    When the line "Edging" of HS-1 is removed in QuickBooks
    And it syncs
    Then nothing is written
    And the page of HS-1 says "1 line instead of 2"
    And HS-1 is failing: "Please make any necessary changes directly in HubSpot"

  Scenario: A line of nothing is added there
    When these lines are added to HS-1 in QuickBooks:
      | item   | quantity | price | text     |
      | Mowing | 1        | 0.00  | For free |
    And it syncs
    Then nothing is written
    And HS-1 is failing: "Please make any necessary changes directly in HubSpot"

  Scenario: A discount, shipping, and the two together that leave the total as it was
    When these lines are added to HS-1 in QuickBooks:
      | item     | amount |
      | shipping | 15.00  |
      | discount | 15.00  |
    And it syncs
    Then nothing is written
    And QuickBooks shows HS-1 at 120.00, of which 120.00 is due
    And HS-1 is failing: "discount: $15.00 instead of $0.00; shipping or fee: $15.00 instead of $0.00. Nothing is overwritten."
    When somebody clicks "Put QuickBooks back" on the page of HS-1
    And it syncs
    Then HS-1 is syncing
    And HS-1 is equal on both sides: 120.00, of which 120.00 is due
    And the next sync writes nothing

  Scenario: The same change made in HubSpot makes it sync too
    Given HubSpot lets finalized invoices be edited
    When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
    And it syncs
    And the price of the line "Mowing" of HS-1 becomes "60.00" in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is syncing
    And HS-1 is equal on both sides: 140.00, of which 140.00 is due

  Scenario: Both sides change the price of one line at once, each otherwise
    Given HubSpot lets finalized invoices be edited
    When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
    And the price of the line "Mowing" of HS-1 becomes "55.00" in HubSpot
    And it syncs
    Then nothing is written
    And HS-1 is failing: "Please make any necessary changes directly in HubSpot"
    And QuickBooks shows HS-1 at 140.00, of which 140.00 is due
    When somebody clicks "Put QuickBooks back" on the page of HS-1
    And it syncs
    Then HS-1 is equal on both sides: 130.00, of which 130.00 is due
    And the next sync writes nothing

  Scenario: Both sides change at once what each may change
    Given HubSpot lets finalized invoices be edited
    And QuickBooks tracks classes, one of which is "North"
    When the class of the line "Mowing" of HS-1 becomes "North" in QuickBooks
    And the due date of HS-1 becomes "2026-12-31" in QuickBooks
    And the price of the line "Mowing" of HS-1 becomes "55.00" in HubSpot
    And the comments of HS-1 becomes "Ring twice" in HubSpot
    And it syncs
    Then HS-1 is equal on both sides: 130.00, of which 130.00 is due
    And the lines of HS-1 in QuickBooks are:
      | item   | class | amount | text   |
      | Mowing | North | 110.00 | Mowing |
      | Custom Line Item |  | 20.00 | Edging |
    And QuickBooks shows the comments "Ring twice" on HS-1
    And HubSpot shows the due date "2026-12-31" on HS-1
    And the next sync writes nothing

  Scenario: Two people correct it differently while it fails
    When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
    And it syncs
    And the quantity of the line "Mowing" of HS-1 becomes "1" in QuickBooks
    And the price of the line "Mowing" of HS-1 becomes "100.00" in QuickBooks
    And it syncs
    Then nothing is written
    And QuickBooks shows HS-1 at 120.00, of which 120.00 is due
    And HS-1 is failing: "Mowing: 1 × $100.00 instead of 2 × $50.00"

  Scenario: A payment of HubSpot is taken away there, and entered again
    Given 120.00 is paid on HS-1 in HubSpot, by check, on 2026-11-20, with the reference "4711"
    And it syncs
    When the payment of 120.00 on HS-1 is deleted in QuickBooks
    And it syncs
    Then nothing is written
    And HS-1 is failing: "Line item or invoice amount modifications in HubSpot native invoices"
    And the page of HS-1 says "a payment that was entered in HubSpot was removed"
    When 120.00 is paid on HS-1 in QuickBooks, on 2026-11-24, with the reference "4711"
    And it syncs
    Then nothing is written
    And HS-1 is syncing
    And HS-1 is equal on both sides: 120.00, of which 0.00 is due

  Scenario: While it fails its payments wait
    When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
    And 50.00 is paid on HS-1 in HubSpot
    And it syncs
    Then nothing is written
    And the payment of 50.00 on HS-1 is waiting
    When the price of the line "Mowing" of HS-1 becomes "50.00" in QuickBooks
    And it syncs
    Then HS-1 is equal on both sides: 120.00, of which 70.00 is due

  Scenario: It is voided there while it fails
    When the price of the line "Mowing" of HS-1 becomes "60.00" in QuickBooks
    And it syncs
    And HS-1 is voided in QuickBooks
    And it syncs
    Then HubSpot shows HS-1 as voided
    And HS-1 is syncing
    And the next sync writes nothing

  Scenario: It is moved to another customer there, and back
    Given QuickBooks has the customer "Baker" with the email "bea@baker.test"
    When the customer of HS-1 becomes "Baker" in QuickBooks
    And it syncs
    Then HS-1 is failing: "it was moved to another customer"
    And nothing is written in QuickBooks
    When the customer of HS-1 becomes "Acme" in QuickBooks
    And it syncs
    Then HS-1 is syncing
