"""A workspace is one HubSpot account with one QuickBooks company; everything else belongs to one."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models


def poll_interval(seconds: int | None) -> timedelta:
    """How often both sides are asked what has changed (S40): as chosen, else as the installation has it."""
    return timedelta(seconds=seconds or settings.SYNC_INTERVAL_SECONDS)


class Workspace(models.Model):
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=64, default="UTC")  # A19: days are read in the company's zone
    protected_through = models.DateField(null=True, blank=True)  # A24
    fill_service_date = models.BooleanField(default=False)  # B26: lines that go out carry the invoice's date
    paused = models.BooleanField(default=False)
    poll_seconds = models.PositiveIntegerField(null=True, blank=True)  # S40; null: as the installation has it
    checklist = models.JSONField(default=dict)  # what it told last (engine/setup/checklist.py)
    # What the last comparison of a month's ledgers found, by its first day, and that of other days as "other", for pages
    # that ask for nothing more (B3): {"first", "last", "different", "balance", "at", "by_itself", "by"}
    ledgers = models.JSONField(default=dict, db_default={})
    # It is being deleted since then: nobody is let in, nothing runs, and its rows go step by step (jobs/ending.py).
    ending_at = models.DateTimeField(null=True, blank=True)
    ending = models.JSONField(default=dict, db_default={})  # {"rows", "gone", "by"}
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    @property
    def poll_every(self) -> timedelta:
        return poll_interval(self.poll_seconds)


class Membership(models.Model):
    class Role(models.TextChoices):
        OWNER = "owner"
        ADMIN = "admin"
        BOOKKEEPER = "bookkeeper"
        VIEWER = "viewer"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)
    preferences = models.JSONField(default=dict)  # columns chosen, views saved

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "user"], name="one_membership_each")]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"


class Invitation(models.Model):
    """A way in for one address, once, for a week. Only a hash of its secret is kept."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=12, choices=Membership.Role.choices)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.email} ({self.role})"
