"""HubSpot's own Python client drives the emulator over HTTP: paths, encodings and error classes fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from hubspot import HubSpot as Client
from hubspot.crm.associations.v4 import AssociationSpec, BatchInputPublicFetchAssociationsBatchRequest
from hubspot.crm.associations.v4 import PublicFetchAssociationsBatchRequest as Fetch
from hubspot.crm.commerce.invoices import (
    BatchInputSimplePublicObjectBatchInputForCreate,
    BatchReadInputSimplePublicObjectId,
    PublicObjectSearchRequest,
    SimplePublicObjectBatchInputForCreate,
    SimplePublicObjectId,
    SimplePublicObjectInput,
)
from hubspot.crm.contacts import ApiException as ContactsError
from hubspot.crm.contacts import SimplePublicObjectInputForCreate as NewContact
from hubspot.crm.objects import SimplePublicObjectInputForCreate as NewObject
from hubspot.crm.properties import PropertyCreate

from syncapp.sandbox import server
from tests.sandbox.hubspot.portal import end


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with server.running() as sandbox:
        yield sandbox.hubspot_url


@pytest.fixture
def client(url: str) -> Client:
    """A client of an empty account."""
    requests.post(f"{url}/_sandbox/reset", timeout=5)
    token = requests.post(f"{url}/_sandbox/tokens", json={}, timeout=5).json()["access_token"]
    return Client(access_token=token, host=url, base_url=url)


def person(client: Client, email: str = "ann@example.com") -> str:
    made = client.crm.contacts.basic_api.create(NewContact(properties={"email": email}, associations=[]))
    return str(made.id)


def mirror(client: Client, contact: str, **properties: str) -> str:
    values = {"hs_currency": "USD", "hs_invoice_billable": "false", **properties}
    made = client.crm.objects.basic_api.create(
        "invoices", NewObject(properties=values, associations=[end(contact, 177)])
    )
    return str(made.id)


def line(client: Client, invoice: str, **properties: str) -> str:
    made = client.crm.objects.basic_api.create(
        "line_items", NewObject(properties={"name": "Mowing", **properties}, associations=[end(invoice, 410)])
    )
    return str(made.id)


def test_tokens_are_refreshed(client: Client, url: str) -> None:
    pair = requests.post(f"{url}/_sandbox/tokens", json={"client_id": "app"}, timeout=5).json()
    found = client.oauth.tokens_api.create(
        grant_type="refresh_token", refresh_token=pair["refresh_token"], client_id="app", client_secret="s"
    )
    assert (found.refresh_token, found.expires_in) == (pair["refresh_token"], 1800)
    assert client.oauth.access_tokens_api.get(found.access_token).hub_id == 48807700


def test_contacts_are_made_listed_searched_and_archived(client: Client) -> None:
    contact = person(client)
    api = client.crm.contacts
    assert (
        api.basic_api.get_by_id(contact, properties=["email", "phone"]).properties["email"]
        == "ann@example.com"
    )
    assert api.basic_api.get_by_id("ann@example.com", id_property="email").id == contact
    assert [one.id for one in api.get_all()] == [contact]
    assert [one.id for one in api.basic_api.get_page(limit=10, archived=False).results] == [contact]
    with pytest.raises(ContactsError) as caught:
        person(client)
    assert caught.value.status == 409
    api.basic_api.archive(contact)
    assert api.basic_api.get_page(archived=True).results[0].archived is True


def test_an_invoice_goes_from_draft_to_paid(client: Client) -> None:
    invoice = mirror(client, person(client), hs_number="1042")
    line(client, invoice, price="33.33", quantity="3", hs_discount_percentage="10")
    api = client.crm.commerce.invoices
    api.basic_api.update(invoice, SimplePublicObjectInput(properties={"hs_invoice_status": "open"}))
    payment = {
        "hs_initial_amount": "89.99",
        "hs_initiated_date": "2026-11-20",
        "hs_latest_status": "succeeded",
    }
    client.crm.objects.basic_api.create(
        "commerce_payments", NewObject(properties=payment, associations=[end(invoice, 542)])
    )
    found = api.basic_api.get_by_id(
        invoice,
        properties=["hs_invoice_status", "hs_balance_due"],
        associations=["contacts", "line_items", "commerce_payments"],
    )
    assert (found.properties["hs_invoice_status"], found.properties["hs_balance_due"]) == ("paid", "0")
    assert set(found.associations) == {"contacts", "line items", "commerce_payments"}


def test_batches_tell_part_by_part_what_failed(client: Client) -> None:
    api = client.crm.commerce.invoices.batch_api
    one = SimplePublicObjectBatchInputForCreate(
        properties={"hs_currency": "USD"}, associations=[], object_write_trace_id="a"
    )
    bad = SimplePublicObjectBatchInputForCreate(properties={}, associations=[], object_write_trace_id="b")
    made = api.create(BatchInputSimplePublicObjectBatchInputForCreate(inputs=[one, bad]))
    assert (len(made.results), made.num_errors) == (1, 1)
    assert made.errors[0].context["objectWriteTraceId"] == ["b"]
    ids = [SimplePublicObjectId(id=made.results[0].id), SimplePublicObjectId(id="99")]
    read = api.read(
        BatchReadInputSimplePublicObjectId(inputs=ids, properties=["hs_currency"], properties_with_history=[])
    )
    assert (read.num_errors, read.results[0].properties["hs_currency"]) == (1, "USD")


def test_search_takes_the_clients_spelling(client: Client) -> None:
    invoice = mirror(client, person(client), hs_number="1042")
    asked = PublicObjectSearchRequest(
        filter_groups=[{"filters": [{"propertyName": "hs_number", "operator": "IN", "values": ["1042"]}]}],
        properties=["hs_number"], limit=10, sorts=["hs_lastmodifieddate"],
    )  # fmt: skip
    found = client.crm.commerce.invoices.search_api.do_search(asked)
    assert (found.total, found.results[0].id) == (1, invoice)


def test_associations_of_the_fourth_version(client: Client) -> None:
    invoice, contact = mirror(client, person(client)), person(client, "bob@example.com")
    api = client.crm.associations.v4
    api.basic_api.create_default("invoices", invoice, "contacts", contact)
    spec = AssociationSpec(association_category="HUBSPOT_DEFINED", association_type_id=177)
    api.basic_api.create("invoices", invoice, "contacts", contact, [spec])
    assert len(api.basic_api.get_page("invoices", invoice, "contacts").results) == 2
    asked = BatchInputPublicFetchAssociationsBatchRequest(inputs=[Fetch(id=invoice), Fetch(id="99")])
    found = api.batch_api.get_page("invoices", "contacts", asked)
    assert (len(found.results), len(found.errors)) == (1, 1)
    api.basic_api.archive("invoices", invoice, "contacts", contact)
    assert len(api.basic_api.get_page("invoices", invoice, "contacts").results) == 1


def test_properties_groups_and_owners(client: Client) -> None:
    key = PropertyCreate(
        name="our_key",
        label="Key",
        group_name="invoiceinformation",
        type="string",
        field_type="text",
        has_unique_value=True,
    )
    client.crm.properties.core_api.create("invoices", key)
    names = [one.name for one in client.crm.properties.core_api.get_all("invoices").results]
    assert {"our_key", "hs_number"} <= set(names)
    assert client.crm.properties.groups_api.get_all("invoices").results[0].name == "invoiceinformation"
    assert client.crm.owners.owners_api.get_page().results[0].id == "501"
    invoice = mirror(client, person(client), our_key="9341:145")
    assert client.crm.commerce.invoices.basic_api.get_by_id("9341:145", id_property="our_key").id == invoice


def test_a_path_of_its_own_through_the_client(client: Client) -> None:
    answer: Any = client.api_request({"path": "/account-info/2026-03/details"})
    assert answer.json()["portalId"] == 48807700
    assert answer.headers["x-hubspot-ratelimit-max"] == "110"
