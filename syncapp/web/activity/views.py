"""Who did what: people's entries and those of the runs, on a page and as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import User
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from syncapp.core.values import Side, rounded
from syncapp.queries.activity import Asked, all_of, entries, in_short
from syncapp.queries.changes import label_of
from syncapp.queries.labels import Labels, labels_of
from syncapp.queries.records import customer_of, invoice_of, page_of
from syncapp.storage.models import Activity, SyncRecord
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.activity.forms import ActivityFilter
from syncapp.web.overview.forms import chips, without
from syncapp.web.sheets import sheet
from syncapp.web.templatetags.entries import actor, told_of

ROWS = 50
FOLDED = 3  # entries in a row of one run that stand in one line
NARROWING = ("who", "kind", "since", "until", "record", "run")
HEADER = (
    "Time", "Who", "What", "Record", "Object", "Amount", "Currency", "Invoice", "Customer", "In words", "Changes",
    "Written to", "Run", "Request ID",
)  # fmt: skip


@dataclass(frozen=True)
class Stretch:
    """One entry, or what a run noted in a row, of which one line tells: as much of it as is on the page."""

    entries: list[Activity]
    run: int | None = None  # where it stands in one line

    @property
    def told(self) -> str:
        return in_short(self.entries)


@require_GET
@allowed(Right.VIEW)
def activity(request: MemberRequest) -> HttpResponse:
    form = _form(request)
    data, asked = form.cleaned_data, form.asked()
    page = page_of(entries(request.workspace, asked), size=ROWS, after=data.get("after"), before=data.get("before"))
    context = {
        "form": form,
        "chips": chips(form, request.GET, NARROWING),
        "page": page,
        "labels": labels_of(request.workspace),
        "days": _days(request, page.rows, asked),
        "query": without(request.GET),
        "newest": data.get("after") is None and data.get("before") is None,
    }
    return render(request, "activity/page.html", context)


@require_GET
@allowed(Right.VIEW)
def download(request: MemberRequest) -> HttpResponseBase:
    """All that the filters leave, however much that is."""
    found = entries(request.workspace, _form(request).asked())
    labels, zone = labels_of(request.workspace), ZoneInfo(request.workspace.time_zone)
    return sheet(f"{request.workspace.slug}-activity.csv", HEADER, (_row(one, labels, zone) for one in all_of(found)))


def _form(request: MemberRequest) -> ActivityFilter:
    members = User.objects.filter(memberships__workspace=request.workspace).order_by("first_name", "email")
    form = ActivityFilter(request.GET, members)
    form.is_valid()
    return form


def _days(request: MemberRequest, rows: list[Activity], asked: Asked) -> Iterator[tuple[date, list[Stretch]]]:
    """Who has asked for certain entries sees each."""
    zone = ZoneInfo(request.workspace.time_zone)
    fold = not (asked.kinds or asked.text.strip() or asked.record or asked.run)
    for day, some in groupby(rows, key=lambda one: one.at.astimezone(zone).date()):
        yield day, list(_stretches(some, fold=fold))


def _stretches(rows: Iterator[Activity], *, fold: bool) -> Iterator[Stretch]:
    for run, some in groupby(rows, key=lambda one: one.run_id):
        found = list(some)
        if fold and run and len(found) >= FOLDED:
            yield Stretch(found, run)
        else:
            yield from (Stretch([one]) for one in found)


def who(entry: Activity) -> str:
    if entry.actor:
        return actor(entry)
    return "The sync" if entry.run_id else "The program"


def _row(entry: Activity, labels: Labels, zone: ZoneInfo) -> list[Any]:
    said, record = told_of(entry, labels), entry.record
    mine = labels.get(record.object_type, {}) if record else {}
    # In a file as they are stored, to be read by other programs too.
    changes = "; ".join(
        f"{label_of(one, mine)}: {_shown(one.get('from'))} → {_shown(one.get('to'))}" for one in entry.changes
    )
    return [
        entry.at.astimezone(zone).isoformat(timespec="seconds"),
        who(entry),
        said.title,
        (record.label or record.number) if record else "",
        *(_about(record) if record else [""] * 5),
        said.text,
        changes,
        Side(entry.side).label if entry.side else "",
        entry.run_id or "",
        entry.request_id,
    ]


def _about(record: SyncRecord) -> list[Any]:
    invoice = invoice_of(record)
    return [
        record.object_type.capitalize(),
        "" if record.amount is None else rounded(record.amount, record.currency),
        record.currency,
        invoice.label if invoice else "",
        customer_of(record),
    ]


def _shown(value: Any) -> str:
    return "nothing" if value in (None, "") else str(value)
