"""Adding a mapping, or editing one that was added: two fields, and at once whether they fit (S29)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from syncapp.core.mapping import FieldPair, Origin, pair_key
from syncapp.engine.rules import FROM_NOW
from syncapp.queries.setup.fields import Fit, fit, for_new, is_added, pairs_of
from syncapp.queries.setup.values import Values, map_of, specs_of, values_of
from syncapp.queries.setup.walk import Walk
from syncapp.web.setup.forms import row_of


@dataclass(frozen=True)
class Editor:
    hubspot: str = ""
    quickbooks: str = ""
    instead_of: str = ""  # the key of the mapping that is edited
    fit: Fit | None = None
    error: str = ""
    since: str = "now"  # A13: "also" takes in what is linked already

    pair: FieldPair | None = None  # with the value map as chosen so far
    values: Values | None = None  # the same as a table, of choices from lists (B33)
    for_new: bool = False  # what stands already never gets it
    values_seen: bool = False  # the table stood on the page that was sent

    @property
    def way(self) -> str:
        return self.fit.way if self.fit else ""

    @property
    def begun(self) -> bool:
        """Something was picked that is not there yet."""
        chosen = [name for name in (self.hubspot, self.quickbooks) if name]
        return bool(chosen) and not (len(chosen) == 2 and pair_key(*chosen) == self.instead_of)

    @property
    def refusal(self) -> str:
        """Why it cannot be created as it stands, in a sentence."""
        if not self.way:
            return self.fit.refusal if self.fit else "Choose a field of each side."
        if self.values and not self.values_seen and self.values.open:
            return "Choose below which value stands for which. What is left without a counterpart fails."
        if self.values and self.values.contested:
            names = " and ".join(f"“{one.label}”" for one in self.values.contested)
            return f"Several options become {names}. Choose which of them it is when it comes from QuickBooks Online."
        return ""


def editor_of(walk: Walk, given: Mapping[str, str]) -> Editor | None:
    """From an address (`add`, `edit`) or from the form itself; None where it is closed."""
    if "new_hubspot" in given:
        return _opened(walk, given["new_hubspot"], given.get("new_quickbooks", ""), given)
    if key := given.get("edit"):
        pair = _added(walk, key)
        return _opened(walk, pair.hubspot, pair.quickbooks, {"instead_of": key}) if pair else None
    return _opened(walk, "", "", {}) if given.get("add") else None


def _added(walk: Walk, key: str) -> FieldPair | None:
    return next((one for one in pairs_of(walk) if one.key == key and is_added(walk, one)), None)


def _opened(walk: Walk, hubspot: str, quickbooks: str, given: Mapping[str, str]) -> Editor:
    instead_of = given.get("instead_of", "")
    told = fit(walk, hubspot, quickbooks, instead_of=instead_of) if hubspot and quickbooks else None
    pair = _added(walk, pair_key(hubspot, quickbooks)) or FieldPair(hubspot, quickbooks, Origin.CUSTOM)
    way = told.way if told else ""
    seen = given.get("values") == pair.key  # what was answered for other fields means nothing here
    if way and (specs := specs_of(walk, pair)):
        pair = replace(pair, values=map_of(pair, specs, given if seen else {}, way))
    return Editor(
        hubspot, quickbooks, instead_of, told, since=given.get("since", "now"), pair=pair,
        values=values_of(walk, pair, way), values_seen=seen, for_new=for_new(walk, quickbooks),
    )  # fmt: skip


def with_mapping(walk: Walk, editor: Editor) -> dict[str, Any]:
    """The parts of the draft with this mapping, in the place of the one that was edited, whose switches it keeps."""
    pair = editor.pair or FieldPair(editor.hubspot, editor.quickbooks, Origin.CUSTOM)
    before = _added(walk, editor.instead_of)
    parts = without_mapping(walk, editor.instead_of or pair.key)
    enabled, blank = (before.enabled, before.blank_means_blank) if before else (True, False)
    added = row_of(pair, added=True, enabled=enabled, blank=blank)
    later = [*parts["settings"].get(FROM_NOW, []), pair.key] if _from_now(walk, editor) else []
    settings = parts["settings"] | ({FROM_NOW: later} if later else {})
    return {"mappings": [*parts["mappings"], added], "settings": settings}


def _from_now(walk: Walk, editor: Editor) -> bool:
    return bool(walk.linked) and not editor.for_new and editor.since != "also"


def without_mapping(walk: Walk, key: str) -> dict[str, Any]:
    rows = [row for row in walk.data["mappings"] if pair_key(row["hubspot"], row["quickbooks"]) != key]
    settings = {name: value for name, value in walk.settings.items() if name != FROM_NOW}
    later = [one for one in walk.settings.get(FROM_NOW, []) if one != key]
    return {"mappings": rows, "settings": settings | ({FROM_NOW: later} if later else {})}
