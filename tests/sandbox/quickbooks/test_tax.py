"""Sales tax of each kind of company, and currencies."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from syncapp.sandbox.quickbooks.company import Company
from syncapp.sandbox.quickbooks.vendor import QuickBooks
from tests.sandbox.quickbooks.hands import Hand, line, ref

TAX, NON = ref("TAX"), ref("NON")


def manual(company: Company) -> str:
    code = company.define_tax("Sacramento", [("California", Decimal("7.25")), ("County", Decimal("1.5"))])
    company.settings(
        {"Preferences": {"TaxPrefs": {"UsingSalesTax": True, "PartnerTaxEnabled": False, "TaxGroupCodeRef": ref(code)}}}
    )
    return code


def invoice(hand: Hand, *lines: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return hand.make("Invoice", {"CustomerRef": ref("1"), "Line": list(lines), **fields})


def test_manual_tax_is_taken_on_taxable_lines_only(company: Company, app: Hand) -> None:
    code = manual(company)
    made = invoice(app, line(100, TaxCodeRef=TAX), line(50, TaxCodeRef=NON), TxnTaxDetail={"TxnTaxCodeRef": ref(code)})
    detail = made["TxnTaxDetail"]
    assert (detail["TotalTax"], made["TotalAmt"], made["Balance"]) == (8.75, 158.75, 158.75)
    assert [(each["Amount"], each["TaxLineDetail"]["TaxPercent"]) for each in detail["TaxLine"]] == [
        (7.25, 7.25),
        (1.5, 1.5),
    ]
    assert {each["TaxLineDetail"]["NetAmountTaxable"] for each in detail["TaxLine"]} == {100}


def test_each_rate_is_rounded_half_up(company: Company, app: Hand) -> None:
    code = company.define_tax("One", [("A", Decimal("8.75"))])
    manual(company)
    made = invoice(app, line(25.35, TaxCodeRef=TAX), TxnTaxDetail={"TxnTaxCodeRef": ref(code)})
    assert made["TxnTaxDetail"]["TotalTax"] == 2.22  # 2.218125


def test_without_a_tax_code_nothing_is_taxed(company: Company, app: Hand) -> None:  # A20
    manual(company)
    made = invoice(app, line(100, TaxCodeRef=TAX))
    assert (made["TxnTaxDetail"], made["TotalAmt"]) == ({"TotalTax": 0}, 100)
    assert invoice(app, line(100))["Line"][0]["SalesItemLineDetail"]["TaxCodeRef"] == NON


def test_a_person_gets_item_customer_and_company_rate_filled_in(company: Company, app: Hand, person: Hand) -> None:
    code = manual(company)
    app.sparse("Item", app.read("Item", "1"), Taxable=True)
    made = invoice(person, line(100))
    assert (made["TxnTaxDetail"]["TxnTaxCodeRef"]["value"], made["TotalAmt"]) == (code, 108.75)
    app.sparse("Customer", app.read("Customer", "1"), Taxable=False)
    assert invoice(person, line(100))["TotalAmt"] == 100


@pytest.mark.parametrize(("after", "tax"), [(False, 8.75), (True, 7.88)])
def test_a_discount_counts_before_or_after_tax(company: Company, app: Hand, after: bool, tax: float) -> None:
    code = manual(company)
    discount = {
        "DetailType": "DiscountLineDetail",
        "Amount": 10,
        "DiscountLineDetail": {"PercentBased": False},
    }
    made = invoice(
        app,
        line(100, TaxCodeRef=TAX),
        discount,
        ApplyTaxAfterDiscount=after,
        TxnTaxDetail={"TxnTaxCodeRef": ref(code)},
    )
    assert made["TxnTaxDetail"]["TotalTax"] == tax  # 6.53 + 1.35


def test_a_sparse_update_of_other_fields_keeps_tax_and_total(company: Company, app: Hand) -> None:
    code = manual(company)
    made = invoice(app, line(100, TaxCodeRef=TAX), TxnTaxDetail={"TxnTaxCodeRef": ref(code)})
    changed = app.sparse("Invoice", made, PrivateNote="x")
    assert (changed["TotalAmt"], changed["TxnTaxDetail"]) == (made["TotalAmt"], made["TxnTaxDetail"])


def test_taxable_shipping_is_taxed_too(company: Company, app: Hand) -> None:
    code = manual(company)
    shipping = line(20, "SHIPPING_ITEM_ID", TaxCodeRef=TAX)
    assert (
        invoice(app, line(100, TaxCodeRef=TAX), shipping, TxnTaxDetail={"TxnTaxCodeRef": ref(code)})["TotalAmt"]
        == 130.5
    )


def test_an_unknown_tax_code_is_2500(company: Company, app: Hand) -> None:
    manual(company)
    body = {"CustomerRef": ref("1"), "Line": [line(1)], "TxnTaxDetail": {"TxnTaxCodeRef": ref("99")}}
    assert app.refused("Invoice", body)[0] == "2500"


def test_automated_tax_computes_itself_and_overrides_what_was_sent(company: Company, app: Hand) -> None:  # A20
    company.settings({"Preferences": {"TaxPrefs": {"UsingSalesTax": True, "PartnerTaxEnabled": True}}})
    app.sparse("Item", app.read("Item", "1"), Taxable=True)
    place = {"ShipAddr": {"CountrySubDivisionCode": "WA"}}
    made = invoice(app, line(100, TaxCodeRef=NON), **place)
    assert (made["TotalAmt"], made["Line"][0]["SalesItemLineDetail"]["TaxCodeRef"]) == (110.1, TAX)
    again = invoice(app, line(100), **place)
    assert again["TxnTaxDetail"]["TxnTaxCodeRef"] == made["TxnTaxDetail"]["TxnTaxCodeRef"]
    assert invoice(app, line(100), ShipAddr={"CountrySubDivisionCode": "OR"})["TotalAmt"] == 100
    app.sparse("Customer", app.read("Customer", "1"), Taxable=False)
    assert invoice(app, line(100), **place)["TotalAmt"] == 100


def test_automated_tax_leaves_untaxable_items_alone(company: Company, app: Hand) -> None:
    company.settings({"Preferences": {"TaxPrefs": {"UsingSalesTax": True, "PartnerTaxEnabled": True}}})
    assert invoice(app, line(100, TaxCodeRef=NON), ShipAddr={"CountrySubDivisionCode": "WA"})["TotalAmt"] == 100


@pytest.fixture
def canada(vendor: QuickBooks) -> Hand:
    company = vendor.add_company("9341450000000002", "Fernhill Jardins", "CA")
    services = company.find_named("Account", "Services") or {}
    company.load("Customer", {"DisplayName": "Acme"})
    company.load("Item", {"Name": "Labor", "UnitPrice": 68, "IncomeAccountRef": ref(services["Id"])})
    return Hand(vendor, company.realm)


def code(hand: Hand, name: str) -> dict[str, str]:
    return ref(hand.query(f"select * from TaxCode where Name = '{name}'")["TaxCode"][0]["Id"])


def test_a_canadian_company_refuses_lines_without_a_code(canada: Hand) -> None:
    refused = canada.refused("Invoice", {"CustomerRef": ref("1"), "Line": [line(100)]})
    assert refused == (
        "6000",
        "Business Validation Error: Make sure all your transactions have a GST/HST rate before you save.",
    )
    for value in ("NON", "TAX", "99"):
        assert (
            canada.refused("Invoice", {"CustomerRef": ref("1"), "Line": [line(100, TaxCodeRef=ref(value))]})[0]
            == "6160"
        )


def test_a_canadian_line_is_taxed_by_its_code(canada: Hand) -> None:
    made = invoice(canada, line(100, TaxCodeRef=code(canada, "HST ON")), line(50, TaxCodeRef=code(canada, "Exempt")))
    assert (made["TotalAmt"], made["TxnTaxDetail"]["TotalTax"], made["CurrencyRef"]["value"]) == (
        163,
        13,
        "CAD",
    )
    assert made["GlobalTaxCalculation"] == "TaxExcluded"
    assert [each["TaxLineDetail"]["NetAmountTaxable"] for each in made["TxnTaxDetail"]["TaxLine"]] == [
        100,
        50,
    ]


def test_inclusive_lines_come_back_net(canada: Hand) -> None:  # A21
    hst = code(canada, "HST ON")
    made = invoice(canada, line(113, Qty=2, UnitPrice=56.5, TaxCodeRef=hst), GlobalTaxCalculation="TaxInclusive")
    detail = made["Line"][0]["SalesItemLineDetail"]
    assert (made["Line"][0]["Amount"], detail["TaxInclusiveAmt"], detail["UnitPrice"]) == (100, 113, 50)
    assert made["TotalAmt"] == 113


def test_tax_codes_are_made_through_the_tax_service(app: Hand) -> None:
    agency = app.make("TaxAgency", DisplayName="State of California")
    body = {
        "TaxCode": "CA",
        "TaxRateDetails": [{"TaxRateName": "CA 7.25", "RateValue": "7.25", "TaxAgencyId": agency["Id"]}],
    }
    made = app.post("taxservice/taxcode", body)
    assert app.read("TaxCode", made["TaxCodeId"])["Name"] == "CA"
    rate = app.query("select * from TaxRate")["TaxRate"][0]
    assert (rate["RateValue"], rate["AgencyRef"]) == (7.25, ref(agency["Id"]))
    assert app.call("POST", "taxservice/taxcode", body).data["Fault"]["Error"][0]["code"] == "6240"
    assert app.call("POST", "taxservice/taxcode", {"TaxCode": "X"}).data["Fault"]["Error"][0]["code"] == "2020"


def test_a_tax_service_call_may_reuse_rates_and_is_checked_whole(app: Hand) -> None:
    agency = app.make("TaxAgency", DisplayName="City")["Id"]
    new = {"TaxRateName": "City 2", "RateValue": 2, "TaxAgencyId": agency, "TaxApplicableOn": "Sales"}
    first = app.post("taxservice/taxcode", {"TaxCode": "City", "TaxRateDetails": [new]})
    rate = first["TaxRateDetails"][0]["TaxRateId"]
    both = [{"TaxRateId": rate}, {**new, "TaxRateName": "Bought", "TaxApplicableOn": "Purchase"}]
    made = app.read("TaxCode", app.post("taxservice/taxcode", {"TaxCode": "Both", "TaxRateDetails": both})["TaxCodeId"])
    assert [each["TaxRateRef"]["name"] for each in made["SalesTaxRateList"]["TaxRateDetail"]] == ["City 2"]
    assert [each["TaxRateRef"]["name"] for each in made["PurchaseTaxRateList"]["TaxRateDetail"]] == ["Bought"]
    assert (made["TaxGroup"], made["Taxable"], made["Hidden"]) == (True, True, False)
    read = app.read("TaxRate", rate)
    assert (read["RateValue"], read["EffectiveTaxRate"][0]["RateValue"], read["AgencyRef"]) == (
        2,
        2,
        ref(agency),
    )
    for change, expected in (
        ({"RateValue": 101}, "6470"), ({"RateValue": None}, "2020"), ({"TaxAgencyId": "99"}, "2500"),
        ({"TaxRateName": "City 2"}, "6240"), ({"Rate": 5}, "2010"), ({"TaxApplicableOn": "Gifts"}, "2170"),
    ):  # fmt: skip
        body = {"TaxCode": "Odd", "TaxRateDetails": [{**new, "TaxRateName": "Odd", **change}]}
        answer = app.call("POST", "taxservice/taxcode", body)
        assert answer.data["Fault"]["Error"][0]["code"] == expected, change
    assert len(app.query("select * from TaxRate")["TaxRate"]) == 2
    assert app.refused("TaxCode", {"Name": "By hand"})[0] == "500"
    assert app.refused("TaxRate", {"Name": "By hand"})[0] == "500"


def test_a_company_without_tax_on_a_form_says_not_applicable(canada: Hand) -> None:
    body = {"CustomerRef": ref("1"), "GlobalTaxCalculation": "NotApplicable"}
    made = canada.make("Invoice", {**body, "Line": [line(100)]})
    assert (made["TotalAmt"], made["TxnTaxDetail"]) == (100, {"TotalTax": 0})
    hst = code(canada, "HST ON")
    assert canada.refused("Invoice", {**body, "Line": [line(100, TaxCodeRef=hst)]})[0] == "6230"
    taxed = {**body, "Line": [line(100)], "TxnTaxDetail": {"TotalTax": 13}}
    assert canada.refused("Invoice", taxed)[0] == "6170"
    back = canada.make("Invoice", {**made, "PrivateNote": "sent back"})
    assert back["PrivateNote"] == "sent back"


def test_the_way_of_tax_is_no_question_in_the_us(app: Hand) -> None:
    assert "GlobalTaxCalculation" not in invoice(app, line(5), GlobalTaxCalculation="TaxExcluded")


# Customers' own currencies: A33


@pytest.fixture
def world(company: Company, app: Hand) -> Hand:
    company.settings({"Preferences": {"CurrencyPrefs": {"MultiCurrencyEnabled": True}}})
    app.make("Customer", DisplayName="Maple", CurrencyRef=ref("EUR"))
    return app


def test_a_foreign_customer_is_invoiced_in_his_currency(world: Hand) -> None:
    made = invoice(world, line(100), CustomerRef=ref("2"), CurrencyRef=ref("EUR"))
    assert (made["CurrencyRef"]["value"], made["ExchangeRate"], made["TotalAmt"], made["HomeTotalAmt"]) == (
        "EUR",
        1.08,
        100,
        108,
    )
    assert made["HomeBalance"] == 108
    own = invoice(world, line(100), CustomerRef=ref("2"), CurrencyRef=ref("EUR"), ExchangeRate=1.2)
    assert own["HomeTotalAmt"] == 120


def test_another_currency_than_the_customers_is_refused(world: Hand, person: Hand) -> None:
    body = {"CustomerRef": ref("2"), "Line": [line(1)]}
    assert world.refused("Invoice", {**body, "CurrencyRef": ref("USD")})[0] == "6000"
    assert world.refused("Invoice", body)[0] == "2020"
    assert world.refused("Invoice", {**body, "CustomerRef": ref("1"), "CurrencyRef": ref("EUR")})[0] == "6000"
    assert person.make("Invoice", body)["CurrencyRef"]["value"] == "EUR"


def test_a_customers_currency_stays_once_there_is_a_transaction(world: Hand) -> None:
    maple = world.sparse("Customer", world.read("Customer", "2"), CurrencyRef=ref("GBP"))
    assert maple["CurrencyRef"]["name"] == "British Pound Sterling"
    invoice(world, line(1), CustomerRef=ref("2"), CurrencyRef=ref("GBP"))
    assert (
        world.refused("Customer", {"Id": "2", "SyncToken": "1", "sparse": True, "CurrencyRef": ref("EUR")})[0] == "6000"
    )


def test_a_company_of_one_currency_knows_no_other(app: Hand) -> None:
    assert app.refused("Customer", {"DisplayName": "X", "CurrencyRef": ref("EUR")})[0] == "5030"
    assert invoice(app, line(1), CurrencyRef=ref("USD"), ExchangeRate=1)["CurrencyRef"]["value"] == "USD"
