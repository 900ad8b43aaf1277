"""The two halves of `landscaping`: what stands in both is equal to the cent, the rest stands where it should."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from syncapp.sandbox import seeds
from syncapp.sandbox.seeds.company import build
from syncapp.sandbox.seeds.model import BOTH, QUICKBOOKS
from tests.sandbox.ledgers import NOW, ZONE, Portal, Realm, day_of, number, planted

COMPANY = build(NOW, 200, 7)
SHARED = [number for number, invoice in COMPANY.invoices.items() if invoice.stands_in == BOTH]


@pytest.fixture(scope="module")
def portal() -> Portal:
    return Portal(planted("hubspot"))


@pytest.fixture(scope="module")
def realm() -> Realm:
    return Realm(planted("quickbooks"))


def test_every_finalized_hubspot_invoice_stands_in_both_ivy_and_fern_alone_do_not(portal: Portal, realm: Realm) -> None:
    finalized = {number for number, one in portal.invoices.items() if one["properties"]["hs_invoice_status"] != "draft"}
    assert finalized - set(realm.invoices) == {"HS-2010", "HS-2011"}
    assert len(finalized & set(realm.invoices)) == len(SHARED)


def test_shared_invoices_agree_on_what_links_them(portal: Portal, realm: Realm) -> None:  # A5
    for name in SHARED:
        ours, theirs = portal.invoices[name]["properties"], realm.invoices[name]
        assert number(ours["hs_amount_billed"]) == number(theirs["TotalAmt"]), name
        assert ours["hs_currency"] == theirs["CurrencyRef"]["value"] == "USD"
        assert day_of(ours["hs_invoice_date"]) == theirs["TxnDate"]
        assert portal.contact(portal.invoices[name])["email"] == realm.customer(theirs)["PrimaryEmailAddr"]["Address"]


def test_shared_invoices_agree_on_everything_else_that_is_mapped(portal: Portal, realm: Realm) -> None:
    for name in SHARED:
        ours, theirs = portal.invoices[name]["properties"], realm.invoices[name]
        assert number(ours["hs_balance_due"]) == number(theirs["Balance"]), name
        assert day_of(ours["hs_due_date"]) == theirs["DueDate"]
        assert ours.get("hs_comments") == theirs.get("CustomerMemo", {}).get("value")
        purchase_order = next(
            (one.get("StringValue") for one in theirs.get("CustomField", []) if one["DefinitionId"] == "1"),
            None,
        )
        assert ours.get("hs_purchase_order_number") == purchase_order
        assert (ours["hs_invoice_status"] == "paid") == (number(theirs["Balance"]) == 0)


def test_shared_lines_agree_one_by_one(portal: Portal, realm: Realm) -> None:  # I1
    items = {one["Id"]: one for one in realm.all("item")}
    for name in SHARED:
        ours = [line["properties"] for line in portal.parts(portal.invoices[name], "line_items")]
        theirs = realm.lines(realm.invoices[name])
        for line, other in zip(ours, theirs, strict=True):
            assert number(line["amount"]) == number(other["Amount"]), name
            assert number(line["quantity"]) == number(other["SalesItemLineDetail"]["Qty"])
            assert line["description"] == other["Description"]
            assert line["hs_sku"] == items[other["SalesItemLineDetail"]["ItemRef"]["value"]]["Sku"]


def test_shared_payments_agree_on_reference_amount_and_date(portal: Portal, realm: Realm) -> None:  # A29
    seen = 0
    for name in SHARED:
        ours = sorted(
            (
                one["properties"]["hs_reference_number"],
                number(one["properties"]["hs_initial_amount"]),
                day_of(one["properties"]["hs_initiated_date"]),
            )
            for one in portal.parts(portal.invoices[name], "commerce_payments")
        )
        theirs = sorted(
            (one["PaymentRefNum"], number(one["TotalAmt"]), one["TxnDate"])
            for one in realm.payments(realm.invoices[name])
        )
        assert ours == theirs, name
        seen += len(ours)
    assert seen == len(portal.all("commerce_payments"))


def test_account_wide_sums_are_equal(portal: Portal, realm: Realm) -> None:  # I1
    ours = sum(number(portal.invoices[name]["properties"]["hs_amount_billed"]) for name in SHARED)
    assert ours == sum(number(realm.invoices[name]["TotalAmt"]) for name in SHARED) > 0


def test_quickbooks_totals_are_the_plain_companys_too(realm: Realm) -> None:
    for invoice in COMPANY.invoices_in(QUICKBOOKS):
        wanted = Decimal(0) if invoice.voided else invoice.total
        assert number(realm.invoices[invoice.number]["TotalAmt"]) == wanted, invoice.number


def test_linked_contacts_and_customers_agree_on_names_addresses_and_telephones(portal: Portal, realm: Realm) -> None:
    by_email = {
        one["properties"]["email"]: one["properties"] for one in portal.all("contacts") if "email" in one["properties"]
    }
    pairs = [
        (by_email[mail], one)
        for one in realm.all("customer")
        if (mail := one.get("PrimaryEmailAddr", {}).get("Address")) in by_email
    ]
    assert len(pairs) == 35
    for ours, theirs in pairs:
        assert (ours["firstname"], ours["lastname"]) == (theirs["GivenName"], theirs["FamilyName"])
        assert ours.get("company") == theirs.get("CompanyName")
        if theirs["DisplayName"] != "Oak Holdings":  # the second with Oak's address
            assert (ours["phone"], ours["address"]) == (
                theirs["PrimaryPhone"]["FreeFormNumber"],
                theirs["BillAddr"]["Line1"],
            )


def test_products_and_items_agree_by_sku_but_for_the_renamed_one(portal: Portal, realm: Realm) -> None:  # S10
    items = {one["Sku"]: one for one in realm.all("item") if one.get("Sku")}
    renamed = set()
    for product in portal.all("products"):
        item = items.get(product["properties"].get("hs_sku"))
        if item is None:
            continue
        assert number(product["properties"]["price"]) == number(item["UnitPrice"])
        if product["properties"]["name"] != item["Name"]:
            renamed.add(item["Sku"])
    assert renamed == {"PRUNE", "PAV-60", "EDGE-4"}


def test_the_oddities_of_quickbooks_are_there(portal: Portal, realm: Realm) -> None:
    prefs = realm.port.vendor.objects("preferences", 1, 0, None)["results"][0]
    assert prefs["AccountingInfoPrefs"]["BookCloseDate"] == "2026-09-30"
    assert prefs["SalesFormsPrefs"]["CustomTxnNumbers"] is False
    assert (prefs["TaxPrefs"]["UsingSalesTax"], prefs["TaxPrefs"]["PartnerTaxEnabled"]) == (True, False)
    assert number(realm.invoices["1004"]["TxnTaxDetail"]["TotalTax"]) > 0  # S5
    assert realm.invoices["1003"]["PrivateNote"].startswith("Voided")
    assert number(realm.invoices["1010"]["Deposit"]) == number(realm.invoices["1010"]["TotalAmt"]) - number(
        realm.invoices["1010"]["Balance"]
    )
    assert any(line["DetailType"] == "GroupLineDetail" for line in realm.invoices["1006"]["Line"])
    assert any(line["DetailType"] == "DiscountLineDetail" for line in realm.invoices["1005"]["Line"])
    assert len(realm.lines(realm.invoices["1011"])) == 40
    check = next(one for one in realm.all("payment") if one.get("PaymentRefNum") == "55102")
    assert len(check["Line"]) == 3  # A25
    over = next(one for one in realm.all("payment") if one.get("PaymentRefNum") == "55244")
    assert number(over["UnappliedAmt"]) == 20
    assert number(realm.invoices["1002"]["Balance"]) == 0  # written off by a credit memo
    assert len(realm.all("deposit")) == 2


def test_cascades_buildings_are_sub_customers_without_an_address_of_their_own(realm: Realm) -> None:  # A2
    for name in ("Maple Court", "Pine Terrace"):
        customer = realm.named("customer", name)
        assert customer["FullyQualifiedName"] == f"Cascade Property Group:{name}"
        assert "PrimaryEmailAddr" not in customer


def test_history_carries_the_times_at_which_it_happened(portal: Portal, realm: Realm) -> None:
    midnight = NOW.astimezone(ZONE).replace(hour=0, minute=0, second=0)
    for name in SHARED:
        assert portal.invoices[name]["updatedAt"] <= NOW.strftime("%Y-%m-%dT%H:%M:%S")
        meta = realm.invoices[name]["MetaData"]
        assert datetime.fromisoformat(meta["LastUpdatedTime"]) <= midnight
        assert meta["CreateTime"][:10] == realm.invoices[name]["TxnDate"]


def test_the_month_end_payment_is_the_next_month_in_utc(portal: Portal, realm: Realm) -> None:  # A19
    ours = portal.parts(portal.invoices["HS-2030"], "commerce_payments")[0]["properties"]["hs_initiated_date"]
    theirs = realm.payments(realm.invoices["HS-2030"])[0]["TxnDate"]
    assert theirs == "2026-10-31"
    assert ours.startswith("2026-11-01T05:30:00")


def test_drafts_carry_their_numbers_and_stand_in_hubspot_alone(portal: Portal, realm: Realm) -> None:
    drafts = {number for number, one in portal.invoices.items() if one["properties"]["hs_invoice_status"] == "draft"}
    assert len(drafts) == 40
    assert not drafts & set(realm.invoices)


def test_fern_comes_from_data_sync_and_the_rest_from_hubspot(portal: Portal) -> None:  # S23
    sources = {number: one["properties"]["hs_invoice_source"] for number, one in portal.invoices.items()}
    assert [number for number, source in sources.items() if source != "hubspot"] == ["HS-2011"]


def test_what_is_expected_to_fail_at_once_is_what_the_data_has(portal: Portal, realm: Realm) -> None:
    assert portal.port.expected == realm.port.expected
    assert {(one["number"], one["code"]) for one in portal.port.expected} == {
        ("PAV-60", "ambiguous_sku"), ("MULCH-3", "ambiguous_sku"), ("EDGE-4", "item_inactive"), ("Olivia Oak", "ambiguous_customer"),
    }  # fmt: skip
    skus = [one["properties"].get("hs_sku") for one in portal.all("products")]
    assert skus.count("PAV-60") == 2
    assert [one["Sku"] for one in realm.all("item") if one.get("Sku", "").casefold() == "mulch-3"] == [
        "MULCH-3",
        "mulch-3",
    ]
    assert [one["Active"] for one in realm.all("item") if one.get("Sku") == "EDGE-4"] == [False]
    oak = [
        one
        for one in realm.all("customer")
        if one.get("PrimaryEmailAddr", {}).get("Address") == "olivia.oak@example.com"
    ]
    assert [one["Active"] for one in oak] == [True, True]


def test_no_other_sku_is_ambiguous(portal: Portal, realm: Realm) -> None:
    for skus in (
        [
            str(one["properties"]["hs_sku"]).casefold()
            for one in portal.all("products")
            if one["properties"].get("hs_sku")
        ],
        [one["Sku"].casefold() for one in realm.all("item") if one.get("Sku")],
    ):
        assert {sku for sku in skus if skus.count(sku) > 1} <= {"pav-60", "mulch-3"}


def test_a_thousand_records_are_equal_too() -> None:
    portal, realm = Portal(planted("hubspot", records=1000)), Realm(planted("quickbooks", records=1000))
    shared = set(portal.invoices) & set(realm.invoices)
    assert len(shared) > 350
    for name in shared:
        ours, theirs = portal.invoices[name]["properties"], realm.invoices[name]
        assert number(ours["hs_amount_billed"]) == number(theirs["TotalAmt"]), name
        assert number(ours["hs_balance_due"]) == number(theirs["Balance"]), name


def test_seeding_twice_gives_the_same_documents(portal: Portal, realm: Realm) -> None:
    again = Portal(planted("hubspot"))
    assert again.all("invoices") == portal.all("invoices")
    assert again.all("commerce_payments") == portal.all("commerce_payments")
    assert Realm(planted("quickbooks")).all("invoice") == realm.all("invoice")


def test_a_named_record_of_one_port_leaves_the_account_in_use(portal: Portal, realm: Realm) -> None:
    assert not seeds.is_empty(portal.port)
    assert not seeds.is_empty(realm.port)
