"""What a monitor outside may graph and alert on, in the text format of Prometheus (B13). All of it is in the database:
it is read when it is asked for, so that every process tells the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db.models import Count, Min

from syncapp.core.values import ORDER
from syncapp.queries.counts import Tally, waiting_for_someone
from syncapp.queries.states import State
from syncapp.queries.usage import connections_and_usage
from syncapp.storage.heartbeat import last_beat
from syncapp.storage.models import Connection, Inbox, Run

Labels = Mapping[str, str]
FORMAT = "text/plain; version=0.0.4; charset=utf-8"


@dataclass
class Gauge:
    name: str
    meaning: str
    samples: list[tuple[Labels, float]] = field(default_factory=list)


def exposition(tally: Tally, now: datetime) -> str:
    """Every number of this workspace, each with its meaning."""
    own = {"workspace": tally.workspace.slug}
    lines: list[str] = []
    for gauge in _gauges(tally, now):
        lines += [f"# HELP {gauge.name} {gauge.meaning}", f"# TYPE {gauge.name} gauge"]
        lines += [f"{gauge.name}{_labels(own | dict(labels))} {float(value):.3f}" for labels, value in gauge.samples]
    return "\n".join(lines) + "\n"


def _gauges(tally: Tally, now: datetime) -> Iterator[Gauge]:
    workspace = tally.workspace
    numbers: Counter[tuple[str, State]] = Counter()
    for row in tally.rows:
        numbers[row.object_type, row.state] += row.number
    yield Gauge(
        "syncapp_records",
        "Records of each object in each state; every record is in one.",
        [({"object": one.plural, "state": state.value}, numbers[one, state]) for one in ORDER for state in State],
    )
    waiting = asdict(waiting_for_someone(tally))
    yield Gauge(
        "syncapp_waiting_for_someone",
        "Records that need a person, by the page that they are on.",
        [({"page": page}, number) for page, number in waiting.items()],
    )
    yield Gauge(
        "syncapp_sync_on",
        "1 while the sync of this object is on.",
        [({"object": one.plural}, bool(one in tally.syncs and tally.syncs[one].enabled)) for one in ORDER],
    )
    yield from _ways(tally)
    inbox = Inbox.objects.filter(workspace=workspace).aggregate(number=Count("pk"), oldest=Min("noticed_at"))
    yield Gauge("syncapp_inbox", "Noticed changes that no run has taken up yet.", [({}, inbox["number"])])
    age = (now - inbox["oldest"]).total_seconds() if inbox["oldest"] else 0
    yield Gauge("syncapp_inbox_oldest_seconds", "Age of the oldest of them.", [({}, age)])
    run = Run.objects.filter(workspace=workspace, dry_run=False, ended_at__isnull=False).first()
    if run and run.ended_at:
        yield Gauge("syncapp_last_run_ended_seconds", "When the last run ended.", [({}, run.ended_at.timestamp())])
        yield Gauge("syncapp_last_run_stopped", "1 if it stopped before all was done.", [({}, bool(run.result))])
    if beat := last_beat():
        yield Gauge(
            "syncapp_worker_silent_seconds", "Since a worker was last there.", [({}, (now - beat).total_seconds())]
        )


def _ways(tally: Tally) -> Iterator[Gauge]:
    connections, usages = connections_and_usage(tally.workspace)
    state = Connection.State.CONNECTED
    yield Gauge(
        "syncapp_connected",
        "1 while the account is connected.",
        [({"system": side}, one.state == state) for side, one in sorted(connections.items())],
    )
    yield Gauge(
        "syncapp_calls_today",
        "Calls to the account since midnight in the company's time zone.",
        [({"system": one.side}, one.today) for one in usages],
    )


def _labels(labels: Labels) -> str:
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items()) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
