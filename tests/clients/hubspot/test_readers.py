"""Requests spelled as published readers of HubSpot spell them: taps, declarative sources, readers of links."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.clients.hubspot.doors import Door, contact, invoice, sample
from tests.clients.hubspot.site import APP, Site
from tests.sandbox.hubspot.portal import end


class Reader:
    """Plain HTTP with a token, in a connection that stays open."""

    def __init__(self, site: Site) -> None:
        self.url = site.url
        self.session = requests.Session()
        token = site.tokens()["access_token"]
        self.session.headers.update({"Authorization": f"Bearer {token}", "Content-Type": "application/json"})

    def get(self, path: str, **query: Any) -> Any:
        return self._read(self.session.get(f"{self.url}{path}", params=query, timeout=5))

    def follow(self, link: str) -> Any:
        return self._read(self.session.get(link, timeout=5))

    def post(self, path: str, body: Any) -> Any:
        return self._read(self.session.post(f"{self.url}{path}", json=body, timeout=5))

    @staticmethod
    def _read(answer: requests.Response) -> Any:
        assert answer.status_code in (200, 207), answer.text
        return answer.json()


@pytest.fixture
def reader(site: Site) -> Reader:
    return Reader(site)


@pytest.mark.parametrize("path", ["/crm/v3/objects/products", "/crm/objects/2026-03/products"])
def test_the_link_of_a_page_leads_to_the_next_with_all_that_was_asked(site: Site, reader: Reader, path: str) -> None:
    Door(site.client(), "products").create_all(*(sample("products", number) for number in range(25)))
    found = reader.get(path, limit=10, properties="hs_sku,price", archived="false")
    seen = found["results"]
    while "paging" in found:
        link = found["paging"]["next"]["link"]
        assert parse_qs(urlsplit(link).query)["properties"] == ["hs_sku,price"]
        found = reader.follow(link)
        seen += found["results"]
    assert [one["properties"]["hs_sku"] for one in seen] == [f"M-{number}" for number in range(25)]


def test_links_lead_back_to_hubspot_where_it_was_called_by_its_own_name(site: Site, reader: Reader) -> None:
    Door(site.client(), "products").create_all(sample("products", 1), sample("products", 2))
    reader.session.headers["Host"] = "api.hubapi.com"
    link = reader.get("/crm/v3/objects/products", limit=1)["paging"]["next"]["link"]
    assert link.startswith("https://api.hubapi.com/crm/v3/objects/products?limit=1&after=")


def test_associations_inside_a_record_go_on_by_a_link(site: Site, reader: Reader) -> None:
    client = site.client()
    bill = invoice(client)
    people = Door(client, "contacts").create_all(*(sample("contacts", number) for number in range(100)))
    last = contact(client)
    inputs = [{"from": {"id": bill}, "to": {"id": one}} for one in (*(p.id for p in people.results), last)]
    reader.post("/crm/v4/associations/invoices/contacts/batch/associate/default", {"inputs": inputs})
    first = reader.get(f"/crm/v3/objects/invoices/{bill}", associations="contacts")["associations"]["contacts"]
    rest = reader.follow(first["paging"]["next"]["link"])
    assert (len(first["results"]), [one["id"] for one in rest["results"]]) == (100, [last])


def test_types_without_records_have_no_associations(site: Site, reader: Reader) -> None:
    client = site.client()
    bill = invoice(client, end(contact(client), 177))
    for asked in ("contacts,deals,tickets,quotes", "line_items,emails,Contacts"):
        found = reader.get(f"/crm/v3/objects/invoices/{bill}", associations=asked)
        assert set(found["associations"]) == {"contacts"}
    repeated = reader.get("/crm/v3/objects/invoices", associations=["contacts", "companies", "tickets"], limit=100)
    assert set(repeated["results"][0]["associations"]) == {"contacts"}


def test_types_that_are_not_kept_are_out_of_reach(site: Site, reader: Reader) -> None:
    """As for any app that was not granted them; a reader leaves them out and goes on."""
    for path in ("objects/leads", "objects/courses/1", "properties/communications", "objects/lead"):
        answer = reader.session.get(f"{site.url}/crm/v3/{path}", timeout=5)
        assert (answer.status_code, answer.json()["category"]) == (403, "MISSING_SCOPES")
    answer = reader.session.get(f"{site.url}/crm/v3/properties/gardens", timeout=5)
    assert (answer.status_code, answer.json()["category"]) == (400, "VALIDATION_ERROR")


def test_parameters_of_other_versions_are_passed_over(site: Site, reader: Reader) -> None:
    contact(site.client())
    found = reader.get(
        "/crm/v3/objects/contacts", limit=50, propertyMode="value_and_history", sort="asc", order_by="lastmodifieddate",
        propertiesWithHistory="email,firstname",
    )  # fmt: skip
    assert found["results"][0]["propertiesWithHistory"]["email"][0]["value"] == "ann@example.com"


def test_search_with_filters_at_the_top_and_numbers_for_times(site: Site, reader: Reader) -> None:
    """Windows by time and id; hundreds of property names do not make the body too long."""
    door = Door(site.client(), "contacts")
    door.create_all(*(sample("contacts", number) for number in range(3)))
    names = [one["name"] for one in reader.get("/crm/v3/properties/contacts")["results"]]
    body = {
        "filters": [
            {"value": 1_600_000_000_000, "propertyName": "lastmodifieddate", "operator": "GTE"},
            {"value": 4_000_000_000_000, "propertyName": "lastmodifieddate", "operator": "LTE"},
            {"value": 0, "propertyName": "hs_object_id", "operator": "GTE"},
        ],
        "sorts": [{"propertyName": "hs_object_id", "direction": "ASCENDING"}],
        "properties": [*names, *(f"a_property_of_a_larger_account_{number}" for number in range(200))],
        "limit": 2,
    }  # fmt: skip
    found = reader.post("/crm/v3/objects/contacts/search", body)
    assert (found["total"], len(found["results"]), found["paging"]) == (3, 2, {"next": {"after": "2"}})
    assert set(found["results"][0]["properties"]) == set(names)
    following = found["results"][-1]["id"]
    body["filters"][-1] = {"value": int(following) + 1, "propertyName": "hs_object_id", "operator": "GTE"}  # type: ignore[index]
    assert reader.post("/crm/v3/objects/contacts/search", body)["total"] == 1


def test_a_thousand_records_links_at_once_by_singular_names(site: Site, reader: Reader) -> None:
    client = site.client()
    ann, acme = contact(client), Door(client, "companies").create({"name": "Acme"}).id
    link = {"from": {"id": acme}, "to": {"id": ann}}
    reader.post("/crm/v4/associations/company/contact/batch/associate/default", {"inputs": [link]})
    inputs = [{"id": acme}, *({"id": str(number)} for number in range(1, 1000))]
    found = reader.post("/crm/v4/associations/company/contact/batch/read", {"inputs": inputs})
    assert [str(one["toObjectId"]) for one in found["results"][0]["to"]] == [ann]
    assert found["numErrors"] == 999
    older = reader.post("/crm/v3/associations/company/contact/batch/read", {"inputs": inputs[:1]})
    assert {one["id"] for one in older["results"][0]["to"]} == {ann}


def test_definitions_by_singular_names_and_owners_with_a_slash(reader: Reader) -> None:
    for name in ("company", "product", "line_item", "contacts", "0-53"):
        assert reader.get(f"/crm/v3/properties/{name}")["results"]
    assert [one["id"] for one in reader.get("/crm/v3/owners/", limit=500, archived="false")["results"]] == ["501"]
    assert reader.get("/crm/v3/owners", archived="true")["results"] == []


def test_definitions_in_the_older_form_and_lists_by_the_fourth_version(site: Site, reader: Reader) -> None:
    """As published sources discover; a bare list, times in milliseconds."""
    older = {one["name"]: one for one in reader.get("/properties/v2/contact/properties")}
    newer = {one["name"]: one for one in reader.get("/crm/v3/properties/contacts")["results"]}
    assert set(older) == set(newer)
    assert older["hs_object_id"]["readOnlyValue"] is True
    assert older["lifecyclestage"]["options"][0]["value"] == newer["lifecyclestage"]["options"][0]["value"]
    contact(site.client())
    (found,) = reader.get("/crm/v4/objects/contacts", limit=100, properties="email")["results"]
    assert found["properties"]["email"] == "ann@example.com"


@pytest.mark.parametrize("version", ["v1", "2026-03"])
def test_a_refresh_by_a_form_with_more_than_it_needs(site: Site, version: str) -> None:
    kept = site.tokens(client_id=APP["client_id"])["refresh_token"]
    form = {"grant_type": "refresh_token", "refresh_token": kept, "redirect_uri": "https://a.example/", **APP}
    answer = requests.post(f"{site.url}/oauth/{version}/token", data=form, timeout=5).json()
    assert (answer["refresh_token"], answer["expires_in"]) == (kept, 1800)
