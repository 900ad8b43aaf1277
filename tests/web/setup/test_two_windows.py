"""Two windows of one person, or two people, at one set-up: who saves second is told by whom, when and what, and nothing of
either is lost (S33)."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.db import transaction

from syncapp.actions import accounts, drafts
from syncapp.core.values import ObjectType
from syncapp.storage.models import ObjectSync, SyncDraft
from tests.web.conftest import Shop
from tests.web.setup.conftest import INVOICE, draft_of
from tests.web.setup.reviewing import READY, dried, walk

CONFIGURE, FILTERS, REVIEW = (f"syncs/invoices/{step}/" for step in ("configure", "filters", "review"))
HIDDEN = re.compile(r'<input type="hidden" name="(version|page|run)" value="([^"]*)"')


def text(answer: Any) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def page(shop: Shop, path: str = CONFIGURE, role: str = "owner") -> dict[str, str]:
    """What its forms carry of how it was when it was opened."""
    answer = shop.client(role).get(shop.url(path))
    assert answer.status_code == 200
    return dict(HIDDEN.findall(answer.content.decode()))


def send(shop: Shop, opened: dict[str, str], path: str = CONFIGURE, *, script: bool = False, **data: Any) -> Any:
    headers = {"HX-Request": "true"} if script else {}
    return shop.client("owner").post(shop.url(path), {**opened, **data}, headers=headers)


def configure(shop: Shop, opened: dict[str, str], *, script: bool = False, **changed: Any) -> Any:
    return send(shop, opened, script=script, **{"do": "next", **INVOICE, **changed})


def invoices(shop: Shop) -> ObjectSync:
    return ObjectSync.objects.get(workspace=shop.workspace, object_type="invoice")


def saved_by(shop: Shop, role: str, **chosen: Any) -> None:
    draft = drafts.begin(shop.workspace, shop.people[role], ObjectType.INVOICE)
    with transaction.atomic():
        drafts.apply_draft(drafts.save_step(draft, **chosen))
    drafts.discard(draft)


# -- two windows of one person -------------------------------------------------------------------------------------


def test_who_saves_from_the_older_page_is_told_and_keeps_what_was_chosen(set_up: Shop) -> None:  # S33
    first, second = page(set_up), page(set_up)
    configure(set_up, second, deposit_cards="1")
    answer = configure(set_up, first, policy="quickbooks", deposit_cards="9")
    found = text(answer)
    assert answer.status_code == 409
    assert "Nothing was saved: you have changed this set-up in another window <time" in found
    assert "Other window: <ins>Checking</ins><span>Here: <ins>Payouts clearing</ins></span>" in found
    assert "Other window: <ins>Use HubSpot data</ins><span>Here: <ins>Use QuickBooks Online data</ins></span>" in found
    assert answer.context["walk"].policy == "quickbooks"
    assert answer.context["form"]["deposit_cards"].initial == "9"
    assert draft_of(set_up, "invoice")["settings"]["deposit_cards"] == "1"


def test_it_is_saved_over_the_other_by_a_click_alone(set_up: Shop) -> None:
    first, second = page(set_up), page(set_up)
    configure(set_up, second, deposit_cards="1")
    refused = configure(set_up, first, deposit_cards="9")
    again = dict(HIDDEN.findall(refused.content.decode()))
    assert configure(set_up, again, deposit_cards="9").status_code == 409  # "Next" does not mean it
    (over,) = re.findall(r'value="(over:[^"]+)"', refused.content.decode())
    assert configure(set_up, again, deposit_cards="9", do=over).status_code == 302
    assert draft_of(set_up, "invoice")["settings"]["deposit_cards"] == "9"


def test_what_was_saved_over_is_told_in_the_other_window_in_turn(set_up: Shop) -> None:
    first, second = page(set_up), page(set_up)
    configure(set_up, second, deposit_cards="1")
    refused = configure(set_up, first, deposit_cards="9")
    (over,) = re.findall(r'value="(over:[^"]+)"', refused.content.decode())
    configure(set_up, second, deposit_cards="4", deposit_other="9")
    late = configure(set_up, first, deposit_cards="9", do=over)
    assert late.status_code == 409  # it is another than the one that was shown
    assert "Here: <ins>Payouts clearing</ins>" in text(late)


def test_a_page_is_not_told_of_what_it_has_saved_itself(set_up: Shop) -> None:
    opened = page(set_up)
    assert configure(set_up, opened, script=True, do="show", policy="quickbooks").status_code == 200
    assert configure(set_up, opened, script=True, do="show", policy="ask").status_code == 200
    assert configure(set_up, opened, policy="hubspot", deposit_cards="9").status_code == 302
    assert draft_of(set_up, "invoice")["settings"]["deposit_cards"] == "9"


def test_two_windows_that_say_the_same_are_no_quarrel(set_up: Shop) -> None:
    first, second = page(set_up), page(set_up)
    configure(set_up, second, deposit_cards="1")
    assert configure(set_up, first, deposit_cards="1").status_code == 302


def test_what_a_script_sends_by_itself_is_refused_in_sight(set_up: Shop) -> None:
    first, second = page(set_up), page(set_up)
    configure(set_up, second, deposit_cards="1")
    answer = configure(set_up, first, script=True, do="show", deposit_cards="9")
    assert (answer.status_code, answer["HX-Retarget"], answer["HX-Reselect"]) == (200, "#main", "#main")
    assert "Nothing was saved: you have changed this set-up in another window" in text(answer)
    assert draft_of(set_up, "invoice")["settings"]["deposit_cards"] == "1"


def test_what_was_discarded_in_another_window_does_not_come_back_unseen(set_up: Shop) -> None:
    configure(set_up, page(set_up), deposit_cards="1")
    first = page(set_up)
    set_up.client("owner").post(set_up.url("syncs/invoices/discard/"), {"sure": "yes"})
    answer = configure(set_up, first, deposit_cards="1")
    assert answer.status_code == 409
    assert "you have discarded this set-up in another window, after" in text(answer)
    assert not SyncDraft.objects.exists()


def test_a_mapping_that_is_being_made_is_kept_too(set_up: Shop) -> None:  # S29
    first, second = page(set_up), page(set_up)
    configure(set_up, second, policy="quickbooks")
    answer = configure(set_up, first, do="create", new_hubspot="delivery_window", new_quickbooks="custom:1")
    assert answer.status_code == 409
    assert '<option value="delivery_window" selected>' in text(answer)


# -- filters -------------------------------------------------------------------------------------------------------

CRITERION = {"group": "0", "at": "new", "property": "Balance", "operator": "at-least", "value": "50"}
EDIT = f"{FILTERS}?edit=hubspot"


def values(shop: Shop) -> list[Any]:
    return [row["values"] for group in draft_of(shop, "invoice")["filters"]["hubspot"] for row in group]


def test_a_criterion_is_not_taken_from_a_list_that_is_another_by_now(set_up: Shop) -> None:  # S31
    for value in ("50", "60"):
        send(set_up, page(set_up, EDIT), EDIT, **{**CRITERION, "do": "apply", "value": value})
    first, second = page(set_up, EDIT), page(set_up, EDIT)
    send(set_up, second, EDIT, do="delete:0:0")
    answer = send(set_up, first, EDIT, do="delete:0:0")
    assert answer.status_code == 409
    assert "This is how it stands now. Do again what is still wanted." in text(answer)
    assert values(set_up) == [[{"n": "60"}]]


def test_a_criterion_that_was_typed_is_shown_again_as_a_new_one(set_up: Shop) -> None:  # S31
    send(set_up, page(set_up, EDIT), EDIT, **{**CRITERION, "do": "apply"})
    opened = f"{EDIT}&group=0&at=0"
    first, second = page(set_up, opened), page(set_up, EDIT)
    send(set_up, second, EDIT, do="delete:0:0")
    answer = send(set_up, first, opened, **{**CRITERION, "do": "apply", "at": "0", "value": "75"})
    assert answer.status_code == 409
    assert values(set_up) == []
    assert "what you typed is below." in text(answer)
    panel = answer.content.decode().partition('id="filter"')[2]  # which hides the rest of the page on a narrow screen
    assert panel.count('role="alert"') == answer.content.decode().count('role="alert"') == 1
    again = dict(HIDDEN.findall(answer.content.decode()))
    send(set_up, again, EDIT, **{**CRITERION, "do": "apply", "value": "75"})
    assert values(set_up) == [[{"n": "75"}]]


def test_a_box_that_was_ticked_leaves_the_rest_of_its_page_at_work(set_up: Shop) -> None:  # A14
    send(set_up, page(set_up, EDIT), EDIT, **{**CRITERION, "do": "apply"})
    opened = page(set_up, FILTERS)
    answer = send(set_up, opened, FILTERS, script=True, do="stop:hubspot", stop="on")
    assert answer.status_code == 200
    assert dict(HIDDEN.findall(answer.content.decode()))["page"] == opened["page"]
    assert send(set_up, opened, FILTERS, script=True, do="stop:hubspot").status_code == 200
    assert send(set_up, opened, FILTERS, do="suggest:hubspot").status_code == 302


# -- two people ----------------------------------------------------------------------------------------------------


@pytest.fixture
def quicker(set_up: Shop) -> Shop:
    """The owner has chosen something; the admin, whose name is Priya Shah, has saved something else meanwhile."""
    set_up.people["admin"].first_name, set_up.people["admin"].last_name = "Priya", "Shah"
    set_up.people["admin"].save()
    walk(set_up, settings={**READY, "deposit_other": "9"})
    saved_by(set_up, "admin", policy="quickbooks", settings={**invoices(set_up).settings, "deposit_cards": "1"})
    return set_up


@pytest.mark.parametrize("path", [CONFIGURE, FILTERS, REVIEW])
def test_each_step_says_who_has_changed_what_and_when(quicker: Shop, path: str) -> None:
    found = text(quicker.client("owner").get(quicker.url(path)))
    assert "Priya Shah has changed the invoice sync since you began, <time" in found
    assert "Use HubSpot data</del>" in found
    assert "<ins>Use QuickBooks Online data</ins>" in found
    assert "<ins>Checking</ins>" in found
    assert "<dt>Deposit to, for check, cash, wire, other</dt>" not in found  # nobody else touched it


def test_where_both_chose_mine_is_said_beside_it(quicker: Shop) -> None:
    configure(quicker, page(quicker), deposit_cards="9")
    found = text(quicker.client("owner").get(quicker.url(CONFIGURE)))
    assert "<ins>Checking</ins><span>You chose: <ins>Payouts clearing</ins></span>" in found


def test_mine_is_kept_over_theirs_and_what_i_did_not_touch_is_theirs(quicker: Shop) -> None:
    opened = page(quicker)
    answer = configure(
        quicker, opened, do=f"mine:{invoices(quicker).revision}", deposit_other="9", direction="to-quickbooks"
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, quicker.url(CONFIGURE))
    kept = draft_of(quicker, "invoice")
    assert (kept["direction"], kept["policy"]) == ("to-quickbooks", "quickbooks")
    assert (kept["settings"]["deposit_cards"], kept["settings"]["deposit_other"]) == ("1", "9")
    found = text(quicker.client("owner").get(quicker.url(REVIEW)))
    assert "Priya Shah" not in found
    assert invoices(quicker).direction == "two-way"  # nothing is in force before the last step


def test_a_click_does_not_save_over_a_third_that_nobody_saw(quicker: Shop) -> None:
    revision = invoices(quicker).revision
    saved_by(quicker, "admin", policy="ask")
    for path, data in ((CONFIGURE, INVOICE), (FILTERS, {}), (REVIEW, {})):
        answer = send(quicker, page(quicker, path), path, **{**data, "do": f"mine:{revision}"})
        assert answer.status_code == 409, path
        assert "Ask me" in text(answer)
    assert draft_of(quicker, "invoice")["basis"]["policy"] == "hubspot"


@pytest.mark.parametrize("path", [FILTERS, REVIEW])
def test_it_is_kept_from_every_step(quicker: Shop, path: str) -> None:
    answer = send(quicker, page(quicker, path), path, do=f"mine:{invoices(quicker).revision}")
    assert answer.status_code == 302
    assert draft_of(quicker, "invoice")["policy"] == "quickbooks"


def test_who_had_chosen_nothing_yet_is_told_too(set_up: Shop) -> None:
    opened = page(set_up)
    saved_by(set_up, "admin", settings={**invoices(set_up).settings, "deposit_cards": "1"})
    answer = configure(set_up, opened, policy="quickbooks")
    assert answer.status_code == 409
    assert "Nothing was saved: admin@example.com has changed the invoice sync <time" in text(answer)
    assert not SyncDraft.objects.exists()


def test_an_account_that_was_changed_under_settings_is_not_put_back(set_up: Shop) -> None:  # A26, B12
    opened = page(set_up)
    configure(set_up, opened, script=True, do="show", policy="quickbooks")
    books = set_up.people["bookkeeper"]
    accounts.choose(set_up.workspace, ObjectType.INVOICE, {"deposit_cards": "9"}, by=books)
    answer = configure(set_up, opened, policy="quickbooks")
    assert answer.status_code == 409
    assert "bookkeeper@example.com has changed the invoice sync" in text(answer)
    assert draft_of(set_up, "invoice")["settings"]["deposit_cards"] == "9"


# -- review --------------------------------------------------------------------------------------------------------


def test_only_the_plan_that_was_seen_is_turned_on(set_up: Shop) -> None:  # B2
    draft = walk(set_up, settings=READY, policy="quickbooks")
    dried(draft)
    first = page(set_up, REVIEW)
    dried(drafts.save_step(draft, policy="ask"))
    answer = send(set_up, first, REVIEW)
    assert answer.status_code == 409
    assert "The set-up was changed, or its dry run made again, in another window after this page was opened." in text(
        answer
    )
    assert invoices(set_up).policy == "hubspot"
    assert send(set_up, page(set_up, REVIEW), REVIEW).status_code == 302
    assert invoices(set_up).policy == "ask"
