"""Configure: direction, conflict resolution, mapped fields, and what the object needs besides."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from syncapp.actions.sampling import read_sample
from syncapp.core.values import Direction, ObjectType, Side
from syncapp.queries.setup.chosen import POLICIES
from syncapp.queries.setup.fields import last_synced, rows_of, told_on, with_the_others
from syncapp.queries.setup.meanwhile import Meanwhile
from syncapp.queries.setup.picking import picks
from syncapp.queries.setup.walk import Walk
from syncapp.queries.setup.words import COVERS, LOCKED_POLICY, MEANINGS, NOUNS, SUGGESTED, resolves
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.htmx import htmx
from syncapp.web.setup.editor import Editor, editor_of, with_mapping, without_mapping
from syncapp.web.setup.forms import FORMS, ConfigureForm, ContactForm
from syncapp.web.setup.walking import (
    address,
    asked,
    cannot_begin,
    changed_elsewhere,
    edition_lacks,
    saved,
    step,
    take_mine,
    walk_of,
    with_mine,
)  # fmt: skip
from syncapp.web.templatetags.states import DIRECTION_WORDS


@require_http_methods(["GET", "POST"])
@allowed(Right.SET_UP)
def configure(request: MemberRequest, object_type: ObjectType) -> HttpResponse:
    walk = walk_of(request, object_type)
    if cannot_begin(walk):
        return redirect("sync_new", request.workspace.slug)  # which says what is in the way
    if request.method == "GET":
        return _page(request, walk, FORMS[object_type](walk), editor_of(walk, request.GET))
    chosen = FORMS[object_type](walk, request.POST).chosen()
    mine = {**walk.data, **chosen}
    if changed_elsewhere(request, walk) and mine != walk.data:
        return _refused(request, *with_mine(request, walk, mine))
    walk, (does, what) = saved(walk, **chosen), asked(request)
    if walk.outdated:
        done = take_mine(request, walk, what) if does == "mine" else None
        return done or _page(request, walk, _unjudged(request, walk), editor_of(walk, request.POST), status=409)
    return DOES.get(does, _next)(request, walk, what)


def _refused(request: MemberRequest, walk: Walk, meanwhile: Meanwhile) -> HttpResponse:
    return _page(
        request, walk, _unjudged(request, walk), editor_of(walk, request.POST), status=409, meanwhile=meanwhile
    )


# --- what the buttons do

UNFINISHED = "This mapping is not made yet. Press Create to keep it, or Delete to leave it out."


def _next(request: MemberRequest, walk: Walk, what: str) -> HttpResponse:
    form = FORMS[walk.object_type](walk, request.POST)
    for lack in walk.lacks():
        if lack.field != "filters":  # said on their own step
            form.add_error(lack.field if lack.field in form.fields else None, lack.sentence)
    if isinstance(form, ContactForm) and form.asks_number:
        form.add_error("number", f"Type {walk.leads:,} to confirm that this many customers are made in QuickBooks.")
    editor = editor_of(walk, request.POST)
    if editor and not editor.begun:
        editor = None
    if form.errors or editor:
        return _page(request, walk, form, replace(editor, error=UNFINISHED) if editor else None, status=422)
    return redirect(address(walk, "sync_filters"))


def _show(request: MemberRequest, walk: Walk, what: str) -> HttpResponse:
    """Something was chosen: show what it means. Without script a button asks for it."""
    if htmx(request):
        return _page(request, walk, _unjudged(request, walk), editor_of(walk, request.POST))
    return redirect(address(walk, "sync_configure"))


def _over(request: MemberRequest, walk: Walk, what: str) -> HttpResponse:
    """What stood on this page is saved over what another had chosen; a mapping that is open stays so."""
    editor = editor_of(walk, request.POST)
    if editor and editor.begun:
        return _page(request, walk, _unjudged(request, walk), editor)
    return redirect(address(walk, "sync_configure"))


def _unjudged(request: MemberRequest, walk: Walk) -> ConfigureForm:
    return FORMS[walk.object_type](walk, unjudged=request.POST)


def _account(request: MemberRequest, walk: Walk, what: str) -> HttpResponse:
    """The suggested account is taken; what is suggested is judged anew."""
    found = FORMS[walk.object_type](walk).suggested
    if found:
        saved(walk, settings={**walk.settings, found.setting: found.account})
    return redirect(f"{address(walk, 'sync_configure')}#h-account")


def _open(request: MemberRequest, walk: Walk, what: str) -> HttpResponse:
    """The lists from which a field is picked: what the sample holds of each is read with this click."""
    if (record := last_synced(walk).record) is not None:
        read_sample(record, walk.specs.hubspot.values())
    query = urlencode({"edit": what} if what else {"add": "yes"})
    return redirect(f"{address(walk, 'sync_configure')}?{query}#mapping")


def _create(request: MemberRequest, walk: Walk, what: str) -> HttpResponse:
    editor = editor_of(walk, request.POST) or Editor()
    if edition_lacks(walk) or editor.refusal:
        return _page(request, walk, _unjudged(request, walk), replace(editor, error=editor.refusal), status=422)
    saved(walk, **with_mapping(walk, editor))
    return _back_to_fields(walk)


def _delete(request: MemberRequest, walk: Walk, what: str) -> HttpResponse:
    saved(walk, **without_mapping(walk, what))
    return _back_to_fields(walk)


def _drop(request: MemberRequest, walk: Walk, what: str) -> HttpResponse:
    return _back_to_fields(walk)


def _back_to_fields(walk: Walk) -> HttpResponse:
    return redirect(f"{address(walk, 'sync_configure')}#h-map")


DOES = {
    "next": _next, "show": _show, "account": _account, "add": _open, "edit": _open, "create": _create,
    "delete": _delete, "drop": _drop, "over": _over,
}  # fmt: skip


# --- the page


def _page(
    request: MemberRequest,
    walk: Walk,
    form: ConfigureForm,
    editor: Editor | None,
    *,
    status: int = 200,
    meanwhile: Meanwhile | None = None,
) -> HttpResponse:
    sample = last_synced(walk)
    rows = rows_of(walk, sample)
    whole = with_the_others(sample) if editor else sample
    context: dict[str, Any] = {
        "form": form,
        "mine_form": "step",
        "editor": editor,
        "picks": [picks(walk, side, whole, instead_of=editor.instead_of) for side in Side] if editor else [],
        "anew": bool(htmx(request)) and not meanwhile,  # while somebody chooses: nothing takes the focus
        "sample": sample,
        "rows": rows,
        "on": told_on(rows),
        "known": {
            side.value: walk.known_in(side) for side in Side
        },  # counted here, so that the frame need not count again
        "directions": DIRECTION_WORDS,
        "meaning": MEANINGS[walk.object_type, walk.direction],
        "suggested": SUGGESTED[walk.object_type],
        "walls": [lack for lack in walk.lacks() if lack.field == "direction"],
        "covers": COVERS[walk.object_type],
        "policies": {one.value: words for one, words in POLICIES.items()},
        "resolves": resolves(walk.object_type, walk.policy),
        "locked_policy": LOCKED_POLICY.get(Direction(walk.direction), ""),
        "edition_lacks": edition_lacks(walk),
        "noun": NOUNS[walk.object_type],
        "linked_noun": f"linked {walk.object_type.value}",
        "integrations": reverse("integrations", args=[walk.workspace.slug]),
    }
    part = "setup/_configure.html" if context["anew"] else "setup/configure.html"
    return step(request, walk, part, context, status=status, meanwhile=meanwhile)
