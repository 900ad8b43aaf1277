"""Both ports over real sockets, against a vendor that only counts; the command itself."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

from syncapp.sandbox import server
from syncapp.sandbox.call import Answer
from tests.sandbox import standin

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _standin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "open_port", standin.open_port)


@pytest.fixture
def sandbox() -> Iterator[server.Sandbox]:
    with server.running(clock=NOW, limits=False) as running:
        yield running


def test_both_vendors_answer_on_ports_of_their_own(sandbox: server.Sandbox) -> None:
    assert sandbox.hubspot_url != sandbox.quickbooks_url
    assert sandbox.hubspot.base_url == sandbox.hubspot_url
    systems = [
        requests.get(f"{url}/_sandbox/").json()["system"] for url in (sandbox.hubspot_url, sandbox.quickbooks_url)
    ]
    assert systems == ["hubspot", "quickbooks"]


def test_the_two_clocks_may_differ_and_the_date_header_follows(sandbox: server.Sandbox) -> None:  # F46
    requests.post(f"{sandbox.quickbooks_url}/_sandbox/clock", json={"advance_seconds": 3600})
    assert requests.get(f"{sandbox.hubspot_url}/count").headers["date"] == "Tue, 24 Nov 2026 18:00:00 GMT"
    assert requests.get(f"{sandbox.quickbooks_url}/count").headers["date"] == "Tue, 24 Nov 2026 19:00:00 GMT"


def test_path_query_and_body_reach_the_vendor_decoded(sandbox: server.Sandbox) -> None:
    answer = requests.post(f"{sandbox.hubspot_url}/contacts/a%40b.com?q=%C3%BC&q=2&empty=", data="hello")
    assert answer.json()["message"] == "POST /contacts/a@b.com [('q', 'ü'), ('q', '2'), ('empty', '')] hello"


def test_a_large_body_arrives_whole(sandbox: server.Sandbox) -> None:
    answer = requests.post(f"{sandbox.hubspot_url}/x", data="a" * 3_000_000)
    assert len(answer.json()["message"]) > 3_000_000


def test_an_answer_is_one_piece_with_its_length_on_a_kept_connection(sandbox: server.Sandbox) -> None:
    with requests.Session() as session:
        first = session.get(f"{sandbox.hubspot_url}/count")
        assert int(first.headers["content-length"]) == len(first.content)
        assert "connection" not in first.headers
        assert session.delete(f"{sandbox.hubspot_url}/count").status_code == 204
        assert session.get(f"{sandbox.hubspot_url}/count").status_code == 200


def test_an_answer_comes_in_one_write(sandbox: server.Sandbox) -> None:
    address = ("127.0.0.1", int(sandbox.hubspot_url.rsplit(":", 1)[1]))
    with socket.create_connection(address) as connection:
        for _ in range(50):
            connection.sendall(b"GET /count HTTP/1.1\r\nhost: x\r\n\r\n")
            assert b'"count":0' in connection.recv(65536)


def test_as_user_is_the_same_request_without_limits(sandbox: server.Sandbox) -> None:
    sandbox.hubspot.limited_answer = Answer(429, {"message": "limit"})  # type: ignore[attr-defined]
    assert requests.get(f"{sandbox.hubspot_url}/count").status_code == 429
    answer = requests.post(f"{sandbox.hubspot_url}/_sandbox/as-user/count")
    assert answer.json()["as_user"] is True
    limited, as_user = requests.get(f"{sandbox.hubspot_url}/_sandbox/journal").json()["entries"]
    assert (limited["status"], limited["as_user"]) == (429, False)
    assert (as_user["path"], as_user["as_user"], as_user["kind"]) == ("/count", True, "write")


def test_control_requests_are_not_journalled(sandbox: server.Sandbox) -> None:
    requests.get(f"{sandbox.hubspot_url}/_sandbox/")
    requests.post(f"{sandbox.hubspot_url}/_sandbox/clock", json={"advance_seconds": 1})
    assert requests.get(f"{sandbox.hubspot_url}/_sandbox/journal").json()["entries"] == []


def test_latency_is_added_to_every_vendor_call(sandbox: server.Sandbox) -> None:
    requests.post(f"{sandbox.hubspot_url}/_sandbox/latency", json={"milliseconds": 50})
    begin = time.monotonic()
    requests.get(f"{sandbox.hubspot_url}/count")
    assert time.monotonic() - begin >= 0.05


def test_a_bug_in_a_vendor_is_seen_and_does_not_end_the_server(
    sandbox: server.Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(call: object) -> Answer:
        raise ZeroDivisionError("a bug")

    with monkeypatch.context() as patch:
        patch.setattr(sandbox.hubspot, "handle", fail)
        answer = requests.get(f"{sandbox.hubspot_url}/count")
    assert answer.status_code == 500
    assert "ZeroDivisionError" in answer.text
    assert requests.get(f"{sandbox.hubspot_url}/count").status_code == 200


def test_a_state_file_survives_the_process(tmp_path: Path) -> None:
    state = str(tmp_path / "state.sqlite")
    with server.running(state=state, limits=False) as sandbox:
        requests.post(f"{sandbox.hubspot_url}/count")
        requests.post(f"{sandbox.hubspot_url}/count")
        requests.post(f"{sandbox.quickbooks_url}/count")
    with server.running(state=state, limits=False) as sandbox:
        counts = [requests.get(f"{url}/count").json()["count"] for url in (sandbox.hubspot_url, sandbox.quickbooks_url)]
    assert counts == [2, 1]


def test_what_was_answered_is_on_disk_before_the_answer(tmp_path: Path) -> None:
    state = str(tmp_path / "state.sqlite")
    with server.running(state=state, limits=False) as sandbox:
        requests.post(f"{sandbox.hubspot_url}/count")
        beside = standin.open_port("hubspot", state, sandbox.ports["hubspot"].clock)
        assert beside.vendor.count == 1  # type: ignore[attr-defined]


@contextmanager
def command(*options: str) -> Iterator[subprocess.Popen[str]]:
    arguments = [
        sys.executable,
        "-m",
        "syncapp.sandbox",
        "--hubspot-port",
        "0",
        "--quickbooks-port",
        "0",
        *options,
    ]
    process = subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=dict(os.environ)
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def addresses(process: subprocess.Popen[str]) -> dict[str, str]:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("Sandbox ready: "), line
    return dict(part.split("=", 1) for part in line.removeprefix("Sandbox ready: ").split())


def test_the_command_says_where_it_is_and_ends_cleanly_on_sigterm() -> None:
    with command("--clock", "fixed:2026-11-24T18:00:00Z") as process:
        shown = requests.get(addresses(process)["quickbooks"] + "/_sandbox/").json()
        assert (shown["clock"]["now"], shown["limits"]["enabled"]) == ("2026-11-24T18:00:00+00:00", True)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


@pytest.mark.parametrize("limits", [True, False])
def test_limits_are_on_unless_somebody_wants_them_off(limits: bool) -> None:
    sandbox = server.prepare() if limits else server.prepare(limits=False)
    server.close(sandbox)
    assert [port.vendor.limits["enabled"] for port in sandbox.ports.values()] == [limits, limits]


def test_a_hanging_call_does_not_keep_the_command_alive() -> None:
    with command() as process:
        hubspot = addresses(process)["hubspot"]
        requests.post(f"{hubspot}/_sandbox/faults", json={"action": "hang"})
        with socket.create_connection(("127.0.0.1", int(hubspot.rsplit(":", 1)[1]))) as connection:
            connection.sendall(b"GET /count HTTP/1.1\r\nhost: x\r\n\r\n")
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=10) == 0


def test_a_taken_port_is_one_clear_sentence() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        number = str(holder.getsockname()[1])
        with command("--quickbooks-port", number) as process:
            assert process.wait(timeout=10) == 2
            assert process.stderr is not None
            assert process.stderr.read() == f"Port {number} is taken by another program.\n"


def test_a_broken_state_file_is_one_clear_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "state.sqlite"
    broken.write_text("this is no database" * 100)
    with command("--state", str(broken)) as process:
        assert process.wait(timeout=10) == 2
        assert process.stderr is not None
        assert process.stderr.read().startswith(f"The state file {broken} cannot be used")
