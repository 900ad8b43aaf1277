"""Whatever becomes of a request or its answer, for every kind of write of both vendors: one record each, sums equal,
and the next run is quiet (F2–F8, F15–F18, F39–F41).

The kinds are those that an undisturbed run of the shop really makes; a new one that stands in no row here fails.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from syncapp.connectors import http
from syncapp.engine.writing import outbox
from syncapp.storage.models import SyncRecord
from tests.crash import shop
from tests.crash.checker import check, quiet
from tests.crash.conftest import Open, Undisturbed
from tests.crash.place import Place, Snapshot

Kind = tuple[str, str, str]  # side, entity, action
HUBSPOT = {
    "contact": "contacts", "product": "products", "invoice": "invoices", "line": "line_items", "discount": "discounts",
    "fee": "fees", "tax": "taxes", "payment": "commerce_payments",
}  # fmt: skip
QUICKBOOKS = {"contact": "Customer", "product": "Item", "invoice": "Invoice", "payment": "Payment"}
VERBS = {"create": "create", "update": "update", "void": "update", "delete": "archive"}
KINDS: dict[str, list[Kind]] = {
    "arrive": [
        *(("hubspot", entity, "create") for entity in HUBSPOT),
        ("hubspot", "invoice", "update"),
        *(("quickbooks", entity, "create") for entity in QUICKBOOKS),
    ],
    "edit": [
        *(("hubspot", entity, "update") for entity in HUBSPOT),
        ("hubspot", "line", "create"),
        *(("hubspot", entity, "delete") for entity in ("line", "discount", "fee", "tax", "payment")),
        ("hubspot", "invoice", "void"),
        *(("quickbooks", entity, "update") for entity in QUICKBOOKS),
        *(("quickbooks", entity, "void") for entity in ("invoice", "payment")),
    ],
}
AFTER: dict[str, Any] = {
    "reset": "reset", "truncated": "truncate", "cut": "cut", "garbage": "garbage", "hangs": "hang",
    "503": {"status": 503}, "500": {"status": 500},
}  # fmt: skip
BEFORE: dict[str, Any] = {
    "reset": "reset", "503": {"status": 503}, "429": {"status": 429},
    "429 and wait": {"status": 429, "headers": {"Retry-After": "30"}},
}  # fmt: skip
FAULTS = [("after", name, action) for name, action in AFTER.items()] + [
    ("before", name, action) for name, action in BEFORE.items()
]
RUNS = 40  # more than there are kinds: each may stop a run of its own
DEADLINE = 0.5  # seconds until a hanging call is given up


def _pattern(kind: Kind) -> dict[str, str]:
    """Path and body of the requests that carry this kind of write."""
    side, entity, action = kind
    if side == "hubspot":
        voids = {"void": "voided", "update": r"^(?!.*voided)"}.get(action, "")
        return {"path": f"/{HUBSPOT[entity]}/batch/{VERBS[action]}$", "body": voids if entity == "invoice" else ""}
    operation = {"create": '"create"', "update": '"update"', "void": '"(update|delete)","optionsData":"void"'}[action]
    return {"path": "/batch$", "body": f'"operation":{operation},"{QUICKBOOKS[entity]}"'}


def _disturb(place: Place, kind: Kind, when: str, action: Any) -> None:
    """QuickBooks is asked again at once, so that a lost answer is lost for good only the third time."""
    times = outbox.RESENDS + 1 if kind[0] == "quickbooks" and when == "after" else 1
    place.control(
        kind[0], "faults", {"method": "POST", **_pattern(kind), "when": when, "times": times, "action": action}
    )


def _left(place: Place) -> list[dict[str, Any]]:
    faults = [one for side in ("hubspot", "quickbooks") for one in place.control(side, "faults")["faults"]]
    return [one for one in faults if one["times"]]


def _sync_until_done(place: Place) -> None:
    """As the scheduler would: a run every few minutes until there is nothing to do."""
    for _ in range(RUNS):
        result = place.sync()
        place.sleep(180)
        waiting = SyncRecord.objects.filter(status="pending").exists()
        if not (result.stopped or waiting or result.tally.writes.total()):
            return
    raise AssertionError(f"still not done: {result.stopped}")


def _as_if_nothing_had_happened(place: Place, undisturbed: Undisturbed) -> None:
    found = check(place)
    assert found.differences(undisturbed.books) == []
    assert found.sums() == undisturbed.books.sums()
    quiet(place)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hanging call is given up soon; what is stored as its deadline stays."""
    exchange: Callable[..., http.Answer] = http.exchange

    def short(session: Any, method: str, url: str, deadline: float, **request: Any) -> http.Answer:
        return exchange(session, method, url, min(deadline, DEADLINE) if "/batch" in url else deadline, **request)

    monkeypatch.setattr(http, "exchange", short)


@pytest.mark.parametrize("stage", shop.STAGES)
def test_no_kind_of_write_is_forgotten(undisturbed: dict[str, Undisturbed], stage: str) -> None:
    assert undisturbed[stage].kinds == set(KINDS[stage])
    paths = [re.compile(_pattern(kind)["path"]) for kind in KINDS[stage]]
    assert [path for _, path in undisturbed[stage].journal if not any(one.search(path) for one in paths)] == []


EVERY_KIND = [(stage, kind) for stage, kinds in KINDS.items() for kind in kinds]


@pytest.mark.parametrize(
    ("stage", "kind"), EVERY_KIND, ids=lambda value: value if isinstance(value, str) else " ".join(value)
)
def test_applied_and_the_answer_lost(
    before: dict[str, Snapshot], undisturbed: dict[str, Undisturbed], copy_of: Open, stage: str, kind: Kind
) -> None:  # F3, F4, F5
    """One kind at a time, the worst of all faults; two runs put it right."""
    with copy_of(before[stage]) as place:
        _disturb(place, kind, "after", "reset")
        place.sync()
        assert not _left(place)
        place.sleep(180)
        assert not place.sync().stopped
        _as_if_nothing_had_happened(place, undisturbed[stage])


@pytest.mark.parametrize("stage", shop.STAGES)
@pytest.mark.parametrize(("when", "name", "action"), FAULTS, ids=lambda value: value if isinstance(value, str) else "")
def test_every_kind_disturbed_once(
    before: dict[str, Snapshot],
    undisturbed: dict[str, Undisturbed],
    copy_of: Open,
    stage: str,
    when: str,
    name: str,
    action: Any,
) -> None:
    """Every fault on every kind of write, one after another in one story."""
    with copy_of(before[stage]) as place:
        for kind in KINDS[stage]:
            _disturb(place, kind, when, action)
        _sync_until_done(place)
        assert not _left(place), "every fault is met"
        _as_if_nothing_had_happened(place, undisturbed[stage])
