"""Server, control and seeds together, with the real vendors over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from syncapp.sandbox import server
from tests.sandbox.ledgers import NOW

REALM = "9341450000000001"


@pytest.fixture(scope="module")
def running() -> Iterator[server.Sandbox]:
    with server.running(clock=NOW, limits=False) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running: server.Sandbox) -> server.Sandbox:
    for url in (running.hubspot_url, running.quickbooks_url):
        requests.post(f"{url}/_sandbox/reset").raise_for_status()
        requests.delete(f"{url}/_sandbox/journal").raise_for_status()
    return running


def seed(url: str, **body: Any) -> requests.Response:
    return requests.post(f"{url}/_sandbox/seed", json=body)


def token(url: str) -> dict[str, str]:
    found = requests.post(f"{url}/_sandbox/tokens", json={}).json()
    return {"Authorization": f"Bearer {found['access_token']}", "Accept": "application/json"}


def entries(url: str) -> list[dict[str, Any]]:
    return list(requests.get(f"{url}/_sandbox/journal").json()["entries"])


def test_both_ports_are_seeded_and_say_what_they_hold(sandbox: server.Sandbox) -> None:
    for url in (sandbox.hubspot_url, sandbox.quickbooks_url):
        shown = seed(url, name="landscaping", records=60).json()
        assert shown["counts"]
        assert shown["expected"]
        assert requests.get(f"{url}/_sandbox/").json()["expected"] == shown["expected"]
    assert shown["account_id"] == REALM


def test_a_seed_on_an_account_in_use_is_409_and_the_second_step_is_not(sandbox: server.Sandbox) -> None:
    for url in (sandbox.hubspot_url, sandbox.quickbooks_url):
        assert seed(url, name="landscaping-later").status_code == 409
        assert seed(url, name="landscaping", records=60).status_code == 200
        assert seed(url, name="landscaping", records=60).status_code == 409
        before = requests.get(f"{url}/_sandbox/").json()["expected"]
        later = seed(url, name="landscaping-later")
        assert later.status_code == 200, later.text
        assert len(later.json()["expected"]) > len(before)
        assert seed(url, name="landscaping-later").status_code == 409


def test_reset_gives_an_empty_account_that_can_be_seeded_again(sandbox: server.Sandbox) -> None:
    for url in (sandbox.hubspot_url, sandbox.quickbooks_url):
        assert seed(url, name="landscaping", records=60).status_code == 200
        shown = requests.post(f"{url}/_sandbox/reset").json()
        assert shown["expected"] == []
        assert seed(url, name="landscaping", records=60).status_code == 200


def test_tokens_open_the_vendors_own_routes(sandbox: server.Sandbox) -> None:
    hubspot, quickbooks = sandbox.hubspot_url, sandbox.quickbooks_url
    seed(hubspot, records=60), seed(quickbooks, records=60)
    listed = requests.get(f"{hubspot}/crm/v3/objects/invoices", headers=token(hubspot)).json()
    assert len(listed["results"]) == 10
    query = {"query": "select count(*) from Invoice"}
    counted = requests.get(f"{quickbooks}/v3/company/{REALM}/query", params=query, headers=token(quickbooks)).json()
    assert counted["QueryResponse"]["totalCount"] > 30
    assert requests.get(f"{hubspot}/crm/v3/objects/invoices").status_code == 401


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_lost_create_leaves_one_record_or_none(sandbox: server.Sandbox, when: str) -> None:  # F3
    hubspot, quickbooks = sandbox.hubspot_url, sandbox.quickbooks_url
    writes = (
        (hubspot, "/crm/v3/objects/contacts", {"properties": {"email": "a@example.com"}}, "contacts"),
        (quickbooks, f"/v3/company/{REALM}/customer", {"DisplayName": "A"}, "customer"),
    )
    for url, path, body, kind in writes:
        headers = token(url)
        requests.post(
            f"{url}/_sandbox/faults",
            json={"method": "POST", "path": f"{path}$", "when": when, "action": "reset"},
        )
        with pytest.raises(requests.ConnectionError):
            requests.post(url + path, json=body, headers=headers)
        assert requests.get(f"{url}/_sandbox/objects/{kind}").json()["total"] == (1 if when == "after" else 0)
        assert [entry["status"] for entry in entries(url) if entry["path"] == path] == [None]


def test_the_journal_tells_reads_from_writes_from_sign_in(sandbox: server.Sandbox) -> None:
    hubspot, quickbooks = sandbox.hubspot_url, sandbox.quickbooks_url
    headers = token(hubspot)
    requests.post(f"{hubspot}/crm/v3/objects/contacts/search", json={"filterGroups": []}, headers=headers)
    requests.post(f"{hubspot}/crm/v3/objects/contacts/batch/read", json={"inputs": []}, headers=headers)
    requests.post(f"{hubspot}/crm/v3/objects/contacts", json={"properties": {}}, headers=headers)
    requests.post(f"{hubspot}/oauth/v1/token", data={"grant_type": "refresh_token"})
    assert [entry["kind"] for entry in entries(hubspot)] == ["read", "read", "write", "auth"]
    headers = token(quickbooks)
    base = f"{quickbooks}/v3/company/{REALM}"
    requests.post(
        f"{base}/query",
        data="select * from Customer",
        headers={**headers, "Content-Type": "application/text"},
    )
    queries = {"BatchItemRequest": [{"bId": "1", "Query": "select * from Customer"}]}
    requests.post(f"{base}/batch", json=queries, headers=headers)
    creates = {"BatchItemRequest": [{"bId": "1", "operation": "create", "Customer": {"DisplayName": "B"}}]}
    requests.post(f"{base}/batch", json=creates, headers=headers)
    found = entries(quickbooks)
    assert [entry["kind"] for entry in found] == ["read", "read", "write"]
    assert all(entry["request_id"] for entry in found)


def test_settings_reach_the_company_that_the_realm_names(sandbox: server.Sandbox) -> None:
    url = sandbox.quickbooks_url
    seed(url, records=60)
    change = {"Preferences": {"AccountingInfoPrefs": {"BookCloseDate": "2026-10-31"}}}
    requests.post(f"{url}/_sandbox/settings?realm=9341450000000002", json=change).raise_for_status()
    dates = {}
    for realm in (REALM, "9341450000000002"):
        prefs = requests.get(f"{url}/_sandbox/objects/preferences?realm={realm}").json()["results"][0]
        dates[realm] = prefs["AccountingInfoPrefs"].get("BookCloseDate")
    assert dates == {REALM: "2026-09-30", "9341450000000002": "2026-10-31"}
    assert requests.get(f"{url}/_sandbox/?realm=1").status_code == 404


def test_limits_are_off_until_they_are_switched_on(sandbox: server.Sandbox) -> None:
    url = sandbox.quickbooks_url
    headers, path = token(url), f"{url}/v3/company/{REALM}/companyinfo/{REALM}"
    with requests.Session() as session:
        assert {session.get(path, headers=headers).status_code for _ in range(30)} == {200}
        requests.post(f"{url}/_sandbox/limits", json={"enabled": True, "factor": 0.5})
        statuses = [session.get(path, headers=headers).status_code for _ in range(30)]
        requests.post(f"{url}/_sandbox/limits", json={"enabled": False, "factor": 1})
    assert statuses[0] == 200
    assert statuses[-1] == 429


def test_a_state_file_keeps_accounts_seed_and_expectations(tmp_path: Path) -> None:
    state = str(tmp_path / "state.sqlite")
    with server.running(seed="landscaping", records=60, state=state, clock=NOW, limits=False) as sandbox:
        urls = (sandbox.hubspot_url, sandbox.quickbooks_url)
        before = [requests.get(f"{url}/_sandbox/").json() for url in urls]
        held = token(sandbox.hubspot_url)
    with server.running(seed="landscaping", records=60, state=state, clock=NOW, limits=False) as sandbox:
        urls = (sandbox.hubspot_url, sandbox.quickbooks_url)
        after = [requests.get(f"{url}/_sandbox/").json() for url in urls]
        again = requests.get(f"{sandbox.hubspot_url}/crm/v3/objects/contacts", headers=held)
        assert seed(sandbox.hubspot_url, name="landscaping-later").status_code == 200
    for one, other in zip(before, after, strict=True):
        assert one["counts"] == other["counts"]
        assert one["expected"] == other["expected"] != []
    assert again.status_code == 200
