"""Posting to an address that a person typed in: nothing private is reached, by number, name, redirect or a second answer
of the name server (SEC33)."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

from syncapp.connectors import outgoing
from syncapp.connectors.outgoing import Unreachable, Unsafe, post, resolved, target_of
from tests.connectors.receiver import Receiver, listening

HERE = ("127.0.0.1",)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening() as made:
        yield made


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """What the name server answers, one list after the other; the last one again and again."""
    known: dict[str, list[list[str]]] = {}

    def getaddrinfo(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        if host not in known:
            return real(host, port, type=socket.SOCK_STREAM)
        answers = known[host]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]

    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return known


PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
    "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "2002:7f00:1::", "64:ff9b::7f00:1", "ff02::1",
]  # fmt: skip


@pytest.mark.parametrize("number", PRIVATE)
def test_a_private_number_is_refused(number: str) -> None:  # SEC33
    url = f"https://[{number}]/" if ":" in number else f"https://{number}/"
    with pytest.raises(Unsafe):
        post(url, b"{}", {})


@pytest.mark.parametrize(
    "url", ["https://2130706433/", "https://0x7f.1/", "https://127.1/", "https://localhost/", "https://localhost./"]
)
def test_nor_is_one_by_another_spelling(url: str) -> None:  # SEC33
    with pytest.raises((Unsafe, Unreachable)):
        post(url, b"{}", {})


def test_a_name_with_any_private_number_is_refused(names: dict[str, list[list[str]]]) -> None:  # SEC33
    names["hook.example"] = [["93.184.216.34", "10.0.0.7"]]
    with pytest.raises(Unsafe, match=r"hook\.example is in a private network"):
        resolved(target_of("https://hook.example/"))


def test_a_name_is_asked_once_and_what_it_answers_then_makes_no_difference(
    names: dict[str, list[list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:  # SEC33: rebinding
    names["hook.example"] = [["93.184.216.34"], ["127.0.0.1"]]
    reached = []

    def connect(address: tuple[str, int], *_: Any, **__: Any) -> Any:
        reached.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr("urllib3.util.connection.create_connection", connect)
    with pytest.raises(Unreachable):
        post("https://hook.example/", b"{}", {})
    assert reached == [("93.184.216.34", 443)]


def test_a_redirect_is_not_followed(receiver: Receiver) -> None:  # SEC33
    receiver.status, receiver.headers = 307, {"Location": "http://169.254.169.254/latest/meta-data/"}
    answer = post(receiver.url, b"{}", {}, trusted=HERE)
    assert (answer.status, answer.taken, len(receiver.got)) == (307, False, 1)


@pytest.mark.parametrize(
    "url",
    ["ftp://example.com/", "//example.com/", "example.com", "https://", "http://example.com/", "https://user:pw@example.com/", "https://example.com/a b", "https://example.com/\r\nX: y", "https://exämple.com/", "https://example.com:99999/", f"https://example.com/{'a' * 500}", "javascript:alert(1)", "file:///etc/passwd"],
)  # fmt: skip
def test_what_is_no_https_address_is_refused(url: str) -> None:  # SEC33
    with pytest.raises(Unsafe):
        target_of(url)


def test_it_posts_the_body_as_it_is(receiver: Receiver) -> None:
    answer = post(receiver.url, "{“é”}".encode(), {"Syncapp-Delivery": "7"}, trusted=HERE)
    assert (answer.taken, answer.text) == (True, "thanks")
    ((path, headers, body),) = receiver.got
    assert (path, body) == ("/alerts?a=b", "{“é”}".encode())
    assert headers["syncapp-delivery"] == "7"
    assert headers["host"] == receiver.url.split("/")[2]


def test_only_the_beginning_of_an_answer_is_read(receiver: Receiver) -> None:
    receiver.body = b"x" * 5_000
    assert post(receiver.url, b"{}", {}, trusted=HERE).text == "x" * outgoing.READ


@pytest.mark.parametrize("declared", [True, False])
def test_an_answer_that_drips_is_cut_off_and_was_an_answer(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch, declared: bool
) -> None:  # SEC51
    monkeypatch.setattr(outgoing, "SECONDS", 0.5)
    receiver.pause, receiver.body = 0.2, b"x" * 40
    if declared:
        receiver.headers = {"Content-Length": "40"}
    began = time.monotonic()
    assert post(receiver.url, b"{}", {}, trusted=HERE).taken
    assert time.monotonic() - began < 4


def test_who_does_not_answer_in_time_has_not_answered(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "SECONDS", 0.5)
    receiver.waits = 1.5
    with pytest.raises(Unreachable, match="did not answer within"):
        post(receiver.url, b"{}", {}, trusted=HERE)


def test_a_host_that_is_not_there_is_tried_later() -> None:
    with pytest.raises(Unreachable, match=r"There is no host"):
        post("https://no-such-host.invalid/", b"{}", {})


def test_the_certificate_must_be_of_the_host_in_the_address(names: dict[str, list[list[str]]]) -> None:  # SEC34
    target = target_of("https://hook.example/")
    pool: Any = outgoing._pool(target, "93.184.216.34")
    assert (pool.assert_hostname, pool.cert_reqs, pool.conn_kw["server_hostname"]) == (
        "hook.example",
        "CERT_REQUIRED",
        "hook.example",
    )
