""" "Make it go wrong" and "Put it right" on the demo company, and the walk through every page of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from syncapp.sandbox import seeds
from syncapp.sandbox.call import Call
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.port import Port, open_port
from syncapp.sandbox.ui.hubspot.troubles import TROUBLES as HUBSPOT
from syncapp.sandbox.ui.quickbooks.troubles import TROUBLES as QUICKBOOKS
from syncapp.sandbox.ui.troubles import Trouble
from tests.sandbox.person import Person

NOW = datetime(2026, 11, 24, 18, tzinfo=UTC)
TROUBLES: dict[str, tuple[Trouble, ...]] = {"hubspot": HUBSPOT, "quickbooks": QUICKBOOKS}
EACH = [(system, trouble) for system, found in TROUBLES.items() for trouble in found]
MENDED = [(system, trouble) for system, trouble in EACH if trouble.mend]


def names(pair: Any) -> str:
    return str(pair.key if isinstance(pair, Trouble) else pair)


def planted(system: str) -> Port:
    port = open_port(system, ":memory:", Clock(NOW))
    seeds.plant(port, "landscaping", 20)
    port.vendor.tokens({}, None)
    seeds.plant(port, "landscaping-later", 20)
    if system == "hubspot":  # what an app has brought from QuickBooks
        vendor: Any = port.vendor
        vendor.load(
            "invoices",
            {"hs_number": "QB-1", "hs_currency": "USD", "hs_invoice_billable": "false", "hs_invoice_status": "open"},
        )
    return port


@pytest.fixture(scope="module")
def ports() -> dict[str, Port]:
    """Planted once: each test puts right what it made wrong."""
    return {system: planted(system) for system in TROUBLES}


def everything(port: Port) -> dict[str, Any]:
    """Settings, limits, faults and latency, as they stand."""
    vendor: Any = port.vendor
    settings = vendor.account.settings if port.vendor.system == "hubspot" else vendor.company().preferences
    kept = {
        name: value
        for name, value in settings.items()
        if name not in ("MetaData", "SyncToken", "invoice_number_next", "additional_currencies")
    }
    return {
        "settings": kept,
        "limits": dict(vendor.limits),
        "faults": len(port.faults.rules),
        "latency": port.latency_ms,
    }


@pytest.mark.parametrize(("system", "trouble"), EACH, ids=names)
def test_each_trouble_is_made_names_what_to_look_at_and_is_put_right(
    ports: dict[str, Port], system: str, trouble: Trouble
) -> None:
    person, before = Person(ports[system]).open("/ui/troubles/"), everything(ports[system])
    person.press(f"Make it go wrong: {trouble.title}")
    assert person.said.startswith(f"{trouble.title}: look at"), person.refusal
    assert person.sees("Made wrong at 18:00 UTC. Look at")
    assert "made wrong already" in person.press(f"Make it go wrong: {trouble.title}").refusal
    person.press(f"Put it right: {trouble.title}")
    assert person.said.endswith("was put right."), person.refusal
    assert "Made wrong at" not in person.page.words
    assert everything(ports[system]) == before


@pytest.mark.parametrize(("system", "trouble"), MENDED, ids=names)
def test_a_mistake_of_the_demo_company_is_put_right_once(ports: dict[str, Port], system: str, trouble: Trouble) -> None:
    person = Person(ports[system]).open("/ui/troubles/").press(f"Put it right: {trouble.title}")
    assert person.said.endswith("was put right."), person.refusal
    for _ in range(2):  # some buttons mend two records
        person.press(f"Put it right: {trouble.title}")
    assert "There is nothing to put right." in person.refusal


def test_a_trouble_leads_to_its_record(ports: dict[str, Port]) -> None:
    person = Person(ports["hubspot"]).open("/ui/troubles/")
    person.press("Make it go wrong: Comments that are too long")
    label = next(text for text in person.page.links if text.startswith("invoice HS-"))
    assert " of " in label  # its number may be another invoice's too
    assert person.follow(label).sees("Please call the office", "open")
    person.open("/ui/troubles/").press("Put it right: Comments that are too long")


def test_what_was_mended_by_hand_can_be_made_wrong_again(ports: dict[str, Port]) -> None:
    title = "A discount on the order"
    person = Person(ports["hubspot"]).open("/ui/troubles/").press(f"Make it go wrong: {title}")
    assert "or “I have mended it by hand” if you have." in person.press(f"Make it go wrong: {title}").refusal
    person.press(f"I have mended it by hand: {title}")
    assert "is left as it is now" in person.said
    assert "Made wrong at" not in person.page.words
    person.press(f"Make it go wrong: {title}").press(f"Put it right: {title}")
    assert person.said.endswith("was put right.")
    assert person._ask("POST", "/ui/troubles/order-discount/mended/").status == 404


def test_a_number_is_taken_from_a_good_invoice(ports: dict[str, Port]) -> None:  # S45
    """One that was made wrong may not stand in QuickBooks, and its number would be free there."""
    person = Person(ports["hubspot"]).open("/ui/troubles/").press("Make it go wrong: A contact without an address")
    bad = person.said.partition("invoice ")[2].partition(" of ")[0]
    person.press("Make it go wrong: A number that is taken")
    assert "look at invoice HS-" in person.said
    assert bad not in person.said
    person.press("Put it right: A number that is taken").press("Put it right: A contact without an address")


def test_a_number_typed_by_hand_stays_in_quickbooks(ports: dict[str, Port]) -> None:  # A18
    """Were it an invoice, a two-way sync would carry it to HubSpot, which then counts on: nothing would fail."""
    person = Person(ports["quickbooks"]).open("/ui/troubles/").press("Make it go wrong: A number typed by hand")
    assert "look at creditmemo HS-" in person.said
    person.press("Put it right: A number typed by hand")


def test_a_broken_connection_refuses_the_app_until_it_is_put_right() -> None:
    port = planted("hubspot")
    token = port.vendor.tokens({}, None)["access_token"]

    def status() -> int:
        call = Call("GET", "/crm/v3/objects/invoices", [], {"authorization": f"Bearer {token}"})
        return port.vendor.handle(call).status

    assert status() == 200
    person = Person(port).open("/ui/troubles/").press("Make it go wrong: Connection expired")
    assert status() == 401
    person.press("Put it right: Connection expired")
    assert status() == 200


def test_a_missing_scope_refuses_writes_alone() -> None:
    port = planted("hubspot")
    token = port.vendor.tokens({}, None)["access_token"]
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    person = Person(port).open("/ui/troubles/").press("Make it go wrong: Missing scope")
    body = b'{"properties": {"hs_currency": "USD"}}'
    assert port.vendor.handle(Call("POST", "/crm/v3/objects/invoices", [], headers, body)).status == 403
    assert port.vendor.handle(Call("GET", "/crm/v3/objects/invoices", [], headers)).status == 200
    person.press("Put it right: Missing scope")
    assert port.vendor.handle(Call("POST", "/crm/v3/objects/invoices", [], headers, body)).status == 201


def test_quickbooks_drops_the_app_and_takes_it_back() -> None:
    port = planted("quickbooks")
    token = port.vendor.tokens({}, None)["access_token"]
    call = Call("GET", "/v3/company/9341450000000001/preferences", [], {"authorization": f"Bearer {token}"})
    person = Person(port).open("/ui/troubles/").press("Make it go wrong: Connection expired")
    assert port.vendor.handle(call).status == 401
    person.press("Put it right: Connection expired")
    assert port.vendor.handle(call).status == 200


def test_a_restart_still_knows_what_was_made_wrong(tmp_path: Any) -> None:
    state = str(tmp_path / "state.db")
    port = open_port("quickbooks", state, Clock(NOW))
    Person(port).open("/ui/troubles/").press("Make it go wrong: Closing date moved")
    again = open_port("quickbooks", state, Clock(NOW))
    person = Person(again).open("/ui/troubles/")
    assert person.sees("Made wrong at 18:00 UTC. Look at")
    person.press("Put it right: Closing date moved")
    vendor: Any = again.vendor
    assert vendor.company().preference("AccountingInfoPrefs", "BookCloseDate") is None


@pytest.mark.parametrize("system", ["hubspot", "quickbooks"])
def test_an_empty_account_says_what_is_missing(system: str) -> None:
    person = Person(open_port(system, ":memory:", Clock(NOW))).open("/ui/troubles/")
    for trouble in TROUBLES[system]:
        if trouble.group == "Records" and trouble.key not in ("held", "twins"):
            person.press(f"Make it go wrong: {trouble.title}")
            assert "There is no" in person.refusal, trouble.key


@pytest.mark.parametrize("system", ["hubspot", "quickbooks"])
def test_every_page_that_a_link_leads_to_is_there_and_writes_nothing(ports: dict[str, Port], system: str) -> None:
    port = ports[system]
    person, seen, waiting = Person(port), set(), ["/ui/"]
    before = port.journal.since(0)["next"]
    while waiting and len(seen) < 250:
        address = waiting.pop(0)
        if address in seen:
            continue
        seen.add(address)
        person.open(address)
        assert person.status == 200, address
        assert person.title
        labels = [one.label for form in person.page.forms for one in form.inputs if one.kind != "hidden"]
        assert all(labels), (address, labels)  # every input has a name
        waiting += [link for link in person.page.links.values() if link.startswith("/ui/")]
    kinds = {entry["kind"] for entry in port.journal.since(before)["entries"]}
    assert kinds <= {"read"}


@pytest.mark.parametrize("system", ["hubspot", "quickbooks"])
def test_each_trouble_has_a_key_and_a_title_of_its_own(system: str) -> None:
    for name in ("key", "title"):
        found = [getattr(one, name) for one in TROUBLES[system]]
        assert len(set(found)) == len(found)


def test_an_unknown_trouble_is_not_there(ports: dict[str, Port]) -> None:
    person = Person(ports["hubspot"])
    assert person._ask("POST", "/ui/troubles/nothing/wrong/").status == 404
