"""Arithmetic of lines, discounts, shipping, bundles."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncapp.sandbox.quickbooks.company import Company
from syncapp.sandbox.quickbooks.money import cents, decimal, number
from tests.sandbox.quickbooks.hands import Hand, line, ref

SHIPPING = "SHIPPING_ITEM_ID"


def invoice(hand: Hand, *lines: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return hand.make("Invoice", {"CustomerRef": ref("1"), "Line": list(lines), **fields})


def refused(hand: Hand, *lines: dict[str, Any]) -> tuple[str, str]:
    return hand.refused("Invoice", {"CustomerRef": ref("1"), "Line": list(lines)})


def discount(**detail: Any) -> dict[str, Any]:
    own = {name: detail.pop(name) for name in ("Amount",) if name in detail}
    return {"DetailType": "DiscountLineDetail", **own, "DiscountLineDetail": detail}


@pytest.mark.parametrize(
    ("quantity", "price", "amount"),
    [
        (3, 33.33, 99.99),
        (37, 0.685, 25.35),
        (0.25, 68, 17),
        (3, 29.997, 89.99),
        (1, 0.005, 0.01),
        (2.5, 42.5, 106.25),
        (0, 5, 0),
    ],
)  # Hazel, Tupelo; half up
def test_quantity_times_price_is_the_amount_to_the_cent(
    app: Hand, quantity: float, price: float, amount: float
) -> None:
    made = invoice(app, line(amount, Qty=quantity, UnitPrice=price), line(100))
    assert made["Line"][0]["Amount"] == amount
    code, detail = refused(app, line(round(amount + 0.01, 2), Qty=quantity, UnitPrice=price))
    assert code == "6070"
    assert "Amount is not equal to UnitPrice * Qty. Supplied value:" in detail


def test_an_amount_alone_reads_back_without_quantity_and_price(app: Hand) -> None:
    detail = invoice(app, line(150))["Line"][0]["SalesItemLineDetail"]
    assert "Qty" not in detail
    assert "UnitPrice" not in detail


def test_a_quantity_without_price_gets_one(app: Hand) -> None:
    assert invoice(app, line(100, Qty=3))["Line"][0]["SalesItemLineDetail"]["UnitPrice"] == 33.3333333


def test_a_price_without_quantity_counts_once(app: Hand) -> None:
    assert invoice(app, line(5, UnitPrice=5))["Line"][0]["SalesItemLineDetail"]["Qty"] == 1
    assert refused(app, line(10, UnitPrice=5))[0] == "6070"


def test_the_subtotal_line_is_quickbooks_own(app: Hand) -> None:
    made = invoice(
        app,
        line(10),
        {"DetailType": "SubTotalLineDetail", "Amount": 999, "SubTotalLineDetail": {}},
        line(20.5),
    )
    assert made["Line"][-1] == {"Amount": 30.5, "DetailType": "SubTotalLineDetail", "SubTotalLineDetail": {}}
    assert [each.get("LineNum") for each in made["Line"]] == [1, 2, None]
    assert made["TotalAmt"] == 30.5


def test_text_lines_have_no_amount(app: Hand) -> None:
    text = {"DetailType": "DescriptionOnly", "Description": "Back garden"}
    made = invoice(app, text, line(10))
    assert made["Line"][0] == {
        "Id": "1",
        "Description": "Back garden",
        "DetailType": "DescriptionOnly",
        "DescriptionLineDetail": {},
        "LineNum": 1,
    }
    assert refused(app, {**text, "Amount": 5})[0] == "6000"


@pytest.mark.parametrize(
    ("lines", "total"),
    [
        ([discount(Amount=10)], 90), ([discount(PercentBased=True, DiscountPercent=10)], 90),
        ([discount(PercentBased=True, DiscountPercent=33.333, Amount=5)], 66.67), ([discount(DiscountPercent=5)], 95),
    ],
)  # fmt: skip
def test_a_discount_comes_off_after_the_subtotal(app: Hand, lines: list[dict[str, Any]], total: float) -> None:
    made = invoice(app, *lines, line(100))
    kinds = [each["DetailType"] for each in made["Line"]]
    assert kinds == ["SalesItemLineDetail", "SubTotalLineDetail", "DiscountLineDetail"]
    assert made["TotalAmt"] == total
    assert made["Line"][-1]["DiscountLineDetail"]["DiscountAccountRef"]["name"] == "Discounts given"


def test_a_percentage_is_taken_again_when_lines_change(app: Hand) -> None:
    made = invoice(app, line(100), discount(PercentBased=True, DiscountPercent=10))
    kept = made["Line"][2]
    assert app.sparse("Invoice", made, Line=[line(50), kept])["TotalAmt"] == 45


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([line(10), discount()], "6090"), ([line(10), discount(PercentBased=True, Amount=1)], "6090"),
        ([line(10), discount(Amount=-1)], "2290"), ([line(10), discount(Amount=1), discount(Amount=1)], "6000"),
        ([discount(Amount=1)], "2020"), ([line(10), discount(Amount=11)], "6000"),
    ],
)  # fmt: skip
def test_a_bad_discount_is_refused(app: Hand, lines: list[dict[str, Any]], code: str) -> None:
    assert refused(app, *lines)[0] == code


def test_shipping_stands_last_and_outside_the_subtotal(app: Hand) -> None:
    made = invoice(app, line(12, SHIPPING), line(100), discount(PercentBased=True, DiscountPercent=10))
    assert [each["DetailType"] for each in made["Line"]][1:] == [
        "SubTotalLineDetail",
        "DiscountLineDetail",
        "SalesItemLineDetail",
    ]
    assert made["Line"][-1]["SalesItemLineDetail"]["ItemRef"] == {"value": SHIPPING}
    assert made["TotalAmt"] == 102


@pytest.mark.parametrize(
    ("preference", "lines"),
    [("AllowShipping", [line(10), line(5, SHIPPING)]), ("AllowDiscount", [line(10), discount(Amount=1)])],
)
def test_shipping_and_discounts_must_be_on(
    company: Company, app: Hand, preference: str, lines: list[dict[str, Any]]
) -> None:
    company.settings({"Preferences": {"SalesFormsPrefs": {preference: False}}})
    assert refused(app, *lines)[0] == "6000"


def test_a_negative_line_is_fine_a_negative_total_is_not(app: Hand) -> None:
    assert invoice(app, line(100), line(-100))["TotalAmt"] == 0
    assert refused(app, line(100), line(-100.01)) == (
        "6000",
        "Business Validation Error: The transaction amount must be 0 or greater.",
    )


@pytest.mark.parametrize(
    ("each", "code"),
    [
        ({"DetailType": "SalesItemLineDetail", "Amount": 5}, "2020"),
        ({"DetailType": "SalesItemLineDetail", "SalesItemLineDetail": {"ItemRef": ref("1")}}, "2020"),
        (line(5, "99"), "2500"), (line(5, TaxCodeRef=ref("2")), "6100"), (line("5,00"), "2010"), (line(5, Qty="x"), "2010"),
        (line(5, ServiceDate="soon"), "2060"), (line(1e15), "2140"), (line(5, Price=5), "2010"),
        ({**line(5), "Description": "x" * 4001}, "2050"), ({**line(5), "DetailType": "ItemLine"}, "2170"),
        (line(5, ClassRef=ref("4")), "2500"),
    ],
)  # fmt: skip
def test_a_bad_line_is_refused(app: Hand, each: dict[str, Any], code: str) -> None:
    assert refused(app, each)[0] == code


def test_an_unknown_item_is_named(app: Hand) -> None:
    assert refused(app, line(5, "99"))[1] == "Invalid Reference Id : Items element id 99 not found"


def test_inactive_items_and_categories_cannot_be_used(app: Hand) -> None:
    category = app.make("Item", Name="Garden", Type="Category")
    assert refused(app, line(5, category["Id"]))[0] == "6000"
    made = invoice(app, line(5))
    app.sparse("Item", app.read("Item", "1"), Active=False)
    code, detail = refused(app, line(5))
    assert (code, "made inactive" in detail) == ("2500", True)
    assert app.sparse("Invoice", made, PrivateNote="ok")["Line"] == made["Line"]  # untouched lines are left intact


def test_bundles_expand_and_sum_up(company: Company, app: Hand) -> None:
    sod = app.make("Item", Name="Sod", UnitPrice=0.685, IncomeAccountRef=app.read("Item", "1")["IncomeAccountRef"])
    parts = [{"ItemRef": ref("1"), "Qty": 2}, {"ItemRef": ref(sod["Id"]), "Qty": 37}]
    bundle = app.make("Item", Name="Lawn", Type="Group", ItemGroupDetail={"ItemGroupLine": parts})
    group = {
        "DetailType": "GroupLineDetail",
        "GroupLineDetail": {"GroupItemRef": ref(bundle["Id"]), "Quantity": 2},
    }
    made = invoice(app, group)
    nested = made["Line"][0]["GroupLineDetail"]["Line"]
    assert [(each["Amount"], each["SalesItemLineDetail"]["Qty"]) for each in nested] == [
        (272, 4),
        (50.69, 74),
    ]
    assert (made["Line"][0]["Amount"], made["TotalAmt"]) == (322.69, 322.69)
    own = {
        "DetailType": "GroupLineDetail",
        "GroupLineDetail": {"GroupItemRef": ref(bundle["Id"]), "Line": [line(9, sod["Id"])]},
    }
    assert invoice(app, own)["TotalAmt"] == 9
    assert refused(app, line(5, bundle["Id"]))[0] == "6000"
    plain = {"DetailType": "GroupLineDetail", "GroupLineDetail": {"GroupItemRef": ref("1")}}
    assert refused(app, plain)[0] == "6000"


def test_an_item_group_needs_members(app: Hand) -> None:
    assert app.refused("Item", {"Name": "Empty", "Type": "Group"})[0] == "2020"


def test_revenue_recognition_wants_a_service_date(company: Company, app: Hand) -> None:  # S43
    app.sparse("Item", app.read("Item", "1"), DeferredRevenue=True)
    assert invoice(app, line(5))
    company.settings({"Preferences": {"ProductAndServicesPrefs": {"RevenueRecognition": True}}})
    assert refused(app, line(5)) == (
        "6000",
        "Business Validation Error: Enter a service date for the revenue recognition line item",
    )
    assert invoice(app, line(5, ServiceDate="2026-11-01"))


def test_classes_and_locations_need_their_switch(company: Company, app: Hand) -> None:
    klass, place = app.make("Class", Name="Snow"), app.make("Department", Name="East")
    made = invoice(app, line(5, ClassRef=ref(klass["Id"])), DepartmentRef=ref(place["Id"]))
    assert made["Line"][0]["SalesItemLineDetail"]["ClassRef"]["name"] == "Snow"
    assert made["DepartmentRef"]["name"] == "East"
    off = {"ClassTrackingPerTxnLine": False, "TrackDepartments": False}
    company.settings({"Preferences": {"AccountingInfoPrefs": off}})
    assert refused(app, line(5, ClassRef=ref(klass["Id"])))[0] == "5030"
    body = {"CustomerRef": ref("1"), "Line": [line(5)], "DepartmentRef": ref(place["Id"])}
    assert app.refused("Invoice", body)[0] == "5030"


def test_more_lines_than_an_invoice_can_have(app: Hand) -> None:
    assert len(invoice(app, *[line(1)] * 750)["Line"]) == 751
    assert refused(app, *[line(1)] * 751)[0] == "6000"


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=3))
def test_cents_round_half_up_away_from_zero(value: Decimal) -> None:
    assert abs(cents(value) - value) <= Decimal("0.005")
    assert cents(-value) == -cents(value)


@given(st.decimals(min_value=-(10**8), max_value=10**8, places=7))  # what a float can tell apart
def test_a_number_goes_out_and_comes_back_the_same(value: Decimal) -> None:
    assert decimal(number(value)) == value


def test_an_inline_subtotal_shows_the_sum_above_it(app: Hand) -> None:
    asked = {"DetailType": "DescriptionOnly", "Description": "Subtotal:"}
    made = invoice(app, line(10), line(5.5), asked, line(4))
    assert [each.get("Description") for each in made["Line"][:4]] == [None, None, "Subtotal: 15.50", None]
    lines = [{**made["Line"][0], "Amount": 20}, *made["Line"][1:]]
    changed = app.sparse("Invoice", made, Line=lines)
    assert changed["Line"][2]["Description"] == "Subtotal: 25.50"
    assert changed["TotalAmt"] == 29.5


def test_gratuity_is_like_shipping_where_it_is_allowed(app: Hand, company: Company) -> None:
    tip = line(8, "GRATUITY_ITEM_ID")
    assert refused(app, line(40), tip)[0] == "6000"
    company.settings({"Preferences": {"SalesFormsPrefs": {"AllowGratuity": True}}})
    made = invoice(app, tip, line(40))
    assert (made["TotalAmt"], made["Line"][-1]["Amount"], made["Line"][1]["Amount"]) == (48, 8, 40)


def test_quantities_and_percentages_have_their_ranges(company: Company, app: Hand) -> None:
    for percent in (-1, 100.001):
        assert refused(app, line(5), discount(PercentBased=True, DiscountPercent=percent))[0] == "2150"
    bundle = company.load(
        "Item",
        {
            "Name": "Set",
            "Type": "Group",
            "ItemGroupDetail": {"ItemGroupLine": [{"ItemRef": ref("1"), "Qty": 1}]},
        },
    )
    for quantity in (0, -2):
        each = {
            "DetailType": "GroupLineDetail",
            "GroupLineDetail": {"GroupItemRef": ref(bundle["Id"]), "Quantity": quantity},
        }
        assert refused(app, each)[0] == "2160"


def test_the_header_class_and_the_deposit_need_their_switch(company: Company, app: Hand) -> None:
    north = app.make("Class", Name="North")
    body = {"CustomerRef": ref("1"), "Line": [line(10)]}
    assert app.refused("Invoice", {**body, "ClassRef": ref(north["Id"])})[0] == "5030"
    company.settings({"Preferences": {"AccountingInfoPrefs": {"ClassTrackingPerTxn": True}}})
    assert app.make("Invoice", {**body, "ClassRef": ref(north["Id"])})["ClassRef"]["name"] == "North"
    company.settings({"Preferences": {"SalesFormsPrefs": {"AllowDeposit": False}}})
    assert app.refused("Invoice", {**body, "Deposit": 5})[0] == "6000"
    assert app.make("Invoice", {**body, "Deposit": 0})["Balance"] == 10  # what the Python client always sends


def test_every_line_whose_sum_is_wrong_is_told(app: Hand) -> None:
    lines = [line(58, Qty=2, UnitPrice=28), line(10), line(290, Qty=3, UnitPrice=97)]
    fault = app.call("POST", "invoice", {"CustomerRef": ref("1"), "Line": lines}).data["Fault"]
    told = [(each["code"], each["element"], each["Detail"]) for each in fault["Error"]]
    text = "Amount is not equal to UnitPrice * Qty. Supplied value:"
    assert told == [("6070", "Line.Amount", f"{text}58"), ("6070", "Line.Amount", f"{text}290")]
