"""Reference section 6: enhanced custom fields on forms and names, their types, options and limits."""

from __future__ import annotations

from typing import Any

import pytest

from syncapp.sandbox.quickbooks.company import Company
from tests.sandbox.quickbooks.hands import Hand, line, ref

ALL = {"include": "enhancedAllCustomFields"}
FORMS = ["Invoice", "Estimate", "CreditMemo", "SalesReceipt"]


def body(entity: str, *values: dict[str, Any]) -> dict[str, Any]:
    named = {"DisplayName": f"A new {entity}"}
    return {
        **(named if entity in ("Customer", "Vendor") else {"CustomerRef": ref("1"), "Line": [line(1)]}),
        "CustomField": list(values),
    }


@pytest.mark.parametrize("entity", [*FORMS, "Customer", "Vendor"])
def test_forms_and_names_carry_them_with_the_include(company: Company, app: Hand, entity: str) -> None:
    region = company.define_field("Region", on=(*FORMS, "Customer", "Vendor"))
    made = app.post(entity.lower(), body(entity, {"DefinitionId": region, "StringValue": "North"}), **ALL)[entity]
    shown = {"DefinitionId": region, "Name": "Region", "Type": "StringType", "StringValue": "North"}
    assert made["CustomField"] == [shown]
    plain = app.read(entity, made["Id"])
    assert plain.get("CustomField", []) == []
    changed = app.sparse(
        entity,
        plain,
        **(
            {"Notes": "x"} if entity == "Customer" else {"AcctNum": "x"} if entity == "Vendor" else {"PrivateNote": "x"}
        ),
    )
    assert changed["SyncToken"] == "1"
    assert app.read(entity, made["Id"], **ALL)["CustomField"] == [shown]


def test_a_field_is_only_where_it_belongs(company: Company, app: Hand) -> None:
    site = company.define_field("Site", on=("Estimate",))
    sent = {"DefinitionId": site, "StringValue": "Gate"}
    assert app.post("invoice", body("Invoice", sent), **ALL)["Invoice"]["CustomField"] == []
    assert len(app.post("estimate", body("Estimate", sent), **ALL)["Estimate"]["CustomField"]) == 1


def test_values_are_of_the_type_and_among_the_options(company: Company, app: Hand) -> None:
    hours = company.define_field("Hours", "NumberType")
    day = company.define_field("Day", "DateType")
    size = company.define_field("Size", options=("S", "M"))
    company.define_field("PO", definition_id="1")
    good = [
        {"DefinitionId": hours, "NumberValue": "2.5"},
        {"DefinitionId": day, "DateValue": "2026-11-01"},
        {"DefinitionId": size, "StringValue": "M"},
        {"DefinitionId": "1", "StringValue": "PO-1"},
    ]
    made = app.post("invoice", body("Invoice", *good), **ALL)["Invoice"]["CustomField"]
    assert [each.get("NumberValue", each.get("DateValue", each.get("StringValue"))) for each in made] == [
        "PO-1",
        2.5,
        "2026-11-01",
        "M",
    ]
    for bad, code in (
        ({"DefinitionId": hours, "StringValue": "2.5"}, "3000"),
        ({"DefinitionId": size, "StringValue": "XL"}, "3000"),
        ({"DefinitionId": size, "StringValue": "x" * 256}, "3000"),
        ({"DefinitionId": "1", "NumberValue": 5}, "3000"),
        ({"DefinitionId": day, "DateValue": "1.11.2026"}, "2060"),
        ({"DefinitionId": hours, "NumberValue": "two"}, "2010"),
        ({"DefinitionId": hours, "Value": 2}, "2010"),
    ):
        assert app.refused("Invoice", body("Invoice", bad), **ALL)[0] == code, bad


def test_a_form_has_twelve_at_most(company: Company) -> None:
    for n in range(12):
        company.define_field(f"Field {n}", on=("Invoice",))
    with pytest.raises(ValueError, match="Invoice"):
        company.define_field("One more", on=("Invoice", "Estimate"))
    assert company.define_field("Elsewhere", on=("Estimate",)) == "1000000013"
