"""The pages of the sandbox itself: journal, faults, limits and clock, webhooks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.port import Port, open_port
from syncapp.sandbox.ui.tools.faults import READY
from tests.sandbox.listener import Listener, listening
from tests.sandbox.person import Person

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
CONTACTS = "/crm/v3/objects/contacts"


@pytest.fixture(params=["hubspot", "quickbooks"])
def either(request: pytest.FixtureRequest) -> Port:
    return open_port(request.param, ":memory:", Clock(NOW))


@pytest.fixture
def port() -> Port:
    return open_port("hubspot", ":memory:", Clock(NOW))


def note(port: Port, method: str = "GET", path: str = CONTACTS, status: int | None = 200, **more: Any) -> None:
    call = Call(method, path, as_user=more.get("as_user", False))
    port.note(call, more.get("query", ""), Answer(status or 200, more.get("data")), status, more.get("fault"))


def paths(person: Person) -> list[str]:
    """The paths of the requests shown, from the top."""
    return [word for word in person.page.words.split() if word.startswith("/crm/")]


# Journal


def test_the_journal_shows_the_newest_first_and_pages(port: Port) -> None:
    for n in range(60):
        note(port, path=f"{CONTACTS}/{n}")
    person = Person(port).open("/ui/journal/")
    assert paths(person)[0] == f"{CONTACTS}/59"
    assert len(paths(person)) == 50
    assert paths(person.follow("Older"))[0] == f"{CONTACTS}/9"
    note(port, path=f"{CONTACTS}/new")
    assert paths(person.open(person.address))[0] == f"{CONTACTS}/9"  # the page stays where it is
    assert paths(person.follow("Newest"))[0] == f"{CONTACTS}/new"


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"Method": "POST"}, ["/crm/post"]),
        ({"Path contains": "/post"}, ["/crm/post"]),
        ({"Path contains": "after=7"}, ["/crm/query?after=7"]),
        ({"Status": "429"}, ["/crm/limited"]),
        ({"Status": "4xx"}, ["/crm/limited"]),
        ({"Status": "lost"}, ["/crm/lost"]),
        ({"Kind": "write"}, ["/crm/post"]),
        ({"By": "A person"}, ["/crm/person"]),
        ({"Fault": "With a fault"}, ["/crm/lost"]),
        ({"Since": "2026-11-24 18:30"}, ["/crm/late"]),
        ({"Since": "5"}, ["/crm/late", "/crm/query?after=7"]),
        ({"Method": "POST", "Status": "5xx"}, []),
    ],
)
def test_the_journal_is_filtered(port: Port, chosen: dict[str, str], found: list[str]) -> None:
    fault = port.faults.add({"action": "reset"})
    note(port, "POST", "/crm/post", 201)
    note(port, path="/crm/limited", status=429)
    note(port, path="/crm/lost", status=None, fault=fault)
    note(port, path="/crm/person", as_user=True)
    port.journal.add(
        {
            "time": NOW.isoformat(),
            "method": "PUT",
            "path": "x",
            "query": "",
            "status": 204,
            "kind": "auth",
            "as_user": False,
            "fault": None,
        }
    )
    note(port, path="/crm/query", query="after=7")
    port.clock.advance(3600)
    note(port, path="/crm/late")
    person = Person(port).open("/ui/journal/").type(chosen).press("Show")
    assert paths(person) == found
    assert all(person.shows(label) == text for label, text in chosen.items())


def test_a_long_journal_is_looked_through_in_parts(port: Port, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("syncapp.sandbox.ui.tools.journal.LOOKED_THROUGH", 5)
    note(port, path="/crm/first", status=404)
    for _ in range(9):
        note(port)
    person = Person(port).open("/ui/journal/?status=404")
    assert person.sees("No requests.", "5 at most are looked through")
    assert paths(person.follow("Older")) == ["/crm/first"]
    assert "Older" not in person.page.links


@pytest.mark.parametrize(("label", "text"), [("Since", "yesterday"), ("Status", "bad"), ("Record", "thing 7")])
def test_a_filter_that_cannot_be_read_is_told_above_what_was_typed(port: Port, label: str, text: str) -> None:
    person = Person(port).open("/ui/journal/").type({label: text, "Path contains": "x"}).press("Show")
    assert (person.status, text in person.refusal) == (422, True)
    assert (person.shows(label), person.shows("Path contains")) == (text, "x")


def test_a_request_leads_to_the_record_that_it_made(port: Port) -> None:
    vendor: Any = port.vendor
    one = vendor.load("contacts", {"email": "ida@example.com"})
    note(port, "POST", CONTACTS, 201, data={"id": one})
    assert Person(port).open("/ui/journal/").follow(f"contacts {one}").title == "ida@example.com"


def test_the_journal_is_emptied(either: Port) -> None:
    note(either)
    assert Person(either).open("/ui/journal/").press("Empty the journal").sees("No requests.")
    assert len(either.journal) == 0


# Faults


def hit(port: Port, method: str = "GET", path: str = CONTACTS) -> bool:
    call = Call(method, path)
    fault = port.faults.take(call, path)
    note(port, method, path, 503, fault=fault) if fault else None
    return fault is not None


@pytest.mark.parametrize("ready", READY, ids=lambda one: one.key)
def test_each_ready_fault_is_turned_on_and_taken_away_by_a_click(either: Port, ready: Any) -> None:
    person = Person(either).open("/ui/faults/").press(f"{ready.title} {ready.what}")
    assert ready.title in person.said
    rule = either.faults.rules[0]
    assert rule.action == ready.action
    person.press(f"Take away fault {rule.id}")
    assert either.faults.rules == []
    assert person.sees("No faults.")


def test_down_for_ten_minutes_is_over_after_ten_minutes(port: Port) -> None:
    person = Person(port).open("/ui/faults/").press("Down 503 for ten minutes")
    assert person.sees("until 18:10:00 UTC")
    assert hit(port)
    port.clock.advance(600)
    assert not hit(port)
    assert person.open("/ui/faults/").sees("over")


def test_a_fault_is_put_on_chosen_requests_so_often(port: Port) -> None:
    person = Person(port).open("/ui/faults/")
    person.fill(Requests="Searches", How_often="3 times", First_let_pass="1").press("Failure 500, once")
    search = f"{CONTACTS}/search"
    assert not hit(port)
    assert [hit(port, "POST", search) for _ in range(5)] == [False, True, True, True, False]
    assert person.shows("Requests") == "Searches"  # for the next one
    person.open("/ui/faults/")
    assert person.sees("Searches", f"POST {search}")
    assert paths(person.follow("3")) == [search] * 3


@pytest.mark.parametrize(
    ("system", "writes", "reads"),
    [
        ("hubspot", [("PATCH", f"{CONTACTS}/1"), ("POST", CONTACTS)], [("GET", CONTACTS), ("POST", f"{CONTACTS}/search"), ("POST", "/oauth/v1/token")]),
        ("quickbooks", [("POST", "/v3/company/1/invoice")], [("POST", "/v3/company/1/query"), ("GET", "/v3/company/1/invoice/1")]),
    ],
)  # fmt: skip
def test_an_answer_is_lost_after_writes_alone(
    system: str, writes: list[tuple[str, str]], reads: list[tuple[str, str]]
) -> None:
    port = open_port(system, ":memory:", Clock(NOW))
    person = Person(port).open("/ui/faults/").fill(How_often="Until it is taken away")
    person.press("Answer lost after a write It is applied, then the connection is reset")
    assert port.faults.rules[0].when == "after"
    assert [hit(port, *one) for one in reads] == [False] * len(reads)
    assert [hit(port, *one) for one in writes] == [True] * len(writes)


def test_a_fault_of_ones_own(port: Port) -> None:
    person = (
        Person(port).open("/ui/faults/").fill(Method="post", Path="/invoices$", Times="2", Status_of_the_answer="503")
    )
    person.type({"Body of the answer": "<html>", "Retry-After of the answer": "7", "For seconds": "60"}).press(
        "Turn on"
    )
    rule = port.faults.rules[0]
    assert rule.action == {"status": 503, "body": "<html>", "headers": {"retry-after": "7"}}
    assert (rule.method, rule.path.pattern, rule.times) == ("POST", "/invoices$", 2)
    assert person.sees("POST", "/invoices$", "2 times, until 18:01:00 UTC")


@pytest.mark.parametrize(
    ("label", "text", "word"),
    [
        ("Path", "(", "regular expression"),
        ("Times", "many", "Times"),
        ("Status of the answer", "7", "status"),
    ],
)
def test_a_fault_that_cannot_be_read_is_told_above_what_was_typed(port: Port, label: str, text: str, word: str) -> None:
    person = Person(port).open("/ui/faults/").type({label: text, "Method": "PUT"}).press("Turn on")
    assert (person.status, word in person.refusal) == (422, True)
    assert (person.shows(label), person.shows("Method")) == (text, "PUT")
    assert port.faults.rules == []


def test_all_faults_are_taken_away(either: Port) -> None:
    for _ in range(3):
        either.faults.add({"action": "reset"})
    assert Person(either).open("/ui/faults/").press("Take all away").said == "All faults are off."
    assert either.faults.rules == []


# Limits, latency, clock


def test_the_clock_is_moved_set_and_let_run(either: Port) -> None:
    person = Person(either).open("/ui/limits/").press("Move on by 1 hour")
    assert either.clock.now() == datetime(2026, 11, 24, 19, tzinfo=UTC)
    person.fill(Set_to="2027-01-01 09:00").press("Set the clock")
    assert either.clock.now() == datetime(2027, 1, 1, 9, tzinfo=UTC)
    assert person.press("Real time").sees("running")


@pytest.mark.parametrize("text", ["soon", "", "1066-10-14", "9999-12-31T23:59:59"])
def test_a_time_that_is_none_is_told_above_what_was_typed(port: Port, text: str) -> None:
    person = Person(port).open("/ui/limits/").fill(Set_to=text).press("Set the clock")
    assert (person.status, person.shows("Set to")) == (422, text)
    assert port.clock.now() == NOW


def test_limits_and_latency_are_set(either: Port) -> None:
    person = Person(either).open("/ui/limits/").fill(Limits_are_on=True, Times="0.1").press("Save limits")
    assert either.vendor.limits == {"enabled": True, "factor": 0.1}
    assert (person.shows("Limits are on"), person.shows("Times")) == ("True", "0.1")
    person.fill(Milliseconds="250").press("Save latency")
    assert either.latency_ms == 250
    person.fill(Times="none").press("Save limits")
    assert (person.status, person.shows("Times")) == (422, "none")


def test_what_is_used_of_hubspots_limits_is_shown(port: Port) -> None:
    token = port.vendor.tokens({"scopes": ["oauth"]}, None)["access_token"]
    port.vendor.limits = {"enabled": True, "factor": 1.0}
    for _ in range(3):
        port.apply(Call("GET", CONTACTS, [], {"authorization": f"Bearer {token}"}))
    words = " ".join(Person(port).open("/ui/limits/").page.words.split())
    assert "Requests in ten seconds 48807700 3 110" in words
    assert "Searches in a second 48807700 0 5" in words


def test_what_is_used_of_quickbooks_limits_is_shown() -> None:
    port = open_port("quickbooks", ":memory:", Clock(NOW))
    token = port.vendor.tokens({}, None)["access_token"]
    port.vendor.limits = {"enabled": True, "factor": 1.0}
    for _ in range(3):
        port.apply(
            Call(
                "GET",
                "/v3/company/9341450000000001/companyinfo/1",
                [],
                {"authorization": f"Bearer {token}", "accept": "application/json"},
            )
        )
    words = " ".join(Person(port).open("/ui/limits/").page.words.split())
    assert "Requests per minute 9341450000000001 3 500" in words


# Webhooks


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as found:
        yield found


def told(port: Port, listener: Listener) -> Person:
    """Three changes of one contact in two deliveries."""
    port.vendor.tokens({"scopes": ["oauth"]}, None)
    port.webhooks.subscribe({"url": listener.url, "secret": "s", "aggregate_ms": 0, "retry_factor": 0.001})
    person = Person(port).open("/ui/contacts/new/").fill(Email="ida@example.com", First_name="Ida").press("Save")
    listener.wait_for(1)
    person.follow("Edit").fill(First_name="Ada", Last_name="Byron").press("Save")
    listener.wait_for(2)
    listener.wait(lambda: all(one["state"] == "delivered" for one in port.webhooks.listing()["deliveries"]))
    return person.open("/ui/webhooks/")


def test_deliveries_are_shown_with_events_attempts_and_answers(port: Port, listener: Listener) -> None:
    listener.answers = [500, 200]
    person = told(port, listener)
    assert person.sees("Delivery 2", "object.propertyChange firstname", "object.creation", "delivered")
    assert person.follow("Delivery 1").sees("500", "200", "Attempts", "ms", "eventId")
    assert (
        person.follow(port.webhooks.listing()["deliveries"][0]["events"][0]["objectId"].__str__()).title == "Ada Byron"
    )
    port.webhooks.close()


def test_deliveries_are_sent_again_reversed_and_twice(port: Port, listener: Listener) -> None:
    person = told(port, listener)
    assert person.press("Send again, reversed: All deliveries").said == "2 deliveries are on the way again."
    listener.wait_for(4)
    assert (
        person.follow("Delivery 1").press("Send again, twice each: Delivery 1").said
        == "2 deliveries are on the way again."
    )
    posts = listener.wait_for(6)
    kinds = [[event["subscriptionType"] for event in post.data] for post in posts]
    assert kinds[2] == ["object.propertyChange"] * len(kinds[1])
    assert kinds[3:] == [["object.creation"]] * 3
    port.webhooks.close()


def test_an_app_is_subscribed_and_ended(either: Port) -> None:
    person = (
        Person(either).open("/ui/webhooks/").fill(Address="http://127.0.0.1:9/hook/", Secret="s", Pauses_times="0.5")
    )
    assert person.press("Subscribe").sees("http://127.0.0.1:9/hook/", "0.5")
    assert person.press("End http://127.0.0.1:9/hook/").sees("No subscriptions.", "No deliveries.")
    assert either.webhooks.listing()["subscriptions"] == []


@pytest.mark.parametrize(
    ("label", "text"),
    [("Address", "nowhere"), ("Secret", ""), ("Pauses times", "often"), ("Pauses times", "nan")],
)
def test_a_subscription_that_cannot_be_is_told_above_what_was_typed(port: Port, label: str, text: str) -> None:
    usual = {"Address": "http://127.0.0.1:9/", "Secret": "s", "Pauses times": "1"}
    person = Person(port).open("/ui/webhooks/").type({**usual, label: text}).press("Subscribe")
    assert person.status == 422
    assert person.refusal
    assert person.shows(label) == text
