"""Pairs to be linked, one a line of a file: what each line means here, and why it cannot be (B23).

The file names records by their ids, as our own list of candidates does. Nothing is guessed: a line whose record is not
known, is linked already, is chosen for another record, stands twice in the file or is another document (A5) is refused,
each for itself.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from syncapp.core.values import ObjectType, Side
from syncapp.engine.linking.promises import Promise, choosers, chosen_already, promises
from syncapp.queries.candidates import HEAVY, candidates
from syncapp.storage.models import SyncRecord, Workspace
from syncapp.storage.same_document import unlike

MOST = 500  # lines of a file
OFFERED = 500  # records whose candidates are listed, the newest
COLUMNS = ("Object", "HubSpot ID", "QuickBooks ID")
_KINDS: Mapping[str, ObjectType] = {
    **{name: one for one in ObjectType for name in (one.value, one.plural)},
    **dict.fromkeys(("customer", "customers"), ObjectType.CONTACT),
    **dict.fromkeys(("item", "items"), ObjectType.PRODUCT),
}


Key = tuple[Side, ObjectType | None, str]


class FileRefused(Exception):
    """Nothing of it can be read; the text says why."""


@dataclass(frozen=True)
class Line:
    """One line as it was written; `number` as a spreadsheet counts."""

    number: int
    kind: str
    hubspot_id: str
    quickbooks_id: str

    @property
    def object_type(self) -> ObjectType | None:
        return _KINDS.get(self.kind.strip().casefold())


@dataclass(frozen=True)
class Judged:
    """`why_not` is empty where the two can be linked."""

    line: Line
    hubspot: SyncRecord | None = None
    quickbooks: SyncRecord | None = None
    why_not: str = ""


def lines_of(text: str) -> list[Line]:
    """By the names of the columns, whatever others there are; commas, semicolons or tabs between them."""
    if "\0" in text:
        raise FileRefused("This is no CSV file that can be read: it has a zero byte.")
    head = text.lstrip("\ufeff").partition("\n")[0]
    delimiter = max((",", ";", "\t"), key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise FileRefused(f"This is no CSV file that can be read: {error}.") from None
    names = [name.strip().casefold() for name in rows[0]] if rows else []
    missing = [name for name in COLUMNS if name.casefold() not in names]
    if missing:
        raise FileRefused(f"The first line must name the columns. Missing: {', '.join(missing)}.")
    at = [names.index(name.casefold()) for name in COLUMNS]
    found = [Line(number, *(_cell(row, one) for one in at)) for number, row in enumerate(rows[1:], 2) if any(row)]
    if not found:
        raise FileRefused("The file has no line below the names of its columns.")
    if len(found) > MOST:
        raise FileRefused(f"The file has {len(found):,} lines. At most {MOST} are linked at once: divide it.")
    return found


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip().lstrip("'") if at < len(row) else ""


def judged(workspace: Workspace, lines: Sequence[Line]) -> list[Judged]:
    """Each line in its order."""
    known = {side: _known(workspace, lines, side) for side in Side}
    times = Counter(key for line in lines for key in _keys(line))
    promised = _promised(workspace, [row for rows in known.values() for row in rows.values() if not row.linked])
    return [_judged(line, known, times, promised) for line in lines]


def _promised(workspace: Workspace, rows: Sequence[SyncRecord]) -> dict[int, Promise]:
    """With whom somebody has chosen to link these."""
    partners = [row.pk for row in rows if row.quickbooks_id]
    elsewhere = choosers(workspace.pk, partners).defer(*HEAVY) if partners else ()
    return promises([*rows, *elsewhere])


def _keys(line: Line) -> Iterator[Key]:
    yield Side.HUBSPOT, line.object_type, line.hubspot_id
    yield Side.QUICKBOOKS, line.object_type, line.quickbooks_id


def _known(workspace: Workspace, lines: Iterable[Line], side: Side) -> dict[tuple[str, str], SyncRecord]:
    ids = {line.hubspot_id if side is Side.HUBSPOT else line.quickbooks_id for line in lines} - {""}
    rows = SyncRecord.objects.filter(workspace=workspace).of(side, ids).select_related("workspace").defer(*HEAVY)
    return {(row.object_type, str(row.id_on(side))): row for row in rows} if ids else {}


def _judged(
    line: Line,
    known: Mapping[Side, Mapping[tuple[str, str], SyncRecord]],
    times: Counter[Key],
    promised: Mapping[int, Promise],
) -> Judged:
    kind = line.object_type
    if kind is None:
        return Judged(line, why_not="The object is none of contact, product, invoice and payment")
    if not line.hubspot_id or not line.quickbooks_id:
        return Judged(line, why_not="One of the two IDs is missing")
    hubspot = known[Side.HUBSPOT].get((kind.value, line.hubspot_id))
    quickbooks = known[Side.QUICKBOOKS].get((kind.value, line.quickbooks_id))
    why = _unknown(kind, line, hubspot, quickbooks) or _not_free(hubspot, quickbooks)
    twice = [side.label for side, object_type, one in _keys(line) if times[side, object_type, one] > 1]
    if not why and twice:
        why = f"The ID of {' and that of '.join(twice)} stands in more than one line"
    if not why and hubspot and quickbooks:
        why = unlike(hubspot, quickbooks)
        why = f"Not the same {kind.value}: {why}" if why else _chosen_for_another(hubspot, quickbooks, promised)
    return Judged(line, hubspot, quickbooks, why)


def _unknown(kind: ObjectType, line: Line, hubspot: SyncRecord | None, quickbooks: SyncRecord | None) -> str:
    missing = [
        f"{side.label} ID {one}"
        for side, one, row in (
            (Side.HUBSPOT, line.hubspot_id, hubspot),
            (Side.QUICKBOOKS, line.quickbooks_id, quickbooks),
        )
        if row is None
    ]
    return f"No {kind.value} with the {' and none with the '.join(missing)} is known here" if missing else ""


def _not_free(hubspot: SyncRecord | None, quickbooks: SyncRecord | None) -> str:
    if hubspot is not None and quickbooks is not None and hubspot.pk == quickbooks.pk:
        return "They are linked with each other already"
    for row in (hubspot, quickbooks):
        if row is not None and row.linked:
            return f"{row.label or row.number} is linked with another record already"
        if row is not None and row.status == SyncRecord.Status.IGNORED:
            return f"{row.label or row.number} is ignored. Take it back first"
    return ""


def _chosen_for_another(hubspot: SyncRecord, quickbooks: SyncRecord, promised: Mapping[int, Promise]) -> str:
    promise = promised.get(quickbooks.pk)
    return chosen_already(quickbooks, promise) if promise is not None and promise.key != hubspot.pk else ""


def offered(workspace: Workspace, today: date) -> Iterator[list[str]]:
    """Each unlinked contact and product of HubSpot with those that it could be, the likeliest first."""
    rows = SyncRecord.objects.filter(
        workspace=workspace, object_type__in=(ObjectType.CONTACT, ObjectType.PRODUCT), quickbooks_id=None
    )
    records = list(rows.exclude(status=SyncRecord.Status.IGNORED).defer(*HEAVY).order_by("-pk")[:OFFERED])
    found = candidates(workspace, records, today)
    for record in records:
        free = [one for one in found[record.pk] if not one.taken and not one.record.inactive]
        for rank, one in enumerate(free, 1):
            yield [
                record.object_type.capitalize(), str(record.hubspot_id), str(one.record.quickbooks_id), record.label,
                one.record.label, str(rank), one.said,
            ]  # fmt: skip
