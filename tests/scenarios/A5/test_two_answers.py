"""A dry run decides once for each of two answers to a question of the set-up, and neither knows of the other (A5, A16)."""

from __future__ import annotations

from tests.scenarios.company import Company, line, sold
from tests.scenarios.meanwhile import meanwhile


def test_what_is_found_to_be_there_already_is_linked_under_either_answer(empty: Company) -> None:
    """Made in QuickBooks while the dry run decides, it is found by the last question before its double would be made."""
    customer, contact = empty.customer("Acme", "ann@acme.test"), empty.contact("ann@acme.test", "Ann", "Archer")
    item, product = empty.item("Mowing", "MOW"), empty.product("Mowing", "MOW")
    empty.set_up("outbound")
    empty.sync()
    empty.invoice(contact, line(product=product), number="HS-1")

    with meanwhile("/batch", lambda: empty.bill(customer, sold(item), number="HS-1"), sent="DocNumber"):
        told = empty.sync(dry_run=True, as_if=lambda: None, or_else=lambda: None)

    assert told["plan"] == []
    assert (told["objects"]["invoices"]["linked"], told["objects"]["invoices"]["failing"]) == (1, 0)
