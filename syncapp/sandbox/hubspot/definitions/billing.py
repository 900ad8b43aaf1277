"""Standard properties of invoices and of the discounts, fees and taxes on them.

Names are documented [D] or seen in real portals [C]; flags and options beyond those of the reference
are assumed, so a connector has to read them at run time.
"""

from __future__ import annotations

from syncapp.sandbox.hubspot.definitions.table import CURRENCIES, common, fields

# `data_sync` is confirmed [C], the two others are assumed from their labels [D].
SOURCES = ("hubspot:HubSpot", "data_sync:Data Sync", "legacy_quickbooks:Legacy QuickBooks integration")
LANGUAGES = (
    "en:English",
    "de:German",
    "es:Spanish",
    "fr:French",
    "it:Italian",
    "ja:Japanese",
    "nl:Dutch",
    "pt:Portuguese",
)
LOCALES = (
    "en-us:United States",
    "en-ca:Canada",
    "en-gb:United Kingdom",
    "de-de:Germany",
    "fr-fr:France",
    "fr-ca:Canada (French)",
)

INVOICES = fields(
    "invoiceinformation",
    """
    hs_currency | Currency | enumeration | select |
    hs_invoice_status | Invoice status | enumeration | select |
    hs_number | Invoice number | string | text |
    hs_title | Title | string | text |
    hs_invoice_date | Invoice date | datetime | date |
    hs_due_date | Due date | datetime | date |
    hs_invoice_billable | Billable | bool | booleancheckbox |
    hs_purchase_order_number | Purchase order number | string | text |
    hs_comments | Comments | string | textarea |
    hs_tax_id | Tax ID | string | text |
    hs_allowed_payment_methods | Accepted payment methods | enumeration | checkbox |
    hs_invoice_payment_collection_method | Payment collection method | enumeration | select |
    hs_allow_partial_payments | Allow partial payments | bool | booleancheckbox |
    hs_collect_address_types | Collect address types | enumeration | checkbox |
    hs_recipient_shipping_address | Recipient address | string | text |
    hs_recipient_shipping_address2 | Recipient address 2 | string | text |
    hs_recipient_shipping_city | Recipient city | string | text |
    hs_recipient_shipping_state | Recipient state | string | text |
    hs_recipient_shipping_zip | Recipient postal code | string | text |
    hs_recipient_shipping_country | Recipient country | string | text |
    hs_recipient_company_address | Recipient company address | string | text |
    hs_recipient_company_address2 | Recipient company address 2 | string | text |
    hs_recipient_company_city | Recipient company city | string | text |
    hs_recipient_company_state | Recipient company state | string | text |
    hs_recipient_company_zip | Recipient company postal code | string | text |
    hs_custom_fields | Custom fields | string | textarea |
    hs_language | Language | enumeration | select |
    hs_locale | Locale | enumeration | select |
    hs_external_createdate | External create date | datetime | date |
    hs_external_invoice_id | External invoice ID | string | text |
    hs_invoice_source | Invoice source | enumeration | select | r
    hs_amount_billed | Amount billed | number | number | cm
    hs_amount_paid | Amount paid | number | number | cm
    hs_balance_due | Balance due | number | number | cm
    hs_subtotal | Subtotal | number | number | cm
    hs_payment_date | Payment date | datetime | date |
    hs_payment_status | Payment status | enumeration | select | c
    hs_days_overdue | Days overdue | number | number | c
    hs_invoice_link | Invoice link | string | text | r
    hs_pdf_download_link | PDF download link | string | text | r
    hs_invoice_latest_contact_email | Latest contact email | string | text | r
    hs_unique_id | Unique ID | string | text | rh
    """,
    {
        "hs_currency": CURRENCIES,
        "hs_invoice_status": ("draft:Draft", "open:Open", "paid:Paid", "voided:Voided"),
        "hs_allowed_payment_methods": (
            "credit_or_debit_card:Credit or debit card",
            "ach:Bank debit (ACH)",
            "sepa:SEPA",
            "bacs:BACS",
            "pads:PADs",
        ),
        "hs_invoice_payment_collection_method": ("manual:Manual", "none:None"),
        "hs_collect_address_types": ("billing_address:Billing address", "shipping_address:Shipping address"),
        "hs_language": LANGUAGES,
        "hs_locale": LOCALES,
        "hs_invoice_source": SOURCES,
        "hs_payment_status": ("unpaid:Unpaid", "partially_paid:Partially paid", "paid:Paid"),
    },
) + common("invoiceinformation", "hs_createdate", "hs_lastmodifieddate")

_ADJUSTMENT = """
    hs_label | Label | string | text |
    hs_type | Type | enumeration | select |
    hs_value | Value | number | number |
    hs_sort_order | Sort order | enumeration | select |
    """
_TYPES = {"hs_type": ("PERCENT:Percent", "FIXED:Fixed"), "hs_sort_order": tuple(str(n) for n in range(100))}


def _adjustment(group: str) -> list[dict[str, object]]:
    return fields(group, _ADJUSTMENT, _TYPES) + common(group, "hs_createdate", "hs_lastmodifieddate")


DISCOUNTS = _adjustment("discountinformation")
FEES = _adjustment("feeinformation")
TAXES = _adjustment("taxinformation")
