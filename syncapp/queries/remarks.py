"""What each remark says of one record: in words, and which lines, fields or amounts it is about (B31)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from syncapp.core.catalogue.on_custom_item import NO_PRODUCT, ON_CUSTOM_ITEM, UNKNOWN
from syncapp.core.errors import remark_text
from syncapp.core.records import Line
from syncapp.storage.models import SyncRecord

CUSTOM = "custom_line_item"
DUPLICATE = "possible_duplicate"


@dataclass(frozen=True)
class Cause:
    """Why one line stands where it does."""

    name: str
    text: str


@dataclass(frozen=True)
class Said:
    """`about` names its parts, as people know them; `other` is the record that it is about as well."""

    text: str
    about: Sequence[str] = ()
    causes: Sequence[Cause] = ()
    other: SyncRecord | None = None


@dataclass(frozen=True)
class Remarked:
    """What a remark can point at: its lines on Custom Line Item, what fields are called, the invoice that it may repeat."""

    on_custom_item: Sequence[Cause] = ()
    labels: Mapping[str, str] | None = None
    repeated: SyncRecord | None = None

    def said(self, remark: Mapping[str, Mapping[str, str]]) -> Said:
        code, params = str(remark["code"]), remark.get("params", {})
        about = _ABOUT.get(code)
        causes = self.on_custom_item if code == CUSTOM else ()
        other = self.repeated if code == DUPLICATE else None
        return Said(remark_text(remark), about(self, params) if about else (), causes, other)

    def field(self, params: Mapping[str, str]) -> Sequence[str]:
        name = params.get("field", "")
        return [(self.labels or {}).get(name, name)] if name else []

    def coding(self, params: Mapping[str, str]) -> Sequence[str]:
        what = params.get("what", "")
        return [what[:1].upper() + what[1:]] if what else []


def why_on_it(line: Line | None, product: SyncRecord | None) -> str:
    """Why a line of HubSpot stands on Custom Line Item, by what is known of its product now."""
    if line is None or product is None:
        code = NO_PRODUCT if line and not line.product_id else UNKNOWN
        return ON_CUSTOM_ITEM[code]
    code = "linked" if product.linked else product.reason if product.status == "excluded" else product.status
    return ON_CUSTOM_ITEM.get(code, ON_CUSTOM_ITEM[UNKNOWN]).replace("{product}", product.label)


_ABOUT: Mapping[str, Callable[[Remarked, Mapping[str, str]], Sequence[str]]] = {
    "recoded": Remarked.coding,
    "cleared": Remarked.field,
    "not_sent": Remarked.field,
    "conflict_resolved": Remarked.field,
}
