"""What happened, append-only, and what two people changed at once."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from syncapp.core.mapping import pair_key
from syncapp.storage.models.records import SyncRecord
from syncapp.storage.models.runs import Run
from syncapp.storage.models.workspaces import Workspace


class Activity(models.Model):
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="activities")
    record = models.ForeignKey(SyncRecord, models.SET_NULL, null=True, blank=True, related_name="activities")
    run = models.ForeignKey(Run, models.SET_NULL, null=True, blank=True, related_name="activities")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    through = models.CharField(
        max_length=60, blank=True, default="", db_default=""
    )  # the actor's API token, by its name
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)  # created, updated, linked, failing, settled, changed_settings …
    side = models.CharField(max_length=12, blank=True)  # the side written to
    reason = models.CharField(max_length=300, blank=True)
    changes = models.JSONField(default=list)  # [{"field", "from", "to"}]
    request_id = models.CharField(max_length=36, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["record", "-id"], name="activity_record"),
            # Lists of what is rare (a pause, a member, an approval) would else read through all that runs have written.
            models.Index(fields=["workspace", "kind", "-id"], name="activity_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"


class Conflict(models.Model):
    """Both sides changed one field: the values, what was taken, and by whom (never dropped).

    It is open until the record is equal again, or nothing of the field crosses any more; of one field of a record at most
    one is open.
    """

    class ClosedBy(models.TextChoices):
        """Where neither a person nor the sync's conflict policy has decided."""

        DIRECTION = "direction"  # the sync goes one way by now, and the value of its source stands
        UNMAPPED = "unmapped"  # the two fields are not mapped with each other any more: each side keeps its own
        MERGED = "merged"  # the record went into another one

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="conflicts")
    record = models.ForeignKey(SyncRecord, models.CASCADE, related_name="conflicts")
    run = models.ForeignKey(Run, models.SET_NULL, null=True)
    at = models.DateTimeField()
    hubspot_field = models.CharField(max_length=200)
    quickbooks_field = models.CharField(max_length=200)
    base = models.JSONField(default=dict)
    hubspot_value = models.JSONField(null=True)
    quickbooks_value = models.JSONField(null=True)
    chosen = models.CharField(max_length=12, blank=True)  # the side whose value is taken; "": of neither, so far
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)  # null: the sync's setting
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=12, choices=ClosedBy.choices, blank=True, default="")

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["workspace", "-id"], name="conflict_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "hubspot_field", "quickbooks_field"],
                condition=models.Q(closed_at__isnull=True),
                name="one_open_conflict",
            )
        ]

    def __str__(self) -> str:
        return f"{self.hubspot_field} ({self.chosen or 'asked'})"

    @property
    def pair(self) -> str:
        return pair_key(self.hubspot_field, self.quickbooks_field)
