"""Property definitions, their groups and batches; owners; the account; what only a raw request reaches."""

from __future__ import annotations

from typing import Any

import pytest
from hubspot import HubSpot as Client
from hubspot.crm.properties import (
    BatchInputPropertyCreate,
    BatchInputPropertyName,
    BatchReadInputPropertyName,
    OptionInput,
    PropertyCreate,
    PropertyGroupCreate,
    PropertyGroupUpdate,
    PropertyName,
    PropertyUpdate,
)

from tests.clients.hubspot.doors import KINDS, Door, sample
from tests.clients.hubspot.site import Site, refused


def text(name: str, **more: Any) -> PropertyCreate:
    return PropertyCreate(
        name=name, label=name.title(), group_name="invoiceinformation", type="string", field_type="text", **more
    )  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_type_tells_its_properties(client: Client, kind: str) -> None:
    found = {one.name: one for one in client.crm.properties.core_api.get_all(kind).results}
    assert set(sample(kind, 1)) <= set(found)
    assert found["hs_object_id"].modification_metadata.read_only_value is True
    groups = {one.name for one in client.crm.properties.groups_api.get_all(kind).results}
    assert {one.group_name for one in found.values()} <= groups


def test_a_property_of_ones_own(client: Client) -> None:
    api = client.crm.properties.core_api
    made = api.create("invoices", text("our_key", has_unique_value=True))
    assert (made.has_unique_value, made.hubspot_defined, made.archived) == (True, False, False)
    assert made.created_at <= made.updated_at
    assert api.get_by_name("invoices", "our_key").label == "Our_Key"
    assert (
        api.update("invoices", "our_key", PropertyUpdate(label="Our key", description="Realm and id")).label
        == "Our key"
    )
    assert api.get_by_name("invoices", "our_key").description == "Realm and id"
    bill = Door(client, "invoices").create({"hs_currency": "USD", "our_key": "9341:145"})
    assert client.crm.commerce.invoices.basic_api.get_by_id("9341:145", id_property="our_key").id == bill.id
    with refused(400, "VALIDATION_ERROR") as taken:
        Door(client, "invoices").create({"hs_currency": "USD", "our_key": "9341:145"})
    assert "already has that value" in taken.body["message"]
    with refused(409, reason="Conflict"):
        api.create("invoices", text("our_key"))
    api.archive("invoices", "our_key")
    with refused(404, "OBJECT_NOT_FOUND"):
        api.get_by_name("invoices", "our_key")
    assert "our_key" in {one.name for one in api.get_all("invoices", archived=True).results}


def test_options_of_a_property(client: Client) -> None:
    options = [OptionInput(label=one.title(), value=one, hidden=False, display_order=0) for one in ("red", "blue")]
    made = client.crm.properties.core_api.create("contacts", PropertyCreate(
        name="colour", label="Colour", group_name="contactinformation", type="enumeration", field_type="select", options=options,
    ))  # fmt: skip
    assert [one.value for one in made.options] == ["red", "blue"]
    door = Door(client, "contacts")
    assert door.create({"email": "ann@example.com", "colour": "red"}).properties["colour"] == "red"
    with refused(400, "VALIDATION_ERROR") as caught:
        door.create({"email": "bob@example.com", "colour": "green"})
    assert caught.body["errors"][0]["code"] == "INVALID_OPTION"


def test_batches_of_properties(client: Client) -> None:
    api = client.crm.properties.batch_api
    made = api.create("invoices", BatchInputPropertyCreate(inputs=[text("one"), text("two"), text("hs_number")]))
    assert ([one.name for one in made.results], made.num_errors) == (["one", "two"], 1)
    names = [PropertyName(name=one) for one in ("one", "two", "three")]
    asked = BatchReadInputPropertyName(inputs=names, archived=False)
    found = api.read("invoices", asked)
    assert ([one.name for one in found.results], found.num_errors) == (["one", "two"], 1)
    api.archive("invoices", BatchInputPropertyName(inputs=names[:2]))
    assert api.read("invoices", asked).results == []


def test_groups(client: Client) -> None:
    api = client.crm.properties.groups_api
    api.create("invoices", PropertyGroupCreate(name="quickbooks", label="QuickBooks", display_order=3))
    assert api.get_by_name("invoices", "quickbooks").display_order == 3
    assert api.update("invoices", "quickbooks", PropertyGroupUpdate(label="QBO")).label == "QBO"
    with refused(409):
        api.create("invoices", PropertyGroupCreate(name="quickbooks", label="QuickBooks"))
    api.archive("invoices", "quickbooks")
    with refused(404):
        api.get_by_name("invoices", "quickbooks")


def test_built_in_properties_stay(client: Client) -> None:
    with refused(400, "VALIDATION_ERROR"):
        client.crm.properties.core_api.archive("invoices", "hs_number")
    with refused(400, "VALIDATION_ERROR"):
        client.crm.properties.core_api.update("invoices", "hs_number", PropertyUpdate(label="No."))


def test_owners(site: Site, client: Client) -> None:
    people = [
        {"id": str(number), "email": f"o{number}@example.com", "firstName": "O", "lastName": "P", "userId": number}
        for number in range(501, 504)
    ]  # fmt: skip
    site.control("POST", "settings", {"owners": people})
    api = client.crm.owners.owners_api
    first = api.get_page(limit=2, archived=False)
    rest = api.get_page(limit=2, after=first.paging.next.after)
    assert [one.id for one in (*first.results, *rest.results)] == ["501", "502", "503"]
    assert [one.id for one in client.crm.owners.get_all()] == ["501", "502", "503"]
    assert [one.id for one in api.get_page(email="o502@example.com").results] == ["502"]
    found = api.get_by_id(503, id_property="userId")
    assert (found.id, found.type, found.user_id) == ("503", "PERSON", 503)
    with refused(404):
        api.get_by_id(9)


def test_the_account_by_a_raw_request(client: Client) -> None:
    for path in (
        "/account-info/v3/details",
        "/account-info/2026-03/details",
        "/account-info/2026-09/details",
    ):
        answer: Any = client.api_request({"path": path})
        assert (answer.status_code, answer.json()["portalId"]) == (200, 48807700)
        assert answer.headers["x-hubspot-ratelimit-max"] == "110"


def test_dated_paths_by_raw_requests(client: Client) -> None:
    path = "/crm/objects/2026-03/contacts"
    made = client.api_request({
        "method": "POST", "path": path, "body": {"properties": {"email": "ann@example.com"}, "associations": []},
    })  # fmt: skip
    assert made.status_code == 201
    listed = client.api_request({"path": path, "qs": {"limit": 1, "properties": ["email", "phone"], "archived": False}})
    assert listed.json()["results"][0]["properties"].items() >= {"email": "ann@example.com", "phone": None}.items()
    found = client.api_request({"path": f"{path}/ann%40example.com?idProperty=email"})
    assert found.json()["id"] == made.json()["id"]
