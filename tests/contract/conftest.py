from __future__ import annotations

from collections.abc import Iterator

import pytest

from syncapp.sandbox.server import Sandbox, running
from tests.contract.vendors import REALM, HubSpotVendor, QuickBooksVendor, Vendor


@pytest.fixture(scope="session")
def served() -> Iterator[Sandbox]:
    with running(limits=False) as sandbox:
        yield sandbox


@pytest.fixture(params=["hubspot", "quickbooks"])
def vendor(request: pytest.FixtureRequest, served: Sandbox) -> Vendor:
    if request.param == "hubspot":
        return HubSpotVendor(served.hubspot_url, "/crm/objects/2026-03/")
    return QuickBooksVendor(served.quickbooks_url, f"/v3/company/{REALM}/")
