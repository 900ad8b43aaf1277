from __future__ import annotations

from collections.abc import Iterator

import pytest

from syncapp.sandbox.quickbooks.company import Company
from syncapp.sandbox.quickbooks.vendor import QuickBooks
from tests.clients.shapes.quickbooks_routes import watched
from tests.sandbox.quickbooks import hands
from tests.sandbox.quickbooks.hands import Hand, ref


@pytest.fixture
def vendor() -> QuickBooks:
    return hands.vendor()


@pytest.fixture
def company(vendor: QuickBooks) -> Company:
    """The first company with one customer (1, Acme) and one item (1, Labor at 68.00)."""
    company = vendor.company()
    services = company.find_named("Account", "Services")
    assert services is not None
    company.load("Customer", {"DisplayName": "Acme", "PrimaryEmailAddr": {"Address": "ap@acme.example"}})
    company.load("Item", {"Name": "Labor", "Sku": "LAB", "UnitPrice": 68, "IncomeAccountRef": ref(services["Id"])})
    return company


@pytest.fixture
def app(vendor: QuickBooks, company: Company) -> Hand:
    """Calls with a token, as the product does."""
    return Hand(vendor)


@pytest.fixture
def person(vendor: QuickBooks, company: Company) -> Hand:
    """Acts in QuickBooks' own pages."""
    return Hand(vendor, as_user=True)


@pytest.fixture(autouse=True)
def _as_recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every answer to an app keeps to the table of recorded forms."""
    with watched(monkeypatch) as wrong:
        yield
    assert wrong == []
