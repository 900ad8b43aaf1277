"""Whatever an answer looks like, it is taken for what it says or refused as garbage; it never breaks a pass otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncapp.connectors.errors import CallFailed, GarbageAnswer
from syncapp.connectors.http import Http
from syncapp.connectors.hubspot import account, changes
from syncapp.connectors.hubspot.errors import classify, problem_of
from syncapp.connectors.hubspot.kinds import CONTACTS, INVOICES, KEY, LINES
from syncapp.connectors.hubspot.numbers import holders
from syncapp.connectors.hubspot.objects import Objects
from syncapp.connectors.hubspot.reading import Reader
from syncapp.connectors.hubspot.shape import record
from syncapp.connectors.hubspot.translate import Translator
from syncapp.connectors.hubspot.writes import interpret, prepare
from syncapp.connectors.oauth import Client
from syncapp.connectors.protocol import Write
from syncapp.core.values import ObjectType

ZONE = ZoneInfo("UTC")
WORDS = [
    "id", "results", "properties", "paging", "next", "after", "errors", "category", "context", "ids", "from", "to", "total",
    "toObjectId", "associationTypes", "label", "associations", "contacts", "line_items", "message", "name", "options", "type",
    "objectWriteTraceId", "w0", "code", "updatedAt", "amount", "hs_amount_billed", "hs_value", "portalId", "companyCurrency",
    "additionalCurrencies", "modificationMetadata", "OBJECT_NOT_FOUND", "5", "7", KEY, "propertyName", "requiredAssociations",
]  # fmt: skip
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 10**15), st.decimals(allow_nan=False, allow_infinity=False), st.sampled_from(WORDS),
    st.sampled_from(["NaN", "", "x", "2026-11-24", "1e400"]),
)  # fmt: skip
ANY = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(WORDS), inner, max_size=5)),
    max_leaves=25,
)
OBJECT = st.fixed_dictionaries({"id": LEAVES, "properties": ANY}, optional={"associations": ANY, "updatedAt": LEAVES})
LINKS = st.fixed_dictionaries({"from": st.one_of(ANY, st.just({"id": "5"}))}, optional={"to": ANY, "paging": ANY})
ANSWERS = st.one_of(
    st.dictionaries(st.sampled_from(WORDS), ANY, max_size=5),
    st.fixed_dictionaries(
        {"results": st.one_of(st.lists(OBJECT, max_size=3), st.lists(LINKS, max_size=3), ANY)},
        optional={"total": LEAVES, "paging": ANY, "errors": ANY},
    ),
)


class Scripted:
    """Gives the same answer to everything."""

    base_url, last_date = "http://127.0.0.1:1", datetime(2026, 11, 24, tzinfo=UTC)

    def __init__(self, answer: Any) -> None:
        self.answer, self.calls = answer, Counter[str]()

    def read(self, method: str, path: str, **more: Any) -> Any:
        self.calls["read"] += 1
        assert self.calls["read"] < 50
        return self.answer


def reader(http: Http) -> Reader:
    return Reader(Objects(http), Translator(ZONE))


def questions(http: Http) -> dict[str, Callable[[], object]]:
    return {
        "pages": lambda: [*reader(http).everything(ObjectType.INVOICE)],
        "contacts": lambda: reader(http).read(ObjectType.CONTACT, ["5", "7"], whole=True),
        "products": lambda: reader(http).read(ObjectType.PRODUCT, ["5", "7"], whole=True),
        "invoices": lambda: reader(http).read(ObjectType.INVOICE, ["5", "7"], whole=False),
        "payments": lambda: reader(http).read(ObjectType.PAYMENT, ["5"], whole=True),
        "by key": lambda: reader(http).by_key(ObjectType.INVOICE, ["x"]),
        "links": lambda: Objects(http).links(INVOICES, LINES, ["5"]),
        "numbers": lambda: holders(reader(http), ["5"]),
        "changes": lambda: changes.poll(Objects(http), reader(http), changes.start(Scripted.last_date), {}),
        "fields": lambda: account.read_fields(http, CONTACTS),
        "marks": lambda: account.missing_marks(http),
        "account": lambda: account.read_account(http, Client("", ""), "pat-na1-x"),
    }


@pytest.mark.parametrize("name", [*questions(cast(Http, None))])
@settings(max_examples=250, deadline=None)
@given(answer=ANSWERS)
def test_no_shape_of_an_answer_breaks_a_question(name: str, answer: Any) -> None:
    try:
        questions(cast(Http, Scripted(answer)))[name]()
    except CallFailed:
        return


@settings(max_examples=400, deadline=None)
@given(answer=st.one_of(ANY, ANSWERS))
def test_no_shape_of_an_answer_breaks_the_reading_of_a_write(answer: Any) -> None:
    writes = [Write(entity="invoice", action="create", key="5"), Write(entity="invoice", action="create", key="7")]
    (call,) = prepare(writes)
    outcomes = interpret(call.items, answer, Translator(ZONE))
    assert len(outcomes) == 2
    for outcome in outcomes:
        assert outcome.unknown or outcome.problem or outcome.id


@settings(max_examples=400, deadline=None)
@given(status=st.sampled_from([400, 401, 403, 404, 409, 423, 429, 477, 500]), body=ANY)
def test_no_shape_of_a_refusal_breaks_its_naming(status: int, body: Any) -> None:
    assert classify(ZONE, status, body, {}).code
    if isinstance(body, dict):
        assert problem_of(body).code


def test_numbers_in_an_answer_are_as_good_as_texts() -> None:
    row = {"id": 5, "properties": {"hs_initial_amount": Decimal("1.50"), "hs_latest_status": "succeeded"}}
    found = record(row)
    assert found["id"] == "5"
    payment = Translator(ZONE).payment(found, ())
    assert payment.amount == Decimal("1.50")


@pytest.mark.parametrize(
    "raw",
    [
        None,
        {},
        {"id": "5"},
        {"id": "", "properties": {}},
        {"id": True, "properties": {}},
        {"id": "5", "properties": {"a": []}},
    ],
)
def test_an_object_without_its_parts_is_garbage(raw: Any) -> None:
    with pytest.raises(GarbageAnswer):
        record(raw)
