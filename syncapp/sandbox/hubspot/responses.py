"""Records, pages and batches as the API shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.hubspot.invoices import days_overdue
from syncapp.sandbox.hubspot.kinds import KINDS
from syncapp.sandbox.hubspot.links import USER_DEFINED, LinkType
from syncapp.sandbox.hubspot.models import Account, Record
from syncapp.sandbox.hubspot.request import Request

INLINE = 100  # associations shown inside a record before they are paged: assumed
HOSTS = {"api.hubapi.com", "api.hubspot.com"}


def shown_names(kind: str, asked: Sequence[str], search: bool = False) -> list[str]:
    """The properties of an answer: what was asked for and always id and times [K], else the type's defaults."""
    found = KINDS[kind]
    if not asked:
        return list((search and found.search_defaults) or found.defaults)
    return [*dict.fromkeys((*asked, found.created, found.modified, "hs_object_id"))]


def values(account: Account, record: Record, names: Iterable[str]) -> dict[str, str | None]:
    """Known but empty is null; an unknown property is left out [D]."""
    known = account.fields.of(record["kind"])
    kept = record["properties"]
    found: dict[str, str | None] = {}
    for name in names:
        definition = known.get(name)
        if definition and not definition["archived"]:
            found[name] = days_overdue(record, account.now()) if name == "hs_days_overdue" else kept.get(name)
    return found


def history(account: Account, record: Record, names: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Newest first."""
    known, kept = account.fields.of(record["kind"]), record["properties"]
    found = {}
    for name in names:
        if name not in known:
            continue
        past = record.get("history", {}).get(name, [])
        if not past and name in kept:
            past = [
                [
                    kept[name],
                    record["createdAt"],
                    kept.get("hs_object_source", ""),
                    kept.get("hs_object_source_id", ""),
                ]
            ]
        found[name] = [
            {"value": value, "timestamp": when, "sourceType": source, "sourceId": source_id}
            for value, when, source, source_id in reversed(past)
        ]
    return found


def record_json(
    account: Account,
    record: Record,
    names: Sequence[str],
    with_history: Sequence[str] = (),
    associated: Sequence[str] = (),
    origin: str = "",
) -> dict[str, Any]:
    """`origin` is where the pages of `associated` go on."""
    found: dict[str, Any] = {
        "id": record["id"],
        "properties": values(account, record, names),
        "createdAt": record["createdAt"],
        "updatedAt": record["updatedAt"],
        "archived": record["archived"],
    }
    if record["archived"]:
        found["archivedAt"] = record["archivedAt"]
    if with_history:
        found["propertiesWithHistory"] = history(account, record, with_history)
    links = {
        KINDS[kind].association_key: page for kind in associated if (page := inline(account, record, kind, origin))
    }
    if links:  # absent where nothing is associated [C]
        found["associations"] = links
    return found


def written_json(account: Account, record: Record, given: Iterable[str]) -> dict[str, Any]:
    """After a write: what was set, and all that the system keeps or computes [D]."""
    definitions = account.fields.of(record["kind"])
    system = [
        name
        for name in record["properties"]
        if name in definitions and definitions[name]["modificationMetadata"]["readOnlyValue"]
    ]
    return record_json(account, record, [*dict.fromkeys((*given, *system))])


def link_page(
    account: Account, record: Record, kind: str, after: int = 0, most: int = 0
) -> tuple[list[dict[str, str]], str | None]:
    """The v3 form: an entry per association type, ordered by the other end's id, and where more follows.

    `most` other ends (0: all), each with all its types, so that a page never ends within one.
    """
    ends = record["associations"].get(kind, {})
    ids = [one for one in sorted(ends, key=int) if int(one) > after]
    shown = ids[:most] if most else ids
    entries = [
        {"id": one, "type": _type_name(link)}
        for one in shown
        for type_id in ends[one]
        if (link := account.link_type(type_id))
    ]
    return entries, shown[-1] if len(shown) < len(ids) else None


def _type_name(link: LinkType) -> str:
    return f"{link.name}_{link.label}" if link.category == USER_DEFINED else link.name


def inline(account: Account, record: Record, kind: str, origin: str) -> dict[str, Any] | None:
    entries, after = link_page(account, record, kind, most=INLINE)
    if not entries:
        return None
    found: dict[str, Any] = {"results": entries}
    if after:
        path = f"/crm/v3/objects/{record['kind']}/{record['id']}/associations/{kind}"
        found["paging"] = {"next": {"after": after, "link": f"{origin}{path}?after={after}"}}
    return found


def page(results: list[dict[str, Any]], after: str | None, call: Call) -> Answer:
    """`paging` is absent on the last page. Its link is the request's own address with `after` at the end [C]."""
    data: dict[str, Any] = {"results": results}
    if after is not None:
        query = [(name, value) for name, value in call.query if name != "after"]
        link = f"{origin(call)}{call.path}?{urlencode([*query, ('after', after)])}"
        data["paging"] = {"next": {"after": after, "link": link}}
    return Answer(200, data)


def origin(call: Call) -> str:
    """Where the caller has reached HubSpot: readers that follow a link come back to the same place."""
    host = call.headers.get("host", "api.hubapi.com")
    return f"https://{host}" if host in HOSTS else f"http://{host}"


def batch(request: Request, status: int, results: list[Any], errors: Sequence[dict[str, Any]] = ()) -> Answer:
    """The batch envelope; with errors 207, in the version 2026-09 the usual status [S]."""
    now = request.account.now()
    data: dict[str, Any] = {"status": "COMPLETE", "results": results, "startedAt": now, "completedAt": now}
    if not errors:
        return Answer(status, data)
    data |= {"numErrors": len(errors), "errors": list(errors)}
    return Answer(status if request.version == "2026-09" else 207, data)
