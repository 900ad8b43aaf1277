"""Discounts, fees and taxes on the whole order, as HubSpot's editor has them under the lines."""

from __future__ import annotations

from syncapp.sandbox.ui import forms
from syncapp.sandbox.ui.forms import Field, Form
from syncapp.sandbox.ui.html import Html, html, tag
from syncapp.sandbox.ui.hubspot import shared
from syncapp.sandbox.ui.hubspot.shared import OBJECTS, Record, values
from syncapp.sandbox.ui.visit import Refusal, Visit

NOUN = "adjustment"
ENDS = {"discounts": (411, 412), "fees": (413, 414), "taxes": (415, 416)}  # from the invoice, to it
KINDS = (("discounts", "Discount"), ("fees", "Fee"), ("taxes", "Tax"))
FIELDS = (
    Field("kind", "Kind", "select", (("", "–"), *KINDS)),
    Field("hs_label", "Name"),
    Field("hs_type", "In", "select", (("PERCENT", "Percent"), ("FIXED", "Amount"))),
    Field("hs_value", "Value"),
)
PROPERTIES = tuple(field.name for field in FIELDS[1:])
Row = dict[str, str]
Made = list[tuple[str, str]]  # kind and id of what a form has made


def stored(visit: Visit, invoice: Record) -> list[Row]:
    return [
        {"id": one["id"], "kind": kind, **{name: values(one).get(name, "") for name in PROPERTIES}}
        for kind in ENDS
        for one in shared.linked(visit, invoice, kind)
    ]


def typed(form: Form) -> list[Row]:
    """Rows that say something; one that was stored and has no kind any more is to be taken off."""
    rows = forms.rows_of(FIELDS, form, NOUN)
    return [row for row in rows if row["id"] or row["kind"] or row["hs_label"] or row["hs_value"]]


def grid(rows: list[Row]) -> Html:
    note = "On the whole order, after the lines. Choose “–” as the kind to take one off."
    table = forms.lines(FIELDS, rows, 1, noun=NOUN, caption="Discounts, fees and taxes")
    return html(table, tag("p", note, class_="help"))


def check(rows: list[Row]) -> None:
    if any(not row["id"] and not row["kind"] for row in rows):
        raise Refusal("Choose whether it is a discount, a fee or a tax.")


def create(visit: Visit, row: Row, invoice: str = "") -> tuple[str, str]:
    body = {"properties": {name: row[name] for name in PROPERTIES if row[name]}}
    ends = [shared.end(invoice, ENDS[row["kind"]][1])] if invoice else []
    return row["kind"], str(visit.send("POST", f"{OBJECTS}/{row['kind']}", {**body, "associations": ends})["id"])


def save(visit: Visit, invoice: Record, rows: list[Row], made: Made) -> None:
    """What a person has changed; another kind is another object."""
    before = {row["id"]: row for row in stored(visit, invoice)}
    for row in rows:
        old = before.get(row["id"])
        if row["kind"] and (old is None or row["kind"] != old["kind"]):
            made.append(create(visit, row, invoice["id"]))
        if old is None:
            continue
        address = f"{OBJECTS}/{old['kind']}/{old['id']}"
        if row["kind"] != old["kind"]:
            visit.send("DELETE", address)
            continue
        changes = shared.changed({name: row[name] for name in PROPERTIES}, old)
        if changes:
            visit.send("PATCH", address, {"properties": changes})
