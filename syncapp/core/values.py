"""The two sides, money, dates and text: what everything else is said in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")

# What a field can hold on either side, once translated. None is "empty"; "" never occurs.
Value = str | Decimal | bool | date | datetime | None


def shown(value: Value) -> str | bool | None:
    """A value for people and for `sync --json`: figures and dates as text."""
    if value is None or isinstance(value, bool | str):
        return value
    return format(value, "f") if isinstance(value, Decimal) else value.isoformat()


class Side(StrEnum):
    HUBSPOT = "hubspot"
    QUICKBOOKS = "quickbooks"

    @property
    def other(self) -> Side:
        return Side.QUICKBOOKS if self is Side.HUBSPOT else Side.HUBSPOT

    @property
    def label(self) -> str:
        return "HubSpot" if self is Side.HUBSPOT else "QuickBooks Online"


@dataclass(frozen=True)
class Pair(Generic[T]):
    """One thing per side: `pair[side]`, `pair.other(side)`."""

    hubspot: T
    quickbooks: T

    def __getitem__(self, side: Side) -> T:
        # Equal, not identical: a template asks for `pair.hubspot` by the word first.
        return self.hubspot if side == Side.HUBSPOT else self.quickbooks

    def other(self, side: Side) -> T:
        return self[side.other]

    def __iter__(self) -> Iterator[tuple[Side, T]]:
        yield Side.HUBSPOT, self.hubspot
        yield Side.QUICKBOOKS, self.quickbooks


class ObjectType(StrEnum):
    CONTACT = "contact"
    PRODUCT = "product"
    INVOICE = "invoice"
    PAYMENT = "payment"

    @property
    def plural(self) -> str:
        return f"{self.value}s"


# Objects are worked in this order: an invoice needs its contact and its products, a payment its invoice.
ORDER = (ObjectType.CONTACT, ObjectType.PRODUCT, ObjectType.INVOICE, ObjectType.PAYMENT)


class Direction(StrEnum):
    TWO_WAY = "two-way"
    TO_HUBSPOT = "to-hubspot"
    TO_QUICKBOOKS = "to-quickbooks"

    def reaches(self, target: Side) -> bool:
        """Whether this direction may write to `target`."""
        return self is Direction.TWO_WAY or self == f"to-{target.value}"


class Policy(StrEnum):
    """Who wins where both sides changed what both may change (A9)."""

    HUBSPOT = "hubspot"
    QUICKBOOKS = "quickbooks"
    ASK = "ask"  # nobody, until a person has chosen (B4)

    @property
    def winner(self) -> Side | None:
        return None if self is Policy.ASK else Side(self.value)


# As ISO 4217 has them. Neither vendor tells for all: where one keeps decimals that its currency has not, the record fails
# before anything of it is written (core.lines, core.mirror, engine.absurd_values), and nothing is rounded.
_WITHOUT_CENTS = (
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF",
)  # fmt: skip
_OF_THOUSANDTHS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
_MINOR_DIGITS = {**dict.fromkeys(_WITHOUT_CENTS, 0), **dict.fromkeys(_OF_THOUSANDTHS, 3)}


def minor_unit(currency: str) -> Decimal:
    """The smallest amount of a currency: 0.01 for USD, 1 for JPY, 0.001 for KWD."""
    return Decimal(1).scaleb(-_MINOR_DIGITS.get(currency, 2))


def rounded(amount: Decimal, currency: str) -> Decimal:
    """Half up to the minor unit, as both vendors round."""
    return amount.quantize(minor_unit(currency), rounding=ROUND_HALF_UP)


def plain(number: Decimal) -> str:
    """A decimal as digits without exponent or trailing zeros: `42.5`, `1000`."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


def listed(names: Iterable[str]) -> str:
    """Names one after another, each told from the next: `Mulch, cedar; Mulch, hardwood` where one of them has a comma."""
    names = list(names)
    return ("; " if any("," in name for name in names) else ", ").join(names)


def clean_text(text: str | None) -> str | None:
    """One normal form for comparing: NFC, `\\n` line ends, no blanks at the ends; empty is None."""
    if text is None:
        return None
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip() or None


def email_key(email: str | None) -> str | None:
    """Addresses are compared without case and blanks (A2)."""
    return (email or "").strip().lower() or None


def split_emails(text: str | None) -> tuple[str, ...]:
    """QuickBooks' one field may hold several addresses; HubSpot's additional ones are split by semicolons (A2)."""
    parts = (text or "").replace(";", ",").split(",")
    keys = (email_key(part) for part in parts)
    return tuple(dict.fromkeys(key for key in keys if key))


def spellings(text: str) -> tuple[str, ...]:
    """How a text may stand in a system that takes it as it is typed: `é` is one sign, or the letter and its accent."""
    if text.isascii():
        return (text,)
    return tuple(dict.fromkeys((text, unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text))))


def typings(text: str) -> tuple[str, ...]:
    """How a number may stand that was typed so: beside other spellings, as SQLite tells `É` from `é`, in other cases."""
    if text.isascii():
        return (text,)
    cases = (text, text.lower(), text.upper(), text.title())
    return tuple(dict.fromkeys(one for case in cases for one in spellings(case)))


_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"}
)  # letters of their own, without a mark


def without_accents(text: str) -> str:
    """What a name is searched by: `Zoë`, `zoe` and `ZOË` are `zoe`, however the accents are written."""
    letters = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold())
    return "".join(one for one in letters if not unicodedata.combining(one)).translate(_PLAIN)


def _folded(text: str) -> str | None:
    """Without case and outer blanks, and accents however they are written."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).strip().casefold()) or None


def sku_key(sku: str | None) -> str | None:
    """SKUs are compared without case and outer blanks (F81)."""
    return _folded(sku or "")


def number_key(number: str | None) -> str | None:
    """Numbers of documents are compared without case and outer blanks (A18)."""
    return _folded(number or "")


def name_key(name: str | None) -> str | None:
    """Names as QuickBooks compares them: without case, runs of blanks as one."""
    return _folded(" ".join((name or "").split()))


def day_of(instant: datetime, zone: tzinfo) -> date:
    """A19: an instant of exactly midnight UTC is that date; any other is read in the company's time zone."""
    at = instant.astimezone(UTC)
    return at.date() if at.time() == time(0) else at.astimezone(zone).date()


def day_words(day: date | None) -> str:
    """A day as people write it: `Nov 3, 2026`."""
    return f"{day:%b} {day.day}, {day.year}" if day else ""


def moment_words(at: datetime) -> str:
    """A moment on the clock of its zone: `Nov 24, 9:05 AM`."""
    return f"{at:%b} {at.day}, {at:%I:%M %p}".replace(", 0", ", ")


def midnight_utc(day: date) -> datetime:
    """How a date is written to HubSpot (A19)."""
    return datetime.combine(day, time(0), UTC)
