"""Whatever is written in whatever order: the sums agree, and nothing makes the emulator stumble."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syncapp.sandbox.call import Call
from syncapp.sandbox.quickbooks.company import Company
from syncapp.sandbox.quickbooks.responses import account_balance, balance
from syncapp.sandbox.quickbooks.schema_lists import CUSTOMER, ITEM
from syncapp.sandbox.quickbooks.schema_transactions import INVOICE, LINE, PAYMENT
from tests.sandbox.quickbooks import hands
from tests.sandbox.quickbooks.hands import Hand, applied, line, ref

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def fresh() -> tuple[Company, Hand, Hand]:
    vendor = hands.vendor()
    company = vendor.company()
    services = company.find_named("Account", "Services") or {}
    company.load("Customer", {"DisplayName": "Acme"})
    company.load("Item", {"Name": "Labor", "IncomeAccountRef": ref(services["Id"])})
    return company, Hand(vendor), Hand(vendor, as_user=True)


money = st.decimals(min_value=0, max_value=500, places=2).map(float)
which = st.integers(0, 30)
step = st.one_of(
    st.tuples(st.sampled_from(["Invoice", "CreditMemo"]), which, money),
    st.tuples(
        st.sampled_from(["pay", "credit", "repay", "reprice", "void", "delete", "void payment", "delete payment"]),
        which,
        money,
    ),
)


def act(hand: Hand, person: bool, kind: str, number: int, value: float) -> None:
    """One thing that somebody tries; a refusal is fine, a stumble is not."""
    id_ = str(number)
    head = {"Id": id_, "SyncToken": str(number % 4)} if not person else {"Id": id_}
    lines = applied(value, ("Invoice", id_))
    tries: dict[str, tuple[str, dict[str, Any], dict[str, str]]] = {
        "Invoice": ("invoice", {"CustomerRef": ref("1"), "Line": [line(value)]}, {}),
        "CreditMemo": ("creditmemo", {"CustomerRef": ref("1"), "Line": [line(value)]}, {}),
        "pay": ("payment", {"CustomerRef": ref("1"), "TotalAmt": value, "Line": lines}, {}),
        "credit": ("payment", {"CustomerRef": ref("1"), "TotalAmt": 0, "Line": applied(value, ("Invoice", id_), ("CreditMemo", str(number // 2)))}, {}),
        "repay": ("payment", {**head, "sparse": True, "TotalAmt": value, "Line": applied(value, ("Invoice", str(number // 2)))}, {}),
        "reprice": ("invoice", {**head, "sparse": True, "Line": [line(value)]}, {}),
        "void": ("invoice", head, {"operation": "void"}),
        "delete": ("invoice", head, {"operation": "delete"}),
        "void payment": ("payment", {**head, "sparse": True}, {"operation": "update", "include": "void"}),
        "delete payment": ("payment", head, {"operation": "delete"}),
    }  # fmt: skip
    path, body, query = tries[kind]
    assert hand.call("POST", path, body, **query).status in (200, 400)


def money_of(value: Any) -> Decimal:
    return Decimal(str(value))


def check(company: Company) -> None:
    links: dict[tuple[str, str], Decimal] = {}
    for payment in company.rows("Payment").values():
        rest = money_of(payment["TotalAmt"])
        for each in payment["Line"]:
            link = each["LinkedTxn"][0]
            key = (link["TxnType"], link["TxnId"])
            links[key] = links.get(key, Decimal(0)) + money_of(each["Amount"])
            rest -= money_of(each["Amount"]) * (1 if key[0] == "Invoice" else -1)
        assert money_of(payment["UnappliedAmt"]) == rest >= 0
    for kind in ("Invoice", "CreditMemo"):
        for doc in company.rows(kind).values():
            assert money_of(doc["Balance"]) == money_of(doc["TotalAmt"]) - links.pop((kind, doc["Id"]), Decimal(0))
            assert 0 <= doc["Balance"] <= doc["TotalAmt"]
            payers = [key for key, part in payments_of(company, kind, doc["Id"]).items() if part]
            assert sorted(each["TxnId"] for each in doc["LinkedTxn"]) == sorted(payers)
    assert not links  # nothing is applied to what is gone
    receivable = company.find_named("Account", "Accounts Receivable (A/R)") or {}
    owed = sum((balance(company, each) for each in company.rows("Customer")), Decimal(0))
    assert account_balance(company, receivable) == owed


def payments_of(company: Company, kind: str, id_: str) -> dict[str, bool]:
    target = {"TxnId": id_, "TxnType": kind}
    rows = company.rows("Payment").values()
    return {each["Id"]: any(row["LinkedTxn"][0] == target for row in each["Line"]) for each in rows}


@QUICK
@given(st.lists(st.tuples(st.booleans(), step), max_size=40))
def test_balances_always_are_totals_less_what_is_applied(
    steps: list[tuple[bool, tuple[str, int, float]]],
) -> None:
    company, app, person = fresh()
    for by_person, (kind, number, value) in steps:
        act(person if by_person else app, by_person, kind, number, value)
        check(company)


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["1", "2026-02-31", "TAX", "²"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["value", "Address", "TxnId", "Line", *LINE]), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
names = st.sampled_from(sorted({*INVOICE, *PAYMENT, *CUSTOMER, *ITEM, "Estimate"}))
paths = st.sampled_from(
    [
        "invoice",
        "payment",
        "customer",
        "item",
        "deposit",
        "journalentry",
        "term",
        "taxservice/taxcode",
        "preferences",
        "batch",
    ]
)


@QUICK
@given(paths, st.dictionaries(names, junk, max_size=4), st.booleans(), st.booleans())
def test_no_body_makes_it_stumble(path: str, junk: dict[str, Any], person: bool, base: bool) -> None:  # absurd values
    _, app, user = fresh()
    wanted = (
        {"CustomerRef": ref("1"), "Line": [line(10)], "DisplayName": "X", "Name": "X", "TotalAmt": 1} if base else {}
    )
    body = {**{name: value for name, value in wanted.items() if path == "invoice" or name != "Line"}, **junk}
    if path == "batch":
        body = {"BatchItemRequest": [{"bId": "1", "operation": "create", "Invoice": body}]}
    answer = (user if person else app).call("POST", path, body)
    assert answer.status in (200, 400)
    json.loads(answer.payload()[0], parse_constant=lambda name: 1 / 0)  # plain JSON, no NaN


@QUICK
@given(st.binary(max_size=40), st.sampled_from(["/v3/company/9341450000000001/batch", "/oauth2/v1/tokens/bearer", "/v2/oauth2/tokens/revoke", "/connect/oauth2", "/v3/company/9341450000000001/query"]))  # fmt: skip
def test_no_bytes_make_it_stumble(body: bytes, path: str) -> None:
    vendor = hands.vendor()
    token = vendor.tokens({}, None)["access_token"]
    for scheme in (f"Bearer {token}", "Basic aWQ6c2VjcmV0", "Basic \u20ac", ""):
        call = Call("POST", path, headers={"authorization": scheme}, body=body)
        assert vendor.handle(call).status in (200, 302, 400, 401, 403, 415)
        assert vendor.kind(call)


@QUICK
@given(
    st.text(max_size=40)
    | st.sampled_from(["select * from Invoice where Id > '²'", "select * from Invoice where TxnDate > ''"])
)
def test_no_statement_makes_it_stumble(statement: str) -> None:
    _, app, _ = fresh()
    assert app.call("GET", "query", query=statement).status in (200, 400)
