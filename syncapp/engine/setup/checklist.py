"""The checklist of a workspace (B1): its facts gathered from what is stored, and what of it was told last.

No vendor is asked here: `engine/setup/catalog.py` has read the accounts, and reads them anew each night.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Max

from syncapp.connectors.protocol import ListEntry
from syncapp.core.plans.cash_alone import SHOW_ONLY
from syncapp.core.policies import HUBSPOT_SOURCES
from syncapp.core.preflight import QUIET, Chosen, CustomItem, Facts, Finding, Known, Level, preflight, worse
from syncapp.core.values import Direction, ObjectType, Side
from syncapp.engine.rules import AccountView, protected_through, views_of
from syncapp.engine.setup.accounts import misfit, required_account, used_accounts
from syncapp.storage.models import Activity, Connection, FieldMapping, ObjectSync, SyncRecord, Workspace

USES = (
    (ObjectType.INVOICE, "line_item_account", "Custom Line Item"),
    (ObjectType.INVOICE, "new_item_account", "items for lines that match none"),
    (ObjectType.PRODUCT, "income_account", "new items"),
    (ObjectType.INVOICE, "deposit_cards", "card payments and bank debits"),
    (ObjectType.INVOICE, "deposit_other", "other payments"),
)
SAME = {
    "ambiguous_sku": "same_sku",
    "ambiguous_customer": "same_email",
    "shared_email": "same_email",
    "number_taken": "same_number",
    "duplicate_from_workflow": "workflow",
}
WORSE = "preflight_worse"  # of an activity


@dataclass(frozen=True)
class SetUp:
    """What is chosen: as it is in force, or as a draft would have it."""

    direction: str = Direction.TWO_WAY  # of invoices; before there is a set-up they may go out
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # by object
    mappings: Sequence[
        tuple[str, str, str]
    ] = ()  # object and its fields in HubSpot and QuickBooks, of those that are on
    added: int = 0
    on: frozenset[str] = frozenset()
    started_at: datetime | None = None

    @property
    def outbound(self) -> bool:
        return Direction(self.direction).reaches(Side.QUICKBOOKS)


def in_force(workspace: Workspace, syncs: Mapping[str, ObjectSync] | None = None) -> SetUp:
    """`syncs`: the workspace's, where they are known already."""
    if syncs is None:
        syncs = {one.object_type: one for one in ObjectSync.objects.filter(workspace=workspace)}
    rows = FieldMapping.objects.filter(sync__workspace=workspace).select_related("sync") if syncs else ()
    return set_up_of(syncs, [row for row in rows if row.enabled])


def set_up_of(syncs: Mapping[str, ObjectSync], mappings: Sequence[FieldMapping]) -> SetUp:
    invoices = syncs.get(ObjectType.INVOICE)
    return SetUp(
        invoices.direction if invoices else Direction.TWO_WAY,
        {name: sync.settings for name, sync in syncs.items()},
        [(row.sync.object_type, row.hubspot_field, row.quickbooks_field) for row in mappings],
        sum(row.origin == "custom" for row in mappings),
        frozenset(name for name, sync in syncs.items() if sync.enabled),
        invoices.started_at if invoices else None,
    )


def known_of(workspace: Workspace, read: Collection[str] | None = None) -> Known | None:
    """What the records tell by now; None where none was read. `read`: the objects that were, where they are known already."""
    held = SyncRecord.objects.filter(workspace=workspace)
    if read is None:
        read = [one for one in ObjectType if held.filter(object_type=one).exists()]
    if not read:
        return None
    found = {
        row["reason"]: row
        for row in held.filter(reason__in=[*SAME, "source"])
        .exclude(status="excluded", params__source__in=["", *HUBSPOT_SOURCES])
        .values("reason")
        .annotate(number=Count("pk"), last=Max("document_date"))
        .order_by()
    }
    counts: dict[str, Any] = {
        **dict.fromkeys(SAME.values(), 0),
        "other_sync": 0 if ObjectType.INVOICE in read else None,
    }
    if source := found.pop("source", None):
        counts |= {"other_sync": source["number"], "other_sync_last": source["last"]}
    for reason, row in found.items():
        counts[SAME[reason]] += row["number"]
    return Known(**counts)


def facts_of(
    workspace: Workspace, views: Mapping[Side, AccountView], set_up: SetUp, known: Known | None, now: datetime
) -> Facts:
    """Of an account that is not connected or was never read nothing is known."""
    told = {
        side: view for side, view in views.items()
        if view.connection.state == Connection.State.CONNECTED and view.settings
    }  # fmt: skip
    hubspot, company = told.get(Side.HUBSPOT), told.get(Side.QUICKBOOKS)
    lists = company.lists if company else {}
    invoices = set_up.settings.get(ObjectType.INVOICE, {})
    return Facts(
        hubspot=hubspot.settings if hubspot else {},
        quickbooks=company.settings if company else {},
        scopes=hubspot.connection.scopes if hubspot else (),
        edition=hubspot.connection.edition if hubspot else "",
        sources=hubspot.names("sources") if hubspot else None,
        unmarked=hubspot.names("unmarked") if hubspot else None,
        custom_item=_custom_item(lists, invoices),
        terms=sum(one.active for one in lists["terms"]) if "terms" in lists else None,
        outbound=set_up.outbound,
        service_dates=workspace.fill_service_date,
        on=set_up.on,
        started=set_up.started_at.date() if set_up.started_at else None,
        zone=workspace.time_zone,
        protected=protected_through(workspace, company.settings if company else {}),
        chosen=tuple(_chosen(set_up, lists)),
        mapped=frozenset(there for kind, _, there in set_up.mappings if kind == ObjectType.INVOICE),
        lost_fields=tuple(_lost(set_up, told)),
        added=set_up.added,
        shown_only=invoices.get("not_cash") == SHOW_ONLY,
        known=known,
        now=now,
        ends={side: view.connection.refresh_expires_at for side, view in told.items()},
        heard={side: view.connection.last_webhook_at for side, view in told.items()},
        polled_every=max(1, round(workspace.poll_every.total_seconds() / 60)),
    )


def _chosen(set_up: SetUp, lists: Mapping[str, tuple[ListEntry, ...]]) -> list[Chosen]:
    """The accounts that are named by what goes out."""
    if "accounts" not in lists or not set_up.outbound:
        return []
    names = {one.id: one.name for one in lists["accounts"]}
    found = []
    for object_type, setting, use in USES:
        settings = set_up.settings.get(object_type, {})
        account = str(settings.get(setting) or "")
        if account and setting in used_accounts(object_type, settings):
            found.append(Chosen(use, names.get(account, ""), misfit(setting, account, lists["accounts"])))
    return found


def _custom_item(lists: Mapping[str, tuple[ListEntry, ...]], settings: Mapping[str, Any]) -> CustomItem | None:
    """The one that would be taken: an active one first."""
    entries = sorted(lists.get("custom_item", ()), key=lambda one: not one.active)
    chosen = str(settings.get("line_item_account") or "")
    if not entries or not chosen or required_account(ObjectType.INVOICE, settings) != "line_item_account":
        return None
    item = entries[0]
    names = {one.id: one.name for one in lists.get("accounts", ())}
    return CustomItem(item.active, item.kind, names.get(item.group, ""), item.group == chosen)


def _lost(set_up: SetUp, views: Mapping[Side, AccountView]) -> list[str]:
    """Mapped fields that the account no longer has, as people see them."""
    found = []
    for kind, here, there in set_up.mappings:
        for side, name in ((Side.HUBSPOT, here), (Side.QUICKBOOKS, there)):
            specs = views[side].fields.get(ObjectType(kind)) if side in views else None
            if specs and name not in specs:
                found.append(f"“{name}” of {ObjectType(kind).plural} in {side.label}")
    return found


def checklist(workspace: Workspace, now: datetime) -> tuple[Finding, ...]:
    """All items as they stand by what was read last."""
    return preflight(facts_of(workspace, views_of(workspace), in_force(workspace), known_of(workspace), now))


# -- what was told last ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """What Home says of the checklist without asking for anything."""

    blocking: tuple[Finding, ...] = ()
    worse: tuple[Finding, ...] = ()  # than when somebody had last seen it


def told(workspace: Workspace) -> Told:
    kept = workspace.checklist
    found = [Finding(**one) for one in kept.get("findings", ())]
    blocking = tuple(one for one in found if one.level == Level.BLOCKING)
    alarming = kept.get("worse", ())
    return Told(blocking, tuple(one for one in found if one.code in alarming and one not in blocking))


def keep_checklist(workspace: Workspace, now: datetime) -> tuple[Finding, ...]:
    """Take stock: what stands worse than before is kept as such until it is better, or somebody has noted it."""
    found = checklist(workspace, now)
    levels = {one.code: str(one.level) for one in found}
    row = Workspace.objects.only("checklist").get(pk=workspace.pk)
    before = row.checklist.get("levels")
    fresh = worse(before, levels) - QUIET if before is not None else frozenset()
    held = [code for code in row.checklist.get("worse", ()) if levels.get(code, Level.FINE) != Level.FINE]
    workspace.checklist = {
        "at": now.isoformat(),
        "levels": levels,
        "worse": sorted({*held, *fresh}),
        "findings": [asdict(one) for one in found if one.level == Level.BLOCKING or one.code in {*held, *fresh}],
    }
    workspace.save(update_fields=["checklist"])
    for one in found:
        if one.code in fresh:
            Activity.objects.create(workspace=workspace, at=now, kind=WORSE, reason=one.sentence[:300])
    return found
