"""What people are told without looking: alerts, when they are sent, and every message that leaves."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from syncapp.storage.fields import EncryptedTextField
from syncapp.storage.models.workspaces import Workspace


class AlertRules(models.Model):
    """When a workspace's alerts are sent. Its row is locked while alerts begin and end, so that each does so once."""

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="alert_rules")
    failing_from = models.PositiveIntegerField(default=1)  # so many records of one cause
    rate_percent = models.PositiveSmallIntegerField(default=25)
    digest_hour = models.PositiveSmallIntegerField(default=8)  # in the company's zone
    looked_at = models.DateTimeField(null=True, blank=True)
    digest_at = models.DateTimeField(null=True, blank=True)  # when the last digest was made: it told of the days before

    def __str__(self) -> str:
        return f"alert rules of {self.workspace_id}"


class Alert(models.Model):
    """A condition from when it was seen until it is over; `began_at` is null until it is told."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="alerts")
    kind = models.CharField(max_length=16)  # core.alerts.Kind
    key = models.CharField(max_length=100)  # what it is about: "failing:order_tax"
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    path = models.CharField(max_length=300)
    number = models.PositiveIntegerField(default=0)
    money = models.JSONField(default=dict)  # currency → amount
    seen_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    gone_at = models.DateTimeField(null=True, blank=True)
    over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], condition=Q(over_at=None), name="one_open_alert")
        ]
        indexes = [models.Index(fields=["workspace", "-id"], name="alert_newest")]

    def __str__(self) -> str:
        return self.title


class AlertHook(models.Model):
    """The address outside to which a workspace's alerts are posted, each signed. A secret that was replaced signs too
    until `former_until`, so that the receiver has time to change it."""

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="alert_hook")
    url = EncryptedTextField()  # many a receiver is opened by its address alone
    host = models.CharField(max_length=255, default="", db_default="")  # what of it may be shown
    secret = EncryptedTextField()
    former_secret = EncryptedTextField(blank=True, default="")
    former_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.host


class Delivery(models.Model):
    """One message to one place: the outbox. It is due until it was taken or is given up; `attempts` is stored before
    each try, and every try carries the same `uid`, so that whoever gets it twice can tell."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"  # given up

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="deliveries")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )  # by email
    hook = models.ForeignKey(AlertHook, models.CASCADE, null=True, blank=True, related_name="deliveries")
    uid = models.UUIDField(default=uuid4, unique=True)
    occasion = models.CharField(max_length=120, unique=True)  # what it tells to whom: never told twice
    kind = models.CharField(max_length=12)  # alerts, digest, test
    subject = models.CharField(max_length=300)
    content = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="delivery_due"),
            models.Index(fields=["workspace", "-id"], name="delivery_newest"),
        ]

    def __str__(self) -> str:
        return self.subject
