"""How a story begins."""

from __future__ import annotations

from tests.ring.ring import Ring, move
from tests.scenarios.company import line, sold


@move()
def open_shop(ring: Ring) -> None:
    """Two people and two things to sell that both sides know, one of each that one side knows, and an invoice each."""
    ann, bea = (
        ring.customer("Acme", "ann@acme.test"),
        ring.customer("Bea Baker", "bea@baker.test", GivenName="Bea", FamilyName="Baker"),
    )
    ring.customer("Walk-in")
    mow, sod = ring.item("Mowing", "MOW"), ring.item("Sod", "SOD", "9.99")
    contact, _ = ring.contact("ann@acme.test", "Ann", "Archer"), ring.contact("cleo@cane.test", "Cleo", "Cane")
    product, _ = ring.product("Mowing", "MOW"), ring.product("Edging", "EDG", "19.999")
    ring.bill(ann, sold(mow), sold(sod, "3", "9.99", "rolls"), number="1001")
    ring.bill(bea, sold(mow, "0.5"), number="1002", date="2026-10-28")
    ring.invoice(contact, line(product=product), line("By hand", "3", "0.335"), number="HS-1")
