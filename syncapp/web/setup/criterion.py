"""One criterion as a person enters it: what it is about, the property, an operator that fits it, a value that fits both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict

from syncapp.core.criteria import Criterion, Operator, operators_for
from syncapp.core.filters import freeze, problem
from syncapp.core.schema import FieldSpec, FieldType
from syncapp.core.transforms import KINDS
from syncapp.core.values import ObjectType, Side, Value, plain
from syncapp.queries.setup.cards import ASSOCIATED, associated_specs
from syncapp.queries.setup.fields import TYPES
from syncapp.queries.setup.passing import today_of
from syncapp.queries.setup.picking import Pick, Picks, grouped
from syncapp.queries.setup.walk import Walk

_WORDS: Mapping[Operator, str] = {
    Operator.IS: "is", Operator.IS_NOT: "is not", Operator.CONTAINS: "contains", Operator.NOT_CONTAINS: "does not contain",
    Operator.STARTS_WITH: "starts with", Operator.KNOWN: "is known", Operator.UNKNOWN: "is unknown",
    Operator.LESS: "is less than (<)", Operator.AT_MOST: "is at most (≤)", Operator.MORE: "is more than (>)",
    Operator.AT_LEAST: "is at least (≥)", Operator.BETWEEN: "is between", Operator.ON: "is", Operator.BEFORE: "is before",
    Operator.AFTER: "is after", Operator.AFTER_TODAY: "is after today", Operator.LAST_DAYS: "is in the last … days",
    Operator.ANY_OF: "is any of", Operator.NONE_OF: "is none of", Operator.TRUE: "is yes", Operator.FALSE: "is no",
}  # fmt: skip
_OF_NUMBERS = {Operator.IS: "is equal to (=)", Operator.IS_NOT: "is not (≠)"}
# A17: two properties that are easily taken for each other.
EXPLAINED = {
    "MetaData.CreateTime": "When it was entered in QuickBooks Online, whatever date stands on it.",
    "TxnDate": "The date that stands on the invoice, whenever it was entered.",
    "hs_createdate": "When it was entered in HubSpot, whatever date stands on it.",
    "hs_invoice_date": "The date that stands on the invoice, whenever it was entered.",
}
DAYS = (FieldType.DATE, FieldType.DATETIME)
ALONE = frozenset({Operator.KNOWN, Operator.UNKNOWN, Operator.TRUE, Operator.FALSE, Operator.AFTER_TODAY})
OF_TYPE = {
    ObjectType.CONTACT: ("Contact", "Customer"),
    ObjectType.PRODUCT: ("Product on a line", "Item on a line"),
    ObjectType.INVOICE: ("Invoice", "Invoice"),
}


class Unreadable(Exception):
    """What was typed is no value of this kind; the text says so."""


@dataclass
class CriterionForm:
    """`at`: its place in the group, or "new". Everything that is not chosen yet is empty."""

    walk: Walk
    source: Side
    group: int
    at: str
    associated: str = ""
    name: str = ""  # of the property
    operator: str = ""
    values: list[str] = field(default_factory=list)
    error: str = ""

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """Primary, and what stands beside it."""
        place = 0 if self.source is Side.HUBSPOT else 1
        own = OF_TYPE[self.walk.object_type][place]
        beside = ASSOCIATED.get(self.walk.object_type, ())
        return [("", f"Primary: {own}"), *((one.value, OF_TYPE[one][place]) for one in beside)]

    @property
    def specs(self) -> Mapping[str, FieldSpec]:
        if self.associated:
            return associated_specs(self.walk, self.source).get(ObjectType(self.associated), {})
        return self.walk.specs[self.source]

    @property
    def spec(self) -> FieldSpec | None:
        return self.specs.get(self.name)

    @property
    def properties(self) -> Picks:
        def pick(spec: FieldSpec) -> Pick:
            return Pick(spec.name, f"{spec.label} ({TYPES[spec.type][1]})")

        return grouped(self.walk, self.specs.values(), pick)

    @property
    def operators(self) -> list[tuple[str, str]]:
        if self.spec is None:
            return []
        words = {**_WORDS, **_OF_NUMBERS} if self.spec.type is FieldType.NUMBER else _WORDS
        return [(one.value, words[one]) for one in operators_for(self.spec.type)]

    @property
    def asked(self) -> Operator | None:
        """The chosen operator, or the first that fits."""
        offered = [name for name, _ in self.operators]
        name = self.operator if self.operator in offered else next(iter(offered), None)
        return Operator(name) if name else None

    @property
    def explained(self) -> str:
        return EXPLAINED.get(self.name, "")

    @property
    def input(self) -> str:
        """Which input takes the value: none, text, number, days, date, options."""
        if self.spec is None or self.asked is None or self.asked in ALONE:
            return "none"
        if self.asked is Operator.LAST_DAYS:
            return "days"
        if self.spec.type in DAYS:
            return "date"
        if self.spec.type in (FieldType.OPTION, FieldType.OPTIONS):
            return "options" if self.spec.options else "several"
        return "number" if self.spec.type is FieldType.NUMBER else "text"

    @property
    def two(self) -> bool:
        return self.asked is Operator.BETWEEN

    @property
    def shown(self) -> list[str]:
        """What stands in the inputs."""
        return [*self.values, "", ""][: 2 if self.two else 1]

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """Those in use, and what was chosen before; QuickBooks' lists keep inactive entries."""
        known = self.spec.options if self.spec else ()
        return [
            (one.value, one.label, one.value in self.values) for one in known if one.active or one.value in self.values
        ]

    def criterion(self) -> Criterion:
        """As it is saved; raises Unreadable."""
        if self.spec is None or self.asked is None:
            raise Unreadable("Choose a property.")
        values = tuple(self._value(text) for text in self._texts())
        associated = ObjectType(self.associated) if self.associated else None
        found = freeze(Criterion(self.name, self.asked, values, associated), today_of(self.walk.workspace))
        if refusal := problem(found, self.spec):
            raise Unreadable(refusal)
        return found

    def _texts(self) -> list[str]:
        if self.input == "none":
            return []
        given = [text.strip() for text in self.values]
        if self.input == "several":
            given = [part.strip() for text in given for part in text.split(",")]
        return [text for text in given if text]

    def _value(self, text: str) -> Value:
        assert self.spec
        try:
            if self.input in ("number", "days"):
                return _number(text)
            return date.fromisoformat(text) if self.input == "date" else text
        except (ValueError, InvalidOperation) as error:
            kind = KINDS[FieldType.NUMBER] if self.input == "days" else KINDS[self.spec.type]
            raise Unreadable(f"“{text}” is not {kind}. Enter one.") from error


def _number(text: str) -> Decimal:
    number = Decimal(text.replace(",", "").lstrip("$€£"))
    if not number.is_finite():
        raise ValueError(text)
    return number


def given(walk: Walk, source: Side, query: QueryDict) -> CriterionForm | None:
    """From an address or a form; None where no criterion is open."""
    group, at = query.get("group", ""), query.get("at", "")
    if not group.isdigit() or not (at == "new" or at.isdigit()):
        return None
    form = CriterionForm(walk, source, int(group), at)
    if "property" not in query:
        return _as_stored(form)
    known = [name for name, _ in form.kinds]
    form.associated = query.get("associated", "") if query.get("associated") in known else ""
    form.name, form.operator, form.values = query.get("property", ""), query.get("operator", ""), query.getlist("value")
    return form


def _as_stored(form: CriterionForm) -> CriterionForm | None:
    if form.at == "new":
        return form
    groups = form.walk.data["filters"].get(form.source.other.value, [])
    try:
        held: dict[str, Any] = groups[form.group][int(form.at)]
    except IndexError:
        return None
    form.associated, form.name, form.operator = held.get("associated", ""), held["property"], held["operator"]
    form.values = [_text(value) for value in held["values"]]
    return form


def _text(stored: Any) -> str:
    """A stored value as its input shows it."""
    if isinstance(stored, dict):
        return plain(Decimal(stored["n"])) if "n" in stored else str(stored.get("d") or stored.get("t", ""))[:10]
    return str(stored)
