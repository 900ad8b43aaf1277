"""The invoices or payments of some days, by their own date (A19).

A search finds their ids, for no list can be asked by date; what it tells besides is not believed, because its index may
show a record as it was. They are read by id, and those whose day is another one after all are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from syncapp.connectors.hubspot.kinds import INVOICES, OF_TYPE, PAYMENTS, TAXES, Kind
from syncapp.connectors.hubspot.objects import SEARCH_PAGE, Found, Objects
from syncapp.connectors.hubspot.reading import Reader
from syncapp.connectors.hubspot.shape import Raw, garbage
from syncapp.connectors.hubspot.values import milliseconds
from syncapp.core.records import Invoice, Payment, Record
from syncapp.core.values import ObjectType, midnight_utc

DATES = {INVOICES: "hs_invoice_date", PAYMENTS: "hs_initiated_date"}


def dated(reader: Reader, object_type: ObjectType, first: date, last: date) -> list[Record]:
    """In the order of their ids. Of an invoice without a tax the lines are not read."""
    kind = OF_TYPE[object_type]
    ids = _ids(reader.objects, kind, first, last, reader.translator.zone)
    properties = reader.translator.properties(kind)
    found = [Found(raw) for raw in reader.objects.batch_read(kind, ids, properties)] if ids else []
    of_these_days = [one for one in found if first <= (_day(reader, object_type, one) or date.min) <= last]
    if kind is PAYMENTS:
        return reader.payments(of_these_days)
    return _invoices(reader, of_these_days)


def _ids(objects: Objects, kind: Kind, first: date, last: date, zone: tzinfo) -> list[str]:
    """Each page begins after the last id seen: a search goes no deeper than 10,000."""
    name = DATES[kind]
    since, until = _window(first, last, zone)
    window: list[Raw] = [
        {"propertyName": name, "operator": "GTE", "value": str(milliseconds(since))},
        {"propertyName": name, "operator": "LT", "value": str(milliseconds(until))},
    ]
    found: list[str] = []
    after = 0
    while True:
        further = [{"propertyName": "hs_object_id", "operator": "GT", "value": str(after)}] if after else []
        hits, total, _ = objects.search(kind, [*window, *further], [name], sort="hs_object_id")
        found += [raw["id"] for raw in hits]
        if len(hits) < SEARCH_PAGE or total <= len(hits):
            return found
        reached = max(int(raw["id"]) for raw in hits if raw["id"].isdigit())
        if reached <= after:
            raise garbage(f"a search of {kind.name} that does not advance")
        after = reached


def _window(first: date, last: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """Every instant that may mean one of these days: midnight UTC, or some time of the day in the company's zone."""
    begins = datetime.combine(first, time(0), zone).astimezone(UTC)
    ends = datetime.combine(last + timedelta(days=1), time(0), zone).astimezone(UTC)
    return min(begins, midnight_utc(first)), max(ends, midnight_utc(last) + timedelta(milliseconds=1))


def _day(reader: Reader, object_type: ObjectType, one: Found) -> date | None:
    record = reader.translator.record(object_type, one.raw)
    return record.date if isinstance(record, Invoice | Payment) else None


def _invoices(reader: Reader, found: Sequence[Found]) -> list[Record]:
    """Whole where a tax stands beside the lines, so that it is known; else the header, which has all other money."""
    taxes = reader.objects.links(INVOICES, TAXES, [one.raw["id"] for one in found]) if found else {}
    taxed = [
        replace(one, links={TAXES.name: tuple(link.id for link in taxes[one.raw["id"]])})
        for one in found
        if taxes.get(one.raw["id"])
    ]
    whole = {record.id: record for record in reader.invoices(taxed)} if taxed else {}
    return [whole.get(one.raw["id"]) or reader.translator.invoice(one.raw) for one in found]
