"""What happens in a demo, in its order: the first sync, then the people of both systems go on working."""

from __future__ import annotations

from django.db import connection
from django.db.models import QuerySet

from syncapp.actions.setup import SetUpRefused, turn_on
from syncapp.engine.access import wiring
from syncapp.engine.access.tokens import utc_now
from syncapp.jobs.duties import duties
from syncapp.management.demo import vendors
from syncapp.management.demo.children import Children
from syncapp.management.demo.options import Options
from syncapp.management.demo.telling import say
from syncapp.queries.setup.passing import today_of
from syncapp.queries.summary import runs_in_words
from syncapp.storage.models import Run, SyncRecord, Workspace

OF_LAST_MONTH = "HS-3001"
CALM = 3  # looks in a row at which nothing was to be done


def set_up(workspace: Workspace, direction: str) -> None:
    """Once; what a person has set up or turned off since stays."""
    if direction == "none" or workspace.syncs.filter(enabled=True).exists() or _runs(workspace).exists():
        return
    try:
        findings = turn_on(workspace, wiring.connections(workspace), direction)
    except SetUpRefused as refusal:
        say(f"No sync was turned on: {refusal}")
        return
    blocking = [finding.sentence for finding in findings if finding.level == "blocking"]
    say(
        f"No sync was turned on: {' '.join(blocking)}"
        if blocking
        else f"Contacts, products and invoices sync {direction}."
    )


def play(workspace: Workspace, options: Options, children: Children) -> None:
    """Tell the two steps as the workers bring them about; what was told at an earlier start is not told again."""
    if options.set_up == "none":
        # Whoever walks the set-up finds what its last step promised: nothing else moves meanwhile.
        say("What syncs is set up in the browser, and nobody else is at work in the accounts.")
    elif not _ended(workspace).exists():
        say("The first sync is under way: both systems have worked for fourteen months, each on its own.")
        children.until(_ended(workspace).exists)
        _tell("The first sync", workspace, 0)
        _go_on_working(workspace, options, children)
    else:
        say(f"Going on from the last time: {SyncRecord.objects.filter(workspace=workspace).count()} records are known.")
        _go_on_working(workspace, options, children)
    connection.close()


def _go_on_working(workspace: Workspace, options: Options, children: Children) -> None:
    before = _runs(workspace).first()
    try:
        if not vendors.play_later(options):
            return
    except vendors.VendorRefused as refusal:
        say(f"What people do after the first sync cannot be played in these accounts any more: {refusal}")
        return
    say("People go on working: drafts are finalized, prices changed, payments made and removed.")
    _void_what_is_over(workspace, options, children)
    calm = _Calm(workspace, options)
    children.until(calm.lasts)
    _tell("What has come of it", workspace, before.pk if before else 0)


def _void_what_is_over(workspace: Workspace, options: Options, children: Children) -> None:
    """An invoice of last month is sent and then voided in HubSpot: that changes a month that is over, so it is asked (A10)."""
    calm = _Calm(workspace, options)
    children.until(calm.lasts)
    made = vendors.bill_last_month(options, OF_LAST_MONTH, today_of(workspace))
    calm = _Calm(workspace, options)
    children.until(calm.lasts)
    vendors.set_status(options, made, "voided")


def _runs(workspace: Workspace) -> QuerySet[Run]:
    return Run.objects.filter(workspace=workspace, dry_run=False)


def _ended(workspace: Workspace) -> QuerySet[Run]:
    """Those that came to their end."""
    return _runs(workspace).filter(ended_at__isnull=False, result="")


def _tell(what: str, workspace: Workspace, after: int) -> None:
    runs = _runs(workspace).filter(pk__gt=after, ended_at__isnull=False).order_by("pk")
    print(f"\n— {what} —\n\n{runs_in_words(workspace, runs)}\n", flush=True)


class _Calm:
    """Everything was announced, and the workers are done with it."""

    def __init__(self, workspace: Workspace, options: Options) -> None:
        self.workspace, self.options, self.seen = workspace, options, 0

    def lasts(self) -> bool:
        self.seen = self.seen + 1 if self._now() else 0
        return self.seen >= CALM

    def _now(self) -> bool:
        if _runs(self.workspace).filter(ended_at=None).exists() or duties(utc_now(), self.workspace.pk):
            return False
        return not vendors.announcing(self.options)
