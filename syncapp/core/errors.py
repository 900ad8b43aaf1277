"""The catalogue: every code that a record, call or set-up can fail with, in words for people.

A connector or a rule makes a `Failure(code, params)`; screens and commands read `entry(code)`.
Codes are stored: rename none. The texts stand in `core/catalogue/`, by what they are about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from syncapp.core.catalogue.conflicts import CONFLICTS
from syncapp.core.catalogue.connection import CONNECTION
from syncapp.core.catalogue.documents import DOCUMENTS
from syncapp.core.catalogue.entry import FIXES, Entry, Retry, Who, filled
from syncapp.core.catalogue.invoices import CHANGES, WALLS
from syncapp.core.catalogue.parties import CONTACTS, PRODUCTS
from syncapp.core.catalogue.payments import PAYMENTS
from syncapp.core.catalogue.reasons import EXCLUDED, PENDING, REMARKS
from syncapp.core.money import amount_text, in_currency
from syncapp.core.values import day_words, minor_unit

__all__ = [
    "CATALOGUE",
    "EXCLUDED",
    "FIXES",
    "PENDING",
    "REMARKS",
    "Entry",
    "Failure",
    "Retry",
    "Who",
    "day_text",
    "entry",
    "in_words",
    "remark_text",
]

_GROUPS = (CONTACTS, PRODUCTS, CONFLICTS, CHANGES, WALLS, DOCUMENTS, PAYMENTS, CONNECTION)

CATALOGUE: Mapping[str, Entry] = MappingProxyType({one.code: one for group in _GROUPS for one in group})


def entry(code: str) -> Entry:
    """The entry of `code`; a code that an older or newer version stored is shown as a refusal, never a crash."""
    return CATALOGUE.get(code) or CATALOGUE["vendor_refused"]


def remark_text(remark: Mapping[str, Any]) -> str:
    """What a stored remark says, with who and what."""
    params = {name: in_words(str(value)) for name, value in (remark.get("params") or {}).items()}
    return filled(REMARKS.get(remark["code"], remark["code"]), params)


@dataclass(frozen=True)
class Failure:
    """Why one record or field cannot go. `vendor_text` is the vendor's own words, for us and behind a fold."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    vendor_text: str = ""
    variant: Entry | None = None  # where the texts of one cause of the code say more

    @property
    def entry(self) -> Entry:
        return self.variant or entry(self.code)

    @property
    def title(self) -> str:
        return filled(self.entry.title, self._known)

    @property
    def what(self) -> str:
        return _capital(filled(self.entry.what, self._known))

    @property
    def why(self) -> str:
        return _capital(filled(self.entry.why, self._known))

    @property
    def cause(self) -> str:
        return f"{self.what} {self.why}"

    @property
    def remedy(self) -> tuple[str, ...]:
        """The steps that apply: one that is all in brackets falls away where its params are not known."""
        return tuple(step for step in (filled(step, self._known) for step in self.entry.remedy) if step)

    @property
    def who(self) -> Who:
        """Who takes the first of these steps."""
        entry = self.entry
        return entry.who_first if entry.who_first and filled(entry.remedy[0], self._known) else entry.who

    def plain(self) -> Failure:
        """The same without a word of the vendor's, for where that stands behind a fold."""
        params = {name: value for name, value in self.params.items() if name != "reason"}
        return replace(self, params=params, vendor_text="")

    def sentence(self) -> str:
        """Title and cause in one line of plain words."""
        return " ".join(_ended(text) for text in (self.title, self.cause) if text)

    @property
    def _known(self) -> Mapping[str, str]:
        reason = self.params.get("reason") or self.vendor_text
        return {**{name: in_words(str(value)) for name, value in self.params.items()}, "reason": reason.rstrip(" .")}


_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FIGURE = re.compile(r"(?<![\w.,-])(-?\d[\d,]*(?:\.\d\d\d?)?) ([A-Z]{3})\b")


def in_words(value: str) -> str:
    """What a failure keeps of days and amounts, as they are written everywhere else: `$120.00` for `120.00 USD`."""
    return _FIGURE.sub(lambda found: _amount(found[0], Decimal(found[1].replace(",", "")), found[2]), day_text(value))


def _amount(text: str, amount: Decimal, currency: str) -> str:
    """With all its digits: where a figure is finer than its currency, that is what the failure is about."""
    unit = minor_unit(currency)
    if "." not in text and unit != 1:
        return text  # `12 PVC`
    return amount_text(amount, currency) if amount % unit == 0 else in_currency(f"{amount:,f}", currency)


def day_text(value: str) -> str:
    """A day as people write it, `Nov 3, 2026`; anything else as it is."""
    if not _DAY.fullmatch(value):
        return value
    try:
        return day_words(date.fromisoformat(value))
    except ValueError:
        return value


def _capital(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:]


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
