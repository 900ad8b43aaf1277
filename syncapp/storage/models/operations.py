"""The outbox: what we mean to write, and the calls that carry it; both are committed before anything is sent."""

from __future__ import annotations

from django.db import models

from syncapp.storage.models.records import SyncRecord
from syncapp.storage.models.runs import Run
from syncapp.storage.models.workspaces import Workspace


class Call(models.Model):
    """One HTTP write as sent. A lost answer leaves it `sent`; it is resolved before anything else is planned."""

    class State(models.TextChoices):
        PLANNED = "planned"
        SENT = "sent"
        DONE = "done"
        FAILED = "failed"  # certainly changed nothing
        UNKNOWN = "unknown"  # may have happened
        DROPPED = "dropped"  # settled by looking, or never sent

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="calls")
    run = models.ForeignKey(Run, models.SET_NULL, null=True, related_name="write_calls")
    side = models.CharField(max_length=12)
    request_id = models.CharField(max_length=36, unique=True)
    method = models.CharField(max_length=8)
    path = models.CharField(max_length=500)
    body = models.JSONField()
    items = models.JSONField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNED)
    fence = models.PositiveBigIntegerField(default=0)
    deadline_seconds = models.PositiveIntegerField(default=30)
    sent_at = models.DateTimeField(null=True, blank=True)
    answer = models.JSONField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "state"], name="call_state"),
            models.Index(fields=["workspace", "sent_at"], name="call_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.path} ({self.state})"


class Operation(models.Model):
    """One write of a call, for one record."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="operations")
    # The item "Custom Line Item" is made without a record of its own (A22).
    record = models.ForeignKey(SyncRecord, models.CASCADE, related_name="operations", null=True)
    position = models.PositiveSmallIntegerField()
    entity = models.CharField(max_length=12)
    action = models.CharField(max_length=8)
    target_id = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=300)
    changes = models.JSONField(default=list)  # [{"field", "from", "to"}]
    state = models.CharField(max_length=8, choices=Call.State.choices, default=Call.State.PLANNED)
    problem = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["call_id", "position"]

    def __str__(self) -> str:
        return f"{self.action} {self.entity} ({self.state})"
