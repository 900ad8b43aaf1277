"""Adding a mapping, or editing one that was added: two fields, and at once whether they fit (S29)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from syncapp.core.values import Side
from syncapp.queries.setup.fields import SPLIT, Fit, choices_of, fit, is_added, key_of, pairs_of
from syncapp.queries.setup.walk import Walk
from syncapp.web.setup.forms import row_of


@dataclass(frozen=True)
class Editor:
    hubspot: str = ""
    quickbooks: str = ""
    instead_of: str = ""  # the key of the mapping that is edited
    fit: Fit | None = None
    error: str = ""
    groups: tuple[Any, Any] = ((), ())

    @property
    def way(self) -> str:
        return self.fit.way if self.fit else ""


def editor_of(walk: Walk, given: Mapping[str, Any]) -> Editor | None:
    """From an address (`add`, `edit`) or from the form itself; None where it is closed."""
    if "new_hubspot" in given:
        return _opened(walk, given.get("new_hubspot", ""), given.get("new_quickbooks", ""), given.get("instead_of", ""))
    if key := given.get("edit"):
        pair = next((one for one in pairs_of(walk) if key_of(one) == key and is_added(walk, one)), None)
        return _opened(walk, pair.hubspot, pair.quickbooks, key) if pair else None
    return _opened(walk, "", "", "") if given.get("add") else None


def _opened(walk: Walk, hubspot: str, quickbooks: str, instead_of: str) -> Editor:
    told = fit(walk, hubspot, quickbooks, instead_of=instead_of) if hubspot and quickbooks else None
    groups = (choices_of(walk, Side.HUBSPOT), choices_of(walk, Side.QUICKBOOKS))
    return Editor(hubspot, quickbooks, instead_of, told, groups=groups)


def with_mapping(walk: Walk, editor: Editor) -> list[dict[str, Any]]:
    """The draft's mappings with this one, in the place of the one that was edited."""
    rows = without_mapping(walk, editor.instead_of or f"{editor.hubspot}{SPLIT}{editor.quickbooks}")
    return [*rows, row_of(editor.hubspot, editor.quickbooks, added=True, enabled=True, blank=False)]


def without_mapping(walk: Walk, key: str) -> list[dict[str, Any]]:
    return [row for row in walk.data["mappings"] if f"{row['hubspot']}{SPLIT}{row['quickbooks']}" != key]
