from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.hubspot.portal import CRM, Portal, end

KEY = {
    "label": "Key",
    "groupName": "invoiceinformation",
    "type": "string",
    "fieldType": "text",
    "hasUniqueValue": True,
}


@pytest.fixture
def keyed(portal: Portal) -> Portal:
    """Invoices and line items have a unique property `our_key`."""
    for kind, group in (("invoices", "invoiceinformation"), ("line_items", "lineiteminformation")):
        portal.ok("POST", f"/crm/v3/properties/{kind}", {**KEY, "name": "our_key", "groupName": group}, status=201)
    return portal


def inputs(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"inputs": list(items), **more}


def contacts(*emails: str, traced: bool = False) -> dict[str, Any]:
    trace = [{"objectWriteTraceId": f"t{n}"} if traced else {} for n in range(len(emails))]
    return inputs(*({"properties": {"email": email}, **trace[n]} for n, email in enumerate(emails)))


def test_a_batch_read_with_missing_ids_is_a_207_that_names_them(portal: Portal) -> None:
    contact = portal.contact()
    data = portal.ok(
        "POST", f"{CRM}/contacts/batch/read", inputs({"id": contact}, {"id": "98"}, {"id": "99"}), status=207
    )
    assert [one["id"] for one in data["results"]] == [contact]
    assert (data["numErrors"], data["errors"][0]["context"]) == (1, {"ids": ["98", "99"]})
    assert data["errors"][0]["message"].startswith("Could not get some CONTACT objects")


def test_the_latest_version_folds_errors_into_the_usual_status(portal: Portal) -> None:
    body = inputs({"id": portal.contact()}, {"id": "99"})
    data = portal.ok("POST", "/crm/objects/2026-09/contacts/batch/read", body, status=200)
    assert (len(data["results"]), data["numErrors"]) == (1, 1)
    made = portal.ok(
        "POST",
        "/crm/objects/2026-09/contacts/batch/create",
        contacts("b@example.com", "x", traced=True),
        status=201,
    )
    assert (len(made["results"]), made["numErrors"]) == (1, 1)


def test_a_batch_read_gives_the_properties_asked_for_once_per_id(portal: Portal) -> None:
    contact = portal.contact(phone="1")
    body = inputs({"id": contact}, {"id": contact}, properties=["phone"], propertiesWithHistory=["email"])
    data = portal.ok("POST", f"{CRM}/contacts/batch/read", body)
    assert (data["status"], len(data["results"])) == ("COMPLETE", 1)
    assert data["results"][0]["properties"]["phone"] == "1"
    assert data["results"][0]["propertiesWithHistory"]["email"]


def test_a_batch_read_by_a_unique_property(keyed: Portal) -> None:
    invoice = keyed.create("invoices", hs_currency="USD", our_key="9341:145")["id"]
    body = inputs({"id": "9341:145"}, {"id": "9341:146"}, idProperty="our_key")
    data = keyed.ok("POST", f"{CRM}/invoices/batch/read", body, status=207)
    assert [one["id"] for one in data["results"]] == [invoice]
    assert data["errors"][0]["context"]["ids"] == ["9341:146"]


@pytest.mark.parametrize("action", ["read", "create", "update", "upsert", "archive"])
@pytest.mark.parametrize("body", [inputs(), {"inputs": "x"}, inputs(*({"id": str(n)} for n in range(101)))])
def test_a_batch_has_1_to_100_inputs(portal: Portal, action: str, body: dict[str, Any]) -> None:
    portal.refused("POST", f"{CRM}/contacts/batch/{action}", body)


def test_a_batch_create_answers_in_order(portal: Portal) -> None:
    data = portal.ok("POST", f"{CRM}/contacts/batch/create", contacts("a@example.com", "b@example.com"), status=201)
    assert [one["properties"]["email"] for one in data["results"]] == ["a@example.com", "b@example.com"]


def test_a_batch_create_is_all_or_nothing(portal: Portal) -> None:
    portal.contact("b@example.com")
    portal.refused("POST", f"{CRM}/contacts/batch/create", contacts("a@example.com", "b@example.com"), status=409)
    portal.refused("POST", f"{CRM}/contacts/batch/create", contacts("a@example.com", "nonsense"))
    portal.refused("POST", f"{CRM}/contacts/batch/create", contacts("a@example.com", "A@example.com"), status=409)
    assert portal.vendor.overview()["counts"]["contacts"] == 1


def test_with_a_trace_id_on_every_input_each_stands_alone(portal: Portal) -> None:  # F39 F41
    portal.contact("b@example.com")
    body = contacts("a@example.com", "b@example.com", "nonsense", "a@example.com", traced=True)
    data = portal.ok("POST", f"{CRM}/contacts/batch/create", body, status=207)
    assert [(one["objectWriteTraceId"], one["properties"]["email"]) for one in data["results"]] == [
        ("t0", "a@example.com")
    ]
    assert [(one["context"]["objectWriteTraceId"], one["category"]) for one in data["errors"]] == [
        (["t1"], "CONFLICT"), (["t2"], "VALIDATION_ERROR"), (["t3"], "CONFLICT"),
    ]  # fmt: skip
    assert data["numErrors"] == 3


def test_one_input_without_a_trace_id_makes_it_all_or_nothing_again(portal: Portal) -> None:
    body = contacts("a@example.com", "nonsense", traced=True)
    del body["inputs"][0]["objectWriteTraceId"]
    portal.refused("POST", f"{CRM}/contacts/batch/create", body)
    assert portal.vendor.overview()["counts"]["contacts"] == 0


def test_a_unique_value_is_taken_once(keyed: Portal) -> None:
    keyed.create("invoices", hs_currency="USD", our_key="1:2")
    data = keyed.refused("POST", f"{CRM}/invoices", {"properties": {"hs_currency": "USD", "our_key": "1:2"}})
    assert "already has that value" in data["message"]
    item = {"properties": {"hs_currency": "USD", "our_key": "1:3"}}
    assert (
        "already has that value" in keyed.refused("POST", f"{CRM}/invoices/batch/create", inputs(item, item))["message"]
    )


def test_one_line_is_not_shared_by_two_invoices_of_a_batch(portal: Portal) -> None:
    line = portal.create("line_items", price="1")["id"]
    item = {"properties": {"hs_currency": "USD"}, "associations": [end(line, 409)]}
    portal.refused("POST", f"{CRM}/invoices/batch/create", inputs(item, item))
    data = portal.ok(
        "POST",
        f"{CRM}/invoices/batch/create",
        inputs(*({**item, "objectWriteTraceId": one} for one in "ab")),
        status=207,
    )
    assert (len(data["results"]), data["errors"][0]["errors"][0]["code"]) == (1, "ASSOCIATION_LIMIT_EXCEEDED")


def test_what_a_refused_input_claimed_is_free_for_the_next(keyed: Portal) -> None:
    taken = keyed.ok("GET", f"{CRM}/invoices/{keyed.draft()}/associations/line_items")["results"][0]["toObjectId"]
    good = {"properties": {"hs_currency": "USD", "our_key": "1:1"}, "objectWriteTraceId": "good"}
    bad = {**good, "associations": [end(taken, 409)], "objectWriteTraceId": "bad"}
    data = keyed.ok("POST", f"{CRM}/invoices/batch/create", inputs(bad, good), status=207)
    assert [one["objectWriteTraceId"] for one in data["results"]] == ["good"]


def test_lines_with_their_invoice_inline_show_the_sum_at_once(keyed: Portal) -> None:
    invoice = keyed.draft(mirror=True, lines=())
    lines = [
        {
            "properties": {"name": "x", "price": "10", "quantity": n, "our_key": f"k{n}"},
            "associations": [end(invoice, 410)],
        }
        for n in (1, 2, 3)
    ]
    keyed.ok("POST", f"{CRM}/line_items/batch/create", inputs(*lines), status=201)
    assert keyed.value("invoices", invoice, "hs_amount_billed") == "60"


def test_an_update_of_many_shows_the_new_totals(portal: Portal) -> None:
    drafts = [portal.draft(mirror=True) for _ in range(2)]
    body = inputs(*({"id": one, "properties": {"hs_invoice_status": "open"}} for one in drafts))
    data = portal.ok("POST", f"{CRM}/invoices/batch/update", body)
    assert [one["properties"]["hs_balance_due"] for one in data["results"]] == ["100", "100"]


def test_an_update_is_all_or_nothing_but_for_missing_ids(portal: Portal) -> None:
    contact = portal.contact()
    good, gone = {"id": contact, "properties": {"phone": "1"}}, {"id": "99", "properties": {"phone": "1"}}
    bad = {"id": portal.contact("b@example.com"), "properties": {"nonsense": "1"}}
    portal.refused("POST", f"{CRM}/contacts/batch/update", inputs(good, bad))
    assert portal.value("contacts", contact, "phone") is None
    data = portal.ok("POST", f"{CRM}/contacts/batch/update", inputs(good, gone), status=207)
    assert data["errors"][0]["context"] == {"ids": ["99"]}
    assert portal.value("contacts", contact, "phone") == "1"


def test_an_update_with_trace_ids_keeps_the_good_ones(portal: Portal) -> None:
    contact = portal.contact()
    good = {"id": contact, "properties": {"phone": "1"}, "objectWriteTraceId": "g"}
    bad = {"id": portal.contact("b@example.com"), "properties": {"nonsense": "1"}, "objectWriteTraceId": "b"}
    data = portal.ok("POST", f"{CRM}/contacts/batch/update", inputs(good, bad), status=207)
    assert [one["objectWriteTraceId"] for one in data["results"]] == ["g"]
    assert data["errors"][0]["context"]["objectWriteTraceId"] == ["b"]


def test_the_same_id_twice_is_refused(portal: Portal) -> None:
    item = {"id": portal.contact(), "properties": {}}
    assert "IDs must be unique" in portal.refused("POST", f"{CRM}/contacts/batch/update", inputs(item, item))["message"]


def test_an_upsert_tells_what_is_new(keyed: Portal) -> None:
    keyed.contact("a@example.com")
    body = inputs(
        *(
            {"id": email, "idProperty": "email", "properties": {"phone": "1"}}
            for email in ("a@example.com", "b@example.com")
        )
    )
    data = keyed.ok("POST", f"{CRM}/contacts/batch/upsert", body)
    assert [one["new"] for one in data["results"]] == [False, True]
    assert (
        keyed.ok("GET", f"{CRM}/contacts/b@example.com", idProperty="email", properties="phone")["properties"]["phone"]
        == "1"
    )
    item = {"id": "7:1", "idProperty": "our_key", "properties": {"hs_currency": "USD"}}
    for new in (True, False):
        data = keyed.ok("POST", f"{CRM}/invoices/batch/upsert", inputs(item))
        assert data["results"][0]["new"] is new


@pytest.mark.parametrize("id_property", ["phone", "hs_object_id", ""])
def test_an_upsert_needs_a_unique_property(portal: Portal, id_property: str) -> None:
    body = inputs({"id": "99", "idProperty": id_property, "properties": {}})
    portal.refused("POST", f"{CRM}/contacts/batch/upsert", body)


def test_an_archive_passes_over_what_is_gone(portal: Portal) -> None:
    contact = portal.contact()
    portal.ok("POST", f"{CRM}/contacts/batch/archive", inputs({"id": contact}, {"id": "99"}), status=204)
    assert portal.ok("POST", f"{CRM}/contacts/batch/read", inputs({"id": contact}), status=207)["results"] == []
    found = portal.ok("POST", f"{CRM}/contacts/batch/read", inputs({"id": contact}), archived="true")
    assert found["results"][0]["archived"] is True


def test_an_archive_that_a_rule_forbids_archives_nothing(portal: Portal) -> None:
    draft, opened = portal.draft(), portal.open()
    portal.refused("POST", f"{CRM}/invoices/batch/archive", inputs({"id": draft}, {"id": opened}))
    assert portal.status(draft) == "draft"
