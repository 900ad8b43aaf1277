"""No vendor is called while a transaction is open: whoever else writes would wait for the vendor (style §1.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection

from syncapp.actions.records import decide
from syncapp.connectors import http
from syncapp.core.values import Side
from syncapp.storage.table_copy import real_tables
from tests.kept import Shelf
from tests.scenarios.company import Company, line, sold
from tests.scenarios.conftest import Acme, synced
from tests.world import World


@pytest.fixture(autouse=True)
def inside() -> Iterator[list[str]]:
    """The calls that were made inside a transaction of tables that others use."""
    exchange: Callable[..., http.Answer] = http.exchange
    found: list[str] = []

    def exchanged(session: Any, method: str, url: str, *args: Any, **request: Any) -> http.Answer:
        with real_tables():
            if connection.in_atomic_block:
                found.append(f"{method} {url}")
        return exchange(session, method, url, *args, **request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(http, "exchange", exchanged)
        yield found


def test_in_the_first_sync_and_all_later_ones_of_the_demo_company(demo: World, inside: list[str]) -> None:
    demo.seed(records=40)
    demo.set_up()
    demo.sync(dry_run=True)
    demo.sync()
    demo.seed("landscaping-later", records=40)
    demo.sync(dry_run=True)
    demo.sync()
    demo.sync(full=True)

    assert inside == []


@pytest.fixture
def acme(demo: World, shelf: Shelf) -> Acme:
    return shelf.begin("acme", synced)


def test_where_the_same_payment_is_entered_on_both_sides(acme: Company, inside: list[str]) -> None:
    invoice = acme.invoice(contact(acme), line(), number="HS-1")
    acme.sync()
    for day, amount in (("2026-11-21", "40.00"), ("2026-11-22", "60.00")):
        acme.pay_here(invoice, amount, date=day, reference=amount)
        acme.pay_there("1", {acme.quickbooks("HS-1").doc["Id"]: amount}, date=day, reference=amount)
    acme.sync()

    assert acme.equal("HS-1").balance == 0
    assert len(acme.world.records(object_type="payment")) == 2
    assert inside == []


def test_where_it_is_not_known_whether_they_are_one_payment(acme: Company, inside: list[str]) -> None:
    invoice = acme.invoice(contact(acme), line(), number="HS-1")
    acme.sync()
    acme.pay_here(invoice, "40.00", date="2026-11-21")
    acme.pay_there("1", {acme.quickbooks("HS-1").doc["Id"]: "40.00"}, date="2026-11-23")
    acme.sync()
    acme.wait(minutes=10)  # the invoice is in no answer about changes any more
    acme.world.workspace.records.filter(object_type="payment").update(next_attempt_at=acme.world.now())
    acme.sync(retry=False)  # only the payments are looked at again

    assert {row.reason for row in acme.world.records(object_type="payment")} == {"same_payment"}
    assert inside == []


def test_where_customers_are_asked_for_by_address(acme: Company, inside: list[str]) -> None:
    acme.world.workspace.syncs.filter(object_type="contact").update(enabled=False)
    nell = acme.contact("nell@x.test", "Nell")
    customer = acme.customer("Nell's", "nell@x.test")
    acme.bill(customer, sold("1"), number="HS-2")
    acme.invoice(nell, line(), number="HS-2")
    acme.invoice(nell, line(), number="HS-3")
    acme.sync()

    assert acme.world.record(number="HS-2").linked
    assert acme.quickbooks("HS-3").total == 100
    assert inside == []


def test_where_a_person_links_what_is_one_document(acme: Company, inside: list[str]) -> None:
    ida = User.objects.create_user("ida@example.com", "ida@example.com")
    acme.world.workspace.syncs.filter(object_type="contact").update(enabled=False)
    nell = acme.contact("nell@x.test", "Nell")
    bill = acme.bill("1", sold("1"), number="HS-2")
    acme.invoice(nell, line(), number="HS-2")
    acme.sync()
    mine, theirs = (
        acme.world.record(quickbooks_id=None, number="HS-2"),
        acme.world.record(object_type="invoice", quickbooks_id=bill),
    )
    decide(mine, by=ida, reason="The same", link=theirs.pk)
    acme.sync()

    assert not acme.world.record(pk=mine.pk).linked  # of another customer
    assert inside == []


def test_where_lost_answers_are_looked_up(acme: Company, inside: list[str]) -> None:
    acme.bill("1", sold("1"), number="1001")
    acme.world.fault("hubspot", "/invoices/batch/create$", "reset")
    acme.world.fault("quickbooks", "/batch", "reset", times=3)
    acme.invoice(contact(acme), line(), number="HS-1")
    acme.world.sync(poll=tuple(Side))
    acme.sync()
    acme.sync()

    assert {acme.equal(number).total for number in ("1001", "HS-1")} == {100}
    assert inside == []


def contact(company: Company) -> str:
    return str(company.world.record(object_type="contact", quickbooks_id="1").hubspot_id)
