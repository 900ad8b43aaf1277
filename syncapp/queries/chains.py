"""Who waits for whom, to the end: a payment for its invoice, that one for its customer. Then both wait for the customer (B20).

Every count of what waits and every list that it opens is made from here, so that they are of the same records.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, F, Q, When

# The longest row that the plans make: the payment of an invoice that waits for a part of a payment, that one for the
# first part, which waits for its own invoice, and that one for its customer. Each step is one more join.
STEPS = 5
_WAITING = {"status": "pending", "reason": "waiting"}


def ahead(steps: int, name: str = "") -> str:
    """The lookup of the record so many steps ahead, or of a field of it."""
    return "__".join(("waiting_on",) * steps + ((name,) if name else ()))


def stands_ahead(steps: int, **it: Any) -> Q:
    """The record so many steps ahead is so, and each between waits for the next."""
    between = {ahead(step, name): value for step in range(1, steps) for name, value in _WAITING.items()}
    return Q(**between, **{ahead(steps, name): value for name, value in it.items()})


def waits_behind(**it: Any) -> Q:
    """One that is so stands ahead, next or further on."""
    return reduce(or_, (stands_ahead(steps, **it) for steps in range(1, STEPS + 1)))


def end() -> Case:
    """The key of what does not wait for another itself; none where it is not known any more."""
    goes_on = {steps: stands_ahead(steps, **_WAITING, waiting_on__isnull=False) for steps in range(1, STEPS)}
    further = [When(goes_on[steps], then=F(ahead(steps + 1))) for steps in reversed(goes_on)]
    return Case(*further, default=F("waiting_on"))
