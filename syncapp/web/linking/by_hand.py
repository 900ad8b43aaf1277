"""Any record of one side with any of the other, found and put side by side before they are linked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from syncapp.actions import linking as actions
from syncapp.actions.records import FixRefused
from syncapp.core.errors import entry
from syncapp.core.values import ObjectType, Side
from syncapp.queries.candidates import among, candidates, side_of
from syncapp.queries.candidates import search as found_by
from syncapp.queries.offers import customers_for
from syncapp.queries.pairing import Pairing, one_of, pairing, some_of
from syncapp.queries.record_page import fields_offered
from syncapp.queries.setup.passing import today_of
from syncapp.record_choices import SOON
from syncapp.storage.models import SyncRecord
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.context import tally_of
from syncapp.web.forms import searched, whole_number
from syncapp.web.linking.voiding import as_posted, void_too

KINDS = (ObjectType.CONTACT, ObjectType.PRODUCT, ObjectType.INVOICE, ObjectType.PAYMENT)


@require_GET
@allowed(Right.VIEW)
def search(request: MemberRequest) -> HttpResponse:
    """Both sides by name, number, address or id; with `record` only the other side, and its likeliest partners first."""
    record = _record(request, "record")
    kind = record.object_type if record else request.GET.get("object", ObjectType.CONTACT)
    if kind not in KINDS:
        raise Http404
    text = searched(request)
    # Nobody can be billed while inactive, so none of those comes into question as a customer.
    active = record is not None and entry(record.reason).fix == "pick_customer"
    if record and active and record.object_type == ObjectType.INVOICE:
        found_here = among(customers_for(record), text)
        return render(request, "linking/customer.html", {"record": record, "text": text, "found": found_here})
    sides = [side_of(record).other] if record else list(Side)
    # A contact can be billed through a customer that is linked; everything else is linked with what is free.
    found = {
        side.value: found_by(
            request.workspace, kind, side, text, free=not record or kind != ObjectType.CONTACT, active=active
        )
        for side in sides
    }
    if record and not text.strip():
        likeliest = candidates(request.workspace, [record], today_of(request.workspace))[record.pk]
        found = {sides[0].value: [one for one in likeliest if not (active and one.record.inactive)]}
    context: dict[str, Any] = {
        "record": record,
        "active": active,
        "kind": kind,
        "kinds": KINDS,
        "text": text,
        "found": found,
        "sides": sides,
        "whole": all(found.values()),  # there is something to choose of each side
    }
    return render(request, "linking/search.html", context | {"mine": side_of(record) if record else ""})


@require_GET
@allowed(Right.VIEW)
def pair(request: MemberRequest) -> HttpResponse:
    """The two side by side, and what linking them means."""
    both = _pairing(request, request.GET)
    if both is None:
        return redirect("linking_search", request.workspace.slug)
    void = void_too(both.hubspot, both.quickbooks)
    return render(request, "linking/pair.html", {"pair": both, "void": void, "tally": tally_of(request)})


@require_POST
@allowed(Right.RESOLVE)
def link(request: MemberRequest) -> HttpResponse:
    both = _pairing(request, request.POST)
    if both is None:
        messages.error(request, "Choose one record of HubSpot and one of QuickBooks Online.")
        return redirect("linking_search", request.workspace.slug)
    try:
        if request.POST.get("do") == "through" and both.through:
            unlinked, through = both.through
            actions.bill_through(unlinked, through, by=request.user)
            said = f"{unlinked.label} is billed through {through.label}."
        elif request.POST.get("do") == "void":
            actions.link(both.hubspot, both.quickbooks, by=request.user, void_too=as_posted(request.POST))
            said = f"{both.hubspot.label} becomes one with {both.quickbooks.label}, and void on both sides."
        else:
            actions.link(both.hubspot, both.quickbooks, by=request.user)
            said = f"{both.hubspot.label} and {both.quickbooks.label} become one."
        messages.success(request, f"{said} {SOON}")
    except FixRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(reverse("linking", args=[request.workspace.slug]))


def _record(request: MemberRequest, name: str) -> SyncRecord | None:
    """An unlinked record of this workspace that the address names."""
    key = request.GET.get(name)
    found = one_of(request.workspace, whole_number(key))
    if key and (found is None or found.linked):
        raise Http404
    return found


def _pairing(request: MemberRequest, query: Any) -> Pairing | None:
    """None where the address names no two records of one type, one of each side."""
    keys = [whole_number(query.get(name)) for name in ("hubspot", "quickbooks")]
    rows = some_of(request.workspace, keys)
    hubspot, quickbooks = (rows.get(key or 0) for key in keys)
    if (
        hubspot is None
        or quickbooks is None
        or hubspot.object_type != quickbooks.object_type
        or hubspot.pk == quickbooks.pk
    ):
        return None
    if not hubspot.hubspot_id or not quickbooks.quickbooks_id:
        return None
    return pairing(tally_of(request), fields_offered(request.workspace), hubspot, quickbooks)
