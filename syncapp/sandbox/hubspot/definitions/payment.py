"""Standard properties of commerce payments [D]; options of read-only ones are assumed."""

from __future__ import annotations

from syncapp.sandbox.hubspot.definitions.table import CURRENCIES, common, fields

STATUSES = (
    "processing:Processing", "succeeded:Succeeded", "failed:Failed", "partially_refunded:Partially refunded",
    "refunded:Refunded", "processing_refund:Processing refund", "disputed_won:Disputed (won)",
    "disputed_lost:Disputed (lost)", "disputed_action_required:Disputed (action required)",
    "disputed_awaiting_decision:Disputed (awaiting decision)",
)  # fmt: skip
METHODS = (
    "card:Credit or debit card", "ach:Bank debit (ACH)", "cash:Cash", "check:Check", "wire_transfer:Wire transfer",
    "other:Other", "sepa:SEPA", "bacs:BACS", "pads:PADs",
)  # fmt: skip
PROCESSORS = (
    "hs_payments:HubSpot payments",
    "byo_stripe:Stripe",
    "none:None",
    "quickbooks:QuickBooks",
    "xero:Xero",
)

PAYMENTS = fields(
    "commerce_payments",
    """
    hs_initial_amount | Gross amount | number | number | m
    hs_initiated_date | Payment date | datetime | date |
    hs_currency_code | Currency | enumeration | select |
    hs_customer_email | Customer email | string | text |
    hs_latest_status | Status | enumeration | select |
    hs_payment_method_type | Payment method | enumeration | select |
    hs_payment_method_last_4 | Payment method last 4 | string | text |
    hs_payment_method_bank_or_issuer | Payment method bank or issuer | string | text |
    hs_processor_type | Processor type | enumeration | select |
    hs_reference_number | Reference number | string | text |
    hs_internal_comment | Internal comment | string | textarea |
    hs_fees_amount | Fees amount | number | number | m
    hs_refunds_amount | Refunds amount | number | number | m
    hs_payout_date | Payout date | datetime | date |
    hs_line_item_discounts_amount | Line item discounts | number | number | m
    hs_billing_address_line_1 | Billing address line 1 | string | text |
    hs_billing_address_line_2 | Billing address line 2 | string | text |
    hs_billing_address_city | Billing city | string | text |
    hs_billing_address_state | Billing state | string | text |
    hs_billing_address_zip | Billing postal code | string | text |
    hs_billing_address_country | Billing country | string | text |
    hs_shipping_address_line_1 | Shipping address line 1 | string | text |
    hs_shipping_address_line_2 | Shipping address line 2 | string | text |
    hs_shipping_address_city | Shipping city | string | text |
    hs_shipping_address_state | Shipping state | string | text |
    hs_shipping_address_zip | Shipping postal code | string | text |
    hs_shipping_address_country | Shipping country | string | text |
    hs_shipping_ship_to_name | Ship to name | string | text |
    hs_external_reference_id | External reference ID | string | text |
    hs_payment_id | Payment ID | string | text | r
    hs_net_amount | Net amount | number | number | cm
    hs_payment_method | Payment method detail | string | text | r
    hs_payment_type | Payment type | string | text | r
    hs_payment_source_app | Payment source | enumeration | select | r
    hs_payment_source_id | Payment source ID | string | text | r
    hs_payment_source_name | Payment source name | string | text | r
    hs_payment_source_url | Payment source URL | string | text | r
    hs_platform_fee | Platform fee | number | number | rm
    hs_settlement_currency_code | Settlement currency | string | text | r
    hs_digital_wallet_type | Digital wallet type | string | text | r
    hs_order_discount_amount | Order discount | number | number | rm
    hs_total_discounts_amount | Total discounts | number | number | cm
    hs_has_associated_invoice | Has associated invoice | bool | booleancheckbox | c
    hs_number_of_associated_invoices | Number of associated invoices | number | number | c
    hs_payment_creation_method | Creation method | enumeration | select | r
    """,
    {
        "hs_currency_code": CURRENCIES,
        "hs_latest_status": STATUSES,
        "hs_payment_method_type": METHODS,
        "hs_processor_type": PROCESSORS,
        "hs_payment_source_app": (
            "SALES_CHECKOUT:Payment link",
            "QUOTE:Quote",
            "INVOICE:Invoice",
            "MIGRATION:Migration",
            "SUBSCRIPTION:Subscription",
        ),
        "hs_payment_creation_method": ("OTHER:Other", "CHECKOUT:Checkout", "MANUAL:Manual"),
    },
) + common("commerce_payments", "hs_createdate", "hs_lastmodifieddate")
