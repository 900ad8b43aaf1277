"""The page around every page; it must be plain that this is not the vendor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from syncapp.sandbox.ui.html import Html, html, link, short, tag

if TYPE_CHECKING:
    from syncapp.sandbox.ui.visit import Visit

Items = Sequence[tuple[str, str]]  # address, words
NAMES = {"hubspot": "HubSpot", "quickbooks": "QuickBooks Online"}
# Beside the vendor's own pages on either port.
TOOLS = (
    ("troubles", "Make it go wrong"), ("faults", "Faults"), ("limits", "Limits and clock"),
    ("webhooks", "Webhooks"), ("journal", "Journal"),
)  # fmt: skip


def frame(visit: Visit, title: str, body: Html) -> str:
    name = NAMES[visit.system]
    mark = tag(
        "p",
        tag("strong", f"Sandbox for {name}"),
        tag("span", f"Not {name}: nothing here leaves this machine."),
    )
    found = html(
        tag("a", "Skip to content", href="#content", class_="skip"),
        tag("header", mark, _account(visit)),
        tag("nav", *(_group(visit, *one) for one in visit.pages.NAV), aria_label="Records"),
        tag("nav", *_items(visit, TOOLS), aria_label="Sandbox", class_="tools"),
        tag("main", _crumbs(visit, title), body, id="content"),
    )
    head = html(
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{short(title)} – sandbox for {name}"),
        tag("link", rel="stylesheet", href="/ui/style.css"),
        tag("link", rel="icon", href="data:,"),
    )
    page = tag("html", tag("head", head), tag("body", found, class_=visit.system), lang="en")
    return f"<!doctype html>{page}"


def _group(visit: Visit, name: str, items: Items) -> Html:
    """What the vendor keeps under one name of its own navigation; the remedies of the dashboard name it."""
    return tag("div", tag("span", name) if name else None, *_items(visit, items), class_="group")


def _items(visit: Visit, nav: Items) -> list[Html]:
    here = visit.call.path
    return [
        link(
            text,
            visit.at(*path.split("/")) if path else visit.at(),
            aria_current="page" if _is(here, path) else None,
        )
        for path, text in nav
    ]


def place(visit: Visit, part: str) -> str:
    """Where the vendor has the list of this part of an address: `Commerce › Invoices`."""
    group = next((name for name, items in visit.pages.NAV if part in dict(items)), "")
    return f"{group} › {visit.pages.titles(part)}" if group else visit.pages.titles(part)


def _is(here: str, path: str) -> bool:
    return here.strip("/") == "ui" if not path else here.startswith(f"/ui/{path}/")


def _crumbs(visit: Visit, title: str) -> Html | None:
    """Start, the list, the record, and what is done with it."""
    parts = [part for part in visit.call.path.split("/") if part][1:]
    if not parts:
        return None
    trail = [link("Start", visit.at())]
    for depth, part in enumerate(parts[:-1], 1):
        trail.append(link(place(visit, part) if depth == 1 else part, visit.at(*parts[:depth])))
    trail.append(tag("span", short(title, 60), aria_current="page"))
    return tag("nav", tag("ol", *(tag("li", one) for one in trail)), aria_label="You are here", class_="crumbs")


def _account(visit: Visit) -> Html:
    """The portal, or the choice of companies."""
    if visit.system == "hubspot":
        settings = visit.vendor.account.settings
        return tag("p", f"{settings['portal_name']} ({settings['portal_id']})")
    options = [
        tag("option", one["info"]["CompanyName"], value=realm, selected=realm == visit.realm)
        for realm, one in visit.vendor.store.all("companies").items()
    ]
    return tag(
        "form", tag("label", "Company", for_="company"), tag("select", *options, name="realm", id="company"),
        tag("button", "Switch", type="submit"), method="get", action="/ui/", class_="company",
    )  # fmt: skip
