"""What a person has set up: one sync per object, its mapped fields and filters."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from syncapp.storage.models.workspaces import Workspace


class ObjectSync(models.Model):
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="syncs")
    object_type = models.CharField(max_length=12)
    direction = models.CharField(max_length=16)
    policy = models.CharField(max_length=12, default="hubspot")
    enabled = models.BooleanField(default=False)
    started_at = models.DateTimeField(null=True, blank=True)  # the floor, in HubSpot's time (S25)
    # By our clock, since when its records are watched with the set-up that it has: what changed before is no news of a
    # vendor that could arrive late.
    watched_since = models.DateTimeField(null=True, blank=True)
    # Invoices keep missing_item with line_item_account or new_item_account, _kind and _taxable, discounts (price, line)
    # with discount_item, deposit_cards, deposit_other and send_history here, products item_kind and income_account, contacts
    # outbound (invoiced, filter or all); each object stop_unmatched.
    settings = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)  # grows with every saved change; a run stops where it changed

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "object_type"], name="one_sync_an_object")]

    def __str__(self) -> str:
        return f"{self.object_type} {self.direction}"


class Start(models.Model):
    """A sync was turned on or saved, and no run has begun with it yet (`storage/starts.py`)."""

    sync = models.OneToOneField(ObjectSync, models.CASCADE, related_name="start")
    at = models.DateTimeField()  # of the click, by our clock
    only_from_now = models.BooleanField(default=False)  # what was made while it was off stays out (A16)

    def __str__(self) -> str:
        return f"start of {self.sync}"


class Times(models.Model):
    """The newest of all records of an object, kept beside them so that no page reads them all: when one was last written
    or found equal anew, and when one was last looked at."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="times")
    object_type = models.CharField(max_length=12)
    changed_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "object_type"], name="times_once_an_object")]

    def __str__(self) -> str:
        return f"times of {self.object_type}"


class FieldMapping(models.Model):
    """A mapped pair that differs from the defaults or was added; defaults are in core/defaults.py."""

    sync = models.ForeignKey(ObjectSync, models.CASCADE, related_name="mappings")
    hubspot_field = models.CharField(max_length=200)
    quickbooks_field = models.CharField(max_length=200)
    origin = models.CharField(max_length=8, default="default")
    enabled = models.BooleanField(default=True)
    transform = models.CharField(max_length=40, default="same")
    blank_means_blank = models.BooleanField(default=False)
    values = models.JSONField(default=dict)  # of choices from lists: storage/convert.py's form of a ValueMap (B33)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sync", "hubspot_field", "quickbooks_field"], name="one_mapping_a_pair")
        ]

    def __str__(self) -> str:
        return f"{self.hubspot_field} ↔ {self.quickbooks_field}"


class FilterRule(models.Model):
    """One criterion; rows of a group are joined by AND, groups by OR. Locked filters are not rows."""

    sync = models.ForeignKey(ObjectSync, models.CASCADE, related_name="filters")
    target = models.CharField(max_length=12)  # the side that the filtered record would go to
    group = models.PositiveSmallIntegerField(default=0)
    position = models.PositiveSmallIntegerField(default=0)
    associated = models.CharField(max_length=12, blank=True)
    property = models.CharField(max_length=200)
    operator = models.CharField(max_length=24)
    values = models.JSONField(default=list)

    class Meta:
        ordering = ["group", "position", "id"]

    def __str__(self) -> str:
        return f"{self.property} {self.operator}"


class SyncDraft(models.Model):
    """A set-up that a person is at: nothing of it holds until the last step (S33)."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    object_type = models.CharField(max_length=12)
    data = models.JSONField(default=dict)  # actions/drafts.py says what
    run = models.ForeignKey("storage.Run", models.SET_NULL, null=True, blank=True, related_name="+")  # its dry run
    page = models.CharField(max_length=16, blank=True, default="", db_default="")  # that something was chosen on last
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "user", "object_type"], name="one_draft_each")]

    def __str__(self) -> str:
        return f"draft of {self.object_type}"
