"""What either vendor's faults mean: which are read through, which leave a write in doubt, and how many calls that costs."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from syncapp.connectors.errors import (
    CallFailed,
    ConnectionExpired,
    GarbageAnswer,
    LimitReached,
    LostAnswer,
    NotSent,
    VendorUnavailable,
)
from syncapp.core.errors import CATALOGUE
from syncapp.core.values import ObjectType, Side
from syncapp.core.writes import Write
from tests.contract.vendors import Vendor

CONTACT = ObjectType.CONTACT
HUBSPOT, QUICKBOOKS = Side
KEY = "9341450000000001:customer:1"
MOMENTS = ["before", "after"]  # the request is applied

# An answer that never came whole, and how often a read is tried where that goes on.
BROKEN: Mapping[str, tuple[Any, type[CallFailed], int]] = {
    "F2 F3 reset": ("reset", VendorUnavailable, 3),
    "F8 truncated": ("truncate", GarbageAnswer, 2),
    "F8 half a JSON": ("cut", GarbageAnswer, 2),
    "F9 a page with 200": ("garbage", GarbageAnswer, 2),
    "F18 500": ({"status": 500}, VendorUnavailable, 3),
    "F18 502": ({"status": 502, "body": "<html>Bad gateway</html>"}, VendorUnavailable, 3),
    "F18 503": ({"status": 503}, VendorUnavailable, 3),
    "F18 504": ({"status": 504}, VendorUnavailable, 3),
    "F18 521": ({"status": 521}, VendorUnavailable, 3),
    "F18 524": ({"status": 524}, VendorUnavailable, 3),
    "F14 elsewhere": ({"status": 302, "headers": {"Location": "https://evil.test/"}}, GarbageAnswer, 1),
}
# Certainly refused: nothing was done. Kind of failure and code, HubSpot's and QuickBooks'.
REFUSED: Mapping[int, tuple[type[CallFailed], tuple[str, str]]] = {
    400: (NotSent, ("vendor_refused", "vendor_refused")),
    401: (ConnectionExpired, ("connection_expired", "connection_expired")),
    403: (NotSent, ("permission", "permission")),
    404: (NotSent, ("stale", "vendor_refused")),
    405: (NotSent, ("vendor_refused", "vendor_refused")),
    409: (NotSent, ("vendor_refused", "vendor_refused")),
    414: (NotSent, ("vendor_refused", "vendor_refused")),
    415: (NotSent, ("vendor_refused", "vendor_refused")),
    423: (NotSent, ("stale", "vendor_refused")),
    429: (LimitReached, ("limit_reached", "limit_reached")),
    477: (LimitReached, ("limit_reached", "vendor_refused")),
}


def written(vendor: Vendor) -> int:
    """How many contacts there are."""
    name = {HUBSPOT: "contacts", QUICKBOOKS: "customer"}[vendor.system.side]
    return int(vendor.control("GET", f"objects/{name}")["total"])


def contact(vendor: Vendor) -> Write:
    return replace(vendor.new(CONTACT), key=KEY if vendor.system.side is HUBSPOT else None)


@pytest.mark.parametrize("fault", BROKEN)
def test_a_read_gets_over_one_of_them(vendor: Vendor, fault: str) -> None:
    action, failure, tries = BROKEN[fault]
    made = vendor.create(CONTACT)
    vendor.calls()
    vendor.fault(action)
    if tries == 1:
        with pytest.raises(failure):
            vendor.read(CONTACT, made)
    else:
        assert [record.id for record in vendor.connect().read(CONTACT, [made])] == [made]
    assert len(vendor.calls("read")) == min(tries, 2)


@pytest.mark.parametrize("fault", BROKEN)
def test_a_read_gives_up_where_it_goes_on(vendor: Vendor, fault: str) -> None:
    action, failure, tries = BROKEN[fault]
    made = vendor.create(CONTACT)
    vendor.calls()
    vendor.fault(action, times=None)
    with pytest.raises(failure) as caught:
        vendor.connect().read(CONTACT, [made])
    assert (
        caught.value.problem.code == {VendorUnavailable: "vendor_unavailable", GarbageAnswer: "garbage_answer"}[failure]
    )
    assert caught.value.problem.params["system"] == vendor.system.side.label
    assert len(vendor.calls("read")) == tries


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("fault", BROKEN)
def test_a_write_is_in_doubt_and_sent_no_second_time(vendor: Vendor, fault: str, moment: str) -> None:  # F3–F5
    write, before = contact(vendor), written(vendor)
    (call,) = vendor.system.prepare([write])
    vendor.calls()
    vendor.fault(BROKEN[fault][0], when=moment)
    with pytest.raises(LostAnswer):
        vendor.system.send(call, request := str(uuid.uuid4()))
    assert len(vendor.calls()) == 1
    assert written(vendor) == before + (moment == "after")
    settles(vendor, call, request, moment)
    assert written(vendor) == before + 1


def settles(vendor: Vendor, call: Any, request: str, moment: str) -> None:
    """QuickBooks answers the same request again; HubSpot's copy is found by our mark."""
    if vendor.system.side is HUBSPOT:
        found = vendor.system.by_key(CONTACT, [KEY])
        assert (KEY in found) is (moment == "after")
        if found:
            return
    (outcome,) = vendor.system.interpret(call.items, vendor.system.send(call, request))
    assert outcome.id


@pytest.mark.parametrize("fault", ["hang", "drip"])
def test_nobody_waits_longer_than_the_deadline(vendor: Vendor, fault: str) -> None:  # F6 F10
    (call,) = vendor.system.prepare([contact(vendor)])
    vendor.fault(fault, when="after")
    with pytest.raises(LostAnswer) as caught:
        vendor.system.send(replace(call, deadline_seconds=1), "r-1")
    assert not caught.value.finished  # it may be at work still
    settles(vendor, call, "r-1", "after")


def test_a_late_answer_is_an_answer(vendor: Vendor) -> None:
    vendor.fault({"delay_ms": 300})
    (outcome,) = vendor.write(contact(vendor))
    assert outcome.id


@pytest.mark.parametrize("status", REFUSED)
def test_what_is_refused_at_the_door_was_not_done(vendor: Vendor, status: int) -> None:
    failure, codes = REFUSED[status]
    code = codes[0 if vendor.system.side is HUBSPOT else 1]
    (call,) = vendor.system.prepare([contact(vendor)])
    before = written(vendor)
    headers = {"Retry-After": "3600"} if status == 477 else {}
    vendor.fault({"status": status, "headers": headers, "body": ""}, times=None)  # by its status alone
    with pytest.raises(failure) as caught:
        vendor.system.send(call, "r-1")
    assert (type(caught.value), caught.value.problem.code) == (failure, code)
    assert code in CATALOGUE
    assert written(vendor) == before
    with pytest.raises(failure):
        vendor.connect().read(CONTACT, ["1"])


def test_the_wait_is_the_vendors(vendor: Vendor) -> None:  # F15 F16
    """HubSpot's client waits ten seconds, then twenty, QuickBooks wants sixty; no longer than ten is waited in a run."""
    vendor.fault({"status": 429}, times=None)
    with pytest.raises(LimitReached):
        vendor.system.read(CONTACT, ["1"])
    assert vendor.budget.waits == {HUBSPOT: [10, 20], QUICKBOOKS: [60]}[vendor.system.side]


def test_a_dead_token_is_asked_no_more(vendor: Vendor) -> None:  # F28
    vendor.token = "nobody's"
    system = vendor.connect()
    vendor.calls()
    for act in (
        lambda: system.read(CONTACT, ["1"]),
        lambda: system.send(system.prepare([vendor.new(CONTACT)])[0], "r"),
    ):
        with pytest.raises(ConnectionExpired):
            act()
    assert len(vendor.calls()) == 2


def test_half_a_batch_is_half_a_batch(vendor: Vendor) -> None:  # F39 F41
    taken = vendor.new(CONTACT)
    vendor.write(taken)
    good = [vendor.new(CONTACT) for _ in range(4)]
    outcomes = vendor.write(*good[:2], taken, *good[2:])
    assert [one.problem is None for one in outcomes] == [True, True, False, True, True]
    assert outcomes[2].problem
    assert (
        outcomes[2].problem.code == {HUBSPOT: "shared_email", QUICKBOOKS: "display_name_duplicate"}[vendor.system.side]
    )
