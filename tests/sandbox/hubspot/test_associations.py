from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.hubspot.portal import CRM, Portal, code, end

V4 = "/crm/v4/objects"
PAIRS = ["/crm/v4/associations", "/crm/associations/2026-03", "/crm/associations/2026-09"]


def spec(type_id: int, category: str = "HUBSPOT_DEFINED") -> list[dict[str, Any]]:
    return [{"associationCategory": category, "associationTypeId": type_id}]


@pytest.fixture
def pair(portal: Portal) -> tuple[str, str]:
    """A draft and a contact, not associated."""
    return str(portal.create("invoices", hs_currency="USD")["id"]), portal.contact()


def test_the_default_association_tells_both_directions(portal: Portal, pair: tuple[str, str]) -> None:
    invoice, contact = pair
    data = portal.ok("PUT", f"{V4}/invoice/{invoice}/associations/default/contact/{contact}")
    assert [(one["from"]["id"], one["to"]["id"], one["associationSpec"]["associationTypeId"]) for one in data["results"]] == [
        (invoice, contact, 177), (contact, invoice, 178),
    ]  # fmt: skip
    for source, one, target, other, type_id in (
        ("invoices", invoice, "contacts", contact, 177),
        ("contacts", contact, "invoices", invoice, 178),
    ):
        found = portal.ok("GET", f"{V4}/{source}/{one}/associations/{target}")["results"]
        assert found == [
            {
                "toObjectId": int(other),
                "associationTypes": [{"category": "HUBSPOT_DEFINED", "typeId": type_id, "label": None}],
            }
        ]


def test_a_typed_association_is_a_201(portal: Portal, pair: tuple[str, str]) -> None:
    invoice, contact = pair
    data = portal.ok("PUT", f"{V4}/invoices/{invoice}/associations/contacts/{contact}", spec(177), status=201)
    assert data == {
        "fromObjectTypeId": "0-53", "fromObjectId": int(invoice), "toObjectTypeId": "0-1", "toObjectId": int(contact), "labels": [],
    }  # fmt: skip


@pytest.mark.parametrize("type_id", [178, 181, 409, 99_999])
def test_a_type_of_another_pair_is_refused(portal: Portal, pair: tuple[str, str], type_id: int) -> None:
    invoice, contact = pair
    data = portal.refused("PUT", f"{V4}/invoices/{invoice}/associations/contacts/{contact}", spec(type_id))
    assert code(data) == "INVALID_ASSOCIATION_TYPE"


def test_inline_types_are_checked_against_the_type_they_start_from(portal: Portal, pair: tuple[str, str]) -> None:
    _, contact = pair
    for ends in (
        [end(contact, 178)],
        [end(contact, 177, "USER_DEFINED")],
        [end("99", 177)],
        [{"to": {"id": contact}}],
        "x",
    ):
        portal.refused("POST", f"{CRM}/invoices", {"properties": {"hs_currency": "USD"}, "associations": ends})
    assert portal.vendor.overview()["counts"]["invoices"] == 1


def test_a_number_as_the_other_id_is_taken(portal: Portal, pair: tuple[str, str]) -> None:
    body = {
        "properties": {"hs_currency": "USD"},
        "associations": [{"to": {"id": int(pair[1])}, "types": spec(177)}],
    }
    portal.ok("POST", f"{CRM}/invoices", body, status=201)


def test_types_that_have_no_association_are_refused(portal: Portal) -> None:
    product, contact = portal.create("products", name="x")["id"], portal.contact()
    assert (
        code(portal.refused("PUT", f"{V4}/products/{product}/associations/default/contacts/{contact}"))
        == "INVALID_ASSOCIATION"
    )


def test_ends_that_are_not_there(portal: Portal, pair: tuple[str, str]) -> None:
    invoice, contact = pair
    portal.refused("PUT", f"{V4}/invoices/99/associations/default/contacts/{contact}", status=404)
    portal.refused("PUT", f"{V4}/invoices/{invoice}/associations/default/contacts/99")
    portal.refused("GET", f"{V4}/invoices/99/associations/contacts", status=404)


def test_deleting_an_association_can_be_repeated(portal: Portal, pair: tuple[str, str]) -> None:
    invoice, contact = pair
    portal.ok("PUT", f"{V4}/invoices/{invoice}/associations/default/contacts/{contact}")
    for _ in range(2):
        portal.ok("DELETE", f"{V4}/contacts/{contact}/associations/invoices/{invoice}", status=204)
    assert portal.ok("GET", f"{V4}/invoices/{invoice}/associations/contacts")["results"] == []


def test_the_older_list_tells_names_and_the_dated_one_types(portal: Portal) -> None:
    invoice = portal.draft()
    found = portal.ok("GET", f"/crm/v3/objects/invoices/{invoice}/associations/line_items")["results"]
    assert [one["type"] for one in found] == ["invoice_to_line_item"]
    line = found[0]["id"]
    for path in (f"{CRM}/invoice", "/crm/objects/2025-09/0-53"):
        found = portal.ok("GET", f"{path}/{invoice}/associations/line_items")["results"]
        assert [(one["toObjectId"], one["associationTypes"][0]["typeId"]) for one in found] == [(line, 409)]


def test_associations_inside_a_record_stand_under_the_types_own_names(portal: Portal) -> None:
    invoice = portal.draft()
    found = portal.ok("GET", f"{CRM}/invoices/{invoice}", associations="contacts,line_items,companies")["associations"]
    assert set(found) == {"contacts", "line items"}
    assert found["line items"]["results"][0]["type"] == "invoice_to_line_item"
    assert "associations" not in portal.ok("GET", f"{CRM}/invoices/{invoice}")


def test_a_long_list_of_associations_is_paged(portal: Portal) -> None:  # F74
    invoice = portal.draft(mirror=True, lines=())
    for _ in range(3):
        lines = [{"properties": {"price": "1"}, "associations": [end(invoice, 410)]} for _ in range(50)]
        portal.ok("POST", f"{CRM}/line_items/batch/create", {"inputs": lines}, status=201)
    inline = portal.ok("GET", f"{CRM}/invoices/{invoice}", associations="line_items")["associations"]["line items"]
    assert len(inline["results"]) == 100
    rest = portal.ok(
        "GET", f"{CRM}/invoices/{invoice}/associations/line_items", after=inline["paging"]["next"]["after"]
    )
    assert (len(rest["results"]), "paging" in rest) == (50, False)
    pages = portal.ok("GET", f"{V4}/invoices/{invoice}/associations/line_items", limit="120")
    assert len(pages["results"]) == 120
    last = portal.ok("GET", f"{V4}/invoices/{invoice}/associations/line_items", after=pages["paging"]["next"]["after"])
    assert len(last["results"]) == 30


def test_archiving_one_end_cuts_the_association(portal: Portal) -> None:
    contact = portal.contact()
    invoice = portal.create("invoices", end(contact, 177), hs_currency="USD")["id"]
    portal.ok("DELETE", f"{CRM}/contacts/{contact}", status=204)
    assert portal.ok("GET", f"{V4}/invoices/{invoice}/associations/contacts")["results"] == []


def test_the_last_contact_of_a_finalized_billable_invoice_stays(portal: Portal) -> None:
    invoice = portal.open()
    contact = portal.ok("GET", f"{CRM}/invoices/{invoice}/associations/contacts")["results"][0]["toObjectId"]
    assert (
        code(portal.refused("DELETE", f"{V4}/invoices/{invoice}/associations/contacts/{contact}"))
        == "INVOICE_FINALIZED"
    )
    portal.ok("DELETE", f"{V4}/invoices/{portal.open(mirror=True)}/associations/contacts/{contact}", status=204)


def test_the_first_company_of_a_contact_is_its_primary_one(portal: Portal) -> None:
    contact = portal.contact()
    first, second = (portal.create("companies", name=name)["id"] for name in "ab")
    for company in (first, second):
        portal.ok("PUT", f"{V4}/contacts/{contact}/associations/default/companies/{company}")
    assert portal.value("contacts", contact, "associatedcompanyid") == first
    assert portal.value("companies", first, "num_associated_contacts") == "1"
    found = portal.ok("GET", f"{V4}/contacts/{contact}/associations/companies")["results"]
    assert [[one["label"] for one in each["associationTypes"]] for each in found] == [
        [None, "Primary"],
        [None],
    ]
    portal.ok("DELETE", f"{V4}/contacts/{contact}/associations/companies/{first}", status=204)
    assert portal.value("contacts", contact, "associatedcompanyid") == second


# Batches


@pytest.mark.parametrize("path", PAIRS)
def test_a_batch_read_of_something_without_associations_is_a_207(portal: Portal, path: str) -> None:
    invoice, alone = portal.draft(), portal.create("invoices", hs_currency="USD")["id"]
    body = {"inputs": [{"id": invoice}, {"id": alone}, {"id": "99"}]}
    status = 200 if "2026-09" in path else 207
    data = portal.ok("POST", f"{path}/invoices/line_items/batch/read", body, status=status)
    assert [one["from"]["id"] for one in data["results"]] == [invoice]
    assert [one["subCategory"] for one in data["errors"]] == ["crm.associations.NO_ASSOCIATIONS_FOUND"] * 2
    assert data["errors"][0]["message"] == f"No line_item is associated with invoice {alone}."


def test_a_batch_read_pages_each_input(portal: Portal) -> None:
    invoice = portal.draft(mirror=True, lines=())
    for _ in range(6):
        lines = [{"properties": {"price": "1"}, "associations": [end(invoice, 410)]} for _ in range(100)]
        portal.ok("POST", f"{CRM}/line_items/batch/create", {"inputs": lines}, status=201)
    path = f"{PAIRS[0]}/invoices/line_items/batch/read"
    first = portal.ok("POST", path, {"inputs": [{"id": invoice}]})["results"][0]
    rest = portal.ok("POST", path, {"inputs": [{"id": invoice, "after": first["paging"]["next"]["after"]}]})["results"][
        0
    ]
    assert (len(first["to"]), len(rest["to"]), "paging" in rest) == (500, 100, False)


@pytest.mark.parametrize(("path", "status"), list(zip(PAIRS, (201, 201, 200), strict=True)))
def test_a_batch_create_tells_what_failed(portal: Portal, path: str, status: int) -> None:
    contact = portal.contact()
    invoices = [portal.create("invoices", hs_currency="USD")["id"] for _ in range(2)]
    good = [{"from": {"id": one}, "to": {"id": contact}, "types": spec(177)} for one in invoices]
    assert (
        len(portal.ok("POST", f"{path}/invoices/contacts/batch/create", {"inputs": good}, status=status)["results"])
        == 2
    )
    bad = [
        {"from": {"id": "99"}, "to": {"id": contact}, "types": spec(177)},
        {"from": {"id": invoices[0]}, "to": {"id": contact}, "types": spec(178)},
    ]
    data = portal.ok(
        "POST",
        f"{path}/invoices/contacts/batch/create",
        {"inputs": good + bad},
        status=200 if status == 200 else 207,
    )
    assert (len(data["results"]), data["numErrors"]) == (2, 2)


def test_a_batch_of_default_associations_and_its_removal(portal: Portal) -> None:
    contact, invoice = portal.contact(), portal.create("invoices", hs_currency="USD")["id"]
    body = {"inputs": [{"from": {"id": invoice}, "to": {"id": contact}}]}
    assert len(portal.ok("POST", f"{PAIRS[0]}/invoices/contacts/batch/associate/default", body)["results"]) == 2
    gone = {"inputs": [{"from": {"id": invoice}, "to": [{"id": contact}, {"id": "99"}]}]}
    portal.ok("POST", f"{PAIRS[0]}/invoices/contacts/batch/archive", gone, status=204)
    portal.ok("POST", f"{PAIRS[2]}/invoices/contacts/batch/archive", gone, status=200)
    assert portal.ok("GET", f"{V4}/invoices/{invoice}/associations/contacts")["results"] == []


# Labels: which contact is billed, A2


@pytest.fixture
def billing(portal: Portal) -> int:
    """The id of an own label "Billing contact" from invoices to contacts."""
    body = {"label": "Billing contact", "name": "billing_contact"}
    found = portal.ok("POST", "/crm/v4/associations/invoices/contacts/labels", body)["results"]
    return int(found[0]["typeId"])


def test_a_label_has_an_id_for_each_direction(portal: Portal, billing: int) -> None:
    for path in ("/crm/v4/associations", "/crm/associations/v4", "/crm/associations/2026-03"):
        there = portal.ok("GET", f"{path}/invoices/contacts/labels")["results"]
        assert {"category": "USER_DEFINED", "typeId": billing, "label": "Billing contact"} in there
        assert {"category": "HUBSPOT_DEFINED", "typeId": 177, "label": None} in there
    back = portal.ok("GET", "/crm/v4/associations/contacts/invoices/labels")["results"]
    assert [one["label"] for one in back if one["category"] == "USER_DEFINED"] == ["Billing contact"]
    portal.refused(
        "POST",
        "/crm/v4/associations/invoices/contacts/labels",
        {"label": "Billing contact", "name": "x"},
        status=409,
    )
    portal.refused("POST", "/crm/v4/associations/invoices/contacts/labels", {"label": "x"})


def test_a_labelled_association_is_an_unlabelled_one_as_well(
    portal: Portal, billing: int, pair: tuple[str, str]
) -> None:
    invoice, contact = pair
    path = f"{V4}/invoices/{invoice}/associations/contacts"
    assert portal.ok("PUT", f"{path}/{contact}", spec(billing, "USER_DEFINED"), status=201)["labels"] == [
        "Billing contact"
    ]
    found = portal.ok("GET", path)["results"][0]["associationTypes"]
    assert [one["label"] for one in found] == [None, "Billing contact"]
    portal.ok("PUT", f"{path}/{contact}", spec(177), status=201)  # the types sent replace the labels
    assert [one["label"] for one in portal.ok("GET", path)["results"][0]["associationTypes"]] == [None]


def test_only_a_label_is_taken_off(portal: Portal, billing: int, pair: tuple[str, str]) -> None:
    invoice, contact = pair
    portal.ok(
        "PUT",
        f"{V4}/invoices/{invoice}/associations/contacts/{contact}",
        spec(billing, "USER_DEFINED"),
        status=201,
    )
    body = {"inputs": [{"from": {"id": invoice}, "to": {"id": contact}, "types": spec(billing, "USER_DEFINED")}]}
    portal.ok("POST", "/crm/v4/associations/invoices/contacts/batch/labels/archive", body, status=204)
    found = portal.ok("GET", f"{V4}/invoices/{invoice}/associations/contacts")["results"]
    assert [one["label"] for one in found[0]["associationTypes"]] == [None]


# v3


def test_the_older_put_and_delete_take_names_and_numbers(portal: Portal, pair: tuple[str, str]) -> None:
    invoice, contact = pair
    path = f"/crm/v3/objects/invoices/{invoice}/associations/contacts/{contact}"
    for name in ("invoice_to_contact", "177"):
        portal.ok("PUT", f"{path}/{name}")
        assert len(portal.ok("GET", f"/crm/v3/objects/invoices/{invoice}/associations/contacts")["results"]) == 1
        portal.ok("DELETE", f"{path}/{name}", status=204)
        assert portal.ok("GET", f"/crm/v3/objects/invoices/{invoice}/associations/contacts")["results"] == []
    assert code(portal.refused("PUT", f"{path}/contact_to_invoice")) == "INVALID_ASSOCIATION_TYPE"


# Deals (hubspot.md §2 and §5): what invoices and lines may hang on


def test_an_invoice_and_its_payment_belong_to_a_deal(portal: Portal) -> None:
    deal = portal.create("deals", dealname="Spring clean-up", dealstage="closedwon", pipeline="default")["id"]
    invoice = portal.create("invoices", end(deal, 175), hs_currency="USD")["id"]
    back = portal.ok("GET", f"/crm/v4/objects/deals/{deal}/associations/invoices")["results"]
    assert (back[0]["toObjectId"], back[0]["associationTypes"][0]["typeId"]) == (int(invoice), 176)
    found = portal.ok("GET", f"{CRM}/0-3/{deal}", associations="invoices")
    assert found["associations"]["invoices"]["results"] == [{"id": invoice, "type": "deal_to_invoice"}]


def test_a_line_of_a_deal_is_none_of_an_invoice(portal: Portal) -> None:
    deal = portal.create("deals", dealname="Spring clean-up")["id"]
    line = portal.create("line_items", end(deal, 20), price="5")["id"]
    invoice = portal.create("invoices", hs_currency="USD")["id"]
    path = f"/crm/v4/objects/line_items/{line}/associations/default/invoices/{invoice}"
    assert code(portal.refused("PUT", path)) == "ASSOCIATION_LIMIT_EXCEEDED"
    body = {"properties": {"hs_currency": "USD"}, "associations": [end(line, 409)]}
    assert code(portal.refused("POST", f"{CRM}/invoices", body)) == "ASSOCIATION_LIMIT_EXCEEDED"


def test_a_new_line_has_one_parent(portal: Portal) -> None:
    one, other = (portal.create("invoices", hs_currency="USD")["id"] for _ in range(2))
    deal = portal.create("deals", dealname="Spring clean-up")["id"]
    for ends in ([end(one, 410), end(other, 410)], [end(one, 410), end(deal, 20)]):
        body = {"properties": {"price": "5"}, "associations": ends}
        assert code(portal.refused("POST", f"{CRM}/line_items", body)) == "ASSOCIATION_LIMIT_EXCEEDED"
    portal.create("line_items", end(one, 410), end(one, 410), price="5")


@pytest.mark.parametrize("version", ["v3", "v4"])
def test_a_page_of_associations_never_ends_within_a_record(portal: Portal, version: str) -> None:
    contact = portal.contact()
    companies = [portal.create("companies", name=f"C{number}")["id"] for number in range(3)]
    for company in companies:
        portal.ok("PUT", f"/crm/v4/objects/contacts/{contact}/associations/default/companies/{company}")
    base = f"/crm/{version}/objects/contacts/{contact}/associations/companies"
    seen: list[tuple[str, int]] = []
    after = "0"
    while after:
        page = portal.ok("GET", base, limit="1", after=after)
        for one in page["results"]:
            types = one.get("associationTypes", [None])
            seen += [(str(one.get("id") or one["toObjectId"]), len(types))]
        after = page.get("paging", {}).get("next", {}).get("after", "")
    first = [(companies[0], 2)] if version == "v4" else [(companies[0], 1)] * 2  # the first is primary as well
    assert seen == [*first, (companies[1], 1), (companies[2], 1)]
