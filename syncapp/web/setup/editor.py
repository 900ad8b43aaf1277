"""Adding a mapping, or editing one that was added: two fields, and at once whether they fit (S29)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from syncapp.core.values import Side
from syncapp.engine.rules import FROM_NOW, pair_key
from syncapp.queries.setup.fields import Fit, choices_of, fit, is_added, key_of, pairs_of
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
    since: str = "now"  # A13: "also" takes in what is linked already

    @property
    def way(self) -> str:
        return self.fit.way if self.fit else ""


def editor_of(walk: Walk, given: Mapping[str, Any]) -> Editor | None:
    """From an address (`add`, `edit`) or from the form itself; None where it is closed."""
    if "new_hubspot" in given:
        hubspot, quickbooks = given.get("new_hubspot", ""), given.get("new_quickbooks", "")
        return _opened(walk, hubspot, quickbooks, given.get("instead_of", ""), given.get("since", "now"))
    if key := given.get("edit"):
        pair = next((one for one in pairs_of(walk) if key_of(one) == key and is_added(walk, one)), None)
        return _opened(walk, pair.hubspot, pair.quickbooks, key) if pair else None
    return _opened(walk, "", "", "") if given.get("add") else None


def _opened(walk: Walk, hubspot: str, quickbooks: str, instead_of: str, since: str = "now") -> Editor:
    told = fit(walk, hubspot, quickbooks, instead_of=instead_of) if hubspot and quickbooks else None
    groups = (choices_of(walk, Side.HUBSPOT), choices_of(walk, Side.QUICKBOOKS))
    return Editor(hubspot, quickbooks, instead_of, told, groups=groups, since=since)


def with_mapping(walk: Walk, editor: Editor) -> dict[str, Any]:
    """The parts of the draft with this mapping, in the place of the one that was edited."""
    key = pair_key(editor.hubspot, editor.quickbooks)
    parts = without_mapping(walk, editor.instead_of or key)
    added = row_of(editor.hubspot, editor.quickbooks, added=True, enabled=True, blank=False)
    later = [*parts["settings"].get(FROM_NOW, []), key] if walk.linked and editor.since != "also" else []
    settings = parts["settings"] | ({FROM_NOW: later} if later else {})
    return {"mappings": [*parts["mappings"], added], "settings": settings}


def without_mapping(walk: Walk, key: str) -> dict[str, Any]:
    rows = [row for row in walk.data["mappings"] if pair_key(row["hubspot"], row["quickbooks"]) != key]
    settings = {name: value for name, value in walk.settings.items() if name != FROM_NOW}
    later = [one for one in walk.settings.get(FROM_NOW, []) if one != key]
    return {"mappings": rows, "settings": settings | ({FROM_NOW: later} if later else {})}
