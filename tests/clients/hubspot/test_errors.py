"""Each refusal as the client raises it: status, reason, body and headers."""

from __future__ import annotations

from typing import Any

import pytest
from hubspot import HubSpot as Client
from hubspot.crm.contacts.exceptions import (
    ForbiddenException,
    NotFoundException,
    ServiceException,
    UnauthorizedException,
)

from tests.clients.hubspot.doors import Door, contact, invoice, line
from tests.clients.hubspot.site import Site, refused
from tests.sandbox.hubspot.portal import end


@pytest.mark.parametrize(
    ("kind", "properties", "code"),
    [
        ("contacts", {"foo": "1"}, "PROPERTY_DOESNT_EXIST"),
        ("contacts", {"email": "no address"}, "INVALID_EMAIL"),
        ("contacts", {"hs_object_id": "1"}, "READ_ONLY_VALUE"),
        ("invoices", {"hs_currency": "XXX"}, "INVALID_OPTION"),
        ("invoices", {"hs_currency": "USD", "hs_invoice_date": "soon"}, "INVALID_DATE"),
        ("line_items", {"name": "x", "price": "dear"}, "INVALID_NUMBER"),
    ],
)
def test_values_that_are_not_taken(client: Client, kind: str, properties: dict[str, str], code: str) -> None:
    with refused(400, "VALIDATION_ERROR", "Bad Request") as caught:
        Door(client, kind).create(properties)
    assert caught.body["message"].startswith("Property values were not valid: [{")
    assert caught.body["errors"][0]["code"] == code
    assert caught.body["errors"][0]["context"]["propertyName"] == [list(properties)[-1]]


def test_all_that_is_wrong_is_told_at_once(client: Client) -> None:
    with refused(400, "VALIDATION_ERROR") as caught:
        Door(client, "contacts").create({"foo": "1", "email": "x", "firstname": "Ann"})
    assert [one["code"] for one in caught.body["errors"]] == ["PROPERTY_DOESNT_EXIST", "INVALID_EMAIL"]


def test_an_invoice_needs_a_currency_and_to_be_opened_a_contact_and_lines(client: Client) -> None:
    door = Door(client, "invoices")
    with refused(400, "VALIDATION_ERROR"):
        door.create({})
    bill = door.create({"hs_currency": "USD"}, end(contact(client), 177)).id
    with refused(400, "VALIDATION_ERROR") as caught:
        door.update(bill, {"hs_invoice_status": "open"})
    assert "INVOICE_TO_LINE_ITEM" in str(caught.body)
    line(client, bill, price="1", quantity="1")
    assert door.update(bill, {"hs_invoice_status": "open"}).properties["hs_number"]
    with refused(400):
        door.archive(bill)


def test_unknown_types_and_bodies_that_are_no_json(client: Client) -> None:
    with refused(400, "VALIDATION_ERROR") as caught:
        Door(client, "gardens", generic=True).page()
    assert caught.body["message"] == "Unable to infer object type from: gardens"
    path = "/crm/v3/objects/contacts"
    broken: Any = client.api_request({"method": "POST", "path": path, "body": '{"properties": '})
    assert (broken.status_code, broken.json()["category"]) == (400, "VALIDATION_ERROR")
    assert broken.json()["message"].startswith("Invalid input JSON on line 1, column")
    form = {"method": "POST", "path": path, "body": {"a": "b"}, "default_json": False}
    assert client.api_request(form).status_code == 415


def test_addresses_that_do_not_exist(client: Client) -> None:
    for path in ("/crm/v3/nothing", "/crm/v9/objects/contacts", "/nothing"):
        assert client.api_request({"path": path}).status_code == 404
    assert client.api_request({"method": "PUT", "path": "/crm/v3/objects/contacts"}).status_code == 405


@pytest.mark.parametrize("token", [None, "garbage", "pat-na1-00000000-0000-4000-8000-000000000000"])
def test_without_a_good_token(site: Site, token: str | None) -> None:
    with refused(401, "INVALID_AUTHENTICATION", "Unauthorized") as caught:
        contact(site.held_by(token))
    assert isinstance(caught.error, UnauthorizedException)
    assert caught.body["message"].startswith("Authentication credentials not found.")


@pytest.mark.parametrize(
    ("scopes", "does", "wanted"),
    [
        (["crm.objects.contacts.read"], lambda one: contact(one), "crm.objects.contacts.write"),
        (["crm.objects.contacts.write"], lambda one: one.crm.contacts.basic_api.get_page(), "crm.objects.contacts.read"),
        (["oauth"], lambda one: one.crm.owners.owners_api.get_page(), "crm.objects.owners.read"),
        (["oauth"], lambda one: invoice(one), "crm.objects.invoices.write"),
        (["oauth"], lambda one: one.crm.properties.core_api.get_all("invoices"), "crm.schemas.invoices.read"),
    ],
)  # fmt: skip
def test_without_the_scope(site: Site, scopes: list[str], does: Any, wanted: str) -> None:
    with refused(403, "MISSING_SCOPES", "Forbidden") as caught:
        does(site.client(*scopes))
    assert "ForbiddenException" in str(type(caught.error))
    assert wanted in caught.body["errors"][0]["context"]["requiredGranularScopes"]
    assert caught.body["links"] == {"scopes": "https://developers.hubspot.com/scopes"}


def test_the_classes_of_the_client(site: Site, client: Client) -> None:
    with pytest.raises(NotFoundException):
        client.crm.contacts.basic_api.get_by_id("99")
    with pytest.raises(ForbiddenException):
        site.client("oauth").crm.contacts.basic_api.get_page()
    site.fault({"status": 503}, path="/contacts")
    with pytest.raises(ServiceException):
        client.crm.contacts.basic_api.get_page()


def test_a_contact_that_is_there(client: Client) -> None:
    first = contact(client)
    with refused(409, "CONFLICT", "Conflict") as caught:
        contact(client, "ANN@example.com")
    assert caught.body["message"] == f"Contact already exists. Existing ID: {first}"


@pytest.mark.parametrize("status", [423, 477, 500, 502, 503, 504, 521, 524])
def test_what_passes(site: Site, client: Client, status: int) -> None:
    """A lock, a migration, a bad moment: the next call works."""
    headers = {"Retry-After": "3"} if status == 477 else {}
    site.fault({"status": status, "headers": headers}, method="POST", path="/contacts$")
    with refused(status) as caught:
        contact(client)
    assert caught.error.body
    assert caught.headers.get("retry-after") == headers.get("Retry-After")
    assert contact(client)
