"""What people decide, carried out by the next run: exactly as it was shown, once, and never when it is outdated."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User

from syncapp.actions import approvals, linking
from syncapp.actions.ignoring import ignore, stop_ignoring
from syncapp.actions.records import FixRefused, decide, retry
from syncapp.storage.models import Activity, SyncRecord
from tests.scenarios.company import Company, line, living, sold
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


def test_what_was_paid_before_the_start_goes_with_its_invoice(empty: Company, ida: User) -> None:  # A15, S20
    contact = empty.contact("hal@history.test", "Hal", "History")
    invoice = empty.draft(contact, number="HS-1", date="2026-10-12")
    empty.edit("invoices", invoice, hs_invoice_status="open")
    empty.pay_here(invoice, "40.00", date="2026-10-20")
    empty.set_up()
    ask_for_history(empty)
    empty.sync()
    assert empty.stands("payment") == "excluded: invoice_excluded"
    empty.edit("invoices", invoice, hs_comments="Sent again")
    empty.sync()
    send(empty, ida)
    empty.sync()

    assert empty.equal("HS-1").balance == 60
    assert empty.writes() == QUIET


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


# -- who is who (A1, A2, B23) ----------------------------------------------------------------------------------


def contact_row(company: Company, contact: str) -> SyncRecord:
    return company.world.record(object_type="contact", hubspot_id=contact)


def customer_row(company: Company, customer: str) -> SyncRecord:
    return company.world.record(object_type="contact", quickbooks_id=customer)


def invoice_row(company: Company, number: str) -> SyncRecord:
    return company.world.record(object_type="invoice", number=number, hubspot_id__isnull=False)


def test_what_is_linked_already_cannot_be_linked_with_another(acme: Acme, ida: User) -> None:  # B23
    lead = acme.contact("lead@example.test", "Lena")
    acme.sync()

    with pytest.raises(FixRefused, match="is linked already"):
        linking.link(contact_row(acme, lead), customer_row(acme, acme.customer_id), by=ida)


def two_strangers(company: Company) -> tuple[str, str]:
    """A contact and a customer with nothing in common, neither of which crosses by itself."""
    company.set_up()
    company.world.workspace.syncs.filter(object_type="contact").update(direction="to-quickbooks")
    granite = company.customer("Granite Works", "books@granite.test")
    gil = company.contact("gil@granite.test", "Gil", "Grey")
    company.sync()
    return gil, granite


def test_linked_by_hand_the_pair_is_one_and_the_second_run_is_quiet(empty: Company, ida: User) -> None:  # B23
    gil, granite = two_strangers(empty)

    linking.link(contact_row(empty, gil), customer_row(empty, granite), by=ida)
    empty.sync()

    row = contact_row(empty, gil)
    assert (row.quickbooks_id, row.status, row.decision) == (granite, "syncing", {})
    assert len(living(empty.world, "quickbooks", "customer")) == len(living(empty.world, "hubspot", "contacts")) == 1
    assert empty.writes() == QUIET
    assert empty.writes(full=True) == QUIET


def test_the_link_may_be_clicked_on_either_of_the_two(empty: Company, ida: User) -> None:
    gil, granite = two_strangers(empty)

    linking.link(customer_row(empty, granite), contact_row(empty, gil), by=ida)
    empty.sync()

    assert contact_row(empty, gil).quickbooks_id == granite


def test_a_dry_run_shows_the_link_and_stores_nothing(empty: Company, ida: User) -> None:  # B2
    gil, granite = two_strangers(empty)
    linking.link(contact_row(empty, gil), customer_row(empty, granite), by=ida)

    empty.sync(dry_run=True)

    row = contact_row(empty, gil)
    assert not row.linked
    assert row.decision == {"link": customer_row(empty, granite).pk}


def test_an_outdated_link_does_nothing_and_says_so(empty: Company, ida: User) -> None:
    gil, granite = two_strangers(empty)
    linking.link(contact_row(empty, gil), customer_row(empty, granite), by=ida)
    empty.change("Customer", granite, Active=False)

    empty.sync()

    row = contact_row(empty, gil)
    assert not row.linked
    assert row.decision == {}
    assert "inactive" in Activity.objects.get(kind="decision_dropped", record=row).reason


def shared_by_two(company: Company) -> tuple[str, str, str]:
    """Olivia, whose address two customers have."""
    first = company.customer("Olivia Oak", "olivia@oak.test")
    second = company.customer("Oak Holdings", "olivia@oak.test")
    olivia = company.contact("olivia@oak.test", "Olivia", "Oak")
    company.set_up()
    company.sync()
    return olivia, first, second


def test_the_customer_that_is_picked_is_linked_and_the_other_gets_its_own_choice(
    empty: Company, ida: User
) -> None:  # A2
    olivia, first, second = shared_by_two(empty)
    assert empty.stands("contact", hubspot_id=olivia) == "failing: ambiguous_customer"

    linking.link(contact_row(empty, olivia), customer_row(empty, second), by=ida)
    empty.sync()

    assert contact_row(empty, olivia).quickbooks_id == second
    assert empty.stands("contact", quickbooks_id=first) == "failing: shared_email"
    assert empty.writes() == QUIET


def test_same_contact_the_second_customers_invoices_go_to_the_one_contact(empty: Company, ida: User) -> None:  # A2
    olivia, first, second = shared_by_two(empty)
    linking.link(contact_row(empty, olivia), customer_row(empty, second), by=ida)
    empty.bill(first, sold(empty.item("Mowing")), number="1001")
    empty.sync()
    assert empty.stands(number="1001") == "pending: waiting"

    linking.bill_through(customer_row(empty, first), contact_row(empty, olivia), by=ida)
    empty.sync()

    assert empty.stands("contact", quickbooks_id=first) == "excluded: alias"
    assert empty.hubspot("1001").emails == {"olivia@oak.test"}
    assert len(living(empty.world, "hubspot", "contacts")) == 1
    assert empty.writes() == QUIET
    empty.change("Customer", first, PrimaryPhone={"FreeFormNumber": "916 555 0100"})
    assert empty.writes() == QUIET  # it stays so
    assert empty.stands("contact", quickbooks_id=first) == "excluded: alias"


def test_a_contact_without_an_address_is_made_once_and_stays_without(empty: Company, ida: User) -> None:  # A2
    olivia, first, second = shared_by_two(empty)
    linking.link(contact_row(empty, olivia), customer_row(empty, second), by=ida)
    empty.sync()

    linking.make_without_email(customer_row(empty, first), by=ida)
    assert empty.writes() == {"hubspot": 1, "quickbooks": 0}

    made = customer_row(empty, first)
    assert (made.status, made.decision) == ("syncing", {})
    people = [one["properties"] for one in living(empty.world, "hubspot", "contacts")]
    assert sorted(one.get("email") or "" for one in people) == ["", "olivia@oak.test"]
    assert empty.writes() == QUIET
    assert empty.writes(full=True) == QUIET
    empty.change("Customer", first, PrimaryEmailAddr={"Address": "office@oak.test"})
    assert empty.writes() == {"hubspot": 1, "quickbooks": 0}  # an address of its own is carried


def test_ignored_the_second_customer_is_in_nobodys_way(empty: Company, ida: User) -> None:  # A2
    olivia, first, second = shared_by_two(empty)

    ignore(empty.world.workspace, [customer_row(empty, first)], by=ida, reason="Not used any more")
    empty.sync()

    assert contact_row(empty, olivia).quickbooks_id == second  # one is left, so nothing is to be chosen
    assert empty.writes() == QUIET


def test_billed_through_the_customer_that_has_the_name(acme: Acme, ida: User) -> None:  # S42, A1
    birch = acme.make("companies", name="Birch & Sons")
    bill = acme.contact("bill@birch.test", "Bill", "Birch", birch)
    acme.invoice(bill, number="HS-1")
    acme.sync()
    beth = acme.contact("beth@birch.test", "Beth", "Birch", birch)
    acme.invoice(beth, number="HS-2")
    acme.sync()
    assert acme.stands("contact", hubspot_id=beth) == "failing: display_name_duplicate"

    linking.bill_through(contact_row(acme, beth), contact_row(acme, bill), by=ida)
    assert acme.writes() == {"hubspot": 0, "quickbooks": 1}

    customer = contact_row(acme, bill).quickbooks_id
    assert acme.quickbooks("HS-2").doc["CustomerRef"]["value"] == customer
    assert acme.stands("contact", hubspot_id=beth) == "excluded: alias"
    assert acme.writes() == QUIET
    acme.edit("contacts", beth, phone="916 555 0100")
    acme.invoice(beth, number="HS-3")
    acme.sync()
    assert acme.quickbooks("HS-3").doc["CustomerRef"]["value"] == customer


def test_a_sub_customer_that_gets_an_address_of_its_own_is_billed_for_itself(acme: Acme) -> None:  # A2
    site = acme.customer("Maple Court", ParentRef={"value": acme.customer_id}, Job=True, BillWithParent=True)
    acme.sync()
    assert acme.stands("contact", quickbooks_id=site) == "excluded: alias"
    acme.change("Customer", site, PrimaryEmailAddr={"Address": "manager@maple.test"})
    acme.sync()
    acme.bill(site, sold(acme.item_id), number="1001")
    acme.sync()

    assert acme.hubspot("1001").emails == {"manager@maple.test"}


def test_the_contact_that_is_picked_is_billed_once(acme: Acme, ida: User) -> None:  # A2
    bea = acme.contact("bea@baker.test", "Bea")
    acme.invoice((acme.contact_id, bea), number="HS-1")
    acme.sync()
    row = invoice_row(acme, "HS-1")
    assert row.params["candidates"] == "Ann Archer, Bea"

    linking.pick_contact(row, bea, by=ida)
    acme.sync()

    assert acme.quickbooks("HS-1").emails == {"bea@baker.test"}
    assert invoice_row(acme, "HS-1").decision == {}
    assert acme.writes() == QUIET
    assert len(acme.quickbooks_all("HS-1")) == 1


def test_a_contact_that_is_not_of_the_invoice_cannot_be_picked_nor_stays_picked(acme: Acme, ida: User) -> None:  # A2
    acme.world.control("hubspot", "settings", {"edit_finalized_invoices": True})
    bea, cid = acme.contact("bea@baker.test", "Bea"), acme.contact("cid@cole.test", "Cid")
    invoice = acme.invoice((acme.contact_id, bea, cid), number="HS-1")
    acme.sync()
    with pytest.raises(FixRefused, match="is not of this invoice"):
        linking.pick_contact(invoice_row(acme, "HS-1"), "987654", by=ida)

    linking.pick_contact(invoice_row(acme, "HS-1"), bea, by=ida)
    acme.in_hubspot("DELETE", f"/crm/v4/objects/invoices/{invoice}/associations/contacts/{bea}")

    assert acme.writes() == QUIET
    assert acme.stands(number="HS-1") == "failing: ambiguous_contact"


def test_an_invoice_in_another_currency_goes_to_the_customer_that_is_chosen_for_it(
    acme: Acme, ida: User
) -> None:  # A33
    acme.company_settings(CurrencyPrefs={"MultiCurrencyEnabled": True, "HomeCurrency": {"value": "USD"}})
    acme.world.control("hubspot", "settings", {"additional_currencies": ["EUR"]})
    acme.sync(full=True)
    acme.invoice(acme.contact_id, number="HS-1", hs_currency="EUR")
    acme.sync()
    assert acme.stands(number="HS-1") == "failing: currency_mismatch"
    euro = acme.customer("Acme (EUR)", "ann@acme.test", CurrencyRef={"value": "EUR"})
    acme.sync()
    assert acme.stands("contact", quickbooks_id=euro) == "failing: shared_email"
    linking.bill_through(customer_row(acme, euro), contact_row(acme, acme.contact_id), by=ida)

    linking.pick_customer(invoice_row(acme, "HS-1"), customer_row(acme, euro), by=ida)
    acme.sync()

    assert acme.quickbooks("HS-1").doc["CustomerRef"]["value"] == euro
    assert acme.stands(number="HS-1") == "syncing"
    assert acme.writes() == QUIET
    acme.invoice(acme.contact_id, number="HS-2")  # for this invoice alone
    acme.sync()
    assert acme.quickbooks("HS-2").doc["CustomerRef"]["value"] == acme.customer_id


def test_the_item_that_is_picked_is_linked_and_sold(empty: Company, ida: User) -> None:  # S10, A21
    empty.customer("Acme", "ann@acme.test")
    contact = empty.contact("ann@acme.test", "Ann")
    hardwood = empty.item("Mulch, hardwood", "MULCH-3")
    empty.item("Mulch, cedar", "mulch-3")
    product = empty.product("Mulch", "MULCH-3")
    empty.set_up()
    empty.invoice(contact, line("Mulch", product=product), number="HS-1")
    empty.sync()
    assert empty.stands(number="HS-1") == "failing: ambiguous_sku"

    row = empty.world.record(object_type="product", hubspot_id=product)
    linking.link(row, empty.world.record(object_type="product", quickbooks_id=hardwood), by=ida)
    empty.sync()

    (sold_line, *_) = empty.quickbooks("HS-1").doc["Line"]
    assert sold_line["SalesItemLineDetail"]["ItemRef"]["value"] == hardwood
    assert empty.writes() == QUIET


def test_two_invoices_are_linked_by_hand_only_where_the_five_agree(acme: Acme, ida: User) -> None:  # A5
    bill = acme.bill(acme.customer("Granite", "gil@granite.test"), sold(acme.item_id), number="HS-1", date="2026-11-20")
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()
    mine = invoice_row(acme, "HS-1")
    theirs = acme.world.record(object_type="invoice", quickbooks_id=bill)

    with pytest.raises(FixRefused, match="date"):
        linking.link(mine, theirs, by=ida)
    decide(mine, by=ida, reason="Whatever a page lets through", link=theirs.pk)
    assert acme.writes() == QUIET

    assert not invoice_row(acme, "HS-1").linked
    assert "another customer" in Activity.objects.get(kind="decision_dropped").reason


# -- one payment or two (A29) ----------------------------------------------------------------------------------


def twins(acme: Acme, amount: str = "40.00") -> tuple[SyncRecord, SyncRecord]:
    """A payment of one amount on each side of one invoice, two days apart, without a reference."""
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()
    acme.pay_here(invoice, amount, date="2026-11-21")
    acme.pay_there(acme.customer_id, {acme.quickbooks("HS-1").doc["Id"]: amount}, date="2026-11-23")
    acme.sync()
    here = acme.world.record(object_type="payment", quickbooks_id=None)
    there = acme.world.record(object_type="payment", hubspot_id=None)
    assert here.reason == there.reason == "same_payment"
    return here, there


def test_said_to_be_the_same_payment_the_two_are_linked_and_nothing_is_written(acme: Acme, ida: User) -> None:  # A29
    here, there = twins(acme)

    linking.same_payment(here, there, by=ida)
    assert acme.writes() == QUIET

    (row,) = acme.world.records(object_type="payment")
    assert (row.status, row.quickbooks_id, row.decision) == ("syncing", there.quickbooks_id, {})
    assert acme.equal("HS-1").balance == 60
    assert acme.writes() == QUIET


@pytest.mark.parametrize("clicked", ["here", "there"])
def test_said_to_be_two_payments_each_goes_to_the_other_side_once(acme: Acme, ida: User, clicked: str) -> None:  # A29
    here, there = twins(acme)

    linking.two_payments({"here": here, "there": there}[clicked], by=ida)
    assert acme.writes() == {"hubspot": 1, "quickbooks": 1}

    assert acme.equal("HS-1").balance == 20
    assert {(row.status, row.linked) for row in acme.world.records(object_type="payment")} == {("syncing", True)}
    assert all(row.decision == {} for row in acme.world.records(object_type="payment"))
    assert acme.writes() == QUIET


@pytest.mark.parametrize("clicked", ["here", "there"])
def test_a_payment_of_its_own_is_no_reversal_of_one_that_is_removed(
    acme: Acme, ida: User, clicked: str
) -> None:  # A29, S44
    acme.pay_here(
        acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-2"), "30.00", date="2026-11-02"
    )
    acme.sync()
    (removed,) = acme.payments("HS-2")
    acme.pay_here(acme.hubspot("HS-2").doc["id"], "30.00", date="2026-11-20")
    acme.pay_there(acme.customer_id, {acme.quickbooks("HS-2").doc["Id"]: "30.00"}, date="2026-11-21")
    acme.sync()
    here, there = (
        acme.world.record(reason="same_payment", **{f"{side}_id": None}) for side in ("quickbooks", "hubspot")
    )
    linking.two_payments({"here": here, "there": there}[clicked], by=ida)
    acme.in_quickbooks("Payment", {"Id": removed["Id"]}, "delete")
    acme.sync()

    assert acme.world.record(reason="payment_removed").amount == 30  # that is told, and not hidden behind another one
    assert len(acme.parts("HS-2", "commerce_payments")) == 3
    assert len(acme.payments("HS-2")) == 2
    assert acme.writes() == QUIET
    assert acme.world.record(reason="payment_removed").amount == 30


def test_two_payments_never_take_a_balance_below_zero(acme: Acme, ida: User) -> None:  # A29
    here, there = twins(acme, "50.00")
    acme.pay_there(acme.customer_id, {acme.quickbooks("HS-1").doc["Id"]: "30.00"}, date="2026-11-01", reference="other")
    acme.sync()
    linking.two_payments(here, by=ida)
    acme.sync()

    assert acme.quickbooks("HS-1").balance >= 0
    assert acme.hubspot("HS-1").balance >= 0
    assert acme.writes() == QUIET
    assert there


def test_changed_after_the_click_they_are_not_the_same_payment(acme: Acme, ida: User) -> None:  # A29
    here, there = twins(acme)
    linking.same_payment(here, there, by=ida)
    acme.edit("commerce_payments", str(here.hubspot_id), hs_initial_amount="45.00")
    acme.sync()

    here.refresh_from_db()
    assert here.quickbooks_id != there.quickbooks_id
    assert Activity.objects.filter(kind="decision_dropped").exists()
    assert acme.writes() == QUIET


# -- the same sale or another (A32) ----------------------------------------------------------------------------


def made_by_a_workflow(acme: Acme) -> SyncRecord:
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    payment = acme.pay_here(invoice, "100.00", reference="ch_1")
    acme.sync()
    draft = acme.draft(acme.contact_id, line(product=acme.product_id), number="HS-2")
    acme.edit("invoices", draft, hs_invoice_status="open")
    acme.in_hubspot("PUT", f"/crm/v4/objects/commerce_payments/{payment}/associations/default/invoices/{draft}")
    acme.sync()
    row = invoice_row(acme, "HS-2")
    assert row.reason == "duplicate_from_workflow"
    return row


def test_another_sale_goes_out_once(acme: Acme, ida: User) -> None:  # A32
    linking.another_sale(made_by_a_workflow(acme), by=ida)
    acme.sync()

    assert len(acme.quickbooks_all("HS-2")) == 1
    assert len(living(acme.world, "quickbooks", "payment")) == 1
    acme.sync()
    assert len(acme.quickbooks_all("HS-2")) == 1


def test_the_same_sale_is_left_out_with_the_reason(acme: Acme, ida: User) -> None:  # A32
    linking.same_sale(made_by_a_workflow(acme), by=ida)

    assert acme.writes() == QUIET
    row = invoice_row(acme, "HS-2")
    assert row.status == "ignored"
    assert "HS-1" in row.params["reason"]
    assert acme.quickbooks_all("HS-2") == []


# -- apart again (A6) ------------------------------------------------------------------------------------------


def test_unlinked_both_stay_and_nothing_links_or_makes_them_again(acme: Acme, ida: User) -> None:  # A6
    linking.unlink(contact_row(acme, acme.contact_id), by=ida, reason="Not the same firm")
    assert acme.writes() == QUIET

    here, there = contact_row(acme, acme.contact_id), customer_row(acme, acme.customer_id)
    assert here.pk != there.pk
    assert {(row.status, row.params["reason"]) for row in (here, there)} == {("ignored", "Not the same firm")}
    acme.edit("contacts", acme.contact_id, phone="916 555 0100")
    acme.change("Customer", acme.customer_id, PrimaryPhone={"FreeFormNumber": "916 555 0101"})
    assert acme.writes(full=True) == QUIET


def test_unlinked_and_linked_with_the_right_one_invoices_go_there(acme: Acme, ida: User) -> None:  # A6
    right = acme.customer("Acme North", "north@acme.test")
    acme.world.workspace.syncs.filter(object_type="contact").update(direction="to-quickbooks")
    acme.sync()
    linking.unlink(contact_row(acme, acme.contact_id), by=ida, reason="It is Acme North")
    acme.sync()

    linking.link(contact_row(acme, acme.contact_id), customer_row(acme, right), by=ida)
    acme.invoice(acme.contact_id, number="HS-1")
    acme.sync()

    assert acme.quickbooks("HS-1").doc["CustomerRef"]["value"] == right
    assert acme.stands("contact", hubspot_id=acme.contact_id) == "syncing"
    assert acme.writes() == QUIET


def test_an_unlinked_invoice_is_kept_apart_and_never_made_again(acme: Acme, ida: User) -> None:  # A5, A6
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1")
    acme.sync()
    linking.unlink(invoice_row(acme, "HS-1"), by=ida, reason="Wrong one")

    assert acme.writes(full=True) == QUIET
    assert acme.stands(number="HS-1") == "ignored: by_person"
    assert len(acme.quickbooks_all("HS-1")) == 1


# -- what is ignored is not made a second time -------------------------------------------------------------------


def test_of_two_that_may_be_one_payment_neither_goes_when_only_one_is_touched(acme: Acme, ida: User) -> None:  # A29
    here, there = twins(acme)
    for row in (there, here):
        retry(row, by=ida)
        assert acme.writes() == QUIET
    acme.change("Payment", str(there.quickbooks_id).partition("/")[0], PrivateNote="Lockbox")
    assert acme.writes() == QUIET
    ignore(acme.world.workspace, [here], by=ida, reason="Entered by mistake")
    retry(there, by=ida)

    assert acme.writes() == QUIET
    assert acme.stands("payment", quickbooks_id=there.quickbooks_id) == "failing: same_payment"


def test_booked_by_hand_it_is_no_second_invoice_and_can_be_linked(acme: Acme, ida: User) -> None:  # A5, A15
    acme.invoice(acme.contact_id, line(product=acme.product_id), number="HS-1", date="2026-11-20")
    acme.world.workspace.protected_through = date(2026, 11, 23)
    acme.world.workspace.save()
    acme.sync()
    ignore(acme.world.workspace, [invoice_row(acme, "HS-1")], by=ida, reason="Booked by hand")
    bill = acme.bill(acme.customer_id, sold(acme.item_id), number="HS-1", date="2026-11-20")

    assert acme.writes() == QUIET
    theirs = acme.world.record(object_type="invoice", quickbooks_id=bill)
    assert (theirs.status, theirs.reason) == ("failing", "number_taken")
    assert len(acme.hubspot_all("HS-1")) == 1

    linking.link(theirs, invoice_row(acme, "HS-1"), by=ida)
    assert acme.writes() == QUIET
    assert acme.stands(number="HS-1") == "syncing"


def test_whose_only_customer_is_ignored_gets_no_second_one(acme: Acme, ida: User) -> None:  # A2
    linking.unlink(contact_row(acme, acme.contact_id), by=ida, reason="Not the same firm")
    acme.sync()
    twin = acme.contact("other@acme.test", "Otto")
    acme.edit("contacts", acme.contact_id, email="gone@acme.test")
    acme.edit("contacts", twin, email="ann@acme.test")
    acme.invoice(twin, line(product=acme.product_id), number="HS-1")

    assert acme.writes() == QUIET
    assert acme.stands("contact", hubspot_id=twin) == "failing: partner_ignored"
    assert acme.stands(number="HS-1") == "pending: waiting"

    linking.link(contact_row(acme, twin), customer_row(acme, acme.customer_id), by=ida)
    acme.sync()
    assert acme.quickbooks("HS-1").doc["CustomerRef"]["value"] == acme.customer_id


# -- an answer is lost on the way --------------------------------------------------------------------------------


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


def test_made_without_an_address_and_the_answer_lost_it_stays_without(empty: Company, ida: User) -> None:  # A2
    olivia, first, second = shared_by_two(empty)
    linking.link(contact_row(empty, olivia), customer_row(empty, second), by=ida)
    empty.sync()
    linking.make_without_email(customer_row(empty, first), by=ida)
    empty.world.fault("hubspot", "/contacts/batch/create", "reset")

    empty.sync()
    empty.sync()

    people = [one["properties"] for one in living(empty.world, "hubspot", "contacts")]
    assert sorted(one.get("email") or "" for one in people) == ["", "olivia@oak.test"]
    made = customer_row(empty, first)
    assert (made.status, made.decision) == ("syncing", {})
    assert empty.writes() == QUIET


def test_an_item_of_the_same_name_is_picked_instead_of_made_twice(acme: Acme, ida: User) -> None:  # S10, S45
    gravel = acme.item("Gravel")
    product = acme.product("Gravel", "GR-1")
    acme.sync()
    row = acme.world.record(object_type="product", hubspot_id=product)
    assert row.reason == "duplicate_item_name"

    linking.link(row, acme.world.record(object_type="product", quickbooks_id=gravel), by=ida)
    acme.sync()

    assert acme.world.record(object_type="product", hubspot_id=product).quickbooks_id == gravel
    assert acme.writes() == QUIET
    assert [one["Name"] for one in living(acme.world, "quickbooks", "item")].count("Gravel") == 1


def test_taken_back_an_invoice_brings_its_payments(empty: Company, ida: User) -> None:  # A15, S20
    invoice, _ = modified_after_the_start(empty)
    empty.pay_here(invoice, "40.00")
    empty.sync()
    rows = waiting(empty)
    approvals.never_send(
        empty.world.workspace, [row.pk for row in rows], approvals.seen(rows), by=ida, reason="Booked by hand"
    )
    empty.sync()
    assert empty.stands("payment") == "excluded: invoice_excluded"

    stop_ignoring(empty.world.workspace, empty.world.records(number="HS-1", object_type="invoice"), by=ida)
    empty.sync()
    send(empty, ida)
    empty.sync()

    assert empty.equal("HS-1").balance == 60
    assert empty.writes() == QUIET
