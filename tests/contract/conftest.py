from __future__ import annotations

from collections.abc import Iterator

import pytest

from syncapp.sandbox.server import Sandbox, running
from tests.contract.vendors import REALM, HubSpotVendor, QuickBooksVendor, Vendor


@pytest.fixture(scope="session")
def served() -> Iterator[Sandbox]:
    with running(limits=False) as sandbox:
        yield sandbox


@pytest.fixture
def hubspot(served: Sandbox) -> HubSpotVendor:
    return HubSpotVendor(served.hubspot_url, "/crm/objects/2026-03/")


@pytest.fixture
def quickbooks(served: Sandbox) -> QuickBooksVendor:
    return QuickBooksVendor(served.quickbooks_url, f"/v3/company/{REALM}/")


@pytest.fixture(params=["hubspot", "quickbooks"])
def vendor(request: pytest.FixtureRequest) -> Vendor:
    """One after the other."""
    found: Vendor = request.getfixturevalue(request.param)
    return found
