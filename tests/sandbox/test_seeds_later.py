"""`landscaping-later`: drafts go out, things change on either side, and each expected failure is in the data."""

from __future__ import annotations

from decimal import Decimal

import pytest

from syncapp.sandbox import seeds
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.port import open_port
from syncapp.sandbox.seeds.hand import SeedError
from tests.sandbox.ledgers import NOW, Portal, Realm, number, planted


@pytest.fixture(scope="module")
def portal() -> Portal:
    return Portal(planted("hubspot", later=True))


@pytest.fixture(scope="module")
def realm() -> Realm:
    return Realm(planted("quickbooks", later=True))


@pytest.fixture(scope="module")
def codes(portal: Portal) -> set[tuple[str, str]]:
    return {(one["number"], one["code"]) for one in portal.port.expected}


def test_both_ports_expect_the_same_and_more_than_before(portal: Portal, realm: Realm) -> None:
    before = planted("hubspot").expected
    assert portal.port.expected == realm.port.expected
    assert len(before) < len(portal.port.expected)
    assert all(one in portal.port.expected for one in before)
    assert all(set(one) == {"number", "code", "object", "label"} for one in portal.port.expected)


def test_every_draft_but_hollys_is_finalized_with_its_number(portal: Portal) -> None:  # S24
    drafts = [name for name, one in portal.invoices.items() if one["properties"]["hs_invoice_status"] == "draft"]
    assert drafts == ["HS-2027"]
    assert portal.status("HS-2014") == "open"


def test_what_is_finalized_carries_the_clocks_time(portal: Portal, realm: Realm) -> None:
    assert portal.invoices["HS-2017"]["updatedAt"].startswith("2026-11-24T18:00:00")
    assert realm.invoices["HS-2001"]["MetaData"]["LastUpdatedTime"].startswith("2026-11-24T10:00:00-08:00")


def test_nobody_known_has_no_address_at_all(portal: Portal, codes: set[tuple[str, str]]) -> None:  # S41
    assert "email" not in portal.contact(portal.invoices["HS-2012"])
    assert ("HS-2012", "customer_not_found") in codes


def test_a_vendor_and_an_employee_hold_two_names(
    portal: Portal, realm: Realm, codes: set[tuple[str, str]]
) -> None:  # S42
    for invoice, name, holder in (
        ("HS-2013", "Birch & Sons", "vendor"),
        ("HS-2028", "Quentin Quince", "employee"),
    ):
        contact = portal.contact(portal.invoices[invoice])
        assert contact["company"] == name
        assert realm.named(holder, name)
        assert contact["email"] not in {one.get("PrimaryEmailAddr", {}).get("Address") for one in realm.all("customer")}
        assert (name, "display_name_held") in codes


def test_quince_has_three_payments_that_wait(portal: Portal) -> None:
    payments = [one["properties"] for one in portal.parts(portal.invoices["HS-2028"], "commerce_payments")]
    assert [one["hs_latest_status"] for one in payments] == ["succeeded"] * 3
    assert portal.status("HS-2028") == "open"


def test_alders_price_differs_in_quickbooks(portal: Portal, realm: Realm) -> None:  # S44
    billed = number(portal.invoices["HS-2001"]["properties"]["hs_amount_billed"])
    assert number(realm.invoices["HS-2001"]["TotalAmt"]) == billed + 10


def test_elms_payment_is_gone_from_quickbooks_alone(portal: Portal, realm: Realm) -> None:  # A29
    assert portal.status("HS-2002") == "paid"
    assert realm.payments(realm.invoices["HS-2002"]) == []
    assert number(realm.invoices["HS-2002"]["Balance"]) == number(realm.invoices["HS-2002"]["TotalAmt"]) > 0


def test_firs_lines_are_recoded_and_nothing_else(
    portal: Portal, realm: Realm, codes: set[tuple[str, str]]
) -> None:  # A7
    ours = [one["properties"] for one in portal.parts(portal.invoices["HS-2003"], "line_items")]
    theirs = realm.lines(realm.invoices["HS-2003"])
    assert [number(one["amount"]) for one in ours] == [number(one["Amount"]) for one in theirs]
    assert {one["SalesItemLineDetail"]["ClassRef"]["name"] for one in theirs} == {"Install"}
    assert ours[0]["name"] not in theirs[0]["SalesItemLineDetail"]["ItemRef"]["name"]
    assert "HS-2003" not in {name for name, _ in codes}


def test_aspen_is_voided_in_quickbooks_and_open_in_hubspot(portal: Portal, realm: Realm) -> None:  # A10
    assert realm.invoices["HS-2004"]["PrivateNote"].startswith("Voided")
    assert portal.status("HS-2004") == "open"


def test_beech_is_deleted_in_hubspot_and_the_setting_is_back(portal: Portal, realm: Realm) -> None:  # A11
    assert "HS-2005" not in portal.invoices
    archived = [one for one in portal.port.vendor.objects("invoices", 10**6, 0, None)["results"] if one["archived"]]
    assert [one["properties"]["hs_number"] for one in archived] == ["HS-2005"]
    assert realm.invoices["HS-2005"]
    assert portal.port.vendor.settings({}, None)["delete_unpaid_invoices"] is False


def test_sumacs_purchase_order_changed_on_both_sides(portal: Portal, realm: Realm) -> None:  # F95
    field = next(one for one in realm.invoices["HS-2006"]["CustomField"] if one["Name"] == "PO number")
    assert portal.invoices["HS-2006"]["properties"]["hs_purchase_order_number"] == "PO-77120-B"
    assert field["StringValue"] == "PO-77120/2"


def test_willows_payment_failed_after_it_went_to_the_bank(portal: Portal, realm: Realm) -> None:  # A28
    ours = portal.parts(portal.invoices["HS-2007"], "commerce_payments")[0]["properties"]
    theirs = realm.payments(realm.invoices["HS-2007"])[0]
    deposited = {
        link["TxnId"] for deposit in realm.all("deposit") for line in deposit["Line"] for link in line["LinkedTxn"]
    }
    assert ours["hs_latest_status"] == "failed"
    assert theirs["Id"] in deposited
    assert portal.status("HS-2007") == "open"


def test_spruces_payment_is_refunded(portal: Portal) -> None:  # A28
    payment = portal.parts(portal.invoices["HS-2008"], "commerce_payments")[0]["properties"]
    assert (payment["hs_latest_status"], payment["hs_refunds_amount"]) == (
        "refunded",
        payment["hs_initial_amount"],
    )


def test_poplars_payment_belongs_to_two_invoices(portal: Portal, realm: Realm) -> None:  # A32
    first, second = portal.invoices["HS-2009"], portal.invoices["HS-2024"]
    assert first["associations"]["commerce_payments"] == second["associations"]["commerce_payments"]
    assert first["properties"]["hs_amount_billed"] == second["properties"]["hs_amount_billed"]
    assert "HS-2024" not in realm.invoices
    assert portal.status("HS-2009") == "paid"


def test_the_items_and_customers_of_larch_juniper_and_oak(
    portal: Portal, realm: Realm, codes: set[tuple[str, str]]
) -> None:
    skus = {one["properties"].get("hs_sku") for one in portal.parts(portal.invoices["HS-2015"], "line_items")}
    assert "EDGE-4" in skus
    for invoice, active in (("HS-2016", [False]), ("HS-2022", [True, True])):
        email = portal.contact(portal.invoices[invoice])["email"]
        found = [
            one["Active"] for one in realm.all("customer") if one.get("PrimaryEmailAddr", {}).get("Address") == email
        ]
        assert found == active
    assert ("June Juniper", "customer_inactive") in codes


def test_dogwood_cedar_and_rowan_carry_what_has_no_counterpart(portal: Portal) -> None:  # S8
    for invoice, kind in (("HS-2017", "discounts"), ("HS-2018", "taxes"), ("HS-2019", "fees")):
        found = portal.invoices[invoice]
        assert len(portal.parts(found, kind)) == 1
        properties = found["properties"]
        assert number(properties["hs_amount_billed"]) != number(properties["hs_subtotal"])


def test_maple_is_billed_in_another_currency_there(portal: Portal, realm: Realm) -> None:  # A33
    customer = realm.named("customer", "Maple Import GmbH")
    assert customer["CurrencyRef"]["value"] == "EUR"
    assert portal.invoices["HS-2020"]["properties"]["hs_currency"] == "USD"
    assert portal.contact(portal.invoices["HS-2020"])["email"] == customer["PrimaryEmailAddr"]["Address"]


def test_yews_memo_is_longer_than_quickbooks_takes(portal: Portal) -> None:  # F73
    assert len(portal.invoices["HS-2021"]["properties"]["hs_comments"]) == 1400


def test_ash_paid_fifteen_dollars_too_much(portal: Portal) -> None:  # A30
    properties = portal.invoices["HS-2023"]["properties"]
    assert number(properties["hs_amount_paid"]) == number(properties["hs_amount_billed"]) + 15


def test_two_numbers_are_taken(portal: Portal, realm: Realm) -> None:  # A18 S45
    holder = realm.invoices["HS-2040"]
    assert realm.customer(holder)["DisplayName"] != portal.contact(portal.invoices["HS-2040"])["company"]
    assert [one["CustomerRef"]["name"] for one in realm.all("creditmemo") if one["DocNumber"] == "HS-2041"] == [
        "Mei Chen"
    ]


def test_plum_has_a_line_that_no_item_knows(portal: Portal) -> None:  # S11
    lines = [one["properties"] for one in portal.parts(portal.invoices["HS-2029"], "line_items")]
    assert ["hs_sku" in line or "hs_product_id" in line for line in lines] == [True, False]


def test_hemlock_is_dated_before_the_closing_date(portal: Portal, codes: set[tuple[str, str]]) -> None:  # A24
    assert portal.invoices["HS-2014"]["properties"]["hs_invoice_date"] <= "2026-09-30T00:00:00.000Z"
    assert "HS-2014" not in {name for name, _ in codes}


def test_some_good_ones_are_paid_before_they_are_sent(portal: Portal) -> None:  # S20
    good = [one["properties"] for name, one in portal.invoices.items() if int(name.removeprefix("HS-")) > 2100]
    sent = [one for one in good if one.get("hs_invoice_link")]
    assert len(sent) == 20
    paid = [number(one["hs_amount_paid"]) / number(one["hs_amount_billed"]) for one in sent]
    assert paid.count(Decimal(1)) == 5
    assert sum(0 < share < 1 for share in paid) >= 1


def test_what_nobody_named_did_not_change(portal: Portal, realm: Realm) -> None:
    """Beyond the listed changes both ledgers still agree."""
    touched = {"HS-2001", "HS-2002", "HS-2004", "HS-2005", "HS-2007", "HS-2008"}
    before = Realm(planted("quickbooks"))
    for name in set(portal.invoices) & set(realm.invoices) - touched - {"HS-2040"}:
        ours, theirs = portal.invoices[name]["properties"], realm.invoices[name]
        assert number(ours["hs_balance_due"]) == number(theirs["Balance"]), name
        assert theirs["TotalAmt"] == before.invoices[name]["TotalAmt"]


def test_one_customers_address_changed(realm: Realm) -> None:  # A3
    assert realm.named("customer", "Grace Kim")["PrimaryEmailAddr"]["Address"] == "grace.kim.home@example.com"


@pytest.mark.parametrize("system", ["hubspot", "quickbooks"])
def test_the_second_step_needs_the_first_and_is_played_once(system: str) -> None:
    empty = open_port(system, ":memory:", Clock(NOW))
    with pytest.raises(SeedError, match="first"):
        seeds.plant(empty, "landscaping-later")
    twice = planted(system, later=True)
    with pytest.raises(SeedError, match="already"):
        seeds.plant(twice, "landscaping-later")


@pytest.mark.parametrize("system", ["hubspot", "quickbooks"])
def test_the_second_step_survives_a_restart_between(system: str, tmp_path: pytest.TempPathFactory) -> None:
    state = f"{tmp_path}/state.sqlite"
    first = open_port(system, state, Clock(NOW))
    seeds.plant(first, "landscaping", 60)
    first.store.flush()
    second = open_port(system, state, Clock(NOW))
    assert second.expected == first.expected
    seeds.plant(second, "landscaping-later", 60)
    assert len(second.expected) > len(first.expected)
