"""Which request a fault hits, and what the caller and the vendor then see."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from syncapp.sandbox import server, wire
from syncapp.sandbox.call import Call
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.faults import Faults, answer_of
from tests.sandbox import standin

LOST = {
    "reset": requests.ConnectionError,
    "hang": requests.ReadTimeout,
    "truncate": requests.exceptions.ChunkedEncodingError,
}


def post(path: str = "/crm/invoices", body: bytes = b"") -> Call:
    return Call("POST", path, body=body)


def hit(faults: Faults, call: Call, query: str = "") -> bool:
    return faults.take(call, f"{call.path}?{query}") is not None


def test_a_fault_hits_once_unless_told_otherwise() -> None:
    faults = Faults()
    faults.add({"path": "invoices", "action": "reset"})
    assert [hit(faults, post()) for _ in range(3)] == [True, False, False]


def test_skip_lets_so_many_pass_and_times_hits_so_many() -> None:
    faults = Faults()
    faults.add({"path": "invoices", "skip": 2, "times": 2, "action": {"status": 503}})
    assert [hit(faults, post()) for _ in range(6)] == [False, False, True, True, False, False]


def test_without_an_end_every_request_is_hit() -> None:
    faults = Faults()
    faults.add({"times": None, "action": "garbage"})
    assert all(hit(faults, post()) for _ in range(20))


def test_a_fault_with_seconds_ends_by_the_clock_of_the_port() -> None:
    faults = Faults()
    faults.clock = Clock(datetime(2026, 11, 24, tzinfo=UTC))
    rule = faults.add({"action": {"status": 503}, "for_seconds": 600})
    assert [hit(faults, post()) for _ in range(3)] == [True, True, True]
    faults.clock.advance(600)
    assert not hit(faults, post())
    assert faults.is_over(rule)


def test_several_methods_are_named_with_commas() -> None:
    faults = Faults()
    faults.add({"method": "post,patch", "action": "reset", "times": None})
    assert hit(faults, post())
    assert not hit(faults, Call("GET", "/crm/invoices"))


def test_method_path_query_and_body_select_the_request() -> None:
    faults = Faults()
    faults.add({"method": "post", "path": "/invoice$", "action": "reset", "times": None})
    assert hit(faults, post("/v3/company/1/invoice"), "minorversion=75")
    assert not hit(faults, Call("GET", "/v3/company/1/invoice"))
    assert not hit(faults, post("/v3/company/1/invoice/7"))
    faults.clear()
    faults.add({"path": r"invoice\?.*operation=void", "action": "reset", "times": None})
    assert hit(faults, post("/invoice"), "minorversion=75&operation=void")
    assert not hit(faults, post("/invoice"), "minorversion=75")
    faults.clear()
    faults.add({"body": '"Payment"', "action": "reset", "times": None})
    assert hit(faults, post("/batch", b'{"BatchItemRequest":[{"Payment":{}}]}'))
    assert not hit(faults, post("/batch", b'{"BatchItemRequest":[{"Invoice":{}}]}'))


def test_the_first_rule_that_matches_acts() -> None:
    faults = Faults()
    first = faults.add({"path": "x", "action": "reset"})
    second = faults.add({"action": "hang", "times": 2})
    assert [faults.take(post("/x"), "/x"), faults.take(post("/x"), "/x"), faults.take(post("/y"), "/y")] == [
        first,
        second,
        second,
    ]
    assert (first.hits, second.hits) == (1, 2)


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ({}, "action"),
        ({"action": "explode"}, "action"),
        ({"action": {"status": 7}}, "action"),
        ({"action": {"delay_ms": -1}}, "action"),
        ({"action": "reset", "when": "during"}, "when"),
        ({"action": "reset", "path": "("}, "path"),
        ({"action": "reset", "skip": -1}, "skip"),
        ({"action": "reset", "times": "many"}, "times"),
        ({"action": "reset", "for_seconds": 0}, "for_seconds"),
        ({"action": "reset", "for_seconds": "ten"}, "for_seconds"),
    ],
)
def test_a_wrong_rule_is_refused_with_a_sentence(body: dict[str, Any], word: str) -> None:
    with pytest.raises(ValueError, match=word):
        Faults().add(body)


def test_a_status_without_a_body_gets_the_vendors_own_words() -> None:
    assert answer_of("hubspot", {"status": 429}).data["policyName"] == "TEN_SECONDLY_ROLLING"  # F16
    assert answer_of("quickbooks", {"status": 429}).data["Fault"]["Error"][0]["code"] == "3001"
    assert answer_of("quickbooks", {"status": 401}).data["fault"]["error"][0]["code"] == "3200"
    given = answer_of("hubspot", {"status": 503, "body": "<html>", "headers": {"Retry-After": 2}})
    assert (given.text, given.headers["retry-after"]) == ("<html>", "2")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[server.Sandbox]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(server, "open_port", standin.open_port)
        with server.running(limits=False) as running:
            yield running


@pytest.fixture
def port(sandbox: server.Sandbox) -> Iterator[str]:
    """An address whose counter stands at 0."""
    requests.post(f"{sandbox.hubspot_url}/_sandbox/reset").raise_for_status()
    yield sandbox.hubspot_url
    requests.delete(f"{sandbox.hubspot_url}/_sandbox/faults").raise_for_status()


def add(port: str, **fault: Any) -> dict[str, Any]:
    answer = requests.post(f"{port}/_sandbox/faults", json={"path": "^/count$", **fault})
    assert answer.status_code == 200, answer.text
    return answer.json()


def count(port: str) -> int:
    return int(requests.get(f"{port}/count").json()["count"])


@pytest.mark.parametrize("action", sorted(LOST))
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_lost_answer_was_applied_only_when_the_fault_came_after(port: str, action: str, when: str) -> None:  # F2 F3
    add(port, method="POST", action=action, when=when)
    with pytest.raises(LOST[action]):
        requests.post(f"{port}/count", timeout=0.3)
    assert count(port) == (1 if when == "after" else 0)
    assert requests.post(f"{port}/count").json()["count"] == count(port)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_status_replaces_the_answer(port: str, when: str) -> None:  # F18
    add(
        port,
        method="POST",
        action={"status": 503, "body": {"message": "down"}, "headers": {"Retry-After": "7"}},
        when=when,
    )
    answer = requests.post(f"{port}/count")
    assert (answer.status_code, answer.json(), answer.headers["retry-after"]) == (
        503,
        {"message": "down"},
        "7",
    )
    assert count(port) == (1 if when == "after" else 0)


def test_garbage_is_a_proxys_page_with_status_200(port: str) -> None:  # F9
    add(port, method="POST", action="garbage")
    answer = requests.post(f"{port}/count")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "<html>" in answer.text
    assert count(port) == 0


def test_cut_json_comes_complete_as_http_but_not_as_json(port: str) -> None:  # F8
    add(port, method="POST", action="cut", when="after")
    answer = requests.post(f"{port}/count")
    assert answer.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        json.loads(answer.text)
    assert count(port) == 1


def test_a_drip_comes_byte_by_byte_and_whole_in_the_end(port: str, monkeypatch: pytest.MonkeyPatch) -> None:  # F10
    monkeypatch.setattr(wire, "DRIP_SECONDS", 0.002)
    add(port, method="POST", action="drip", when="after")
    begin = time.monotonic()
    with requests.post(f"{port}/count", stream=True) as answer:
        pieces = list(answer.iter_content(1))
    assert json.loads(b"".join(pieces))["count"] == 1
    assert time.monotonic() - begin >= 0.002 * (len(pieces) - 1)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_delay_only_delays(port: str, when: str) -> None:
    add(port, method="POST", action={"delay_ms": 60}, when=when)
    begin = time.monotonic()
    assert requests.post(f"{port}/count").json()["count"] == 1
    assert time.monotonic() - begin >= 0.06


def test_a_kept_alive_connection_works_on_after_a_fault(port: str) -> None:  # F13
    with requests.Session() as session:
        session.get(f"{port}/count")
        add(port, method="POST", action="reset")
        with pytest.raises(requests.ConnectionError):
            session.post(f"{port}/count")
        assert session.post(f"{port}/count").json()["count"] == 1


def test_the_journal_tells_what_the_caller_saw(port: str) -> None:
    add(port, method="POST", action="reset", when="after")
    add(port, method="POST", action={"status": 500})
    start = requests.get(f"{port}/_sandbox/journal").json()["next"]
    with pytest.raises(requests.ConnectionError):
        requests.post(f"{port}/count")
    requests.post(f"{port}/count")
    lost, failed = requests.get(f"{port}/_sandbox/journal?since={start}").json()["entries"]
    assert (lost["status"], lost["kind"], lost["fault"]["when"], lost["fault"]["action"]) == (
        None,
        "write",
        "after",
        "reset",
    )
    assert (failed["status"], failed["fault"]["when"], failed["fault"]["action"]) == (
        500,
        "before",
        {"status": 500},
    )


def test_faults_are_listed_with_their_hits_and_deleted_one_or_all(port: str) -> None:
    one, two = add(port, action={"status": 500}, times=3), add(port, action="hang")
    requests.get(f"{port}/count")
    listed = requests.get(f"{port}/_sandbox/faults").json()["faults"]
    assert [(rule["id"], rule["times"], rule["hits"]) for rule in listed] == [
        (one["id"], 2, 1),
        (two["id"], 1, 0),
    ]
    left = requests.delete(f"{port}/_sandbox/faults?id={one['id']}").json()["faults"]
    assert [rule["id"] for rule in left] == [two["id"]]
    assert requests.delete(f"{port}/_sandbox/faults").json() == {"faults": []}


def test_a_person_at_the_vendors_own_pages_meets_no_faults(port: str) -> None:
    add(port, action="reset", times=None)
    assert requests.post(f"{port}/_sandbox/as-user/count").json()["as_user"] is True
