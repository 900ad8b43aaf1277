"""Standard properties of deals: what an invoice or its lines may hang on. Stages are those of a new account [K]."""

from __future__ import annotations

from syncapp.sandbox.hubspot.definitions.table import CURRENCIES, common, fields

PIPELINES = ("default:Sales Pipeline",)
STAGES = (
    "appointmentscheduled:Appointment Scheduled", "qualifiedtobuy:Qualified To Buy",
    "presentationscheduled:Presentation Scheduled", "decisionmakerboughtin:Decision Maker Bought-In",
    "contractsent:Contract Sent", "closedwon:Closed Won", "closedlost:Closed Lost",
)  # fmt: skip

DEALS = fields(
    "dealinformation",
    """
    dealname | Deal Name | string | text |
    amount | Amount | number | number | m
    closedate | Close Date | datetime | date |
    pipeline | Pipeline | enumeration | select |
    dealstage | Deal Stage | enumeration | radio |
    dealtype | Deal Type | enumeration | radio |
    deal_currency_code | Currency | enumeration | select |
    description | Deal Description | string | textarea |
    """,
    {
        "pipeline": PIPELINES,
        "dealstage": STAGES,
        "dealtype": ("newbusiness:New Business", "existingbusiness:Existing Business"),
        "deal_currency_code": CURRENCIES,
    },
) + common("dealinformation", "createdate", "hs_lastmodifieddate")
