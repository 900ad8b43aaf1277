"""Document numbers with custom transaction numbers on and off, and custom fields."""

from __future__ import annotations

from typing import Any

import pytest

from syncapp.sandbox.quickbooks.company import Company
from tests.sandbox.quickbooks.hands import Hand, line, ref

FORMS = ("Invoice", "CreditMemo", "SalesReceipt")


def form(hand: Hand, entity: str = "Invoice", **fields: Any) -> dict[str, Any]:
    return hand.make(entity, {"CustomerRef": ref("1"), "Line": [line(10)], **fields})


def custom_numbers(company: Company, on: bool) -> None:
    company.settings({"Preferences": {"SalesFormsPrefs": {"CustomTxnNumbers": on}}})


def test_off_quickbooks_counts(app: Hand) -> None:
    assert [form(app)["DocNumber"] for _ in range(3)] == ["1001", "1002", "1003"]


def test_off_a_sent_number_is_stored_even_twice_and_moves_no_counter(app: Hand) -> None:  # A18
    first = form(app)
    assert [form(app, each, DocNumber="1001")["DocNumber"] for each in FORMS] == ["1001"] * 3
    assert form(app, DocNumber="HS-2001")["DocNumber"] == "HS-2001"
    assert form(app)["DocNumber"] == "1002"
    changed = app.sparse("Invoice", first, DocNumber="5000")
    assert (changed["DocNumber"], form(app)["DocNumber"]) == ("5000", "1003")


def test_on_a_missing_number_stays_missing(company: Company, app: Hand) -> None:
    custom_numbers(company, True)
    assert "DocNumber" not in form(app)


@pytest.mark.parametrize("ask", [{"DocNumber": "AUTO_GENERATE"}, {"AutoDocNumber": True}])
def test_on_a_number_can_be_asked_for_and_goes_on_from_the_last(
    company: Company, app: Hand, ask: dict[str, Any]
) -> None:
    custom_numbers(company, True)
    form(app, DocNumber="HS-1099")
    made = form(app, **ask)
    assert made["DocNumber"] == "HS-1100"
    assert "AutoDocNumber" not in made


def test_on_a_persons_page_offers_the_next_number(company: Company, app: Hand, person: Hand) -> None:
    custom_numbers(company, True)
    form(app, DocNumber="HS-1001")
    assert form(person)["DocNumber"] == "HS-1002"  # the prefix goes on, as HubSpot warns


@pytest.mark.parametrize("entity", FORMS)
def test_on_a_number_is_taken_over_all_sales_forms(company: Company, app: Hand, entity: str) -> None:
    custom_numbers(company, True)
    held = form(app, entity, DocNumber="HS-2040")
    code, detail = app.refused("Invoice", {"CustomerRef": ref("1"), "Line": [line(1)], "DocNumber": "HS-2040"})
    assert code == "6140"
    assert detail == (
        "Duplicate Document Number Error : You must specify a different number. This number has already been used. "
        f"DocNumber=HS-2040 is assigned to TxnType={entity} with TxnId={held['Id']}"
    )


def test_on_the_own_number_may_be_sent_again_and_a_taken_one_not(company: Company, app: Hand) -> None:
    custom_numbers(company, True)
    one, two = form(app, DocNumber="A-1"), form(app, DocNumber="A-2")
    assert app.sparse("Invoice", one, DocNumber="A-1")["DocNumber"] == "A-1"
    assert app.refused("Invoice", {"Id": two["Id"], "SyncToken": "0", "sparse": True, "DocNumber": "A-1"})[0] == "6140"
    cleared = app.make("Invoice", {"Id": two["Id"], "SyncToken": "0", "CustomerRef": ref("1"), "Line": two["Line"]})
    assert "DocNumber" not in cleared


def test_the_check_can_be_lifted_on_the_url(company: Company, app: Hand) -> None:
    custom_numbers(company, True)
    form(app, DocNumber="A-1")
    body = {"CustomerRef": ref("1"), "Line": [line(1)], "DocNumber": "A-1"}
    assert app.post("invoice", body, include="allowduplicatedocnum")["Invoice"]["DocNumber"] == "A-1"


def test_a_deleted_number_is_free_again_a_voided_one_is_not(company: Company, app: Hand) -> None:
    custom_numbers(company, True)
    one, two = form(app, DocNumber="A-1"), form(app, DocNumber="A-2")
    app.post("invoice", {"Id": one["Id"], "SyncToken": "0"}, operation="delete")
    app.post("invoice", {"Id": two["Id"], "SyncToken": "0"}, operation="void")
    assert form(app, DocNumber="A-1")
    assert app.refused("Invoice", {"CustomerRef": ref("1"), "Line": [line(1)], "DocNumber": "A-2"})[0] == "6140"


def test_loaded_history_takes_the_counter_along(company: Company, app: Hand) -> None:
    for number in ("1007", "HS-2001", "1003"):
        company.load("Invoice", {"CustomerRef": ref("1"), "DocNumber": number, "Line": [line(1)]})
    assert form(app)["DocNumber"] == "1008"


# Custom fields


def field(definition: str, value: Any, name: str = "StringValue") -> dict[str, Any]:
    return {"DefinitionId": definition, name: value}


def test_enabled_legacy_fields_are_shown_even_when_empty(company: Company, app: Hand) -> None:
    company.define_field("PO number", definition_id="1")
    company.define_field("Site", definition_id="3")
    made = form(app, CustomField=[field("3", "Gate 7")])
    assert made["CustomField"] == [
        {"DefinitionId": "1", "Name": "PO number", "Type": "StringType"},
        {"DefinitionId": "3", "Name": "Site", "Type": "StringType", "StringValue": "Gate 7"},
    ]


def test_preferences_hold_the_legacy_definitions(company: Company, app: Hand) -> None:
    company.define_field("PO number", definition_id="1")
    groups = app.get("preferences")["Preferences"]["SalesFormsPrefs"]["CustomField"]
    assert groups[0]["CustomField"] == [
        {"Name": "SalesFormsPrefs.UseSalesCustom1", "Type": "BooleanType", "BooleanValue": True}
    ]
    assert groups[1]["CustomField"] == [
        {"Name": "SalesFormsPrefs.SalesCustomName1", "Type": "StringType", "StringValue": "PO number"}
    ]


def test_an_unknown_definition_is_dropped_without_a_word(company: Company, app: Hand) -> None:  # A34
    company.define_field("PO number", definition_id="1")
    made = form(app, CustomField=[field("2", "x"), field("1000000009", "y"), field("1", "PO-9")])
    assert [each.get("StringValue") for each in made["CustomField"]] == ["PO-9"]


def test_legacy_values_have_thirty_one_characters(company: Company, app: Hand) -> None:
    company.define_field("PO number", definition_id="1")
    assert form(app, CustomField=[field("1", "x" * 31)])
    body = {"CustomerRef": ref("1"), "Line": [line(1)], "CustomField": [field("1", "x" * 32)]}
    assert app.refused("Invoice", body)[0] == "2050"


def test_enhanced_fields_need_the_include(company: Company, app: Hand) -> None:
    company.define_field("PO number", definition_id="1")
    site = company.define_field("Site")
    hours = company.define_field("Hours", "NumberType")
    start = company.define_field("Start", "DateType")
    values = [
        field("1", "PO"),
        field(site, "Gate 7"),
        field(hours, 2.5, "NumberValue"),
        field(start, "2026-11-01", "DateValue"),
    ]
    body = {"CustomerRef": ref("1"), "Line": [line(1)], "CustomField": values}
    blind = app.post("invoice", body)["Invoice"]
    assert [each["DefinitionId"] for each in blind["CustomField"]] == ["1"]
    seen = app.post("invoice", body, include="enhancedAllCustomFields")["Invoice"]
    assert [each["DefinitionId"] for each in seen["CustomField"]] == ["1", site, hours, start]
    assert [each["NumberValue"] for each in seen["CustomField"] if "NumberValue" in each] == [2.5]
    assert app.read("Invoice", seen["Id"], include="enhancedAllCustomFields")["CustomField"] == seen["CustomField"]
    assert app.query("select * from Invoice maxresults 1", include="enhancedAllCustomFields")["Invoice"][0] == seen
    plain = app.read("Invoice", seen["Id"])
    assert [each["DefinitionId"] for each in plain["CustomField"]] == ["1"]
    changed = app.sparse("Invoice", plain, CustomField=[field("1", "PO 2")])
    kept = app.read("Invoice", changed["Id"], include="enhancedAllCustomFields")["CustomField"]
    assert {each.get("StringValue") for each in kept} >= {"PO 2", "Gate 7"}


def test_a_full_update_clears_the_fields_it_can_see(company: Company, app: Hand) -> None:
    company.define_field("PO number", definition_id="1")
    site = company.define_field("Site")
    body = {
        "CustomerRef": ref("1"),
        "Line": [line(1)],
        "CustomField": [field("1", "PO"), field(site, "Gate")],
    }
    made = app.post("invoice", body, include="enhancedAllCustomFields")["Invoice"]
    app.make("Invoice", {"Id": made["Id"], "SyncToken": "0", "CustomerRef": ref("1"), "Line": [line(1)]})
    after = app.read("Invoice", made["Id"], include="enhancedAllCustomFields")["CustomField"]
    assert [each.get("StringValue") for each in after] == [None, "Gate"]
