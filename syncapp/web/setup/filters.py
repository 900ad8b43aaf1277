"""Filters: a card per direction, and the panel in which one of them is edited, criterion by criterion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from syncapp.actions.reviews import ask_dry_run
from syncapp.core.filters import Criterion, all_of
from syncapp.core.plan import STOP_UNMATCHED
from syncapp.core.values import ObjectType, Side
from syncapp.queries.setup.cards import Card, cards, chosen_filter, criterion_words, recommended
from syncapp.queries.setup.meanwhile import Meanwhile
from syncapp.queries.setup.review import review_of
from syncapp.queries.setup.walk import Walk
from syncapp.queries.setup.words import NOUNS
from syncapp.storage.convert import encode_filter
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.htmx import htmx
from syncapp.web.setup.criterion import CriterionForm, Unreadable, given
from syncapp.web.setup.walking import (
    address,
    asked,
    cannot_begin,
    changed_elsewhere,
    saved,
    step,
    take_mine,
    walk_of,
    with_mine,
)  # fmt: skip

Groups = list[list[dict[str, Any]]]


@require_http_methods(["GET", "POST"])
@allowed(Right.SET_UP)
def filters(request: MemberRequest, object_type: ObjectType) -> HttpResponse:
    walk = walk_of(request, object_type)
    if cannot_begin(walk):
        return redirect("sync_new", request.workspace.slug)
    target = _edited(walk, request.GET.get("edit", ""))
    if request.method == "GET":
        return _page(request, walk, target, given(walk, target.other, request.GET) if target else None)
    does, what = asked(request)
    if walk.outdated:
        done = take_mine(request, walk, what) if does == "mine" else None
        return done or _page(request, walk, target, _typed(request, walk, target), status=409)
    if changed_elsewhere(request, walk) and does not in ASKS_ONLY:
        walk, meanwhile = with_mine(request, walk, walk.data)
        walk = replace(walk, seen="")  # it is shown as it stands, so that what is done next is meant for that
        return _page(request, walk, target, _typed(request, walk, target), status=409, meanwhile=meanwhile)
    return DOES.get(does, _next)(request, walk, target, what)


def _typed(request: MemberRequest, walk: Walk, target: Side | None) -> CriterionForm | None:
    """The criterion that was open when nothing was saved, as a new one: what stood in its place may be another by now."""
    form = given(walk, target.other, request.POST) if target else None
    return replace(form, at="new") if form else None


def _edited(walk: Walk, name: str) -> Side | None:
    """The side whose filter the panel edits; a direction that the sync does not have has none."""
    return next((target for target in walk.targets if target.value == name), None)


# --- what the buttons do


def _next(request: MemberRequest, walk: Walk, target: Side | None, what: str) -> HttpResponse:
    walk = saved(walk)
    wrong = [lack.sentence for lack in walk.lacks() if lack.field == "filters"]
    if wrong:
        return _page(request, walk, None, None, errors=wrong, status=422)
    if walk.lacks():
        return redirect(address(walk, "sync_configure"))  # which says what is missing
    if review_of(walk, "", nothing_to_choose=False).by_itself:
        ask_dry_run(walk.draft, by=request.user)
    return redirect(address(walk, "sync_review"))


def _apply(request: MemberRequest, walk: Walk, target: Side | None, what: str) -> HttpResponse:
    form = given(walk, _source(target), request.POST)
    if form is None or target is None:
        raise Http404
    try:
        criterion = form.criterion()
    except Unreadable as refusal:
        form.error = str(refusal)
        return _page(request, walk, target, form, status=422)
    return _keep(walk, target, _with(_groups(walk, target), form, criterion))


def _done(request: MemberRequest, walk: Walk, target: Side | None, what: str) -> HttpResponse:
    """What was typed is kept as by "Apply criteria", then the panel closes; where no property was chosen nothing was."""
    form = given(walk, _source(target), request.POST)
    if form is not None and form.name:
        answer = _apply(request, walk, target, what)
        if answer.status_code != 302:
            return answer
    return redirect(f"{address(walk, 'sync_filters')}#edit-{_source(target).other.value}")


def _onward(request: MemberRequest, walk: Walk, target: Side | None, what: str) -> HttpResponse:
    """ "Next" while a criterion is open: what was typed is kept as by "Done" first."""
    answer = _done(request, walk, target, what)
    return answer if answer.status_code != 302 else _next(request, walk_of(request, walk.object_type), None, "")


def _then(request: MemberRequest, walk: Walk, target: Side | None, what: str) -> HttpResponse:
    """Something else of the panel is wanted while a criterion is open: what was typed is kept as by "Done" first."""
    answer = _done(request, walk, target, what)
    if answer.status_code != 302 or target is None:
        return answer
    walk, (does, _, place) = walk_of(request, walk.object_type), what.partition(":")
    if does == "delete":
        return _delete(request, walk, target, place)
    group, at = _place(place) if place else (len(_groups(walk, target)), None)
    query = {"edit": target.value, "group": group, "at": "new" if at is None else at}
    return redirect(f"{address(walk, 'sync_filters')}?{urlencode(query)}")


def _with(groups: Groups, form: CriterionForm, criterion: Criterion) -> Groups:
    row = encode_filter(all_of(criterion))[0][0]
    if form.group >= len(groups):
        return [*groups, [row]]
    group = list(groups[form.group])
    if form.at == "new" or int(form.at) >= len(group):
        group.append(row)
    else:
        group[int(form.at)] = row
    return [*groups[: form.group], group, *groups[form.group + 1 :]]


def _look(request: MemberRequest, walk: Walk, target: Side | None, what: str) -> HttpResponse:
    """Without script: what fits the property that was chosen is shown by another page."""
    names = ("group", "at", "associated", "property", "operator")
    query = {"edit": _source(target).other.value} | {name: request.POST.get(name, "") for name in names}
    return redirect(f"{address(walk, 'sync_filters')}?{urlencode(query)}")


def _delete(request: MemberRequest, walk: Walk, target: Side | None, what: str) -> HttpResponse:
    """`0:1` takes the second criterion of the first group away, `0` the whole group."""
    side, (group, at) = _source(target).other, _place(what)
    groups = _groups(walk, side)
    if group < len(groups):
        groups[group] = [row for n, row in enumerate(groups[group]) if at is not None and n != at]
    return _keep(walk, side, groups)


def _suggest(request: MemberRequest, walk: Walk, target: Side | None, what: str) -> HttpResponse:
    """One click adds what is recommended, to every group that there is."""
    side = _edited(walk, what)
    if side is None:
        raise Http404
    offered = encode_filter(recommended(walk, side))
    if not offered:
        return redirect(address(walk, "sync_filters"))
    rows = offered[0]
    groups = [[*(row for row in group if row not in rows), *rows] for group in _groups(walk, side)] or [rows]
    walk = saved(walk, filters={**walk.data["filters"], side.value: groups})
    if htmx(request):
        return _page(request, walk, None, None, taken=side)
    return redirect(address(walk, "sync_filters"))


def _stop(request: MemberRequest, walk: Walk, target: Side | None, what: str) -> HttpResponse:
    """The box of one direction: whether linked records that no longer match stop too (A14)."""
    side = _edited(walk, what)
    if side is None:
        raise Http404
    others = [one for one in walk.settings.get(STOP_UNMATCHED, ()) if one != side.value]
    chosen = [*others, side.value] if request.POST.get("stop") else others
    walk = saved(walk, settings={**walk.settings, STOP_UNMATCHED: sorted(chosen)})
    if htmx(request):
        return _page(request, walk, None, None)  # of which only the card is shown anew
    return redirect(address(walk, "sync_filters"))


DOES: dict[str, Callable[..., HttpResponse]] = {
    "next": _next,
    "look": _look,
    "apply": _apply,
    "done": _done,
    "onward": _onward,
    "then": _then,
    "delete": _delete,
    "suggest": _suggest,
    "stop": _stop,
}


ASKS_ONLY = ("next", "look")  # they save nothing


def _source(target: Side | None) -> Side:
    if target is None:
        raise Http404
    return target.other


def _place(what: str) -> tuple[int, int | None]:
    group, _, at = what.partition(":")
    if not group.isdigit() or (at and not at.isdigit()):
        raise Http404
    return int(group), int(at) if at else None


def _groups(walk: Walk, target: Side) -> Groups:
    return [list(group) for group in walk.data["filters"].get(target.value, [])]


def _keep(walk: Walk, target: Side, groups: Groups) -> HttpResponse:
    saved(walk, filters={**walk.data["filters"], target.value: [group for group in groups if group]})
    return redirect(f"{address(walk, 'sync_filters')}?{urlencode({'edit': target.value})}")


# --- the page


def _page(
    request: MemberRequest,
    walk: Walk,
    target: Side | None,
    form: CriterionForm | None,
    *,
    errors: list[str] | None = None,
    status: int = 200,
    meanwhile: Meanwhile | None = None,
    taken: Side | None = None,
) -> HttpResponse:
    """`taken`: the side whose recommended filter was just taken, which is read out."""
    shown = cards(walk)
    panel = next((_panel(walk, card, form) for card in shown if card.target is target), None)
    if panel and htmx(request) and htmx(request).target == "filter":
        return step(request, walk, "setup/_panel.html", {"panel": panel}, status=status)
    context = {
        "cards": shown,
        "panel": panel,
        "errors": errors or [],
        "filters_page": True,
        "taken": taken,
        "mine_form": "criterion" if panel and panel["form"] else "step",
        "noun": NOUNS[walk.object_type],
        "starts": walk.sync.started_at if walk.sync else None,
    }
    return step(request, walk, "setup/filters.html", context, status=status, meanwhile=meanwhile)


def _panel(walk: Walk, card: Card, form: CriterionForm | None) -> dict[str, Any]:
    target, chosen = card.target, chosen_filter(walk, card.target)
    groups = [
        [(criterion_words(walk, target, one), one.associated) for one in group.criteria] for group in chosen.groups
    ]
    new = form is not None and form.group >= len(groups)
    return {
        "target": target,
        "card": card,
        "groups": groups,
        "form": replace(form, group=len(groups)) if form and new else form,
        "new_group": new or not groups,
        "next_group": len(groups),
        "here": f"{address(walk, 'sync_filters')}?{urlencode({'edit': target.value})}",
        "close": address(walk, "sync_filters"),
        "back": f"{address(walk, 'sync_filters')}#edit-{target.value}",  # whence it was opened
    }
