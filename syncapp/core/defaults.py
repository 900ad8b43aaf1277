"""What a sync starts with, as data: the pairs of fields, and those that an account suggests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from syncapp.core.filters import Criterion, Filter, Operator, all_of
from syncapp.core.mapping import FieldPair, Origin
from syncapp.core.schema import FieldSpec
from syncapp.core.values import Direction, ObjectType, Side

LOCKED = Origin.LOCKED

_CONTACT = (
    FieldPair("firstname", "GivenName"),
    FieldPair("lastname", "FamilyName"),
    # A3: statements are sent to QuickBooks' address, so on linked records it flows to HubSpot only.
    FieldPair(
        "email",
        "PrimaryEmailAddr.Address",
        LOCKED,
        transform="email",
        direction=Direction.TO_HUBSPOT,
        seeds=True,
    ),
    FieldPair("phone", "PrimaryPhone.FreeFormNumber"),
    FieldPair("company", "CompanyName"),
    FieldPair("address", "BillAddr.Line1"),
    FieldPair("city", "BillAddr.City"),
    FieldPair("state", "BillAddr.CountrySubDivisionCode"),
    FieldPair("zip", "BillAddr.PostalCode"),
    FieldPair("country", "BillAddr.Country"),
)
_PRODUCT = (
    FieldPair("name", "Name", LOCKED),
    FieldPair("hs_sku", "Sku", LOCKED),
    FieldPair("price", "UnitPrice"),
    FieldPair("description", "Description"),
)
_INVOICE = (
    FieldPair("hs_number", "DocNumber", LOCKED, owned=True),  # A18
    FieldPair("hs_invoice_date", "TxnDate", LOCKED, owned=True),  # A8, A19
    FieldPair("hs_due_date", "DueDate", LOCKED),  # A8, A19
    # S3 gives the comments of an invoice made in HubSpot to HubSpot, A8 those of the others to both.
    FieldPair("hs_comments", "CustomerMemo.value", owned=True, shared_on=Side.QUICKBOOKS),
)

# Payments follow their invoice (S17) and their figures are typed attributes of a record (A25), not mapped fields.
DEFAULT_PAIRS: Mapping[ObjectType, tuple[FieldPair, ...]] = {
    ObjectType.CONTACT: _CONTACT,
    ObjectType.PRODUCT: _PRODUCT,
    ObjectType.INVOICE: _INVOICE,
    ObjectType.PAYMENT: (),
}

# Why a locked pair has no switch, by its HubSpot field.
LOCKED_BECAUSE: Mapping[str, str] = {
    "email": "Matched by it; once linked, QuickBooks leads",
    "name": "An item needs a name",
    "hs_sku": "Matched by it",
    "hs_number": "The same in both",
    "hs_invoice_date": "It decides the accounting period",
    "hs_due_date": "Always sent: no early reminders",
}

PO_PROPERTY = "hs_purchase_order_number"
_PO_NAMES = frozenset({"po", "pono", "ponumber", "purchaseorder", "purchaseorderno", "purchaseordernumber"})


def suggested_pairs(quickbooks_fields: Iterable[FieldSpec]) -> tuple[FieldPair, ...]:
    """A34: the company's own field for purchase orders, if it has one, for HubSpot's PO number."""
    for spec in quickbooks_fields:
        letters = "".join(sign for sign in spec.label.casefold() if sign.isalnum())
        if spec.name.startswith("custom:") and not spec.read_only and letters in _PO_NAMES:
            return (FieldPair(PO_PROPERTY, spec.name, Origin.CUSTOM),)
    return ()


_SKU_KNOWN: Mapping[Side, Filter] = {
    Side.QUICKBOOKS: all_of(Criterion("hs_sku", Operator.KNOWN)),
    Side.HUBSPOT: all_of(Criterion("Sku", Operator.KNOWN)),
}

# By the side that a record would go to. S10: only products with a SKU sync, both ways.
DEFAULT_FILTERS: Mapping[ObjectType, Mapping[Side, Filter]] = {
    ObjectType.CONTACT: {},
    ObjectType.PRODUCT: _SKU_KNOWN,
    ObjectType.INVOICE: {},
    ObjectType.PAYMENT: {},
}

# Offered in one click (A4, S32); "after today" is frozen to its date when it is saved (A17).
RECOMMENDED_FILTERS: Mapping[ObjectType, Mapping[Side, Filter]] = {
    ObjectType.CONTACT: {
        Side.QUICKBOOKS: all_of(Criterion("email", Operator.KNOWN)),
        Side.HUBSPOT: all_of(Criterion("Active", Operator.TRUE), Criterion("PrimaryEmailAddr.Address", Operator.KNOWN)),
    },
    ObjectType.PRODUCT: {
        Side.QUICKBOOKS: _SKU_KNOWN[Side.QUICKBOOKS],
        Side.HUBSPOT: all_of(Criterion("Active", Operator.TRUE), Criterion("Sku", Operator.KNOWN)),
    },
    ObjectType.INVOICE: {
        Side.HUBSPOT: all_of(Criterion("MetaData.CreateTime", Operator.AFTER_TODAY)),
    },
    ObjectType.PAYMENT: {},
}
