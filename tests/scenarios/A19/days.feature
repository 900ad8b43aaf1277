@A19
Feature: A document keeps its day

  Background:
    Given the shop of Acme, syncing two-way
    And HubSpot lets finalized invoices be edited

  Scenario Outline: A moment of HubSpot is the company's day
    Given the company is in the time zone "<zone>"
    And the draft HS-1 for Ann is made in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the date of HS-1 is "<moment>" by the company's clock
    When the draft HS-1 is finalized
    And it syncs
    Then QuickBooks shows the date "<day>" on HS-1
    And HS-1 is syncing without any remark
    And comparing everything writes nothing

    Examples:
      | zone                | moment           | day        |
      | America/Los_Angeles | 2026-10-31 22:30 | 2026-10-31 |
      | America/Los_Angeles | 2026-11-01 01:30 | 2026-11-01 |
      | Asia/Tokyo          | 2026-11-01 08:59 | 2026-11-01 |
      | Europe/Berlin       | 2026-10-25 02:30 | 2026-10-25 |

  Scenario Outline: A due date that is a moment is the company's day, too
    Given the company is in the time zone "<zone>"
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the due date of HS-1 is "<moment>" by the company's clock
    When it syncs
    Then QuickBooks shows the due date "<day>" on HS-1
    And HS-1 is syncing without any remark
    And comparing everything writes nothing

    Examples:
      | zone                | moment           | day        |
      | America/Los_Angeles | 2026-12-31 22:30 | 2026-12-31 |
      | Asia/Tokyo          | 2027-01-01 08:00 | 2027-01-01 |

  Scenario Outline: A payment is of the company's day, wherever the company is
    Given the company is in the time zone "<zone>"
    And the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    And it is "<moment>" at the company
    And 40.00 is paid on HS-1 in HubSpot this moment
    When it syncs
    Then the payments of HS-1 in QuickBooks are:
      | amount | date  |
      | 40.00  | <day> |
    And comparing everything writes nothing

    Examples:
      | zone               | moment           | day        |
      | Asia/Tokyo         | 2026-12-01 08:59 | 2026-12-01 |
      | Asia/Tokyo         | 2026-12-01 09:00 | 2026-12-01 |
      | Pacific/Kiritimati | 2026-12-01 00:30 | 2026-12-01 |
      | Pacific/Pago_Pago  | 2026-11-30 23:59 | 2026-11-30 |

  Scenario Outline: Days of both directions
    When the invoice HS-1 for Ann, dated <day>, is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And the invoice 1001 for Acme, dated <day>, is made in QuickBooks:
      | item   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then QuickBooks shows the date "<day>" on HS-1
    And HubSpot shows the date "<day>" on 1001
    And HS-1 is syncing
    And 1001 is syncing

    Examples:
      | day        |
      | 2024-02-29 |
      | 2025-11-24 |
      | 2026-12-31 |

  Scenario: Terms of the customer never move the due date
    Given the customer Acme has the terms "Net 45" in QuickBooks
    When the invoice HS-1 for Ann is finalized in HubSpot:
      | name   | quantity | price |
      | Mowing | 2        | 50.00 |
    And it syncs
    Then QuickBooks shows the due date "2026-12-24" on HS-1
    And HS-1 is syncing without any remark
