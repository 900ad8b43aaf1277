"""A dry run under a set-up that is not saved: it tells what the run after "Turn on" then writes, and leaves no trace (B2)."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import F

from syncapp.actions.drafts import apply_draft, begin, save_step
from syncapp.actions.reviews import supposing
from syncapp.actions.syncs import switch_on
from syncapp.core.plan import Decision
from syncapp.core.values import ObjectType
from syncapp.engine import progress
from syncapp.engine.decide import Decider
from syncapp.engine.result import Result
from syncapp.engine.session import Busy, CouldNotRun
from syncapp.storage.models import Lease, ObjectSync, Run, SyncDraft, SyncRecord, Workspace
from syncapp.storage.table_copy import real_tables
from tests.commands.test_dry_run import dump, planned, written
from tests.kept import Shelf
from tests.starts import demo_company
from tests.world import World

ORDER = (ObjectType.CONTACT, ObjectType.PRODUCT, ObjectType.INVOICE)


@pytest.fixture
def company(demo: World, shelf: Shelf) -> World:
    return demo_company(shelf, 60, set_up="none")


def draft_of(world: World, object_type: ObjectType, **settings: Any) -> SyncDraft:
    """As a person leaves the steps before the last: two-way, with the accounts chosen."""
    owner = User.objects.get(username="owner@example.com")
    draft = begin(world.workspace, owner, object_type)
    income = next(one["Id"] for one in world.objects("quickbooks", "account") if one["AccountType"] == "Income")
    chosen = {
        ObjectType.PRODUCT: {"income_account": income},
        ObjectType.INVOICE: {"line_item_account": income, "other_sync_is_off": True},
    }
    return save_step(
        draft, direction="two-way", settings={**draft.data["settings"], **chosen.get(object_type, {}), **settings}
    )


def supposed(world: World, draft: SyncDraft) -> Result:
    result = world.sync(dry_run=True, as_if=supposing(draft), trigger="review")
    assert not result.stopped, result.stopped
    return result


def turned_on(world: World, draft: SyncDraft) -> ObjectSync:
    with transaction.atomic():
        sync = apply_draft(draft)
        switch_on(sync, by=draft.user, since_off=None)
    return sync


def test_nobody_waits_for_it_while_it_decides(company: World) -> None:
    """Somebody else writes while it decides; what they wrote stays, and what it is at is told meanwhile."""
    wrote: list[str] = []
    told: list[object] = []

    def write() -> None:
        Workspace.objects.filter(pk=company.workspace.pk).update(name="Renamed meanwhile")
        told.extend(Run.objects.values_list("progress__doing", flat=True))
        wrote.append("done")
        connection.close()

    def somebody_else(doing: str) -> None:
        if doing.startswith("Deciding about ") and not wrote:
            other = threading.Thread(target=write)
            other.start()
            other.join(timeout=10)

    result = company.sync(dry_run=True, as_if=supposing(draft_of(company, ObjectType.CONTACT)), say=somebody_else)

    assert (wrote, result.stopped) == (["done"], "")
    assert result.plan
    assert Workspace.objects.get().name == "Renamed meanwhile"
    assert told == ["Looking for what is new on both sides"]


def test_it_looks_again_at_what_was_woken(company: World) -> None:
    """An invoice whose payment was removed in QuickBooks fails in a run; a dry run does not say that it waits (S3)."""
    company_of_demo(company)
    company.seed("landscaping-later", records=60)

    told = company.sync(dry_run=True)

    assert not company.sync().stopped
    assert foretold(told, "failing") == failing(company)


def company_of_demo(company: World) -> None:
    for object_type in ORDER:
        turned_on(company, draft_of(company, object_type))
    assert not company.sync().stopped


def test_a_sync_has_its_turn_while_it_decides(company: World) -> None:
    """The lease of the workspace is held while the tables are copied, and no longer (B11)."""
    turned_on(company, draft_of(company, ObjectType.CONTACT))
    ran: list[Result] = []

    def meanwhile(doing: str) -> None:
        if doing.startswith("Deciding about ") and not ran:
            with real_tables():
                ran.append(company.sync(wait=False))

    told = company.sync(dry_run=True, as_if=supposing(draft_of(company, ObjectType.PRODUCT)), say=meanwhile)

    assert (told.stopped, ran[0].stopped) == ("", "")
    assert {one["object"] for one in told.plan} >= {"products"}
    assert ran[0].tally.writes.total() > 0
    assert SyncRecord.objects.filter(object_type="contact").exists()
    assert not SyncRecord.objects.filter(object_type="product").exists()
    assert not Lease.objects.exclude(holder="").exists()


def test_it_decides_once(company: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever has to be asked on the way: of no record what would be written is found out twice."""
    for object_type in ORDER[:2]:
        turned_on(company, draft_of(company, object_type))
    company.sync()
    decided: Counter[int] = Counter()
    decide = Decider.decide

    def counted(self: Decider, row: SyncRecord) -> Decision:
        decided[row.pk] += 1
        return decide(self, row)

    monkeypatch.setattr(Decider, "decide", counted)
    plan = supposed(company, draft_of(company, ObjectType.INVOICE)).plan

    assert len(plan) > 20
    assert decided.total() <= 1.1 * len(decided)


def test_what_it_shows_of_its_way_only_grows(company: World, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr(progress, "EVERY", 0.0)

    def look(doing: str) -> None:
        with real_tables():
            shown.append(Run.objects.values_list("progress", flat=True).latest("pk"))

    told = company.sync(dry_run=True, as_if=supposing(draft_of(company, ObjectType.CONTACT)), say=look)

    counts = [[one.get(name, 0) for name in ("done", "read", "decided")] for one in shown]
    assert all(a <= b for before, after in pairwise(counts) for a, b in zip(before, after, strict=True))
    assert len({one["of"] for one in shown if one.get("of")}) == 1
    assert told.plan


def test_two_of_one_row_are_not_made_at_once(company: World) -> None:
    run = Run.objects.create(workspace=company.workspace, trigger="review", dry_run=True, started_at=company.now())
    tried: list[str] = []

    def second(doing: str) -> None:
        if not tried:
            with real_tables(), pytest.raises(Busy) as refused:
                company.sync(dry_run=True, as_if=supposing(draft), run=run)
            tried.append(str(refused.value))

    draft = draft_of(company, ObjectType.CONTACT)
    company.sync(dry_run=True, as_if=supposing(draft), run=run, say=second)

    assert tried == ["Somebody is at this dry run already."]
    run.refresh_from_db()
    assert (run.result, bool(run.plan)) == ("", True)


def test_one_that_another_took_over_leaves_its_row_alone(company: World) -> None:
    """Its lease ran out while a call hung; whoever begins it anew has the row."""
    run = Run.objects.create(workspace=company.workspace, trigger="review", dry_run=True, started_at=company.now())

    def taken(doing: str) -> None:
        if doing.startswith("Deciding about "):
            company.ahead += timedelta(minutes=1)
            with real_tables():
                Lease.objects.filter(name=f"dry-run:{run.pk}").update(fence=F("fence") + 1)

    draft = draft_of(company, ObjectType.CONTACT)
    told = company.sync(dry_run=True, as_if=supposing(draft), run=run, say=taken)

    assert told.stopped.startswith("Another process took this")
    run.refresh_from_db()
    assert (run.ended_at, run.plan) == (None, [])


def test_nothing_is_written_anywhere_but_the_run(company: World) -> None:
    draft = draft_of(company, ObjectType.CONTACT)
    before = dump()
    company.forget_journal()

    result = supposed(company, draft)

    assert result.plan
    assert company.journal("hubspot", "write") == company.journal("quickbooks", "write") == []
    assert dump() == before
    assert ObjectSync.objects.count() == SyncRecord.objects.count() == 0
    run = Run.objects.get()
    assert (run.dry_run, len(run.plan), run.progress) == (True, len(result.plan), {})


def test_what_it_tells_is_what_each_sync_then_writes(company: World) -> None:
    """Object after object, as the guide has it: each is supposed, turned on, and run."""
    for object_type in ORDER:
        draft = draft_of(company, object_type)
        told = supposed(company, draft)
        turned_on(company, draft)

        done = company.sync()

        assert planned(told.as_json()) == written(done.as_json()), object_type
        assert told.tally.linked == done.tally.linked, object_type
        assert foretold(told, "failing") == failing(company), object_type
    assert company.sync().tally.writes.total() == 0


def foretold(result: Result, status: str) -> Counter[str]:
    stands = [(name, one) for name, rows in result.standing.items() for one in rows if one["status"] == status]
    return Counter({f"{name} {one['reason']}": one["number"] for name, one in stands})


def failing(world: World) -> Counter[str]:
    rows = SyncRecord.objects.filter(workspace=world.workspace, status="failing")
    return Counter(f"{object_type}s {reason}" for object_type, reason in rows.values_list("object_type", "reason"))


def test_invoices_of_before_stay_where_they_are(company: World) -> None:  # S25
    draft = draft_of(company, ObjectType.INVOICE)

    result = supposed(company, draft)

    assert {
        one["label"] for one in result.plan if one["object"] == "invoices" and one["system"] == "quickbooks"
    } == set()
    told = {one["reason"]: one["number"] for one in result.standing["invoices"] if one["status"] == "excluded"}
    assert told["before_start"] >= 1


def test_the_plan_is_shown_with_the_fields_names_and_its_money(company: World) -> None:
    draft = draft_of(company, ObjectType.CONTACT)
    result = supposed(company, draft)
    customer = next(one for one in result.plan if one["object"] == "contacts" and one["system"] == "hubspot")
    first = next(one for one in customer["changes"] if one["field"] == "firstname")
    assert (first["label"], first["source"], first["from"]) == ("First Name", "First name", None)
    assert "amount" not in customer

    turned_on(company, draft)
    company.sync()
    invoices = supposed(company, draft_of(company, ObjectType.INVOICE)).plan
    one = next(entry for entry in invoices if entry["label"] == "1013")
    assert (one["amount"], one["currency"], len(one["day"])) == ("48600.00", "USD", 10)


def test_a_set_up_that_somebody_else_has_changed_is_not_supposed(company: World) -> None:
    draft = draft_of(company, ObjectType.CONTACT)
    ObjectSync.objects.create(workspace=company.workspace, object_type="contact", direction="to-hubspot")
    before = dump()

    with pytest.raises(CouldNotRun, match="Somebody else has changed the contact sync"):
        company.sync(dry_run=True, as_if=supposing(draft))

    assert dump() == before


def test_only_a_dry_run_can_suppose(company: World) -> None:
    with pytest.raises(ValueError, match="dry run"):
        company.sync(as_if=lambda: None)


def test_without_a_sync_there_is_nothing_to_run(company: World) -> None:
    with pytest.raises(CouldNotRun, match="No sync is turned on"):
        company.sync(dry_run=True)
