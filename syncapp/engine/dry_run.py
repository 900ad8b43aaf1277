"""A dry run: the same decisions as a run, made in a copy of our tables of which nothing stays.

Whoever makes it holds a lease of its own. The workspace's is needed only while the tables are copied, so that no run is
half way through; from then on a dry run holds up nobody, however long it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from syncapp.connectors.errors import CallFailed
from syncapp.core.errors import Failure
from syncapp.core.plan import Rules
from syncapp.core.values import ORDER, ObjectType, Side
from syncapp.engine.begin import begin, measure, starts_of
from syncapp.engine.collect import anything_due
from syncapp.engine.context import AsIf, Pass, state_counts, supposing
from syncapp.engine.notice import mark_due, noticed_ids, retry_now
from syncapp.engine.progress import WORTH_TELLING, Whole
from syncapp.engine.run import Halted, work
from syncapp.engine.standing import in_short, standing
from syncapp.engine.verify import make_linked_due
from syncapp.storage import leases
from syncapp.storage.models import Run, Workspace
from syncapp.storage.table_copy import real_tables, table_copy

RENEWED = timedelta(seconds=20)  # far below what a lease lasts
AGAIN = 5  # passes over what was woken or found by the one before, as a run repeats its own
Enough = Callable[[], str]


@contextmanager
def kept(run: Run, now: Callable[[], datetime]) -> Iterator[Callable[[], None] | None]:
    """The lease of this dry run; what is given renews it and raises LeaseLost. None: somebody else is at it."""
    name = f"{leases.DRY_RUN}{run.pk}"
    fence, at = leases.claim(name, now()), now()
    if fence is None:
        yield None
        return

    def renew() -> None:
        nonlocal at
        if now() - at >= RENEWED:
            at = now()
            leases.renew(name, fence, at)

    try:
        yield renew
    finally:
        leases.drop(name, fence)


@contextmanager
def copied(workspace: Workspace, fence: int, renew: Callable[[], None], enough: Enough) -> Iterator[Enough]:
    """Inside the copy; whoever waits for the lease of the workspace gets it. Given is `enough`, asked outside."""
    with table_copy(workspace):
        with real_tables():
            leases.release(f"workspace:{workspace.pk}", fence)

        def asked() -> str:
            with real_tables():
                renew()
                return enough()

        yield asked


def dry_pass(p: Pass, objects: Sequence[ObjectType] = ORDER) -> None:
    """Decide everything as a run would; raises Halted or Stopped.

    What another answer would make of it is decided first, from what is read for both.
    """
    try:
        seen = noticed_ids(p)
        rules = dict(p.rules)
        whole = p.progress = Whole(p.progress, answers=2 if p.or_else else 1)
        p.questions.keep = True
        p.questions.told = _reading(p, whole)
        if p.or_else:
            _decide(p, whole, p.or_else, objects, seen, rules)
            p.otherwise = in_short(p.plan, p.standing)
        _decide(p, whole, p.as_if, objects, seen, rules)
    except CallFailed as error:
        raise Halted(Failure(error.problem.code, error.problem.params, error.problem.vendor_text)) from error


def _reading(p: Pass, whole: Whole) -> Callable[[Side, ObjectType, int, int], None]:
    def told(side: Side, object_type: ObjectType, done: int, of: int) -> None:
        whole.reading(side, object_type, done, of)
        if of >= WORTH_TELLING:
            p.rest()

    return told


def _decide(
    p: Pass,
    whole: Whole,
    as_if: AsIf,
    objects: Sequence[ObjectType],
    seen: Mapping[tuple[Side, ObjectType], set[str]],
    rules: Mapping[ObjectType, Rules],
) -> None:
    _as_before(p, rules)
    with supposing(as_if):
        begin(p, measure(p, starts_of(p)))
        mark_due(p, seen)
        if p.retry:
            retry_now(p.workspace, objects, p.now())
        if p.full:
            make_linked_due(p)
        whole.expect(_due(p, objects))
        for _ in range(AGAIN):
            work(p, objects)
            if not anything_due(p):
                break
        p.tally.states = state_counts(p.workspace)
        p.standing = standing(p.workspace, p.rules)
    p.rest()


def _due(p: Pass, objects: Sequence[ObjectType]) -> tuple[int, int]:
    """How many records are to be read, and how many decided about."""
    rows = p.records().filter(object_type__in=objects).exclude(status="ignored").due(p.now()).order_by()
    here = rows.exclude(hubspot_id=None).count()
    return here + rows.exclude(quickbooks_id=None).count(), rows.count()


def _as_before(p: Pass, rules: Mapping[ObjectType, Rules]) -> None:
    """Nothing is decided yet."""
    p.plan.clear()
    p.planned.clear()
    p.tally.seen.clear()
    p.tally.held.clear()
    p.tally.linked.clear()
    p.tally.adopted.clear()
    p.tally.ended.clear()
    p.promised.clear()
    p.items.clear()
    p.rules.clear()
    p.rules.update(rules)
