"""A write is sent once, whatever happens; and what of a call stands in the log."""

from __future__ import annotations

import logging
import time
from decimal import Decimal
from typing import Any

import pytest

from syncapp.connectors import http as http_module
from syncapp.connectors.errors import (
    LostAnswer,
    NotSent,
    VendorUnavailable,
)
from syncapp.connectors.protocol import Problem
from tests.connectors.wire import (
    GARBAGE,
    HTML,
    OK,
    Reply,
    Setup,
    Start,
    Vendor,
    drip,
    hang,
    raw,
    reset,
    whole,
)


def test_a_write_is_sent_once_as_compact_json(start: Start) -> None:
    setup = start(whole(OK))
    assert setup.http.write("POST", "/a", json={"name": "Größe", "amount": "1.10"}) == {"ok": True}
    assert setup.requests[0].endswith('{"name":"Größe","amount":"1.10"}'.encode())
    assert setup.http.calls == {"write": 1}


def test_a_write_may_be_answered_by_nothing_at_all(start: Start) -> None:
    setup = start(raw(b"HTTP/1.1 204 No Content\r\n\r\n"))
    assert setup.http.write("POST", "/a", json={}) is None


def test_money_that_is_a_float_is_refused_before_it_is_sent(start: Start) -> None:
    setup = start(whole(OK))
    with pytest.raises(TypeError):
        setup.http.write("POST", "/a", json={"amount": Decimal("1.10")})
    with pytest.raises(ValueError, match="Out of range"):
        setup.http.write("POST", "/a", json={"amount": float("nan")})
    assert setup.requests == []


LOST = {
    "reset": (reset, False),
    "closed": (raw(b""), False),
    "half a status line": (raw(b"HTTP/1.1 20"), False),
    "500": (whole(b"{}", "500 X"), True),
    "gateway timeout": (whole(b"{}", "504 X"), False),  # the vendor may be at work still
    "bad gateway": (whole(HTML, "502 X"), False),
    "request timeout": (whole(b"{}", "408 X"), False),
    "unavailable": (whole(b"{}", "503 X"), True),
    "redirect": (whole(b"", "302 X", Location="http://example.com/"), True),
    **{name: (reply, True) for name, reply in GARBAGE.items()},
}


@pytest.mark.parametrize("name", LOST)
def test_a_write_without_a_trustworthy_answer_is_lost_and_not_repeated(start: Start, name: str) -> None:  # F3 F8 F9
    reply, finished = LOST[name]
    setup = start(reply, whole(OK), whole(OK))
    with pytest.raises(LostAnswer) as caught:
        setup.http.write("POST", "/a", json={"n": 1})
    assert caught.value.finished is finished
    assert len(setup.requests) == 1
    assert setup.http.calls == {"write": 1}
    assert setup.clock.slept == []


@pytest.mark.parametrize(
    "fault", [hang, drip(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 500), drip(b"HTTP/1.1 200 OK\r\n\r\n" + b" " * 500)]
)
def test_a_write_that_takes_too_long_is_lost(start: Start, fault: Reply) -> None:  # F6 F10
    setup = start(fault, whole(OK))
    with pytest.raises(LostAnswer, match="no answer in time") as caught:
        setup.http.write("POST", "/a", json={}, deadline=0.3)
    assert caught.value.finished is False
    assert len(setup.requests) == 1


def test_a_write_that_never_left_is_known_not_to_have_happened() -> None:  # F1
    setup = Setup(None, "http://127.0.0.1:1")
    with pytest.raises(VendorUnavailable):
        setup.http.write("POST", "/a", json={})
    assert setup.http.calls == {"write": 1}


def test_a_vendor_that_speaks_no_tls_got_nothing(start: Start) -> None:  # F12
    vendor = Vendor([])
    setup = Setup(vendor, vendor.url.replace("http:", "https:"))
    with pytest.raises(VendorUnavailable):
        setup.http.write("POST", "/a", json={}, deadline=1)
    assert vendor.requests == []
    vendor.close()


def test_a_refused_write_certainly_changed_nothing(start: Start) -> None:
    setup = start(whole(b'{"message": "bad"}', "400 X"))
    with pytest.raises(NotSent) as caught:
        setup.http.write("POST", "/a", json={})
    assert caught.value.problem == Problem("status_400", "bad")


def test_a_write_does_not_use_a_connection_that_may_have_gone_stale(start: Start) -> None:  # F13
    setup = start(whole(OK), whole(OK), whole(OK))
    assert setup.vendor
    setup.http.write("POST", "/a", json={"n": 1})
    setup.clock.now += http_module.IDLE_SECONDS / 2
    setup.http.write("POST", "/a", json={"n": 2})
    assert setup.vendor.connections == 1
    setup.clock.now += http_module.IDLE_SECONDS * 2
    setup.http.write("POST", "/a", json={"n": 3})
    assert setup.vendor.connections == 2
    assert [request[-1:] for request in setup.requests] == [b"}"] * 3


def test_a_connection_closed_by_the_vendor_meanwhile_costs_no_write(start: Start) -> None:  # F13
    body = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    setup = start(raw(body), whole(OK))  # closes after its first answer without saying so
    setup.http.write("POST", "/a", json={"n": 1})
    for _ in range(6000):  # until the end of the connection has arrived here
        pool = setup.http._session.get_adapter(setup.http.base_url).poolmanager.connection_from_url(setup.http.base_url)
        connection = pool.pool.queue[-1]
        if connection is None or connection.is_connected is False:
            break
        time.sleep(0.01)
    else:
        pytest.fail("The end of the connection has not arrived.")
    assert setup.http.write("POST", "/a", json={"n": 2}) == {"ok": True}
    assert len(setup.requests) == 2


# The log


def test_each_call_is_one_line_without_secrets(start: Start, caplog: pytest.LogCaptureFixture) -> None:  # SEC44
    setup = start(whole(b"{}", "401 X"), whole(OK, intuit_tid="1-abc"), reset)
    caplog.set_level(logging.INFO, logger="syncapp.calls")
    setup.http.read("GET", "/v3/company?code=secret-one&query=ann@example.com")
    with pytest.raises(LostAnswer):
        setup.http.write("POST", "/b", json={"secret": "secret-two"})
    lines = [record.getMessage() for record in caplog.records]
    assert len(lines) == 3
    assert "testvendor GET /v3/company?code=***&query=*** status=401" in lines[0]
    assert "run=run-7" in lines[1]
    assert "status=200" in lines[1]
    assert "POST /b status=none" in lines[2]
    for word in ("secret-one", "secret-two", "token-one", "token-2", "ann@"):
        assert word not in caplog.text


def test_the_vendors_own_id_of_the_call_is_logged(start: Start, caplog: pytest.LogCaptureFixture) -> None:
    def reply(client: Any) -> bool:
        client.sendall(b"HTTP/1.1 200 OK\r\nintuit_tid: 1-abc\r\nContent-Length: 2\r\n\r\n{}")
        return True

    setup = start(reply)
    caplog.set_level(logging.INFO, logger="syncapp.calls")
    setup.http.read("GET", "/a")
    assert "vendor_id=1-abc" in caplog.text


def test_an_answer_cannot_write_into_the_log(start: Start, caplog: pytest.LogCaptureFixture) -> None:  # SEC45
    setup = start(whole(OK))
    caplog.set_level(logging.INFO, logger="syncapp.calls")
    setup.http.read("GET", "/a\u2028b")
    assert "\u2028" not in caplog.text


def test_a_netrc_does_not_replace_the_token(start: Start, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    setup = start(whole(OK))
    setup.http._session.trust_env = True
    setup.http.read("GET", "/a")
    assert b"Authorization: Bearer token-one" in setup.requests[0]


def test_no_proxy_stands_before_this_machine(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    setup = start(whole(OK))
    assert setup.http.read("GET", "/a") == {"ok": True}
