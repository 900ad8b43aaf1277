from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.hubspot.portal import CRM, Portal, end


def where(name: str, operator: str, value: Any = None, **more: Any) -> dict[str, Any]:
    return {"propertyName": name, "operator": operator, **({} if value is None else {"value": value}), **more}


@pytest.fixture
def people(portal: Portal) -> Portal:
    for name, phone in (("Ann Lee", "1"), ("Bob", "2"), ("Cy", None)):
        portal.contact(f"{name.split()[0].lower()}@example.com", firstname=name, **({"phone": phone} if phone else {}))
    return portal


def names(portal: Portal, *filters: dict[str, Any], **more: Any) -> str:
    found = portal.search("contacts", *filters, **more)
    return " ".join(portal.value("contacts", one, "email")[0] for one in found)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (where("firstname", "EQ", "ANN LEE"), "a"), (where("firstname", "NEQ", "bob"), "a c"), (where("phone", "NEQ", "1"), "b"),
        (where("firstname", "IN", values=["bob", "cy"]), "b c"), (where("firstname", "IN", values=["Bob"]), ""),
        (where("phone", "NOT_IN", values=["1"]), "b"), (where("phone", "HAS_PROPERTY"), "a b"),
        (where("phone", "NOT_HAS_PROPERTY"), "c"), (where("firstname", "CONTAINS_TOKEN", "lee"), "a"),
        (where("firstname", "CONTAINS_TOKEN", "le*"), "a"), (where("firstname", "CONTAINS_TOKEN", "l"), ""),
        (where("email", "CONTAINS_TOKEN", "*@example.com"), "a b c"), (where("firstname", "NOT_CONTAINS_TOKEN", "lee"), "b c"),
        (where("hs_object_id", "GT", "10001"), "b c"), (where("hs_object_id", "BETWEEN", "10001", highValue="10002"), "a b"),
        (where("hs_object_id", "LTE", 10001), "a"), (where("hs_object_id", "LT", "10002"), "a"), (where("hs_object_id", "GTE", "10003"), "c"),
    ],
)  # fmt: skip
def test_filters(people: Portal, one: dict[str, Any], expected: str) -> None:
    assert names(people, one) == expected


def test_times_are_given_in_milliseconds_or_iso(people: Portal) -> None:
    people.wait(3600)
    people.contact("dan@example.com")
    for value in ("1795513500000", "2026-11-24T09:45:00Z", "2026-11-24T10:45:00+01:00"):
        assert names(people, where("createdate", "GTE", value)) == "d"
        assert names(people, where("createdate", "LT", value)) == "a b c"


def test_enumerations_are_compared_with_their_case(portal: Portal) -> None:
    portal.draft()
    assert len(portal.search("invoices", where("hs_invoice_status", "EQ", "draft"))) == 1
    assert portal.search("invoices", where("hs_invoice_status", "EQ", "DRAFT")) == []


def test_numbers_are_compared_as_numbers(portal: Portal) -> None:
    portal.draft(lines=(("1", "9"),))
    big = portal.draft(lines=(("1", "10"),))
    assert portal.search("invoices", where("hs_amount_billed", "GT", "9.00")) == [big]


def test_filters_of_a_group_are_anded_and_groups_are_ored(people: Portal) -> None:
    groups = [
        {"filters": [where("phone", "EQ", "1"), where("firstname", "EQ", "bob")]},
        {"filters": [where("firstname", "EQ", "cy")]},
    ]
    assert names(people, filterGroups=groups) == "c"


def test_the_shorthand_without_groups_is_taken(people: Portal) -> None:
    assert names(people, filters=[where("phone", "EQ", "2")]) == "b"


def test_by_an_association(portal: Portal) -> None:
    contact = portal.contact()
    invoice = portal.create("invoices", end(contact, 177), hs_currency="USD")["id"]
    portal.create("invoices", hs_currency="USD")
    assert portal.search("invoices", where("associations.contact", "EQ", contact)) == [invoice]


def test_words_are_looked_for_in_the_usual_text_properties(people: Portal) -> None:
    assert names(people, query="lee ann") == "a"
    people.draft()
    assert people.search("invoices", query="HS") == []


def test_sorting_by_either_form(people: Portal) -> None:
    assert names(people) == "a b c"
    assert names(people, sorts=[{"propertyName": "email", "direction": "DESCENDING"}]) == "c b a"
    assert names(people, sorts=["-hs_object_id"]) == "c b a"
    assert (
        names(people, sorts=["phone"]) == names(people, sorts=[{"propertyName": "phone"}]) == "a b c"
    )  # without a value: last
    assert names(people, sorts=["-phone"]) == "b a c"


def test_pages_are_offsets(people: Portal) -> None:
    first = people.ok("POST", f"{CRM}/contacts/search", {"limit": 2})
    assert (first["total"], len(first["results"]), first["paging"]) == (3, 2, {"next": {"after": "2"}})
    last = people.ok("POST", f"{CRM}/contacts/search", {"limit": 2, "after": "2"})
    assert (len(last["results"]), "paging" in last) == (1, False)


@pytest.mark.parametrize(
    "body",
    [
        {"limit": 0}, {"limit": 201}, {"sorts": [{"propertyName": "email", "direction": "UP"}]}, {"sorts": [{"direction": "ASCENDING"}]},
        {"limit": 100, "after": "9901"}, {"query": "x" * 3000}, {"filterGroups": [{"filters": [where("nonsense", "EQ", "1")]}]},
        {"filterGroups": [{"filters": [where("email", "LIKE", "1")]}]}, {"filterGroups": [{"filters": [where("email", "EQ")]}]},
        {"filterGroups": [{"filters": [where("email", "IN", "x")]}]}, {"filterGroups": [{"filters": [where("hs_object_id", "GT", "x")]}]},
        {"filterGroups": [{"filters": [where("hs_object_id", "BETWEEN", "1")]}]}, {"filterGroups": ["x"]},
        {"filterGroups": [{"filters": [where("email", "HAS_PROPERTY")]}] * 6}, {"sorts": ["email", "phone"]}, {"sorts": ["nonsense"]},
        {"filterGroups": [{"filters": [where("email", "HAS_PROPERTY")] * 7}]}, {"filterGroups": [{"filters": [where("email", "HAS_PROPERTY")] * 5}] * 4},
        {"after": "x"}, {"filterGroups": [{"filters": [where("associations.nothing", "EQ", "1")]}]},
    ],
)  # fmt: skip
def test_what_search_refuses(people: Portal, body: dict[str, Any]) -> None:
    assert people.refused("POST", "/crm/v3/objects/contacts/search", body)["category"] == "VALIDATION_ERROR"


def test_18_filters_in_5_groups_are_the_most(people: Portal) -> None:
    sizes = (6, 6, 4, 1, 1)
    groups = [{"filters": [where("email", "HAS_PROPERTY")] * size} for size in sizes]
    assert names(people, filterGroups=groups) == "a b c"


def test_properties_of_the_answer(people: Portal) -> None:
    found = people.ok("POST", f"{CRM}/contacts/search", {"properties": ["phone"], "limit": 1})["results"][0][
        "properties"
    ]
    assert set(found) == {"phone", "createdate", "lastmodifieddate", "hs_object_id"}
    assert "email" in people.ok("POST", f"{CRM}/contacts/search", {"limit": 1})["results"][0]["properties"]


def test_archived_records_are_never_found(people: Portal) -> None:
    people.ok("DELETE", f"{CRM}/contacts/10001", status=204)
    assert names(people) == "b c"


# The index lags (F20)


def test_a_new_record_is_found_once_the_index_has_caught_up(portal: Portal) -> None:
    portal.settings(search_delay_seconds=30)
    contact = portal.contact()
    assert portal.search("contacts") == []
    assert portal.ok("GET", f"{CRM}/contacts/{contact}")["id"] == contact
    assert len(portal.ok("GET", f"{CRM}/contacts")["results"]) == 1
    portal.clock.advance(31)
    assert portal.search("contacts") == [contact]


def test_a_changed_record_is_found_as_it_was(portal: Portal) -> None:
    contact = portal.contact(phone="1")
    portal.settings(search_delay_seconds=30)
    portal.clock.advance(10)
    portal.patch("contacts", contact, phone="2")
    portal.clock.advance(20)
    portal.patch("contacts", contact, phone="3")
    assert portal.search("contacts", where("phone", "EQ", "1")) == [contact]
    portal.clock.advance(11)
    assert portal.search("contacts", where("phone", "EQ", "2")) == [contact]
    portal.clock.advance(20)
    assert portal.search("contacts", where("phone", "EQ", "3")) == [contact]
    assert portal.search("contacts", where("phone", "EQ", "1")) == []
