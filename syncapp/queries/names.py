"""What a contact whose display name is taken could be called instead, by pattern, for it and for all like it (B21)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from syncapp.core.naming import PATTERNS, patterned
from syncapp.core.values import name_key
from syncapp.storage.convert import decode_base
from syncapp.storage.models import SyncRecord

MOST = 50  # so many are renamed at once, each shown by name before


@dataclass(frozen=True)
class Proposal:
    """One pattern: the name for this record, and those for the others that fail with the same cause."""

    pattern: str
    words: str
    name: str
    others: Sequence[tuple[SyncRecord, str]]


def alike(record: SyncRecord) -> list[SyncRecord]:
    """The other records that fail with the same cause."""
    rows = SyncRecord.objects.filter(
        workspace=record.workspace_id, object_type=record.object_type, status="failing", reason=record.reason
    )
    return list(rows.exclude(pk=record.pk).select_related("workspace").order_by("label", "pk")[: MOST - 1])


def proposals(record: SyncRecord, others: Sequence[SyncRecord]) -> list[Proposal]:
    """Those patterns that make a name for this record, each once and none that is taken."""
    found: dict[str | None, Proposal] = {}
    for pattern, (words, _) in PATTERNS.items():
        if name := named(record, pattern):
            made = [(other, new) for other in others if (new := named(other, pattern))]
            found.setdefault(name_key(name), Proposal(pattern, words, name, made))
    return list(found.values())


def named(record: SyncRecord, pattern: str) -> str:
    """Empty where a part is not known, and where it comes to the name that is taken."""
    values = decode_base(record.hubspot_seen or record.hubspot_base).values
    taken = str(record.params.get("name", ""))
    person = " ".join(str(values[name]) for name in ("firstname", "lastname") if values.get(name))
    company = str(values.get("company") or "") or (taken if name_key(taken) != name_key(person) else "")
    name = patterned(pattern, person=person, company=company, email=str(values.get("email") or ""))
    return "" if name_key(name) == name_key(taken) else name
