"""A HubSpot invoice that somebody changed in QuickBooks, and what is clicked about it on its page."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User

from syncapp.actions.putting_back import put_back
from syncapp.engine.people.asked import stored_seal
from syncapp.storage.models import SyncRecord
from tests.scenarios.company import line
from tests.scenarios.conftest import Acme

QUIET = {"hubspot": 0, "quickbooks": 0}


def linked(acme: Acme) -> None:
    acme.invoice(
        acme.contact_id,
        line(product=acme.product_id),
        line("Edging", "1", "20.00", product=acme.product_id),
        hs_comments="Gate code 12",
    )
    acme.sync()


def change_there(acme: Acme, **fields: object) -> None:
    bill = acme.quickbooks("HS-1").doc
    acme.change("Invoice", bill["Id"], CustomerRef=bill["CustomerRef"], **fields)


def price_there(acme: Acme, price: float) -> None:
    lines = [one for one in acme.quickbooks("HS-1").doc["Line"] if one["DetailType"] == "SalesItemLineDetail"]
    detail = lines[0]["SalesItemLineDetail"] | {"UnitPrice": price}
    lines[0] |= {"Amount": 2 * price, "SalesItemLineDetail": detail}
    change_there(acme, Line=lines)


def edited(acme: Acme) -> None:
    """A HubSpot invoice of $120 that somebody made $140 in QuickBooks."""
    linked(acme)
    price_there(acme, 60)
    acme.sync()


def me() -> User:
    return User.objects.get()


def click(acme: Acme, what: Any = put_back, **fields: Any) -> SyncRecord:
    """On the record's page, as it stands now."""
    record = acme.world.record(**fields)
    what(record, stored_seal(record), by=me())
    return record
