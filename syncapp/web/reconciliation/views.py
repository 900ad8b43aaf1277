"""“Reconciliation”: both ledgers side by side for a span of days, on a page and as a file (B3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from syncapp.actions import reconciliations as actions
from syncapp.actions.reconciliations import ReconciliationRefused, period_of
from syncapp.core.ledgers import Outcome
from syncapp.core.periods import Period, presets
from syncapp.queries import reconciliations as queries
from syncapp.queries.reconciliations import HEADER, Standing
from syncapp.storage.models import Reconciliation
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.forms import day_of, whole_number
from syncapp.web.sheets import sheet

ROWS = 50


@dataclass(frozen=True)
class Asked:
    """The span of days of the address, which preset it is, and why what was typed is none."""

    period: Period
    preset: str = ""
    error: str = ""

    @property
    def address(self) -> str:
        return urlencode({"from": self.period.first.isoformat(), "to": self.period.last.isoformat()})


def asked_of(request: MemberRequest, given: Any) -> Asked:
    """As it stands in the address; else the days that were looked at last, else this month."""
    named = {name: period for name, (_, period) in presets(_today(request)).items()}
    if (name := given.get("period", "")) in named:
        return Asked(named[name], name)
    error = ""
    if "from" in given or "to" in given:
        try:
            period = period_of(day_of(given.get("from")), day_of(given.get("to")))
            return Asked(period, next((name for name, one in named.items() if one == period), ""))
        except ReconciliationRefused as refusal:
            error = str(refusal)
    elif (
        days := Reconciliation.objects.filter(workspace=request.workspace).values_list("first_day", "last_day").first()
    ):
        period = Period(*days)
        return Asked(period, next((name for name, one in named.items() if one == period), ""))
    return Asked(named["month"], "month", error)


def _today(request: MemberRequest) -> date:
    return timezone.now().astimezone(ZoneInfo(request.workspace.time_zone)).date()


@require_GET
@allowed(Right.VIEW)
def reconciliation(request: MemberRequest) -> HttpResponse:
    asked = asked_of(request, request.GET)
    standing = queries.standing(request.workspace, asked.period)
    context: dict[str, Any] = {
        "asked": asked,
        "presets": presets(_today(request)),
        "standing": standing,
        "before": queries.before(request.workspace, asked.period),
        "night_calls": queries.calls_of_a_night(request.workspace),
        "now": timezone.now(),
    }
    if standing.result:
        context |= _found(request, standing.result)
    status = 422 if asked.error else 200
    return render(request, "reconciliation/page.html", context, status=status)


def _found(request: MemberRequest, result: Reconciliation) -> dict[str, Any]:
    tabs = queries.tabs(result)
    show = request.GET.get("show", tabs[0].show)
    if show not in {tab.show for tab in tabs}:
        raise Http404
    rows = queries.rows_of(result, show)
    after = whole_number(request.GET.get("after"))
    page = queries.page_of(rows, size=ROWS, after=after)
    pages = queries.VendorPages(request.workspace)
    return {
        "blocks": queries.blocks(result),
        "tabs": tabs,
        "show": show,
        "rows": [queries.shown(row, pages) for row in page.rows],
        "page": page,
        "after": after,
        "equal": queries.is_equal(result),
        **{outcome.value: result.number(outcome) for outcome in (Outcome.DIFFERENT, Outcome.MOVING, Outcome.EXPLAINED)},
    }


@require_POST
@allowed(Right.RESOLVE)
def start(request: MemberRequest) -> HttpResponse:
    """Have both vendors read, or stop it."""
    asked = asked_of(request, request.POST)
    here = reverse("reconciliation", args=[request.workspace.slug])
    if asked.error:
        messages.error(request, asked.error)
        return redirect(here)
    standing: Standing = queries.standing(request.workspace, asked.period)
    if request.POST.get("do") == "stop":
        if standing.newest:
            actions.stop(standing.newest)
    else:
        try:
            actions.ask(request.workspace, asked.period, by=request.user)
        except ReconciliationRefused as refusal:
            messages.error(request, str(refusal))
    return redirect(f"{here}?{asked.address}")


@require_GET
@allowed(Right.VIEW)
def download(request: MemberRequest) -> HttpResponseBase:
    """Every row, the equal ones too. Where nothing was read yet, the page says so."""
    asked = asked_of(request, request.GET)
    result = queries.standing(request.workspace, asked.period).result
    slug = request.workspace.slug
    if result is None:
        return redirect(f"{reverse('reconciliation', args=[slug])}?{asked.address}")
    name = f"{slug}-reconciliation-{result.first_day.isoformat()}-{result.last_day.isoformat()}.csv"
    rows = queries.sheet_of(
        queries.rows_of(result), lambda key: request.build_absolute_uri(reverse("record", args=[slug, key]))
    )
    return sheet(name, HEADER, rows)
