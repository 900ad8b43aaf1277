"""Noticing over HTTP: nothing missed, nothing asked twice, and never a page too much."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from syncapp.connectors.errors import GarbageAnswer, LimitReached
from syncapp.connectors.protocol import Changes, Write
from syncapp.core.records import Invoice
from syncapp.core.values import ObjectType
from tests.connectors.hubspot.conftest import NOW, Account, Connector

CONTACT, PRODUCT, INVOICE, PAYMENT = ObjectType
SEARCHES = [
    f"POST /crm/objects/2026-03/{kind}/search"
    for kind in ("contacts", "products", "line_items", "invoices", "commerce_payments")
]
OWNERS = "POST /crm/associations/2026-03/line_items/invoices/batch/read"


def ids(changes: Changes, object_type: ObjectType) -> list[str]:
    return [record_id for kind, record_id, _ in changes.seen if kind is object_type]


def poll(hubspot: Connector, cursor: Any, owners: dict[str, str] | None = None) -> Changes:
    changes = hubspot.changes(json.loads(json.dumps(cursor)), owners or {})
    json.dumps(changes.cursor)
    return changes


def contact(account: Account, name: str) -> str:
    return account.make("contacts", {"email": f"{name}@example.com"})


def open_invoice(account: Account) -> tuple[str, str]:
    invoice = account.invoice(contact(account, "ann"), [{"name": "x", "quantity": "1", "price": "50"}])
    account.control("DELETE", "journal")
    return invoice, account.objects("line_items")[0]["id"]


def test_where_nothing_happened_five_searches_say_so(account: Account, hubspot: Connector) -> None:
    cursor = hubspot.start_cursor()
    account.calls()
    changes = poll(hubspot, cursor)
    assert (changes.seen, changes.gone, changes.complete) == ([], (), True)
    assert account.calls() == SEARCHES
    assert hubspot.budget.spent["search"] == 5
    assert changes.cursor == cursor


def test_a_cursor_taken_before_all_was_read_misses_nothing_after(account: Account, hubspot: Connector) -> None:
    cursor = hubspot.start_cursor()
    account.advance(1)
    ann = contact(account, "ann")
    assert ids(poll(hubspot, cursor), CONTACT) == [ann]


def test_the_cursor_is_the_vendors_time_and_never_ours(account: Account, hubspot: Connector) -> None:  # F46
    account.control("POST", "clock", {"now": "2031-01-01T00:00:00Z"})
    hubspot.store.token = account.control("POST", "tokens", {})["access_token"]
    hubspot.http.last_date = None
    cursor = hubspot.start_cursor()
    account.advance(1)
    assert ids(poll(hubspot, cursor), CONTACT) == []
    ann = contact(account, "ann")
    assert ids(poll(hubspot, cursor), CONTACT) == [ann]


def test_every_type_is_noticed_with_its_version(account: Account, hubspot: Connector) -> None:
    cursor = hubspot.start_cursor()
    account.advance(5)
    product = account.make("products", {"name": "Mulch"})
    invoice, line = open_invoice(account)
    payment = account.person("POST", f"/crm/v3/objects/invoices/{invoice}/payments", {"amount": "5"})["id"]
    changes = poll(hubspot, cursor, {line: invoice})
    version = "2026-11-24T09:00:05.000Z"
    assert (PRODUCT, product, version) in changes.seen
    assert (INVOICE, invoice, version) in changes.seen
    assert (PAYMENT, payment, version) in changes.seen
    assert len(ids(changes, CONTACT)) == 1


def test_the_window_overlaps_by_the_indexs_lag(account: Account, hubspot: Connector) -> None:  # F20 F47
    account.control("POST", "settings", {"search_delay_seconds": 60})
    cursor = hubspot.start_cursor()
    slow = contact(account, "slow")
    changes = poll(hubspot, cursor)
    assert ids(changes, CONTACT) == []  # not in the index yet
    account.advance(30)
    later = contact(account, "later")
    account.advance(45)
    changes = poll(hubspot, changes.cursor)
    assert ids(changes, CONTACT) == [slow]
    account.advance(60)
    changes = poll(hubspot, changes.cursor)
    assert {slow, later} == set(ids(changes, CONTACT))


def test_what_was_seen_leaves_the_window_when_newer_things_come(account: Account, hubspot: Connector) -> None:
    cursor = hubspot.start_cursor()
    old = contact(account, "old")
    account.advance(121)
    new = contact(account, "new")
    changes = poll(hubspot, cursor)
    assert ids(changes, CONTACT) == [old, new]
    assert ids(poll(hubspot, changes.cursor), CONTACT) == [new]


def test_a_cursor_never_goes_back(account: Account, hubspot: Connector) -> None:
    ann = contact(account, "ann")
    account.advance(60)
    cursor = hubspot.start_cursor()
    changes = poll(hubspot, cursor)
    assert ids(changes, CONTACT) == [ann]
    assert changes.cursor["contacts"] == cursor["contacts"]


def test_more_than_a_page_is_gone_through_by_id(account: Account, hubspot: Connector) -> None:
    cursor = hubspot.start_cursor()
    made = [contact(account, f"p{n}") for n in range(401)]
    account.calls()
    assert ids(poll(hubspot, cursor), CONTACT) == made
    assert account.calls() == [SEARCHES[0], SEARCHES[0], *SEARCHES]


@pytest.mark.parametrize("count", [199, 200])
def test_a_full_last_page_costs_no_further_call(account: Account, hubspot: Connector, count: int) -> None:
    cursor = hubspot.start_cursor()
    for n in range(count):
        contact(account, f"p{n}")
    account.calls()
    assert len(ids(poll(hubspot, cursor), CONTACT)) == count
    assert account.calls() == SEARCHES


def test_what_changes_behind_a_page_that_was_read_already_is_seen_next_time(
    account: Account, hubspot: Connector
) -> None:
    cursor = hubspot.start_cursor()
    made = [contact(account, f"p{n}") for n in range(300)]
    search = hubspot.http.read

    def slowly(method: str, path: str, **more: Any) -> Any:
        """Between two pages five minutes pass, the first contact is changed and a newer one is made."""
        answer = search(method, path, **more)
        if path.endswith("contacts/search") and len(answer["results"]) == 200:
            account.advance(150)
            account.change("contacts", made[0], {"firstname": "changed meanwhile"})
            account.advance(150)
            contact(account, "newest")
        return answer

    hubspot.http.read = slowly  # type: ignore[method-assign]
    changes = poll(hubspot, cursor)
    hubspot.http.read = search  # type: ignore[method-assign]
    assert len(ids(changes, CONTACT)) == 301
    following = poll(hubspot, changes.cursor)
    versions = {record_id: version for kind, record_id, version in following.seen if kind is CONTACT}
    assert versions[made[0]] == "2026-11-24T09:02:30.000Z"


# Lines


def test_a_changed_line_is_its_invoice(account: Account, hubspot: Connector) -> None:
    invoice, line = open_invoice(account)
    first = poll(hubspot, hubspot.start_cursor(), {line: invoice})
    account.advance(5)
    account.control("POST", "settings", {"edit_finalized_invoices": True})
    account.change("line_items", line, {"description": "other words"})
    account.calls()
    changes = poll(hubspot, first.cursor, {line: invoice})
    assert (INVOICE, invoice, "") in changes.seen
    assert account.calls() == SEARCHES  # whose line it is was known


def test_the_invoice_of_an_unknown_line_is_asked_for_once(account: Account, hubspot: Connector) -> None:
    cursor = hubspot.start_cursor()
    invoice, _ = open_invoice(account)
    account.calls()
    changes = poll(hubspot, cursor)
    assert (INVOICE, invoice, "") in changes.seen
    assert account.calls() == [*SEARCHES, OWNERS]
    again = poll(hubspot, changes.cursor)
    assert account.calls() == SEARCHES
    assert (INVOICE, invoice, "") not in again.seen


def test_a_line_of_no_invoice_is_not_asked_about_for_ever(account: Account, hubspot: Connector) -> None:
    cursor = hubspot.start_cursor()
    account.make("line_items", {"name": "of a deal", "quantity": "1", "price": "5"})
    account.calls()
    changes = poll(hubspot, cursor)
    assert changes.seen == []
    assert account.calls() == [*SEARCHES, OWNERS]
    poll(hubspot, poll(hubspot, changes.cursor).cursor)
    assert account.calls() == SEARCHES * 2


def test_two_edits_in_one_tick_of_the_clock_are_two(account: Account, hubspot: Connector) -> None:  # F47
    account.control("POST", "settings", {"edit_finalized_invoices": True})
    cursor = hubspot.start_cursor()
    invoice, line = open_invoice(account)
    changes = poll(hubspot, cursor, {line: invoice})
    account.change("line_items", line, {"price": "60"})
    again = poll(hubspot, changes.cursor, {line: invoice})
    assert (INVOICE, invoice, "") in again.seen
    assert (INVOICE, invoice, "") not in poll(hubspot, again.cursor, {line: invoice}).seen


def test_lines_behind_the_window_are_forgotten(account: Account, hubspot: Connector) -> None:
    cursor = hubspot.start_cursor()
    _, first = open_invoice(account)
    account.advance(600)
    second = account.make("line_items", {"name": "y", "quantity": "1", "price": "1"})
    changes = poll(hubspot, cursor)
    assert set(changes.cursor["lines"]) == {second}
    assert first != second


# What a hit is worth


def test_a_hit_is_not_taken_for_what_the_record_is(account: Account, hubspot: Connector) -> None:  # F20
    """The index shows the invoice as it was before our own write: taken as read, that would undo it."""
    invoice, _ = open_invoice(account)
    account.advance(300)
    account.change("invoices", invoice, {"hs_comments": "by a person"})
    cursor = hubspot.start_cursor()
    account.control("POST", "settings", {"search_delay_seconds": 60})
    account.advance(5)
    (outcome,) = hubspot.apply(
        Write(entity="invoice", action="update", id=invoice, fields={"syncapp_quickbooks_key": "9341:invoice:1"})
    )
    changes = poll(hubspot, cursor)
    (seen,) = [
        version for kind, record_id, version in changes.seen if (kind, record_id) == (INVOICE, invoice) and version
    ]
    assert seen < str(outcome.version)
    (record,) = hubspot.read(INVOICE, [invoice], whole=False)
    assert isinstance(record, Invoice)
    assert (record.key, record.version) == ("9341:invoice:1", outcome.version)


def test_a_new_look_forgets_what_an_earlier_one_kept(account: Account, hubspot: Connector) -> None:
    ann = contact(account, "ann")
    hubspot.ids(CONTACT)
    account.change("contacts", ann, {"firstname": "Ann"})
    poll(hubspot, hubspot.start_cursor())
    (record,) = hubspot.read(CONTACT, [ann])
    assert record.values["firstname"] == "Ann"


# Trouble


def test_a_limit_in_the_middle_notices_nothing_at_all(account: Account, hubspot: Connector) -> None:  # F16
    cursor = hubspot.start_cursor()
    contact(account, "ann")
    body = {"status": "error", "message": "You have reached your secondly limit.", "policyName": "SECONDLY"}
    account.fault("invoices/search", {"status": 429, "body": body}, times=3)
    with pytest.raises(LimitReached) as caught:
        poll(hubspot, cursor)
    assert caught.value.seconds == 3  # one more with each refusal in a row
    assert hubspot.budget.waits == [("search", 1), ("search", 2), ("search", 3)]
    assert len(ids(poll(hubspot, cursor), CONTACT)) == 1


def test_a_limit_that_is_soon_over_costs_a_wait_and_one_more_call(account: Account, hubspot: Connector) -> None:  # F16
    cursor = hubspot.start_cursor()
    ann = contact(account, "ann")
    body = {"status": "error", "message": "You have reached your secondly limit.", "policyName": "SECONDLY"}
    account.fault("invoices/search", {"status": 429, "body": body})
    assert ids(poll(hubspot, cursor), CONTACT) == [ann]
    assert hubspot.budget.waits == [("search", 1)]


@pytest.mark.parametrize("status", [500, 503])
def test_a_hiccup_costs_one_more_call(account: Account, hubspot: Connector, status: int) -> None:  # F18
    cursor = hubspot.start_cursor()
    account.calls()
    account.fault("products/search", {"status": status})
    assert poll(hubspot, cursor).seen == []
    assert account.calls() == [*SEARCHES[:2], *SEARCHES[1:]]


def test_a_search_that_does_not_advance_is_noticed(account: Account, hubspot: Connector) -> None:
    hits = [{"id": str(n), "properties": {"lastmodifieddate": NOW.isoformat()}} for n in range(1, 201)]
    account.fault("contacts/search", {"status": 200, "body": {"total": 400, "results": hits}}, times=None)
    with pytest.raises(GarbageAnswer, match="does not advance"):
        poll(hubspot, hubspot.start_cursor())


@pytest.mark.parametrize(
    "body", [{"results": []}, {"total": "many", "results": []}, {"total": 1, "results": [{"id": "x"}]}]
)
def test_a_search_that_lacks_its_parts_is_garbage(account: Account, hubspot: Connector, body: Any) -> None:
    account.fault("contacts/search", {"status": 200, "body": body}, times=None)
    with pytest.raises(GarbageAnswer):
        poll(hubspot, hubspot.start_cursor())


def test_a_hit_without_a_time_moves_no_cursor(account: Account, hubspot: Connector) -> None:
    cursor = hubspot.start_cursor()
    body = {"total": 1, "results": [{"id": "5", "properties": {"lastmodifieddate": "soon"}}]}
    account.fault("contacts/search", {"status": 200, "body": body})
    changes = poll(hubspot, cursor)
    assert ids(changes, CONTACT) == ["5"]
    assert changes.cursor["contacts"] == cursor["contacts"] == int((NOW - timedelta(seconds=120)).timestamp() * 1000)
