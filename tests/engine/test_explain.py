"""What “Why not?” says of the next try is when the record is tried, and not when it would be after this look (B18)."""

from __future__ import annotations

import pytest

from syncapp.engine.explain import explain
from tests.scenarios.company import line
from tests.scenarios.conftest import Acme, acme  # noqa: F401 - the fixture

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_next_try_is_the_one_that_is_stored(acme: Acme) -> None:  # noqa: F811
    nobody = acme.contact(first="Nora", last="Nameless")
    acme.invoice(nobody, line(product=acme.product_id), number="HS-9")
    acme.sync()
    record = acme.world.record(number="HS-9")
    assert (record.status, record.attempts) == ("failing", 1)

    (told,) = explain(acme.world.workspace, [record], acme.world.now())

    assert told.row.reason == record.reason
    assert told.row.next_attempt_at == record.next_attempt_at is not None
