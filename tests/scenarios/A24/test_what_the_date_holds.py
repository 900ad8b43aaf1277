"""What a protected date holds and frees is counted with its money before it is moved (A24)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User

from syncapp.actions import settings
from syncapp.queries.settings import protecting
from tests.scenarios.company import Company, line
from tests.scenarios.conftest import Acme


@pytest.fixture
def owner(demo: Any) -> User:
    return User.objects.create_user("dana")


def by_itself(company: Company) -> Any:
    """A run as the clock starts one: no record is tried again that is not due, and nobody polls."""
    return company.world.sync(retry=False, poll=frozenset())


def test_an_invoice_in_a_protected_period_is_parked_and_goes_when_the_date_is_moved_back(
    acme: Acme, owner: User
) -> None:  # A24
    workspace = acme.world.workspace
    settings.protect_through(workspace, date(2026, 10, 31), by=owner)
    acme.invoice(acme.contact_id, line(product=acme.product_id), date="2026-10-12")
    acme.sync()
    assert acme.stands(number="HS-1") == "pending: parked"

    seen = protecting(workspace, date(2026, 10, 11))
    assert (seen.freed.number, str(seen.freed.money["USD"])) == (1, "100.00")
    settings.protect_through(workspace, date(2026, 10, 11), by=owner)
    by_itself(acme)

    assert acme.equal("HS-1").total == 100


def test_a_date_moved_on_holds_what_stands_there(acme: Acme, owner: User) -> None:  # A24
    invoice = acme.invoice(acme.contact_id, line(product=acme.product_id), date="2026-10-12")
    acme.sync()
    seen = protecting(acme.world.workspace, date(2026, 10, 31))
    assert (seen.invoices.number, seen.payments.number, seen.freed.number, seen.unsent.number) == (1, 0, 0, 0)

    settings.protect_through(acme.world.workspace, date(2026, 10, 31), by=owner)
    acme.pay_here(invoice, "40.00", date="2026-10-20")
    acme.sync()

    assert acme.stands("payment") == "pending: parked"
    assert acme.quickbooks("HS-1").balance == 100
