"""Each limit of both vendors, kept by the budget of the account on a sandbox that enforces it; a clock of the test's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from syncapp.connectors.errors import LimitReached
from syncapp.connectors.protocol import System
from syncapp.core.values import ObjectType, Side
from syncapp.engine.access import budget as module
from syncapp.engine.access.budget import AccountBudget
from syncapp.engine.access.pace import allowance
from syncapp.storage.models import Connection, Workspace
from tests.contract.vendors import Vendor

CONTACT = ObjectType.CONTACT
HUBSPOT, QUICKBOOKS = Side
ACCOUNT = "the account"


class Limited:
    """One vendor with its limits on, and what a process of ours has for calling it. Nobody sleeps: the clocks are moved."""

    def __init__(self, vendor: Vendor, *, private: bool = False, edition: str = "", factor: float = 1) -> None:
        self.vendor, self.began = vendor, datetime(2026, 11, 24, 18, tzinfo=UTC)
        self.at = self.began
        self.contact = vendor.create(CONTACT)
        vendor.control("POST", "clock", {"now": self.at.isoformat()})
        vendor.token = vendor.control("POST", "tokens", {})["access_token"]
        vendor.control("POST", "limits", {"enabled": True, "factor": factor})
        vendor.calls()
        self.allowed = allowance(vendor.system.side, private=private, edition=edition)
        workspace, _ = Workspace.objects.get_or_create(slug="limited", name="limited")
        self.row = Connection.objects.create(workspace=workspace, side=vendor.system.side.value, account_id=ACCOUNT)
        self.system = self.connect()

    def connect(self) -> System:
        """Another pass, of whichever process."""
        module._accounts.clear()
        budget = AccountBudget(self.vendor.system.side, ACCOUNT, self.allowed, UTC, lambda: self.at, self.sleep)
        return self.vendor.connect(budget=budget, sleep=self.sleep)

    def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.vendor.control("POST", "clock", {"advance_seconds": seconds})

    @property
    def seconds(self) -> float:
        return (self.at - self.began).total_seconds()

    def statuses(self) -> list[tuple[float, int]]:
        """Each call with when it came, since it began."""
        entries = [one for one in self.vendor.control("GET", "journal")["entries"] if not one["as_user"]]
        return [((datetime.fromisoformat(one["time"]) - self.began).total_seconds(), one["status"]) for one in entries]

    def read(self) -> None:
        """One call of either vendor."""
        self.system.read(CONTACT, [self.contact])


pytestmark = pytest.mark.django_db


def never_refused(limited: Limited, act: Callable[[], Any], times: int, floor: float) -> None:
    """And not much slower than the vendor's own rate."""
    for _ in range(times):
        act()
    assert {status for _, status in limited.statuses()} == {200}
    assert len(limited.statuses()) == times
    assert floor <= limited.seconds <= 1.3 * floor + 2


@pytest.mark.parametrize(
    ("kind", "edition", "most"),
    [("public", "", 110), ("private", "", 100), ("private", "starter", 100), ("private", "professional", 190)],
)
def test_hubspots_ten_seconds(hubspot: Vendor, kind: str, edition: str, most: int) -> None:  # F15 I8
    hubspot.control(
        "POST", "settings", {"app_kind": kind, **({"edition": edition} if edition else {"edition": "free"})}
    )
    limited = Limited(hubspot, private=kind == "private", edition=edition)
    never_refused(limited, limited.read, 2 * most + 20, 20)


def test_hubspots_searches(hubspot: Vendor) -> None:
    limited = Limited(hubspot)
    never_refused(limited, lambda: limited.system.numbers(["HS-1"]), 41, 8)


def test_quickbooks_second_and_minute(quickbooks: Vendor) -> None:
    limited = Limited(quickbooks)
    never_refused(limited, limited.read, 520, 60)


def test_quickbooks_batches(quickbooks: Vendor) -> None:
    limited = Limited(quickbooks)
    (call,) = limited.system.prepare([quickbooks.new(CONTACT)])
    limited.vendor.calls()
    never_refused(limited, lambda: limited.system.send(call, "the same"), 85, 120)


def waits(limited: Limited) -> list[float]:
    """How long it was quiet after each refusal."""
    told = limited.statuses()
    return [after - at for (at, status), (after, _) in pairwise(told) if status == 429]


def test_another_app_that_takes_most_of_it_is_given_way(vendor: Vendor) -> None:  # F16
    """A twentieth is left. A run that is to wait longer than ten seconds ends, and the next one begins when it may."""
    limited = Limited(vendor, factor=0.05)
    done = 0
    while done < 12:
        try:
            limited.read()
            done += 1
        except LimitReached:
            limited.row.refresh_from_db()
            assert limited.row.paused_until
            assert limited.row.paused_until > limited.at
            with pytest.raises(LimitReached):
                limited.connect().read(CONTACT, [limited.contact])  # nobody is asked until then, by no process
            limited.sleep((limited.row.paused_until - limited.at).total_seconds())
            limited.system = limited.connect()
    found = waits(limited)
    assert found
    assert min(found) >= {HUBSPOT: 10, QUICKBOOKS: 60}[vendor.system.side]


def test_hubspots_wait_grows_with_each_refusal_in_a_row(hubspot: Vendor) -> None:  # F16
    limited = Limited(hubspot)
    hubspot.fault({"status": 429}, times=2)
    with pytest.raises(LimitReached) as caught:
        limited.read()
    assert caught.value.seconds == 20
    assert waits(limited) == [10]
    limited.row.refresh_from_db()
    assert limited.row.paused_until == limited.at + timedelta(seconds=20)


def test_hubspots_search_is_asked_again_after_a_second(hubspot: Vendor) -> None:  # F16
    limited = Limited(hubspot)
    body = {"status": "error", "message": "You have reached your secondly limit.", "policyName": "SECONDLY"}
    hubspot.fault({"status": 429, "body": body}, times=2, path="search")
    limited.system.numbers(["HS-1"])
    assert waits(limited) == [1, 2]


def test_hubspots_day_ends_at_midnight_of_the_account(hubspot: Vendor) -> None:  # F17
    limited = Limited(hubspot)
    body = {
        "status": "error",
        "message": "You have reached your daily limit.",
        "errorType": "RATE_LIMIT",
        "policyName": "DAILY",
    }
    hubspot.fault({"status": 429, "body": body})
    with pytest.raises(LimitReached):
        limited.read()
    limited.row.refresh_from_db()
    assert limited.row.paused_until == datetime(2026, 11, 25, 8, tzinfo=UTC)  # in Los Angeles


def test_a_month_whose_reads_are_used_up_is_said_and_ends_with_it(quickbooks: Vendor) -> None:  # F52
    limited = Limited(quickbooks)
    quickbooks.control("POST", "settings", {"reads_per_month": 3})
    refused, codes = 0, set[str]()
    while limited.at < datetime(2026, 12, 1, tzinfo=UTC):
        try:
            limited.read()
        except LimitReached:
            refused += 1
        limited.row.refresh_from_db()
        if limited.row.paused_until and limited.row.paused_until > limited.at:
            codes.add(limited.row.paused_for)
            limited.sleep((limited.row.paused_until - limited.at).total_seconds())
            limited.vendor.token = limited.vendor.control("POST", "tokens", {})["access_token"]
            limited.system = limited.connect()
    assert codes == {"limit_reached", "reads_used_up"}
    assert refused < 45  # of more than six days
    limited.read()


def test_a_limit_told_of_one_item_of_a_batch_is_one(quickbooks: Vendor) -> None:  # F15 F39
    limited = Limited(quickbooks)
    calls = limited.system.prepare([quickbooks.new(CONTACT) for _ in range(2)])
    fault = {
        "Fault": {
            "Error": [{"Message": "message=ThrottleExceeded; errorCode=003001; statusCode=429", "code": "3001"}],
            "type": "SERVICE",
        }
    }
    items = [{"bId": "1", **fault}, {"bId": "2", **fault}]
    quickbooks.fault({"status": 200, "body": {"BatchItemResponse": items}}, path="batch")
    outcomes = limited.system.interpret(calls[0].items, limited.system.send(calls[0], "r-1"))
    assert [one.problem and one.problem.code for one in outcomes] == ["limit_reached"] * 2
    with pytest.raises(LimitReached):
        limited.read()
