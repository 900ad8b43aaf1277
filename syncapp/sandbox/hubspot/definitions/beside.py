"""A few standard properties of the types beside an invoice's own; names are HubSpot's, flags and options assumed."""

from __future__ import annotations

from syncapp.sandbox.hubspot.definitions.table import CURRENCIES, Definition, Options, common, fields

TICKET_STAGES = ("1:New", "2:Waiting on contact", "3:Waiting on us", "4:Closed")
TICKET_PIPELINES = ("0:Support Pipeline",)


def _type(group: str, rows: str, options: Options | None = None, created: str = "hs_createdate") -> list[Definition]:
    return fields(group, rows, options) + common(group, created, "hs_lastmodifieddate")


_MONEY = {"hs_currency": CURRENCIES, "hs_currency_code": CURRENCIES}
_WHEN = "hs_timestamp | Activity date | datetime | date |"

TICKETS = _type(
    "ticketinformation",
    """
    subject | Ticket name | string | text |
    content | Ticket description | string | textarea |
    hs_pipeline | Pipeline | enumeration | select |
    hs_pipeline_stage | Ticket status | enumeration | select |
    hs_ticket_priority | Priority | enumeration | select |
    hs_ticket_category | Category | enumeration | checkbox |
    closed_date | Close date | datetime | date | r
    """,
    {
        "hs_pipeline": TICKET_PIPELINES,
        "hs_pipeline_stage": TICKET_STAGES,
        "hs_ticket_priority": ("LOW:Low", "MEDIUM:Medium", "HIGH:High"),
        "hs_ticket_category": ("PRODUCT_ISSUE:Product issue", "BILLING_ISSUE:Billing issue"),
    },
    created="createdate",
)
QUOTES = _type(
    "quoteinformation",
    """
    hs_title | Quote title | string | text |
    hs_expiration_date | Expiration date | date | date |
    hs_status | Status | enumeration | select |
    hs_currency | Currency | enumeration | select |
    hs_quote_number | Quote number | string | text |
    """,
    _MONEY
    | {
        "hs_status": (
            "DRAFT:Draft",
            "APPROVAL_NOT_NEEDED:Published",
            "PENDING_APPROVAL:Pending",
            "REJECTED:Rejected",
        )
    },
)
ORDERS = _type(
    "orderinformation",
    """
    hs_order_name | Order name | string | text |
    hs_external_order_id | External order ID | string | text |
    hs_external_order_status | External order status | string | text |
    hs_currency_code | Currency | enumeration | select |
    hs_total_price | Total price | number | number | m
    """,
    _MONEY,
)
CARTS = _type(
    "cartinformation",
    """
    hs_cart_name | Cart name | string | text |
    hs_external_cart_id | External cart ID | string | text |
    hs_external_status | External status | string | text |
    hs_currency_code | Currency | enumeration | select |
    hs_total_price | Total price | number | number | m
    """,
    _MONEY,
)
SUBSCRIPTIONS = _type(
    "subscriptioninformation",
    """
    hs_name | Name | string | text |
    hs_status | Status | string | text | r
    hs_currency_code | Currency | enumeration | select | r
    """,
    _MONEY,
)
NOTES = _type("note", f"hs_note_body | Note body | string | html |\n{_WHEN}")
MEETINGS = _type(
    "meeting",
    f"hs_meeting_title | Title | string | text |\nhs_meeting_body | Body | string | html |\n{_WHEN}",
)
CALLS = _type("call", f"hs_call_title | Title | string | text |\nhs_call_body | Body | string | html |\n{_WHEN}")
EMAILS = _type(
    "email",
    f"hs_email_subject | Subject | string | text |\nhs_email_text | Text | string | textarea |\n{_WHEN}",
)
TASKS = _type("task", f"hs_task_subject | Title | string | text |\nhs_task_body | Notes | string | html |\n{_WHEN}")

BESIDE = {
    "tickets": TICKETS, "quotes": QUOTES, "orders": ORDERS, "carts": CARTS, "subscriptions": SUBSCRIPTIONS, "notes": NOTES,
    "meetings": MEETINGS, "calls": CALLS, "emails": EMAILS, "tasks": TASKS,
}  # fmt: skip
GROUPS = {
    "tickets": ("ticketinformation", "Ticket Information"), "quotes": ("quoteinformation", "Quote Information"),
    "orders": ("orderinformation", "Order Information"), "carts": ("cartinformation", "Cart Information"),
    "subscriptions": ("subscriptioninformation", "Subscription Information"), "notes": ("note", "Note"),
    "meetings": ("meeting", "Meeting"), "calls": ("call", "Call"), "emails": ("email", "Email"), "tasks": ("task", "Task"),
}  # fmt: skip
