""" "Conflicts": both sides changed the same field; which value stands is chosen here, singly and in bulk (B4)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from syncapp.actions.choosing import Pick, Picked, choose_values
from syncapp.core.plans.fields import BOTH_CHANGED
from syncapp.core.values import ORDER, Side
from syncapp.engine.people.choosing import choosing
from syncapp.queries.conflicts import Conflicts, Disputed, Field
from syncapp.queries.records import matching, page_of
from syncapp.queries.states import State
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.conflicts.picks import SIDES, picks_of
from syncapp.web.context import tally_of
from syncapp.web.forms import searched, whole_number
from syncapp.web.htmx import back
from syncapp.web.templatetags.words import plural

ON_A_PAGE = 25
IN_SIGHT = 20
TOLD = 3


@require_GET
@allowed(Right.VIEW)
def conflicts(request: MemberRequest) -> HttpResponse:
    """`?view=decided` shows what was chosen before; the address holds it all."""
    view, only = request.GET.get("view", ""), _only(request.GET.get("object", ""))
    if view not in ("", "decided"):
        raise Http404
    tally = tally_of(request)
    found = Conflicts(tally, choosing(request.workspace))
    keys = {name: whole_number(request.GET.get(name)) for name in ("after", "before")}
    text = searched(request)
    context: dict[str, Any] = {
        "view": view,
        "q": text,
        "only": only,
        "number": tally.cell([State.FAILING], reasons={BOTH_CHANGED}).number,
        "objects": [kind for kind in ORDER if tally.cell([State.FAILING], kind, reasons={BOTH_CHANGED}).number],
        "asking": [kind for kind, sync in tally.syncs.items() if sync.policy == "ask" and sync.enabled],
    }
    if view:
        page = page_of(found.decided(), size=ON_A_PAGE, **keys)
        context |= {"page": page, "decided": found.told(page.rows)}
    else:
        rows = matching(found.waiting(only), request.workspace, text)
        page = page_of(rows.select_related("customer"), size=ON_A_PAGE, **keys)
        context |= {"page": page, "disputed": found.disputed(page.rows)}
        context["matching"] = tally.cell([State.FAILING], only, reasons={BOTH_CHANGED}).number
    return render(request, "conflicts/page.html", context)


@require_POST
@allowed(Right.RESOLVE)
def choose(request: MemberRequest) -> HttpResponse:
    """One side for the records that are ticked, with what the page showed of each."""
    records = {key for text in request.POST.getlist("record") if (key := whole_number(text)) is not None}
    side = SIDES.get(request.POST.get("side", ""))
    return _chosen(request, picks_of(request.POST.getlist("shown"), records, side) if side else [])


@require_http_methods(["GET", "POST"])
@allowed(Right.RESOLVE)
def choose_all(request: MemberRequest) -> HttpResponse:
    """One side for all that wait: first it says what that is, then it is done, if it still is that."""
    data = request.POST if request.method == "POST" else request.GET
    side, only = SIDES.get(data.get("side", "")), _only(data.get("object", ""))
    if side is None:
        return _chosen(request, [])
    found = Conflicts(tally_of(request), choosing(request.workspace))
    disputed = [one for one in found.disputed(found.waiting(only).order_by("-pk")) if one.undecided]
    fields = [field for one in disputed for field in one.undecided]
    if not fields:
        messages.info(request, "Nothing needs a choice any more.")
        return redirect(_page(request))
    if request.method == "GET" or data.get("seen") != _seen(fields):
        if request.method == "POST":
            messages.warning(request, "Some of these have changed since they were shown. Look again, and confirm.")
        return _confirm(request, side, only, disputed, fields)
    return _chosen(request, [Pick(one.conflict.pk, side, one.seal) for one in fields if not one.sides[side].refusal])


def _confirm(
    request: MemberRequest, side: Side, only: str, disputed: Sequence[Disputed], fields: Sequence[Field]
) -> HttpResponse:
    possible = [one for one in fields if not one.sides[side].refusal]
    context = {
        "side": side,
        "only": only,
        "disputed": disputed[:IN_SIGHT],
        "more": len(disputed) - IN_SIGHT,
        "number": len(disputed),
        "values": len(possible),
        "impossible": len(fields) - len(possible),
        "seen": _seen(fields),
    }
    return render(request, "conflicts/all.html", context)


def _seen(fields: Sequence[Field]) -> str:
    return hashlib.sha256("".join(one.seal for one in fields).encode()).hexdigest()


def _chosen(request: MemberRequest, picks: Sequence[Pick]) -> HttpResponse:
    if not picks:
        messages.error(request, "Choose the records that are to take one side’s values first.")
        return redirect(back(request, _page(request)))
    picked = choose_values(request.workspace, picks, by=request.user)
    _tell(request, picked)
    return redirect(back(request, _page(request)))


def _tell(request: MemberRequest, picked: Picked) -> None:
    if picked.left:
        more = f" And {len(picked.left) - TOLD:,} more." if len(picked.left) > TOLD else ""
        messages.warning(request, f"{' '.join(picked.left[:TOLD])}{more}")
    if picked.records:
        values, records = plural(picked.fields, "value"), plural(picked.records, "record")
        messages.success(request, f"{values} of {records} chosen. The next run writes them; it begins now.")


def _only(text: str) -> str:
    if text not in ("", *ORDER):
        raise Http404
    return text


def _page(request: MemberRequest) -> str:
    return reverse("conflicts", args=[request.workspace.slug])
