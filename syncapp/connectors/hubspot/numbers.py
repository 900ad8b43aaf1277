"""Who holds an invoice number in HubSpot (A18)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from syncapp.connectors.hubspot.kinds import INVOICES
from syncapp.connectors.hubspot.objects import search_body
from syncapp.connectors.hubspot.reading import Reader
from syncapp.connectors.hubspot.shape import Raw
from syncapp.connectors.pages import pages
from syncapp.connectors.protocol import Holder
from syncapp.core.records import Invoice
from syncapp.core.values import number_key, plain, spellings

MOST_VALUES = 100
LONGEST_BODY = 2_900  # characters; HubSpot takes 3,000
SORT = "hs_object_id"


def holders(reader: Reader, numbers: Sequence[str]) -> dict[str, list[Holder]]:
    """By the number as asked, compared by `values.number_key`. Only numbers that have a holder."""
    asked: dict[str | None, list[str]] = {}
    for number in numbers:
        asked.setdefault(number_key(number), []).append(number)
    values = dict.fromkeys(one for number in numbers if number.strip() for one in spellings(_in_lower_case(number)))
    found: dict[str, list[Holder]] = {}
    properties = reader.translator.properties(INVOICES)
    for some in _batches([*values], properties):
        for raw in _hits(reader, some, properties):
            invoice = reader.translator.invoice(raw)
            for number in dict.fromkeys(asked.get(number_key(invoice.number), ())):
                found.setdefault(number, []).append(_holder(invoice))
    return found


def _in_lower_case(number: str) -> str:
    """Values of IN have to come in lower case."""
    return number.strip().lower()


def _filters(keys: Sequence[str]) -> list[Raw]:
    return [{"propertyName": "hs_number", "operator": "IN", "values": [*keys]}]


def _batches(keys: Sequence[str], properties: Sequence[str]) -> Iterator[list[str]]:
    """As many as a filter takes values and a body characters."""
    empty = len(json.dumps(search_body(_filters(()), properties, SORT, "10000"), ensure_ascii=False))
    batch: list[str] = []
    length = empty
    for key in keys:
        more = len(json.dumps(key, ensure_ascii=False)) + 2
        if batch and (len(batch) == MOST_VALUES or length + more > LONGEST_BODY):
            yield batch
            batch, length = [], empty
        batch.append(key)
        length += more
    if batch:
        yield batch


def _hits(reader: Reader, keys: Sequence[str], properties: Sequence[str]) -> Iterator[Raw]:
    def fetch(after: str) -> tuple[list[Raw], str | None]:
        hits, _, following = reader.objects.search(INVOICES, _filters(keys), properties, sort=SORT, after=after)
        return hits, following

    for page in pages(fetch, ""):
        yield from page


def _holder(invoice: Invoice) -> Holder:
    return Holder(
        id=invoice.id,
        kind="Invoice",
        label=invoice.number or "",
        date=invoice.date.isoformat() if invoice.date else "",
        amount=plain(invoice.total),
        currency=invoice.currency,
        record=invoice,
    )
