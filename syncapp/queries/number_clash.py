"""Two documents of one number, side by side, from what is stored of both (A5, A18, B22)."""

from __future__ import annotations

from dataclasses import dataclass, field

from syncapp.core.errors import in_words
from syncapp.core.values import ObjectType, Side
from syncapp.queries.both_sides import Row
from syncapp.queries.candidates import of_side, side_of
from syncapp.queries.pairing import documents
from syncapp.storage.models import SyncRecord
from syncapp.storage.same_document import unlike


@dataclass(frozen=True)
class Clash:
    number: str
    holder: str  # in words, where it is no invoice that is known here
    other: SyncRecord | None = None
    hubspot: SyncRecord | None = None
    quickbooks: SyncRecord | None = None
    rows: list[Row] = field(default_factory=list)
    why: str = ""  # what keeps the two from being the same invoice

    @property
    def side_there(self) -> Side:
        """Where the other one stands."""
        return Side.HUBSPOT if self.other is self.hubspot else Side.QUICKBOOKS

    @property
    def can_link(self) -> bool:
        """A5: as far as it is stored here, they are the same; the run looks at the customer too."""
        return self.other is not None and not self.other.linked and not self.why


def clash(record: SyncRecord) -> Clash:
    holder = in_words(record.params.get("holder", "another document"))
    other = _other(record)
    if other is None:
        return Clash(record.number, holder)
    hubspot, quickbooks = (record, other) if side_of(record) is Side.HUBSPOT else (other, record)
    there, here = side_of(record).other.label, side_of(record).label
    taken = f"the one in {there} is linked with another invoice of {here}"
    why = taken if other.linked else unlike(hubspot, quickbooks)
    return Clash(record.number, holder, other, hubspot, quickbooks, documents(hubspot, quickbooks), why)


def _other(record: SyncRecord) -> SyncRecord | None:
    """The invoice that holds the number on the other side, if it is one and is known here."""
    side, holder = side_of(record).other, record.params.get("holder_id")
    rows = SyncRecord.objects.filter(workspace=record.workspace_id, object_type=ObjectType.INVOICE).exclude(
        pk=record.pk
    )
    if not holder or record.params.get("holder_kind", "Invoice").lower() != "invoice":
        return None
    return of_side(rows, side).filter(**{f"{side.value}_id": holder}).select_related("customer").first()
