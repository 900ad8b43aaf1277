"""The accounts under Settings: who changes them, what a choice brings, what is refused, and what a walk makes of it
(B12, S11, A23, A26)."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from syncapp.actions import drafts
from syncapp.core.values import ObjectType
from syncapp.storage.models import Activity, Job, ObjectSync, Start, SyncDraft
from tests.web.conftest import Shop, queries
from tests.web.setup.conftest import read_accounts

TAB = "integrations/quickbooks/?tab=settings"
INVOICES = {"line_item_account": "79", "deposit_cards": "4", "deposit_other": "4"}


@pytest.fixture
def books(shop: Shop) -> Shop:
    """The accounts are read, and products and invoices go to QuickBooks with accounts that somebody chose."""
    read_accounts(shop.workspace)
    syncs = ObjectSync.objects.filter(workspace=shop.workspace)
    syncs.filter(object_type="product").update(settings={"income_account": "82", "item_kind": "Service"})
    syncs.filter(object_type="invoice").update(settings={**INVOICES, "other_sync_is_off": True})
    return shop


def text(answer: Any) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def page(shop: Shop, role: str = "bookkeeper") -> str:
    answer = shop.client(role).get(shop.url(TAB))
    assert answer.status_code == 200
    return text(answer)


def send(shop: Shop, role: str = "bookkeeper", of: str = "invoices", **data: str) -> Any:
    sent = {**(INVOICES if of == "invoices" else {}), **data}
    return shop.client(role).post(shop.url(f"integrations/quickbooks/settings/accounts/{of}/"), sent)


def settings_of(shop: Shop, of: str = "invoice") -> dict[str, Any]:
    return ObjectSync.objects.get(workspace=shop.workspace, object_type=of).settings


def walk(shop: Shop, role: str = "owner", **settings: str) -> SyncDraft:
    """Somebody has begun to change the invoice sync."""
    draft = drafts.begin(shop.workspace, shop.people[role], ObjectType.INVOICE)
    return drafts.save_step(draft, policy="quickbooks", settings={**draft.data["settings"], **settings})


def outdated(shop: Shop, draft: SyncDraft) -> bool:
    draft.refresh_from_db()
    return drafts.is_outdated(draft, ObjectSync.objects.get(workspace=shop.workspace, object_type="invoice"))


# -- who, and what stands there ------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["owner", "admin", "bookkeeper"])
def test_who_has_to_do_with_the_books_changes_an_account(books: Shop, role: str) -> None:  # B12, A26
    before = ObjectSync.objects.get(workspace=books.workspace, object_type="invoice").revision
    assert send(books, role, deposit_cards="9").status_code == 302

    assert settings_of(books) == {**INVOICES, "deposit_cards": "9", "other_sync_is_off": True}
    assert ObjectSync.objects.get(workspace=books.workspace, object_type="invoice").revision == before + 1
    (entry,) = Activity.objects.filter(kind="setting_changed")
    assert (entry.reason, entry.actor) == ("Accounts of the invoice sync", books.people[role])
    ((change),) = entry.changes
    told = ("Deposit to, cards and bank debits", "Undeposited Funds", "Payouts clearing")
    assert (change["field"], change["from"], change["to"]) == told


def test_what_was_changed_stands_in_the_activity(books: Shop) -> None:  # B12
    send(books, deposit_cards="9")
    told = text(books.client("viewer").get(books.url("activity/")))
    assert "<b>Changed</b> Accounts of the invoice sync" in told
    assert "<del>Undeposited Funds</del>" in told
    assert "<ins>Payouts clearing</ins>" in told


def test_a_viewer_sees_them_and_changes_none(books: Shop) -> None:  # B12
    found = page(books, "viewer")
    assert "<dt>Deposit to, cards and bank debits</dt><dd>Undeposited Funds</dd>" in found
    assert "<dt>Income account for new items</dt><dd>Materials</dd>" in found
    assert 'name="deposit_cards"' not in found
    assert send(books, "viewer", deposit_cards="9").status_code == 403
    assert settings_of(books)["deposit_cards"] == "4"


def test_the_accounts_of_the_syncs_that_go_out_stand_there(books: Shop) -> None:  # S11, A23, A26
    found = page(books)
    assert re.findall(r'aria-label="Save: ([^"]+)"', found) == [
        "Service date",
        "Accounts of the product sync",
        "Accounts of the invoice sync",
    ]
    assert '<option value="79" selected>Landscape services</option>' in found
    assert "search.js" in found


@pytest.mark.parametrize(
    ("policy", "named"), [("create", "new_item_account"), ("custom", "line_item_account"), ("fail", "")]
)
def test_only_the_account_that_the_set_up_uses_is_asked(books: Shop, policy: str, named: str) -> None:  # B28
    sync = ObjectSync.objects.get(workspace=books.workspace, object_type="invoice")
    sync.settings |= {"missing_item": policy}
    sync.save()
    found = page(books)
    asked = {name for name in ("new_item_account", "line_item_account") if f'<select name="{name}"' in found}
    assert asked == ({named} if named else set())


def test_what_does_not_go_to_quickbooks_needs_no_account(books: Shop) -> None:  # S18
    ObjectSync.objects.filter(workspace=books.workspace).update(direction="to-hubspot")
    assert "Nothing that is set up goes to QuickBooks Online, so no account is needed." in page(books)
    assert send(books, deposit_cards="9").status_code == 404


def test_nothing_set_up_has_no_accounts(books: Shop) -> None:
    ObjectSync.objects.filter(workspace=books.workspace).delete()
    assert "Nothing that is set up goes to QuickBooks Online, so no account is needed." in page(books)
    assert send(books, deposit_cards="9").status_code == 404


# -- saving --------------------------------------------------------------------------------------------------------


def test_it_holds_from_the_next_run_which_decides_all_anew(
    books: Shop, django_capture_on_commit_callbacks: Any
) -> None:  # S33
    with django_capture_on_commit_callbacks(execute=True):
        answer = books.client("bookkeeper").post(
            books.url("integrations/quickbooks/settings/accounts/products/"), {"income_account": "79"}, follow=True
        )
    assert "Saved. It holds from the next run on." in text(answer)
    assert settings_of(books, "product") == {"income_account": "79", "item_kind": "Service"}
    assert Start.objects.filter(sync__object_type="product").exists()
    assert Job.objects.filter(name=f"sync_workspace:{books.workspace.pk}", nudged_at__isnull=False).exists()


def test_of_a_sync_that_is_off_it_is_saved_and_starts_nothing(books: Shop) -> None:  # S34
    books.turn_off("invoice")
    assert send(books, deposit_cards="9").status_code == 302
    assert settings_of(books)["deposit_cards"] == "9"
    assert not Start.objects.exists()


def test_what_holds_already_changes_and_notes_nothing(books: Shop) -> None:
    answer = books.client("bookkeeper").post(
        books.url("integrations/quickbooks/settings/accounts/invoices/"), INVOICES, follow=True
    )
    assert "Nothing was changed: it was so already." in text(answer)
    assert not Activity.objects.filter(kind="setting_changed").exists()


def test_another_account_of_custom_line_item_has_it_looked_for_anew(books: Shop) -> None:  # A22
    sync = ObjectSync.objects.get(workspace=books.workspace, object_type="invoice")
    sync.settings |= {"line_item_id": "55"}
    sync.save()
    asked = send(books, line_item_account="82")
    assert asked.status_code == 200
    assert "“Custom Line Item” stands on “Landscape services” in QuickBooks. Move it to this account there too" in text(
        asked
    )
    assert settings_of(books)["line_item_account"] == "79"
    assert send(books, line_item_account="82", sure="line_item_account=82").status_code == 302
    assert settings_of(books) == {**INVOICES, "line_item_account": "82", "other_sync_is_off": True}


# -- what a choice brings, and what is refused ---------------------------------------------------------------------


def test_a_bank_account_says_what_it_brings_before_it_is_saved(books: Shop) -> None:  # A26
    asked = send(books, deposit_cards="1", deposit_other="1")
    found = text(asked)
    assert asked.status_code == 200
    assert "Payouts arrive net of fees and in batches, so single payments in “Checking” will not match" in found
    assert "Each payment stands alone in “Checking”." in found
    assert '<option value="1" selected>Checking</option>' in found
    assert settings_of(books)["deposit_cards"] == "4"

    sure = re.findall(r'name="sure" value="([^"]+)"', found)
    assert sure == ["deposit_cards=1,deposit_other=1"]
    assert ">Save all the same</button>" in found
    assert send(books, deposit_cards="1", deposit_other="1", sure=sure[0]).status_code == 302
    assert settings_of(books)["deposit_cards"] == "1"
    assert "Payouts arrive net of fees" in page(books)


def test_another_choice_than_the_one_that_was_warned_of_is_asked_again(books: Shop) -> None:  # A26
    assert send(books, deposit_other="1", sure="deposit_cards=1").status_code == 200
    assert settings_of(books)["deposit_other"] == "4"


@pytest.mark.parametrize(
    ("name", "account", "words"),
    [
        ("deposit_cards", "79", "Payments cannot go to that account. Choose one from the list."),
        ("deposit_other", "13", "Payments cannot go to that account. Choose one from the list."),
        ("line_item_account", "4", "That is no income account of this company. Choose one from the list."),
        ("line_item_account", "90", "That is no income account of this company. Choose one from the list."),
        ("line_item_account", "", "Choose the income account for Custom Line Item."),
    ],
)
def test_an_account_that_does_not_fit_is_refused_beside_its_field(
    books: Shop, name: str, account: str, words: str
) -> None:  # S11, A26
    answer = send(books, **{"deposit_cards": "9", name: account})
    found = text(answer)
    assert answer.status_code == 422
    assert words in found
    assert f'id="id_{name}_error"' in found
    if name != "deposit_cards":
        assert '<option value="9" selected>Payouts clearing</option>' in found  # what was typed stands
    assert settings_of(books) == {**INVOICES, "other_sync_is_off": True}


def test_an_account_that_is_gone_stands_there_with_the_reason_and_is_replaced(books: Shop) -> None:  # S11
    ObjectSync.objects.filter(object_type="product").update(settings={"income_account": "90"})
    assert "This account is no longer in QuickBooks Online, or inactive there. Choose another." in page(books)
    assert send(books, of="products", income_account="79").status_code == 302
    assert settings_of(books, "product") == {"income_account": "79"}


def test_what_somebody_else_has_changed_meanwhile_is_not_written_over(books: Shop) -> None:
    stood = {f"stood:{name}": account for name, account in INVOICES.items()}
    send(books, "owner", deposit_other="9")
    answer = send(books, deposit_cards="9", **stood)
    found = text(answer)
    assert answer.status_code == 409
    assert "Nothing was saved: owner@example.com has changed this <time" in found
    assert "owner@example.com: <ins>Payouts clearing</ins></dd>" in found  # which this person had left as it was
    assert settings_of(books)["deposit_other"] == "9"
    assert settings_of(books)["deposit_cards"] == "4"
    assert 'name="stood:deposit_other" value="9"' in found
    assert chosen_in(found) == {"line_item_account": "79", "deposit_cards": "9", "deposit_other": "9"}
    assert "Save mine over it</button>" in found
    assert "Take theirs</a>" in found
    assert "settings/accounts/invoices/?" not in found  # what links of the answer lead to is a page
    assert send(books, **chosen_in(found), **stood_in(found)).status_code == 302  # who has seen it may save over it
    assert settings_of(books) == {**INVOICES, "deposit_cards": "9", "deposit_other": "9", "other_sync_is_off": True}


def test_where_two_chose_the_same_account_otherwise_both_are_named(books: Shop) -> None:
    stood = stood_in(page(books))
    send(books, "owner", deposit_cards="9", **stood)
    found = text(send(books, deposit_cards="1", **stood))
    assert "owner@example.com: <ins>Payouts clearing</ins><span>You chose: <ins>Checking</ins></span>" in found
    assert chosen_in(found)["deposit_cards"] == "1"
    assert stood_in(found)["stood:deposit_cards"] == "9"


def test_a_walk_that_changed_an_account_is_named_and_one_that_changed_other_things_is_not(books: Shop) -> None:
    stood = stood_in(page(books))
    drafts.apply_draft(walk(books, "owner", deposit_cards="9"))
    other = drafts.begin(books.workspace, books.people["admin"], ObjectType.INVOICE)
    drafts.apply_draft(drafts.save_step(other, policy="hubspot", settings=other.data["settings"]))
    assert "Nothing was saved: owner@example.com has changed this" in text(send(books, deposit_other="9", **stood))


def chosen_in(found: str) -> dict[str, str]:
    """What the form of the invoices shows as chosen."""
    form = found.partition("settings/accounts/invoices/#accounts")[2].partition("</form>")[0]
    selects = re.findall(r'<select name="([a-z_]+)"[^>]*>(?:(?!</select>).)*?<option value="(\d*)" selected>', form)
    return dict(selects)


def stood_in(found: str) -> dict[str, str]:
    form = found.partition("settings/accounts/invoices/#accounts")[2].partition("</form>")[0]
    return dict(re.findall(r'name="(stood:[a-z_]+)" value="(\d*)"', form))


# -- a walk that is under way --------------------------------------------------------------------------------------


def test_a_walk_that_is_under_way_is_said_and_takes_the_account_over(books: Shop) -> None:  # S33
    draft = walk(books)
    said = "owner@example.com has begun to change the invoice sync and has not saved it yet."
    assert said in page(books)
    assert page(books).count("has not saved it yet") == 1

    assert send(books, deposit_cards="9").status_code == 302

    assert not outdated(books, draft)
    assert draft.data["settings"]["deposit_cards"] == "9"
    assert draft.data["policy"] == "quickbooks"
    shown = text(books.client("owner").get(books.url("syncs/invoices/configure/")))
    assert "Somebody else has changed" not in shown


def test_a_walk_that_chose_another_account_keeps_it_until_it_is_saved(books: Shop) -> None:  # S33
    draft = walk(books, deposit_cards="1")
    send(books, deposit_cards="9", deposit_other="9")
    assert settings_of(books)["deposit_cards"] == "9"
    assert not outdated(books, draft)
    assert draft.data["settings"]["deposit_cards"] == "1"
    assert draft.data["settings"]["deposit_other"] == "9"
    assert draft.data["basis"]["settings"]["deposit_cards"] == "9"


def test_a_walk_that_was_outdated_before_stays_so(books: Shop) -> None:  # S33
    draft = walk(books)
    sync = ObjectSync.objects.get(workspace=books.workspace, object_type="invoice")
    sync.policy, sync.revision = "ask", sync.revision + 1
    sync.save()
    send(books, deposit_cards="9")
    assert outdated(books, draft)


def test_a_walk_in_which_nothing_was_chosen_is_not_spoken_of(books: Shop) -> None:
    drafts.begin(books.workspace, books.people["owner"], ObjectType.INVOICE)
    assert "has not saved it yet" not in page(books)


def test_the_tab_asks_as_often_with_many_walks(books: Shop) -> None:
    client = books.client("bookkeeper")
    with queries() as few:
        client.get(books.url(TAB))
    for role in ("owner", "admin"):
        walk(books, role)
    with queries() as many:
        client.get(books.url(TAB))
    assert len(many) == len(few) <= 10
