"""Vendors that refuse, vanish or talk nonsense: a clear sentence, nothing lost, and the next run goes on (issue §4.8)."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from syncapp.core.preflight import HUBSPOT_SCOPES
from syncapp.engine.result import Result
from syncapp.engine.session import CouldNotRun
from syncapp.storage.models import Connection, Run
from tests.engine.shop import all_settled, open_shop
from tests.kept import Shelf
from tests.world import World

SYSTEMS = ("hubspot", "quickbooks")
LABEL = {"hubspot": "HubSpot", "quickbooks": "QuickBooks"}
ALL_NUMBERS = ["1001", "1002", "HS-1", "HS-2"]
MOST_CALLS = 30  # of a run that cannot get anywhere: no storm


@pytest.fixture
def company(demo: World, shelf: Shelf) -> World:
    return shelf.begin("open shop", open_shop)


def settled(world: World) -> None:
    """Whatever happened before, everything ends once on each side, and stays so."""
    first = world.sync()
    assert not first.stopped, first.stopped
    assert all_settled(world) == []
    again = world.sync()
    assert again.tally.writes.total() == 0  # I3
    numbers = sorted(one["properties"]["hs_number"] for one in world.objects("hubspot", "invoices"))
    assert numbers == sorted(one["DocNumber"] for one in world.objects("quickbooks", "invoice")) == ALL_NUMBERS  # I2


def calls(world: World) -> int:
    return sum(len(world.journal(system)) for system in SYSTEMS)


# -- tokens --------------------------------------------------------------------------------------------------------


def connection(system: str) -> Connection:
    return Connection.objects.get(side=system)


def give_refresh_token(world: World, system: str, settings: Any) -> str:
    """An OAuth connection: HubSpot's set-up token from the shell has none."""
    settings.HUBSPOT_CLIENT_ID, settings.HUBSPOT_CLIENT_SECRET = "our-app", "its secret"
    settings.QUICKBOOKS_CLIENT_ID, settings.QUICKBOOKS_CLIENT_SECRET = "our-app", "its secret"
    told = world.control(system, "tokens", {})
    row = connection(system)
    row.access_token, row.refresh_token = told["access_token"], told["refresh_token"]
    row.save()
    return str(row.access_token)


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_dead_access_token_is_renewed_once(company: World, system: str, settings: Any) -> None:  # F27
    give_refresh_token(company, system, settings)
    Connection.objects.filter(side=system).update(access_token="")
    row = connection(system)
    row.access_token = "dead"
    row.save()
    company.forget_journal()

    settled(company)

    assert connection(system).access_token not in ("dead", "")
    renewals = [one for one in company.journal(system, "auth") if one["path"].endswith(("/token", "/tokens/bearer"))]
    assert len(renewals) == 1


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_dead_refresh_token_needs_a_person(company: World, system: str, settings: Any) -> None:  # F28
    give_refresh_token(company, system, settings)
    row = connection(system)
    row.access_token, row.refresh_token = "dead", "dead too"
    row.save()
    company.forget_journal()

    result = company.sync()

    assert result.stopped.startswith(f"The connection has expired. The account of {LABEL[system]}"), result.stopped
    assert connection(system).state == "needs_reconnect"
    assert calls(company) <= MOST_CALLS
    company.forget_journal()
    with pytest.raises(CouldNotRun, match="The connection has expired"):
        company.sync()
    assert calls(company) == 0


@pytest.mark.parametrize("system", SYSTEMS)
def test_after_a_reconnect_it_goes_on(company: World, system: str, settings: Any) -> None:
    give_refresh_token(company, system, settings)
    row = connection(system)
    row.access_token, row.refresh_token = "dead", "dead too"
    row.save()
    company.sync()

    company.set_up()

    settled(company)


def test_a_static_token_that_is_revoked_needs_a_person(company: World) -> None:
    row = connection("hubspot")
    row.access_token = "pat-na1-revoked"
    row.save()

    result = company.sync()

    assert "The connection has expired. The account of HubSpot no longer accepts our access" in result.stopped
    assert connection("hubspot").state == "needs_reconnect"
    assert "revoked" not in result.stopped.lower()


def test_a_token_of_another_company_writes_nothing(company: World) -> None:  # F94
    company.sandbox.ports["quickbooks"].vendor.add_company("9341450000000003", "Another Company")  # type: ignore[attr-defined]
    told = company.control("quickbooks", "tokens?realm=9341450000000003", {})
    row = connection("quickbooks")
    row.access_token, row.refresh_token = told["access_token"], told["refresh_token"]
    row.save()
    company.forget_journal()

    result = company.sync()

    assert result.stopped
    assert result.tally.writes.total() == 0
    assert company.journal("quickbooks", "write") == []
    assert calls(company) <= MOST_CALLS


def test_a_token_of_another_portal_writes_nothing(company: World) -> None:  # F94
    company.sync()
    Connection.objects.filter(side="hubspot").update(account_id="4711")
    company.forget_journal()

    result = company.sync(full=True)

    assert result.stopped.startswith("This is another account.")
    assert company.journal("hubspot", "write") == company.journal("quickbooks", "write") == []


@pytest.mark.parametrize(
    "missing", ["crm.objects.line_items.read", "crm.objects.invoices.write", "crm.objects.commercepayments.write"]
)
def test_a_missing_scope_is_named_and_nothing_is_lost(company: World, missing: str) -> None:
    told = company.control("hubspot", "tokens", {"scopes": [scope for scope in HUBSPOT_SCOPES if scope != missing]})
    row = connection("hubspot")
    row.access_token = told["access_token"]
    row.save()

    result = company.sync()

    failing = company.records(status="failing", reason="missing_scope")
    assert "A permission is missing." in result.stopped or failing
    assert missing in result.stopped or any(missing in str(row.params) for row in failing)
    company.set_up()
    settled(company)


# -- answers -------------------------------------------------------------------------------------------------------

ANSWERS: dict[str, tuple[Any, str]] = {
    "a proxy's page": ("garbage", "gave an answer that makes no sense"),
    "half a JSON": ("cut", "gave an answer that makes no sense"),
    "an answer that breaks off": ("truncate", "gave an answer that makes no sense"),
    "a reset": ("reset", "does not answer"),
    "503 for ever": ({"status": 503}, "does not answer"),
    "504": ({"status": 504, "body": "<html>gateway</html>"}, "does not answer"),
    "429": ({"status": 429, "headers": {"Retry-After": "3600"}}, "The limit of calls is reached"),
    "a redirect": ({"status": 302, "headers": {"Location": "https://elsewhere.example/login"}}, "makes no sense"),
    "JSON of another kind": ({"status": 200, "body": [1, 2, 3]}, "makes no sense"),
    "an empty object": ({"status": 200, "body": {}}, "makes no sense"),
}


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("name", list(ANSWERS))
def test_every_call_answered_with(company: World, name: str, system: str) -> None:
    action, words = ANSWERS[name]
    company.forget_journal()
    company.fault(system, ".*", action, when="before", method="", times=10**6)

    result = company.sync()

    stopped_with(result, words)
    assert company.journal("hubspot", "write") == company.journal("quickbooks", "write") == []
    assert calls(company) <= MOST_CALLS
    assert Run.objects.latest("id").result == result.stopped
    company.control(system, "faults", method="DELETE")
    company.sleep(4000)  # the limit's hour
    settled(company)


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("name", ["a proxy's page", "half a JSON", "503 for ever", "429", "JSON of another kind"])
def test_in_the_middle_of_a_run(company: World, name: str, system: str) -> None:
    """From the third read on: what was noticed before is kept, nothing is taken for empty."""
    action, _ = ANSWERS[name]
    company.fault(system, ".*", action, when="before", method="", skip=3, times=10**6)

    result = company.sync()

    assert result.stopped
    assert not [row for row in company.records() if row.reason.startswith("deleted")]
    company.control(system, "faults", method="DELETE")
    company.sleep(4000)
    settled(company)


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize(
    "action",
    [
        {"status": 400, "body": {}},
        {"status": 403},
        "garbage",
        {"status": 503},
        {"status": 429, "headers": {"Retry-After": "60"}},
    ],
)
def test_every_write_refused_before_it_is_done(company: World, system: str, action: Any) -> None:
    path = "/batch/(create|update|archive)$" if system == "hubspot" else "/batch"
    company.fault(system, path, action, when="before", times=10**6)
    if system == "quickbooks":  # its reads go through the same address
        company.control(system, "faults", method="DELETE")
        company.fault(system, "/batch.*requestid", action, when="before", times=10**6)

    result = company.sync()

    assert result.tally.writes[system] == 0
    company.control(system, "faults", method="DELETE")
    company.sleep(4000)
    settled(company)


def stopped_with(result: Result, words: str) -> None:
    assert words in result.stopped, result.stopped
    assert "{" not in result.stopped
    assert "<html" not in result.stopped
    assert result.stopped.count("\n") == 0


# -- nobody there --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_closed_port(company: World, system: str, settings: Any) -> None:  # F1
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"
    before = getattr(settings, f"{system.upper()}_API_URL")
    setattr(settings, f"{system.upper()}_API_URL", nobody)

    result = company.sync()

    stopped_with(result, "The other system does not answer")
    assert LABEL[system] in result.stopped
    setattr(settings, f"{system.upper()}_API_URL", before)
    settled(company)


def test_a_limit_is_kept_without_asking_again(company: World) -> None:  # F15, F16
    company.fault(
        "hubspot",
        "/contacts",
        {"status": 429, "headers": {"Retry-After": "600"}},
        when="before",
        method="",
        times=10**6,
    )
    company.sync()
    company.control("hubspot", "faults", method="DELETE")
    company.forget_journal()

    result = company.sync()

    stopped_with(result, "The limit of calls is reached")
    assert company.journal("hubspot") == []
    company.sleep(601)
    settled(company)
