"""hubspot.md §1, §5, §9, §10: which routes each version has, and in what its answers differ."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.hubspot.portal import CRM, Portal, end

VERSIONS = ("2025-09", "2026-03", "2026-09")
PAIR = "invoices/contacts"


@pytest.mark.parametrize("base", ["/crm/v3/objects", "/crm/objects/v3", *(f"/crm/objects/{one}" for one in VERSIONS)])
@pytest.mark.parametrize("name", ["invoices", "invoice", "0-53"])
def test_one_type_under_all_its_names_and_versions(portal: Portal, base: str, name: str) -> None:
    made = portal.ok("POST", f"{base}/{name}", {"properties": {"hs_currency": "USD"}}, status=201)["id"]
    assert portal.ok("GET", f"{base}/{name}/{made}")["id"] == made
    assert portal.ok("POST", f"{base}/{name}/batch/read", {"inputs": [{"id": made}]})["results"][0]["id"] == made
    assert portal.ok("POST", f"{base}/{name}/search", {})["total"] == 1
    portal.ok("DELETE", f"{base}/{name}/{made}", status=204)


@pytest.mark.parametrize("version", ["v3", *VERSIONS])
def test_the_last_version_has_no_207(portal: Portal, version: str) -> None:
    contact = portal.contact()
    path = f"/crm/{'v3/objects' if version == 'v3' else f'objects/{version}'}/contacts/batch/read"
    found = portal.ok(
        "POST", path, {"inputs": [{"id": contact}, {"id": "9"}]}, status=200 if version == "2026-09" else 207
    )
    assert (found["status"], found["numErrors"], len(found["results"])) == ("COMPLETE", 1, 1)
    assert found["errors"][0]["context"] == {"ids": ["9"]}


@pytest.mark.parametrize("version", VERSIONS)
def test_dated_batches_of_associations(portal: Portal, version: str) -> None:
    invoice, contact = portal.create("invoices", hs_currency="USD")["id"], portal.contact()
    base = f"/crm/associations/{version}/{PAIR}/batch"
    pair = {"from": {"id": invoice}, "to": {"id": contact}}
    types = [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 177}]
    status = 200 if version == "2026-09" else 201
    portal.ok("POST", f"{base}/create", {"inputs": [pair | {"types": types}]}, status=status)
    found = portal.ok("POST", f"{base}/read", {"inputs": [{"id": invoice}]})
    assert str(found["results"][0]["to"][0]["toObjectId"]) == contact
    portal.ok("POST", f"{base}/associate/default", {"inputs": [pair]})


@pytest.mark.parametrize(
    ("area", "versions"),
    [
        ("crm/properties/{}/invoices", VERSIONS), ("crm/owners/{}", VERSIONS), ("account-info/{}/details", ("v3", *VERSIONS)),
        ("account-info/{}/api-usage/daily/private-apps", ("v3", *VERSIONS)), ("tax-rates/{}/tax-rates", ("v1", *VERSIONS)),
        ("crm/associations/{}/invoices/contacts/labels", ("v4", *VERSIONS)),
    ],
)  # fmt: skip
def test_the_rest_is_there_in_each_version(portal: Portal, area: str, versions: tuple[str, ...]) -> None:
    for version in versions:
        assert "results" in portal.ok("GET", f"/{area.format(version)}") or area.endswith("details")
    assert portal.call("GET", f"/{area.format('2027-03')}").status == 404


@pytest.mark.parametrize(
    ("version", "what", "status"),
    [
        ("v1", "token", 400), ("v3", "token", 400), ("2026-03", "token", 400), ("2026-09", "token", 400), ("2025-09", "token", 404),
        ("v1", "token/introspect", 404), ("v3", "token/introspect", 400), ("2026-09", "token/revoke", 400),
    ],
)  # fmt: skip
def test_sign_in_is_dated_since_march_2026(portal: Portal, version: str, what: str, status: int) -> None:
    assert portal.call("POST", f"/oauth/{version}/{what}").status == status


def test_the_last_version_tells_no_associations_of_a_record_by_a_route(
    portal: Portal,
) -> None:  # §12, taken strictly
    invoice = portal.draft(lines=())
    assert portal.call("GET", f"/crm/objects/2026-09/invoices/{invoice}/associations/contacts").status == 404
    found = portal.ok("GET", f"/crm/objects/2026-09/invoices/{invoice}", associations="contacts")
    assert found["associations"]["contacts"]["results"]


# Version 3 of associations


def test_version_3_links_by_name(portal: Portal) -> None:
    invoice, contact = portal.create("invoices", hs_currency="USD")["id"], portal.contact()
    base = f"/crm/v3/associations/{PAIR}"
    assert portal.ok("GET", f"{base}/types")["results"] == [{"id": "177", "name": "invoice_to_contact"}]
    pair = {"from": {"id": invoice}, "to": {"id": contact}, "type": "invoice_to_contact"}
    made = portal.ok("POST", f"{base}/batch/create", {"inputs": [pair]}, status=201)
    assert made["results"] == [pair]
    found = portal.ok("POST", f"{base}/batch/read", {"inputs": [{"id": invoice}]})
    assert found["results"] == [{"from": {"id": invoice}, "to": [{"id": contact, "type": "invoice_to_contact"}]}]
    back = portal.ok("POST", "/crm/v3/associations/contact/invoice/batch/read", {"inputs": [{"id": contact}]})
    assert back["results"][0]["to"] == [{"id": invoice, "type": "contact_to_invoice"}]
    portal.ok("POST", f"{base}/batch/archive", {"inputs": [pair]}, status=204)
    assert portal.ok("POST", f"{base}/batch/read", {"inputs": [{"id": invoice}]}, status=207)["numErrors"] == 1


def test_version_3_refuses_a_wrong_name_or_record_alone(portal: Portal) -> None:
    invoice, contact = portal.create("invoices", hs_currency="USD")["id"], portal.contact()
    pair: dict[str, Any] = {"from": {"id": invoice}, "to": {"id": contact}, "type": "invoice_to_contact"}
    inputs = [pair, pair | {"type": "invoice_to_deal"}, pair | {"to": {"id": "9"}}]
    found = portal.ok("POST", f"/crm/v3/associations/{PAIR}/batch/create", {"inputs": inputs}, status=207)
    assert (len(found["results"]), found["numErrors"]) == (1, 2)


# Labels


def test_a_label_of_the_account_is_made_renamed_used_and_archived(portal: Portal) -> None:
    base = "/crm/v4/associations/contacts/companies/labels"
    made = portal.ok("POST", base, {"label": "Payer", "name": "payer", "inverseLabel": "Pays for"})["results"]
    assert [one["label"] for one in made] == ["Payer", "Pays for"]
    there, back = (one["typeId"] for one in made)
    portal.refused("POST", base, {"label": "Payer", "name": "payer2"}, status=409)
    contact, company = portal.contact(), portal.create("companies", name="Acme")["id"]
    ends = f"/crm/v4/objects/contacts/{contact}/associations/companies"
    portal.ok(
        "PUT",
        f"{ends}/{company}",
        [{"associationCategory": "USER_DEFINED", "associationTypeId": there}],
        status=201,
    )
    portal.ok(
        "PUT",
        base,
        {"associationTypeId": there, "label": "Bill to", "inverseLabel": "Billed for"},
        status=204,
    )

    def labels(path: str) -> set[str | None]:
        return {one["label"] for one in portal.ok("GET", path)["results"][0]["associationTypes"]}

    assert "Bill to" in labels(ends)
    assert "Billed for" in labels(f"/crm/v4/objects/companies/{company}/associations/contacts")
    portal.ok("DELETE", f"{base}/{there}", status=204)
    assert labels(ends) == {None, "Primary"}
    assert back not in [
        one["typeId"] for one in portal.ok("GET", "/crm/v4/associations/companies/contacts/labels")["results"]
    ]
    portal.refused("DELETE", f"{base}/{there}", status=404)
    portal.refused("DELETE", f"{base}/1")  # HubSpot's own


# Merge and GDPR


def test_people_and_companies_are_merged_nothing_else(portal: Portal) -> None:
    first, second = portal.contact("a@example.com"), portal.contact("b@example.com")
    body = {"primaryObjectId": first, "objectIdToMerge": second}
    assert portal.ok("POST", f"{CRM}/contacts/merge", body)["id"] == first
    assert portal.call("POST", f"{CRM}/products/merge", body).status == 405
    portal.refused("POST", f"{CRM}/contacts/merge", body | {"objectIdToMerge": "9"}, status=404)


def test_a_record_takes_250_others_at_most(portal: Portal) -> None:
    record = portal.vendor.account
    first, second = portal.contact("a@example.com"), portal.contact("b@example.com")
    record.store.all("contacts")[first]["properties"]["hs_merged_object_ids"] = ";".join(map(str, range(249)))
    assert (
        portal.call("POST", f"{CRM}/contacts/merge", {"primaryObjectId": first, "objectIdToMerge": second}).status
        == 414
    )


@pytest.mark.parametrize("by_email", [True, False])
def test_a_forgotten_contact_is_gone_for_good(portal: Portal, by_email: bool) -> None:
    contact = portal.contact("ann@example.com")
    invoice = portal.create("invoices", end(contact, 177), hs_currency="USD")["id"]
    body = {"objectId": "ann@example.com", "idProperty": "email"} if by_email else {"objectId": contact}
    for _ in range(2):
        portal.ok("POST", f"{CRM}/contacts/gdpr-delete", body, status=204)
    portal.refused("GET", f"{CRM}/contacts/{contact}", status=404)
    portal.refused("GET", f"{CRM}/contacts/{contact}", status=404, archived="true")
    assert portal.ok("GET", f"{CRM}/contacts")["results"] == []
    assert portal.ok("GET", f"/crm/v4/objects/invoices/{invoice}/associations/contacts")["results"] == []
    assert portal.contact("ann@example.com") != contact
    assert portal.call("POST", f"{CRM}/companies/gdpr-delete", body).status == 405


# Account, owners, tax rates


def test_owners_by_user_archived_and_paged(portal: Portal) -> None:
    people = [
        {
            "id": str(number),
            "email": f"{number}@example.com",
            "firstName": "A",
            "lastName": "B",
            "userId": number + 900,
        }
        for number in (3, 12, 7)
    ]
    portal.settings(owners=[*people, people[0] | {"id": "20", "userId": 20, "archived": True}])
    page = portal.ok("GET", "/crm/v3/owners", limit="2")
    assert ([one["id"] for one in page["results"]], page["paging"]["next"]["after"]) == (["3", "7"], "7")
    assert [one["id"] for one in portal.ok("GET", "/crm/v3/owners", after="7")["results"]] == ["12"]
    assert [one["id"] for one in portal.ok("GET", "/crm/v3/owners", archived="true")["results"]] == ["20"]
    assert portal.ok("GET", "/crm/v3/owners/912", idProperty="userId")["id"] == "12"
    portal.refused("GET", "/crm/v3/owners/20", status=404)
    assert portal.ok("GET", "/crm/v3/owners/20", archived="true")["archived"]
    portal.refused("GET", "/crm/v3/owners/12", idProperty="email")


def test_tax_rates_are_paged_and_filtered(portal: Portal) -> None:
    rates = [
        {"id": str(one), "name": "R", "label": "R", "percentageRate": "1", "active": one != 2} for one in (1, 2, 3)
    ]
    portal.settings(tax_rates=rates)
    page = portal.ok("GET", "/tax-rates/v1/tax-rates", limit="2")
    assert ([one["id"] for one in page["results"]], page["paging"]["next"]["after"]) == (["1", "2"], "2")
    assert [one["id"] for one in portal.ok("GET", "/tax-rates/v1/tax-rates", active="true")["results"]] == [
        "1",
        "3",
    ]


# What every account has besides


@pytest.mark.parametrize(
    ("name", "type_id"),
    [
        ("tickets", "0-5"), ("quotes", "0-14"), ("orders", "0-123"), ("carts", "0-142"), ("subscriptions", "0-69"), ("notes", "0-46"),
        ("meetings", "0-47"), ("calls", "0-48"), ("emails", "0-49"), ("tasks", "0-27"),
    ],
)  # fmt: skip
def test_types_beside_the_bookkeeping_are_there_and_empty(portal: Portal, name: str, type_id: str) -> None:
    contact = portal.contact()
    for path in (name, type_id):
        assert portal.ok("GET", f"/crm/v3/objects/{path}")["results"] == []
        assert portal.ok("POST", f"/crm/v3/objects/{path}/search", {})["total"] == 0
    assert portal.ok("GET", f"/crm/v3/properties/{name}")["results"]
    assert "associations" not in portal.ok("GET", f"/crm/v3/objects/contacts/{contact}", associations=name)
    assert name not in portal.vendor.overview()["counts"]


def test_a_ticket_is_kept_and_linked_like_any_record(portal: Portal) -> None:
    invoice = portal.create("invoices", hs_currency="USD")["id"]
    ticket = portal.create("tickets", subject="Wrong total")["id"]
    portal.ok("PUT", f"/crm/v4/objects/invoices/{invoice}/associations/default/tickets/{ticket}")
    found = portal.ok("GET", f"{CRM}/invoices/{invoice}", associations="tickets")
    assert found["associations"]["tickets"]["results"] == [{"id": ticket, "type": "invoice_to_ticket"}]
    assert portal.vendor.overview()["counts"]["tickets"] == 1


def test_the_pipeline_of_a_new_account(portal: Portal) -> None:
    (sales,) = portal.ok("GET", "/crm/v3/pipelines/deals")["results"]
    assert (sales["id"], len(sales["stages"])) == ("default", 7)
    assert portal.ok("GET", "/crm/pipelines/2026-03/deals/default")["label"] == "Sales Pipeline"
    won = portal.ok("GET", "/crm/v3/pipelines/deals/default/stages/closedwon")
    assert won["metadata"] == {"isClosed": "true", "probability": "1.0"}
    assert len(portal.ok("GET", "/crm/v3/pipelines/tickets/0/stages")["results"]) == 4
    assert portal.ok("GET", "/crm/v3/pipelines/invoices")["results"] == []
    portal.refused("GET", "/crm/v3/pipelines/deals/other", status=404)
    assert portal.ok("GET", "/crm/v3/schemas")["results"] == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/webhooks/v3/1160452/subscriptions"), ("PUT", "/webhooks/2026-03/1160452/settings"),
        ("POST", "/app-webhooks/2026-09/1160452/subscriptions"), ("POST", "/app-webhooks/2025-09/1160452/subscriptions/batch/update"),
    ],
)  # fmt: skip
def test_an_apps_webhooks_are_its_developers_to_set_up(portal: Portal, method: str, path: str) -> None:
    assert portal.refused(method, path, {}, status=401)["category"] == "INVALID_AUTHENTICATION"
