"""The demo company and the three beside it, in QuickBooks."""

from __future__ import annotations

from typing import Any, Protocol

from syncapp.sandbox.clock import Clock
from syncapp.sandbox.seeds import beside
from syncapp.sandbox.seeds.books import Books, RealmDoors
from syncapp.sandbox.seeds.into_quickbooks import QuickBooksHalf
from syncapp.sandbox.seeds.later_quickbooks import QuickBooksLater
from syncapp.sandbox.seeds.model import Company

DEMO_REALM = "9341450000000001"


class QuickBooksVendor(Protocol):
    """The doors that the vendor leaves open for history."""

    def company(self, realm: str | None = None) -> RealmDoors: ...
    def add_company(self, realm: str, name: str = "", country: str = "US", **info: Any) -> RealmDoors: ...


def load(company: Company, vendor: QuickBooksVendor) -> None:
    """One company, in a realm of its own country."""
    setting = company.setting
    QuickBooksHalf(company, Books(vendor.add_company(DEMO_REALM, setting.name, setting.country))).load()


def load_beside(company: Company, vendor: QuickBooksVendor) -> None:
    """Three more on the authorize page, each a wall of its own."""
    for one in beside.COMPANIES:
        one.load(company.today, Books(vendor.add_company(one.realm, one.name, one.country, **one.info)))


def later(vendor: Any, clock: Clock) -> None:
    QuickBooksLater(vendor, clock, DEMO_REALM).play()
