"""Whatever is sent to whatever route is answered in HubSpot's form: never by a failure of the sandbox."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syncapp.sandbox.call import Call
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.hubspot import shapes
from syncapp.sandbox.hubspot.bodies import TEXT, TEXTS, WHOLE, Choice, Shape
from syncapp.sandbox.hubspot.urls import AREAS
from syncapp.sandbox.hubspot.vendor import HubSpot
from syncapp.sandbox.state import Store
from tests.clients.shapes.watch import watched
from tests.sandbox.hubspot.portal import Portal, end

IDS = [str(number) for number in range(10_001, 10_011)]
SEGMENTS = [
    *IDS,
    "contacts",
    "invoices",
    "0-8",
    "commerce_payment",
    "deals",
    "taxes",
    "email",
    "hs_number",
    "x",
    "177",
    "é",
    "501",
]
KEYS = [
    "inputs", "properties", "associations", "id", "idProperty", "to", "from", "types", "type", "name", "label", "fieldType",
    "groupName", "options", "value", "values", "highValue", "operator", "propertyName", "filters", "filterGroups", "sorts",
    "direction", "limit", "after", "query", "archived", "objectId", "primaryObjectId", "objectIdToMerge", "objectWriteTraceId",
    "associationCategory", "associationTypeId", "propertiesWithHistory", "hasUniqueValue", "displayOrder", "inverseLabel",
    "email", "hs_currency", "hs_invoice_status", "price", "quantity", "hs_initial_amount", "hs_initiated_date", "hs_type", "hs_value",
]  # fmt: skip
WORDS = [
    *IDS, "EQ", "IN", "BETWEEN", "GT", "CONTAINS_TOKEN", "HAS_PROPERTY", "ASCENDING", "HUBSPOT_DEFINED", "USER_DEFINED", "string",
    "enumeration", "number", "text", "select", "contactinformation", "open", "paid", "voided", "draft", "USD", "PERCENT", "FIXED", "-1",
    "1e999", "12.5", "ann@example.com", "2026-11-20", "hs_lastmodifieddate", "createdate", "email", "", " ", "\u0000", "😀", "true",
]  # fmt: skip
scalars = st.one_of(st.sampled_from(WORDS), st.integers(-5, 500), st.floats(), st.booleans(), st.none())
bodies = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=5)),
    max_leaves=12,
)


def like(kind: Any) -> st.SearchStrategy[Any]:
    """Bodies that pass the first look, and some that just do not."""
    if isinstance(kind, Shape):
        fields = {name: st.one_of(like(one), like(one), st.none()) for name, one in kind.fields.items()}
        known = {name: like(kind.fields[name]) for name in kind.required}
        return st.fixed_dictionaries(known, optional={name: one for name, one in fields.items() if name not in known})
    if isinstance(kind, list):
        return st.lists(like(kind[0]), max_size=3)
    if isinstance(kind, tuple):
        return st.one_of(*(like(one) for one in kind))
    if isinstance(kind, Choice):
        return st.sampled_from(kind.words)
    if kind == TEXTS:
        return st.dictionaries(st.sampled_from([*KEYS, *VALUES]), scalars, max_size=4)
    if kind == WHOLE:
        return st.sampled_from([1, 2, 3, 5, 20, 177, 178, 279, 387, 410, 412, 542, 100, 0, -1, 20_001])
    return st.sampled_from(WORDS) if kind == TEXT else scalars


VALUES = [
    "hs_invoice_billable", "hs_number", "hs_due_date", "hs_latest_status", "hs_currency_code", "hs_product_id", "discount", "firstname",
    "hs_discount_percentage", "hs_tax_rate_group_id", "hs_label", "dealname", "name", "lifecyclestage", "hs_additional_emails",
]  # fmt: skip
ALL_SHAPES = [one for one in vars(shapes).values() if isinstance(one, Shape)]
formed = st.sampled_from(ALL_SHAPES).flatmap(
    lambda one: st.one_of(
        like(one),
        st.lists(like(one), max_size=3).map(lambda inputs: {"inputs": inputs}),
        st.lists(like(one), max_size=3),
    )
)
queries = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "limit",
                "after",
                "properties",
                "propertiesWithHistory",
                "associations",
                "archived",
                "idProperty",
            ]
        ),
        st.sampled_from([*SEGMENTS, "true", "-1", "10", "email,phone", "contacts,line_items,tickets", ""]),
    ),
    max_size=3,
)
ROUTES = [(area, version, route) for (area, version), routes in AREAS.items() for route in routes]


def address(area: str, version: str, parts: list[str]) -> str:
    if area.startswith("crm/") and version.startswith("v"):
        return "/".join(["/crm", version, area.removeprefix("crm/"), *parts])
    return "/".join([f"/{area}", version, *parts])


@pytest.fixture(scope="module")
def wrong() -> Iterator[list[str]]:
    with pytest.MonkeyPatch.context() as patch, watched(patch) as found:
        yield found


def account() -> Portal:
    clock = Clock(datetime(2026, 11, 24, 9, tzinfo=UTC))
    portal = Portal(HubSpot(Store(), clock, ""), clock)
    invoice = portal.open()
    portal.draft(mirror=True)
    portal.pay(invoice, "5")
    portal.create("deals", end(IDS[0], 3), dealname="D")
    return portal


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_no_request_breaks_the_sandbox(wrong: list[str], data: st.DataObject) -> None:
    portal = account()
    wrong.clear()
    for _ in range(8):
        area, version, (method, pattern, _) = data.draw(st.sampled_from(ROUTES))
        parts = [data.draw(st.sampled_from(SEGMENTS)) if part == "*" else part for part in pattern]
        body: Any = data.draw(st.one_of(bodies, formed, formed, formed))
        if area == "oauth":
            continue
        raw = b"" if method in {"GET", "DELETE"} else json.dumps(body).encode()
        headers = {"authorization": f"Bearer {portal.token}", "content-type": "application/json"}
        call = Call(method, address(area, version, parts), data.draw(queries), headers, raw)
        answer = portal.vendor.handle(call)
        assert answer.status < 500
        portal.token = portal.vendor.tokens({})["access_token"]  # the app may have removed itself
    assert not wrong
