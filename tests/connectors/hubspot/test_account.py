"""What the account is, its fields and lists, and our own property in it."""

from __future__ import annotations

from typing import Any

import pytest

from syncapp.connectors.errors import CallFailed, GarbageAnswer
from syncapp.connectors.hubspot.kinds import KEY, MARKED
from syncapp.core.schema import FieldSpec, FieldType
from syncapp.core.values import ObjectType
from tests.connectors.hubspot.conftest import NOW, Account, Connector, connect

CONTACT, PRODUCT, INVOICE, PAYMENT = ObjectType


def named(fields: tuple[FieldSpec, ...]) -> dict[str, FieldSpec]:
    return {one.name: one for one in fields}


# Who it is


def test_the_account_says_who_it_is(account: Account, hubspot: Connector) -> None:
    account.control("POST", "settings", {"additional_currencies": ["EUR", "CAD"], "timezone": "America/Denver"})
    found = hubspot.account()
    assert (found.id, found.currency, found.timezone) == ("48807700", "USD", "America/Denver")
    assert found.currencies == ("USD", "EUR", "CAD")
    assert found.name
    assert {"crm.objects.invoices.write", "crm.schemas.invoices.write"} <= set(found.scopes)
    assert found.settings["payments"] is None
    assert found.settings["ui_domain"] == "app.hubspot.com"
    assert account.calls() == ["GET /account-info/2026-03/details", "POST /oauth/2026-03/token/introspect"]
    assert hubspot.calls == {"read": 1, "auth": 1}


def test_the_scopes_of_a_private_app_are_unknown(account: Account, hubspot: Connector) -> None:
    body = {"portalId": 7, "companyCurrency": "EUR"}
    account.fault("account-info", {"status": 200, "body": body}, method="GET")
    hubspot.store.token = "pat-eu1-11111111-2222-4333-8444-555555555555"
    found = hubspot.account()
    assert (found.id, found.name, found.scopes, found.timezone) == ("7", "HubSpot 7", (), "UTC")
    assert len(account.calls()) == 1


@pytest.mark.parametrize(
    "action", [{"status": 400, "body": {"status": "BAD_CLIENT_ID"}}, {"status": 500}, "reset", "garbage"]
)
def test_scopes_that_cannot_be_told_stop_nothing(account: Account, hubspot: Connector, action: Any) -> None:
    account.fault("introspect", action)
    assert hubspot.account().scopes == ()


def test_account_details_without_an_id_are_garbage(account: Account, hubspot: Connector) -> None:
    account.fault("account-info", {"status": 200, "body": {"portal": 7}}, method="GET")
    with pytest.raises(GarbageAnswer, match="portalId"):
        hubspot.account()


def test_the_time_is_the_vendors(account: Account) -> None:
    connector = connect(account)
    account.calls()
    assert connector.server_time() == NOW
    assert connector.server_time() == NOW
    assert len(account.calls()) == 1  # the second time it was known


# Its fields


def test_fields_are_described_as_the_account_has_them(hubspot: Connector, account: Account) -> None:
    fields = named(hubspot.fields(INVOICE))
    assert fields["hs_comments"].type is FieldType.TEXT
    assert fields["hs_comments"].label == "Comments"
    assert fields["hs_invoice_date"].type is FieldType.DATE  # A19: a day, though HubSpot keeps an instant
    assert fields["hs_createdate"].type is FieldType.DATETIME
    assert fields["hs_amount_billed"].type is FieldType.NUMBER
    assert fields["hs_amount_billed"].read_only
    assert fields["hs_invoice_source"].read_only
    assert not fields["hs_due_date"].read_only
    assert fields["hs_allow_partial_payments"].type is FieldType.BOOL
    assert fields["hs_allowed_payment_methods"].type is FieldType.OPTIONS
    assert (fields["hs_currency"].required, fields["hs_currency"].clearable) == (True, False)
    assert [option.value for option in fields["hs_invoice_status"].options] == ["draft", "open", "paid", "voided"]
    assert KEY not in fields
    assert "hs_object_source" not in fields  # hidden
    assert account.calls() == ["GET /crm/properties/2026-03/invoices"]


def test_fields_are_asked_once_in_a_pass(hubspot: Connector, account: Account) -> None:
    for _ in range(2):
        hubspot.fields(CONTACT)
    assert len(account.calls()) == 1


def test_an_option_that_is_hidden_is_known_and_not_offered(hubspot: Connector, account: Account) -> None:
    body = {"results": [
        {"name": "kind", "type": "enumeration", "fieldType": "select", "options": [
            {"value": "b", "label": "B", "displayOrder": 1}, {"value": "a", "label": "", "displayOrder": 0},
            {"value": "c", "label": "C", "hidden": True},
        ]},
        {"name": "gone", "type": "string", "archived": True},
        {"name": "strange", "type": "object_coordinates"},
        {"name": "flag", "type": "enumeration", "fieldType": "booleancheckbox"},
        {},
    ]}  # fmt: skip
    account.fault("properties", {"status": 200, "body": body}, method="GET")
    fields = named(hubspot.fields(PRODUCT))
    assert [*fields] == ["kind", "strange", "flag"]
    told = [(option.value, option.label, option.active) for option in fields["kind"].options]
    assert told == [("a", "a", True), ("c", "C", False), ("b", "B", True)]
    assert (fields["strange"].type, fields["flag"].type) == (FieldType.TEXT, FieldType.BOOL)


def test_the_lists_are_the_payment_methods_and_the_invoice_sources(
    hubspot: Connector, account: Account
) -> None:  # S23 A27
    lists = hubspot.lists()
    assert "check" in [entry.id for entry in lists["methods"]]
    assert ("hubspot", "HubSpot") in [(entry.id, entry.name) for entry in lists["sources"]]
    assert lists["unmarked"] == ()  # ours is there
    assert len(account.calls()) == len(MARKED)


# Our mark


def test_our_property_is_made_where_it_is_missing(account: Account) -> None:
    connector = connect(account)
    made = connector.ensure_properties()
    assert made == tuple(kind.name for kind in MARKED)
    for kind in MARKED:
        found = account.person("GET", f"/crm/v3/properties/{kind.name}/{KEY}")
        assert found["hasUniqueValue"] is True
    account.calls()
    assert connector.ensure_properties() == ()
    assert account.calls() == [f"POST /crm/properties/2026-03/{kind.name}/batch/read" for kind in MARKED]


@pytest.mark.parametrize(
    "action",
    [{"status": 409, "body": {"message": "exists", "category": "OBJECT_ALREADY_EXISTS"}}, {"status": 500}, "reset"],
)
def test_a_property_made_by_somebody_else_meanwhile_is_as_good(account: Account, action: Any) -> None:
    account.fault("properties/2026-03/invoices$", action, when="after")
    assert len(connect(account).ensure_properties()) == len(MARKED)


def test_where_it_is_missing_is_told_with_the_lists(account: Account) -> None:  # B1
    assert {one.name for one in connect(account).lists()["unmarked"]} == {kind.name for kind in MARKED}
    connect(account).ensure_properties()
    assert connect(account).lists()["unmarked"] == ()


def test_a_property_of_our_name_that_is_not_unique_is_no_mark(account: Account) -> None:
    account.person("POST", "/crm/v3/properties/invoices", {
        "name": KEY, "label": "x", "type": "string", "fieldType": "text", "groupName": "invoiceinformation",
    })  # fmt: skip
    with pytest.raises(CallFailed):
        connect(account).ensure_properties()
    assert "invoices" in {one.name for one in connect(account).lists()["unmarked"]}


def test_our_property_stands_in_whatever_group_there_is(account: Account) -> None:
    groups = {"results": [{"name": "own_group"}, {"name": "old", "archived": True}]}
    account.fault("properties/2026-03/contacts/groups", {"status": 200, "body": groups}, method="GET")
    account.person("POST", "/crm/v3/properties/contacts/groups", {"name": "own_group", "label": "Own"})
    connect(account).ensure_properties()
    assert account.person("GET", f"/crm/v3/properties/contacts/{KEY}")["groupName"] == "own_group"
