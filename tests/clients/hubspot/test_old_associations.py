"""The third version's associations through the client: by name, in batches; and what types a pair has."""

from __future__ import annotations

from hubspot import HubSpot as Client
from hubspot.crm.associations import (
    BatchInputPublicAssociation,
    BatchInputPublicObjectId,
    PublicAssociation,
    PublicObjectId,
)

from tests.clients.hubspot.doors import contact, invoice
from tests.clients.hubspot.site import refused


def pair(source: str, target: str, name: str = "invoice_to_contact") -> PublicAssociation:
    return PublicAssociation(_from=PublicObjectId(id=source), to=PublicObjectId(id=target), type=name)


def test_batches_by_name(client: Client) -> None:
    bill, other, ann = invoice(client), invoice(client), contact(client)
    api = client.crm.associations.batch_api
    made = api.create("invoices", "contacts", BatchInputPublicAssociation(inputs=[pair(bill, ann), pair("99", ann)]))
    assert [(one._from.id, one.to.id, one.type) for one in made.results] == [(bill, ann, "invoice_to_contact")]
    assert made.num_errors == 1
    asked = BatchInputPublicObjectId(inputs=[PublicObjectId(id=one) for one in (bill, other)])
    found = api.read("invoices", "contacts", asked)
    assert [(one._from.id, [end.id for end in one.to]) for one in found.results] == [(bill, [ann])]
    assert found.errors[0].sub_category == "crm.associations.NO_ASSOCIATIONS_FOUND"
    gone = BatchInputPublicAssociation(inputs=[pair(bill, ann)])
    assert api.archive("invoices", "contacts", gone) is None
    assert api.read("invoices", "contacts", asked).results == []


def test_types_of_a_pair(client: Client) -> None:
    api = client.crm.associations.schema.types_api
    assert [(one.id, one.name) for one in api.get_all("invoices", "contacts").results] == [
        ("177", "invoice_to_contact")
    ]
    names = {one.id: one.name for one in api.get_all("contacts", "companies").results}
    assert set(names) == {"1", "279"}
    with refused(400, "VALIDATION_ERROR"):
        api.get_all("invoices", "gardens")


def test_one_by_one_through_a_raw_request(client: Client) -> None:
    bill, ann = invoice(client), contact(client)
    path = f"/crm/v3/objects/invoices/{bill}/associations/contacts"
    made = client.api_request({"method": "PUT", "path": f"{path}/{ann}/invoice_to_contact"})
    assert made.status_code == 200
    assert made.json()["associations"]["contacts"]["results"] == [{"id": ann, "type": "invoice_to_contact"}]
    assert client.api_request({"path": path}).json() == {"results": [{"id": ann, "type": "invoice_to_contact"}]}
    assert client.api_request({"method": "DELETE", "path": f"{path}/{ann}/177"}).status_code == 204
    assert client.api_request({"path": path}).json() == {"results": []}
