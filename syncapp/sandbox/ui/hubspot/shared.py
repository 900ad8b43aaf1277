"""Finding and naming HubSpot's records for the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import partial
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from syncapp.sandbox.ui import listing
from syncapp.sandbox.ui.forms import Options
from syncapp.sandbox.ui.html import Html, link, short
from syncapp.sandbox.ui.listing import Listed
from syncapp.sandbox.ui.visit import Visit

Record = dict[str, Any]
OBJECTS = "/crm/v3/objects"
CHOICES = 500  # at most so many in a select; more are found through the record's own page
TITLES = {"commerce_payments": "Payments"}
TO_CONTACT, TO_COMPANY, TO_LINE, LINE_TO = 177, 179, 409, 410


def values(record: Record) -> dict[str, str]:
    found: dict[str, str] = record["properties"]
    return found


def find(visit: Visit, kind: str, record_id: str) -> Record:
    """A record, archived or not; KeyError where there is none."""
    found: Record | None = visit.vendor.record(kind, record_id)
    if found is None:
        raise KeyError(record_id)
    return found


def newest(visit: Visit, kind: str, skip: int = 0) -> Iterator[Record]:
    """The living ones, the last made first, so many left out."""
    found: Iterator[Record] = visit.vendor.account.newest(kind, skip)
    return found


def linked(visit: Visit, record: Record, kind: str) -> list[Record]:
    found: list[Record] = visit.vendor.account.linked(record, kind)
    return found


def label(record: Record) -> str:
    """How a person calls the record."""
    held = values(record)
    if record["kind"] == "contacts":
        name = " ".join(held[part] for part in ("firstname", "lastname") if held.get(part))
        return name or held.get("email") or f"Contact {record['id']}"
    if record["kind"] == "invoices":
        return held.get("hs_number") or f"Draft {record['id']}"
    if record["kind"] == "commerce_payments":
        return f"Payment {held.get('hs_reference_number') or record['id']}"
    named = held.get("name") or held.get("hs_name") or held.get("hs_label")
    return named or f"{title_of(record['kind'])}: {record['id']}"


def title_of(kind: str) -> str:
    """A type as its pages call it."""
    return TITLES.get(kind) or kind.replace("_", " ").capitalize()


def to(visit: Visit, record: Record) -> Html:
    return link(short(label(record)), visit.at(record["kind"], record["id"]))


def options(records: Iterable[Record], name: Callable[[Record], str] = label) -> Options:
    """Choices of a select, by name; the first is none. Of too many the first that come are chosen from."""
    found = sorted(
        ((record["id"], name(record)) for record in islice(records, CHOICES)),
        key=lambda one: one[1].casefold(),
    )
    return (("", "–"), *found)


def money(text: str | None, currency: str | None = None) -> str:
    try:
        shown = f"{Decimal(text or '0'):,.2f}"
    except InvalidOperation:
        return str(text)
    return f"{shown} {currency}" if currency else shown


def zone(visit: Visit) -> ZoneInfo:
    """The account's own: HubSpot shows its people moments in it [D]."""
    return ZoneInfo(visit.vendor.account.settings["timezone"])


def today(visit: Visit, days: int = 0) -> str:
    """The date in the account's zone, so many days from now."""
    return (visit.port.clock.now().astimezone(zone(visit)) + timedelta(days=days)).date().isoformat()


def day(visit: Visit, text: str | None) -> str:
    """Exactly midnight UTC is that date, any other moment is read in the account's zone."""
    if not text or text.endswith("T00:00:00.000Z") or "T" not in text:
        return (text or "")[:10]
    return datetime.fromisoformat(text).astimezone(zone(visit)).date().isoformat()


def page_of(visit: Visit, kind: str, wanted: Callable[[Record], Any] | None = None) -> Listed:
    """The records of this page, after the search of the address."""
    index = visit.vendor.account.index
    known, gone = index.living(kind), index.gone(kind)

    def exact(sought: str) -> list[Record]:
        names = ("email", "hs_number", "hs_sku", "domain")
        found = [visit.vendor.account.find_by(kind, name, sought) for name in names]
        return [one for one in (*found, visit.vendor.account.find(kind, sought)) if one][:1]

    def deleted(skip: int) -> Iterator[Record]:
        return (find(visit, kind, str(number)) for number in gone[skip:])

    if listing.of_deleted(visit):
        return listing.page_of(visit, deleted, len(gone), _text, deleted=len(gone))
    living = partial(newest, visit, kind)
    return listing.page_of(visit, living, known, _text, wanted=wanted, exact=exact, deleted=len(gone))


def _text(record: Record) -> str:
    return f"{record['id']} {label(record)} {' '.join(values(record).values())}"


def end(record_id: str, type_id: int) -> dict[str, Any]:
    """An association of a creation."""
    types = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_id}]
    return {"to": {"id": record_id}, "types": types}


def changed(typed: dict[str, str], shown: dict[str, str]) -> dict[str, str]:
    """What a person has changed in a form, and nothing else."""
    return {name: value for name, value in typed.items() if value != shown.get(name, "")}
