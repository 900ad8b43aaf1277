"""The pages of a workspace's settings, in the order of their tabs. A new page is one line here."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from syncapp.storage.models import Membership
from syncapp.web.access import Right, rights_of


@dataclass(frozen=True)
class Page:
    label: str
    view: str  # the address's name
    section: str  # the names of addresses that belong to it begin so
    right: Right = Right.VIEW


PAGES = (
    Page("Members", "members", "member"),
    Page("Alerts", "alerts", "alerts"),
    Page("API tokens", "api_tokens", "api_token", Right.TOKENS),
    Page("Configuration file", "configuration", "configuration", Right.SET_UP),
    Page("Danger zone", "danger", "danger", Right.SET_UP),
)
SECTIONS = tuple(page.section for page in PAGES)


def pages_of(membership: Membership, here: str) -> list[dict[str, object]]:
    """The tabs that this member sees; `here`: the name of the address that is shown."""
    return [
        {
            "label": page.label,
            "href": reverse(page.view, args=[membership.workspace.slug]),
            "current": here.startswith(page.section),
        }
        for page in PAGES
        if page.right in rights_of(membership)
    ]
