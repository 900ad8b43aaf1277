"""The three companies beside the demo company: each is a wall of its own."""

from __future__ import annotations

import json
from typing import Any

import pytest

from syncapp.sandbox.call import Call
from tests.sandbox.ledgers import Realm, number, planted

JARDINS, STUDIO, NURSERY = "9341450000000002", "9341450000000003", "9341450000000004"


@pytest.fixture(scope="module")
def port() -> Any:
    return planted("quickbooks", records=60)


def preferences(port: Any, realm: str) -> dict[str, Any]:
    return port.vendor.objects("preferences", 1, 0, realm)["results"][0]


def send(port: Any, realm: str, **fields: Any) -> dict[str, Any]:
    """An invoice as an app would write it: no tax code beyond NON, no service date."""
    token = port.vendor.tokens({}, realm)["access_token"]
    books = Realm(port, realm)
    detail = {
        "ItemRef": {"value": books.named("item", "Mowing plan, small")["Id"]},
        "Qty": 1,
        "UnitPrice": 79,
        **fields.pop("detail", {}),
    }
    line = {"Amount": 79, "DetailType": "SalesItemLineDetail", "SalesItemLineDetail": detail}
    body = {"CustomerRef": {"value": books.named("customer", "Rosa Delgado")["Id"]}, "Line": [line], **fields}
    headers = {
        "authorization": f"Bearer {token}",
        "content-type": "application/json",
        "accept": "application/json",
    }
    return port.vendor.handle(Call("POST", f"/v3/company/{realm}/invoice", [], headers, json.dumps(body).encode())).data


def test_all_four_are_offered_on_the_authorize_page(port: Any) -> None:
    names = {one["name"] for one in port.vendor.overview(None)["accounts"]}
    assert names == {
        "Fernhill Grounds & Gardens LLC",
        "Fernhill Jardins",
        "Fernhill Design Studio",
        "Fernhill Nursery",
    }


@pytest.mark.parametrize("realm", [JARDINS, STUDIO, NURSERY])
def test_each_has_customers_of_the_portal_items_of_its_skus_and_invoices(port: Any, realm: str) -> None:
    books = Realm(port, realm)
    assert {one["PrimaryEmailAddr"]["Address"] for one in books.all("customer")} >= {"rosa.delgado@example.com"}
    assert {one["Sku"] for one in books.all("item")} >= {"LAB-STD", "MOW-S"}
    assert len(books.invoices) == 4


def test_jardins_needs_a_tax_code_on_every_line(port: Any) -> None:  # S6
    info = port.vendor.objects("companyinfo", 1, 0, JARDINS)["results"][0]
    assert info["Country"] == "CA"
    taxed = Realm(port, JARDINS).invoices["1001"]
    assert number(taxed["TxnTaxDetail"]["TotalTax"]) == round(number(taxed["Line"][0]["Amount"]) * 13 / 100, 2)
    fault = send(port, JARDINS)["Fault"]["Error"][0]
    assert fault["code"] == "6000"
    assert "GST/HST" in fault["Detail"]


def test_the_studio_needs_a_service_date(port: Any) -> None:  # S7 S43
    assert preferences(port, STUDIO)["ProductAndServicesPrefs"]["RevenueRecognition"] is True
    assert "service date" in send(port, STUDIO)["Fault"]["Error"][0]["Detail"]
    assert "Invoice" in send(port, STUDIO, detail={"ServiceDate": "2026-11-24"})


def test_the_nursery_adds_tax_by_itself_and_checks_numbers(port: Any) -> None:  # A20 A18
    prefs = preferences(port, NURSERY)
    assert (prefs["TaxPrefs"]["PartnerTaxEnabled"], prefs["SalesFormsPrefs"]["CustomTxnNumbers"]) == (
        True,
        True,
    )
    assert send(port, NURSERY, DocNumber="HS-2025")["Fault"]["Error"][0]["code"] == "6140"
    changed = send(port, NURSERY, DocNumber="HS-3001", detail={"TaxCodeRef": {"value": "NON"}})["Invoice"]
    assert number(changed["TotalAmt"]) > 79
