"""In which order the checks of each kind of record are asked, by their names (B18)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from syncapp.core.checks import Check, names
from syncapp.core.plans import contact, invoice, mirror_invoice, new_invoice, payment, product
from syncapp.core.plans import fields as header
from syncapp.core.values import ObjectType, Side

# Before the rules of its object: whether it is looked at at all, and can be read; and after them, before a write.
BEFORE = ("set_up", "connected", "paused", "ignored", "answer", "read", "absurd")
AFTER = ("inactive", "making", "parts", "days", "guard", "taken", "sent")

_ALONE: Mapping[tuple[ObjectType, Side], Sequence[Check]] = {  # type: ignore[type-arg]
    (ObjectType.CONTACT, Side.HUBSPOT): contact.TO_CUSTOMER,
    (ObjectType.CONTACT, Side.QUICKBOOKS): contact.TO_CONTACT,
    (ObjectType.PRODUCT, Side.HUBSPOT): product.TO_ITEM,
    (ObjectType.PRODUCT, Side.QUICKBOOKS): product.TO_PRODUCT,
    (ObjectType.INVOICE, Side.HUBSPOT): new_invoice.SEND,
    (ObjectType.INVOICE, Side.QUICKBOOKS): mirror_invoice.BRING,
    (ObjectType.PAYMENT, Side.HUBSPOT): payment.TO_QUICKBOOKS,
    (ObjectType.PAYMENT, Side.QUICKBOOKS): payment.TO_HUBSPOT,
}


def path(object_type: ObjectType, side: Side, *, linked: bool, divided: bool = False) -> tuple[str, ...]:
    """`side`: where it stands; of a linked record, where it was made. `divided`: a payment, by a person (A25)."""
    return (*BEFORE, *names(*_checks(object_type, side, linked, divided)), *AFTER)


def _checks(object_type: ObjectType, side: Side, linked: bool, divided: bool) -> Sequence[Check]:  # type: ignore[type-arg]
    if divided:
        return payment.WHOLE
    if not linked:
        return _ALONE[object_type, side]
    if object_type is ObjectType.PAYMENT:
        return payment.LINKED
    if object_type is ObjectType.INVOICE:
        return invoice.FOLLOW if side is Side.HUBSPOT else mirror_invoice.FOLLOW_MIRROR
    return header.LINKED
