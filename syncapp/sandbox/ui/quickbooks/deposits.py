"""Bank deposits: what lies in Undeposited Funds is brought to the bank."""

from __future__ import annotations

from itertools import islice
from typing import Any

from syncapp.sandbox.call import Answer
from syncapp.sandbox.ui import listing as pages
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.forms import Field, button, form, labelled, typed
from syncapp.sandbox.ui.html import Html, facts, html, link, table, tag
from syncapp.sandbox.ui.quickbooks import shared
from syncapp.sandbox.ui.quickbooks.lists import value
from syncapp.sandbox.ui.quickbooks.record import below
from syncapp.sandbox.ui.quickbooks.shared import Doc, money
from syncapp.sandbox.ui.visit import Refusal, Visit

WAITING = 200  # payments to choose from


def listing(visit: Visit) -> Answer:
    found = shared.page_of(visit, "Deposit")
    rows: list[list[object]] = [
        [
            shared.to(visit, "Deposit", doc),
            doc["TxnDate"],
            value(doc, "DepositToAccountRef.name"),
            money(doc["TotalAmt"]),
        ]
        for doc in found.rows
    ]
    new = tag("p", link("New deposit", visit.at("deposits", "new"), class_="button"), class_="actions")
    shown = table("Deposits", ["Deposit", "Date", "Account", "Total"], rows, (3,))
    paging = pages.paging(visit, found, "deposits")
    return visit.page("Deposits", new, shared.search(visit, "deposits"), shown, paging)


def record(visit: Visit, id_: str) -> Answer:
    return _page(visit, shared.read(visit, "Deposit", id_))


def _page(visit: Visit, doc: Doc, refusal: Refusal | None = None) -> Answer:
    rows: list[tuple[str, object]] = [
        ("Date", doc["TxnDate"]), ("Account", value(doc, "DepositToAccountRef.name")), ("Total", money(doc["TotalAmt"])),
        ("Private note", doc.get("PrivateNote")), ("Id", doc["Id"]),
    ]  # fmt: skip
    if doc.get("status") == "Deleted":
        actions = tag("p", "Deleted.", class_="refusal")
    else:
        gone = button(visit.at("deposits", doc["Id"], "delete"), "Delete", kind="danger")
        actions = tag("div", gone, class_="actions")
    return visit.page(
        f"Deposit {doc['Id']}", actions, facts(rows), _lines(visit, doc), below(visit, "Deposit", doc), refusal=refusal
    )


def _lines(visit: Visit, doc: Doc) -> Html:
    rows: list[list[object]] = []
    for line in doc.get("Line", []):
        linked = (line.get("LinkedTxn") or [{}])[0]
        payment = shared.company(visit).get("Payment", linked.get("TxnId", ""))
        rows.append(
            [
                shared.to(visit, "Payment", payment) if payment else line.get("Description", ""),
                money(line["Amount"]),
            ]
        )
    return table("Lines", ["From", "Amount"], rows, (1,))


def _fields(visit: Visit) -> tuple[Field, ...]:
    banks = shared.options(visit, "Account", lambda doc: doc["AccountType"] == "Bank")
    return (Field("account", "Account", "select", banks), Field("date", "Deposit date", "date"))


def _waiting(visit: Visit) -> list[Doc]:
    """Payments in Undeposited Funds that no deposit holds; of too many the newest."""
    books = shared.company(visit)
    funds = {one["Id"] for one in books.rows("Account").values() if one["AccountSubType"] == "UndepositedFunds"}
    found = (
        doc
        for doc in shared.newest(visit, "Payment")
        if doc["TotalAmt"]
        and shared.ref_of(doc, "DepositToAccountRef") in funds
        and not books.index.find("deposited", ("Payment", doc["Id"]))
    )
    return list(islice(found, WAITING))


def _form(visit: Visit, shown: dict[str, str], chosen: set[str], refusal: Refusal | None = None) -> Answer:
    inputs = tag("div", *(labelled(field, shown) for field in _fields(visit)), class_="fields")
    rows: list[list[object]] = [
        [
            _check(doc, doc["Id"] in chosen),
            doc["CustomerRef"].get("name", ""),
            doc["TxnDate"],
            money(doc["TotalAmt"], doc),
        ]
        for doc in _waiting(visit)
    ]
    waiting = table("Payments in Undeposited Funds", ["Payment", "Customer", "Date", "Amount"], rows, (3,))
    found = form(visit.at("deposits", "new"), inputs, waiting, button="Save deposit", cancel=visit.at("deposits"))
    return visit.page("New deposit", found, refusal=refusal)


def _check(doc: Doc, checked: bool) -> Html:
    id_ = f"payment-{doc['Id']}"
    box = tag("input", type="checkbox", name="payment", value=doc["Id"], id=id_, checked=checked)
    return html(box, " ", tag("label", shared.label("Payment", doc), for_=id_))


def new(visit: Visit) -> Answer:
    banks = [one["Id"] for one in shared.newest(visit, "Account") if one["AccountType"] == "Bank"]
    shown = {"account": banks[-1] if banks else "", "date": shared.company(visit).today().isoformat()}
    return _form(visit, shown, set())


def create(visit: Visit) -> Answer:
    sent, chosen = typed(_fields(visit), visit.form), visit.form.get("payment", [])
    lines = [{"LinkedTxn": [{"TxnId": one, "TxnType": "Payment", "TxnLineId": "0"}]} for one in chosen]
    body: dict[str, Any] = {"Line": lines, "TxnDate": sent["date"]}
    if sent["account"]:
        body["DepositToAccountRef"] = shared.ref(sent["account"])
    try:
        made = shared.post(visit, "Deposit", body)
    except Refusal as refusal:
        return _form(visit, sent, set(chosen), refusal)
    return visit.go("deposits", made["Id"], said="The deposit was made.")


def delete(visit: Visit, id_: str) -> Answer:
    try:
        shared.post(visit, "Deposit", {"Id": id_}, operation="delete")
    except Refusal as refusal:
        return _page(visit, shared.read(visit, "Deposit", id_), refusal)
    return visit.go("deposits", id_, said="The deposit was deleted.")


ROUTES: list[Route] = [
    ("GET", "deposits", listing),
    ("GET", "deposits/new", new),
    ("POST", "deposits/new", create),
    ("GET", "deposits/*", record),
    ("POST", "deposits/*/delete", delete),
]
