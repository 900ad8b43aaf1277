"""The form with some properties of a record: it sends what a person has changed in it, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from syncapp.sandbox.call import Answer
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.forms import Field, form, labelled, typed
from syncapp.sandbox.ui.html import tag
from syncapp.sandbox.ui.hubspot import shared
from syncapp.sandbox.ui.hubspot.shared import OBJECTS, Record, day, values
from syncapp.sandbox.ui.visit import Refusal, Visit


@dataclass(frozen=True)
class PropertiesForm:
    """Of the records of `kind`, at the address `step` below each; its title is followed by the record's name."""

    kind: str
    step: str
    title: str
    fields: Sequence[Field]

    @property
    def routes(self) -> list[Route]:
        at = f"{self.kind}/*/{self.step}"
        return [("GET", at, self.show), ("POST", at, self.save)]

    def shown(self, visit: Visit, record: Record) -> dict[str, str]:
        """What it holds, as a person reads it: a moment as its day."""
        held = values(record)
        return {
            field.name: day(visit, held.get(field.name)) if field.kind == "date" else held.get(field.name, "")
            for field in self.fields
        }

    def show(self, visit: Visit, record_id: str) -> Answer:
        record = shared.find(visit, self.kind, record_id)
        return self._page(visit, record, self.shown(visit, record))

    def save(self, visit: Visit, record_id: str) -> Answer:
        record, sent = shared.find(visit, self.kind, record_id), typed(self.fields, visit.form)
        changes = shared.changed(sent, self.shown(visit, record))
        try:
            if changes:
                visit.send("PATCH", f"{OBJECTS}/{self.kind}/{record_id}", {"properties": changes})
        except Refusal as refusal:
            return self._page(visit, record, sent, refusal)
        return visit.go(self.kind, record_id, said="Saved.")

    def _page(self, visit: Visit, record: Record, shown: dict[str, str], refusal: Refusal | None = None) -> Answer:
        fields = tag("div", *(labelled(field, shown) for field in self.fields), class_="fields")
        action, cancel = visit.at(self.kind, record["id"], self.step), visit.at(self.kind, record["id"])
        found = form(action, fields, button="Save", cancel=cancel)
        return visit.page(f"{self.title} {shared.label(record)}", found, refusal=refusal)
