"""Each error of the catalogue: caused on the running vendors, shown in its words on a page, mended as its remedy says, gone
(S45). Most are told in sentences; what no sentence can make stands here."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from syncapp.core.errors import CATALOGUE
from syncapp.engine import run as engine
from syncapp.engine.session import BROKEN_OFF
from syncapp.storage.models import Run, SyncRecord
from tests.causes import HERE, causes
from tests.engine.lies import Lies, lying
from tests.scenarios.company import line
from tests.scenarios.conftest import Acme
from tests.scenarios.meanwhile import meanwhile


def test_each_cause_has_a_scenario_that_shows_and_mends_it() -> None:
    told = {code for code, found in causes().items() if found}
    assert set(CATALOGUE) - told - set(HERE) == set(), (
        "write its scenario: tests/scenarios/S45/, python -m tests.causes"
    )
    assert set(HERE) - set(CATALOGUE) == set()
    assert set(HERE) & told == set(), "told in sentences by now"
    assert set(HERE.values()) <= set(globals())


@pytest.fixture
def owner(acme: Acme) -> User:
    return User.objects.get(email="owner@example.com")


@pytest.fixture
def lies(acme: Acme) -> Iterator[Lies]:
    with lying(acme.world) as told:
        yield told


def said(acme: Acme, path: str) -> str:
    client = Client()
    client.force_login(User.objects.get(email="owner@example.com"), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/{acme.world.workspace.slug}/{path}").content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def shown(acme: Acme, code: str, record: SyncRecord) -> None:
    """It fails with this cause, and its page has the words."""
    assert (record.status, record.reason) == ("failing", code)
    text = said(acme, f"records/{record.pk}/")
    assert CATALOGUE[code].title in text
    assert CATALOGUE[code].why in text


def test_an_invoice_below_zero(acme: Acme, lies: Lies) -> None:  # S45
    """No page of HubSpot makes one; an import may."""
    invoice = acme.draft(acme.contact_id, line(product=acme.product_id), number="HS-1")
    made = acme.parts("HS-1", "line_items")[0]["id"]
    lies.tell("hubspot", "line_items", made, quantity="-2", amount="-100.00")
    acme.edit("invoices", invoice, hs_invoice_status="open")
    acme.sync()
    shown(acme, "negative_total", acme.world.record(number="HS-1"))

    lies.told.clear()
    acme.sync()

    assert acme.equal("HS-1").total == 100


def test_a_figure_that_is_none(acme: Acme, lies: Lies) -> None:  # S45
    invoice = acme.draft(acme.contact_id, line(product=acme.product_id), number="HS-1")
    lies.tell("hubspot", "line_items", acme.parts("HS-1", "line_items")[0]["id"], price="fifty")
    acme.edit("invoices", invoice, hs_invoice_status="open")
    acme.sync()
    shown(acme, "absurd_value", acme.world.record(number="HS-1"))
    assert "fifty" in said(acme, f"records/{acme.world.record(number='HS-1').pk}/")

    lies.told.clear()
    acme.sync()

    assert acme.equal("HS-1").total == 100


def test_a_run_that_breaks_off(acme: Acme, monkeypatch: pytest.MonkeyPatch) -> None:  # S45
    acme.invoice(acme.contact_id, line(product=acme.product_id))

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("nobody foresaw this")

    monkeypatch.setattr(engine, "collect", breaks)
    with pytest.raises(RuntimeError):
        acme.sync()
    monkeypatch.undo()
    assert Run.objects.filter(result=BROKEN_OFF).exists()
    assert CATALOGUE["broken_off"].title in said(acme, "failures/")

    acme.sync()

    assert acme.equal("HS-1").total == 100
    assert CATALOGUE["broken_off"].title not in said(acme, "failures/")


def test_somebody_saved_it_first(acme: Acme) -> None:  # S45
    """It is read and compared again in the same run, so it never stands on a page as failing."""
    acme.sync()
    acme.edit("contacts", acme.contact_id, phone="916 555 0111")
    with meanwhile("/batch", lambda: acme.change("Customer", acme.customer_id, Notes="Gate code 4711")):
        acme.sync()

    (customer,) = [one for one in acme.world.objects("quickbooks", "customer") if one["Id"] == acme.customer_id]
    assert (customer["PrimaryPhone"]["FreeFormNumber"], customer["Notes"]) == ("916 555 0111", "Gate code 4711")
    assert acme.stands("contact", hubspot_id=acme.contact_id) == "syncing"


def test_the_reads_of_a_month(acme: Acme, settings: Any) -> None:  # S45
    """QuickBooks' answer does not say so: it is told by being refused again and again."""
    settings.KEEP_PACE = True
    acme.invoice(acme.contact_id, line(product=acme.product_id))
    acme.world.control("quickbooks", "limits", {"enabled": True, "factor": 1})
    acme.world.control("quickbooks", "settings", {"reads_per_month": 1})
    for _ in range(12):
        acme.world.sync()
        acme.wait(minutes=2)
    with time_machine.travel(acme.world.now(), tick=True):
        assert CATALOGUE["reads_used_up"].title in said(acme, "failures/")

    acme.world.control("quickbooks", "settings", {"reads_per_month": 500_000})
    acme.wait(minutes=20)
    acme.set_up("none")  # HubSpot's sign-in has ended meanwhile
    acme.sync()

    assert acme.equal("HS-1").total == 100
