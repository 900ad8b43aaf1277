"""What people decide, carried out by the next run: exactly as it was shown, once, and never when it is outdated."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from syncapp.actions import approvals
from syncapp.actions.ignoring import ignore
from syncapp.storage.models import Activity, SyncRecord
from tests.scenarios.company import Company, line, living
from tests.scenarios.conftest import Acme

QUIET = {"hubspot": 0, "quickbooks": 0}


@pytest.fixture
def ida(db: None) -> User:
    """The bookkeeper."""
    return User.objects.create_user("ida@example.com", "ida@example.com", first_name="Ida", last_name="Iron")


def waiting(company: Company) -> list[SyncRecord]:
    return company.world.records(status="pending", reason="needs_approval")


def send(company: Company, by: User) -> None:
    rows = waiting(company)
    approvals.send(company.world.workspace, [row.pk for row in rows], approvals.seen(rows), by=by)


def ask_for_history(company: Company) -> None:
    invoices = company.world.workspace.syncs.get(object_type="invoice")
    invoices.settings = {**invoices.settings, "send_history": False}
    invoices.save()


def modified_after_the_start(company: Company) -> tuple[str, str]:
    """An old invoice of a contact who is no customer yet, changed since the start; invoice and contact."""
    contact = company.contact("hal@history.test", "Hal", "History")
    invoice = company.draft(contact, number="HS-1", date="2026-10-12")
    company.edit("invoices", invoice, hs_invoice_status="open")
    company.set_up()
    ask_for_history(company)
    company.sync()
    company.edit("invoices", invoice, hs_comments="Sent again")
    company.sync()
    return invoice, contact


# -- history (A15) ---------------------------------------------------------------------------------------------


def test_history_waits_with_all_that_a_person_needs_to_decide_and_makes_no_customer(empty: Company) -> None:  # A15
    modified_after_the_start(empty)

    (row,) = waiting(empty)
    assert row.params["what"] == "history"
    assert (row.params["date"], row.params["amount"], row.amount) == ("2026-10-12", "100.00 USD", 100)
    assert row.customer
    assert row.customer.label == "Hal History"
    assert living(empty.world, "quickbooks", "customer") == []


def test_approved_history_goes_once_with_its_customer_and_its_payments(empty: Company, ida: User) -> None:  # A15, S20
    invoice, _ = modified_after_the_start(empty)
    empty.pay_here(invoice, "40.00")
    empty.sync()
    send(empty, ida)
    assert empty.stands(number="HS-1") == "pending: queued"

    empty.sync()

    assert empty.equal("HS-1").balance == 60
    assert empty.world.record(number="HS-1").decision == {}  # spent
    assert Activity.objects.get(kind="approved").actor == ida
    assert empty.writes() == QUIET
    assert len(empty.quickbooks_all("HS-1")) == 1


def test_changed_between_showing_and_clicking_it_is_refused(empty: Company, ida: User) -> None:  # A15
    invoice, _ = modified_after_the_start(empty)
    rows = waiting(empty)
    shown = approvals.seen(rows)
    empty.pay_here(invoice, "40.00")
    empty.sync()

    with pytest.raises(approvals.ApprovalRefused, match="changed since"):
        approvals.send(empty.world.workspace, [row.pk for row in rows], shown, by=ida)
    assert empty.world.record(number="HS-1").decision == {}


def test_changed_between_clicking_and_sending_it_waits_again(empty: Company, ida: User) -> None:  # A15
    invoice, _ = modified_after_the_start(empty)
    send(empty, ida)
    empty.pay_here(invoice, "40.00")

    assert empty.writes() == QUIET

    assert empty.stands(number="HS-1") == "pending: needs_approval"
    send(empty, ida)
    empty.sync()
    assert empty.equal("HS-1").balance == 60


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


# -- voids of an earlier month (A10) ---------------------------------------------------------------------------


def void_in_october(acme: Acme) -> None:
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), date="2026-10-28")
    acme.sync()
    acme.edit("invoices", invoice, hs_invoice_status="voided")
    acme.sync()


def test_an_approved_void_of_an_earlier_month_is_carried_out_once(acme: Acme, ida: User) -> None:  # A10
    void_in_october(acme)
    row = acme.world.record(number="HS-1")
    assert (row.customer_name, row.amount) == ("Acme", 100)
    send(acme, ida)

    assert acme.writes() == {"hubspot": 0, "quickbooks": 1}

    assert acme.quickbooks("HS-1").status == "voided"
    assert acme.stands(number="HS-1") == "syncing"
    assert acme.world.record(number="HS-1").decision == {}
    assert acme.writes() == QUIET


def test_a_void_with_payments_is_refused_and_asks_for_no_click(acme: Acme) -> None:  # A10
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), date="2026-10-28")
    acme.sync()
    acme.pay_there(acme.customer_id, {acme.quickbooks("HS-1").doc["Id"]: "40.00"})
    acme.edit("invoices", invoice, hs_invoice_status="voided")
    acme.sync()

    assert acme.stands(number="HS-1") == "failing: void_refused"


def test_an_approved_void_that_falls_into_closed_books_waits_and_then_goes(acme: Acme, ida: User) -> None:  # A10, A24
    void_in_october(acme)
    send(acme, ida)
    acme.company_settings(AccountingInfoPrefs={"BookCloseDate": "2026-10-31"})
    acme.sync(full=True)
    assert acme.stands(number="HS-1") == "pending: parked"
    assert acme.world.record(number="HS-1").params["what"] == "void"

    acme.company_settings(AccountingInfoPrefs={"BookCloseDate": "2026-09-30"})
    acme.sync(full=True)

    assert acme.quickbooks("HS-1").status == "voided"


# -- never -----------------------------------------------------------------------------------------------------


def test_never_send_leaves_it_out_with_reason_and_name_whatever_happens_to_it(empty: Company, ida: User) -> None:  # A15
    invoice, _ = modified_after_the_start(empty)
    rows = waiting(empty)
    approvals.never_send(
        empty.world.workspace, [row.pk for row in rows], approvals.seen(rows), by=ida, reason="Booked by hand"
    )
    empty.pay_here(invoice, "40.00")

    assert empty.writes() == QUIET
    assert empty.writes(full=True) == QUIET

    row = empty.world.record(number="HS-1")
    assert (row.status, row.reason) == ("ignored", "by_person")
    assert (row.params["reason"], row.params["by"]) == ("Booked by hand", "Ida Iron")
    assert Activity.objects.get(kind="ignored").record == row
    assert empty.stands("payment") == "excluded: invoice_excluded"  # and does not wait for ever


def test_what_is_ignored_while_a_run_decides_stays_ignored(acme: Acme, ida: User, monkeypatch: pytest.MonkeyPatch) -> None:
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


def test_what_is_decided_while_a_run_works_is_kept_for_the_next(empty: Company, ida: User, monkeypatch: pytest.MonkeyPatch) -> None:
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
