"""From one system to the other, with everything running: by webhook, and by asking where none comes (S40)."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

from syncapp.storage.models import Workspace
from tests.commands.demo import Demo, started
from tests.crash.place import database

pytestmark = pytest.mark.bench
REALM = "9341450000000001"
TIMES, POLLED, INTERVAL = 20, 3, 60
TODAY = time.strftime("%Y-%m-%d")


def test_from_finalize_and_from_payment(tmp_path: Path, django_db_blocker: Any) -> None:
    with started(tmp_path / "data", "--records", "20") as demo:
        demo.until(lambda line: line == "— What has come of it —")
        invoices = [_draft(demo, f"HS-9{number:03}") for number in range(TIMES + POLLED)]
        time.sleep(5)
        out = [_out(demo, one, number) for number, one in enumerate(invoices[:TIMES])]
        back = [_back(demo, one, number) for number, one in enumerate(invoices[:TIMES])]
        for system in ("hubspot", "quickbooks"):
            requests.delete(f"http://127.0.0.1:{demo.ports[system]}/_sandbox/webhooks", timeout=30)
        with django_db_blocker.unblock(), database(tmp_path / "data" / "syncapp.sqlite3"):
            Workspace.objects.update(poll_seconds=INTERVAL)
        polled = [_out(demo, one, TIMES + number) for number, one in enumerate(invoices[TIMES:])]
    _print("finalized in HubSpot, in QuickBooks, by webhook", out)
    _print("paid in QuickBooks, paid in HubSpot, by webhook", back)
    _print(f"finalized in HubSpot, in QuickBooks, asked every {INTERVAL} s", polled)


def _print(what: str, seconds: list[float]) -> None:
    print(f"{what}: {len(seconds)} times, median {statistics.median(seconds):.1f} s, worst {max(seconds):.1f} s")  # noqa: T201


def _as_user(demo: Demo, system: str, method: str, path: str, body: Any) -> Any:
    answer = requests.request(
        method, f"http://127.0.0.1:{demo.ports[system]}/_sandbox/as-user{path}", json=body, timeout=60
    )
    assert answer.ok, answer.text
    return answer.json()


def _draft(demo: Demo, number: str) -> str:
    contacts = demo.control("hubspot", "objects/contacts?limit=1000")["results"]
    contact = next(one["id"] for one in contacts if one["properties"].get("lastname") == "Kim")
    made = _as_user(
        demo, "hubspot", "POST", "/crm/v3/objects/invoices",
        {"properties": {"hs_currency": "USD", "hs_number": number},
         "associations": [{"to": {"id": contact}, "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 177}]}]},
    )["id"]  # fmt: skip
    _as_user(
        demo, "hubspot", "POST", "/crm/v3/objects/line_items",
        {"properties": {"name": "Hand weeding", "quantity": "2", "price": "40"},
         "associations": [{"to": {"id": made}, "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 410}]}]},
    )  # fmt: skip
    return str(made)


def _out(demo: Demo, invoice: str, number: int) -> float:
    began = time.monotonic()
    _as_user(
        demo, "hubspot", "PATCH", f"/crm/v3/objects/invoices/{invoice}", {"properties": {"hs_invoice_status": "open"}}
    )
    _until(lambda: _there(demo, number) is not None)
    return time.monotonic() - began


def _back(demo: Demo, invoice: str, number: int) -> float:
    there = _there(demo, number)
    assert there is not None
    body = {
        "CustomerRef": there["CustomerRef"], "TotalAmt": there["TotalAmt"], "TxnDate": TODAY,
        "Line": [{"Amount": there["TotalAmt"], "LinkedTxn": [{"TxnId": there["Id"], "TxnType": "Invoice"}]}],
    }  # fmt: skip
    began = time.monotonic()
    _as_user(demo, "quickbooks", "POST", f"/v3/company/{REALM}/payment", body)
    _until(lambda: _status(demo, invoice) == "paid")
    return time.monotonic() - began


def _there(demo: Demo, number: int) -> Any:
    found = demo.control("quickbooks", "objects/invoice?limit=100000")["results"]
    return next((one for one in found if one.get("DocNumber") == f"HS-9{number:03}"), None)


def _status(demo: Demo, invoice: str) -> str:
    found = demo.control("hubspot", "objects/invoices?limit=100000")["results"]
    return str(next(one["properties"]["hs_invoice_status"] for one in found if one["id"] == invoice))


def _until(true: Callable[[], bool], seconds: float = 180.0) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.05)
