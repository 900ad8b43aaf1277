from __future__ import annotations

from typing import Any

import pytest

from syncapp.sandbox.hubspot.definitions import STANDARD
from syncapp.sandbox.hubspot.kinds import KINDS
from tests.sandbox.hubspot.portal import CRM, Portal, code

V3 = "/crm/v3/properties/invoices"
TEXT = {
    "name": "our_key",
    "label": "Key",
    "groupName": "invoiceinformation",
    "type": "string",
    "fieldType": "text",
}
CHOICE = {
    **TEXT,
    "name": "site",
    "type": "enumeration",
    "fieldType": "select",
    "options": [{"label": "North", "value": "n"}],
}


@pytest.mark.parametrize("kind", sorted(STANDARD))
@pytest.mark.parametrize("path", ["/crm/v3/properties", "/crm/properties/2026-03"])
def test_every_type_lists_its_properties_without_paging(portal: Portal, kind: str, path: str) -> None:
    data = portal.ok("GET", f"{path}/{kind}")
    names = {one["name"] for one in data["results"]}
    assert set(data) == {"results"}
    assert set(KINDS[kind].search_defaults) <= names
    assert {KINDS[kind].created, KINDS[kind].modified, "hs_object_id", "hubspot_owner_id"} <= names


def test_a_definition_has_the_shape_of_the_specification(portal: Portal) -> None:
    found = portal.ok("GET", f"{V3}/hs_amount_billed")
    assert found["calculated"] is True
    assert found["modificationMetadata"] == {
        "archivable": False,
        "readOnlyDefinition": True,
        "readOnlyValue": True,
    }
    assert (found["type"], found["fieldType"], found["groupName"], found["hubspotDefined"]) == (
        "number",
        "number",
        "invoiceinformation",
        True,
    )


def test_the_invoice_source_has_its_three_labels(portal: Portal) -> None:
    found = portal.ok("GET", f"{V3}/hs_invoice_source")
    assert {one["value"]: one["label"] for one in found["options"]} == {
        "hubspot": "HubSpot", "data_sync": "Data Sync", "legacy_quickbooks": "Legacy QuickBooks integration",
    }  # fmt: skip


def test_owner_fields_have_their_options_elsewhere(portal: Portal) -> None:
    found = portal.ok("GET", f"{V3}/hubspot_owner_id")
    assert (found["externalOptions"], found["options"]) == (True, [])


def test_what_does_not_exist_is_a_404(portal: Portal) -> None:
    assert portal.refused("GET", f"{V3}/nonsense", status=404)["category"] == "OBJECT_NOT_FOUND"


def test_a_property_is_made_used_changed_and_archived(portal: Portal) -> None:
    made = portal.ok("POST", V3, TEXT, status=201)
    assert made["createdAt"] == "2026-11-24T09:00:00.000Z"
    assert made["modificationMetadata"]["archivable"] is True
    invoice = portal.create("invoices", hs_currency="USD", our_key="1")["id"]
    assert portal.ok("PATCH", f"{V3}/our_key", {"label": "New", "type": "number"})["label"] == "New"
    assert portal.ok("GET", f"{V3}/our_key")["type"] == "string"
    portal.ok("DELETE", f"{V3}/our_key", status=204)
    portal.refused("DELETE", f"{V3}/our_key", status=404)
    assert "our_key" in {one["name"] for one in portal.ok("GET", V3, archived="true")["results"]}
    assert code(portal.cannot_patch("invoices", invoice, our_key="2")) == "PROPERTY_DOESNT_EXIST"  # F42
    assert "our_key" not in portal.ok("GET", f"{CRM}/invoices/{invoice}", properties="our_key")["properties"]


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""}, {"label": ""}, {"groupName": None}, {"name": "Our Key"}, {"groupName": "nonsense"}, {"type": "text"},
        {"fieldType": "select"}, {"type": "enumeration", "fieldType": "select"},
        {"type": "enumeration", "fieldType": "select", "options": [{"label": "a", "value": "a"}, {"label": "b", "value": "a"}]},
    ],
)  # fmt: skip
def test_a_definition_that_does_not_hang_together_is_refused(portal: Portal, change: dict[str, Any]) -> None:
    portal.refused("POST", V3, {**TEXT, **change})


@pytest.mark.parametrize("name", ["our_key", "hs_number"])
def test_a_name_is_taken_once(portal: Portal, name: str) -> None:
    portal.ok("POST", V3, TEXT, status=201)
    portal.refused("POST", V3, {**TEXT, "name": name}, status=409)


def test_ten_unique_properties_are_the_most(portal: Portal) -> None:
    for number in range(10):
        portal.ok("POST", V3, {**TEXT, "name": f"key{number}", "hasUniqueValue": True}, status=201)
    assert (
        code(portal.refused("POST", V3, {**TEXT, "name": "key10", "hasUniqueValue": True})) == "UNIQUE_PROPERTY_LIMIT"
    )
    portal.ok("POST", V3, {**TEXT, "name": "key10"}, status=201)


def test_uniqueness_is_decided_at_creation(portal: Portal) -> None:
    portal.ok("POST", V3, TEXT, status=201)
    assert portal.ok("PATCH", f"{V3}/our_key", {"hasUniqueValue": True})["hasUniqueValue"] is False


def test_built_in_properties_stay_as_they_are_for_apps(portal: Portal) -> None:
    assert code(portal.refused("PATCH", f"{V3}/hs_number", {"label": "x"})) == "READ_ONLY_DEFINITION"
    assert code(portal.refused("DELETE", f"{V3}/hs_number")) == "NOT_ARCHIVABLE"


def test_an_option_that_was_removed_is_refused(portal: Portal) -> None:  # F43
    portal.ok("POST", V3, CHOICE, status=201)
    invoice = portal.create("invoices", hs_currency="USD", site="n")["id"]
    portal.ok("PATCH", f"{V3}/site", {"options": [{"label": "South", "value": "s"}]})
    assert code(portal.cannot_patch("invoices", invoice, site="n")) == "INVALID_OPTION"
    portal.patch("invoices", invoice, site="s")


def test_a_checkbox_takes_several_options(portal: Portal) -> None:
    portal.patch("invoices", portal.draft(), hs_allowed_payment_methods="ach;credit_or_debit_card")
    data = portal.cannot_patch("invoices", portal.draft(), hs_allowed_payment_methods="ach;ACH")
    assert code(data) == "INVALID_OPTION"


def test_batches_of_definitions(portal: Portal) -> None:
    data = portal.ok("POST", f"{V3}/batch/create", {"inputs": [TEXT, CHOICE, TEXT]}, status=207)
    assert ([one["name"] for one in data["results"]], data["numErrors"]) == (["our_key", "site"], 1)
    read = {"archived": False, "inputs": [{"name": "our_key"}, {"name": "hs_number"}]}
    assert len(portal.ok("POST", f"{V3}/batch/read", read)["results"]) == 2
    portal.ok("POST", f"{V3}/batch/archive", {"inputs": [{"name": "our_key"}]}, status=204)
    data = portal.ok("POST", f"{V3}/batch/read", read, status=207)
    assert data["errors"][0]["context"] == {"name": ["our_key"]}


def test_groups_are_listed_made_changed_and_archived(portal: Portal) -> None:
    assert [one["name"] for one in portal.ok("GET", f"{V3}/groups")["results"]] == ["invoiceinformation"]
    portal.ok("POST", f"{V3}/groups", {"name": "ours", "label": "Ours"}, status=201)
    portal.refused("POST", f"{V3}/groups", {"name": "ours", "label": "Ours"}, status=409)
    portal.refused("POST", f"{V3}/groups", {"name": "ours"})
    portal.ok("POST", V3, {**TEXT, "groupName": "ours"}, status=201)
    assert portal.ok("PATCH", f"{V3}/groups/ours", {"label": "New"})["label"] == "New"
    assert portal.ok("GET", f"{V3}/groups/ours")["label"] == "New"
    portal.ok("DELETE", f"{V3}/groups/ours", status=204)
    portal.refused("GET", f"{V3}/groups/ours", status=404)


def test_archived_and_sensitive_properties_are_asked_for_apart(portal: Portal) -> None:
    portal.ok("POST", V3, TEXT, status=201)
    portal.ok("DELETE", f"{V3}/our_key", status=204)
    portal.refused("GET", f"{V3}/our_key", status=404)
    assert portal.ok("GET", f"{V3}/our_key", archived="true")["archived"]
    assert [one["name"] for one in portal.ok("GET", V3, archived="true")["results"]] == ["our_key"]
    assert portal.ok("GET", V3, dataSensitivity="sensitive")["results"] == []
