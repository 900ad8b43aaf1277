"""Passes, and what they go by: cursors, the inbox, leases."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from syncapp.storage.models.workspaces import Workspace


class Run(models.Model):
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="runs")
    trigger = models.CharField(max_length=16)
    dry_run = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)  # object → created, updated, voided per side, linked, seen, moves
    calls = models.JSONField(default=dict)  # side → n
    saved = models.JSONField(default=dict)  # side → calls that batches have saved
    result = models.TextField(blank=True)  # why it stopped early, in words
    stop = models.JSONField(default=dict)  # the guard that stopped it, of which side and object; "accepted" by a person
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    progress = models.JSONField(default=dict)  # while it is under way: {"doing": words, "done": n, "of": n}
    plan = models.JSONField(default=list)  # what a dry run would write, as `sync --dry-run --json` prints it

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["workspace", "ended_at"], name="run_ended")]

    def __str__(self) -> str:
        return f"run {self.pk}"


class Day(models.Model):
    """What one day came to for one object that is on: a day on which no run ended has no row, and none is made later."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="days")
    day = models.DateField()  # in the company's zone
    object_type = models.CharField(max_length=12)
    counts = models.JSONField(default=dict)  # status → records, as the last run left them that came to its end
    delays = models.JSONField(default=dict)  # seconds from change to arrival → changes (engine.arrivals)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "day", "object_type"], name="one_row_an_object_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.day}"


PERSON = "person"  # a source of the Inbox: somebody asks for a look


class Inbox(models.Model):
    """Ids that may have changed; a row goes when its record is settled or has a due time."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="inbox")
    side = models.CharField(max_length=12)
    object_type = models.CharField(max_length=12)
    external_id = models.CharField(max_length=64)
    source = models.CharField(max_length=12)  # poll, webhook, verify, first, person
    gone = models.BooleanField(default=False)
    merged_into = models.CharField(max_length=64, blank=True)  # it is said; believed once it has been read
    noticed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "side", "object_type", "external_id"], name="noticed_once")
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.object_type} {self.external_id}"


class Cursor(models.Model):
    """How far one side has been noticed; moves in the transaction that stores what was noticed."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="cursors")
    side = models.CharField(max_length=12)
    position = models.JSONField(default=dict)
    listed = models.JSONField(default=list)  # object types whose first listing is complete
    polled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "side"], name="one_cursor_a_side")]

    def __str__(self) -> str:
        return f"{self.side} {self.position}"


class Lease(models.Model):
    """Who works on a workspace; claimed by a conditional UPDATE, never by waiting on a lock."""

    name = models.CharField(max_length=100, unique=True)  # "workspace:7", "tokens:12"
    holder = models.CharField(max_length=120, blank=True)  # host, boot and process, so that a dead one is known
    fence = models.PositiveBigIntegerField(default=0)
    expires_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} {self.holder}"
