"""The demo company, synced for the first time and again."""

from __future__ import annotations

from tests.world import World


def test_second_run_writes_nothing(demo: World) -> None:  # I3
    demo.seed(records=40)
    demo.set_up()
    first = demo.sync()
    assert first.tally.writes["hubspot"] > 0
    assert not first.stopped

    second = demo.sync()

    assert second.tally.writes.total() == 0
    assert demo.records(status="pending", reason="queued") == []
