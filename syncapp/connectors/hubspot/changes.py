"""What changed since the last look (design: cursor = highest modified time seen less the index's lag).

Each type is searched for everything modified since its cursor, in the order of ids: a page starts after the last
id seen, so that neither the search's depth nor what is modified meanwhile loses anything.

A hit tells that something changed, never what: the index may show a record as it was before our own last write,
and what was read from it would look like somebody's edit. So hits are not kept for reading.

The cursor, opaque to others: milliseconds by type, and under "lines" how every line in the window looked, so that
a line seen before, or one that belongs to no invoice, is not asked about again.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from syncapp.connectors.hubspot.kinds import INVOICES, LINES, POLLED, TYPE_OF, Kind
from syncapp.connectors.hubspot.objects import SEARCH_PAGE, Objects
from syncapp.connectors.hubspot.reading import Reader
from syncapp.connectors.hubspot.shape import Raw, garbage
from syncapp.connectors.hubspot.translate import version_of
from syncapp.connectors.hubspot.values import AbsurdError, instant, milliseconds
from syncapp.connectors.protocol import Changes
from syncapp.core.values import ObjectType

LAG = timedelta(seconds=120)  # by how much the search index may run behind, and more


def start(now: datetime) -> dict[str, Any]:
    since = milliseconds(now - LAG)
    return {**{kind.name: since for kind in POLLED}, "lines": {}}


def poll(objects: Objects, reader: Reader, cursor: Mapping[str, Any], line_owner: Mapping[str, str]) -> Changes:
    """Five searches, and one more call where a changed line's invoice is not known."""
    following: dict[str, Any] = {}
    seen: list[tuple[ObjectType, str, str]] = []
    for kind in POLLED:
        reader.forget(kind)
        since = int(cursor[kind.name])
        hits, asked_at = _modified(objects, reader, kind, since)
        following[kind.name] = _advanced(kind, since, hits, asked_at)
        if kind is LINES:
            lines, following["lines"] = hits, _window(hits, following[kind.name])
        else:
            seen += [(TYPE_OF[kind.name], raw["id"], version_of(kind, raw)) for raw in hits]
    before = cursor.get("lines", {})
    news = [raw["id"] for raw in lines if before.get(raw["id"]) != _look(raw)]
    seen += [(ObjectType.INVOICE, owner, "") for owner in _owners(objects, news, line_owner)]
    return Changes(seen=seen, gone=(), cursor=following)


def _modified(objects: Objects, reader: Reader, kind: Kind, since: int) -> tuple[list[Raw], datetime | None]:
    """All that was modified since, and when the first page was answered."""
    asked = reader.translator.properties(kind) if kind is LINES else [kind.modified]
    window = {"propertyName": kind.modified, "operator": "GTE", "value": str(since)}
    found: list[Raw] = []
    asked_at, last = None, 0
    while True:
        filters = [window]
        if last:
            filters.append({"propertyName": "hs_object_id", "operator": "GT", "value": str(last)})
        hits, total, _ = objects.search(kind, filters, asked, sort="hs_object_id")
        found += hits
        asked_at = asked_at or objects.http.last_date
        if len(hits) < SEARCH_PAGE or total <= len(hits):
            return found, asked_at
        reached = max(_number(raw) for raw in hits)
        if reached <= last:
            raise garbage(f"a search of {kind.name} that does not advance")
        last = reached


def _number(raw: Raw) -> int:
    try:
        return int(raw["id"])
    except ValueError:
        raise garbage(f"an id that is no number: {raw['id']}") from None


def _advanced(kind: Kind, since: int, hits: list[Raw], asked_at: datetime | None) -> int:
    """Never backwards, and never past the first page's answer: what was modified behind a page while the rest was
    asked lies after that."""
    times = [at for raw in hits if (at := _modified_at(kind, raw)) is not None]
    if not times:
        return since
    highest = max(times) if asked_at is None else min(max(times), asked_at)
    return max(since, milliseconds(highest - LAG))


def _modified_at(kind: Kind, raw: Raw) -> datetime | None:
    try:
        return instant(str(raw["properties"].get(kind.modified) or raw.get("updatedAt") or ""))
    except AbsurdError:
        return None


def _window(lines: list[Raw], since: int) -> dict[str, str]:
    """The lines that the next look will see again."""
    times = ((raw, _modified_at(LINES, raw)) for raw in lines)
    return {raw["id"]: _look(raw) for raw, at in times if at is None or milliseconds(at) >= since}


def _look(line: Raw) -> str:
    """Its version and content: two edits within one tick of the clock differ all the same (F47)."""
    content = json.dumps(line["properties"], sort_keys=True, default=str)
    return f"{version_of(LINES, line)} {zlib.crc32(content.encode()):08x}"


def _owners(objects: Objects, lines: list[str], line_owner: Mapping[str, str]) -> list[str]:
    """The invoices of these lines; those of deals and quotes have none."""
    unknown = [one for one in lines if one not in line_owner]
    asked = objects.links(LINES, INVOICES, unknown) if unknown else {}
    owners = [line_owner[one] for one in lines if one in line_owner]
    owners += [link.id for one in unknown for link in asked.get(one, ())]
    return [*dict.fromkeys(owners)]
