"""Who writes, and how much the vendor looks the other way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from syncapp.sandbox.quickbooks.books import Books, Doc
from syncapp.sandbox.quickbooks.errors import inactive_reference, unknown_reference
from syncapp.sandbox.quickbooks.models import ENTITIES


@dataclass
class Context:
    """`history` loads what has long happened: nothing is refused that a rule of today would refuse."""

    books: Books
    as_user: bool = False
    history: bool = False
    include: frozenset[str] = frozenset()
    fresh: set[tuple[str, str]] = field(default_factory=set)  # made earlier in the same batch
    id: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    def created(self) -> str:
        return self.books.stamp(self.created_at)

    def updated(self) -> str:
        return self.books.stamp(self.updated_at or self.created_at)

    def find(self, entity: str, id_: str) -> Doc | None:
        # An item cannot refer to objects that an earlier item of its batch made [D].
        return None if (entity, id_) in self.fresh else self.books.get(entity, id_)

    def resolve(self, entity: str, value: str) -> Doc:
        """What a reference points to; 2500 where there is none or it is inactive."""
        doc = self.find(entity, value)
        if doc is None:
            raise unknown_reference(ENTITIES[entity].label, value)
        if not self.history and doc.get("Active") is False:
            raise inactive_reference()
        return doc


def name_of(doc: Doc) -> str:
    return str(doc.get("DisplayName") or doc.get("FullyQualifiedName") or doc.get("Name") or "")
