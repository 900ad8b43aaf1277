"""What is refused, and in which words: hubspot.md §8's table of errors, and bodies that are not what §2 has."""

from __future__ import annotations

import json
from typing import Any

import pytest

from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.hubspot.usual import usual
from tests.sandbox.hubspot.portal import CRM, Portal, code, end

CONTACTS = "/crm/v3/objects/contacts"


def send(portal: Portal, method: str, path: str, raw: bytes, kind: str | None = "application/json") -> Answer:
    headers = {"authorization": f"Bearer {portal.token}"} | ({"content-type": kind} if kind else {})
    return portal.vendor.handle(Call(method, path, [], headers, raw))


# How a request is read (§8: invalid JSON, 405, 414, 415)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"{not json", "Invalid input JSON on line 1, column 2: "),
        (b'{\n "properties": {,}\n}', "Invalid input JSON on line 2, column 17: "),
        (b'{"properties": {"price": NaN}}', "Invalid input JSON on line 1, column 1: "),
        (b'{"properties": {"email": "\xff"}}', "Invalid input JSON on line 1, column 27: "),
        (b"", "Invalid input JSON on line 1, column 0: "),
        (b"[]", "Invalid input JSON on line 1, column 1: Cannot deserialize value of type"),
        (b'{"properties": [1]}', "from Array value (token `JsonToken.START_ARRAY`)"),
        (b'{"properties": {"email": {"a": 1}}}', "on line 1, column 26: Cannot deserialize value of type `java.lang.String`"),
        (b'{"properties": {}, "associations": {}}', "on line 1, column 36: Cannot deserialize value of type `java.util.ArrayList`"),
        (b'{"associations": [{"to": {"id": "1"}}]}', "Some required fields were not set: [types]"),
        (b"[" * 5000, "Invalid input JSON"),
    ],
)  # fmt: skip
def test_a_body_that_cannot_be_read_is_refused_with_its_place(portal: Portal, raw: bytes, message: str) -> None:
    answer = send(portal, "POST", CONTACTS, raw)
    assert (answer.status, answer.data["category"]) == (400, "VALIDATION_ERROR")
    assert message in answer.data["message"]
    assert answer.data["message"].startswith("Invalid input JSON on line ")


@pytest.mark.parametrize(
    ("method", "path", "body", "missing"),
    [
        ("POST", f"{CRM}/contacts/batch/create", {}, "inputs"),
        ("POST", f"{CRM}/contacts/batch/read", {"inputs": [{}]}, "id"),
        ("POST", f"{CRM}/contacts/batch/update", {"inputs": [{"properties": {}}]}, "id"),
        ("POST", f"{CRM}/contacts/batch/upsert", {"inputs": [{"idProperty": "email"}]}, "id"),
        ("POST", f"{CRM}/contacts/batch/archive", {"inputs": [{"name": "x"}]}, "id"),
        ("POST", f"{CRM}/contacts/merge", {}, "primaryObjectId, objectIdToMerge"),
        ("POST", f"{CRM}/contacts/search", {"filterGroups": [{"filters": [{}]}]}, "operator, propertyName"),
        ("POST", "/crm/v4/associations/invoices/contacts/batch/create", {"inputs": [{"from": {"id": "1"}}]}, "to, types"),
        ("POST", "/crm/v4/associations/invoices/contacts/batch/read", {"inputs": [{}]}, "id"),
        ("POST", "/crm/v4/associations/contacts/companies/labels", {}, "label, name"),
        ("POST", "/crm/v3/properties/contacts", {}, "name, label, type, fieldType, groupName"),
        ("POST", "/crm/v3/properties/contacts/groups", {}, "name, label"),
    ],
)  # fmt: skip
def test_what_a_body_lacks_is_named(portal: Portal, method: str, path: str, body: Any, missing: str) -> None:
    column = len(json.dumps(body))
    assert portal.refused(method, path, body)["message"] == (
        f"Invalid input JSON on line 1, column {column}. Some required fields were not set: [{missing}]"
    )


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("search", {"limit": "ten"}), ("search", {"limit": [10]}), ("search", {"filterGroups": {}}),
        ("search", {"properties": "email"}), ("search", {"query": {"a": 1}}), ("search", {"sorts": "email"}),
        ("search", {"filters": [{"propertyName": "email", "operator": "LIKE", "value": "a"}]}),
        ("search", {"filters": [{"propertyName": "email", "operator": "IN", "values": "a"}]}),
        ("batch/read", {"inputs": "1"}), ("batch/read", {"inputs": ["1"]}), ("batch/read", {"inputs": [{"id": "1"}], "properties": "a"}),
        ("batch/create", {"inputs": [{"properties": "a"}]}), ("batch/create", {"inputs": [{"associations": [{"to": "1", "types": []}]}]}),
    ],
)  # fmt: skip
def test_a_wrong_type_is_refused(portal: Portal, path: str, body: Any) -> None:
    assert "Cannot deserialize value of type" in portal.refused("POST", f"{CRM}/contacts/{path}", body)["message"]


def test_names_that_a_body_has_besides_are_passed_over(portal: Portal) -> None:  # [C], see bodies.py
    made = portal.ok("POST", CONTACTS, {"properties": {"email": "a@example.com"}, "foo": [1]}, status=201)
    data = portal.refused("PATCH", f"{CONTACTS}/{made['id']}", {"firstname": "Ann"})
    assert data["message"] == "No properties found to update, please provide at least one."
    assert (data["category"], data["context"]) == ("VALIDATION_ERROR", {"properties": ["{}"]})


def test_query_parameters_that_are_not_known_are_passed_over(portal: Portal) -> None:  # [K]
    portal.contact()
    assert len(portal.ok("GET", CONTACTS, hapikey="x", paginateAssociations="false")["results"]) == 1


@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_body_has_to_be_declared_as_json(portal: Portal, kind: str | None) -> None:
    answer = send(portal, "POST", CONTACTS, b'{"properties": {"email": "a@example.com"}}', kind)
    assert (answer.status, answer.data["status"]) == (415, "error")
    assert send(portal, "POST", CONTACTS, b'{"properties": {"email": "a@example.com"}}').status == 201


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("PUT", CONTACTS, "GET,OPTIONS,POST"), ("POST", f"{CONTACTS}/1", "DELETE,GET,OPTIONS,PATCH"),
        ("GET", f"{CONTACTS}/search/x/y", None), ("PATCH", "/crm/v3/properties/contacts", "GET,OPTIONS,POST"),
        ("POST", "/account-info/v3/details", "GET,OPTIONS"), ("GET", "/crm/v9/objects/contacts", None),
    ],
)  # fmt: skip
def test_a_wrong_method_is_a_405_and_an_unknown_address_a_404_without_json(
    portal: Portal, method: str, path: str, allow: str | None
) -> None:
    answer = portal.call(method, path, {})
    if allow is None:
        assert (answer.status, answer.data) == (404, None)
    else:
        assert (answer.status, answer.data["category"], answer.headers["allow"]) == (
            405,
            "METHOD_NOT_ALLOWED",
            allow,
        )


def test_an_address_of_more_than_16_000_characters_is_a_414(portal: Portal) -> None:
    names = [f"property_{number:05}" for number in range(1_000)]  # 15,000 with their commas
    assert portal.call("GET", CONTACTS, properties=",".join(names)).status == 200
    answer = portal.call("GET", CONTACTS, properties=",".join([*names, *names[:100]]))
    assert (answer.status, answer.data) == (414, None)


# What stands in the table of §8


UNREAD = "Property values were not valid: "


@pytest.mark.parametrize(
    ("kind", "properties", "wanted"),
    [
        ("contacts", {"foo": "1"}, "PROPERTY_DOESNT_EXIST"), ("contacts", {"hs_object_id": "1"}, "READ_ONLY_VALUE"),
        ("invoices", {"hs_amount_billed": "1"}, "READ_ONLY_VALUE"), ("invoices", {"hs_invoice_status": "overdue"}, "INVALID_OPTION"),
        ("invoices", {"hs_invoice_status": "Open"}, "INVALID_OPTION"), ("invoices", {"hs_invoice_billable": "yes"}, "INVALID_OPTION"),
        ("invoices", {"hs_currency": "EUR"}, "INVALID_OPTION"), ("invoices", {"hs_allowed_payment_methods": "ach;ACH"}, "INVALID_OPTION"),
        ("invoices", {"hs_due_date": "tomorrow"}, "INVALID_DATE"), ("invoices", {"hs_due_date": "2026-02-30"}, "INVALID_DATE"),
        ("invoices", {"hs_due_date": "2026-11-02T09:00:00"}, "INVALID_DATE"), ("invoices", {"hs_due_date": "02.11.2026"}, "INVALID_DATE"),
        ("line_items", {"price": "1,50"}, "INVALID_NUMBER"), ("line_items", {"price": "1_000"}, "INVALID_NUMBER"),
        ("line_items", {"price": "NaN"}, "INVALID_NUMBER"), ("line_items", {"price": "١٢"}, "INVALID_NUMBER"),
        ("line_items", {"hs_position_on_quote": "1.5"}, "INVALID_INTEGER"), ("line_items", {"price": "-1"}, "INVALID_NUMBER"),
        ("line_items", {"hs_recurring_billing_start_date": "2026-11-02T09:00:00Z"}, "INVALID_DATE"),
        ("contacts", {"email": "a@b"}, "INVALID_EMAIL"), ("contacts", {"hs_additional_emails": "a@example.com;b"}, "INVALID_EMAIL"),
        ("contacts", {"firstname": "x" * 65_537}, "PROPERTY_VALUE_TOO_LONG"), ("contacts", {"hubspot_owner_id": "9"}, "INVALID_OWNER_ID"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_taken_is_told_in_both_forms(
    portal: Portal, kind: str, properties: dict[str, str], wanted: str
) -> None:
    data = portal.refused("POST", f"{CRM}/{kind}", {"properties": properties})
    assert (data["status"], data["category"], code(data)) == ("error", "VALIDATION_ERROR", wanted)
    assert data["message"].startswith(UNREAD)
    (told,) = json.loads(data["message"].removeprefix(UNREAD))
    assert told == {
        "isValid": False, "message": data["errors"][0]["message"], "error": wanted, "name": next(iter(properties)),
        "localizedErrorMessage": told["localizedErrorMessage"],
    }  # fmt: skip
    assert data["errors"][0]["context"] == {"propertyName": list(properties)}


@pytest.mark.parametrize(
    ("kind", "properties", "names"),
    [
        ("contacts", {"phone": "1"}, ["email", "firstname", "lastname"]), ("contacts", {}, ["email", "firstname", "lastname"]),
        ("companies", {"city": "Davis"}, ["name", "domain"]), ("products", {"price": "1"}, ["name"]),
        ("invoices", {}, ["hs_currency"]), ("commerce_payments", {"hs_initial_amount": "1"}, ["hs_initiated_date"]),
        ("discounts", {"hs_type": "FIXED"}, ["hs_value"]),
    ],
)  # fmt: skip
def test_what_a_record_needs_is_named(portal: Portal, kind: str, properties: dict[str, str], names: list[str]) -> None:
    data = portal.refused("POST", f"{CRM}/{kind}", {"properties": properties})
    assert data["message"].endswith("Some required properties were not set.")
    assert (data["category"], data["context"]) == ("VALIDATION_ERROR", {"properties": names})


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("things", "Unable to infer object type from: things"),
        ("0-9999", "Invalid object or event type id: 0-9999"),
    ],
)
def test_a_type_that_is_not_known_is_a_400(portal: Portal, name: str, message: str) -> None:
    for method, path in (
        ("GET", name),
        ("POST", f"{name}/search"),
        ("POST", f"{name}/batch/read"),
        ("GET", f"{name}/1"),
    ):
        data = portal.refused(method, f"/crm/v3/objects/{path}", {})
        assert (data["category"], data["message"]) == ("VALIDATION_ERROR", message)


def test_a_value_that_only_one_record_may_have_is_refused(portal: Portal) -> None:
    made = {
        "name": "our_key",
        "label": "Key",
        "type": "string",
        "fieldType": "text",
        "groupName": "invoiceinformation",
    }
    portal.ok("POST", "/crm/v3/properties/invoices", made | {"hasUniqueValue": True}, status=201)
    portal.create("invoices", hs_currency="USD", our_key="1")
    for path, body in (
        (f"{CRM}/invoices", {"properties": {"hs_currency": "USD", "our_key": "1"}}),
        (
            f"{CRM}/invoices/batch/create",
            {"inputs": [{"properties": {"hs_currency": "USD", "our_key": "1"}}]},
        ),
    ):
        data = portal.refused("POST", path, body)
        assert "already has that value" in data["message"]
        assert data["category"] == "VALIDATION_ERROR"


def test_a_second_contact_of_an_address_is_a_409(portal: Portal) -> None:
    first = portal.contact("ann@example.com")
    data = portal.refused("POST", CONTACTS, {"properties": {"email": "Ann@Example.com"}}, status=409)
    assert (data["category"], data["message"]) == (
        "CONFLICT",
        f"Contact already exists. Existing ID: {first}",
    )


def test_a_type_of_another_pair_is_refused(portal: Portal) -> None:  # §5, text assumed
    contact = portal.contact()
    body = {"properties": {"hs_currency": "USD"}, "associations": [end(contact, 181)]}
    data = portal.refused("POST", f"{CRM}/invoices", body)
    assert (data["category"], code(data)) == ("VALIDATION_ERROR", "INVALID_ASSOCIATION_TYPE")


@pytest.mark.parametrize("limit", ["0", "101", "ten", "-1", "1.5"])
def test_a_limit_out_of_range_is_refused(portal: Portal, limit: str) -> None:
    assert portal.refused("GET", CONTACTS, limit=limit)["category"] == "VALIDATION_ERROR"


def test_a_batch_has_between_1_and_100_inputs(portal: Portal) -> None:
    assert "at least one" in portal.refused("POST", f"{CRM}/contacts/batch/read", {"inputs": []})["message"]
    many = {"inputs": [{"id": str(number)} for number in range(101)]}
    assert "100" in portal.refused("POST", f"{CRM}/contacts/batch/read", many)["message"]


# The answers of faults (§8)


@pytest.mark.parametrize(
    ("status", "category"),
    [
        (400, "VALIDATION_ERROR"), (401, "EXPIRED_AUTHENTICATION"), (403, "MISSING_SCOPES"), (404, "OBJECT_NOT_FOUND"),
        (405, "METHOD_NOT_ALLOWED"), (409, "CONFLICT"), (415, "UNSUPPORTED_MEDIA_TYPE"), (423, "LOCKED"), (429, None), (477, None),
        (500, None),
    ],
)  # fmt: skip
def test_each_status_has_its_usual_body(status: int, category: str | None) -> None:
    answer = usual(status)
    assert (answer.status, answer.data["status"], answer.data.get("category")) == (status, "error", category)
    assert len(answer.data["correlationId"]) == 36
    assert ("retry-after" in answer.headers) == (status == 477)


@pytest.mark.parametrize("status", [414, 502, 503, 504, 521, 522, 523, 524, 525, 526])
def test_what_stands_before_hubspot_answers_with_a_page(status: int) -> None:
    answer = usual(status)
    assert (answer.status, answer.data) == (status, None)
    assert str(status) in (answer.text or "")
