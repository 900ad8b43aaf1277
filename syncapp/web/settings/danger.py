"""Settings › Danger zone: the name, stopping everything, and the end of the workspace; each says what and how many."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from syncapp.actions import ending as actions
from syncapp.actions import syncs, workspaces
from syncapp.queries.ending import all_off, ending_of
from syncapp.web.access import MemberRequest, Right, allowed
from syncapp.web.confirming import password_first
from syncapp.web.context import tally_of


class NameForm(forms.Form):
    name = forms.CharField(label="Name", max_length=200, widget=forms.TextInput(attrs={"class": "input"}))


class DeleteForm(forms.Form):
    slug = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off", "autocapitalize": "none"}),
    )

    def __init__(self, *args: Any, wanted: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].label = f"Type “{wanted}” to confirm"


@require_GET
@allowed(Right.SET_UP)
def danger(request: MemberRequest) -> HttpResponse:
    return _page(request, NameForm(initial={"name": request.workspace.name}))


@require_POST
@allowed(Right.SET_UP)
def rename(request: MemberRequest) -> HttpResponse:
    form = NameForm(request.POST)
    if form.is_valid():
        try:
            if workspaces.rename(request.workspace, form.cleaned_data["name"], by=request.user):
                messages.success(request, f"This workspace is called {request.workspace.name} now.")
            return redirect("danger", request.workspace.slug)
        except workspaces.NameRefused as refusal:
            form.add_error("name", str(refusal))
    return _page(request, form, status=422)


@require_POST
@allowed(Right.SET_UP)
def turn_off_all(request: MemberRequest) -> HttpResponse:
    names = [syncs.name_of(sync) for sync in syncs.turn_off_all(request.workspace, by=request.user)]
    if names:
        messages.success(request, f"{', '.join(names)}: off. Nothing is read or written for them.")
    else:
        messages.info(request, "No sync was on.")
    return redirect("danger", request.workspace.slug)


@require_http_methods(["GET", "POST"])
@allowed(Right.OWN)
def delete(request: MemberRequest) -> HttpResponse:
    """What would be gone, exactly; then, with the password and the workspace's slug typed, it is."""
    slug = request.workspace.slug
    if request.method == "GET":
        return _delete_page(request, DeleteForm(wanted=slug))
    if asked := password_first(request, reverse("danger_delete", args=[slug])):
        return asked
    form = DeleteForm(request.POST, wanted=slug)
    name, typed = request.workspace.name, form["slug"].value() or ""
    try:
        ended = actions.delete(request.workspace, typed, by=request.membership)
    except actions.EndRefused as refusal:
        form.full_clean()
        form.add_error("slug", str(refusal))
        return _delete_page(request, form, status=422)
    told = (
        f"{name} is {'being deleted' if ended.under_way else 'deleted'}. Nothing was changed in HubSpot or QuickBooks."
    )
    if ended.untold:
        where = " and ".join(side.label for side in ended.untold)
        messages.warning(
            request, f"{told} {where} could not be told: remove the app there too, under its connected apps."
        )
    else:
        messages.success(request, f"{told} Our access is given back.")
    return redirect("home", slug) if ended.under_way else redirect("start")


def _page(request: MemberRequest, form: NameForm, *, status: int = 200) -> HttpResponse:
    tally = tally_of(request)
    context = {"form": form, "off": all_off(tally), "ending": ending_of(request.workspace, tally)}
    return render(request, "settings/danger.html", context, status=status)


def _delete_page(request: MemberRequest, form: DeleteForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "ending": ending_of(request.workspace, tally_of(request))}
    return render(request, "settings/delete.html", context, status=status)
