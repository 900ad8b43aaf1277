"""Both ledgers side by side for a span of days, as they were read from the vendors at one time (B3)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models

from syncapp.storage.models.records import SyncRecord
from syncapp.storage.models.workspaces import Workspace


class Reconciliation(models.Model):
    """One reading. It is made by a person's click, a command or the night, and a worker carries it out month by month; of
    a span of days the last one that came to its end is kept, and whatever was begun after it."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="reconciliations")
    first_day = models.DateField()  # in the company's zone, both included
    last_day = models.DateField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    by_itself = models.BooleanField(default=False, db_default=False)  # each night, without anybody asking
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    failed = models.TextField(blank=True)  # why it came to no result, in words
    read_through = models.DateField(null=True, blank=True)  # a worker that takes it up goes on after this day
    progress = models.JSONField(default=dict)  # while it is under way: {"doing": words}
    # object → currency → side → count, total, balance, as engine.reconciliation.sums has them
    sums = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)  # object → outcome → rows
    # When a difference was found last that the result before it had not; null while there is none.
    news_at = models.DateTimeField(null=True, blank=True)
    drafts = models.PositiveIntegerField(default=0)  # of HubSpot, which are no invoices yet
    calls = models.JSONField(default=dict)  # side → n

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["workspace", "first_day", "last_day", "-id"], name="reconciled_days")]

    def __str__(self) -> str:
        return f"{self.first_day} to {self.last_day}"

    def number(self, outcome: str) -> int:
        """Rows of this outcome, of invoices and payments together."""
        return sum(told.get(outcome, 0) for told in self.counts.values())

    @property
    def done(self) -> bool:
        return self.ended_at is not None and not self.failed

    def holds(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


class Reconciled(models.Model):
    """One invoice or payment: on both sides, or on one side alone."""

    reconciliation = models.ForeignKey(Reconciliation, models.CASCADE, related_name="rows")
    object_type = models.CharField(max_length=12)
    outcome = models.CharField(max_length=10)  # core.ledgers.Outcome
    record = models.ForeignKey(SyncRecord, models.SET_NULL, null=True, blank=True, related_name="+")
    number = models.CharField(max_length=200, blank=True)  # of a payment: that of its invoice
    customer = models.CharField(max_length=500, blank=True)
    day = models.DateField(null=True, blank=True)
    # Of each side: id, number, date, status, currency, total, balance, tax, received
    hubspot = models.JSONField(null=True, blank=True)
    quickbooks = models.JSONField(null=True, blank=True)
    differs = models.JSONField(default=list)  # [{"field", "hubspot", "quickbooks"}]
    why = models.TextField(blank=True)  # in words, as it stood when it was read
    twin = models.CharField(
        max_length=200, blank=True
    )  # what may be the same, on the other side or on its own, by its number

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["reconciliation", "outcome", "id"], name="reconciled_outcome")]

    def __str__(self) -> str:
        return f"{self.object_type} {self.number} {self.outcome}"

    @property
    def sides(self) -> dict[str, Any]:
        return {"hubspot": self.hubspot, "quickbooks": self.quickbooks}
