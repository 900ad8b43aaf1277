"""What the balances of a divided payment's invoices explain together, and no more (A25, A28)."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from syncapp.engine.payments.among_invoices import Counted, tied_to
from syncapp.engine.payments.effects import PaymentEffects, explain
from syncapp.engine.payments.ignored import Ignored
from syncapp.storage.models import SyncRecord, Workspace
from tests.web.conftest import record

D = Decimal


def explained(refunded: str, *gaps: str) -> tuple[dict[int, Decimal], dict[int, Decimal]]:
    found = PaymentEffects()
    explain(found, Counted(D(refunded), {pk: D(gap) for pk, gap in enumerate(gaps, 1)}))
    return tuple({pk: gap for pk, gap in kind.items() if gap} for kind in (found.given_back, found.counted_otherwise))  # type: ignore[return-value]


def test_a_refund_is_on_whichever_of_the_invoices_HubSpot_has_it() -> None:  # A28  # noqa: N802
    assert explained("30", "0", "30") == ({2: D(30)}, {})
    assert explained("150", "100", "50") == ({1: D(100), 2: D(50)}, {})


def test_what_one_has_more_another_has_less() -> None:  # A25
    assert explained("0", "-50", "50") == ({}, {1: D(-50), 2: D(50)})
    assert explained("30", "-20", "50") == ({}, {1: D(-20), 2: D(50)})


@pytest.mark.parametrize("gaps", [("0", "30.01"), ("0", "29.99"), ("30", "30"), ("-30", "0")])
def test_a_cent_more_or_less_is_not_explained(gaps: tuple[str, str]) -> None:  # I1
    assert explained("30", *gaps) == ({}, {})


def test_what_is_shown_only_is_no_part_of_it() -> None:  # A30
    found = PaymentEffects()
    found.shown_only[1] = D(10)
    explain(found, Counted(D(0), {1: D(10), 2: D(0)}))
    assert not any(found.counted_otherwise.values())


def test_what_is_ignored_of_them_is_on_whichever_HubSpot_counts_it() -> None:  # A25, A29  # noqa: N802
    payment = SyncRecord(label="Check 55", currency="USD")
    ignored = [Ignored(payment, (), here=D(150), there=D(0))]
    for gaps, explained_ in (((-100, -50), {1: D(-100), 2: D(-50)}), ((-100, D("-50.01")), {})):
        found = PaymentEffects()
        explain(found, Counted(D(0), dict(enumerate(map(D, gaps), 1)), ignored=ignored))
        assert {pk: gap for pk, gap in found.ignored.items() if gap} == explained_
        assert found.named[1] == ["150.00 USD in HubSpot alone (Check 55)"]


def test_all_wait_for_a_payment_of_one_of_them() -> None:  # B20
    found = PaymentEffects(unsettled={2: (9, "Check 55")})
    explain(found, Counted(D(0), {1: D(25), 2: D(0)}))
    assert found.unsettled[1] == (9, "Check 55")
    assert not found.counted_otherwise


def test_payments_that_share_an_invoice_are_counted_together() -> None:  # A25
    first, second = Counted(D(0), {1: D(-20), 2: D(0)}), Counted(D(5), {2: D(0), 3: D(25)})
    both = first.with_(second)
    assert (both.refunded, both.gaps) == (5, {1: -20, 2: 0, 3: 25})


@pytest.mark.django_db
def test_the_parts_of_many_payments_are_found_in_one_question(django_assert_num_queries: Any) -> None:  # A25
    workspace = Workspace.objects.create(slug="acme", name="Acme")
    asked, beside, apart = (record(workspace, object_type="invoice", label=name) for name in ("1001", "1002", "1003"))
    parts = [
        record(
            workspace, object_type="payment", label=f"{payment}", invoice=invoice, hubspot_id=f"{payment}/{invoice.pk}"
        )
        for payment in range(1, 9)
        for invoice in (asked, beside)
    ]
    record(
        workspace, object_type="payment", label="11", invoice=apart, hubspot_id=f"11/{apart.pk}"
    )  # begins with a 1 too
    p: Any = SimpleNamespace(records=lambda: SyncRecord.objects.filter(workspace=workspace))
    with django_assert_num_queries(3):  # of these invoices, what is beside them, and of those invoices
        assert {row.pk for row in tied_to(p, [asked.pk])} == {row.pk for row in parts}
