"""S33: nothing of a walk holds until its end, and then all of it does, at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from syncapp.actions import drafts
from syncapp.actions.syncs import SinceOff, turn_off, turn_on
from syncapp.core.criteria import Operator
from syncapp.core.values import ObjectType, Side
from syncapp.engine.rules import accounts_of, load_rules
from syncapp.storage.models import Activity, FieldMapping, ObjectSync, SyncDraft
from tests.web.conftest import Shop

PO = {
    "hubspot": "hs_purchase_order_number", "quickbooks": "custom:1", "origin": "custom", "enabled": True,
    "blank_means_blank": False, "transform": "same", "values": {},
}  # fmt: skip
COMMENTS_OFF = {
    **PO,
    "hubspot": "hs_comments",
    "quickbooks": "CustomerMemo.value",
    "origin": "default",
    "enabled": False,
}
CREATED_AFTER = {
    "property": "MetaData.CreateTime", "operator": "after", "values": [{"d": "2026-11-24"}], "associated": "",
}  # fmt: skip


def begin(shop: Shop, object_type: str = "invoice", role: str = "owner") -> SyncDraft:
    return drafts.begin(shop.workspace, shop.people[role], ObjectType(object_type))


def apply(draft: SyncDraft) -> ObjectSync:
    with transaction.atomic():
        return drafts.apply_draft(draft)


def stored(shop: Shop, object_type: str = "invoice") -> ObjectSync:
    return ObjectSync.objects.get(workspace=shop.workspace, object_type=object_type)


def without_syncs(shop: Shop) -> None:
    ObjectSync.objects.filter(workspace=shop.workspace).delete()


@pytest.mark.parametrize(
    ("object_type", "direction"), [("contact", "to-hubspot"), ("product", "to-hubspot"), ("invoice", "two-way")]
)
def test_a_first_walk_begins_with_what_is_offered(shop: Shop, object_type: str, direction: str) -> None:  # A4
    without_syncs(shop)
    data = begin(shop, object_type).data
    assert (data["direction"], data["policy"], data["revision"]) == (direction, "hubspot", None)


def test_products_begin_with_the_sku_filter_both_ways(shop: Shop) -> None:  # S10
    without_syncs(shop)
    filters = begin(shop, "product").data["filters"]
    assert [filters[side][0][0]["property"] for side in ("hubspot", "quickbooks")] == ["Sku", "hs_sku"]


def test_no_account_of_the_books_is_chosen_for_anybody(shop: Shop) -> None:  # S11, A23
    without_syncs(shop)
    assert begin(shop, "invoice").data["settings"]["line_item_account"] == ""
    assert begin(shop, "product").data["settings"]["income_account"] == ""
    assert begin(shop, "invoice").data["settings"]["other_sync_is_off"] is False  # A5


def test_a_walk_goes_on_where_it_was_left(shop: Shop) -> None:
    drafts.save_step(begin(shop), policy="quickbooks")
    assert begin(shop).data["policy"] == "quickbooks"
    assert begin(shop, role="admin").data["policy"] == "hubspot"


def test_nothing_of_a_walk_holds_before_its_end(shop: Shop) -> None:  # S33
    draft = begin(shop)
    drafts.save_step(draft, direction="to-hubspot", mappings=[PO], filters={"hubspot": [[CREATED_AFTER]]})
    assert stored(shop).direction == "two-way"
    assert not FieldMapping.objects.exists()
    drafts.discard(draft)
    assert begin(shop).data["direction"] == "two-way"


def test_its_end_writes_all_of_it(shop: Shop) -> None:
    draft = drafts.save_step(
        begin(shop), direction="to-hubspot", policy="quickbooks", settings={"line_item_account": "79"},
        mappings=[PO, COMMENTS_OFF], filters={"hubspot": [[CREATED_AFTER], []], "quickbooks": []},
    )  # fmt: skip
    sync = apply(draft)
    assert (sync.direction, sync.policy, sync.settings, sync.revision) == (
        "to-hubspot",
        "quickbooks",
        {"line_item_account": "79"},
        2,
    )
    assert drafts.as_stored(stored(shop)) == drafts.chosen_in(draft)


def test_the_engine_reads_what_was_written(shop: Shop) -> None:
    criterion = {**CREATED_AFTER, "associated": "contact"}
    apply(drafts.save_step(begin(shop), mappings=[COMMENTS_OFF], filters={"hubspot": [[criterion]]}))
    accounts = accounts_of(shop.workspace)
    assert accounts
    rules = load_rules(shop.workspace, accounts, timezone.now())[ObjectType.INVOICE]
    (criterion_read,) = rules.filters[Side.HUBSPOT].groups[0].criteria
    assert (criterion_read.operator, criterion_read.associated) == (Operator.AFTER, ObjectType.CONTACT)
    pairs = {pair.hubspot: pair.enabled for pair in rules.pairs}
    assert (pairs["hs_comments"], pairs["hs_number"]) == (False, True)


def test_a_first_walk_makes_the_sync_and_leaves_it_off(shop: Shop) -> None:
    without_syncs(shop)
    sync = apply(begin(shop))
    assert (sync.enabled, sync.revision, sync.started_at) == (False, 1, None)


def test_a_walk_that_changed_nothing_changes_nothing(shop: Shop) -> None:
    apply(begin(shop))
    assert stored(shop).revision == 1
    assert not Activity.objects.filter(kind="sync_changed").exists()


def test_what_the_engine_remembers_outlasts_a_walk(shop: Shop) -> None:
    sync = stored(shop)
    sync.settings = {"line_item_account": "79", "line_item_id": "412"}
    sync.save()
    draft = begin(shop)
    assert "line_item_id" not in draft.data["settings"]
    apply(drafts.save_step(draft, policy="quickbooks"))
    assert stored(shop).settings["line_item_id"] == "412"


def test_on_another_income_account_the_custom_line_item_is_looked_for_anew(shop: Shop) -> None:  # A22
    sync = stored(shop)
    sync.settings = {"line_item_account": "79", "line_item_id": "412"}
    sync.save()
    apply(drafts.save_step(begin(shop), settings={"line_item_account": "82"}))
    assert stored(shop).settings == {"line_item_account": "82"}


def test_who_comes_second_is_told_and_overwrites_nothing(shop: Shop) -> None:
    mine, theirs = begin(shop), begin(shop, role="admin")
    apply(drafts.save_step(theirs, policy="quickbooks"))
    with pytest.raises(drafts.DraftOutdated, match="Somebody else has changed the invoice sync"):
        apply(drafts.save_step(mine, direction="to-hubspot"))
    assert (stored(shop).direction, stored(shop).policy) == ("two-way", "quickbooks")


def test_two_first_walks_make_one_sync(shop: Shop) -> None:
    without_syncs(shop)
    mine, theirs = begin(shop), begin(shop, role="admin")
    apply(theirs)
    with pytest.raises(drafts.DraftOutdated):
        apply(mine)


def test_turning_off_and_on_meanwhile_outdates_no_walk(shop: Shop) -> None:
    draft = begin(shop)
    turn_off(stored(shop), by=shop.people["admin"])
    turn_on(stored(shop), by=shop.people["admin"], since_off=SinceOff.CATCH_UP)
    assert apply(drafts.save_step(draft, policy="quickbooks")).revision == 4


def test_a_changed_step_forgets_the_dry_run_of_before(shop: Shop) -> None:  # B2
    draft = begin(shop)
    draft.run = shop.workspace.runs.first()
    draft.save()
    assert drafts.save_step(draft, policy="hubspot").run is not None
    assert drafts.save_step(draft, policy="quickbooks").run is None


def test_the_log_says_what_was_changed(shop: Shop) -> None:  # B12
    apply(
        drafts.save_step(
            begin(shop), direction="to-hubspot", settings={"other_sync_is_off": True}, mappings=[COMMENTS_OFF],
            filters={"hubspot": [[CREATED_AFTER]]},
        )
    )  # fmt: skip
    entry = Activity.objects.get(kind="sync_changed")
    told: dict[str, Any] = {one["field"]: (one["from"], one["to"]) for one in entry.changes}
    assert entry.actor == shop.people["owner"]
    assert told == {
        "direction": ("two-way", "to-hubspot"),
        "other_sync_is_off": (None, "yes"),
        "hs_comments ↔ CustomerMemo.value": (None, "off"),
        "filter to HubSpot": (None, "MetaData.CreateTime is after Nov 24, 2026"),
    }
