"""The companies beside the demo's: both halves belong together, scale, and are the same for the same arguments."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl

import pytest

from syncapp.sandbox import control, seeds
from syncapp.sandbox.call import Call
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.port import Port, open_port
from syncapp.sandbox.ui import app as pages
from tests.sandbox.ledgers import NOW, Portal, Realm, day_of, number

NAMES = [name for name in seeds.COMPANIES if name != seeds.FIRST]
SYSTEMS = ("hubspot", "quickbooks")
RECORDS = 150


def planted(name: str, system: str, records: int = RECORDS, random_seed: int = 7) -> Port:
    port = open_port(system, ":memory:", Clock(NOW))
    seeds.plant(port, name, records, random_seed)
    return port


@pytest.fixture(scope="module", params=NAMES)
def pair(request: pytest.FixtureRequest) -> tuple[str, Portal, Realm]:
    name = request.param
    return name, Portal(planted(name, "hubspot")), Realm(planted(name, "quickbooks"))


def by_number(found: list[Any], number_of: Any) -> dict[str, Any]:
    """Those whose number is given once."""
    numbers = [number_of(one) for one in found]
    return {number_of(one): one for one in found if numbers.count(number_of(one)) == 1}


def test_what_stands_in_both_is_equal_to_the_cent(pair: tuple[str, Portal, Realm]) -> None:
    name, portal, realm = pair
    ours, theirs = portal.invoices, by_number(realm.all("invoice"), lambda one: one.get("DocNumber"))
    native = {one for one in ours if not one.startswith("HS-")}
    assert not native  # what QuickBooks made is in QuickBooks alone
    clash = {one["number"] for one in portal.port.expected if one["code"] == "number_taken"}
    shared = [one for one in ours if one in theirs and one not in clash]
    assert len(shared) >= (1 if name == "minimal" else 20)
    for one in shared:
        here, there = ours[one]["properties"], theirs[one]
        assert number(here["hs_amount_billed"]) == number(there["TotalAmt"]), one
        assert number(here["hs_balance_due"]) == number(there["Balance"]) or one == "HS-2001", (
            one
        )  # a check of HubSpot alone
        assert here["hs_currency"] == there["CurrencyRef"]["value"]
        assert day_of(here["hs_invoice_date"]) == there["TxnDate"]
        lines = [part["properties"]["amount"] for part in portal.parts(ours[one], "line_items")]
        assert [number(each) for each in lines] == [number(line["Amount"]) for line in realm.lines(there)]


def test_the_same_arguments_give_the_same_data_and_another_seed_other_data(
    pair: tuple[str, Portal, Realm],
) -> None:
    name, portal, realm = pair
    again = Portal(planted(name, "hubspot"))
    assert [again.all(kind) for kind in ("contacts", "invoices", "line_items")] == [
        portal.all(kind) for kind in ("contacts", "invoices", "line_items")
    ]
    assert Realm(planted(name, "quickbooks")).all("invoice") == realm.all("invoice")
    if name != "minimal":
        assert Realm(planted(name, "quickbooks", random_seed=8)).all("invoice") != realm.all("invoice")


def test_records_scales_and_what_is_expected_stays(pair: tuple[str, Portal, Realm]) -> None:
    name, portal, realm = pair
    assert portal.port.expected == realm.port.expected == seeds.expected.shown(seeds.EXPECTED[name])
    small = Realm(planted(name, "quickbooks", records=30))
    assert small.port.expected == realm.port.expected
    if name != "minimal":
        assert len(realm.all("invoice")) > 3 * len(small.all("invoice")) / 2


def test_it_is_one_company_in_the_first_realm(
    pair: tuple[str, Portal, Realm],
) -> None:
    _, _, realm = pair
    accounts = realm.port.vendor.overview(None)["accounts"]
    assert [one["realm"] for one in accounts] == ["9341450000000001"]


def test_each_company_has_what_it_is_named_for() -> None:
    def preferences(name: str) -> Any:
        return planted(name, "quickbooks", 5).vendor.objects("preferences", 1, 0, None)["results"][0]

    assert preferences("canada")["TaxPrefs"]["UsingSalesTax"] is True
    assert preferences("revenue_recognition")["ProductAndServicesPrefs"]["RevenueRecognition"] is True
    assert preferences("custom_numbers")["SalesFormsPrefs"]["CustomTxnNumbers"] is True
    assert preferences("closed_books")["AccountingInfoPrefs"]["BookCloseDate"] == "2026-10-31"
    assert preferences("multicurrency")["CurrencyPrefs"]["MultiCurrencyEnabled"] is True


def test_each_line_of_the_canadian_company_has_a_tax_code_and_its_own_invoices_carry_hst() -> None:
    realm = Realm(planted("canada", "quickbooks", 40))
    lines = [line for one in realm.all("invoice") for line in realm.lines(one)]
    assert all(line["SalesItemLineDetail"]["TaxCodeRef"]["value"] for line in lines)
    first = realm.invoices["1001"]
    assert (number(first["TxnTaxDetail"]["TotalTax"]), number(first["TotalAmt"])) == (
        number("10.27"),
        number("89.27"),
    )
    assert first["CurrencyRef"]["value"] == "CAD"


def test_the_hostile_company_is_as_hostile_as_it_says() -> None:
    portal, realm = Portal(planted("hostile", "hubspot", 20)), Realm(planted("hostile", "quickbooks", 20))
    assert (
        len(portal.parts(portal.invoices["HS-2012"], "line_items")) == len(realm.lines(realm.invoices["1012"])) == 500
    )
    for name in ("HS-2001", "HS-2002", "HS-2003", "HS-2004", "HS-2005-twenty-one-ch"):  # letter by letter
        ours, theirs = portal.invoices[name]["properties"], realm.invoices[name]
        assert ours["hs_comments"] == theirs["CustomerMemo"]["value"]
        assert ours["hs_comments"]
        line = portal.parts(portal.invoices[name], "line_items")[0]["properties"]
        assert line["description"] == realm.lines(theirs)[0]["Description"]
    texts = json.dumps([portal.all("contacts"), realm.all("customer"), realm.all("invoice")], ensure_ascii=False)
    for sign in (
        "<script>",
        "שלום",
        "عميل",
        "株式会社",
        "🌳",
        "e\u0301",
        "O'Tables",
        "' OR 1=1 --",
        "\\\\back\\\\",
    ):
        assert sign in texts, sign
    amounts = [number(line["Amount"]) for one in realm.all("invoice") for line in realm.lines(one)]
    assert min(amounts) < 0
    assert 0 in amounts
    assert max(amounts) > 89_000_000
    assert number("0.01") in amounts  # half a cent, rounded half up
    skus = [one["Sku"] for one in realm.all("item") if one.get("Sku")]
    assert {"ABC-1", "abc-1"} < set(skus)
    assert max(map(len, skus)) == 100
    names = [one["DisplayName"] for kind in ("customer", "vendor", "employee") for one in realm.all(kind)]
    assert "Chris Vendor" in names
    assert any(one["properties"].get("lastname") == "Vendor" for one in portal.all("contacts"))


@pytest.mark.parametrize("system", SYSTEMS)
def test_an_unknown_name_lists_the_names_and_a_second_company_finds_no_room(system: str) -> None:
    def sent(body: Any) -> Any:
        return control.answer(port, Call("POST", "/_sandbox/seed", body=json.dumps(body).encode()))

    port = open_port(system, ":memory:", Clock(NOW))
    refused = sent({"name": "bakery"})
    assert refused.status == 400
    for name in seeds.NAMES:
        assert name in refused.data["error"]
    assert sent({"name": "minimal"}).status == 200
    assert sent({"name": "canada"}).status == 409
    assert sent({"name": "landscaping-later"}).status == 409  # it adds to landscaping alone
    port.reset()
    assert sent({"name": "canada", "records": 10}).status == 200


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_pages_show_hostile_texts_as_texts(system: str) -> None:
    port = planted("hostile", system, 5)
    port.vendor.base_url = "http://127.0.0.1:1"
    asked, told, waiting = set(), "", ["/ui/"]
    while waiting and len(asked) < 90:
        address = waiting.pop(0)
        asked.add(address)
        path, _, query = address.partition("?")
        shown = pages.answer(port, Call("GET", path, parse_qsl(query)))
        assert shown.status == 200, address
        told += shown.text or ""
        for link in re.findall(r'href="(/ui/[^"#]*)"', shown.text or ""):
            if (found := unescape(link)) not in asked and found not in waiting:
                waiting.append(found)
    assert "&lt;script&gt;" in told
    assert "<script>" not in told
    assert "<b>bold" not in told
