"""Associations through the client: the fourth version's, one by one, in batches and labels."""

from __future__ import annotations

import pytest
from hubspot import HubSpot as Client
from hubspot.crm.associations.v4 import (
    AssociationSpec,
    BatchInputPublicAssociationMultiArchive,
    BatchInputPublicAssociationMultiPost,
    BatchInputPublicDefaultAssociationMultiPost,
    BatchInputPublicFetchAssociationsBatchRequest,
    PublicAssociationMultiArchive,
    PublicAssociationMultiPost,
    PublicDefaultAssociationMultiPost,
    PublicFetchAssociationsBatchRequest,
    PublicObjectId,
)
from hubspot.crm.associations.v4.schema import (
    PublicAssociationDefinitionCreateRequest,
    PublicAssociationDefinitionUpdateRequest,
)

from tests.clients.hubspot.doors import Door, contact, invoice
from tests.clients.hubspot.site import refused


def spec(type_id: int, category: str = "HUBSPOT_DEFINED") -> AssociationSpec:
    return AssociationSpec(association_category=category, association_type_id=type_id)


@pytest.fixture
def pair(client: Client) -> tuple[str, str]:
    return invoice(client), contact(client)


def test_one_by_one(client: Client, pair: tuple[str, str]) -> None:
    bill, ann = pair
    api = client.crm.associations.v4.basic_api
    made = api.create_default("invoices", bill, "contacts", ann)
    assert [(one._from.id, one.to.id, one.association_spec.association_type_id) for one in made.results] == [
        (bill, ann, 177), (ann, bill, 178),
    ]  # fmt: skip
    for source, one, target, other, type_id in (
        ("invoices", bill, "contacts", ann, 177), ("contacts", ann, "invoices", bill, 178),
    ):  # fmt: skip
        found = api.get_page(source, one, target).results
        assert [(str(end.to_object_id), end.association_types[0].type_id) for end in found] == [(other, type_id)]
        assert (found[0].association_types[0].category, found[0].association_types[0].label) == (
            "HUBSPOT_DEFINED", None,
        )  # fmt: skip
    api.archive("invoices", bill, "contacts", ann)
    api.archive("invoices", bill, "contacts", ann)
    assert api.get_page("contacts", ann, "invoices").results == []


def test_with_a_type(client: Client, pair: tuple[str, str]) -> None:
    bill, ann = pair
    api = client.crm.associations.v4.basic_api
    made = api.create("invoices", bill, "contacts", ann, [spec(177)])
    assert (made.from_object_type_id, made.to_object_type_id, made.labels) == ("0-53", "0-1", [])
    assert (str(made.from_object_id), str(made.to_object_id)) == (bill, ann)
    with refused(400, "VALIDATION_ERROR"):
        api.create("invoices", bill, "contacts", ann, [spec(181)])
    with refused(404, "OBJECT_NOT_FOUND"):
        api.get_page("invoices", "99", "contacts")


def test_pages_of_ends(client: Client) -> None:
    bill = invoice(client)
    door = Door(client, "contacts")
    people = door.create_all(*({"email": f"p{number}@example.com"} for number in range(5))).results
    api = client.crm.associations.v4.basic_api
    for one in people:
        api.create_default("invoices", bill, "contacts", one.id)
    first = api.get_page("invoices", bill, "contacts", limit=3)
    rest = api.get_page("invoices", bill, "contacts", limit=3, after=first.paging.next.after)
    seen = [str(one.to_object_id) for one in (*first.results, *rest.results)]
    assert (seen, rest.paging) == ([one.id for one in people], None)


def test_batches(client: Client, pair: tuple[str, str]) -> None:
    bill, ann = pair
    other, api = invoice(client), client.crm.associations.v4.batch_api

    def end(one: str) -> PublicObjectId:
        return PublicObjectId(id=one)

    both = [PublicDefaultAssociationMultiPost(_from=end(one), to=end(ann)) for one in (bill, other)]
    made = api.create_default("invoices", "contacts", BatchInputPublicDefaultAssociationMultiPost(inputs=both))
    assert len(made.results) == 4
    typed = [PublicAssociationMultiPost(_from=end(one), to=end(ann), types=[spec(177)]) for one in (bill, "99")]
    partly = api.create("invoices", "contacts", BatchInputPublicAssociationMultiPost(inputs=typed))
    assert (len(partly.results), partly.num_errors) == (1, 1)

    asked = [PublicFetchAssociationsBatchRequest(id=one) for one in (bill, other, "99")]
    found = api.get_page("invoices", "contacts", BatchInputPublicFetchAssociationsBatchRequest(inputs=asked))
    assert [(one._from.id, [str(end.to_object_id) for end in one.to]) for one in found.results] == [
        (bill, [ann]), (other, [ann]),
    ]  # fmt: skip
    assert (found.num_errors, found.errors[0].sub_category) == (1, "crm.associations.NO_ASSOCIATIONS_FOUND")

    gone = [PublicAssociationMultiArchive(_from=end(bill), to=[end(ann)])]
    assert api.archive("invoices", "contacts", BatchInputPublicAssociationMultiArchive(inputs=gone)) is None
    left = api.get_page("invoices", "contacts", BatchInputPublicFetchAssociationsBatchRequest(inputs=asked))
    assert [one._from.id for one in left.results] == [other]


def test_labels_of_ones_own(client: Client, pair: tuple[str, str]) -> None:
    bill, ann = pair
    schema = client.crm.associations.v4.schema.definitions_api
    asked = PublicAssociationDefinitionCreateRequest(label="Billing contact", name="billing_contact")
    made = schema.create("invoices", "contacts", asked).results
    assert [one.label for one in made] == ["Billing contact", "Billing contact"]
    known = schema.get_all("invoices", "contacts").results
    assert [(one.type_id, one.category) for one in known] == [
        (177, "HUBSPOT_DEFINED"), (made[0].type_id, "USER_DEFINED"),
    ]  # fmt: skip
    api = client.crm.associations.v4
    labelled = [spec(made[0].type_id, "USER_DEFINED")]
    assert api.basic_api.create("invoices", bill, "contacts", ann, labelled).labels == ["Billing contact"]
    types = api.basic_api.get_page("invoices", bill, "contacts").results[0].association_types
    assert {one.label for one in types} == {None, "Billing contact"}
    off = PublicAssociationMultiPost(_from=PublicObjectId(id=bill), to=PublicObjectId(id=ann), types=labelled)
    api.batch_api.archive_labels("invoices", "contacts", BatchInputPublicAssociationMultiPost(inputs=[off]))
    types = api.basic_api.get_page("invoices", bill, "contacts").results[0].association_types
    assert [one.label for one in types] == [None]
    with refused(409):
        schema.create("invoices", "contacts", asked)
    renamed = PublicAssociationDefinitionUpdateRequest(association_type_id=made[0].type_id, label="Payer")
    schema.update("invoices", "contacts", renamed)
    assert [one.label for one in schema.get_all("invoices", "contacts").results] == [None, "Payer"]
    schema.remove("invoices", "contacts", made[0].type_id)
    assert [one.label for one in schema.get_all("invoices", "contacts").results] == [None]
