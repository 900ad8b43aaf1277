"""HubSpot's signature, by its own published examples, and what its events name."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from syncapp.connectors.hubspot.webhooks import SIGNATURE, TIMESTAMP, announced, is_signed
from syncapp.connectors.webhooks import Unreadable

VECTORS = [
    (
        "cfc68c0b-4b4e-4ef8-b764-95350e4ea479",
        "https://webhook.site/335453f5-94b3-49d9-b684-a55354d4b8df",
        "1752613922216",
        '[{"eventId":531833541,"subscriptionId":3923621,"portalId":48807704,"appId":16111050,"occurredAt":1752613920733,'
        '"subscriptionType":"contact.creation","attemptNumber":0,"objectId":138017612137,"changeFlag":"CREATED",'
        '"changeSource":"CRM_UI","sourceId":"userId:76023669"}]',
        "gbj1XPRvUt0noT7i7fXfTzOD4sLzQmf0VT28ZYq0EYg=",
    ),
    (
        "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy",
        "https://www.example.com/webhook_uri",
        "1693657560000",
        "{'example_field':'example_value'}",
        "K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=",
    ),
]
SECRET, URL, STAMP, BODY, GOOD = VECTORS[0]


def at(stamp: str) -> datetime:
    return datetime.fromtimestamp(int(stamp) / 1000, UTC)


def check(**changes: Any) -> bool:
    given = {"secret": SECRET, "url": URL, "body": BODY, "stamp": STAMP, "signature": GOOD, "now": at(STAMP)} | changes
    headers = {SIGNATURE: given["signature"], TIMESTAMP: given["stamp"]}
    return is_signed(given["secret"], given["url"], given["body"].encode(), headers, given["now"])


@pytest.mark.parametrize(("secret", "url", "stamp", "body", "signature"), VECTORS)
def test_hubspots_own_examples_are_accepted(
    secret: str, url: str, stamp: str, body: str, signature: str
) -> None:  # SEC17
    assert check(secret=secret, url=url, stamp=stamp, body=body, signature=signature, now=at(stamp))


@pytest.mark.parametrize(
    "change",
    [
        {"secret": "another"}, {"secret": ""}, {"url": URL + "/"}, {"body": BODY + " "}, {"signature": ""},
        {"signature": GOOD[:-2] + "A="}, {"signature": "é"}, {"stamp": "1752613922217"}, {"stamp": ""},
        {"stamp": "-1752613922216"}, {"stamp": "1e12"}, {"stamp": "١٢٣"}, {"stamp": "9" * 400},
    ],
)  # fmt: skip
def test_anything_else_is_refused(change: dict[str, Any]) -> None:  # SEC17 SEC20
    assert not check(**change)


@pytest.mark.parametrize(
    ("seconds", "accepted"), [(299, True), (300, False), (3600, False), (-299, True), (-300, False)]
)
def test_five_minutes_are_the_limit_in_either_direction(seconds: int, accepted: bool) -> None:  # SEC17
    assert check(now=at(STAMP) + timedelta(seconds=seconds)) is accepted


def test_a_secret_that_was_never_set_opens_no_door() -> None:
    """A signature made with the empty key would be easy to make."""
    import base64
    import hashlib
    import hmac

    made = hmac.new(b"", f"POST{URL}{BODY}{STAMP}".encode(), hashlib.sha256).digest()
    assert not check(secret="", signature=base64.b64encode(made).decode())


def event(**fields: Any) -> dict[str, Any]:
    return {
        "eventId": 1, "portalId": 48807700, "appId": 7, "occurredAt": 1793600000000, "objectId": 44446244097,
        "subscriptionType": "object.propertyChange", "objectTypeId": "0-53", "changeSource": "CRM_UI",
        "sourceId": "userId:76023669",
    } | fields  # fmt: skip


def named(*events: Any) -> list[tuple[str, str, str]]:
    return [(one.account_id, one.object_type, one.external_id) for one in announced(json.dumps(events).encode())]


@pytest.mark.parametrize(
    ("type_id", "name"),
    [("0-1", "contact"), ("0-7", "product"), ("0-53", "invoice"), ("0-101", "payment"), ("0-8", "line_item")],
)
def test_a_generic_event_is_told_by_its_type_id(type_id: str, name: str) -> None:
    assert named(event(objectTypeId=type_id)) == [("48807700", name, "44446244097")]


@pytest.mark.parametrize("verb", ["creation", "deletion", "propertyChange", "restore", "privacyDeletion"])
def test_a_classic_event_is_told_by_its_word(verb: str) -> None:
    one = event(subscriptionType=f"contact.{verb}")
    del one["objectTypeId"]
    assert named(one) == [("48807700", "contact", "44446244097")]


def test_a_merge_names_all_whose_record_may_have_changed() -> None:
    one = event(
        subscriptionType="object.merge",
        objectTypeId="0-1",
        objectId=5,
        primaryObjectId=5,
        mergedObjectIds=[6, 7],
        newObjectId=8,
    )
    assert [external_id for _, _, external_id in named(one)] == ["5", "8", "6", "7"]


def test_a_changed_association_is_told_by_the_ends_name() -> None:
    one = event(
        subscriptionType="object.associationChange", associationType="INVOICE_TO_CONTACT", fromObjectId=1, toObjectId=2
    )
    del one["objectId"]
    assert named(one) == [("48807700", "invoice", "1")]
    one |= {"associationType": "COMMERCE_PAYMENT_TO_INVOICE"}
    assert named(one) == [("48807700", "payment", "1"), ("48807700", "invoice", "2")]
    one |= {"associationType": "LINE_ITEM_TO_INVOICE"}
    assert named(one) == [("48807700", "line_item", "1"), ("48807700", "invoice", "2")]


def test_our_own_writes_are_no_news() -> None:
    assert named(event(appId=16111050, sourceId="16111050", changeSource="INTEGRATION")) == []
    assert named(event(appId=None, sourceId=None)) != []


@pytest.mark.parametrize(
    "one",
    [
        event(objectTypeId="0-3"), event(objectTypeId="2-99"), event(portalId=None), event(objectId="../x"), event(objectId=""),
        event(objectId=True), event(objectId={"a": 1}), event(objectId=1.5), event(objectId="9" * 41), {}, 3, None, "x", [],
        event(subscriptionType=None, objectTypeId=None), event(subscriptionType="object.merge", mergedObjectIds=3, objectId=None),
    ],
)  # fmt: skip
def test_what_is_none_of_ours_is_left_out(one: Any) -> None:
    assert named(one) == []


def test_the_same_event_has_the_same_key_however_often_it_is_sent() -> None:  # SEC19
    first, again, other = announced(
        json.dumps([event(attemptNumber=0), event(attemptNumber=3), event(occurredAt=1793600000001)]).encode()
    )
    assert first.key == again.key
    assert first.key != other.key


@pytest.mark.parametrize("body", [b"", b"{}", b"nothing", b'"x"', b"\xff\xfe", b"[" * 100_000, b"null", b"3"])
def test_a_body_that_is_no_list_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        announced(body)
