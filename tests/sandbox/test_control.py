"""The control routes, against a vendor that only counts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from syncapp.sandbox import control, seeds
from syncapp.sandbox.call import Answer, Call, Refused
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.port import Port
from tests.sandbox import standin

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)


@pytest.fixture
def port() -> Port:
    return standin.open_port("hubspot", ":memory:", Clock(NOW))


def ask(port: Port, method: str, route: str, body: str = "", **query: str) -> Answer:
    return control.answer(port, Call(method, f"/_sandbox/{route}", list(query.items()), {}, body.encode()))


def ok(port: Port, method: str, route: str, body: str = "", **query: str) -> Any:
    answer = ask(port, method, route, body, **query)
    assert answer.status == 200, answer.data
    return answer.data


def test_the_overview_names_account_counts_clock_limits_and_what_is_expected(port: Port) -> None:
    port.store.put("sandbox", "expected", {"records": [{"number": "HS-1", "code": "number_taken"}]})
    shown = ok(port, "GET", "")
    assert {
        "version",
        "system",
        "account_id",
        "accounts",
        "counts",
        "clock",
        "limits",
        "faults",
        "expected",
    } <= set(shown)
    assert (shown["system"], shown["account_id"]) == ("hubspot", "1")
    assert shown["expected"] == [{"number": "HS-1", "code": "number_taken"}]
    assert ask(port, "GET", "", realm="77").data["account_id"] == "77"


def test_reset_makes_a_new_account_and_takes_faults_and_expectations_along(port: Port) -> None:
    port.vendor.handle(Call("POST", "/count"))
    port.store.put("sandbox", "expected", {"records": [{"number": "HS-1", "code": "x"}]})
    port.faults.add({"action": "reset"})
    shown = ok(port, "POST", "reset")
    assert (shown["counts"], shown["expected"], shown["faults"]) == ({"contacts": 0}, [], [])


def test_reset_leaves_the_clock_and_the_journal(port: Port) -> None:
    port.note(Call("GET", "/count"), "", Answer(), 200, None)
    ok(port, "POST", "reset")
    assert port.clock.now() == NOW
    assert len(port.journal) == 1


def test_the_clock_is_set_moved_and_made_real_again(port: Port) -> None:
    assert ok(port, "GET", "clock")["now"] == NOW.isoformat()
    assert ok(port, "POST", "clock", '{"advance_seconds": 90}')["now"] == "2026-11-24T18:01:30+00:00"
    assert ok(port, "POST", "clock", '{"now": "2027-01-01T00:00:00Z"}')["now"] == "2027-01-01T00:00:00+00:00"
    assert ok(port, "POST", "clock", '{"now": "2027-01-01"}')["mode"] == "fixed"
    assert ok(port, "POST", "clock", '{"mode": "real"}')["mode"] == "real"


def test_limits_reach_the_vendor_and_what_is_not_named_stays(port: Port) -> None:
    assert ok(port, "GET", "limits") == {"enabled": False, "factor": 1.0}
    assert ok(port, "POST", "limits", '{"enabled": true}') == {"enabled": True, "factor": 1.0}
    assert ok(port, "POST", "limits", '{"factor": 0.5}') == {"enabled": True, "factor": 0.5}
    assert port.vendor.limits == {"enabled": True, "factor": 0.5}


def test_tokens_settings_and_objects_are_the_vendors_with_the_realm_passed_on(port: Port) -> None:
    assert ok(port, "POST", "tokens", '{"scopes": ["a"]}', realm="9")["realm"] == "9"
    assert ok(port, "POST", "settings", '{"edition": "pro"}', realm="9") == {
        "set": {"edition": "pro"},
        "realm": "9",
    }
    for _ in range(5):
        port.vendor.handle(Call("POST", "/count"))
    page = ok(port, "GET", "objects/contacts", limit="2", offset="3", realm="9")
    assert page == {"results": [{"id": "3"}, {"id": "4"}], "total": 5}
    assert port.vendor.realms[-1] == "9"  # type: ignore[attr-defined]


def test_latency_is_told_and_never_negative(port: Port) -> None:
    assert ok(port, "POST", "latency", '{"milliseconds": 25}') == {"milliseconds": 25.0}
    assert ok(port, "POST", "latency", '{"milliseconds": -5}') == {"milliseconds": 0.0}


@pytest.mark.parametrize(
    ("method", "route", "body", "status", "word"),
    [
        ("GET", "nowhere", "", 404, "no control route"),
        ("PUT", "clock", "", 405, "GET, POST"),
        ("POST", "clock", "{", 400, "not JSON"),
        ("POST", "clock", "[]", 400, "JSON object"),
        ("POST", "clock", '{"now": "yesterday"}', 400, "yesterday"),
        ("POST", "latency", "{}", 400, "milliseconds"),
        ("POST", "faults", '{"action": "boom"}', 400, "action"),
        ("POST", "seed", '{"name": "bakery"}', 400, "bakery"),
        ("DELETE", "objects/contacts", "", 400, "as-user"),
        ("GET", "journal?", "", 404, "no control route"),
    ],
)
def test_a_mistake_is_one_clear_sentence(
    port: Port, method: str, route: str, body: str, status: int, word: str
) -> None:
    answer = ask(port, method, route, body)
    assert answer.status == status
    assert word in answer.data["error"]


def test_a_vendors_refusal_comes_through_as_it_is(port: Port, monkeypatch: pytest.MonkeyPatch) -> None:
    refusal = Answer(404, {"message": "no such realm"})

    def refuse(realm: str | None) -> dict[str, Any]:
        raise Refused(refusal)

    monkeypatch.setattr(port.vendor, "overview", refuse)
    assert ask(port, "GET", "") is refusal


def test_a_seed_on_an_account_in_use_is_a_conflict_unless_it_adds_to_it(
    port: Port, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted: list[tuple[str, int, int]] = []
    monkeypatch.setattr(
        seeds, "plant", lambda port, name, records, random_seed: planted.append((name, records, random_seed))
    )
    ok(port, "POST", "seed", '{"name": "landscaping", "records": 50, "random_seed": 3}')
    port.vendor.handle(Call("POST", "/count"))
    assert ask(port, "POST", "seed", '{"name": "landscaping"}').status == 409
    ok(port, "POST", "seed", '{"name": "landscaping-later"}')
    assert planted == [("landscaping", 50, 3), ("landscaping-later", 200, 7)]


def test_the_journal_is_read_from_a_number_on_and_emptied(port: Port) -> None:
    for path in ("/count", "/oauth/token"):
        port.note(Call("GET", path), "a=1", Answer(headers={"x-hubspot-correlation-id": "q"}), 200, None)
    page = ok(port, "GET", "journal", since="1")
    assert page["next"] == 2
    assert page["entries"] == [{
        "seq": 2, "time": NOW.isoformat(), "method": "GET", "path": "/oauth/token", "query": "a=1", "status": 200,
        "request_id": "q", "kind": "auth", "as_user": False, "fault": None,
    }]  # fmt: skip
    assert ok(port, "DELETE", "journal") == {"entries": [], "next": 2}
