"""What was chosen and not saved: it is kept, said wherever its sync stands, and never lost without a word (S33)."""

from __future__ import annotations

from html import unescape
from typing import Any

from syncapp.storage.models import SyncDraft
from tests.web.conftest import Shop
from tests.web.setup.conftest import INVOICE
from tests.web.setup.reviewing import walk

SYNCS = "integrations/quickbooks/"
DISCARD = "syncs/invoices/discard/"


def page(shop: Shop, path: str, role: str = "owner") -> str:
    return text(shop.client(role).get(shop.url(path)))


def post(shop: Shop, path: str, data: dict[str, Any] | None = None, **headers: Any) -> Any:
    return shop.client("owner").post(shop.url(path), data or {}, **headers)


def text(answer: Any) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def test_the_list_of_syncs_leads_back_to_changes_that_are_not_saved(set_up: Shop) -> None:  # S33
    walk(set_up, policy="quickbooks")
    said = f'<a href="{set_up.url("syncs/invoices/configure/")}">Unsaved changes</a>, <time'
    assert page(set_up, SYNCS).count(said) == 1
    assert "Unsaved changes" not in page(set_up, SYNCS, "admin")  # each person has their own


def test_what_was_only_looked_at_or_put_back_is_no_change(set_up: Shop) -> None:
    walk(set_up)
    assert "Unsaved changes" not in page(set_up, SYNCS)
    walk(set_up, policy="quickbooks")
    walk(set_up, policy="hubspot")
    assert "Unsaved changes" not in page(set_up, SYNCS)


def test_a_set_up_that_was_begun_is_said_where_it_is_chosen(fresh: Shop) -> None:  # S27
    assert "You began it" not in page(fresh, "syncs/new/")
    walk(fresh, policy="quickbooks")
    content = page(fresh, "syncs/new/")
    assert content.count("What you chose is kept.") == 1
    assert content.index("<h2>Invoice sync</h2>") < content.index("You began it")


def test_each_step_says_that_something_is_not_saved_yet(set_up: Shop) -> None:
    for step in ("configure", "filters", "review"):
        assert "Not saved yet" not in page(set_up, f"syncs/invoices/{step}/")
    walk(set_up, policy="quickbooks")
    for step in ("configure", "filters", "review"):
        assert "Not saved yet" in page(set_up, f"syncs/invoices/{step}/")


def test_it_is_said_as_soon_as_something_is_chosen(set_up: Shop) -> None:
    chosen = {**INVOICE, "policy": "quickbooks", "do": "show"}
    answer = text(post(set_up, "syncs/invoices/configure/", chosen, headers={"HX-Request": "true"}))
    assert '<span id="unsaved" hx-swap-oob="true"><span class="status pill ask">' in answer


def test_cancel_says_what_would_be_lost_first(set_up: Shop) -> None:  # S33
    walk(set_up, policy="quickbooks")
    content = text(post(set_up, DISCARD))
    assert "Discard what you changed?" in content
    assert "Data conflict resolution" in content
    assert "Use QuickBooks Online data" in content
    assert "Deposit to" not in content  # what was not changed
    assert SyncDraft.objects.exists()

    answer = post(set_up, DISCARD, {"sure": "yes"})
    assert answer.headers["Location"] == set_up.url(SYNCS)
    assert not SyncDraft.objects.exists()


def test_cancel_of_a_new_set_up_says_that_it_can_be_left(fresh: Shop) -> None:
    walk(fresh, policy="quickbooks")
    content = text(post(fresh, DISCARD))
    assert "Discard what you chose?" in content
    assert "leave it, and it is here when you come back" in content
    assert SyncDraft.objects.exists()


def test_cancel_asks_nothing_where_nothing_was_chosen(set_up: Shop) -> None:
    assert post(set_up, DISCARD).headers["Location"] == set_up.url(SYNCS)
    walk(set_up)
    assert post(set_up, DISCARD).status_code == 302


def test_next_does_not_drop_a_mapping_that_is_half_made(set_up: Shop) -> None:  # S29
    half = {**INVOICE, "new_hubspot": "delivery_window", "new_quickbooks": ""}
    answer = post(set_up, "syncs/invoices/configure/", half)
    assert answer.status_code == 422
    assert "This mapping is not made yet. Press Create to keep it, or Delete to leave it out." in text(answer)
    assert '<option value="delivery_window" selected>' in text(answer)
    assert post(set_up, "syncs/invoices/configure/", {**half, "new_hubspot": ""}).status_code == 302


def test_next_keeps_the_criterion_that_is_open(set_up: Shop) -> None:  # S31
    opened = "syncs/invoices/filters/?edit=hubspot&group=0&at=new"
    assert 'form="criterion" name="do" value="onward"' in page(set_up, opened)
    typed = {"do": "onward", "group": "0", "at": "new", "property": "Balance", "operator": "at-least"}
    wrong = post(set_up, opened, {**typed, "value": "fifty"})
    assert (wrong.status_code, SyncDraft.objects.exists()) == (422, False)
    answer = post(set_up, opened, {**typed, "value": "50"})
    assert answer.headers["Location"] == set_up.url("syncs/invoices/review/")
    assert "Balance due is at least 50" in page(set_up, "syncs/invoices/filters/")
    nothing = post(set_up, opened, {"do": "onward", "group": "0", "at": "new", "property": ""})
    assert nothing.headers["Location"] == set_up.url("syncs/invoices/review/")
