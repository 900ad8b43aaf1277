"""What a read shows of a stored document, and the envelopes around it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from syncapp.sandbox.call import Answer
from syncapp.sandbox.quickbooks import customfields, ledger, order
from syncapp.sandbox.quickbooks.books import Books, Doc
from syncapp.sandbox.quickbooks.errors import Fault
from syncapp.sandbox.quickbooks.models import FORMS, OWED
from syncapp.sandbox.quickbooks.money import ZERO, number

DECLARED = "com.intuit.schema.finance.v3.NameValue"

# What says nothing of links while it has none; invoices and payments then have an empty list [recorded 2023].
SILENT = ("CreditMemo", "JournalEntry", "RefundReceipt", "SalesReceipt")


class Viewer:
    """Shows documents of one company to one request; definitions are looked up once."""

    def __init__(self, books: Books, include: frozenset[str] = frozenset()) -> None:
        self.books, self.include = books, include
        self._fields: dict[str, list[dict[str, str]]] = {}

    def show(self, entity: str, doc: Doc) -> Doc:
        """As a read shows it, in the order of the vendor's answers."""
        return order.in_json(entity, self._shown(entity, doc))

    def _shown(self, entity: str, doc: Doc) -> Doc:
        if doc.get("status") == "Deleted":
            return doc
        out = dict(doc)
        out.pop(OWED, None)
        self._show_fields(entity, out)
        if entity == "Customer":
            own, all_ = balance(self.books, doc["Id"]), balance_with_jobs(self.books, doc["Id"])
            return {**out, "Balance": number(own), "BalanceWithJobs": number(all_)}
        if entity == "Account":
            own, all_ = account_balance(self.books, doc), account_balance(self.books, doc, below=True)
            return {**out, "CurrentBalance": number(own), "CurrentBalanceWithSubAccounts": number(all_)}
        if "CustomerRef" in doc:  # a reference shows today's name
            customer = self.books.get("Customer", doc["CustomerRef"]["value"]) or {}
            out["CustomerRef"] = {**doc["CustomerRef"], "name": customer.get("DisplayName", "")}
        if entity in SILENT and not out.get("LinkedTxn"):
            out.pop("LinkedTxn", None)
        if entity == "TaxAgency":
            out.pop("Active", None)
        if entity == "Invoice" and "invoiceLink" in self.include:
            return self._with_link(out)
        if entity == "Payment":
            out["Line"] = [{**line, "LineEx": self._line_ex(line)} for line in doc.get("Line", [])]
        return out

    def _show_fields(self, entity: str, out: dict[str, Any]) -> None:
        """Forms show every enabled custom field, customers and vendors have enhanced ones alone."""
        if entity not in customfields.CARRIERS:
            return
        enhanced = customfields.ENHANCED in self.include
        if entity not in self._fields:
            self._fields[entity] = customfields.definitions(self.books, entity, enhanced=enhanced)
        shown = customfields.shown(out.pop("CustomField", []), self._fields[entity])
        if entity in FORMS or shown:
            out["CustomField"] = shown
        if entity in FORMS:
            out["FreeFormAddress"] = True  # [recorded 2020–2024]

    def _with_link(self, doc: Doc) -> Doc:
        """Only where online payment is on for company and invoice, and somebody is to get it."""
        enabled = self.books.preference("SalesFormsPrefs", "ETransactionPaymentEnabled")
        online = doc.get("AllowOnlineCreditCardPayment") or doc.get("AllowOnlineACHPayment")
        if not (enabled and online and doc.get("BillEmail")):
            return doc
        return {**doc, "InvoiceLink": f"https://connect.intuit.com/t/scs-v1-{self.books.realm}-{doc['Id']}"}

    def _line_ex(self, line: dict[str, Any]) -> dict[str, Any]:
        link = line["LinkedTxn"][0]
        other = self.books.get(link["TxnType"], link["TxnId"]) or {}
        values = {
            "txnId": link["TxnId"],
            "txnOpenBalance": f"{other.get('Balance', 0):.2f}",
            "txnReferenceNumber": other.get("DocNumber", ""),
        }
        pairs = [{"Name": name, "Value": value} for name, value in values.items()]
        return {
            "any": [
                {
                    "name": "{http://schema.intuit.com/finance/v3}NameValue",
                    "declaredType": DECLARED,
                    "scope": "javax.xml.bind.JAXBElement$GlobalScope",
                    "value": each,
                    "nil": False,
                    "globalScope": True,
                    "typeSubstituted": False,
                }
                for each in pairs
            ]
        }


def balance(books: Books, customer: str) -> Decimal:
    return sum(books.index.find("customer", customer).values(), ZERO)


def balance_with_jobs(books: Books, customer: str) -> Decimal:
    children = [id_ for _, id_ in books.index.find("child", customer)]
    return balance(books, customer) + sum((balance_with_jobs(books, each) for each in children), ZERO)


def account_balance(books: Books, account: Doc, *, below: bool = False) -> Decimal:
    """What an account holds, with its sub-accounts where `below`."""
    rows = books.rows("Account").values()
    first = next((each for each in rows if each.get("AccountSubType") == account.get("AccountSubType")), account)
    total = ledger.balance(lambda key: books.index.find("posted", key), account, is_first=first["Id"] == account["Id"])
    children = [each for each in rows if below and each.get("ParentRef", {}).get("value") == account["Id"]]
    return total + sum((account_balance(books, each, below=True) for each in children), ZERO)


def enveloped(books: Books, name: str, value: Any) -> dict[str, Any]:
    return {name: value, "time": books.envelope_time()}


def refusal(books: Books, fault: Fault) -> Answer:
    return Answer(fault.status, {"Fault": fault.body(), "time": books.envelope_time()})
