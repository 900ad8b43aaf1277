"""QuickBooks' signature, and what either form of its body names."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest

from syncapp.connectors.quickbooks.webhooks import announced, is_signed
from syncapp.connectors.webhooks import Unreadable


def cloud(**fields: Any) -> dict[str, Any]:
    return {
        "specversion": "1.0", "id": "88cd52aa-33b6-4351-9aa4-47572edbd068", "source": "intuit.x=",
        "type": "qbo.invoice.created.v1", "datacontenttype": "application/json",
        "time": "2026-09-10T21:31:25.179851517Z", "intuitentityid": "1234", "intuitaccountid": "310687", "data": {},
    } | fields  # fmt: skip


def legacy(*entities: Any, realm: Any = "310687") -> dict[str, Any]:
    return {"eventNotifications": [{"realmId": realm, "dataChangeEvent": {"entities": list(entities)}}]}


def entity(**fields: Any) -> dict[str, Any]:
    return {"id": "1234", "operation": "Create", "name": "Invoice", "lastUpdated": "2026-09-08T20:52:31.657Z"} | fields


def named(told: Any) -> list[tuple[str, str, str]]:
    return [(one.account_id, one.object_type, one.external_id) for one in announced(json.dumps(told).encode())]


def test_the_verifier_token_signs_the_raw_body() -> None:  # SEC18
    body = '[{"name": "é"}]'.encode()
    good = base64.b64encode(hmac.new(b"token", body, hashlib.sha256).digest()).decode()
    assert is_signed("token", body, {"intuit-signature": good})
    assert not is_signed("token", body + b" ", {"intuit-signature": good})
    assert not is_signed("other", body, {"intuit-signature": good})
    assert not is_signed("token", body, {})
    assert not is_signed("token", body, {"intuit-signature": "not base64 é"})
    empty = base64.b64encode(hmac.new(b"", body, hashlib.sha256).digest()).decode()
    assert not is_signed("", body, {"intuit-signature": empty})


@pytest.mark.parametrize(
    ("word", "name"), [("invoice", "invoice"), ("customer", "contact"), ("item", "product"), ("payment", "payment")]
)
@pytest.mark.parametrize("verb", ["created", "updated", "deleted", "voided", "emailed"])
def test_a_cloud_event_is_told_by_its_type(word: str, name: str, verb: str) -> None:
    assert named([cloud(type=f"qbo.{word}.{verb}.v1")]) == [("310687", name, "1234")]


def test_one_array_may_mix_companies() -> None:
    told = named([cloud(), cloud(intuitaccountid="42", intuitentityid="7")])
    assert told == [("310687", "invoice", "1234"), ("42", "invoice", "7")]


def test_the_older_form_is_read_as_well() -> None:
    told = legacy(entity(), entity(name="Customer", id="7", operation="Merge", deletedId="9"))
    assert named(told) == [("310687", "invoice", "1234"), ("310687", "contact", "7"), ("310687", "contact", "9")]


def test_a_merge_names_the_loser_where_it_is_told() -> None:
    one = cloud(type="qbo.customer.merged.v1", data={"deletedId": "9"})
    assert named([one]) == [("310687", "contact", "1234"), ("310687", "contact", "9")]


def test_and_says_which_one_is_left_in_either_form() -> None:  # S15, F34
    told = legacy(entity(name="Customer", id="7", operation="Merge", deletedId="9"))
    for body in ([cloud(type="qbo.customer.merged.v1", intuitentityid="7", data={"deletedId": "9"})], told):
        found = announced(json.dumps(body).encode())
        assert [(one.external_id, one.merged_into) for one in found] == [("7", ""), ("9", "7")]


def test_settings_and_lists_are_the_accounts() -> None:
    assert named([cloud(type="qbo.preferences.updated.v1")]) == [("310687", "account", "preferences")]
    assert named(legacy(entity(name="PaymentMethod"))) == [("310687", "account", "paymentmethod")]


@pytest.mark.parametrize(
    "told",
    [
        [cloud(type="qbo.bill.created.v1")], [cloud(type="invoice")], [cloud(type=None)], [cloud(type=3)], [{}], [3, None, "x", []],
        [cloud(intuitaccountid=None)], [cloud(intuitentityid="1/2")], [cloud(data=3, intuitentityid=None)], [],
        legacy(entity(name=None)), legacy(entity(id=None)), legacy(3), legacy(realm=None), legacy(entity(), realm={}),
        {"eventNotifications": [3, {"dataChangeEvent": 3}, {"dataChangeEvent": {"entities": 3}}]},
    ],
)  # fmt: skip
def test_what_is_none_of_ours_is_left_out(told: Any) -> None:
    assert named(told) == []


def test_a_repetition_has_the_same_key_and_a_later_change_another() -> None:  # SEC19
    first, again, later = announced(json.dumps([cloud(), cloud(), cloud(id="other")]).encode())
    assert first.key == again.key != later.key
    old = [
        announced(json.dumps(legacy(entity(**change))).encode())[0].key for change in ({}, {}, {"lastUpdated": "later"})
    ]
    assert old[0] == old[1] != old[2]


@pytest.mark.parametrize("body", [b"", b"{}", b'{"eventNotifications": 3}', b"nothing", b'"x"', b"\xff", b"null"])
def test_a_body_of_neither_form_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        announced(body)
