"""Both vendors' emulators, told what to do by their control routes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import requests

from syncapp.management.demo.options import Options

FORMATS = {"hubspot": "v3", "quickbooks": "cloudevents"}
SECONDS = 120
CUSTOMER = "rosa.delgado@example.com"  # a homeowner whom both systems know


class VendorRefused(Exception):
    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


def control(address: str, route: str, body: dict[str, Any] | None = None, method: str = "") -> Any:
    """A `/_sandbox/` route: GET without a body, else POST."""
    with requests.Session() as session:
        session.trust_env = False  # no proxy stands between here and this machine's own ports
        method = method or ("GET" if body is None else "POST")
        answer = session.request(method, f"{address}/_sandbox/{route}", json=body, timeout=SECONDS)
    told = answer.json()
    if not answer.ok:
        raise VendorRefused(answer.status_code, str(told.get("error", answer.status_code)))
    return told


def subscribe(options: Options, secrets: dict[str, str]) -> None:
    """Both announce what changes to us, and to no address of an earlier start."""
    for system, address in options.vendors.items():
        control(address, "webhooks", method="DELETE")
        url = f"{options.address}/webhooks/{system}/"
        control(address, "webhooks", {"url": url, "secret": secrets[system], "format": FORMATS[system]})


def play_later(options: Options) -> bool:
    """The second step of the demo company, announced as people's work is; False where it was played before."""
    played = False
    for address in options.vendors.values():
        try:
            control(address, "seed", {"name": "landscaping-later", "records": options.records, "webhooks": True})
            played = True
        except VendorRefused as refusal:
            if refusal.status != 409:
                raise
    return played


def announcing(options: Options) -> bool:
    """Something that changed has not been told yet."""
    listings = [control(address, "webhooks") for address in options.vendors.values()]
    return any(subscription["pending"] for listing in listings for subscription in listing["subscriptions"])


def bill_last_month(options: Options, number: str, today: date) -> str:
    """A person makes an invoice in HubSpot, dated on the last day of a month that is over and not closed yet; its id.

    `today`: the company's own date, which on the first of a month is not everybody's.
    """
    contacts = _in_hubspot(options, "POST", "contacts/search", {"filterGroups": [{"filters": [
        {"propertyName": "email", "operator": "EQ", "value": CUSTOMER}]}]})["results"]  # fmt: skip
    day = today.replace(day=1) - timedelta(days=1)
    properties = {
        "hs_currency": "USD",
        "hs_number": number,
        "hs_invoice_date": day.isoformat(),
        "hs_due_date": day.isoformat(),
    }
    made = str(
        _in_hubspot(
            options, "POST", "invoices", {"properties": properties, "associations": [_to(contacts[0]["id"], 177)]}
        )["id"]
    )
    line = {"name": "Hand weeding", "quantity": "2", "price": "85"}
    _in_hubspot(options, "POST", "line_items", {"properties": line, "associations": [_to(made, 410)]})
    set_status(options, made, "open")
    return made


def set_status(options: Options, invoice: str, status: str) -> None:
    _in_hubspot(options, "PATCH", f"invoices/{invoice}", {"properties": {"hs_invoice_status": status}})


def _to(record: str, association: int) -> dict[str, Any]:
    return {
        "to": {"id": record},
        "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": association}],
    }


def _in_hubspot(options: Options, method: str, path: str, body: dict[str, Any]) -> Any:
    return control(options.vendors["hubspot"], f"as-user/crm/v3/objects/{path}", body, method)
