"""Reference section 5, CompanyInfo and Preferences: what an app may write of the two singletons."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.quickbooks.hands import Hand, ref


def preferences(hand: Hand) -> dict[str, Any]:
    return hand.get("preferences")["Preferences"]


def test_an_app_changes_what_is_not_read_only(app: Hand) -> None:
    head = {"Id": "1", "SyncToken": preferences(app)["SyncToken"], "sparse": True}
    done = app.make(
        "Preferences",
        {
            **head,
            "SalesFormsPrefs": {"CustomTxnNumbers": True, "DefaultTerms": ref("2"), "AutoApplyCredit": True},
            "AccountingInfoPrefs": {"BookCloseDate": "2026-10-31", "TrackDepartments": False},
            "CurrencyPrefs": {"MultiCurrencyEnabled": True},
        },
    )
    sales = done["SalesFormsPrefs"]
    assert (sales["CustomTxnNumbers"], sales["AllowDiscount"], sales["AutoApplyCredit"]) == (
        True,
        True,
        False,
    )
    assert sales["DefaultTerms"] == {"value": "2", "name": "Net 15"}
    assert done["AccountingInfoPrefs"].get("BookCloseDate") is None
    assert done["AccountingInfoPrefs"]["TrackDepartments"] is False
    assert done["CurrencyPrefs"]["MultiCurrencyEnabled"] is False
    assert int(done["SyncToken"]) == int(head["SyncToken"]) + 1
    assert app.refused("Preferences", {**head, "SalesFormsPrefs": {}})[0] == "5010"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"SalesFormsPrefs": {"CustomTxnNumber": True}}, "2010"), ({"SalesFormsPrefs": {"DefaultTerms": ref("99")}}, "2500"),
        ({"ReportPrefs": {"ReportBasis": "Guess"}}, "2170"), ({"Prefs": {}}, "2010"),
        ({"AccountingInfoPrefs": {"TrackDepartments": "perhaps"}}, "2010"), ({"SyncToken": None}, "2020"),
    ],
)  # fmt: skip
def test_bad_preferences_are_refused(app: Hand, body: dict[str, Any], code: str) -> None:
    head = {"Id": "1", "SyncToken": preferences(app)["SyncToken"], "sparse": True}
    assert app.refused("Preferences", {**head, **body})[0] == code


def test_company_info_keeps_the_country_as_iso_3(app: Hand) -> None:
    info = app.get(f"companyinfo/{app.realm}")["CompanyInfo"]
    head = {"Id": "1", "SyncToken": info["SyncToken"]}
    address = {"Line1": "2 Mill Lane", "City": "Davis", "Country": "United States"}
    done = app.make("CompanyInfo", {**head, "sparse": True, "CompanyAddr": address, "Country": "CA"})
    expected = {"Line1": "2 Mill Lane", "City": "Davis", "Country": "USA", "Id": "1"}
    assert expected.items() <= done["CompanyAddr"].items()
    assert (done["Country"], done["CompanyName"]) == ("US", info["CompanyName"])
    head = {"Id": "1", "SyncToken": done["SyncToken"]}
    assert app.refused("CompanyInfo", {**head, "LegalName": "x"})[1].startswith("Required parameter CompanyName")
    assert app.refused("CompanyInfo", {**head, "sparse": True, "CompanyName": "x" * 1025})[0] == "2050"
    full = {**head, "CompanyName": "Fern", "CompanyAddr": address, "FiscalYearStartMonth": "April"}
    assert app.make("CompanyInfo", full)["FiscalYearStartMonth"] == "April"
