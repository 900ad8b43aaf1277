"""What was asked for is told, and a page that is out of date asks for nothing (B19)."""

from __future__ import annotations

import pytest

from syncapp.actions.putting_back import put_back
from syncapp.actions.records import FixRefused
from syncapp.engine.people.asked import stored_seal
from syncapp.storage.models import Activity, SyncRecord
from tests.scenarios.company import line
from tests.scenarios.conftest import Acme
from tests.scenarios.edited import QUIET, click, edited, linked, me, price_there


def test_a_page_that_is_out_of_date_does_nothing(acme: Acme) -> None:  # B19
    edited(acme)
    shown = stored_seal(acme.world.record(number="HS-1"))
    price_there(acme, 70)
    acme.sync()

    with pytest.raises(FixRefused, match="changed since it was shown"):
        put_back(acme.world.record(number="HS-1"), shown, by=me())
    assert acme.world.record(number="HS-1").decision == {}


def test_what_is_not_in_question_is_refused(acme: Acme) -> None:  # B19
    linked(acme)
    record = acme.world.record(number="HS-1")
    with pytest.raises(FixRefused, match="stands otherwise"):
        put_back(record, stored_seal(record), by=me())


def test_it_is_told_who_asked_and_what_was_written(acme: Acme) -> None:  # B19
    edited(acme)
    record = click(acme, number="HS-1")
    acme.sync()

    told = Activity.objects.filter(record=record).order_by("id")
    assert [one.kind for one in told][-3:] == ["decided", "updated", "syncing"]
    assert told.get(kind="decided").actor == me()
    assert "put back" in told.filter(kind="updated").last().reason
    assert acme.world.record(number="HS-1").decision == {}


def test_lines_of_a_new_invoice_that_never_agreed_are_sent_again(acme: Acme) -> None:  # A20, B19
    acme.company_settings(TaxPrefs={"UsingSalesTax": True, "PartnerTaxEnabled": False})
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-7")
    acme.sync()
    record = acme.world.record(number="HS-7")
    SyncRecord.objects.filter(pk=record.pk).update(quickbooks_base=None, hubspot_base=None)
    bill = acme.quickbooks("HS-7").doc
    lines = [one for one in bill["Line"] if one["DetailType"] == "SalesItemLineDetail"]
    code = acme.tax_code("Yolo", "10")
    taxed = [
        one | {"SalesItemLineDetail": one["SalesItemLineDetail"] | {"TaxCodeRef": {"value": "TAX"}}} for one in lines
    ]
    tax = {"TxnTaxCodeRef": {"value": code}}
    acme.change("Invoice", bill["Id"], CustomerRef=bill["CustomerRef"], Line=taxed, TxnTaxDetail=tax)
    acme.sync()
    assert acme.stands(number="HS-7") == "failing: total_changed"
    click(acme, number="HS-7")
    acme.sync()

    assert acme.equal("HS-7").total == 100
    assert acme.writes() == QUIET
