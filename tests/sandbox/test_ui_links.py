"""Links into the vendors' own apps, as a dashboard has them, lead to the pages that stand for these apps."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests

from syncapp.sandbox import server


@pytest.fixture(scope="module")
def sandbox() -> Iterator[server.Sandbox]:
    with server.running("landscaping", 20, limits=False) as found:
        yield found


def first(address: str, kind: str, key: str) -> str:
    return str(requests.get(f"{address}/_sandbox/objects/{kind}?limit=1", timeout=30).json()["results"][0][key])


@pytest.mark.parametrize(
    ("kind", "type_id"),
    [("contacts", "0-1"), ("products", "0-7"), ("invoices", "0-53"), ("commerce_payments", "0-101")],
)
def test_a_link_to_a_record_in_hubspot(sandbox: server.Sandbox, kind: str, type_id: str) -> None:
    record = first(sandbox.hubspot_url, kind, "id")
    answer = requests.get(f"{sandbox.hubspot_url}/contacts/48807700/record/{type_id}/{record}", timeout=30)
    assert (answer.status_code, answer.url) == (200, f"{sandbox.hubspot_url}/ui/{kind}/{record}/")


@pytest.mark.parametrize(
    ("kind", "path", "page"),
    [
        ("customer", "customerdetail?nameId=", "customers"), ("item", "items?itemId=", "items"),
        ("invoice", "invoice?txnId=", "invoices"), ("payment", "recvpayment?txnId=", "payments"),
    ],
)  # fmt: skip
def test_a_link_to_a_record_in_quickbooks(sandbox: server.Sandbox, kind: str, path: str, page: str) -> None:
    record = first(sandbox.quickbooks_url, kind, "Id")
    answer = requests.get(f"{sandbox.quickbooks_url}/app/{path}{record}", timeout=30)
    assert (answer.status_code, answer.url) == (200, f"{sandbox.quickbooks_url}/ui/{page}/{record}/")


def test_a_link_to_the_start_of_either(sandbox: server.Sandbox) -> None:
    for address in (f"{sandbox.hubspot_url}/home?portalId=48807700", f"{sandbox.quickbooks_url}/app/homepage"):
        assert requests.get(address, timeout=30).url.endswith("/ui/")


def test_a_link_to_the_connected_apps_of_hubspot(sandbox: server.Sandbox) -> None:  # A5
    answer = requests.get(f"{sandbox.hubspot_url}/integrations-settings/48807700/installed", timeout=30)
    assert (answer.status_code, answer.url) == (200, f"{sandbox.hubspot_url}/ui/settings/connected-apps/")


def test_a_link_to_the_invoices_of_hubspot(sandbox: server.Sandbox) -> None:
    answer = requests.get(f"{sandbox.hubspot_url}/contacts/48807700/objects/0-53/views/all/list", timeout=30)
    assert (answer.status_code, answer.url) == (200, f"{sandbox.hubspot_url}/ui/invoices/")
