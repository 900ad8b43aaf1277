"""Which types may be associated, under which association type ids [D table; direction matters]."""

from __future__ import annotations

from dataclasses import dataclass

from syncapp.sandbox.hubspot.kinds import KINDS

HUBSPOT_DEFINED = "HUBSPOT_DEFINED"
USER_DEFINED = "USER_DEFINED"


@dataclass(frozen=True)
class LinkType:
    """One direction of an association type."""

    type_id: int
    source: str
    target: str
    reverse: int | None  # its id seen from the other end; None where the table gives none
    label: str | None = None
    category: str = HUBSPOT_DEFINED
    suffix: str = ""

    @property
    def name(self) -> str:
        """The v3 name, such as `invoice_to_contact`."""
        return f"{KINDS[self.source].singular}_to_{KINDS[self.target].singular}{self.suffix}"


def _both(
    source: str, target: str, there: int, back: int | None, label: str | None = None, suffix: str = ""
) -> list[LinkType]:
    found = [LinkType(there, source, target, back, label, suffix=suffix)]
    if back is not None:
        found.append(LinkType(back, target, source, there, label, suffix=suffix))
    return found


STANDARD: tuple[LinkType, ...] = (
    *_both("invoices", "contacts", 177, 178),
    *_both("invoices", "companies", 179, 180),
    *_both("invoices", "deals", 175, 176),
    *_both("invoices", "quotes", 407, 408),
    *_both("invoices", "orders", 517, 518),
    *_both("invoices", "subscriptions", 622, 623),
    *_both("invoices", "tickets", 986, None),
    *_both("invoices", "line_items", 409, 410),
    *_both("invoices", "discounts", 411, 412),
    *_both("invoices", "fees", 413, 414),
    *_both("invoices", "taxes", 415, 416),
    *_both("commerce_payments", "contacts", 387, 388),
    *_both("commerce_payments", "companies", 389, 390),
    *_both("commerce_payments", "deals", 391, 392),
    *_both("commerce_payments", "line_items", 395, 396),
    *_both("commerce_payments", "discounts", 428, None),
    *_both("commerce_payments", "invoices", 542, 541),
    *_both("commerce_payments", "subscriptions", 393, None),
    *_both("commerce_payments", "quotes", 397, 398),
    *_both("commerce_payments", "orders", 524, 523),
    *_both("commerce_payments", "tickets", 1354, 1355),
    *_both("line_items", "deals", 20, 19),
    *_both("line_items", "quotes", 68, 67),
    *_both("deals", "contacts", 3, 4),  # [K]
    *_both("deals", "companies", 341, 342, suffix="_unlabeled"),  # [K]
    # The unlabelled type comes first: it is the default of its pair.
    *_both("contacts", "companies", 279, 280, suffix="_unlabeled"),
    *_both("contacts", "companies", 1, 2, label="Primary"),
)
PRIMARY = 1

_BY_ID: dict[int, LinkType] = {link.type_id: link for link in STANDARD}
_DEFAULT: dict[tuple[str, str], LinkType] = {}
for _link in STANDARD:
    _DEFAULT.setdefault((_link.source, _link.target), _link)


def standard(type_id: int) -> LinkType | None:
    return _BY_ID.get(type_id)


def default(source: str, target: str) -> LinkType | None:
    """The unlabelled type from one object type to another, None where they cannot be associated."""
    return _DEFAULT.get((source, target))
