"""What background work remembers between its runs; what is due is told by the rows themselves."""

from __future__ import annotations

from django.db import models


class Job(models.Model):
    """One task over one id. `attempts` counts starts since one last came to its end, and is stored before the work:
    a task that kills its worker leaves no other trace."""

    name = models.CharField(max_length=100, unique=True)  # "sync_workspace:7"
    nudged_at = models.DateTimeField(null=True, blank=True)  # a message is under way since then
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(null=True, blank=True)  # it failed of late: nobody starts it until then

    def __str__(self) -> str:
        return self.name


class WebhookEvent(models.Model):
    """An event that was taken in, so that its repetition does nothing; kept for longer than the vendors repeat."""

    key = models.CharField(max_length=64, unique=True)  # hash of what makes the event one
    received_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key
