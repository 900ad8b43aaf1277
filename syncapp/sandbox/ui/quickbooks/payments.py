"""Payments: list, page, "Receive payment", edit, void, delete; and a credit memo applied to an invoice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any

from syncapp.sandbox.call import Answer
from syncapp.sandbox.ui import listing as pages
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.forms import Field, Options, button, form, hidden, labelled, typed
from syncapp.sandbox.ui.html import Html, facts, link, table, tag
from syncapp.sandbox.ui.quickbooks import documents, shared
from syncapp.sandbox.ui.quickbooks.lists import TOKEN, nested, value
from syncapp.sandbox.ui.quickbooks.record import below
from syncapp.sandbox.ui.quickbooks.shared import Doc, money
from syncapp.sandbox.ui.visit import Refusal, Visit

MONEY_ACCOUNTS = ("Bank", "Other Current Asset")


def _own_fields(visit: Visit) -> tuple[Field, ...]:
    accounts = shared.options(visit, "Account", lambda doc: doc["AccountType"] in MONEY_ACCOUNTS)
    return (
        Field("TotalAmt", "Amount received"), Field("TxnDate", "Payment date", "date"),
        Field("PaymentMethodRef.value", "Payment method", "select", shared.options(visit, "PaymentMethod")),
        Field("PaymentRefNum", "Reference no."),
        Field("DepositToAccountRef.value", "Deposit to", "select", accounts),
    )  # fmt: skip


def listing(visit: Visit) -> Answer:
    found = shared.page_of(visit, "Payment")
    rows: list[list[object]] = [
        [shared.to(visit, "Payment", doc), shared.to_ref(visit, "Customer", doc["CustomerRef"]), doc["TxnDate"],
         value(doc, "DepositToAccountRef.name"), money(doc.get("UnappliedAmt"), doc), money(doc["TotalAmt"], doc)]
        for doc in found.rows
    ]  # fmt: skip
    heads = ["Payment", "Customer", "Date", "Deposit to", "Unapplied", "Amount"]
    new = tag("p", link("Receive payment", visit.at("payments", "new"), class_="button"), class_="actions")
    paging = pages.paging(visit, found, "payments")
    return visit.page("Payments", new, shared.search(visit, "payments"), table("Payments", heads, rows, (4, 5)), paging)


def record(visit: Visit, id_: str) -> Answer:
    return _page(visit, shared.read(visit, "Payment", id_))


def _page(visit: Visit, doc: Doc, refusal: Refusal | None = None) -> Answer:
    rows: list[tuple[str, object]] = [
        ("Customer", shared.to_ref(visit, "Customer", doc.get("CustomerRef"))), ("Date", doc["TxnDate"]),
        ("Amount", money(doc.get("TotalAmt"), doc)), ("Unapplied", money(doc.get("UnappliedAmt"), doc)),
        ("Payment method", value(doc, "PaymentMethodRef.name")), ("Reference no.", doc.get("PaymentRefNum")),
        ("Deposit to", value(doc, "DepositToAccountRef.name")), ("Private note", doc.get("PrivateNote")),
        ("Id", doc["Id"]), ("Last updated", doc["MetaData"]["LastUpdatedTime"]),
    ]  # fmt: skip
    if doc.get("status") == "Deleted":
        actions = tag("p", "Deleted.", class_="refusal")
    else:
        actions = tag(
            "div", link("Edit", visit.at("payments", doc["Id"], "edit"), class_="button"),
            button(visit.at("payments", doc["Id"], "void"), "Void", kind="danger"),
            button(visit.at("payments", doc["Id"], "delete"), "Delete", kind="danger"), class_="actions",
        )  # fmt: skip
    return visit.page(
        shared.label("Payment", doc),
        actions,
        facts(rows),
        _applied(visit, doc),
        below(visit, "Payment", doc),
        refusal=refusal,
    )


def _applied(visit: Visit, doc: Doc) -> Html:
    rows: list[list[object]] = []
    for line in doc.get("Line", []):
        kind, id_ = line["LinkedTxn"][0]["TxnType"], line["LinkedTxn"][0]["TxnId"]
        other = shared.company(visit).get(kind, id_)
        named = shared.to(visit, kind, other) if other and kind in shared.PATHS else f"{kind} {id_}"
        rows.append([kind, named, money(line["Amount"], doc)])
    return table("Applied to", ["Type", "Transaction", "Amount"], rows, (2,))


# Receive payment


def _of(visit: Visit, customer: str) -> Iterator[Doc]:
    """The invoices of a customer, by an index, or all."""
    books = shared.company(visit)
    if not customer:
        return shared.newest(visit, "Invoice")
    keys = books.index.find("customer", customer)
    return (books.get(*key) for key in reversed(keys) if key[0] == "Invoice")


def _open_invoices(visit: Visit, customer: str = "") -> Options:
    found = (doc for doc in _of(visit, customer) if doc["Balance"])
    named = [
        (
            doc["Id"],
            f"{shared.label('Invoice', doc)} · {doc['CustomerRef'].get('name')} · {money(doc['Balance'], doc)}",
        )
        for doc in islice(found, shared.CHOICES)
    ]
    return (("", "–"), *named)


def _new_fields(visit: Visit) -> tuple[Field, ...]:
    customers = shared.options(visit, "Customer")
    return (
        Field("invoice", "Invoice", "select", _open_invoices(visit)),
        Field("CustomerRef.value", "Customer", "select", customers, help="Empty: the customer of the invoice."),
        *_own_fields(visit),
    )


def _new_form(visit: Visit, shown: dict[str, str], refusal: Refusal | None = None) -> Answer:
    fields = tag("div", *(labelled(field, shown) for field in _new_fields(visit)), class_="fields")
    found = form(visit.at("payments", "new"), fields, button="Receive payment", cancel=visit.at("payments"))
    return visit.page("Receive payment", found, refusal=refusal)


def new(visit: Visit) -> Answer:
    invoice = visit.call.param("invoice")
    doc: Doc = shared.company(visit).get("Invoice", invoice) or {}
    usual = next(
        (one["Id"] for one in shared.newest(visit, "Account") if one["AccountSubType"] == "UndepositedFunds"),
        "",
    )
    shown = {
        "invoice": invoice, "CustomerRef.value": shared.ref_of(doc, "CustomerRef"),
        "TotalAmt": shared.number(doc.get("Balance")), "TxnDate": shared.company(visit).today().isoformat(),
        "DepositToAccountRef.value": usual,
    }  # fmt: skip
    return _new_form(visit, shown)


def create(visit: Visit) -> Answer:
    sent = typed(_new_fields(visit), visit.form)
    body: dict[str, Any] = nested({name: text for name, text in sent.items() if text and name != "invoice"})
    doc: Doc = shared.company(visit).get("Invoice", sent["invoice"]) or {}
    if doc:
        body.setdefault("CustomerRef", shared.ref(shared.ref_of(doc, "CustomerRef")))
        body.setdefault("CurrencyRef", shared.ref(shared.ref_of(doc, "CurrencyRef")))
        body["Line"] = [_line(_applicable(sent["TotalAmt"], doc), "Invoice", doc["Id"])]
    try:
        made = shared.post(visit, "Payment", body)
    except Refusal as refusal:
        return _new_form(visit, sent, refusal)
    return visit.go("payments", made["Id"], said="The payment was received.")


def _applicable(amount: str, invoice: Doc) -> str:
    """More than the balance stays unapplied, as the page does it."""
    try:
        return str(min(Decimal(amount), Decimal(str(invoice["Balance"]))))
    except InvalidOperation:
        return amount


def _line(amount: str, kind: str, id_: str) -> Doc:
    return {"Amount": amount, "LinkedTxn": [{"TxnId": id_, "TxnType": kind}]}


# Edit, void, delete


def _shown(visit: Visit, doc: Doc) -> dict[str, str]:
    return {field.name: value(doc, field.name) for field in _own_fields(visit)} | {TOKEN: doc["SyncToken"]}


def _form(visit: Visit, doc: Doc, shown: dict[str, str], refusal: Refusal | None = None) -> Answer:
    fields = tag("div", *(labelled(field, shown) for field in _own_fields(visit)), class_="fields")
    at = ("payments", doc["Id"])
    found = form(visit.at(*at, "edit"), fields, hidden(TOKEN, shown[TOKEN]), button="Save", cancel=visit.at(*at))
    return visit.page(f"Edit {shared.label('Payment', doc)}", found, refusal=refusal)


def edit(visit: Visit, id_: str) -> Answer:
    doc = shared.read(visit, "Payment", id_)
    return _form(visit, doc, _shown(visit, doc))


def update(visit: Visit, id_: str) -> Answer:
    doc = shared.read(visit, "Payment", id_)
    sent = typed(_own_fields(visit), visit.form)
    changes = nested(shared.changed(sent, _shown(visit, doc)))
    head = {"Id": id_, TOKEN: visit.typed(TOKEN), "sparse": True, "CustomerRef": doc["CustomerRef"]}
    try:
        if changes:
            shared.post(visit, "Payment", {**head, "TotalAmt": doc["TotalAmt"], **changes})
    except Refusal as refusal:
        return _form(visit, doc, {**sent, TOKEN: visit.typed(TOKEN)}, refusal)
    return visit.go("payments", id_, said="Saved.")


def _done(visit: Visit, id_: str, act: Callable[[], object], said: str) -> Answer:
    try:
        act()
    except Refusal as refusal:
        return _page(visit, shared.read(visit, "Payment", id_), refusal)
    return visit.go("payments", id_, said=said)


def void(visit: Visit, id_: str) -> Answer:
    def act() -> object:
        return shared.post(visit, "Payment", {"Id": id_, "sparse": True}, operation="update", include="void")

    return _done(visit, id_, act, "The payment was voided.")


def delete(visit: Visit, id_: str) -> Answer:
    def act() -> object:
        return shared.post(visit, "Payment", {"Id": id_}, operation="delete")

    return _done(visit, id_, act, "The payment was deleted.")


# A credit memo applied


def _apply_form(visit: Visit, memo: Doc, shown: dict[str, str], refusal: Refusal | None = None) -> Answer:
    fields = _apply_fields(visit, memo)
    inputs = tag("div", *(labelled(field, shown) for field in fields), class_="fields")
    at = ("credit-memos", memo["Id"])
    found = form(visit.at(*at, "apply"), inputs, button="Apply", cancel=visit.at(*at))
    return visit.page(f"Apply credit memo {shared.label('CreditMemo', memo)}", found, refusal=refusal)


def _apply_fields(visit: Visit, memo: Doc) -> tuple[Field, ...]:
    return (
        Field("invoice", "Invoice", "select", _open_invoices(visit, shared.ref_of(memo, "CustomerRef"))),
        Field("amount", "Amount"),
    )


def choose(visit: Visit, id_: str) -> Answer:
    memo = shared.read(visit, "CreditMemo", id_)
    return _apply_form(visit, memo, {"amount": shared.number(memo.get("Balance"))})


def apply(visit: Visit, id_: str) -> Answer:
    """A payment of zero that links the two, as QuickBooks does it."""
    memo = shared.read(visit, "CreditMemo", id_)
    sent = typed(_apply_fields(visit, memo), visit.form)
    lines = [_line(sent["amount"], "Invoice", sent["invoice"]), _line(sent["amount"], "CreditMemo", id_)]
    head = {name: shared.ref(shared.ref_of(memo, name)) for name in ("CustomerRef", "CurrencyRef")}
    try:
        shared.post(visit, "Payment", {**head, "TotalAmt": 0, "Line": lines})
    except Refusal as refusal:
        return _apply_form(visit, memo, sent, refusal)
    return visit.go(documents.MEMO.path, id_, said="The credit memo was applied.")


ROUTES: list[Route] = [
    ("GET", "payments", listing),
    ("GET", "payments/new", new),
    ("POST", "payments/new", create),
    ("GET", "payments/*", record),
    ("GET", "payments/*/edit", edit),
    ("POST", "payments/*/edit", update),
    ("POST", "payments/*/void", void),
    ("POST", "payments/*/delete", delete),
    ("GET", "credit-memos/*/apply", choose),
    ("POST", "credit-memos/*/apply", apply),
]
