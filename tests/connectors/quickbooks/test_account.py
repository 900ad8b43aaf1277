"""What the company is, in as few calls as can be."""

from __future__ import annotations

import pytest

from syncapp.connectors.errors import NotSent
from syncapp.core.values import ObjectType
from syncapp.core.writes import Write
from tests.connectors.quickbooks.bench import REALM, Bench, lines

CONTACT, PRODUCT, INVOICE, PAYMENT = ObjectType


def test_the_account_is_told_in_one_call(bench: Bench) -> None:
    bench.settings(AccountingInfoPrefs={"BookCloseDate": "2026-09-30"}, SalesFormsPrefs={"CustomTxnNumbers": True})

    account = bench.system.account()

    assert bench.system.calls["read"] == 1
    assert (account.id, account.currency, account.country, account.timezone) == (
        REALM,
        "USD",
        "US",
        "America/Los_Angeles",
    )
    assert account.settings["close_date"] == "2026-09-30"
    assert account.settings["custom_numbers"] is True
    assert account.settings["multicurrency"] is False


def test_all_lists_come_in_one_call(bench: Bench) -> None:
    found = bench.system.lists()

    assert bench.system.calls["read"] == 1
    assert {each.kind for each in found["accounts"]} >= {"SalesOfProductIncome", "UndepositedFunds"}
    assert {each.name for each in found["terms"]} >= {"Net 30"}
    assert {each.name for each in found["methods"]} >= {"Check", "Cash"}
    lists = {"accounts", "terms", "methods", "classes", "departments", "customer_types", "custom_item", "items"}
    assert set(found) == lists


def test_some_items_tell_which_account_they_are_sold_on(bench: Bench) -> None:
    bench.item()
    found = bench.system.lists()

    (item,) = found["items"]
    assert item.kind == "Service"
    assert item.group in {each.id for each in found["accounts"] if each.group == "Income"}


def test_a_list_of_the_company_gives_the_options_of_its_field(bench: Bench) -> None:
    terms = next(spec for spec in bench.system.fields(INVOICE) if spec.name == "SalesTermRef")

    assert "Net 30" in {option.label for option in terms.options}


def test_custom_fields_are_told_by_preferences_and_by_an_invoice_that_shows_all(
    bench: Bench, served: object
) -> None:  # A34
    from syncapp.sandbox.quickbooks import customfields

    books = served.quickbooks.company(REALM)  # type: ignore[attr-defined]
    customfields.define(books, "PO number", definition_id="1")
    big = customfields.define(books, "Site")
    bench.invoice(bench.customer(), bench.item())

    names = {spec.name: spec.label for spec in bench.system.fields(INVOICE) if spec.name.startswith("custom:")}

    assert names == {"custom:1": "PO number", f"custom:{big}": "Site"}


def test_a_non_us_company_asks_for_a_tax_code(bench: Bench, served: object) -> None:  # S6
    served.quickbooks.add_company("9341450000000002", "Fernhill Jardins", "CA")  # type: ignore[attr-defined]
    system = bench.connect("9341450000000002", country="CA", currency="CAD")
    account = system.account()
    income = next(each.id for each in system.lists()["accounts"] if each.group == "Income")
    customer, item = bench.write(
        Write(entity="contact", action="create", fields={"DisplayName": "Érable"}),
        Write(
            entity="product",
            action="create",
            fields={"Name": "Gazon", "Type": "Service", "IncomeAccountRef": income},
        ),
        system=system,
    )
    outcome = bench.one(
        system,
        entity="invoice",
        action="create",
        links={"customer": customer.id or ""},
        lines=lines(item.id or "", "10"),
    )

    assert (account.currency, account.country) == ("CAD", "CA")
    assert outcome.problem is not None
    assert outcome.problem.code == "tax_code_required"


def test_a_token_of_another_company_is_named_as_such(bench: Bench) -> None:
    token = bench.control("POST", f"tokens?realm={REALM}", {})["access_token"]
    with pytest.raises(NotSent) as failure:
        bench.connect("9341450000009999", token=token).account()
    assert failure.value.problem.code == "wrong_account"
