"""Companies, history, control routes, limits, and what survives a restart."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import pytest

from syncapp.sandbox.clock import Clock
from syncapp.sandbox.quickbooks.company import Company, merged
from syncapp.sandbox.quickbooks.vendor import FIRST_REALM, QuickBooks
from syncapp.sandbox.state import Store
from tests.sandbox.quickbooks import hands
from tests.sandbox.quickbooks.hands import Hand, applied, gateway, line, ref

MARCH = datetime(2026, 3, 9, 17, tzinfo=UTC)
APRIL = datetime(2026, 4, 9, 17, tzinfo=UTC)


def test_history_is_stored_with_its_own_times_and_effects(company: Company, app: Hand) -> None:
    company.settings({"Preferences": {"AccountingInfoPrefs": {"BookCloseDate": "2026-10-31"}}})
    body = {"CustomerRef": ref("1"), "TxnDate": "2026-03-09", "DocNumber": "1001", "Line": [line(100)]}
    made = company.load("Invoice", body, created_at=MARCH, updated_at=MARCH)
    lines = applied(60, ("Invoice", made["Id"]))
    company.load(
        "Payment",
        {"CustomerRef": ref("1"), "TotalAmt": 60, "TxnDate": "2026-04-09", "Line": lines},
        created_at=APRIL,
    )
    read = app.read("Invoice", made["Id"])
    assert (read["Balance"], read["SyncToken"]) == (40, "1")
    assert read["MetaData"] == {
        "CreateTime": "2026-03-09T10:00:00-07:00",
        "LastModifiedByRef": {"value": "0"},
        "LastUpdatedTime": "2026-04-09T10:00:00-07:00",
    }


def test_history_may_have_what_today_would_refuse(company: Company, app: Hand) -> None:
    company.settings({"Preferences": {"SalesFormsPrefs": {"CustomTxnNumbers": True}}})
    for _ in range(2):
        company.load("Invoice", {"CustomerRef": ref("1"), "DocNumber": "HS-1", "Line": [line(100)]})
    assert len(app.query("select * from Invoice where DocNumber = 'HS-1'")["Invoice"]) == 2


def test_history_still_says_where_a_body_is_wrong(company: Company) -> None:
    with pytest.raises(Exception, match="Unrecognized field"):
        company.load("Customer", {"Displayname": "x"})


def test_given_ids_are_kept_and_the_next_one_follows(company: Company, app: Hand) -> None:
    assert company.load("Customer", {"DisplayName": "Ten"}, id="10")["Id"] == "10"
    assert app.make("Customer", DisplayName="Next")["Id"] == "11"


def test_history_can_be_changed_voided_and_deleted(company: Company, app: Hand) -> None:
    made = [company.load("Invoice", {"CustomerRef": ref("1"), "Line": [line(9)]}, created_at=MARCH) for _ in range(3)]
    company.change("Invoice", {"Id": made[0]["Id"], "sparse": True, "PrivateNote": "x"}, at=APRIL)
    company.change("Invoice", {"Id": made[1]["Id"]}, "void", at=APRIL)
    company.change("Invoice", {"Id": made[2]["Id"]}, "delete", at=APRIL)
    first, second = app.read("Invoice", made[0]["Id"]), app.read("Invoice", made[1]["Id"])
    assert (first["PrivateNote"], first["TotalAmt"], second["PrivateNote"]) == ("x", 9, "Voided")
    assert first["MetaData"]["LastUpdatedTime"] == "2026-04-09T10:00:00-07:00"


def test_names_are_found_in_every_list(company: Company) -> None:
    assert (company.find_named("Customer", "ACME") or {})["Id"] == "1"
    assert (company.find_named("Item", "labor") or {})["Id"] == "1"
    assert company.find_named("Vendor", "Acme") is None


def test_settings_merge_deeply_and_count_as_a_change(vendor: QuickBooks, app: Hand) -> None:
    vendor.settings(
        {
            "Preferences": {"SalesFormsPrefs": {"CustomTxnNumbers": True}},
            "CompanyInfo": {"CompanyName": "New"},
        },
        None,
    )
    sales = app.get("preferences")["Preferences"]["SalesFormsPrefs"]
    assert (sales["CustomTxnNumbers"], sales["AllowShipping"]) == (True, True)
    info = app.get(f"companyinfo/{FIRST_REALM}")["CompanyInfo"]
    assert (info["CompanyName"], info["Country"], info["SyncToken"]) == ("New", "US", "1")


def test_a_deep_merge_takes_away_what_is_null() -> None:
    assert merged({"a": {"b": 1, "c": [1]}, "d": 1}, {"a": {"b": None, "c": [2]}}) == {
        "a": {"c": [2]},
        "d": 1,
    }


def test_companies_are_apart(vendor: QuickBooks, company: Company) -> None:
    other = vendor.add_company("9341450000000003", "Fernhill Design Studio", DefaultTimeZone="America/New_York")
    other.load("Customer", {"DisplayName": "Acme"})
    overview = vendor.overview(None)
    assert overview["account_id"] == FIRST_REALM
    assert [each["realm"] for each in overview["accounts"]] == [FIRST_REALM, "9341450000000003"]
    assert (overview["counts"]["customer"], overview["counts"]["account"]) == (1, 11)
    assert vendor.objects("customer", 10, 0, "9341450000000003")["results"][0]["MetaData"]["CreateTime"].endswith(
        "-05:00"
    )
    with pytest.raises(KeyError):
        vendor.company("1")


def test_objects_show_everything_and_the_deleted_as_such(vendor: QuickBooks, company: Company, app: Hand) -> None:
    one, _ = (app.make("Invoice", CustomerRef=ref("1"), Line=[line(9)]) for _ in range(2))
    app.post("invoice", {"Id": one["Id"], "SyncToken": "0"}, operation="delete")
    found = vendor.objects("invoice", 100, 0, None)
    assert found["total"] == 2
    assert [(each["Id"], each.get("status"), each["TotalAmt"]) for each in found["results"]] == [
        ("2", None, 9),
        ("1", "Deleted", 9),
    ]
    assert vendor.objects("invoice", 1, 1, None)["results"][0]["Id"] == "1"
    assert vendor.objects("preferences", 10, 0, None)["total"] == 1
    with pytest.raises(KeyError):
        vendor.objects("unicorn", 1, 0, None)


def test_a_reset_leaves_one_new_company(vendor: QuickBooks, company: Company, app: Hand) -> None:
    vendor.reset()
    assert gateway(app.call("GET", "preferences"))[:2] == (401, "3200")
    assert vendor.overview(None)["counts"]["customer"] == 0
    assert Hand(vendor).make("Customer", DisplayName="Acme")["Id"] == "1"


def test_everything_survives_a_restart(tmp_path: Path) -> None:
    path = str(tmp_path / "state.sqlite")
    store = Store(path, "quickbooks")
    first = Hand(hands.vendor(store))
    first.make("Customer", DisplayName="Acme")
    income = first.query("select * from Account where Name = 'Services'")["Account"][0]
    first.make("Item", Name="Labor", IncomeAccountRef=ref(income["Id"]))
    made = first.make("Invoice", CustomerRef=ref("1"), DocNumber="A-1", Line=[line(10)])
    first.make("Payment", CustomerRef=ref("1"), TotalAmt=4, Line=applied(4, ("Invoice", made["Id"])))
    store.flush()
    second = Hand(hands.vendor(Store(path, "quickbooks")))
    second.token = first.token
    assert second.read("Invoice", made["Id"])["Balance"] == 6
    assert second.query("select * from Invoice where DocNumber = 'A-1'")["maxResults"] == 1
    assert second.refused("Vendor", {"DisplayName": "Acme"})[0] == "6240"
    over = applied(7, ("Invoice", made["Id"]))
    assert second.refused("Payment", {"CustomerRef": ref("1"), "TotalAmt": 7, "Line": over})[0] == "6000"


def test_a_state_file_of_before_keeps_its_numbers(tmp_path: Path) -> None:
    path = str(tmp_path / "state.sqlite")
    store = Store(path, "quickbooks")
    Hand(hands.vendor(store)).make("Customer", DisplayName="Acme")
    store.flush()
    assert Hand(hands.vendor(Store(path, "quickbooks"))).make("Customer", DisplayName="Two")["Id"] == "2"


# Speed: far above what is measured, so that only a change of order fails.


def test_reads_and_batches_stay_quick(company: Company, app: Hand) -> None:
    for number in range(2000):
        company.load("Invoice", {"CustomerRef": ref("1"), "DocNumber": f"N{number}", "Line": [line(10)] * 3})
    started = perf_counter()
    for number in range(100):
        app.query(f"select * from Invoice where DocNumber = 'N{number}'")
        app.get(f"invoice/{number + 1}")
    assert perf_counter() - started < 1


def test_answers_are_json_numbers(vendor: QuickBooks, company: Company, app: Hand) -> None:
    app.make("Invoice", CustomerRef=ref("1"), Line=[line(25.35, Qty=37, UnitPrice=0.685)])
    payload = app.call("GET", "invoice/1").payload()[0].decode()
    assert '"UnitPrice":0.685' in payload
    assert json.loads(payload)["Invoice"]["TotalAmt"] == 25.35


def test_the_clock_is_the_ports_own(company: Company) -> None:
    assert company.clock.now() == hands.NOW
    assert Company(company.store, Clock(MARCH), FIRST_REALM).stamp() == "2026-03-09T10:00:00-07:00"


def test_a_company_whose_subscription_ended_can_only_be_read(vendor: QuickBooks, company: Company, app: Hand) -> None:
    ended = [{"Name": "SubscriptionStatus", "Value": "EXPIRED"}]
    vendor.settings({"CompanyInfo": {"NameValue": ended}}, None)
    code, detail = app.refused("Customer", {"DisplayName": "Late"})
    assert code == "6190"
    assert detail.startswith("Subscription period has ended or canceled")
    assert app.refused("Customer", {"Id": "1", "SyncToken": "0", "sparse": True, "Notes": "x"})[0] == "6190"
    assert app.read("Customer", "1")["DisplayName"] == "Acme"
