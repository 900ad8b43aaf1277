"""Records with what belongs to them, out of as few calls as there are full batches.

What a list page told is kept until it is read once; a write to an object drops it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from syncapp.connectors.hubspot.kinds import (
    ADJUSTMENTS,
    COMPANIES,
    CONTACTS,
    INLINE,
    INVOICES,
    KEY,
    LINES,
    OF_TYPE,
    PAYMENTS,
    Kind,
)
from syncapp.connectors.hubspot.lines import in_order
from syncapp.connectors.hubspot.objects import Found, Link, Objects
from syncapp.connectors.hubspot.shape import Raw
from syncapp.connectors.hubspot.translate import Parts, Translator, version_of
from syncapp.connectors.protocol import NO_ADJUSTMENTS, Adjustments
from syncapp.core.records import LineKind, Record
from syncapp.core.values import ObjectType, Value, clean_text

_BILLING = "billing"  # in the label of the association with the billing contact (A2)


class Reader:
    def __init__(self, objects: Objects, translator: Translator) -> None:
        self.objects = objects
        self.translator = translator
        self._kept: dict[tuple[str, str], Found] = {}
        self._companies: dict[str, str | None] = {}

    # what is at hand

    def forget(self, kind: Kind, ids: Iterable[str] | None = None) -> None:
        """After a write, or before all is asked anew (`ids` None)."""
        gone = [(kind.name, one) for one in ids] if ids is not None else [at for at in self._kept if at[0] == kind.name]
        for at in gone:
            self._kept.pop(at, None)

    # reading

    def everything(self, object_type: ObjectType) -> Iterator[list[tuple[str, str]]]:
        kind = OF_TYPE[object_type]
        self.forget(kind)
        for page in self.objects.pages(kind, self.translator.properties(kind), INLINE[kind]):
            for found in page:
                self._kept[kind.name, found.raw["id"]] = found
            yield [(found.raw["id"], version_of(kind, found.raw)) for found in page]

    def read(
        self, object_type: ObjectType, ids: Sequence[str], whole: bool, adjustments: Adjustments = NO_ADJUSTMENTS
    ) -> list[Record]:
        found = self._found(OF_TYPE[object_type], ids)
        if object_type is ObjectType.CONTACT:
            return self._contacts(found, whole)
        if object_type is ObjectType.INVOICE:
            return self.invoices(found, whole, adjustments)
        if object_type is ObjectType.PAYMENT:
            return self.payments(found)
        return [self.translator.record(object_type, one.raw) for one in found]

    def by_key(self, object_type: ObjectType, keys: Sequence[str]) -> dict[str, Record]:
        """By our unique property: at once, while a search may run behind by a minute (F20). Headers, in one call."""
        kind = OF_TYPE[object_type]
        copies = self.objects.batch_read(kind, keys, self.translator.properties(kind), id_property=KEY)
        records = [self.translator.record(object_type, raw) for raw in copies]
        return {record.key: record for record in records if record.key}

    def past(self, object_type: ObjectType, name: str, moment: datetime, ids: Sequence[str]) -> dict[str, Value]:
        """By HubSpot's history, which keeps the last values of each property, the newest first (F45: an unreadable one
        is not known)."""
        kind = OF_TYPE[object_type]
        found: dict[str, Value] = {}
        for record_id, told in self.objects.histories(kind, ids, name).items():
            texts = [text for text, at in told if at <= moment]
            if texts:
                values, absurd = self.translator.values(kind, {"properties": {name: texts[0]}})
                found |= {} if absurd else {record_id: values[name]}
        return found

    def _found(self, kind: Kind, ids: Iterable[str]) -> list[Found]:
        """In the order asked; a merged contact stands under its survivor's id, once."""
        wanted = [*dict.fromkeys(ids)]
        at_hand = {one: self._kept.pop((kind.name, one)) for one in wanted if (kind.name, one) in self._kept}
        missing = [one for one in wanted if one not in at_hand]
        read = self.objects.batch_read(kind, missing, self.translator.properties(kind)) if missing else []
        at_hand.update({raw["id"]: Found(raw) for raw in read})
        rank = {one: place for place, one in enumerate(wanted)}
        return [at_hand[one] for one in sorted(at_hand, key=lambda one: rank.get(one, len(rank)))]

    def _contacts(self, found: Sequence[Found], whole: bool) -> list[Record]:
        companies = [one.raw["properties"].get("associatedcompanyid") for one in found]
        if whole:
            self._name_companies([one for one in companies if one])
        return [
            self.translator.contact(one.raw, self._companies.get(company or ""))
            for one, company in zip(found, companies, strict=True)
        ]

    def _name_companies(self, ids: Iterable[str]) -> None:
        """Asked once in a pass."""
        missing = [one for one in dict.fromkeys(ids) if one not in self._companies]
        self._companies.update(dict.fromkeys(missing))
        if missing:
            for raw in self.objects.batch_read(COMPANIES, missing, self.translator.properties(COMPANIES)):
                self._companies[raw["id"]] = clean_text(raw["properties"].get("name"))

    def payments(self, found: Sequence[Found]) -> list[Record]:
        links = self._links(PAYMENTS, INVOICES, found, [one for one in found if INVOICES.name not in one.links])
        return [self.translator.payment(one.raw, _ids(links.get(one.raw["id"], ()))) for one in found]

    def invoices(self, found: Sequence[Found], whole: bool = True, known: Adjustments = NO_ADJUSTMENTS) -> list[Record]:
        lines = self._parts(LINES, found, [one for one in found if LINES.name not in one.links])
        told = {one.raw["id"] for one in found if not whole and self._adds_up(one, lines[one.raw["id"]], known)}
        asked = [one for one in found if one.raw["id"] not in told]
        adjustments = {
            kind: self._parts(kind, found, [one for one in asked if kind.name not in one.links]) for kind in ADJUSTMENTS
        }
        contacts = self._contact_links(found, whole)
        records: list[Record] = []
        for one in found:
            record_id = one.raw["id"]
            links = contacts.get(record_id)
            parts = Parts(
                lines=in_order(lines[record_id]),
                adjustments={kind: adjustments[kind][record_id] for kind in ADJUSTMENTS},
                contacts=None if links is None else _ids(links),
                billing_contacts=[
                    link.id for link in links or () if any(_BILLING in text.lower() for text in link.labels)
                ],
            )
            record = self.translator.invoice(one.raw, parts)
            held = tuple(known.get(record_id, ())) if record_id in told else ()
            taxes = sum((line.amount for line in held if line.kind is LineKind.TAX), record.tax)
            records.append(replace(record, adjustments=held, tax=taxes) if held else record)
        return records

    def _adds_up(self, invoice: Found, lines: Sequence[Raw], known: Adjustments) -> bool:
        """Whether the lines and the adjustments that are known already make up the total.

        A total of nothing tells nothing, because no discount takes it lower.
        """
        held = known.get(invoice.raw["id"], ())
        beside = (-line.amount if line.kind is LineKind.DISCOUNT else line.amount for line in held)
        total = sum(beside, self.translator.line_amounts(lines))
        return total == self.translator.invoice(invoice.raw).total != 0

    def _contact_links(self, found: Sequence[Found], whole: bool) -> dict[str, list[Link]]:
        """The contacts of those of which they are known or asked. Labels matter where there are several."""
        told = {one.raw["id"]: one.links[CONTACTS.name] for one in found if CONTACTS.name in one.links}
        asked = [
            one for one in found
            if (whole and one.raw["id"] not in told) or len(told.get(one.raw["id"], ())) > 1
        ]  # fmt: skip
        links: dict[str, list[Link]] = {one: [Link(contact) for contact in ids] for one, ids in told.items()}
        links.update({one.raw["id"]: [] for one in asked})
        if asked:
            links.update(self.objects.links(INVOICES, CONTACTS, [one.raw["id"] for one in asked]))
        return links

    def _links(self, kind: Kind, to: Kind, found: Sequence[Found], ask: Sequence[Found]) -> dict[str, list[Link]]:
        """As told, else as asked."""
        links = {one.raw["id"]: [Link(other) for other in one.links.get(to.name, ())] for one in found}
        if ask:
            links.update(self.objects.links(kind, to, [one.raw["id"] for one in ask]))
        return links

    def _parts(self, kind: Kind, found: Sequence[Found], ask: Sequence[Found]) -> dict[str, list[Any]]:
        """The lines, discounts, fees or taxes of each invoice, read over all of them in full batches."""
        links = self._links(INVOICES, kind, found, ask)
        wanted = [link.id for one in found for link in links[one.raw["id"]]]
        parts = {part.raw["id"]: part.raw for part in self._found(kind, wanted)} if wanted else {}
        return {one.raw["id"]: [parts[link.id] for link in links[one.raw["id"]] if link.id in parts] for one in found}


def _ids(links: Iterable[Link]) -> list[str]:
    return [link.id for link in links]
