"""The machine: hypothesis draws what people do and what goes wrong, and makes short what breaks a law.

Every move (moves.py) is a rule, and may have a sync behind it. When all have gone home, `laws.at_rest` judges.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, Phase, currently_in_test_context, note, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.kept import Shelf
from tests.ring import (  # noqa: F401 - moves
    announcing,
    books_quickbooks,
    choosing,
    clicks,
    lists,
    people_hubspot,
    people_quickbooks,
    setup,
    syncing,
    troubles,
)
from tests.ring.laws import at_rest
from tests.ring.moves import MOVES
from tests.ring.ring import Ring
from tests.ring.syncing import sync_lazily
from tests.scenarios.company import line, sold
from tests.world import World

CHUNK = 25  # stories by one number
OPTIONS = settings(
    max_examples=CHUNK,
    database=None,
    deadline=None,
    print_blob=False,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink],
)
THEN = st.sampled_from([None, None, 0, 6])  # minutes until the scheduler's next sync, if there is one


@dataclass
class Verdict:
    """Which break is looked for: the first that is met, so that a story is made short for that one alone."""

    kind: str = ""

    def counts(self, error: Exception, told: list[str]) -> bool:
        self.kind = self.kind or self.kind_of(error)
        return self.kind_of(error) == self.kind

    @staticmethod
    def kind_of(error: Exception) -> str:
        """What makes two breaks the same: the law and its words, without names and figures."""
        said = f"{type(error).__name__}: {error}".splitlines()
        law, _, text = next((line for line in said[1:] if line.strip()), said[0]).partition(": ")
        words = (word for word in text.split() if (word.isalpha() and word.islower()) or "_" in word)
        return " ".join([f"{law}:", *words][:9])


class Shop(RuleBasedStateMachine):
    """One story, which begins with one of the kept shops."""

    shelf: Shelf
    verdict: Verdict
    ring: Ring

    def __init__(self) -> None:
        super().__init__()
        self.over = False

    @initialize(own_numbers=st.booleans(), direction=st.sampled_from(["two-way", "two-way", "two-way", "inbound", "outbound"]), synced=st.booleans())  # fmt: skip
    def opens(self, own_numbers: bool, direction: str, synced: bool) -> None:
        """Every other company numbers its documents itself; some shops have synced before the story begins."""
        name = f"ring: {own_numbers} {direction} {synced}"
        self.ring = self.shelf.begin(name, lambda world: opened(world, own_numbers, direction, synced))
        announcing.listen(self.ring)

    def teardown(self) -> None:
        """All have gone home, unless the story broke off."""
        if sys.exc_info()[0] is None:
            self.judged(at_rest, self.ring)

    def judged(self, do: Callable[..., None], *args: Any) -> None:
        """Do the next thing; what breaks something else than is looked for ends the story and is none of our business."""
        if self.over:
            return
        try:
            do(*args)
        except Exception as error:
            self.over = True
            if self.verdict.counts(error, self.ring.told):
                if currently_in_test_context():  # not where an example is played again
                    note("\n".join(self.ring.told))
                raise


def _rule(name: str) -> Callable[..., None]:
    @functools.wraps(MOVES[name].function, assigned=("__doc__",))
    def played(self: Shop, then: float | None, **arguments: Any) -> None:
        self.judged(self.ring.play, name, arguments)
        if then is not None:
            self.judged(sync_lazily, self.ring, then)

    del played.__wrapped__
    played.__name__ = name
    return rule(then=THEN, **MOVES[name].arguments)(played)


for _name in MOVES:
    setattr(Shop, _name, _rule(_name))


def explore(number: int, options: settings) -> None:
    """Tell the stories of this number, the same each time."""
    run_state_machine_as_test(seed(number)(type(f"Seed{number}", (Shop,), {})), settings=options)


def opened(world: World, own_numbers: bool, direction: str, synced: bool) -> Ring:
    ring = Ring(world, directed=direction != "two-way")
    world.control("hubspot", "settings", {"edit_finalized_invoices": True, "delete_unpaid_invoices": True})
    sales = {"AllowDiscount": True, "AllowShipping": True, "AllowDeposit": True, "CustomTxnNumbers": own_numbers}
    ring.company_settings(SalesFormsPrefs=sales, AccountingInfoPrefs={"ClassTrackingPerTxnLine": True})
    lists.make_list(ring)
    ring.set_up(direction)
    open_shop(ring)
    if synced:
        ring.work()
    return ring


def open_shop(ring: Ring) -> None:
    """Two people and two things to sell that both sides know, one of each that one side knows, and an invoice each."""
    ann = ring.customer("Acme", "ann@acme.test")
    bea = ring.customer("Bea Baker", "bea@baker.test", GivenName="Bea", FamilyName="Baker")
    ring.customer("Walk-in")
    mow, sod = ring.item("Mowing", "MOW"), ring.item("Sod", "SOD", "9.99")
    contact, _ = ring.contact("ann@acme.test", "Ann", "Archer"), ring.contact("cleo@cane.test", "Cleo", "Cane")
    product, _ = ring.product("Mowing", "MOW"), ring.product("Edging", "EDG", "19.999")
    ring.bill(ann, sold(mow), sold(sod, "3", "9.99", "rolls"), number="1001")
    ring.bill(bea, sold(mow, "0.5"), number="1002", date="2026-10-28")
    ring.invoice(contact, line(product=product), line("By hand", "3", "0.335"), number="HS-1")
