"""Customers, vendors, employees and the lists: names, references, activity."""

from __future__ import annotations

from typing import Any

import pytest

from syncapp.sandbox.quickbooks.company import Company
from tests.sandbox.quickbooks.hands import Hand, line, ref


def test_a_customer_reads_back_with_what_quickbooks_adds(app: Hand) -> None:
    made = app.make("Customer", GivenName="Ann", FamilyName="Lee", PrimaryPhone={"FreeFormNumber": "555-0101"})
    assert (made["DisplayName"], made["FullyQualifiedName"], made["PrintOnCheckName"]) == (
        "Ann Lee",
        "Ann Lee",
        "Ann Lee",
    )
    assert (made["Active"], made["Job"], made["Taxable"], made["Balance"]) == (True, False, True, 0)
    assert made["CurrencyRef"] == {"value": "USD", "name": "United States Dollar"}
    assert made["Id"] == "2"


def test_no_name_at_all_is_6080(app: Hand) -> None:
    assert app.refused("Customer", {"Notes": "?"})[0] == "6080"


@pytest.mark.parametrize("holder", ["Customer", "Vendor", "Employee"])
@pytest.mark.parametrize("entity", ["Customer", "Vendor", "Employee"])
def test_names_are_ones_own_over_all_three(app: Hand, holder: str, entity: str) -> None:  # S42
    held = app.make(holder, DisplayName="Birch & Sons")
    code, detail = app.refused(entity, {"DisplayName": "BIRCH & sons "})
    assert code == "6240"
    assert detail == (
        f"The name supplied already exists. : Another {holder.lower()} is already using this name. "
        f"Please use a different name. Id={held['Id']}"
    )


def test_renaming_into_a_taken_name_is_6240_and_into_ones_own_is_fine(app: Hand) -> None:
    other = app.make("Customer", DisplayName="Other")
    assert (
        app.refused("Customer", {"Id": other["Id"], "SyncToken": "0", "sparse": True, "DisplayName": "Acme"})[0]
        == "6240"
    )
    assert app.sparse("Customer", other, DisplayName="OTHER")["DisplayName"] == "OTHER"


def test_an_inactive_name_gets_its_suffix_and_frees_the_old_one(app: Hand) -> None:
    off = app.sparse("Customer", app.read("Customer", "1"), Active=False)
    assert (off["DisplayName"], off["Active"]) == ("Acme (deleted)", False)
    assert app.read("Customer", "1")["DisplayName"] == "Acme (deleted)"
    assert app.refused("Vendor", {"DisplayName": "acme (deleted)"})[0] == "6240"
    assert app.sparse("Customer", off, Notes="old")["DisplayName"] == "Acme (deleted)"
    back = app.sparse("Customer", app.read("Customer", "1"), Active=True)
    assert back["DisplayName"] == "Acme"


def test_a_name_taken_meanwhile_is_not_taken_back(app: Hand) -> None:
    off = app.sparse("Customer", app.read("Customer", "1"), Active=False)
    app.make("Vendor", DisplayName="Acme")
    assert app.sparse("Customer", off, Active=True)["DisplayName"] == "Acme (deleted)"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"DisplayName": "a:b"}, "2040"), ({"DisplayName": "a\tb"}, "2040"), ({"DisplayName": "a\nb"}, "2040"),
        ({"DisplayName": "Garden \U0001f33b"}, "2040"), ({"DisplayName": "x" * 501}, "2050"), ({"GivenName": "x" * 101}, "2050"),
        ({"Title": "x" * 17}, "2050"), ({"CompanyName": "x" * 101}, "2050"), ({"Notes": "x" * 2001}, "2050"),
        ({"PrimaryPhone": {"FreeFormNumber": "5" * 31}}, "2050"), ({"PrimaryEmailAddr": {"Address": "x"}}, "2210"),
        ({"PrimaryEmailAddr": {"Address": "a@b.co, c"}}, "2210"), ({"PrimaryEmailAddr": {"Address": "a" * 95 + "@b.example"}}, "2210"),
        ({"BillAddr": {"Line6": "x"}}, "2010"), ({"PreferredDeliveryMethod": "Pigeon"}, "2170"), ({"Nickname": "x"}, "2010"),
        ({"ParentRef": ref("99")}, "700"), ({"SalesTermRef": ref("99")}, "2500"),
    ],
)  # fmt: skip
def test_bad_names_are_refused(app: Hand, fields: dict[str, Any], code: str) -> None:
    if code == "2210" and len(str(fields)) > 100:
        code = "2050"
    assert app.refused("Customer", {"DisplayName": "New", **fields})[0] == code


def test_an_email_field_may_hold_several_addresses(app: Hand) -> None:  # A2
    made = app.make("Customer", DisplayName="Two", PrimaryEmailAddr={"Address": "a@x.example, b@x.example"})
    assert made["PrimaryEmailAddr"]["Address"] == "a@x.example, b@x.example"


def test_sub_customers_carry_their_parents_name(app: Hand) -> None:
    sub = app.make("Customer", DisplayName="Maple Court", ParentRef=ref("1"), Job=True, BillWithParent=True)
    assert (sub["FullyQualifiedName"], sub["Level"], sub["Job"]) == ("Acme:Maple Court", 1, True)
    assert sub["ParentRef"] == {"value": "1", "name": "Acme"}
    deep = app.make("Customer", DisplayName="Flat 2", ParentRef=ref(sub["Id"]))
    app.sparse("Customer", app.read("Customer", "1"), DisplayName="Acme Inc")
    assert app.read("Customer", deep["Id"])["FullyQualifiedName"] == "Acme Inc:Maple Court:Flat 2"
    assert app.read("Customer", deep["Id"])["SyncToken"] == "0"


def test_five_levels_are_the_most(app: Hand) -> None:
    parent = "1"
    for level in range(1, 5):
        parent = app.make("Customer", DisplayName=f"L{level}", ParentRef=ref(parent))["Id"]
    assert app.refused("Customer", {"DisplayName": "L5", "ParentRef": ref(parent)})[0] == "6180"


def test_nobody_is_his_own_parent(app: Hand) -> None:
    sub = app.make("Customer", DisplayName="Sub", ParentRef=ref("1"))
    for parent in ("1", sub["Id"]):
        assert app.refused("Customer", {"Id": "1", "SyncToken": "0", "sparse": True, "ParentRef": ref(parent)})[0] in (
            "700",
            "900",
        )


def test_balances_follow_open_invoices_credits_and_unapplied_money(app: Hand) -> None:
    sub = app.make("Customer", DisplayName="Sub", ParentRef=ref("1"))
    app.make("Invoice", CustomerRef=ref("1"), Line=[line(100)])
    app.make("Invoice", CustomerRef=ref(sub["Id"]), Line=[line(30)])
    app.make("CreditMemo", CustomerRef=ref("1"), Line=[line(25)])
    app.make("Payment", CustomerRef=ref("1"), TotalAmt=5)
    acme = app.read("Customer", "1")
    assert (acme["Balance"], acme["BalanceWithJobs"]) == (70, 100)
    assert app.query("select * from Customer where Balance > '50'")["Customer"] == [acme]


def test_a_full_update_clears_what_it_leaves_out(app: Hand) -> None:
    made = app.make("Customer", {"Id": "1", "SyncToken": "0", "DisplayName": "Acme"})
    assert "PrimaryEmailAddr" not in made
    assert (made["Active"], made["SyncToken"]) == (True, "1")


def test_items_have_a_name_of_their_own_and_an_income_account(app: Hand) -> None:
    income = app.read("Item", "1")["IncomeAccountRef"]
    item = app.make(
        "Item",
        Name="Mulch",
        Type="NonInventory",
        Sku="MULCH-3",
        UnitPrice=42.5,
        IncomeAccountRef=income,
        Taxable=True,
    )
    assert (item["FullyQualifiedName"], item["UnitPrice"], item["Taxable"], item["Type"]) == (
        "Mulch",
        42.5,
        True,
        "NonInventory",
    )
    assert app.refused("Item", {"Name": "mulch", "IncomeAccountRef": income})[0] == "6240"
    assert app.make("Item", Name="Bark", Sku="MULCH-3", IncomeAccountRef=income)["Type"] == "Service"  # SKUs may repeat
    assert app.refused("Item", {"Name": "Sand"}) == (
        "2020",
        "Required parameter IncomeAccountRef is missing in the request",
    )
    assert app.refused("Item", {"IncomeAccountRef": income})[0] == "2020"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"Name": "a:b"}, "2040"), ({"Name": "x" * 101}, "2050"), ({"Sku": "x" * 101}, "2050"), ({"Type": "Gadget"}, "2170"),
        ({"IncomeAccountRef": ref("3")}, "6430"), ({"IncomeAccountRef": ref("99")}, "2500"), ({"Type": "Inventory"}, "2020"),
        ({"UnitPrice": "many"}, "2010"), ({"Description": "x" * 4001}, "2050"),
    ],
)  # fmt: skip
def test_bad_items_are_refused(app: Hand, fields: dict[str, Any], code: str) -> None:
    body = {"Name": "New", "IncomeAccountRef": app.read("Item", "1")["IncomeAccountRef"], **fields}
    assert app.refused("Item", body)[0] == code


def test_inventory_needs_its_accounts_its_count_and_its_start(company: Company, app: Hand) -> None:
    wanted = {
        "AssetAccountRef": "Inventory Asset",
        "ExpenseAccountRef": "Cost of Goods Sold",
        "IncomeAccountRef": "Services",
    }
    accounts = {name: ref((company.find_named("Account", label) or {})["Id"]) for name, label in wanted.items()}
    body = {"Name": "Sprinkler", "Type": "Inventory", **accounts}
    assert app.refused("Item", body)[0] == "6520"
    made = app.make("Item", {**body, "InvStartDate": "2026-01-01", "QtyOnHand": 12})
    assert (made["TrackQtyOnHand"], made["QtyOnHand"]) == (True, 12)


def test_items_sit_in_categories_and_names_repeat_over_them(app: Hand) -> None:
    income = app.read("Item", "1")["IncomeAccountRef"]
    category = app.make("Item", Name="Snow", Type="Category")
    item = app.make("Item", Name="Labor", ParentRef=ref(category["Id"]), SubItem=True, IncomeAccountRef=income)
    assert (item["FullyQualifiedName"], item["SubItem"]) == ("Snow:Labor", True)
    app.sparse("Item", category, Name="Winter")
    assert app.read("Item", item["Id"])["FullyQualifiedName"] == "Winter:Labor"


def test_an_inactive_item_is_marked_and_left_out(app: Hand) -> None:
    off = app.sparse("Item", app.read("Item", "1"), Active=False)
    assert off["Name"] == "Labor (deleted)"
    assert app.query("select * from Item") == {}
    assert app.query("select * from Item where Active = false")["Item"][0]["Id"] == "1"


def test_accounts_know_their_classification(app: Hand) -> None:
    made = app.make("Account", Name="Snow income", AccountType="Income")
    assert (made["Classification"], made["AccountSubType"], made["CurrentBalance"]) == (
        "Revenue",
        "SalesOfProductIncome",
        0,
    )
    assert app.refused("Account", {"Name": 'a"b', "AccountType": "Income"})[0] == "2040"
    assert app.refused("Account", {"Name": "Nothing"})[0] == "6010"
    assert app.refused("Account", {"Name": "Odd", "AccountType": "Treasure"})[0] == "2170"
    assert app.refused("Account", {"Name": "services", "AccountType": "Income"})[0] == "6240"


def test_the_small_lists(app: Hand) -> None:
    assert app.make("Term", Name="Net 60", DueDays=60)["Type"] == "STANDARD"
    assert app.make("Term", Name="10th", DayOfMonthDue=10)["Type"] == "DATE_DRIVEN"
    assert app.refused("Term", {"Name": "Never"})[0] == "2020"
    assert app.make("PaymentMethod", Name="Wire")["Type"] == "NON_CREDIT_CARD"
    assert app.make("Class", Name="Snow")["FullyQualifiedName"] == "Snow"
    assert app.make("Department", Name="East")["SubDepartment"] is False
    assert app.refused("TaxCode", {"Name": "X"})[0] == "500"


def test_an_empty_company_has_its_usual_lists(app: Hand) -> None:
    accounts = {each["Name"]: each["AccountSubType"] for each in app.query("select * from Account")["Account"]}
    assert accounts["Undeposited Funds"] == "UndepositedFunds"
    assert accounts["Sales of Product Income"] == "SalesOfProductIncome"
    methods = [each["Name"] for each in app.query("select * from PaymentMethod")["PaymentMethod"]]
    assert methods == ["Cash", "Check", "Credit Card", "ACH / Bank debit"]
    terms = [each["DueDays"] for each in app.query("select * from Term")["Term"]]
    assert terms == [0, 15, 30, 45]
    assert [each["Id"] for each in app.query("select * from TaxCode")["TaxCode"]] == ["TAX", "NON"]


def test_company_info_and_preferences_are_read(company: Company, app: Hand, person: Hand) -> None:
    info = app.get(f"companyinfo/{app.realm}")["CompanyInfo"]
    assert (info["Country"], info["CompanyAddr"]["Country"], info["DefaultTimeZone"]) == (
        "US",
        "USA",
        "America/Los_Angeles",
    )
    assert app.get("preferences")["Preferences"]["SalesFormsPrefs"]["CustomTxnNumbers"] is False
    assert app.refused("Preferences", {"SalesFormsPrefs": {"CustomTxnNumbers": True}})[0] == "2020"
    changed = person.post("preferences", {"sparse": True, "SalesFormsPrefs": {"CustomTxnNumbers": True}})["Preferences"]
    assert (changed["SalesFormsPrefs"]["CustomTxnNumbers"], changed["SalesFormsPrefs"]["AllowDiscount"]) == (
        True,
        True,
    )
    assert changed["SyncToken"] == "1"


def test_a_person_merges_two_customers_by_giving_one_the_others_name(app: Hand, person: Hand) -> None:  # F34
    loser = app.make("Customer", DisplayName="Acme Ltd")
    sub = app.make("Customer", DisplayName="Yard", ParentRef=ref(loser["Id"]))
    made = app.make("Invoice", CustomerRef=ref(loser["Id"]), Line=[line(10)])
    kept = person.make("Customer", {"Id": loser["Id"], "DisplayName": "acme"})
    assert (kept["Id"], kept["Balance"], kept["SyncToken"]) == ("1", 10, "1")
    gone = app.read("Customer", loser["Id"])
    assert (gone["Active"], gone["DisplayName"], gone["Balance"]) == (False, "Acme Ltd (deleted)", 0)
    moved = app.read("Invoice", made["Id"])
    assert (moved["CustomerRef"], moved["SyncToken"]) == ({"value": "1", "name": "Acme"}, "1")
    assert app.read("Customer", sub["Id"])["FullyQualifiedName"] == "Acme:Yard"


def test_a_person_merges_two_services_and_their_lines_name_the_one_that_is_left(app: Hand, person: Hand) -> None:
    income = app.query("SELECT * FROM Account WHERE AccountType = 'Income'")["Account"][0]["Id"]
    kept, gone = (
        app.make("Item", Name=name, Type="Service", IncomeAccountRef=ref(income)) for name in ("Care", "Mowing")
    )
    sold = {"Amount": 10, "DetailType": "SalesItemLineDetail", "SalesItemLineDetail": {"ItemRef": ref(gone["Id"])}}
    made = app.make("Invoice", CustomerRef=ref("1"), Line=[sold, line(5)])
    assert app.refused("Item", {"Id": gone["Id"], "SyncToken": gone["SyncToken"], "sparse": True, "Name": "Care"})
    assert person.make("Item", {"Id": gone["Id"], "Name": "care"})["Id"] == kept["Id"]
    left = app.read("Item", gone["Id"])
    assert (left["Active"], left["Name"]) == (False, "Mowing (deleted)")
    moved = app.read("Invoice", made["Id"])
    assert moved["Line"][0]["SalesItemLineDetail"]["ItemRef"] == {"value": kept["Id"], "name": "Care"}
    assert moved["Line"][1] == made["Line"][1]
    assert (moved["SyncToken"], moved["TotalAmt"]) == ("1", 15)
