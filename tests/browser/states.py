"""The states in which every screen is looked at: how each world is made, and who looks.

A world is made once in a process (tests/kept.py) and put back in milliseconds. What a sync can make is synced over HTTP;
what takes weeks or thousands of records is put into our tables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from syncapp.actions import drafts
from syncapp.actions.members import hashed
from syncapp.actions.tokens import make, revoke
from syncapp.core.values import ObjectType
from syncapp.storage.models import (
    Activity,
    Alert,
    AlertHook,
    ApiToken,
    Connection,
    Delivery,
    Invitation,
    Lease,
    ObjectSync,
    Run,
    SyncDraft,
    SyncRecord,
    Workspace,
)  # fmt: skip
from tests.browser.screens import INVITED
from tests.kept import Shelf
from tests.web.approvals.test_approvals import asked
from tests.web.conflicts.test_conflicts import CITY, differs, disputed
from tests.web.conftest import Shop, person
from tests.web.linking.conftest import olivia
from tests.web.parked.test_parked import parked
from tests.web.reconciliation.conftest import of_every_kind
from tests.web.runs.conftest import at_dry_run, at_work
from tests.world import World

OWNER, VIEWER = "owner@example.com", "viewer@example.com"
MANY = 10_300  # more than is counted to the last


@dataclass(frozen=True)
class State:
    """How its world is made, what is different here, and who looks at it."""

    make: Callable[[World], None]
    but: Callable[[World], None] | None = None
    looks: str = OWNER
    rarely: bool = False  # only where all pictures are taken: little is there that another state has not

    def begin(self, shelf: Shelf) -> Workspace:
        shelf.begin(f"screens: {self.make.__name__}", self.make)
        if self.but:
            self.but(shelf.world)
        return Workspace.objects.get()


class Beside(Shop):
    """Puts records beside those that were synced, with numbers that neither vendor has given."""

    def record(self, **fields: Any) -> SyncRecord:
        number = 900_000 + SyncRecord.objects.count()
        return super().record(**{"hubspot_id": f"{number}", "quickbooks_id": f"{number}", **fields})


def nothing(world: World) -> None:
    """A new workspace: no account is connected."""
    Connection.objects.all().delete()
    ObjectSync.objects.all().delete()


def connected(world: World) -> None:
    """Both accounts are connected; nothing is set up."""
    _seeded(world, "landscaping", "none")


def well(world: World) -> None:
    """Everything that syncs is equal."""
    SyncRecord.objects.exclude(status__in=("syncing", "excluded")).delete()


def some_failing(world: World) -> None:
    """What the demo company's cases come to, and what waits for a person."""
    _seeded(world, "landscaping", "two-way")
    world.sync()
    _finalized(world)
    world.sync()
    shop = Beside(world.workspace, world.workspace)
    record = disputed(shop)
    differs(record)
    differs(record, "Springfield", "Shelbyville", names=CITY)
    differs(disputed(shop, "Bea Baxter"))
    for what in ("history", "void"):
        asked(shop, what, customer_name="Hemlock Homes")
    parked(shop, customer_name="Hemlock Homes")
    parked(shop, "2026-09-03", "void", amount=Decimal("1250.50"))
    olivia(shop)
    of_every_kind(shop)
    Invitation.objects.create(
        workspace=shop.workspace,
        email="new@example.com",
        role="bookkeeper",
        secret_hash=hashed(INVITED),
        invited_by=shop.workspace.memberships.earliest("pk").user,
        created_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=7),
    )
    ignored = shop.record(status="ignored", reason="by_person", customer_name="Hemlock Homes", quickbooks_id=None)
    Activity.objects.create(
        workspace=shop.workspace, record=ignored, kind="ignored", at=timezone.now(), reason="Written off in March."
    )
    told(shop.workspace)
    tokens(shop.workspace)


def tokens(workspace: Workspace) -> None:
    """One that works, one that was revoked and one that has expired."""
    owner = workspace.memberships.earliest("pk")
    make(owner, "Monthly report", "viewer")
    revoke(make(owner, "A script of March", "admin", 90).token, by=owner)
    ApiToken.objects.filter(pk=make(owner, "Try-out", "bookkeeper", 30).token.pk).update(expires_at=timezone.now())


def told(workspace: Workspace) -> None:
    """An alert that is open and one that is over; messages that were taken, are on their way and are given up."""
    now = timezone.now()
    for key, title, over_at in (
        (
            "failing:order_tax",
            "3 invoices ($1,250.00) fail: A tax on the whole invoice cannot go to QuickBooks Online",
            None,
        ),
        ("stopped:silent", "No run has ended for a while", now),
    ):
        Alert.objects.create(
            workspace=workspace, kind=key.partition(":")[0], key=key, title=title, path=f"/{workspace.slug}/failures/",
            text="The invoice has a tax on the whole order. In HubSpot, make the tax a line of its own.",
            seen_at=now - timedelta(hours=2), began_at=now - timedelta(hours=2), told_at=now, over_at=over_at,
        )  # fmt: skip
    hook = AlertHook.objects.create(
        workspace=workspace, url="https://hook.example/a", host="hook.example", secret="whsec_1", created_at=now
    )
    owner = workspace.memberships.earliest("pk").user
    for nth, (place, state, attempts, answer) in enumerate(
        (
            ({"user": owner}, "sent", 1, "Taken by the mail server"),
            ({"hook": hook}, "waiting", 2, "It answered 503 Service Unavailable"),
            ({"user": owner}, "failed", 8, "The mail server did not take it: Connection refused"),
            ({"hook": hook}, "waiting", 0, ""),
        )
    ):
        Delivery.objects.create(
            workspace=workspace, kind="alerts", subject=f"{workspace.name}: No run has ended for a while", occasion=str(nth),
            created_at=now, due_at=now + timedelta(minutes=30), state=state, attempts=attempts, answer=answer, **place,
        )  # fmt: skip


def all_failing(world: World) -> None:
    SyncRecord.objects.filter(object_type="contact").update(status="failing", reason="display_name_duplicate")
    SyncRecord.objects.filter(object_type="product").update(status="failing", reason="ambiguous_sku")
    SyncRecord.objects.filter(object_type="invoice").update(status="failing", reason="order_discount", remarks=[])
    SyncRecord.objects.filter(object_type="payment").update(status="failing", reason="vendor_refused")


def under_way(world: World) -> None:
    """A long run writes, and the dry run of a set-up waits for it."""
    shop = Shop(world.workspace, world.workspace)
    Lease.objects.all().delete()  # that of the last run
    at_work(shop)
    SyncRecord.objects.filter(object_type="invoice", status="failing").update(status="pending", reason="queued")
    Run.objects.create(
        workspace=shop.workspace,
        trigger="poll",
        started_at=timezone.now() - timedelta(minutes=2),
        progress={"doing": "Writing invoices", "done": 120, "of": 642},
    )
    draft = drafts.begin(world.workspace, User.objects.get(email=OWNER), ObjectType.INVOICE)
    draft = drafts.save_step(drafts.kept(draft), policy="quickbooks")
    told = {"trigger": "review", "dry_run": True, "started_at": timezone.now(), "actor": draft.user}
    SyncDraft.objects.filter(pk=draft.pk).update(run=Run.objects.create(workspace=shop.workspace, **told))


def dry_run(world: World) -> None:
    """The last step of the invoices' set-up, while its long dry run decides."""
    draft = drafts.begin(world.workspace, User.objects.get(email=OWNER), ObjectType.INVOICE)
    draft = drafts.save_step(drafts.kept(draft), settings={**draft.data["settings"], "other_sync_is_off": True})
    since = timezone.now() - timedelta(minutes=12)
    going = {
        "doing": "Deciding about 41,250 invoices", "done": 90_000, "of": 180_000, "read": 82_000, "decided": 4_000,
        "since": since.isoformat(),
    }  # fmt: skip
    run = Run.objects.create(
        workspace=world.workspace, trigger="review", dry_run=True, started_at=since, actor=draft.user, progress=going
    )
    SyncDraft.objects.filter(pk=draft.pk).update(run=run)
    at_dry_run(run)


def off(world: World) -> None:
    ObjectSync.objects.update(enabled=False)


def paused(world: World) -> None:
    Workspace.objects.update(paused=True)


def lost(world: World) -> None:
    """QuickBooks must be connected again; HubSpot was given back."""
    Connection.objects.filter(side="quickbooks").update(state=Connection.State.NEEDS_RECONNECT)
    Connection.objects.filter(side="hubspot").update(state=Connection.State.DISCONNECTED)


def one_record(world: World) -> None:
    one = SyncRecord.objects.filter(object_type="invoice", status="syncing").latest("pk")
    SyncRecord.objects.exclude(pk__in=[one.pk, one.customer_id]).delete()


def many(world: World) -> None:
    """More than ten thousand invoices, a tenth of which fails."""
    causes = ("order_discount", "order_tax", "native_invoice_edited", "text_too_long")
    SyncRecord.objects.bulk_create(
        SyncRecord(
            workspace=world.workspace, object_type="invoice", hubspot_id=f"7{n:06}", quickbooks_id=f"8{n:06}" if n % 10 else None,
            label=f"INV-{n:06}", number=f"INV-{n:06}", amount=Decimal(n) / 4, open_balance=Decimal(n) / 4, currency="USD",
            status="syncing" if n % 10 else "failing", reason="" if n % 10 else causes[n // 10 % 4],
            customer_name="Hemlock Homes", hubspot_status="open", quickbooks_status="open", origin="hubspot",
        )
        for n in range(MANY)
    )  # fmt: skip


def hostile(world: World) -> None:
    """Scripts of the world, markup, longest texts, odd money, and what fails because of them."""
    _seeded(world, "hostile", "two-way")
    world.sync()
    _finalized(world)
    world.sync()


STATES = {
    "nothing": State(connected, nothing),
    "connected": State(connected),
    "well": State(some_failing, well, rarely=True),
    "under way": State(some_failing, under_way),
    "dry run": State(connected, dry_run),
    "some failing": State(some_failing),
    "all failing": State(some_failing, all_failing, rarely=True),
    "off": State(some_failing, off),
    "paused": State(some_failing, paused, rarely=True),
    "connection lost": State(some_failing, lost),
    "viewer": State(some_failing, looks=VIEWER),
    "one record": State(some_failing, one_record, rarely=True),
    "many": State(some_failing, many, rarely=True),
    "hostile": State(hostile),
}


def _seeded(world: World, name: str, direction: str) -> None:
    world.seed(name, records=40)
    world.set_up(direction)
    person("viewer", world.workspace)


def _finalized(world: World) -> None:
    """Every draft, as a person finalizes them."""
    for draft in world.objects("hubspot", "invoices"):
        if draft["properties"].get("hs_invoice_status") == "draft":
            path = f"/crm/v3/objects/invoices/{draft['id']}"
            world.as_user("hubspot", "PATCH", path, {"properties": {"hs_invoice_status": "open"}})
