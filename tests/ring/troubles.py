"""What goes wrong with the next sync: the wire, the vendors, the process, clocks, and people who act while it runs."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from syncapp.engine.faultpoints import POINTS
from tests.ring.moves import any_of, move
from tests.ring.ring import SYSTEMS, Ring
from tests.ring.setup import SINCE_OFF, SYNCS

BEFORE = ("reset", {"status": 503}, {"status": 429}, {"status": 500})
AFTER = ("reset", "truncate", "garbage", "cut", {"status": 500}, {"status": 502})
PATHS = {"hubspot": ("/batch", "/batch/create", "/batch/update", "/search", ""), "quickbooks": ("/batch", "/cdc", "/query")}  # fmt: skip


@st.composite
def faults(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    system, when = draw(st.sampled_from(SYSTEMS)), draw(st.sampled_from(["before", "after"]))
    return system, {
        "path": draw(st.sampled_from(PATHS[system])),
        "when": when,
        "skip": draw(st.sampled_from([0, 0, 1, 3])),
        "times": draw(st.sampled_from([1, 1, 3, 6])),
        "action": draw(st.sampled_from(BEFORE if when == "before" else AFTER)),
    }


@move(fault=faults())
def trouble(ring: Ring, fault: tuple[str, dict[str, Any]]) -> None:
    ring.world.control(fault[0], "faults", fault[1])


@move(system=st.sampled_from(SYSTEMS))
def writes_fail(ring: Ring, system: str) -> None:
    """Whatever is written is refused, until all is calm."""
    fault = {"method": "POST,PATCH", "path": "/batch/(create|update)|/batch$", "when": "before", "times": None}
    ring.world.control(system, "faults", {**fault, "action": {"status": 503}})


EDITS = (
    "h_contact_edit", "h_product_edit", "h_header", "h_header", "h_line_edit", "h_pay", "h_payment_edit", "h_void",
    "q_customer_edit", "q_item_edit", "q_header", "q_header", "q_lines", "q_pay", "q_payment_edit", "q_payment_end", "q_void",
)  # fmt: skip


@move(
    path=st.sampled_from(["", "/batch/", "/batch"]),
    call=st.integers(1, 6),
    after=st.booleans(),
    act=st.deferred(lambda: any_of(EDITS)),
)
def interrupt(ring: Ring, path: str, call: int, after: bool, act: tuple[str, dict[str, Any]]) -> None:
    """A person acts while our next sync runs, often right before or after it writes."""
    ring.interruption = (path, call, after, act)


@move(call=st.integers(2, 25), after=st.booleans(), object_type=SYNCS, since_off=SINCE_OFF)
def switch_while_it_runs(ring: Ring, call: int, after: bool, object_type: str, since_off: str) -> None:
    ring.interruption = ("", call, after, ("switch", {"object_type": object_type, "since_off": since_off}))


@move(call=st.integers(2, 25), after=st.booleans(), act=st.deferred(lambda: any_of(("turn", "narrow", "map_field"))))
def set_up_while_it_runs(ring: Ring, call: int, after: bool, act: tuple[str, dict[str, Any]]) -> None:
    """Another direction, filter or mapping: it holds from the next call on (F91, F92)."""
    ring.interruption = ("", call, after, act)


@move(point=st.sampled_from(sorted(POINTS)), times=st.sampled_from([1, 1, 2, 4]))
def die(ring: Ring, point: str, times: int) -> None:
    ring.death = (point, times)


@move(seconds=st.sampled_from([0, 20, 60]))
def lag(ring: Ring, seconds: int) -> None:
    """HubSpot's index runs behind."""
    ring.world.control("hubspot", "settings", {"search_delay_seconds": seconds})


@move(whose=st.sampled_from(SYSTEMS), minutes=st.sampled_from([1, 3]))
def clock_runs_ahead(ring: Ring, whose: str, minutes: int) -> None:
    """One vendor's clock goes ahead of the other's and ours, by ten minutes at most (F46)."""
    if ring.skew[whose] + minutes <= 9:
        ring.skew[whose] += minutes
        ring.world.control(whose, "clock", {"advance_seconds": minutes * 60})


@move(minutes=st.sampled_from([-5, -1, 1, 5]))
def our_clock_jumps(ring: Ring, minutes: int) -> None:
    """A time server sets our own clock, back or forward (F46, F70)."""
    if abs(ring.skew["ours"] + minutes) <= 9:
        ring.skew["ours"] += minutes
        ring.world.sleep(minutes * 60)
