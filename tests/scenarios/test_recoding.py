"""Recoding is not editing: what a bookkeeper codes in QuickBooks stays and is no failure (A7)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scenarios.company import line
from tests.scenarios.conftest import Acme


@pytest.fixture
def coded(acme: Acme) -> Acme:
    acme.invoice(acme.contact_id, line(product=acme.product_id))
    acme.sync()
    return acme


def recode(acme: Acme, **detail: Any) -> None:
    bill = acme.quickbooks("HS-1").doc
    lines = [
        one | {"SalesItemLineDetail": one["SalesItemLineDetail"] | detail}
        for one in bill["Line"]
        if one["DetailType"] == "SalesItemLineDetail"
    ]
    acme.change("Invoice", bill["Id"], CustomerRef=bill["CustomerRef"], Line=lines)


@pytest.mark.parametrize("what", ["class", "item", "service date"])
def test_class_item_and_service_date_are_a_remark(coded: Acme, what: str) -> None:  # A7
    install = coded.in_quickbooks("Class", {"Name": "Install"})["Id"]
    other = coded.item("Other labor", "OTHER")
    told = {
        "class": {"ClassRef": {"value": install}},
        "item": {"ItemRef": {"value": other}},
        "service date": {"ServiceDate": "2026-11-20"},
    }[what]
    recode(coded, **told)
    coded.sync()

    assert coded.stands(number="HS-1") == "syncing"
    assert coded.remarks(number="HS-1") == {"recoded"}
    for name, value in told.items():
        assert coded.quickbooks("HS-1").doc["Line"][0]["SalesItemLineDetail"][name] in (
            value,
            {**_named(value, coded, name)},
        )
    assert coded.writes() == {"hubspot": 0, "quickbooks": 0}


def _named(value: Any, acme: Acme, name: str) -> dict[str, Any]:
    """References come back with their name."""
    shown = acme.quickbooks("HS-1").doc["Line"][0]["SalesItemLineDetail"][name]
    return shown if isinstance(shown, dict) and shown.get("value") == value["value"] else {}


@pytest.mark.parametrize(
    "fields",
    [
        {"PrivateNote": "called them twice"},
        {"EmailStatus": "EmailSent"},
        {"PrintStatus": "PrintComplete"},
        {"AllowOnlineACHPayment": True},
    ],
)
def test_memo_sent_and_printed_flags_are_nobodys_edit(coded: Acme, fields: dict[str, Any]) -> None:  # A7
    bill = coded.quickbooks("HS-1").doc
    coded.change("Invoice", bill["Id"], CustomerRef=bill["CustomerRef"], **fields)

    assert coded.writes() == {"hubspot": 0, "quickbooks": 0}
    assert coded.stands(number="HS-1") == "syncing"


def test_an_edit_in_hubspot_after_recoding_keeps_the_coding(coded: Acme) -> None:  # A7
    install = coded.in_quickbooks("Class", {"Name": "Install"})["Id"]
    other = coded.item("Other labor", "OTHER")
    recode(coded, ClassRef={"value": install}, ItemRef={"value": other}, ServiceDate="2026-11-20")
    coded.sync()
    coded.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    coded.edit("line_items", coded.parts("HS-1", "line_items")[0]["id"], price="55.00")
    coded.sync()

    assert coded.equal("HS-1").total == 110
    detail = coded.quickbooks("HS-1").doc["Line"][0]["SalesItemLineDetail"]
    assert (detail["ClassRef"]["value"], detail["ItemRef"]["value"], detail["ServiceDate"]) == (
        install,
        other,
        "2026-11-20",
    )
