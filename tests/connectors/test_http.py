"""What a read does and what its answer means, over real sockets; limits and tokens of both ways."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from syncapp.connectors.errors import (
    ConnectionExpired,
    GarbageAnswer,
    LimitReached,
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
    drip,
    hang,
    raw,
    reset,
    whole,
)


def test_a_read_gives_parsed_json_with_exact_numbers(start: Start) -> None:
    setup = start(whole(b'{"amount": 10.10, "odd": NaN, "huge": 1e400}'))
    assert setup.http.read("GET", "/a", params={"q": "x y"}) == {
        "amount": Decimal("10.10"),
        "odd": "NaN",
        "huge": Decimal("1e400"),
    }
    assert setup.requests[0].startswith(b"GET /a?q=x+y HTTP/1.1\r\n")
    assert b"Authorization: Bearer token-one\r\n" in setup.requests[0]
    assert b"X-Request-ID: run-7\r\n" in setup.requests[0]
    assert b"X-Own: 1\r\n" in setup.requests[0]
    assert setup.http.calls == {"read": 1}
    assert setup.budget.spent == {"read": 1}


def test_a_query_may_be_sent_as_text(start: Start) -> None:
    setup = start(whole(OK))
    setup.http.read("POST", "/query", text="select * from Item where Name = 'Größe'", kind="batch")
    assert b"Content-Type: application/text" in setup.requests[0]
    assert setup.requests[0].endswith("Name = 'Größe'".encode())
    assert setup.budget.spent == {"batch": 1}


def test_the_vendors_clock_is_taken_from_every_answer(start: Start) -> None:
    setup = start(
        whole(OK, Date="Tue, 24 Nov 2026 09:00:00 GMT"),
        whole(OK, "400 Bad Request", Date="Tue, 24 Nov 2026 09:00:05 GMT"),
        whole(OK, Date="nonsense"),
    )
    assert setup.http.last_date is None
    setup.http.read("GET", "/a")
    assert setup.http.last_date == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    with pytest.raises(NotSent):
        setup.http.read("GET", "/a")
    setup.http.read("GET", "/a")
    assert setup.http.last_date == datetime(2026, 11, 24, 9, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize("status", ["500 X", "502 X", "503 X", "504 X", "408 X"])  # F18
def test_a_read_is_repeated_after_a_fault_of_the_vendor(start: Start, status: str) -> None:
    setup = start(whole(b"{}", status), whole(b"{}", status), whole(OK))
    assert setup.http.read("GET", "/a") == {"ok": True}
    assert setup.http.calls == {"read": 3}
    assert setup.budget.spent == {"read": 3}
    first, second = setup.clock.slept
    assert 0.5 <= first <= 0.75
    assert 1 <= second <= 1.5


def test_after_three_tries_the_vendor_is_unavailable(start: Start) -> None:  # F18
    setup = start(*[whole(b'{"message": "down"}', "503 X")] * 5)
    with pytest.raises(VendorUnavailable) as caught:
        setup.http.read("GET", "/a")
    assert caught.value.problem == Problem("vendor_unavailable", "down")
    assert len(setup.requests) == 3


def test_a_read_waits_as_long_as_the_vendor_asks(start: Start) -> None:
    setup = start(whole(b"{}", "503 X", Retry_After="9"), whole(OK))
    setup.http.read("GET", "/a")
    assert setup.clock.slept == [9]


def test_a_read_gives_up_where_the_wait_would_pass_its_deadline(start: Start) -> None:
    setup = start(whole(b"{}", "503 X", Retry_After="40"), whole(OK))
    with pytest.raises(VendorUnavailable):
        setup.http.read("GET", "/a", deadline=30)
    assert setup.clock.slept == []
    assert len(setup.requests) == 1


@pytest.mark.parametrize("fault", [reset, raw(b"")])  # F2
def test_a_read_survives_a_broken_connection(start: Start, fault: Reply) -> None:
    setup = start(fault, whole(OK))
    assert setup.http.read("GET", "/a") == {"ok": True}
    assert setup.http.calls == {"read": 2}


def test_a_refused_connection_is_tried_three_times(start: Start) -> None:  # F1
    setup = Setup(None, "http://127.0.0.1:1")
    with pytest.raises(VendorUnavailable, match="Connection refused"):
        setup.http.read("GET", "/a")
    assert setup.http.calls == {"read": 3}


def test_a_name_that_resolves_to_nothing_is_unavailable() -> None:  # F1
    setup = Setup(None, "http://nobody.invalid")
    with pytest.raises(VendorUnavailable):
        setup.http.write("POST", "/a", json={})


@pytest.mark.parametrize("name", GARBAGE)
def test_garbage_for_a_read_is_asked_once_more_and_then_told(start: Start, name: str) -> None:
    setup = start(*[GARBAGE[name]] * 5)
    with pytest.raises(GarbageAnswer) as caught:
        setup.http.read("GET", "/a")
    assert caught.value.problem.code == "garbage_answer"
    assert len(setup.requests) == 2


@pytest.mark.parametrize("name", GARBAGE)
def test_garbage_once_is_forgiven_a_read(start: Start, name: str) -> None:
    setup = start(GARBAGE[name], whole(OK))
    assert setup.http.read("GET", "/a") == {"ok": True}


def test_compressed_answers_are_read(start: Start) -> None:
    setup = start(whole(gzip.compress(OK), Content_Encoding="gzip"))
    assert setup.http.read("GET", "/a") == {"ok": True}


def test_redirects_are_never_followed(start: Start) -> None:  # F14
    setup = start(whole(b"", "302 Found", Location="http://127.0.0.1:1/evil?token=x"), whole(OK))
    with pytest.raises(GarbageAnswer, match=r"redirected to 127\.0\.0\.1:1"):
        setup.http.read("GET", "/a")
    assert len(setup.requests) == 1


def test_a_refusal_is_named_by_the_vendors_own_rule(start: Start) -> None:
    setup = start(whole(b'{"message": "no"}', "400 Bad Request"))
    with pytest.raises(NotSent) as caught:
        setup.http.read("GET", "/a")
    assert caught.value.problem == Problem("status_400", "no")
    assert len(setup.requests) == 1


def test_a_refusal_in_html_is_a_refusal_all_the_same(start: Start) -> None:
    setup = start(whole(HTML, "403 Forbidden"))
    with pytest.raises(NotSent) as caught:
        setup.http.read("GET", "/a")
    assert caught.value.problem.code == "status_403"


# Deadlines


@pytest.mark.parametrize(
    "fault",
    [
        hang,
        drip(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 500),
        drip(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + b" " * 900),
    ],
)
def test_no_answer_outlives_its_deadline(start: Start, fault: Reply) -> None:  # F6 F10
    setup = start(fault, fault, fault)
    setup.clock.sleep(0)
    with pytest.raises(VendorUnavailable):
        setup.http.read("GET", "/a", deadline=0.3)
    assert len(setup.requests) == 1  # no second try fits into what is left


def test_a_slow_answer_within_the_deadline_is_taken(start: Start) -> None:
    setup = start(drip(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"))
    assert setup.http.read("GET", "/a", deadline=5) == {}


def test_a_connection_stays_good_after_a_deadline_that_was_met(start: Start) -> None:
    setup = start(whole(OK), whole(OK))
    setup.http.read("GET", "/a", deadline=0.5)
    setup.http.read("GET", "/a", deadline=0.5)
    assert setup.vendor
    assert setup.vendor.connections == 1


# Limits and tokens


def test_a_limit_ends_the_calls_for_as_long_as_the_vendor_says(start: Start) -> None:  # F15
    setup = start(whole(b"{}", "429 X", Retry_After="30"))
    with pytest.raises(LimitReached) as caught:
        setup.http.read("GET", "/a", kind="search")
    assert caught.value.seconds == 30
    assert setup.budget.waits == [("search", 30)]
    assert len(setup.requests) == 1


def test_a_read_is_made_again_where_the_limit_is_soon_over(
    start: Start,
) -> None:  # F16: the budget waits, not the pause of a failure
    setup = start(whole(b"{}", "429 X", Retry_After="10"), whole(OK))
    assert setup.http.read("GET", "/a") == {"ok": True}
    assert setup.budget.waits == [("read", 10)]
    assert setup.clock.slept == []
    assert len(setup.requests) == 2


@pytest.mark.parametrize(
    ("body", "headers", "seconds"),
    [
        (b'{"wait": 20}', {}, 20),  # the vendor's rule
        (b'{"wait": 20}', {"Retry_After": "4"}, 20),  # never sooner than either asks
        (b"{}", {"Retry_After": "Tue, 24 Nov 2026 09:02:00 GMT", "Date": "Tue, 24 Nov 2026 09:00:00 GMT"}, 120),
        (b"{}", {"Retry_After": "soon"}, 60),
        (b"{}", {}, 60),
        (b"{}", {"Retry_After": "inf"}, 86_400),
    ],
)
def test_a_limit_without_a_clear_word_waits_by_the_vendors_rule(
    start: Start, body: bytes, headers: dict[str, str], seconds: float
) -> None:  # F16
    setup = start(whole(body, "429 X", **headers))
    with pytest.raises(LimitReached) as caught:
        setup.http.write("POST", "/a", json={})
    assert caught.value.seconds == seconds
    assert setup.budget.waits == [("write", seconds)]


def test_an_account_that_moves_house_is_a_limit(start: Start) -> None:
    setup = start(whole(b"{}", "477 Migration", Retry_After="600"))
    with pytest.raises(LimitReached) as caught:
        setup.http.read("GET", "/a")
    assert caught.value.seconds == 600


def test_nothing_is_sent_without_budget(start: Start) -> None:
    setup = start(whole(OK))
    setup.budget.empty = True
    for call in (setup.http.read, setup.http.write):
        with pytest.raises(LimitReached):
            call("POST", "/a", json={})
    assert setup.requests == []
    assert setup.http.calls == {}


@pytest.mark.parametrize("how", ["read", "write"])
def test_an_expired_token_is_renewed_once(start: Start, how: str) -> None:
    setup = start(whole(b"{}", "401 X"), whole(OK))
    assert getattr(setup.http, how)("POST", "/a", json={"n": 1}) == {"ok": True}
    assert b"Bearer token-one" in setup.requests[0]
    assert b"Bearer token-2" in setup.requests[1]
    assert setup.tokens.renewed == 1
    assert setup.http.calls == {how: 2}


@pytest.mark.parametrize("how", ["read", "write"])
def test_a_token_that_stays_refused_needs_a_person(start: Start, how: str) -> None:  # F28
    setup = start(whole(b'{"message": "gone"}', "401 X"), whole(b'{"message": "gone"}', "401 X"), whole(OK))
    with pytest.raises(ConnectionExpired) as caught:
        getattr(setup.http, how)("POST", "/a", json={})
    assert caught.value.problem.vendor_text == "gone"
    assert len(setup.requests) == 2


def test_a_renewed_token_leaves_a_read_its_tries(start: Start) -> None:
    setup = start(whole(b"{}", "401 X"), reset, reset, whole(OK))
    assert setup.http.read("GET", "/a") == {"ok": True}
