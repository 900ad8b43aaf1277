"""What the frame of every page shows: where one is, what waits for someone, which workspaces there are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from syncapp.queries.activity import paused_by
from syncapp.queries.counts import Tally, Waiting, waiting_for_someone
from syncapp.web.access import rights_of
from syncapp.web.settings.pages import SECTIONS, pages_of


@dataclass(frozen=True)
class Link:
    label: str
    icon: str
    view: str  # the address's name; a section whose page does not exist yet is left out
    sections: tuple[str, ...]  # names of addresses that belong to it begin so
    count: int | None = None  # of what waits there; None where nothing can
    bad: bool = False
    within: bool = False  # what it counts, the link before it counts too
    otherwise: str = ""  # the address's name while there is no page of `view`


def tally_of(request: Any) -> Tally:
    """The counts of this request's workspace, asked for once."""
    if not hasattr(request, "tally"):
        request.tally = Tally(request.workspace)
    return request.tally  # type: ignore[no-any-return]


def frame(request: HttpRequest) -> dict[str, Any]:
    membership = getattr(request, "membership", None)
    found: dict[str, Any] = {"mail_is_set": settings.MAIL_IS_SET}
    if membership is None:
        return found
    name = getattr(request, "section", "") or (request.resolver_match.url_name if request.resolver_match else "")
    return found | {
        "made_at": timezone.now(),
        "workspace": membership.workspace,
        "membership": membership,
        "memberships": request.memberships,  # type: ignore[attr-defined]
        "paused_by": paused_by(membership.workspace) if membership.workspace.paused else None,
        "settings_pages": partial(pages_of, membership, name or ""),
        "can": {right.value: True for right in rights_of(membership)},
        "navigation": [
            (
                heading,
                [_shown(link, membership.workspace.slug, name or "") for link in links if _exists(link, membership)],
            )
            for heading, links in _sections(waiting_for_someone(tally_of(request)))
        ],
    }


def _sections(waiting: Waiting) -> list[tuple[str, list[Link]]]:
    return [
        ("", [Link("Home", "home", "home", ("home",))]),
        ("Commerce", [Link("Invoices", "invoice", "invoices", ("invoices", "invoice"))]),
        (
            "Reporting & Data",
            [
                Link(
                    "Integrations",
                    "plug",
                    "integrations",
                    ("integrations", "quickbooks", "setting", "sync", "record"),
                    otherwise="quickbooks",
                ),
                Link("Reconciliation", "scale", "reconciliation", ("reconciliation",)),
                Link("Why not?", "why", "why", ("why",)),
            ],
        ),
        (
            "Needs someone",
            [
                Link("Failures", "alert", "failures", ("failure",), waiting.failing, bad=True),
                Link("Conflicts", "conflict", "conflicts", ("conflict",), waiting.conflicts, within=True),
                Link("Linking", "link", "linking", ("linking",), waiting.linking, within=True),
                Link("Needs approval", "ask", "approvals", ("approval",), waiting.approval),
                Link("Parked", "parked", "parked", ("parked",), waiting.parked),
            ],
        ),
        (
            "Workspace",
            [
                Link("Runs", "runs", "runs", ("run",)),
                Link("Activity", "activity", "activity", ("activity",)),
                Link("Settings", "settings", "settings", SECTIONS),
            ],
        ),
    ]


def _exists(link: Link, membership: Any) -> bool:
    return _address(link, membership.workspace.slug) != ""


def _address(link: Link, slug: str) -> str:
    for name in filter(None, (link.view, link.otherwise)):
        try:
            return reverse(name, args=[slug])
        except NoReverseMatch:
            continue
    return ""


def _shown(link: Link, slug: str, here: str) -> dict[str, Any]:
    return {
        "label": link.label,
        "name": link.view,
        "icon": link.icon,
        "href": _address(link, slug),
        "counts": link.count is not None,
        "count": link.count,
        "bad": link.bad,
        "within": link.within,
        "current": here.startswith(link.sections),
    }
