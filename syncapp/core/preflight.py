"""Whether two accounts can be synced, said before any switch is thrown: fine, advisable or blocking (B1, S6, S7, S9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from syncapp.core.errors import day_text

HUBSPOT_SCOPES = (
    "oauth",
    "crm.objects.contacts.read",
    "crm.objects.contacts.write",
    "crm.objects.companies.read",
    "crm.objects.products.read",
    "crm.objects.products.write",
    "crm.objects.line_items.read",
    "crm.objects.line_items.write",
    "crm.objects.invoices.read",
    "crm.objects.invoices.write",
    "crm.objects.commercepayments.read",
    "crm.objects.commercepayments.write",
    "crm.schemas.contacts.write",
    "crm.schemas.line_items.write",
    "crm.schemas.invoices.write",
    "crm.schemas.commercepayments.write",
)


@dataclass(frozen=True)
class Finding:
    code: str
    level: str  # fine, advisable, blocking
    sentence: str
    where: str = ""  # the exact place to change it
    advice: str = ""  # what is advised, and what happens otherwise


def preflight(
    hubspot: Mapping[str, Any],
    quickbooks: Mapping[str, Any],
    scopes: Sequence[str],
    *,
    outbound: bool = True,
    service_dates: bool = False,
) -> tuple[Finding, ...]:
    """The accounts' settings as the catalog has them; `scopes`: HubSpot's, empty if untold; `outbound`: invoices go out;
    `service_dates`: their lines get one (B26).

    What keeps invoices from going out blocks only where they are to go out.
    """
    wall = "blocking" if outbound else "advisable"
    return (
        _scopes(scopes),
        _tax(quickbooks, wall),
        _revenue(quickbooks, wall, service_dates=service_dates),
        _numbers(quickbooks),
        _closing(quickbooks),
        _payments(hubspot),
    )


def _scopes(scopes: Sequence[str]) -> Finding:
    missing = [scope for scope in HUBSPOT_SCOPES if scopes and scope not in scopes]
    if missing:
        return Finding(
            "scopes",
            "blocking",
            f"HubSpot has not granted {', '.join(missing)}.",
            "Reconnect HubSpot and allow everything that is asked for.",
        )
    told = (
        "HubSpot has granted everything that is needed." if scopes else "HubSpot does not tell what this token may do."
    )
    advice = "" if scopes else "Nothing to do. What it may not do fails when it is tried, and is said there."
    return Finding("scopes", "fine" if scopes else "advisable", told, advice=advice)


def _tax(company: Mapping[str, Any], wall: str) -> Finding:
    where = "QuickBooks Online › Taxes"
    if company.get("tax_required"):
        text = "This company needs a tax code on every line, and invoices made in HubSpot have none: none of them can go out."
        return Finding("tax", wall, text, where)
    if company.get("automated_tax"):
        text = "Automated sales tax is on. QuickBooks may add tax to an invoice made in HubSpot; such an invoice then fails."
        advice = "Make invoices of taxed sales in QuickBooks Online; leave it as it is if the sales of HubSpot are not taxed."
        return Finding("tax", "advisable", text, where, advice)
    if company.get("sales_tax"):
        advice = "Make invoices of taxed sales in QuickBooks Online, or their tax is missing from the books; else nothing needs changing."
        return Finding(
            "tax", "advisable", "Sales tax is on. Invoices made in HubSpot arrive as non-taxable.", where, advice
        )
    return Finding("tax", "fine", "No tax stands in the way.")


def _revenue(company: Mapping[str, Any], wall: str, *, service_dates: bool) -> Finding:
    if company.get("revenue_recognition") and service_dates:
        text = "Revenue recognition is on. Lines of HubSpot invoices go out with the invoice date as their service date, as it was confirmed under Settings."
        return Finding("revenue_recognition", "fine", text)
    if company.get("revenue_recognition"):
        text = "Revenue recognition is on and needs a service date on every line, which HubSpot's lines lack: none of them can go out."
        where = "Settings › Service date, if revenue may be recognized from the invoice date; else QuickBooks Online › Account and settings › Sales"
        return Finding("revenue_recognition", wall, text, where)
    return Finding("revenue_recognition", "fine", "Revenue recognition is off.")


def _numbers(company: Mapping[str, Any]) -> Finding:
    if company.get("custom_numbers"):
        text = "Custom transaction numbers are on. Invoices made in QuickBooks would go on counting from HubSpot's numbers."
        advice = "Turn them off. Otherwise the two systems sooner or later give one number to two invoices, and the second fails."
        return Finding(
            "custom_numbers",
            "advisable",
            text,
            "QuickBooks Online › Account and settings › Sales › Sales form content",
            advice,
        )
    return Finding("custom_numbers", "fine", "Custom transaction numbers are off.")


def _closing(company: Mapping[str, Any]) -> Finding:
    if company.get("close_date"):
        return Finding("closing_date", "fine", f"The books are closed through {day_text(str(company['close_date']))}.")
    text = "The books have no closing date, so nothing keeps an old invoice out of a month that is done."
    advice = "Close them, or set “Protected through” under Settings. Otherwise an invoice of a finished month can still be made or changed."
    return Finding(
        "closing_date", "advisable", text, "QuickBooks Online › Account and settings › Advanced › Accounting", advice
    )


def _payments(account: Mapping[str, Any]) -> Finding:
    if account.get("payments") is False:
        text = "HubSpot has no payment processor, so it takes no payment records; copies show their status only."
        advice = "Set one up if payments that are entered in QuickBooks should stand in HubSpot as payments; else nothing needs changing."
        return Finding("payment_processor", "advisable", text, "HubSpot › Settings › Payments", advice)
    if account.get("payments") is None:
        text = "HubSpot does not tell whether it takes payment records. If it refuses one, this is said here."
        advice = "Nothing to do where a payment processor is set up. Where there is none, payments that are entered in QuickBooks do not reach HubSpot: set one up if they should."
        return Finding("payment_processor", "advisable", text, "HubSpot › Settings › Payments", advice)
    return Finding("payment_processor", "fine", "HubSpot takes payment records.")
