"""Results as a worker leaves them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from syncapp.storage.models import Reconciled, Reconciliation
from tests.web.conftest import Shop

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
NOVEMBER = "?from=2026-11-01&to=2026-11-30"


def asked(shop: Shop, **fields: Any) -> Reconciliation:
    standard = {
        "first_day": FIRST,
        "last_day": LAST,
        "asked_at": timezone.now(),
        "actor": shop.people.get("bookkeeper"),
        "progress": {"doing": "Reading the invoices of November 2026"},
    }
    return Reconciliation.objects.create(workspace=shop.workspace, **{**standard, **fields})


def sums(here: tuple[int, str, str], there: tuple[int, str, str], explained: str = "0.00") -> dict[str, Any]:
    told = {
        side: {"count": count, "total": total, "balance": balance}
        for side, (count, total, balance) in (("hubspot", here), ("quickbooks", there))
    }
    return {"invoices": {"USD": {**told, "explained": {"count": 1, "total": explained, "balance": explained}}}}


def done(shop: Shop, *rows: dict[str, Any], **fields: Any) -> Reconciliation:
    """With these rows; the counts are theirs."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["outcome"]] = counts.get(row["outcome"], 0) + 1
        counts["twins"] = counts.get("twins", 0) + bool(row.get("twin"))
    found = asked(
        shop,
        **{
            "ended_at": timezone.now() - timedelta(minutes=4),
            "progress": {},
            "calls": {"hubspot": 6, "quickbooks": 2},
            "counts": {"invoices": counts},
            "sums": sums((2, "175.50", "75.50"), (2, "175.51", "75.51")),
            "read_through": LAST,
            **fields,
        },
    )
    Reconciled.objects.bulk_create(
        Reconciled(reconciliation=found, **{"object_type": "invoice", "day": FIRST, **row}) for row in rows
    )
    return found


def side(total: str = "100.00", balance: str = "0.00", **fields: Any) -> dict[str, Any]:
    return {
        "id": "145", "date": "2026-11-01", "currency": "USD", "total": total, "balance": balance, "tax": "0", "status": "paid", "number": "1001", **fields,
    }  # fmt: skip


EQUAL = {"outcome": "equal", "number": "1001", "hubspot": side(), "quickbooks": side(), "customer": "Acme"}
DIFFERENT = {
    "outcome": "different", "number": "HS-1", "customer": "Birch", "hubspot": side("75.50", "75.50", status="open"),
    "quickbooks": side("75.51", "75.51", status="open"), "why": "Failing: The totals differ.",
    "differs": [{"field": "total", "hubspot": "75.50", "quickbooks": "75.51"}],
}  # fmt: skip
ALONE = {
    "outcome": "different", "number": "1002", "quickbooks": side("20.00", "20.00", id="146"), "twin": "HS-2",
    "why": "The sync has never seen it. It may be the same as HS-2 in HubSpot.", "customer": "=cmd()",
}  # fmt: skip
EXPLAINED = {"outcome": "explained", "number": "HS-3", "hubspot": side("30.00", "30.00"), "why": "A draft."}
MOVING = {"outcome": "moving", "number": "HS-4", "hubspot": side(), "why": "It changed while it was read."}


def of_every_kind(shop: Shop) -> None:
    """November has rows of every outcome, October is equal, September failed, and the summer is being read."""
    done(
        shop,
        EQUAL,
        first_day=date(2026, 10, 1),
        last_day=date(2026, 10, 31),
        sums=sums((1, "100.00", "0.00"), (1, "100.00", "0.00")),
    )
    asked(
        shop,
        first_day=date(2026, 9, 1),
        last_day=date(2026, 9, 30),
        ended_at=timezone.now(),
        failed="QuickBooks Online is not connected.",
    )
    asked(shop, first_day=date(2026, 6, 1), last_day=date(2026, 8, 31), read_through=date(2026, 6, 30))
    paid = {"object_type": "payment", "number": "HS-1", "hubspot": {**side(status="received"), "balance": None}}
    del paid["hubspot"]["balance"]
    done(
        shop,
        EQUAL,
        DIFFERENT,
        ALONE,
        EXPLAINED,
        MOVING,
        {**DIFFERENT, **paid, "quickbooks": None, "differs": []},
        drafts=2,
    )
