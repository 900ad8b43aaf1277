"""Every entity that the emulator knows: its fields, what may be asked of it, and where its Ids come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from syncapp.sandbox.quickbooks import schema_lists as lists
from syncapp.sandbox.quickbooks import schema_transactions as txns
from syncapp.sandbox.quickbooks.fields import Field

ALWAYS = ("Id", "MetaData.CreateTime", "MetaData.LastUpdatedTime")
TXN = ("DocNumber", "TxnDate", "CustomerRef", "TotalAmt", "Balance")


@dataclass(frozen=True)
class Entity:
    name: str
    fields: Mapping[str, Field]
    shape: str  # "person", "list" or "transaction"
    filterable: Mapping[str, str]  # lower-case property → the property as documented
    label: str  # as the vendor names it in 2500
    writable: bool = True

    @property
    def is_transaction(self) -> bool:
        return self.shape == "transaction"


def _entity(
    name: str,
    fields: Mapping[str, Field],
    shape: str,
    filterable: tuple[str, ...],
    label: str = "",
    writable: bool = True,
) -> Entity:
    names = {each.lower(): each for each in (*ALWAYS, *(() if shape == "transaction" else ("Active",)), *filterable)}
    return Entity(name, fields, shape, names, label or f"{name}s", writable)


PEOPLE = ("DisplayName", "GivenName", "MiddleName", "FamilyName", "PrintOnCheckName", "PrimaryPhone")
_ALL = [
    _entity(
        "Customer",
        lists.CUSTOMER,
        "person",
        (*PEOPLE, "CompanyName", "FullyQualifiedName", "PrimaryEmailAddr", "Balance"),
        "Names",
    ),
    _entity(
        # Not its addresses, phones or balance [issue of 2017 with Intuit's list].
        "Vendor",
        lists.VENDOR,
        "person",
        (*PEOPLE[:-1], "CompanyName"),
        "Names",
    ),
    _entity("Employee", lists.EMPLOYEE, "person", PEOPLE, "Names"),
    _entity("Item", lists.ITEM, "list", ("Name", "Sku", "Type", "FullyQualifiedName", "UnitPrice", "ParentRef")),
    _entity(
        "Account",
        lists.ACCOUNT_FIELDS,
        "list",
        (
            "Name",
            "AccountType",
            "AccountSubType",
            "Classification",
            "FullyQualifiedName",
            "CurrentBalance",
        ),
    ),
    _entity("Term", lists.TERM, "list", ("Name",)),
    _entity("Class", lists.CLASS, "list", ("Name", "FullyQualifiedName"), "Class"),
    _entity("Department", lists.DEPARTMENT, "list", ("Name", "FullyQualifiedName")),
    _entity("PaymentMethod", lists.PAYMENT_METHOD, "list", ("Name", "Type")),
    # Read and queried; made on QuickBooks' own pages alone [M].
    _entity("CustomerType", lists.CUSTOMER_TYPE, "list", ("Name",), writable=False),
    # Tax codes and rates are made through TaxService, never by a POST of their own [M].
    _entity("TaxCode", lists.TAX_CODE, "list", ("Name", "Description"), writable=False),
    _entity("TaxRate", lists.TAX_RATE, "list", ("Name",), writable=False),
    _entity("TaxAgency", lists.TAX_AGENCY, "list", ("DisplayName",)),
    _entity("Invoice", txns.INVOICE, "transaction", (*TXN, "DueDate", "SalesTermRef", "DepartmentRef", "ClassRef")),
    _entity("CreditMemo", txns.CREDIT_MEMO, "transaction", TXN),
    _entity("SalesReceipt", txns.SALES_RECEIPT, "transaction", TXN),
    _entity("RefundReceipt", txns.REFUND_RECEIPT, "transaction", TXN),
    _entity(
        "Estimate",
        txns.ESTIMATE,
        "transaction",
        ("DocNumber", "TxnDate", "CustomerRef", "TotalAmt", "DueDate"),
    ),
    _entity(
        "Payment",
        txns.PAYMENT,
        "transaction",
        ("TxnDate", "CustomerRef", "TotalAmt", "PaymentRefNum", "PaymentMethodRef"),
    ),
    _entity("Deposit", txns.DEPOSIT, "transaction", ("TxnDate", "TotalAmt", "DepositToAccountRef")),
    _entity("JournalEntry", txns.JOURNAL_ENTRY, "transaction", ("DocNumber", "TxnDate", "TotalAmt")),
]
ENTITIES = {each.name: each for each in _ALL}
BY_PATH = {name.lower(): entity for name, entity in ENTITIES.items()}
# What QuickBooks has beside: nothing of it can be stored here, so a query or change data finds none.
ELSEWHERE = frozenset({
    "attachable", "bill", "billpayment", "budget", "companycurrency", "exchangerate", "purchase",
    "purchaseorder", "recurringtransaction", "reimbursecharge", "timeactivity", "transfer", "vendorcredit",
})  # fmt: skip
SALES_FORMS = ("Invoice", "CreditMemo", "SalesReceipt", "RefundReceipt")
OWED = "_owed"  # of a stored journal entry: what it leaves customers owing; no read shows it
FORMS = (*SALES_FORMS, "Estimate")  # what has lines of sales; an estimate moves no money
