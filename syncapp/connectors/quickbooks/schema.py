"""QuickBooks' fields: one row each, its place in the JSON included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from syncapp.core.schema import FieldSpec, FieldType, Option
from syncapp.core.values import ObjectType

DAY, MONEY, FLAG, INSTANT, CHOICE = (
    FieldType.DATE,
    FieldType.NUMBER,
    FieldType.BOOL,
    FieldType.DATETIME,
    FieldType.OPTION,
)

CUSTOM = "custom:"
LEGACY_CUSTOM = ("1", "2", "3")  # all that is told without the enhanced include
LEGACY_LENGTH = 31
REFERENCE = "ref:"


def _field(
    name: str, label: str, kind: FieldType = FieldType.TEXT, limit: int | None = None, *,
    group: str = "", read_only: bool = False, required: bool = False, clearable: bool = True,
    options: Iterable[str] = (), open_list: bool = False, proper_name: bool = False, zero_is_none: bool = False,
) -> FieldSpec:  # fmt: skip
    path = REFERENCE + name if name.endswith("Ref") else name
    return FieldSpec(
        name, label, kind, path, read_only=read_only, required=required, max_length=limit,
        options=tuple(Option(each, each) for each in options), group=group, clearable=clearable and not required,
        open_list=open_list, proper_name=proper_name, zero_is_none=zero_is_none,
    )  # fmt: skip


def _address(name: str, label: str) -> tuple[FieldSpec, ...]:
    lines = tuple(_field(f"{name}.Line{n}", f"{label}, line {n}", limit=500, group=label) for n in range(1, 6))
    return (
        *lines,
        _field(f"{name}.City", f"{label}, city", limit=255, group=label),
        _field(f"{name}.CountrySubDivisionCode", f"{label}, state", limit=255, group=label),
        _field(f"{name}.PostalCode", f"{label}, postal code", limit=30, group=label),
        _field(f"{name}.Country", f"{label}, country", limit=255, group=label),
    )


_RECORD = (
    _field("MetaData.CreateTime", "Created in QuickBooks", INSTANT, read_only=True),
    _field("MetaData.LastUpdatedTime", "Last changed in QuickBooks", INSTANT, read_only=True),
)
_CURRENCY = _field("CurrencyRef", "Currency", CHOICE, read_only=True)

CONTACT = (
    _field("DisplayName", "Display name", limit=500, required=True),
    _field("Title", "Title", limit=16, proper_name=True),
    _field("GivenName", "First name", limit=100, proper_name=True),
    _field("MiddleName", "Middle name", limit=100, proper_name=True),
    _field("FamilyName", "Last name", limit=100, proper_name=True),
    _field("Suffix", "Suffix", limit=16, proper_name=True),
    _field("CompanyName", "Company", limit=100, proper_name=True),
    _field("PrimaryEmailAddr.Address", "Email", limit=100),
    _field("PrimaryPhone.FreeFormNumber", "Phone", limit=30),
    _field("Mobile.FreeFormNumber", "Mobile", limit=30),
    _field("AlternatePhone.FreeFormNumber", "Other phone", limit=30),
    _field("Fax.FreeFormNumber", "Fax", limit=30),
    _field("WebAddr.URI", "Website", limit=1000),
    *_address("BillAddr", "Billing address"),
    *_address("ShipAddr", "Shipping address"),
    _field("Notes", "Notes", limit=2000),
    _field("PrintOnCheckName", "Name on checks", limit=110, clearable=False),
    _field("ResaleNum", "Resale number", limit=16),
    _field("SalesTermRef", "Terms", CHOICE),
    _field("PaymentMethodRef", "Payment method", CHOICE),
    _field("CustomerTypeRef", "Customer type", CHOICE),
    _field(
        "PreferredDeliveryMethod",
        "Delivery method",
        CHOICE,
        clearable=False,
        options=("Print", "Email", "None"),
    ),
    _field("Taxable", "Taxable", FLAG, read_only=True),
    _field("Active", "Active", FLAG, read_only=True),
    _field("ParentRef", "Parent customer", CHOICE, read_only=True),
    _field("FullyQualifiedName", "Full name", read_only=True),
    _field("Balance", "Open balance", MONEY, read_only=True),
    _CURRENCY,
    *_RECORD,
)

PRODUCT = (
    _field("Name", "Name", limit=100, required=True),
    _field("Sku", "SKU", limit=100),
    _field("UnitPrice", "Sales price", MONEY, zero_is_none=True),
    _field("Description", "Sales description", limit=4000),
    _field(
        "Type",
        "Type",
        CHOICE,
        read_only=True,
        options=("Service", "NonInventory", "Inventory", "Group", "Category"),
    ),
    _field("IncomeAccountRef", "Income account", CHOICE, read_only=True),
    _field("Taxable", "Taxable", FLAG, read_only=True),
    _field("Active", "Active", FLAG, read_only=True),
    _field("PurchaseCost", "Cost", MONEY, read_only=True),
    _field("QtyOnHand", "Quantity on hand", MONEY, read_only=True),
    _field("FullyQualifiedName", "Full name", read_only=True),
    _field("ParentRef", "Category", CHOICE, read_only=True),
    *_RECORD,
)

INVOICE = (
    _field("DocNumber", "Number", limit=21, clearable=False),
    _field("TxnDate", "Invoice date", DAY, clearable=False),
    _field("DueDate", "Due date", DAY, clearable=False),
    _field("CustomerMemo.value", "Message on invoice", limit=1000),
    _field("PrivateNote", "Message on statement", limit=4000),
    _field("SalesTermRef", "Terms", CHOICE),
    _field("ClassRef", "Class", CHOICE),
    _field("DepartmentRef", "Location", CHOICE),
    _field("TrackingNum", "Tracking number", limit=31),
    _field("ShipMethodRef", "Ship via", limit=31, open_list=True),  # no call tells which values there are
    _field("ShipDate", "Shipping date", DAY),
    _field("BillEmail.Address", "Email", limit=100),
    _field("BillEmailCc.Address", "Email, copy", limit=200),
    _field("BillEmailBcc.Address", "Email, blind copy", limit=200),
    *_address("BillAddr", "Billing address"),
    *_address("ShipAddr", "Shipping address"),
    _field("CustomerRef", "Customer", CHOICE, read_only=True),
    _field("EmailStatus", "Email status", CHOICE, read_only=True, options=("NotSet", "NeedToSend", "EmailSent")),
    _field("TotalAmt", "Total", MONEY, read_only=True),
    _field("Balance", "Balance due", MONEY, read_only=True),
    _CURRENCY,
    *_RECORD,
)

# Of a company that assigns a class to each row; `core/plans/classes.py` says what becomes of it.
CLASS_OF_LINES = FieldSpec("Line.ClassRef", "Class of new lines", CHOICE, clearable=False, for_new=True)

PAYMENT = (
    _field("TxnDate", "Payment date", DAY, clearable=False),
    _field("PaymentRefNum", "Reference number", limit=21),
    _field("PaymentMethodRef", "Payment method", CHOICE),
    _field("PrivateNote", "Memo", limit=4000),
    _field("DepositToAccountRef", "Deposit to", CHOICE, read_only=True),
    _field("CustomerRef", "Customer", CHOICE, read_only=True),
    _field("TotalAmt", "Amount", MONEY, read_only=True),
    _field("UnappliedAmt", "Unapplied", MONEY, read_only=True),
    _CURRENCY,
    *_RECORD,
)

FIELDS: Mapping[ObjectType, tuple[FieldSpec, ...]] = {
    ObjectType.CONTACT: CONTACT,
    ObjectType.PRODUCT: PRODUCT,
    ObjectType.INVOICE: INVOICE,
    ObjectType.PAYMENT: PAYMENT,
}
ENTITIES: Mapping[ObjectType, str] = {
    ObjectType.CONTACT: "Customer",
    ObjectType.PRODUCT: "Item",
    ObjectType.INVOICE: "Invoice",
    ObjectType.PAYMENT: "Payment",
}

# Never mapped, but a write may name them: what a new record is given, and switching one off.
ON_DEMAND: Mapping[ObjectType, frozenset[str]] = {
    ObjectType.CONTACT: frozenset({"CurrencyRef", "ParentRef", "Taxable", "Active"}),
    ObjectType.PRODUCT: frozenset({"Type", "IncomeAccountRef", "Taxable", "Active"}),
    ObjectType.INVOICE: frozenset({"CurrencyRef"}),
    ObjectType.PAYMENT: frozenset({"CurrencyRef", "TotalAmt", "DepositToAccountRef"}),
}

_SPECS = {kind: {spec.name: spec for spec in specs} for kind, specs in FIELDS.items()}


def spec_of(kind: ObjectType, name: str) -> FieldSpec | None:
    """The row of a field; a custom field has one whatever its id."""
    if name.startswith(CUSTOM):
        return custom_field(name.removeprefix(CUSTOM), name)
    return _SPECS[kind].get(name)


_CUSTOM_TYPES = {"NumberType": FieldType.NUMBER, "DateType": FieldType.DATE, "BooleanType": FieldType.BOOL}


def custom_field(definition_id: str, label: str, kind: str = "StringType") -> FieldSpec:
    name = CUSTOM + definition_id
    limit = LEGACY_LENGTH if definition_id in LEGACY_CUSTOM else None
    return FieldSpec(
        name, label, _CUSTOM_TYPES.get(kind, FieldType.TEXT), name, max_length=limit, group="Custom fields"
    )


def is_enhanced(name: str) -> bool:
    """A custom field that QuickBooks tells only if asked for all of them (A34)."""
    return name.startswith(CUSTOM) and name.removeprefix(CUSTOM) not in LEGACY_CUSTOM
