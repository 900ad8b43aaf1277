"""The settings of a workspace's sync. Each change is noted with old and new, holds from the next run on, and has what
it may concern looked at again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet

from syncapp.actions.activity import change, noted
from syncapp.actions.drafts import take_over
from syncapp.actions.records import look_again
from syncapp.actions.workspaces import have_read_anew
from syncapp.core.plans.cash_alone import SHOW_ONLY, SHOWN
from syncapp.core.plans.service_dates import SETTING
from syncapp.core.values import ObjectType
from syncapp.engine.setup.setting_limits import why_not_interval, why_not_protect, why_not_zone
from syncapp.storage.models import ObjectSync, SyncRecord, Workspace
from syncapp.storage.setup_data import as_stored

SYNCED = "sync"
ENOUGH = ("object_type", "hubspot_id", "quickbooks_id")  # to name a record in the Inbox


class SettingRefused(Exception):
    """Nothing was changed; the text says why."""


class SettingMoved(Exception):
    """Somebody has changed it since the page was opened that this was sent from; nothing was changed."""


def set_time_zone(workspace: Workspace, zone: str, *, by: User | None, stood: str | None = None) -> bool:
    """A19: the zone in which HubSpot's times are days. False if it is that already."""
    if refusal := why_not_zone(zone):
        raise SettingRefused(refusal)
    return _set(
        workspace,
        "Company time zone",
        time_zone=zone,
        by=by,
        stood=stood,
        again=_documents(workspace, "failing", "parked"),
    )


def protect_through(workspace: Workspace, day: date | None, *, by: User | None, stood: str | None = None) -> bool:
    """A24: nothing dated on or before it is written to QuickBooks. None: only QuickBooks' own closing date holds."""
    if refusal := why_not_protect(workspace, day):
        raise SettingRefused(refusal)
    return _set(
        workspace, "Protected through", protected_through=day, by=by, stood=stood, again=_documents(workspace, "parked")
    )


def fill_service_dates(workspace: Workspace, yes: bool, *, by: User | None, stood: str | None = None) -> bool:
    """B26: whether lines that go out carry the invoice's date as their service date, which S7 asks for."""
    lacking = workspace.records.filter(object_type=ObjectType.INVOICE, status="failing", reason="service_date_required")
    return _set(workspace, SETTING, fill_service_date=yes, by=by, stood=stood, again=lacking)


def send_without_asking(workspace: Workspace, yes: bool, *, by: User | None, stood: str | None = None) -> bool:
    """A15: whether older invoices that are modified go by themselves, as the guide has it, or wait for a click."""
    history = workspace.records.filter(status="pending", reason="needs_approval", params__what="history")
    return _choose(workspace, "Send without asking", "send_history", yes, by=by, stood=stood, again=history)


def cross_not_cash(workspace: Workspace, choice: str, *, by: User | None, stood: str | None = None) -> bool:
    """A30: whether reductions that are not cash arrive in HubSpot as payments."""
    if choice not in (SYNCED, SHOW_ONLY):
        raise SettingRefused("Choose one of the two.")
    told = Q(status__in=("failing", "pending")) | Q(reason="not_cash") | Q(params__has_key=SHOWN)
    payments = workspace.records.filter(told, object_type=ObjectType.PAYMENT)
    return _choose(
        workspace,
        "Reductions that are not cash",
        "not_cash",
        choice,
        by=by,
        stood=stood,
        again=payments,
        otherwise=SYNCED,
    )


def poll_every(workspace: Workspace, seconds: int | None, *, by: User | None, stood: str | None = None) -> bool:
    """S40. None: as the installation has it. It concerns no run that is under way."""
    if refusal := why_not_interval(seconds):
        raise SettingRefused(refusal)
    with transaction.atomic():
        row = Workspace.objects.select_for_update().get(pk=workspace.pk)
        if row.poll_seconds == seconds:
            return False
        _not_moved(row.poll_seconds, stood)
        Workspace.objects.filter(pk=row.pk).update(poll_seconds=seconds)
        _noted(row, "Polling interval", row.poll_seconds, seconds, by)
    workspace.poll_seconds = seconds
    return True


def _documents(workspace: Workspace, *standing: str) -> QuerySet[SyncRecord]:
    """Invoices and payments that are failing, or parked by their date."""
    rows = workspace.records.filter(object_type__in=(ObjectType.INVOICE, ObjectType.PAYMENT))
    parked = rows.filter(status="pending", reason="parked")
    return parked | rows.filter(status="failing") if "failing" in standing else parked


def _set(
    workspace: Workspace, label: str, *, by: User | None, stood: str | None, again: QuerySet[SyncRecord], **field: Any
) -> bool:
    """One field of the workspace."""
    ((name, value),) = field.items()
    with transaction.atomic():
        row = Workspace.objects.select_for_update().get(pk=workspace.pk)
        before = getattr(row, name)
        if before == value:
            return False
        _not_moved(before, stood)
        Workspace.objects.filter(pk=row.pk).update(**field)
        have_read_anew(row)
        look_again(row, again.only(*ENOUGH))
        _noted(row, label, before, value, by)
    setattr(workspace, name, value)
    return True


def _choose(
    workspace: Workspace,
    label: str,
    key: str,
    value: Any,
    *,
    by: User | None,
    stood: str | None,
    again: QuerySet[SyncRecord],
    otherwise: Any = False,
) -> bool:
    """One of the invoice sync's own settings; `otherwise` is what holds where nothing was chosen."""
    with transaction.atomic():
        sync = (
            ObjectSync.objects.select_for_update().filter(workspace=workspace, object_type=ObjectType.INVOICE).first()
        )
        if sync is None:
            raise SettingRefused("The invoice sync is not set up yet.")
        before, whole = sync.settings.get(key, otherwise), as_stored(sync)
        if before == value:
            return False
        _not_moved(before, stood)
        sync.settings = {**sync.settings, key: value}
        sync.save(update_fields=["settings"])
        take_over(sync, whole, {key: value})
        have_read_anew(workspace)
        look_again(workspace, again.only(*ENOUGH))
        _noted(workspace, label, before, value, by)
    return True


def as_sent(value: Any) -> str:
    """A value as a form sends it back as `stood`: what its page showed. Who sends none saw none, such as a file."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)  # a day as YYYY-MM-DD


def _not_moved(now: Any, stood: str | None) -> None:
    if stood is not None and stood != as_sent(now):
        raise SettingMoved


def _noted(workspace: Workspace, label: str, before: Any, after: Any, by: User | None) -> None:
    noted(workspace, "setting_changed", by=by, reason=label, changes=[change(label, _shown(before), _shown(after))])


def _shown(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"every {value} seconds"
    return value.isoformat() if isinstance(value, date) else value
