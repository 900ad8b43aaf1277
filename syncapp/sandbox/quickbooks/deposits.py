"""Bank deposits and journal entries."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from syncapp.sandbox.quickbooks import closing, currency, links, references
from syncapp.sandbox.quickbooks.books import Doc
from syncapp.sandbox.quickbooks.context import Context, name_of
from syncapp.sandbox.quickbooks.errors import Fault, business, required
from syncapp.sandbox.quickbooks.models import OWED, Entity
from syncapp.sandbox.quickbooks.money import ZERO, amount
from syncapp.sandbox.quickbooks.schema_lists import ACCOUNT_TYPES

# Where money of a deposit without a transaction may come from [D].
SOURCES = (
    "Income",
    "Other Income",
    "Expense",
    "Other Expense",
    "Other Current Asset",
    "Equity",
    "Cost of Goods Sold",
)
ASSETS = tuple(kind for kind, class_ in ACCOUNT_TYPES.items() if class_ == "Asset")
MONEY_IN, MONEY_OUT = ("Payment", "SalesReceipt"), ("RefundReceipt",)


def build(ctx: Context, spec: Entity, old: Doc | None, new: dict[str, Any], sent: set[str]) -> dict[str, Any]:
    new.setdefault("TxnDate", ctx.books.today().isoformat())
    closing.check(ctx, old, new)
    references.resolve(ctx, spec.fields, new, sent - {"Line"})
    if not new.get("Line"):
        raise required("Line")
    if old is not None and "Line" in sent and not ctx.history and links.payments_of(ctx, spec.name, old["Id"]):
        raise business("The transaction is linked to other transactions. Unlink or delete the payment first.")
    if "Line" in sent or old is None:
        references.resolve(ctx, spec.fields, new, {"Line"})
        new["Line"] = [
            {**_head(spec, n, each), **BUILDERS[spec.name](ctx, old, each)} for n, each in enumerate(new["Line"])
        ]
    new["CurrencyRef"] = currency.reference(currency.wanted(ctx, new.get("CurrencyRef")) or ctx.books.home_currency)
    if spec.name == "Deposit":
        references.account(ctx, new, "DepositToAccountRef", ("Bank", "Other Current Asset"), needed=True)
        total = sum((amount(each["Amount"]) for each in new["Line"]), ZERO)
        new["TotalAmt"] = total - _cash_back(ctx, new, total)
    else:
        _check_balanced(new["Line"])
        new["TotalAmt"] = ZERO  # always [D]
    return new


def _deposit_line(ctx: Context, old: Doc | None, line: dict[str, Any]) -> dict[str, Any]:
    linked = line.get("LinkedTxn") or []
    if not linked:
        return _direct_line(ctx, line)
    if not (ctx.as_user or ctx.history):
        for name, there in (("Amount", line), ("TxnLineId", linked[0])):  # both [D]
            if there.get(name) is None:
                raise required(name)
    kind, id_ = linked[0].get("TxnType"), linked[0].get("TxnId", "")
    doc = ctx.find(kind, id_) if kind in MONEY_IN + MONEY_OUT else None
    if doc is None:
        raise Fault("620", f"Txn ID Cannot Be Linked : {kind} {id_} cannot be deposited", "LinkedTxn")
    holder = links.deposit_of(ctx, kind, id_)
    if holder is not None and (old is None or holder != old["Id"]):
        raise Fault("620", f"Txn ID Cannot Be Linked : {kind} {id_} is in deposit {holder}", "LinkedTxn")
    account = ctx.books.get("Account", doc.get("DepositToAccountRef", {}).get("value", "")) or {}
    if account.get("AccountSubType") != "UndepositedFunds":
        raise Fault("620", f"Txn ID Cannot Be Linked : {kind} {id_} is not in Undeposited Funds", "LinkedTxn")
    total = amount(doc["TotalAmt"]) * (1 if kind in MONEY_IN else -1)
    if line.get("Amount") not in (None, total):
        raise business("The amount of a deposit line must be the amount of its transaction")  # text assumed
    return {**line, "Amount": total, "LinkedTxn": [{"TxnId": id_, "TxnType": kind, "TxnLineId": "0"}]}


def _head(spec: Entity, at: int, line: dict[str, Any]) -> dict[str, Any]:
    """Entries count their lines from 0, deposits from 1; what a deposit takes in has no number [recorded 2023]."""
    if spec.name == "JournalEntry":
        return {"Id": str(at)}
    return {} if line.get("LinkedTxn") else {"Id": str(at + 1), "LineNum": at + 1}


def _direct_line(ctx: Context, line: dict[str, Any]) -> dict[str, Any]:
    if line.get("Amount") is None:
        raise required("Amount")
    if not line.get("DepositLineDetail", {}).get("AccountRef"):
        raise required("AccountRef")
    references.account(ctx, line["DepositLineDetail"], "AccountRef", SOURCES)
    return {**line, "DetailType": "DepositLineDetail"}


def _cash_back(ctx: Context, new: dict[str, Any], total: Decimal) -> Decimal:
    """What is kept in cash: into an asset account [D], never more than what is brought (text assumed)."""
    back = new.get("CashBack")
    if not back:
        return ZERO
    for name in ("Amount", "AccountRef"):
        if back.get(name) is None:
            raise required(name)
    references.account(ctx, back, "AccountRef", ASSETS)
    if not ZERO <= back["Amount"] <= total:
        raise business("The cash back amount must be between 0 and the total of the deposit")
    return Decimal(back["Amount"])


def _journal_line(ctx: Context, old: Doc | None, line: dict[str, Any]) -> dict[str, Any]:
    if line.get("DetailType") == "DescriptionOnly":
        return {
            "Description": line.get("Description", ""),
            "DetailType": "DescriptionOnly",
            "DescriptionLineDetail": {},
        }
    detail = line.get("JournalEntryLineDetail")
    if detail is None or not detail.get("PostingType") or not detail.get("AccountRef"):
        raise required("JournalEntryLineDetail")
    if line.get("Amount") is None:
        raise required("Amount")
    if line["Amount"] < ZERO:
        raise Fault("2290", f"Negative Amount : Supplied value:{line['Amount']}", "Amount")
    account = ctx.resolve("Account", detail["AccountRef"]["value"])
    entity = detail.get("Entity")
    if account["AccountType"] == links.RECEIVABLE and (entity or {}).get("Type") != "Customer":
        raise business("When you use Accounts Receivable, you must choose a customer in the Name field.")
    if account["AccountType"] == "Accounts Payable" and (entity or {}).get("Type") != "Vendor":
        raise business("When you use Accounts Payable, you must choose a vendor in the Name field.")
    if entity:
        who = ctx.resolve(entity["Type"], entity["EntityRef"]["value"])
        line = {
            **line,
            "JournalEntryLineDetail": {
                **detail,
                "Entity": {**entity, "EntityRef": {"value": who["Id"], "name": name_of(who)}},
            },
        }
    return {**line, "DetailType": "JournalEntryLineDetail"}


def _check_balanced(rows: list[dict[str, Any]]) -> None:
    """At least one line of each side [D], and both sides the same."""
    sums: dict[str, Decimal] = {}
    for line in (each for each in rows if "JournalEntryLineDetail" in each):
        side = line["JournalEntryLineDetail"]["PostingType"]
        sums[side] = sums.get(side, ZERO) + amount(line["Amount"])
    if len(sums) < 2:
        raise Fault("2250", "Missing lines : You must enter at least one split line", "Line")
    if sums["Debit"] != sums["Credit"]:
        raise business("Please balance debits and credits.")  # text remembered


BUILDERS = {"Deposit": _deposit_line, "JournalEntry": _journal_line}


def settle(ctx: Context, spec: Entity, old: Doc | None, doc: dict[str, Any]) -> None:
    if spec.name == "JournalEntry":
        doc["LinkedTxn"] = (old or {}).get("LinkedTxn", [])
        doc[OWED] = links.owed_by_entry(ctx, doc)
        doc.setdefault("Adjustment", False)
        doc.setdefault("TxnTaxDetail", {})


def after(ctx: Context, spec: Entity, old: Doc | None, doc: Doc | None) -> None:
    """A payment that came into a deposit or out of it shows it, and counts as changed (assumed)."""
    before, now = _linked(old), _linked(doc)
    for key in dict.fromkeys([*before, *now]):
        if (key in before) != (key in now):
            links.refresh(ctx, *key)


def _linked(doc: Doc | None) -> list[tuple[str, str]]:
    rows = (doc or {}).get("Line", [])
    return [(link["TxnType"], link["TxnId"]) for line in rows for link in line.get("LinkedTxn", [])]


def check_removal(ctx: Context, spec: Entity, doc: Doc) -> None:
    closing.check(ctx, doc)
    if links.payments_of(ctx, spec.name, doc["Id"]) and not ctx.history:
        raise business("The transaction is linked to other transactions. Unlink or delete the payment first.")
