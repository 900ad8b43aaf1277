from __future__ import annotations

import pytest

from tests.sandbox.hubspot.portal import CRM, Portal, code, end

PATHS = ["/crm/v3/objects/contacts", "/crm/v3/objects/contact", "/crm/v3/objects/0-1"] + [
    f"/crm/objects/{version}/contacts" for version in ("2025-09", "2026-03", "2026-09")
]


@pytest.mark.parametrize("path", PATHS)
def test_a_type_answers_under_all_its_names_and_versions(portal: Portal, path: str) -> None:
    made = portal.ok("POST", path, {"properties": {"firstname": "Ann"}}, status=201)
    assert portal.ok("GET", f"{path}/{made['id']}")["properties"]["firstname"] == "Ann"


@pytest.mark.parametrize("path", ["/crm/v2/objects/contacts", "/crm/objects/2024-01/contacts", "/crm/v3/nothing", "/"])
def test_an_unknown_address_is_a_404_without_json(portal: Portal, path: str) -> None:
    answer = portal.call("GET", path)
    assert (answer.status, answer.data) == (404, None)


def test_an_unknown_type_is_a_400(portal: Portal) -> None:
    assert portal.refused("GET", "/crm/v3/objects/things")["message"] == "Unable to infer object type from: things"


def test_ids_go_up_through_all_types(portal: Portal) -> None:
    first, second = portal.contact(), portal.create("products", name="Mulch")["id"]
    assert (first, second) == ("10001", "10002")


def test_a_record_has_the_shape_of_the_specification(portal: Portal) -> None:
    contact = portal.contact(firstname="Ann")
    assert portal.ok("GET", f"{CRM}/contacts/{contact}") == {
        "id": contact,
        "properties": {
            "createdate": "2026-11-24T09:00:00.000Z", "email": "ann@example.com", "firstname": "Ann", "hs_object_id": contact,
            "lastmodifieddate": "2026-11-24T09:00:00.000Z", "lastname": None,
        },
        "createdAt": "2026-11-24T09:00:00.000Z", "updatedAt": "2026-11-24T09:00:00.000Z", "archived": False,
    }  # fmt: skip


def test_an_unknown_property_is_left_out_and_an_empty_one_is_null(portal: Portal) -> None:
    found = portal.ok("GET", f"{CRM}/contacts/{portal.contact()}", properties="phone,nonsense")["properties"]
    assert found["phone"] is None
    assert "nonsense" not in found


def test_an_answer_to_a_write_shows_what_was_set_and_what_the_system_keeps(portal: Portal) -> None:
    contact = portal.contact(lastname="Lee")
    found = portal.patch("contacts", contact, phone="1")["properties"]
    assert found["phone"] == "1"
    assert found["hs_object_source"] == "INTEGRATION"
    assert "lastname" not in found


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("nonsense", "1", "PROPERTY_DOESNT_EXIST"), ("hs_object_id", "1", "READ_ONLY_VALUE"),
        ("associatedcompanyid", "1", "READ_ONLY_VALUE"), ("lifecyclestage", "Customer", "INVALID_OPTION"),
        ("email", "not an address", "INVALID_EMAIL"), ("hubspot_owner_id", "9", "INVALID_OWNER_ID"),
        ("firstname", "x" * 65_537, "PROPERTY_VALUE_TOO_LONG"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused_with_its_code(
    portal: Portal, name: str, value: object, expected: str
) -> None:
    data = portal.refused("POST", f"{CRM}/contacts", {"properties": {name: value}})
    assert (data["category"], code(data)) == ("VALIDATION_ERROR", expected)
    assert f'"error":"{expected}"' in data["message"]
    assert data["errors"][0]["context"] == {"propertyName": [name]}


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("hs_initial_amount", "ten", "INVALID_NUMBER"),
        ("hs_initiated_date", "24.11.2026", "INVALID_DATE"),
        ("hs_initial_amount", "NaN", "INVALID_NUMBER"),
    ],
)
def test_numbers_and_dates_are_checked(portal: Portal, name: str, value: str, expected: str) -> None:
    body = {"properties": {"hs_initial_amount": "1", "hs_initiated_date": "2026-11-24", name: value}}
    assert code(portal.refused("POST", f"{CRM}/commerce_payments", body)) == expected


def test_all_that_is_wrong_is_told_at_once(portal: Portal) -> None:
    data = portal.refused("POST", f"{CRM}/contacts", {"properties": {"a": 1, "b": 2, "email": "x"}})
    assert [one["code"] for one in data["errors"]] == [
        "PROPERTY_DOESNT_EXIST",
        "PROPERTY_DOESNT_EXIST",
        "INVALID_EMAIL",
    ]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2026-11-24", "2026-11-24T00:00:00.000Z"), (1793610000000, "2026-11-02T09:00:00.000Z"),
        ("2026-11-24T10:00:00+02:00", "2026-11-24T08:00:00.000Z"), ("2026-11-24T10:00:00.5Z", "2026-11-24T10:00:00.500Z"),
    ],
)  # fmt: skip
def test_times_are_kept_in_utc_with_milliseconds(portal: Portal, given: object, kept: str) -> None:  # F79
    assert portal.create("invoices", hs_currency="USD", hs_due_date=given)["properties"]["hs_due_date"] == kept


def test_values_are_kept_as_text_and_cleared_by_the_empty_one(portal: Portal) -> None:
    line = portal.create("line_items", name="x", price=12.5, quantity=3)
    assert line["properties"]["price"] == "12.5"
    assert portal.patch("line_items", line["id"], name="")["properties"]["name"] is None
    assert portal.patch("line_items", line["id"], price=None)["properties"]["amount"] == "0"


def test_an_email_is_one_contact_whatever_its_case(portal: Portal) -> None:
    contact = portal.contact("Ann@Example.com")
    assert portal.value("contacts", contact, "email") == "ann@example.com"
    data = portal.refused("POST", f"{CRM}/contacts", {"properties": {"email": "ANN@example.com"}}, status=409)
    assert (data["category"], data["message"]) == (
        "CONFLICT",
        f"Contact already exists. Existing ID: {contact}",
    )


def test_a_secondary_address_counts_for_uniqueness_and_look_up(portal: Portal) -> None:  # F80
    contact = portal.contact(hs_additional_emails="billing@example.com;ap@example.com")
    portal.refused("POST", f"{CRM}/contacts", {"properties": {"email": "AP@example.com"}}, status=409)
    assert portal.ok("GET", f"{CRM}/contacts/ap@example.com", idProperty="email")["id"] == contact
    portal.patch("contacts", contact, hs_additional_emails="billing@example.com")
    portal.contact("ap@example.com")


def test_an_address_taken_by_another_contact_cannot_be_set(portal: Portal) -> None:
    portal.contact("one@example.com")
    other = portal.contact("two@example.com")
    portal.refused("PATCH", f"{CRM}/contacts/{other}", {"properties": {"email": "one@example.com"}}, status=409)
    portal.patch("contacts", other, email="two@example.com")


def test_an_address_is_free_again_once_changed_or_archived(portal: Portal) -> None:
    contact = portal.contact("one@example.com")
    portal.patch("contacts", contact, email="new@example.com")
    second = portal.contact("one@example.com")
    portal.ok("DELETE", f"{CRM}/contacts/{second}", status=204)
    portal.contact("one@example.com")


def test_a_record_is_read_and_changed_by_a_unique_property_only(portal: Portal) -> None:
    contact = portal.contact()
    portal.ok("PATCH", f"{CRM}/contacts/ann@example.com", {"properties": {"phone": "1"}}, idProperty="email")
    assert portal.value("contacts", contact, "phone") == "1"
    assert "not a unique property" in portal.refused("GET", f"{CRM}/contacts/1", idProperty="phone")["message"]
    portal.refused("GET", f"{CRM}/contacts/nobody@example.com", status=404, idProperty="email")


@pytest.mark.parametrize(
    ("record_id", "message"),
    [("99", "resource not found"), ("ann", "Object not found.  objectId are usually numeric.")],
)
def test_what_is_not_there_is_a_404(portal: Portal, record_id: str, message: str) -> None:
    for method in ("GET", "PATCH"):
        data = portal.refused(method, f"{CRM}/contacts/{record_id}", {"properties": {}}, status=404)
        assert (data["category"], data["message"]) == ("OBJECT_NOT_FOUND", message)


def test_archiving_can_be_repeated_and_hides_the_record(portal: Portal) -> None:
    contact = portal.contact()
    for _ in range(2):
        portal.ok("DELETE", f"{CRM}/contacts/{contact}", status=204)
    portal.refused("GET", f"{CRM}/contacts/{contact}", status=404)
    portal.refused("PATCH", f"{CRM}/contacts/{contact}", {"properties": {}}, status=404)
    archived = portal.ok("GET", f"{CRM}/contacts/{contact}", archived="true")
    assert archived["archivedAt"]
    assert [one["id"] for one in portal.ok("GET", f"{CRM}/contacts", archived="True")["results"]] == [contact]
    assert portal.ok("GET", f"{CRM}/contacts")["results"] == []


def test_a_list_is_paged_by_the_last_id(portal: Portal) -> None:
    ids = [portal.contact(f"c{number}@example.com") for number in range(5)]
    seen, after = [], "0"
    while after:
        page = portal.ok("GET", f"{CRM}/contacts", limit="2", after=after)
        seen += [one["id"] for one in page["results"]]
        after = page.get("paging", {}).get("next", {}).get("after", "")
    assert seen == ids


def test_the_link_to_the_next_page_repeats_what_was_asked(portal: Portal) -> None:
    first, _ = (portal.contact(f"c{number}@example.com") for number in range(2))
    page = portal.ok("GET", "/crm/v3/objects/contacts", limit="1", properties="email,phone", archived="false")
    assert page["paging"]["next"] == {
        "after": first,
        "link": "https://api.hubapi.com/crm/v3/objects/contacts?limit=1&properties=email%2Cphone&archived=false&after="
        + first,
    }


@pytest.mark.parametrize("limit", ["0", "101", "x"])
def test_a_list_has_at_most_100_on_a_page(portal: Portal, limit: str) -> None:
    portal.refused("GET", f"{CRM}/contacts", limit=limit)


def test_history_lists_values_newest_first(portal: Portal) -> None:
    contact = portal.contact(phone="1")
    portal.wait(60)
    portal.patch("contacts", contact, user=True, phone="2")
    found = portal.ok("GET", f"{CRM}/contacts/{contact}", propertiesWithHistory="phone,email")["propertiesWithHistory"]
    assert [(one["value"], one["sourceType"]) for one in found["phone"]] == [
        ("2", "CRM_UI"),
        ("1", "INTEGRATION"),
    ]
    assert [one["value"] for one in found["email"]] == ["ann@example.com"]


def test_every_write_moves_the_modified_time_and_tells_who(portal: Portal) -> None:
    contact = portal.contact()
    portal.wait(60)
    portal.patch("contacts", contact, phone="1")
    assert portal.value("contacts", contact, "lastmodifieddate") == "2026-11-24T09:01:00.000Z"
    portal.patch("contacts", contact, user=True, phone="2")
    assert portal.value("contacts", contact, "hs_updated_by_user_id") == "76023669"


def test_a_life_cycle_stage_moves_forward_unless_cleared(portal: Portal) -> None:
    contact = portal.contact(lifecyclestage="customer")
    portal.patch("contacts", contact, lifecyclestage="lead")
    assert portal.value("contacts", contact, "lifecyclestage") == "customer"
    portal.patch("contacts", contact, lifecyclestage="")
    portal.patch("contacts", contact, lifecyclestage="lead")
    assert portal.value("contacts", contact, "lifecyclestage") == "lead"


def test_a_product_needs_a_name_and_its_sku_may_stand_twice(portal: Portal) -> None:  # F81
    portal.refused("POST", f"{CRM}/products", {"properties": {"price": "1"}})
    for _ in range(2):
        portal.create("products", name="Mulch", hs_sku="MULCH-3")


def test_a_line_takes_what_it_is_not_given_from_its_product_once(portal: Portal) -> None:
    product = portal.create("products", name="Mulch", price="42.50", hs_sku="MULCH-3")["id"]
    line = portal.create("line_items", hs_product_id=product, quantity="2", price="40")["id"]
    portal.patch("products", product, name="Bark")
    assert portal.values("line_items", line, "name", "price", "hs_sku", "amount") == {
        "name": "Mulch", "price": "40", "hs_sku": "MULCH-3", "amount": "80",
    }  # fmt: skip
    portal.refused("POST", f"{CRM}/line_items", {"properties": {"hs_product_id": "9"}})


@pytest.mark.parametrize(
    "properties",
    [
        {"price": "-1"},
        {"quantity": "-1", "price": "1"},
        {"price": "10", "discount": "11"},
        {"price": "1", "hs_discount_percentage": "101"},
    ],
)
def test_a_line_below_nothing_is_refused(portal: Portal, properties: dict[str, str]) -> None:  # F76
    assert code(portal.refused("POST", f"{CRM}/line_items", {"properties": properties})) == "INVALID_NUMBER"


def test_an_adjustment_needs_type_and_value(portal: Portal) -> None:
    for kind in ("discounts", "fees", "taxes"):
        data = portal.refused("POST", f"{CRM}/{kind}", {"properties": {"hs_label": "x"}})
        assert data["context"]["properties"] == ["hs_type", "hs_value"]
    portal.refused("POST", f"{CRM}/discounts", {"properties": {"hs_type": "PERCENT", "hs_value": "101"}})


def test_a_merged_contact_resolves_to_the_survivor(portal: Portal) -> None:  # F35
    survivor, other = portal.contact("a@example.com"), portal.contact("b@example.com", phone="7")
    invoice = portal.create("invoices", end(other, 177), hs_currency="USD")["id"]
    portal.ok("POST", f"{CRM}/contacts/merge", {"primaryObjectId": survivor, "objectIdToMerge": other})
    assert portal.ok("GET", f"{CRM}/contacts/{other}")["id"] == survivor
    assert portal.values("contacts", survivor, "hs_merged_object_ids", "hs_additional_emails", "phone") == {
        "hs_merged_object_ids": other, "hs_additional_emails": "b@example.com", "phone": "7",
    }  # fmt: skip
    linked = portal.ok("GET", f"{CRM}/invoices/{invoice}", associations="contacts")["associations"]
    assert [one["id"] for one in linked["contacts"]["results"]] == [survivor]
    assert portal.search("contacts") == [survivor]
    portal.refused("POST", f"{CRM}/contacts/merge", {"primaryObjectId": survivor, "objectIdToMerge": other})


# Scopes


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", "/crm/v3/objects/contacts", "crm.objects.contacts.read"),
        ("POST", "/crm/v3/objects/invoices", "crm.objects.invoices.write"),
        ("POST", "/crm/v3/objects/commerce_payments/search", "crm.objects.commercepayments.read"),
        ("POST", "/crm/v3/objects/line_items/batch/update", "crm.objects.line_items.write"),
        ("POST", "/crm/v3/properties/invoices", "crm.schemas.invoices.write"),
        ("GET", "/crm/v3/owners", "crm.objects.owners.read"),
        ("GET", "/account-info/v3/details", "oauth"),
        ("GET", "/tax-rates/v1/tax-rates", "tax_rates.read"),
    ],
)
def test_a_missing_scope_is_a_403_that_names_it(portal: Portal, method: str, path: str, scope: str) -> None:
    token = portal.vendor.tokens({"scopes": ["crm.objects.deals.read"]})["access_token"]
    answer = portal.call(method, path, {"inputs": [{"id": "1"}]}, token=token)
    assert (answer.status, answer.data["category"]) == (403, "MISSING_SCOPES")
    assert scope in answer.data["errors"][0]["context"]["requiredGranularScopes"]
    enough = portal.vendor.tokens({"scopes": [scope]})["access_token"]
    assert portal.call(method, path, {"inputs": [{"id": "1"}]}, token=enough).status != 403


def test_the_old_umbrella_scope_opens_products_and_line_items(portal: Portal) -> None:
    token = portal.vendor.tokens({"scopes": ["e-commerce"]})["access_token"]
    assert portal.call("GET", f"{CRM}/products", token=token).status == 200
    assert portal.call("GET", f"{CRM}/contacts", token=token).status == 403


def test_associations_inside_a_read_need_the_scope_of_their_type(portal: Portal) -> None:
    token = portal.vendor.tokens({"scopes": ["crm.objects.invoices.read"]})["access_token"]
    assert portal.call("GET", f"{CRM}/invoices", token=token, associations="contacts").status == 403
