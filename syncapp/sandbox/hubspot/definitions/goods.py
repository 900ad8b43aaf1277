"""Standard properties of products and line items."""

from __future__ import annotations

from syncapp.sandbox.hubspot.definitions.table import CURRENCIES, common, fields

_FREQUENCIES = (
    "weekly:Weekly", "biweekly:Every two weeks", "monthly:Monthly", "quarterly:Quarterly",
    "per_six_months:Semi-annually", "annually:Annually", "per_two_years:Every two years",
)  # fmt: skip
_PRICING = ("flat:Flat", "volume:Volume", "graduated:Graduated", "stairstep:Stairstep")

PRODUCTS = fields(
    "productinformation",
    """
    name | Name | string | text |
    description | Product description | string | textarea |
    price | Unit price | number | number | m
    hs_sku | SKU | string | text |
    hs_cost_of_goods_sold | Unit cost | number | number | m
    hs_url | URL | string | text |
    hs_images | Image URL | string | text |
    hs_product_type | Product type | enumeration | select |
    hs_folder | Folder | string | text | h
    hs_price_usd | Unit price USD | number | number | m
    hs_price_eur | Unit price EUR | number | number | m
    hs_price_cad | Unit price CAD | number | number | m
    hs_price_gbp | Unit price GBP | number | number | m
    tax | Tax | number | number | m
    hs_status | Status | enumeration | select |
    hs_pricing_model | Pricing model | enumeration | select |
    recurringbillingfrequency | Billing frequency | enumeration | select |
    hs_recurring_billing_period | Term | string | text |
    """,
    {
        "hs_product_type": ("inventory:Inventory", "non_inventory:Non-inventory", "service:Service"),
        "hs_status": ("active:Active", "inactive:Inactive"),
        "hs_pricing_model": _PRICING,
        "recurringbillingfrequency": _FREQUENCIES,
    },
) + common("productinformation", "createdate", "hs_lastmodifieddate")

# hs_tax_* and hs_post_tax_amount as calculated: [?] in the reference, taken strictly.
LINE_ITEMS = fields(
    "lineiteminformation",
    """
    name | Name | string | text |
    description | Description | string | textarea |
    quantity | Quantity | number | number |
    price | Unit price | number | number | m
    amount | Net price | number | number | cm
    discount | Unit discount | number | number | m
    hs_discount_percentage | Discount percentage | number | number |
    hs_total_discount | Total discount | number | number | cm
    hs_pre_discount_amount | Pre discount amount | number | number | cm
    hs_sku | SKU | string | text |
    hs_product_id | Product ID | number | number |
    hs_tax_rate_group_id | Tax rate group ID | string | text |
    hs_tax_amount | Tax amount | number | number | cm
    hs_tax_label | Tax label | string | text | c
    hs_tax_rate | Tax rate | number | number | c
    hs_post_tax_amount | Post tax amount | number | number | cm
    hs_line_item_currency_code | Currency | enumeration | select |
    hs_position_on_quote | Position | number | number |
    hs_cost_of_goods_sold | Unit cost | number | number | m
    hs_margin | Margin | number | number | cm
    hs_images | Image URL | string | text |
    hs_url | URL | string | text |
    recurringbillingfrequency | Billing frequency | enumeration | select |
    hs_recurring_billing_period | Term | string | text |
    hs_recurring_billing_start_date | Billing start date | date | date |
    hs_recurring_billing_end_date | Billing end date | date | date | c
    hs_recurring_billing_number_of_payments | Number of payments | number | number |
    hs_pricing_model | Pricing model | enumeration | select |
    hs_tier_ranges | Tier ranges | string | text |
    hs_tier_prices | Tier prices | string | text |
    """,
    {
        "hs_line_item_currency_code": CURRENCIES,
        "recurringbillingfrequency": _FREQUENCIES,
        "hs_pricing_model": _PRICING,
    },
) + common("lineiteminformation", "createdate", "hs_lastmodifieddate")
