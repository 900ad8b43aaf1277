"""What goes wrong with the next sync: the wire, the vendors, the process, and people who act while it runs."""

from __future__ import annotations

from syncapp.engine.faultpoints import POINTS
from tests.ring.ring import SYSTEMS, Ring, Step, move

BEFORE = ("reset", {"status": 503}, {"status": 429}, {"status": 500})
AFTER = ("reset", "truncate", "garbage", "cut", {"status": 500}, {"status": 502})


@move(5)
def trouble(ring: Ring) -> None:
    dice = ring.dice
    system, when = dice.choice(SYSTEMS), dice.choice(("before", "after"))
    action = dice.choice(BEFORE if when == "before" else AFTER)
    path = (
        dice.choice(("/batch", "/batch/create", "/batch/update", "/search", "/batch", ""))
        if system == "hubspot"
        else dice.choice(("/batch", "/batch", "/cdc", "/query"))
    )
    fault = {
        "path": path,
        "when": when,
        "skip": dice.choice((0, 0, 1, 3)),
        "times": dice.choice((1, 1, 3, 6)),
        "action": action,
    }
    ring.world.control(system, "faults", fault)
    ring.say(f"{system} {fault}")


EDITS = (
    "h_contact_edit", "h_product_edit", "h_header", "h_header", "h_line_edit", "h_pay", "h_payment_edit", "h_void",
    "q_customer_edit", "q_item_edit", "q_header", "q_header", "q_lines", "q_pay", "q_payment_edit", "q_payment_end", "q_void",
)  # fmt: skip


@move(8)
def interrupt(ring: Ring) -> None:
    """A person acts while our next sync runs, often right before or after it writes."""
    dice = ring.dice
    step = Step(dice.choice(EDITS), dice.randrange(1 << 30))
    ring.interruption = (dice.choice(("", "/batch/", "/batch")), dice.randint(1, 6), dice.random() < 0.5, step)


@move(2)
def switch_while_it_runs(ring: Ring) -> None:
    ring.interruption = (
        "",
        ring.dice.randint(2, 25),
        ring.dice.random() < 0.5,
        Step("switch", ring.dice.randrange(1 << 30)),
    )


@move(2)
def die(ring: Ring) -> None:
    ring.death = (ring.dice.choice(list(POINTS)), ring.dice.choice((1, 1, 2, 4)))
    ring.say(str(ring.death))


@move(1)
def lag(ring: Ring) -> None:
    """HubSpot's index runs behind."""
    ring.world.control("hubspot", "settings", {"search_delay_seconds": ring.dice.choice((0, 20, 60))})
