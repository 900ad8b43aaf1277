"""One write that we mean, in the target side's own field names and ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from syncapp.core.records import Line
from syncapp.core.values import Value


@dataclass(frozen=True, kw_only=True)
class Write:
    """entity: contact, product, invoice, payment, and on HubSpot also line, discount, fee, tax.

    action: create, update, delete (HubSpot archive, QuickBooks delete), void.
    """

    entity: str
    action: str
    id: str | None = None
    version: str | None = None  # SyncToken
    fields: Mapping[str, Value] = field(default_factory=dict)  # FieldSpec names; None clears
    links: Mapping[str, str] = field(
        default_factory=dict
    )  # contact, customer, invoice, product, deposit_to …: ids there
    lines: tuple[Line, ...] | None = None  # QuickBooks invoice: the whole new set; None leaves them
    line: Line | None = None  # HubSpot line, discount, fee, tax; the amount of a QuickBooks payment
    applied: Mapping[str, Decimal] = field(
        default_factory=dict
    )  # QuickBooks payment: to further invoices, by their ids; nothing takes it off them
    key: str | None = None  # our mark on the copy
    raw: Mapping[str, Any] | None = None  # QuickBooks: the object as read, which an update of lines starts from
