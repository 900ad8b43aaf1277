"""What is decided while it changes, or while a run works, is done as it was seen or not at all (A15, A10)."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from syncapp.actions import approvals
from syncapp.actions.ignoring import ignore
from syncapp.storage.models import SyncRecord
from tests.scenarios.company import Company, line
from tests.scenarios.conftest import Acme
from tests.scenarios.people import (
    QUIET,
    modified_after_the_start,
    send,
    waiting,
)


def test_changed_between_showing_and_clicking_it_is_refused(empty: Company, ida: User) -> None:  # A15
    invoice, _ = modified_after_the_start(empty)
    rows = waiting(empty)
    shown = approvals.seen(rows)
    empty.pay_here(invoice, "40.00")
    empty.sync()

    with pytest.raises(approvals.ApprovalRefused, match="changed since"):
        approvals.send(empty.world.workspace, [row.pk for row in rows], shown, by=ida)
    assert empty.world.record(number="HS-1").decision == {}


def test_an_approval_of_one_thing_is_none_of_another(acme: Acme, ida: User) -> None:  # A10, A15
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), date="2026-10-28")
    acme.sync()
    row = acme.world.record(number="HS-1")
    acme.edit("invoices", invoice, hs_invoice_status="voided")
    acme.sync()
    seal = acme.world.record(number="HS-1").params["seal"]
    for approved in ({"what": "history", "seal": seal}, {"what": "void", "seal": "of another state"}):
        SyncRecord.objects.filter(pk=row.pk).update(decision={"approved": approved})
        assert acme.writes(retry=True) == QUIET
        assert acme.stands(number="HS-1") == "pending: needs_approval"


def test_what_is_ignored_while_a_run_decides_stays_ignored(
    acme: Acme, ida: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The click falls between reading the record and storing where it stands."""
    acme.invoice(acme.contact("", "Nobody", "Known"), number="HS-1")
    from syncapp.engine import apply

    settle = apply.settle

    def clicked(p: object, decisions: dict[SyncRecord, object]) -> None:
        ignore(acme.world.workspace, [row for row in decisions if row.number == "HS-1"], by=ida, reason="Not ours")
        settle(p, decisions)  # type: ignore[arg-type]

    monkeypatch.setattr(apply, "settle", clicked)
    acme.sync()

    assert acme.stands(number="HS-1") == "ignored: by_person"


def test_what_is_decided_while_a_run_works_is_kept_for_the_next(
    empty: Company, ida: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoice, _ = modified_after_the_start(empty)
    from syncapp.engine import apply

    settle, clicks = apply.settle, []

    def clicked(p: object, decisions: dict[SyncRecord, object]) -> None:
        if not clicks and any(row.number == "HS-1" for row in decisions):
            clicks.append(1)
            send(empty, ida)
        settle(p, decisions)  # type: ignore[arg-type]

    monkeypatch.setattr(apply, "settle", clicked)
    empty.world.workspace.records.filter(number="HS-1").update(next_attempt_at=empty.world.now())
    empty.sync()

    assert empty.equal("HS-1").balance == 100
    assert empty.writes() == QUIET
    assert invoice


@pytest.mark.parametrize("lost", [0, 1, 2])  # of the customer, of the item, of the invoice
def test_approved_and_the_answer_lost_it_is_there_once(empty: Company, ida: User, lost: int) -> None:
    modified_after_the_start(empty)
    send(empty, ida)
    empty.world.fault("quickbooks", "/batch.*requestid", "reset", skip=lost)

    empty.sync()
    empty.sync()

    assert len(empty.quickbooks_all("HS-1")) == 1
    assert empty.equal("HS-1").balance == 100
    assert empty.world.record(number="HS-1").decision == {}
    assert empty.writes() == QUIET
