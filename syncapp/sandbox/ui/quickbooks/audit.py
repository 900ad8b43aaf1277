"""The audit log of the company: who did what, newest first."""

from __future__ import annotations

from itertools import islice

from syncapp.sandbox.call import Answer
from syncapp.sandbox.quickbooks.audit import KEPT
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.html import html, link, table, tag
from syncapp.sandbox.ui.listing import PAGE, Listed, paging
from syncapp.sandbox.ui.quickbooks import shared
from syncapp.sandbox.ui.quickbooks.record import words
from syncapp.sandbox.ui.visit import Visit

NAMED = 4  # fields of an entry; all of them stand on the record's page


def show(visit: Visit) -> Answer:
    log, offset = shared.company(visit).audit, visit.offset
    found = list(islice(log.newest(), offset, offset + PAGE))
    rows: list[list[object]] = [
        [one["at"], one["who"], one["what"],
         link(f"{shared.one_of(one['entity'])} {one['id']}", visit.at(shared.PATHS[one["entity"]], one["id"])),
         _fields(one.get("changes", []))]
        for one in found
    ]  # fmt: skip
    intro = f"Everything that apps and people did in this company; the newest {KEPT:,} entries are kept."
    page = Listed(found, offset, len(log), offset + PAGE < len(log))
    shown = table("Entries", ["When", "Who", "What", "Record", "Fields"], rows)
    return visit.page("Audit log", tag("p", intro), shown, paging(visit, page, "audit-log"))


def _fields(changes: list[list[str]]) -> object:
    names = list(dict.fromkeys(words(name.partition(".")[0]) for name, _, _ in changes))
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else None
    return html(", ".join(names[:NAMED]), more)


ROUTES: list[Route] = [("GET", "audit-log", show)]
