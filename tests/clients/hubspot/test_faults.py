"""What goes wrong on the way, as the client meets it: resets, silence, half an answer, somebody else's page."""

from __future__ import annotations

import pytest
import urllib3
from hubspot import HubSpot as Client

from tests.clients.hubspot.doors import Door, contact
from tests.clients.hubspot.site import Site

BROKEN = (urllib3.exceptions.HTTPError,)


@pytest.fixture
def once(site: Site) -> Client:
    """Does not try again by itself."""
    return site.client(retry=urllib3.Retry(total=0))


def test_a_reset_read_is_tried_again_by_the_client(site: Site, client: Client) -> None:
    site.fault("reset", method="GET", path="/contacts")
    assert client.crm.contacts.basic_api.get_page().results == []
    assert site.requests() == ["GET /crm/v3/objects/contacts"] * 2


def test_a_reset_write_is_not(site: Site, client: Client) -> None:
    site.fault("reset", method="POST", path="/contacts")
    with pytest.raises(BROKEN):
        contact(client)
    assert client.crm.contacts.basic_api.get_page().results == []


def test_a_write_is_applied_and_its_answer_lost(site: Site, once: Client) -> None:
    site.fault("reset", method="POST", path="/contacts", when="after")
    with pytest.raises(BROKEN):
        contact(once)
    (kept,) = once.crm.contacts.basic_api.get_page(properties=["email"]).results
    assert kept.properties["email"] == "ann@example.com"


def test_silence_ends_with_the_clients_patience(site: Site, once: Client) -> None:
    site.fault("hang", path="/contacts")
    with pytest.raises(BROKEN) as caught:
        once.crm.contacts.basic_api.get_page(_request_timeout=0.2)
    assert "Read timed out" in str(caught.value)


def test_half_an_answer(site: Site, once: Client) -> None:
    site.fault("truncate", path="/contacts")
    with pytest.raises(BROKEN) as caught:
        once.crm.contacts.basic_api.get_page()
    assert "IncompleteRead" in repr(caught.value)


@pytest.mark.parametrize("action", ["garbage", "cut"])
def test_an_answer_that_is_no_json(site: Site, once: Client, action: str) -> None:
    """The client makes an empty object of it: its 200 is no promise that something was read."""
    contact(once)
    site.fault(action, path="/contacts")
    assert once.crm.contacts.basic_api.get_page().results is None
    assert len(once.crm.contacts.basic_api.get_page().results) == 1


def test_a_slow_answer_is_an_answer(site: Site, once: Client) -> None:
    site.fault({"delay_ms": 50}, path="/contacts")
    assert once.crm.contacts.basic_api.get_page().results == []


def test_faults_leave_other_calls_alone(site: Site, once: Client) -> None:
    site.fault("reset", path="/companies", times=None)
    assert Door(once, "contacts").page().results == []
    with pytest.raises(BROKEN):
        Door(once, "companies").page()
