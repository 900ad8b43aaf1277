"""Records of every type, one by one and in batches."""

from __future__ import annotations

import pytest
from hubspot import HubSpot as Client

from tests.clients.hubspot.doors import KINDS, PACKAGES, SAMPLES, Door, contact, invoice, line, sample
from tests.clients.hubspot.site import Site, refused
from tests.sandbox.hubspot.portal import end

DOORS = [pytest.param(kind, False, id=kind) for kind in PACKAGES]
DOORS += [pytest.param(kind, True, id=f"objects-{kind}") for kind in KINDS]


@pytest.fixture
def door(client: Client, request: pytest.FixtureRequest) -> Door:
    kind, generic = request.param
    return Door(client, kind, generic)


every_door = pytest.mark.parametrize("door", [pytest.param(one.values, id=one.id) for one in DOORS], indirect=True)


@every_door
def test_a_record_lives_and_is_archived(door: Door) -> None:
    _, changed, to = SAMPLES[door.kind]
    given = sample(door.kind, 1)
    made = door.create(given)
    assert {name: made.properties[name] for name in given} == given
    assert made.archived is False
    assert made.created_at <= made.updated_at
    assert made.properties["hs_object_id"] == made.id

    found = door.read(made.id, properties=[*given, changed, "hubspot_owner_id", "no_such_property"])
    assert {name: found.properties[name] for name in given} == given
    assert found.properties["hubspot_owner_id"] is None
    assert "no_such_property" not in found.properties

    assert door.update(made.id, {changed: to}).properties[changed] == to
    listed = door.page(properties=[changed], archived=False).results
    assert [(one.id, one.properties[changed]) for one in listed] == [(made.id, to)]

    door.archive(made.id)
    door.archive(made.id)  # once more is no error
    assert door.page(archived=False).results == []
    gone = door.page(archived=True).results
    assert [(one.id, one.archived, one.archived_at is not None) for one in gone] == [(made.id, True, True)]
    with refused(404, "OBJECT_NOT_FOUND", "Not Found"):
        door.read(made.id)
    assert door.read(made.id, archived=True).id == made.id


@every_door
def test_batches_create_read_update_and_archive(door: Door) -> None:
    _, changed, to = SAMPLES[door.kind]
    made = door.create_all(*(sample(door.kind, number) for number in range(1, 4)))
    assert (made.status, len(made.results)) == ("COMPLETE", 3)
    assert made.started_at <= made.completed_at
    ids = [one.id for one in made.results]
    name = next(name for name, value in SAMPLES[door.kind][0].items() if "{n}" in value)
    read = door.read_all(ids, [name])
    assert {one.id: one.properties[name] for one in read.results} == {
        one: sample(door.kind, number)[name] for number, one in enumerate(ids, 1)
    }
    updated = door.update_all({one: {changed: to} for one in ids[:2]})
    assert [one.properties[changed] for one in updated.results] == [to, to]
    door.archive_all(ids[:2])
    left = door.read_all(ids, [name])
    assert [one.id for one in left.results] == ids[2:]
    assert (left.num_errors, left.errors[0].category) == (1, "OBJECT_NOT_FOUND")
    assert left.errors[0].context == {"ids": ids[:2]}


def test_contacts_are_upserted_by_their_address(client: Client) -> None:
    door = Door(client, "contacts")
    first = contact(client)
    found = door.upsert_all("email", {"ann@example.com": {"firstname": "Ann"}, "bob@example.com": {"firstname": "Bob"}})
    assert [one.new for one in found.results] == [False, True]
    assert found.results[0].id == first
    assert door.read("bob@example.com", id_property="email", properties=["firstname"]).properties["firstname"] == (
        "Bob"
    )


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "contacts"])
def test_other_records_are_upserted_by_a_unique_property_of_ones_own(client: Client, kind: str) -> None:
    from hubspot.crm.properties import PropertyCreate

    group = client.crm.properties.groups_api.get_all(kind).results[0].name
    key = PropertyCreate(
        name="our_key", label="Key", group_name=group, type="string", field_type="text", has_unique_value=True
    )  # fmt: skip
    client.crm.properties.core_api.create(kind, key)
    door = Door(client, kind)
    first = door.upsert_all("our_key", {"9341:1": sample(kind, 1)})
    again = door.upsert_all("our_key", {"9341:1": {SAMPLES[kind][1]: SAMPLES[kind][2]}, "9341:2": sample(kind, 2)})
    assert [one.new for one in (*first.results, *again.results)] == [True, False, True]
    assert again.results[0].id == first.results[0].id
    assert door.read("9341:2", id_property="our_key").id == again.results[1].id


def test_a_bad_input_stops_the_whole_batch(client: Client) -> None:
    door = Door(client, "contacts")
    contact(client)
    with refused(400, "VALIDATION_ERROR") as caught:
        door.create_all({"email": "bob@example.com"}, {"email": "no address"})
    assert caught.body["errors"][0]["code"] == "INVALID_EMAIL"
    with refused(409, "CONFLICT", "Conflict") as taken:
        door.create_all({"email": "bob@example.com"}, {"email": "ann@example.com"})
    assert taken.body["message"].startswith("Contact already exists. Existing ID: ")
    assert len(door.page().results) == 1


def test_with_trace_ids_each_input_stands_alone(client: Client) -> None:
    door = Door(client, "contacts")
    contact(client)
    made = door.create_all(
        {"email": "bob@example.com"}, {"email": "no address"}, {"email": "ann@example.com"}, trace=True
    )
    assert [one.object_write_trace_id for one in made.results] == ["0"]
    assert made.num_errors == 2
    assert [(one.context["objectWriteTraceId"], one.category) for one in made.errors] == [
        (["1"], "VALIDATION_ERROR"), (["2"], "CONFLICT"),
    ]  # fmt: skip


def test_pages_are_walked_to_the_end(site: Site, client: Client) -> None:
    door = Door(client, "products")
    for start in (0, 100, 200):
        door.create_all(*(sample("products", number) for number in range(start, start + 100)))
    found = client.crm.products.get_all(properties=["hs_sku"])
    assert [one.properties["hs_sku"] for one in found] == [f"M-{number}" for number in range(300)]
    assert site.requests()[-3:] == ["GET /crm/v3/objects/products"] * 3
    first = door.page(limit=100)
    assert (first.paging.next.after, first.paging._next.link.rpartition("=")[2]) == (first.results[-1].id,) * 2
    assert door.page(limit=100, after=found[-1].id).paging is None


def test_history_is_told_newest_first(client: Client) -> None:
    door = Door(client, "contacts")
    made = door.create({"email": "ann@example.com", "firstname": "Ann"})
    door.update(made.id, {"firstname": "Anna"})
    found = door.read(made.id, properties_with_history=["firstname"])
    past = found.properties_with_history["firstname"]
    assert [one.value for one in past] == ["Anna", "Ann"]
    assert past[0].timestamp >= past[1].timestamp
    assert past[0].source_type == "INTEGRATION"
    with refused(400, "VALIDATION_ERROR"):
        door.page(limit=51, properties_with_history=["firstname"])


def test_an_invoice_goes_from_draft_to_paid(client: Client) -> None:
    bill = invoice(client, end(contact(client), 177), hs_number="1042")
    line(client, bill, price="33.33", quantity="3", hs_discount_percentage="10")
    door = Door(client, "invoices")
    door.update(bill, {"hs_invoice_status": "open"})
    payment = {
        "hs_initial_amount": "89.99", "hs_initiated_date": "2026-11-20", "hs_latest_status": "succeeded",
    }  # fmt: skip
    Door(client, "commerce_payments").create(payment, end(bill, 542))
    found = door.read(
        bill,
        properties=["hs_invoice_status", "hs_balance_due"],
        associations=["contacts", "line_items", "commerce_payments"],
    )
    assert (found.properties["hs_invoice_status"], found.properties["hs_balance_due"]) == ("paid", "0")
    assert {name: len(page.results) for name, page in found.associations.items()} == {
        "contacts": 1, "line items": 1, "commerce_payments": 1,
    }  # fmt: skip
    listed = door.page(associations=["contacts"]).results[0]
    assert listed.associations["contacts"].results[0].type == "invoice_to_contact"


@pytest.mark.parametrize("kind", ["contacts", "companies"])
def test_two_records_become_one(client: Client, kind: str) -> None:
    door = Door(client, kind)
    first, second = (door.create(sample(kind, number)).id for number in (1, 2))
    merge = getattr(client.crm, kind).basic_api.merge
    model = door.models.PublicMergeInput
    merged = merge(model(primary_object_id=first, object_id_to_merge=second))
    assert merged.id == first
    assert merged.properties["hs_merged_object_ids"] == second
    assert door.read(second).id == first
    assert [one.id for one in door.page().results] == [first]
    with refused(404, "OBJECT_NOT_FOUND"):
        merge(model(primary_object_id=first, object_id_to_merge="99"))
    with refused(400, "VALIDATION_ERROR"):
        merge(model(primary_object_id=first, object_id_to_merge=first))


def test_a_contact_is_forgotten(client: Client) -> None:
    from hubspot.crm.contacts import PublicGdprDeleteInput

    door, api = Door(client, "contacts"), client.crm.contacts.basic_api
    first, second = contact(client), contact(client, "bob@example.com")
    api.purge(PublicGdprDeleteInput(object_id=first))
    api.purge(PublicGdprDeleteInput(object_id="bob@example.com", id_property="email"))
    for one in (first, second):
        with refused(404):
            door.read(one)
    assert door.page(archived=True).results == []
