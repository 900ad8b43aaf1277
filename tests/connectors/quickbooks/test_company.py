from __future__ import annotations

from typing import Any

import pytest

from syncapp.connectors.quickbooks.company import account_of, custom_definitions

INFO = {
    "Id": "1", "CompanyName": "Fernhill Grounds & Gardens LLC", "Country": "US", "DefaultTimeZone": "America/Los_Angeles",
    "NameValue": [{"Name": "OfferingSku", "Value": "QuickBooks Online Plus"}, {"Name": "SubscriptionStatus", "Value": "PAID"}],
}  # fmt: skip
CUSTOM = [
    {"CustomField": [
        {"Name": "SalesFormsPrefs.UseSalesCustom1", "Type": "BooleanType", "BooleanValue": True},
        {"Name": "SalesFormsPrefs.UseSalesCustom2", "Type": "BooleanType", "BooleanValue": False},
        {"Name": "SalesFormsPrefs.UseSalesCustom3", "Type": "BooleanType", "BooleanValue": True}]},
    {"CustomField": [
        {"Name": "SalesFormsPrefs.SalesCustomName1", "Type": "StringType", "StringValue": "PO number"},
        {"Name": "SalesFormsPrefs.SalesCustomName2", "Type": "StringType", "StringValue": "Crew"}]},
]  # fmt: skip


def test_the_account_says_what_set_up_must_know() -> None:
    preferences = {
        "AccountingInfoPrefs": {
            "BookCloseDate": "2026-09-30",
            "ClassTrackingPerTxnLine": True,
            "TrackDepartments": True,
        },
        "SalesFormsPrefs": {
            "CustomTxnNumbers": True,
            "AllowDiscount": True,
            "AutoApplyCredit": True,
            "CustomField": CUSTOM,
        },
        "ProductAndServicesPrefs": {"RevenueRecognition": True},
        "TaxPrefs": {"UsingSalesTax": True, "PartnerTaxEnabled": True},
        "CurrencyPrefs": {"MultiCurrencyEnabled": True, "HomeCurrency": {"value": "USD"}},
    }
    account = account_of("934", INFO, preferences)

    assert (account.id, account.name, account.currency, account.country) == (
        "934",
        "Fernhill Grounds & Gardens LLC",
        "USD",
        "US",
    )
    assert account.currencies == ()  # which other ones there are is not told
    told = account.settings
    for name in (
        "custom_numbers",
        "multicurrency",
        "revenue_recognition",
        "sales_tax",
        "automated_tax",
        "discounts",
        "auto_apply_credit",
        "classes",
        "locations",
    ):
        assert told[name] is True
    assert told["one_class"] is False  # a class to each row
    assert (told["close_date"], told["tax_required"], told["shipping"]) == ("2026-09-30", False, False)
    assert (told["plan"], told["subscription"]) == ("QuickBooks Online Plus", "PAID")
    assert told["custom_fields"] == {"1": "PO number"}


@pytest.mark.parametrize("name", ["RevenueRecognition", "RevenueRecognitionEnabled"])
def test_revenue_recognition_is_known_by_either_of_its_names(name: str) -> None:
    preferences = {"ProductAndServicesPrefs": {name: True}, "CurrencyPrefs": {"HomeCurrency": {"value": "USD"}}}
    assert account_of("934", INFO, preferences).settings["revenue_recognition"] is True


def test_a_foreign_company_with_tax_needs_codes() -> None:  # S6
    account = account_of(
        "1",
        {**INFO, "Country": "CA"},
        {"TaxPrefs": {"UsingSalesTax": True}, "CurrencyPrefs": {"HomeCurrency": {"value": "CAD"}}},
    )

    assert account.settings["tax_required"] is True
    assert account.currencies == ("CAD",)


@pytest.mark.parametrize(
    "preferences",
    [
        {},
        {"SalesFormsPrefs": None},
        {"SalesFormsPrefs": {"CustomField": "x"}},
        {"SalesFormsPrefs": {"CustomField": [None]}},
    ],
)
def test_preferences_that_say_nothing_say_no(preferences: dict[str, Any]) -> None:
    account = account_of("1", {}, preferences)

    assert (account.name, account.currency, account.settings["custom_numbers"]) == ("", "", False)
    assert custom_definitions(preferences) == {}
