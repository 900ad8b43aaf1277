"""`hubspot-sdk`, HubSpot's client for the dated paths, which holds each answer against its own types.

It declares property values as texts, though HubSpot tells null for an empty one: such answers are read without
the check. It tries again by itself on 409 and 429, which is switched off here.
"""

from __future__ import annotations

from typing import Any

import hubspot_sdk
import pytest
from hubspot_sdk import HubSpot as DatedClient

from tests.clients.hubspot.site import APP, Site
from tests.sandbox.hubspot.portal import end


def dated(site: Site, token: str, strict: bool = True) -> DatedClient:
    return DatedClient(
        access_token=token, base_url=site.url, max_retries=0, _strict_response_validation=strict
    )  # fmt: skip


@pytest.fixture
def new(site: Site) -> DatedClient:
    return dated(site, site.tokens()["access_token"])


def contact(client: DatedClient, email: str = "ann@example.com") -> str:
    return client.crm.objects.contacts.create(associations=[], properties={"email": email}).id


def invoice(client: DatedClient, *ends: dict[str, Any], **properties: str) -> str:
    values = {"hs_currency": "USD", "hs_invoice_billable": "false", **properties}
    return client.crm.objects.invoices.create(associations=list(ends), properties=values).id  # type: ignore[arg-type]


def test_records_one_by_one(site: Site, new: DatedClient) -> None:
    api = new.crm.objects.invoices
    ann = contact(new)
    bill = invoice(new, end(ann, 177), hs_number="1042")
    found = api.get(bill, properties=["hs_number", "hs_currency"], associations=["contacts", "companies"])
    assert (found.properties["hs_number"], found.archived) == ("1042", False)
    assert found.associations is not None
    assert [one.id for one in found.associations["contacts"].results] == [ann]
    assert api.update(bill, properties={"hs_comments": "Thanks"}).properties["hs_comments"] == "Thanks"
    empty = dated(site, site.tokens()["access_token"], strict=False)
    assert (
        empty.crm.objects.invoices.get(bill, properties=["hs_purchase_order_number"]).properties[
            "hs_purchase_order_number"
        ]
        is None
    )
    api.delete(bill)
    with pytest.raises(hubspot_sdk.NotFoundError) as caught:
        api.get(bill)
    assert caught.value.body["category"] == "OBJECT_NOT_FOUND"  # type: ignore[index]


def test_lists_walk_their_pages_by_themselves(site: Site, new: DatedClient) -> None:
    new.crm.objects.contacts.batch.create(
        inputs=[{"properties": {"email": f"p{number}@example.com"}, "associations": []} for number in range(25)]
    )  # fmt: skip
    site.control("DELETE", "journal")
    found = [one.properties["email"] for one in new.crm.objects.contacts.list(limit=10, properties=["email"])]
    assert found == [f"p{number}@example.com" for number in range(25)]
    assert site.requests() == ["GET /crm/objects/2026-03/contacts"] * 3


def test_batches(new: DatedClient) -> None:
    api = new.crm.objects.contacts.batch
    first = contact(new)
    made = api.create(
        inputs=[
            {"properties": {"email": "bob@example.com"}, "associations": [], "objectWriteTraceId": "b"},  # type: ignore[typeddict-unknown-key]
            {"properties": {"email": "ann@example.com"}, "associations": [], "objectWriteTraceId": "a"},  # type: ignore[typeddict-unknown-key]
        ]
    )
    assert [one.object_write_trace_id for one in made.results] == ["b"]
    read = api.get(inputs=[{"id": first}, {"id": "99"}], properties=["email"], properties_with_history=["email"])
    assert read.results[0].properties_with_history is not None
    assert read.results[0].properties_with_history["email"][0].value == "ann@example.com"
    upserted = api.upsert(
        inputs=[{"id": one, "id_property": "email", "properties": {"firstname": "X"}} for one in ("ann@example.com", "eve@example.com")]
    )  # fmt: skip
    assert [one.new for one in upserted.results] == [False, True]
    changed = api.update(inputs=[{"id": first, "properties": {"firstname": "Ann"}}])
    assert changed.results[0].properties["firstname"] == "Ann"
    api.delete(inputs=[{"id": first}])
    assert [one.id for one in new.crm.objects.contacts.list(archived=True, properties=["email"])] == [first]


def test_search_and_the_generic_objects(new: DatedClient) -> None:
    payment = new.crm.objects.generic_objects.create(
        "commerce_payments", associations=[], properties={"hs_initial_amount": "9.50", "hs_initiated_date": "2026-11-20"}
    )  # fmt: skip
    found = new.crm.objects.generic_objects.search(
        "commerce_payments", after="0", limit=10, properties=["hs_initial_amount"], sorts=["-hs_object_id"],
        filter_groups=[{"filters": [{"property_name": "hs_initial_amount", "operator": "BETWEEN", "value": "9", "high_value": "10"}]}],
    )  # fmt: skip
    assert (found.total, found.results[0].id) == (1, payment.id)
    assert new.crm.objects.commerce_payments.get(payment.id).id == payment.id


def test_associations_of_the_dated_paths(new: DatedClient) -> None:
    api, ann, bill = new.crm.associations, contact(new), invoice(new)
    ends = {"from_object_type": "invoices", "to_object_type": "contacts"}
    spec: Any = {"association_category": "HUBSPOT_DEFINED", "association_type_id": 177}
    made = api.create(ann, from_object_id=bill, **ends)
    assert {one.association_spec.association_type_id for one in made.results} == {177, 178}
    listed = list(api.list("contacts", object_type="invoices", object_id=bill))
    assert [(one.to_object_id, one.association_types[0].type_id) for one in listed] == [(ann, 177)]
    pair = api.update_labels(ann, object_type="invoices", object_id=bill, to_object_type="contacts", body=[spec])
    assert (pair.from_object_id, pair.to_object_id, pair.from_object_type_id) == (bill, ann, "0-53")
    source = {"from_object_type": "invoices"}
    read = api.batch.get("contacts", **source, inputs=[{"id": bill}, {"id": "99"}])
    assert [(one.from_.id, one.to[0].to_object_id) for one in read.results] == [(bill, ann)]
    link: Any = {"from": {"id": bill}, "to": {"id": ann}}
    assert len(api.batch.create_default("contacts", **source, inputs=[link]).results) == 2
    assert api.batch.create("contacts", **source, inputs=[link | {"types": [spec]}]).results[0].labels == []
    api.batch.delete("contacts", **source, inputs=[{"from": {"id": bill}, "to": [{"id": ann}]}])
    assert list(api.list("contacts", object_type="invoices", object_id=bill)) == []


def test_what_the_account_tells(new: DatedClient) -> None:
    assert new.account.get().portal_id == 48807700
    assert [one.id for one in new.crm.owners.list()] == ["501"]
    properties = new.crm.properties
    made = properties.create(
        "invoices", name="our_key", label="Key", group_name="invoiceinformation", type="string", field_type="text",
        has_unique_value=True,
    )  # fmt: skip
    assert made.has_unique_value is True
    names = {one.name for one in properties.list("invoices").results}
    assert {"our_key", "hs_number"} <= names
    assert [one.name for one in properties.groups.list("invoices").results] == ["invoiceinformation"]
    # Archiving in batch passes over what is not there.
    properties.batch.delete("invoices", inputs=[{"name": "our_key"}, {"name": "no_such"}])
    properties.batch.delete("invoices", inputs=[{"name": "our_key"}])
    assert "our_key" not in {one.name for one in properties.list("invoices").results}


def test_refusals_have_their_classes(site: Site, new: DatedClient) -> None:
    contact(new)
    with pytest.raises(hubspot_sdk.ConflictError):
        contact(new)
    with pytest.raises(hubspot_sdk.BadRequestError):
        contact(new, "no address")
    with pytest.raises(hubspot_sdk.AuthenticationError):
        contact(dated(site, "garbage"))
    with pytest.raises(hubspot_sdk.PermissionDeniedError):
        contact(dated(site, site.tokens("oauth")["access_token"]))
    site.fault({"status": 503}, path="/contacts")
    with pytest.raises(hubspot_sdk.InternalServerError):
        contact(new)
    site.fault("garbage", path="/contacts")
    with pytest.raises(hubspot_sdk.APIResponseValidationError):
        contact(new)


def test_the_token_route_takes_forms_only(site: Site) -> None:
    """This alpha sends JSON there, which HubSpot documents nowhere."""
    pair = site.tokens(client_id=APP["client_id"])
    with pytest.raises(hubspot_sdk.APIStatusError) as caught:
        dated(site, pair["access_token"]).auth.oauth.create_token(
            grant_type="refresh_token", refresh_token=pair["refresh_token"], **APP
        )
    assert caught.value.status_code == 415
