"""HubSpot's generic object calls, each in full batches, each answer checked for being one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from syncapp.connectors.errors import VendorUnavailable
from syncapp.connectors.http import Http
from syncapp.connectors.hubspot.kinds import Kind
from syncapp.connectors.hubspot.shape import (
    Raw,
    garbage,
    identifier,
    mapping,
    mappings,
    next_page,
    record,
    rows,
    text,
)
from syncapp.connectors.hubspot.values import AbsurdError, instant
from syncapp.connectors.pages import chunks, pages
from syncapp.connectors.protocol import Problem

PAGE = 100
BATCH = 100
HISTORY_BATCH = 50
LINKS_BATCH = 1_000
SEARCH_PAGE = 200
ARCHIVED_PAGES = 3
NONE_THERE = ("OBJECT_NOT_FOUND", "NO_ASSOCIATIONS_FOUND")


@dataclass(frozen=True)
class Link:
    """One associated object and the labels of the association."""

    id: str
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """An object as read; `links` by the other type's name, where the answer told all of them."""

    raw: Raw
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Objects:
    def __init__(self, http: Http) -> None:
        self.http = http

    def pages(self, kind: Kind, properties: Sequence[str], linked: Sequence[Kind] = ()) -> Iterator[list[Found]]:
        """All living objects, with what they are associated to."""

        def fetch(after: str) -> tuple[list[Found], str | None]:
            params = {"limit": str(PAGE), "properties": ",".join(properties), "archived": "false"}
            if linked:
                params["associations"] = ",".join(one.name for one in linked)
            if after:
                params["after"] = after
            answer = self.http.read("GET", kind.path, params=params)
            page = [Found(raw, _inline(raw, linked)) for raw in results(answer) if not raw.get("archived")]
            return page, next_page(answer)

        return pages(fetch, "")

    def archived(self, kind: Kind) -> list[str]:
        """Ids of deleted objects, from the first pages: HubSpot lists them for 90 days."""

        def fetch(after: str) -> tuple[list[str], str | None]:
            params = {"limit": str(PAGE), "archived": "true", **({"after": after} if after else {})}
            answer = self.http.read("GET", kind.path, params=params)
            return [str(raw["id"]) for raw in results(answer) if raw.get("archived")], next_page(answer)

        return [one for page in islice(pages(fetch, ""), ARCHIVED_PAGES) for one in page]

    def batch_read(
        self, kind: Kind, ids: Iterable[str], properties: Sequence[str], id_property: str | None = None
    ) -> list[Raw]:
        """Those of the ids that exist; whatever else than "not there" befalls one fails the call."""
        found: list[Raw] = []
        for some in chunks([*dict.fromkeys(ids)], BATCH):
            found += self._batch(kind, some, properties, **({"idProperty": id_property} if id_property else {}))
        return found

    def histories(self, kind: Kind, ids: Iterable[str], name: str) -> dict[str, list[tuple[str | None, datetime]]]:
        """What one property held and since when, the newest first, of those of the ids that exist."""
        found: dict[str, list[tuple[str | None, datetime]]] = {}
        for some in chunks([*dict.fromkeys(ids)], HISTORY_BATCH):
            for raw in self._batch(kind, some, [], propertiesWithHistory=[name]):
                told = mappings(mapping(raw.get("propertiesWithHistory")).get(name))
                found[raw["id"]] = [(text(one.get("value")), _moment(one.get("timestamp"))) for one in told]
        return found

    def _batch(self, kind: Kind, ids: Sequence[str], properties: Sequence[str], **more: Any) -> list[Raw]:
        body = {
            "inputs": [{"id": one} for one in ids], "properties": [*properties], "propertiesWithHistory": [], **more,
        }  # fmt: skip
        answer = self.http.read("POST", f"{kind.path}/batch/read", params={"archived": "false"}, json=body)
        refuse_errors(answer)
        return [raw for raw in results(answer) if not raw.get("archived")]

    def search(
        self, kind: Kind, filters: Sequence[Raw], properties: Sequence[str], *, sort: str, after: str = ""
    ) -> tuple[list[Raw], int, str | None]:
        """One page of hits, how many there are in all, and the cursor of the next page."""
        answer = self.http.read(
            "POST", f"{kind.path}/search", json=search_body(filters, properties, sort, after), kind="search"
        )
        hits = results(answer)
        total = answer.get("total")
        if isinstance(total, bool) or not isinstance(total, int):
            raise garbage("a search without a total")
        return [raw for raw in hits if not raw.get("archived")], total, next_page(answer)

    def links(self, kind: Kind, to: Kind, ids: Iterable[str]) -> dict[str, list[Link]]:
        """What each id is associated to; an id without any is missing."""
        found: dict[str, list[Link]] = {}
        inputs = [{"id": one} for one in dict.fromkeys(ids)]
        asked: set[tuple[str, str]] = set()
        while inputs:
            following: list[Raw] = []
            for some in chunks(inputs, LINKS_BATCH):
                answer = self.http.read("POST", kind.links_path(to), json={"inputs": some})
                refuse_errors(answer)
                for entry in rows(answer, "associations"):
                    source = identifier(mapping(entry.get("from")).get("id"))
                    found.setdefault(source, []).extend(_links(entry))
                    after = next_page(entry)
                    if after is not None:
                        if (source, after) in asked:
                            raise garbage(f"the associations of {source} go round in a circle")
                        asked.add((source, after))
                        following.append({"id": source, "after": after})
            inputs = following
        return {source: [*{link.id: link for link in links}.values()] for source, links in found.items()}


def search_body(filters: Sequence[Raw], properties: Sequence[str], sort: str, after: str = "") -> Raw:
    body: Raw = {
        "filterGroups": [{"filters": [*filters]}],
        "sorts": [{"propertyName": sort, "direction": "ASCENDING"}],
        "properties": [*properties],
        "limit": SEARCH_PAGE,
    }
    return {**body, "after": after} if after else body


def results(answer: Any) -> list[Raw]:
    """The objects of an answer; `GarbageAnswer` where it holds none."""
    return [record(raw) for raw in rows(answer, "results")]


def refuse_errors(answer: Any) -> None:
    """In a batch of questions "not there" is an answer; any other error leaves a question open."""
    errors = mapping(answer).get("errors") or []
    if not isinstance(errors, list) or len(mappings(errors)) < len(errors):
        raise garbage("errors that are none")
    for error in errors:
        names = (error.get("category"), str(error.get("subCategory") or "").rpartition(".")[2])
        if not any(name in NONE_THERE for name in names):
            raise VendorUnavailable(Problem("vendor_unavailable", str(error.get("message") or error)))


def _moment(told: Any) -> datetime:
    try:
        return instant(str(told))
    except AbsurdError:
        raise garbage("a past value without its time") from None


def _links(entry: Mapping[str, Any]) -> list[Link]:
    to = entry.get("to") or []
    if not isinstance(to, list) or len(mappings(to)) < len(to):
        raise garbage("an association without its target")
    return [
        Link(
            identifier(one.get("toObjectId")),
            tuple(str(kind["label"]) for kind in mappings(one.get("associationTypes")) if kind.get("label")),
        )
        for one in to
    ]


def _inline(raw: Raw, linked: Sequence[Kind]) -> dict[str, tuple[str, ...]]:
    """The associations inside a listed object. Where none are, the key is missing; a further page is left to `links`."""
    told = {str(name).replace(" ", "_"): mapping(page) for name, page in mapping(raw.get("associations")).items()}
    found: dict[str, tuple[str, ...]] = {}
    for kind in linked:
        page = told.get(kind.name)
        if page is None:
            found[kind.name] = ()
        elif next_page(page) is None:
            found[kind.name] = tuple(dict.fromkeys(identifier(one.get("id")) for one in rows(page, "associations")))
    return found
