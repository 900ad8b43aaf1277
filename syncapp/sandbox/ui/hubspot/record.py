"""What stands below every record: what it is associated with, who changed what when, all properties, the JSON."""

from __future__ import annotations

import json
from collections.abc import Collection
from itertools import islice

from syncapp.sandbox.ui.html import Html, facts, folded, html, link, raw, short, table, tag
from syncapp.sandbox.ui.hubspot import shared
from syncapp.sandbox.ui.hubspot.shared import OBJECTS, Record, values
from syncapp.sandbox.ui.visit import Visit

MOST = 100  # rows of associations of one type, and of the history
SOURCES = {"CRM_UI": "A person", "INTEGRATION": "App"}
Change = tuple[str, str, str, str, str]  # when, who, property, old, new


def below(visit: Visit, record: Record, above: Collection[str] = ()) -> Html:
    """`above`: the types whose records stand higher on the page already."""
    return html(
        associations(visit, record, above),
        history(visit, record),
        folded("All properties", facts(_all(visit, record))),
        folded("Raw JSON", *_json(visit, record)),
    )


def associations(visit: Visit, record: Record, above: Collection[str]) -> Html:
    rows: list[list[object]] = []
    for kind, ends in record["associations"].items():
        if kind in above:
            continue
        for one, types in islice(ends.items(), MOST):
            other = visit.vendor.record(kind, one)
            named = shared.to(visit, other) if other else f"{kind} {one}"
            rows.append([shared.title_of(kind), named, _labels(visit, types)])
        if len(ends) > MOST:
            rows.append([shared.title_of(kind), f"and {len(ends) - MOST:,} more", ""])
    return table("Associations", ["Type", "Record", "Label"], rows)


def _labels(visit: Visit, types: list[int]) -> str:
    found = (visit.vendor.account.link_type(one) for one in types)
    return ", ".join(one.label or one.name for one in found if one)


# History


def history(visit: Visit, record: Record) -> Html:
    changes = _changes(record)[::-1]  # of one moment the last first, which a stable sort keeps
    changes.sort(key=_when, reverse=True)
    definitions = visit.vendor.account.fields.of(record["kind"])
    rows: list[list[object]] = [
        [when, who, _named(definitions, name), short(old, 400), short(new, 400)]
        for when, who, name, old, new in changes[:MOST]
    ]
    more = tag("p", f"The newest {MOST} of {len(changes):,}.", class_="paging") if len(changes) > MOST else None
    requests = link("Requests about this record", visit.at("journal", record=f"{record['kind']} {record['id']}"))
    shown = table("History", ["When", "Who", "What", "From", "To"], rows)
    return html(shown, more, tag("p", requests, class_="paging"))


def _when(change: Change) -> str:
    return change[0]


def _changes(record: Record) -> list[Change]:
    """Values that a record was made with are its beginning, and no change."""
    held = values(record)
    maker = _who(held.get("hs_object_source", ""), held.get("hs_object_source_id", ""))
    found: list[Change] = [(record["createdAt"], maker, "Created", "", "")]
    if record.get("archivedAt"):
        merged = f"Merged into {record['mergedInto']}" if record.get("mergedInto") else "Deleted"
        found.append((record["archivedAt"], "", merged, "", ""))
    for name, past in record.get("history", {}).items():
        old = None
        for value, when, source, source_id in past:
            if old is not None or when != record["createdAt"]:
                found.append((when, _who(source, source_id), name, old or "", value))
            old = value
    return found


def _who(source: str, source_id: str) -> str:
    named = SOURCES.get(source, source)
    return f"{named} {source_id}".strip() if source == "INTEGRATION" else named


def _named(definitions: dict[str, Record], name: str) -> object:
    if name not in definitions:
        return name
    return html(definitions[name]["label"], " ", tag("code", name))


# Everything


def _all(visit: Visit, record: Record) -> list[tuple[object, object]]:
    definitions = visit.vendor.account.fields.of(record["kind"])
    return [(_named(definitions, name), text) for name, text in sorted(values(record).items())]


def _json(visit: Visit, record: Record) -> list[Html]:
    """The API's own answer, with every property and association of the record."""
    path = f"{OBJECTS}/{record['kind']}/{record['id']}"
    query = {"properties": ",".join(sorted(values(record)))}
    if linked := [kind for kind, ends in record["associations"].items() if ends]:
        query["associations"] = ",".join(linked)
    if record["archived"]:
        query["archived"] = "true"
    answer = visit.peek(path, **query)
    asked = "&".join(f"{name}={text}" for name, text in query.items())
    text = json.dumps(answer.data, indent=2, ensure_ascii=False)
    return [tag("p", tag("code", f"GET {path}?{asked}"), class_="request"), raw(text, "Raw JSON")]
