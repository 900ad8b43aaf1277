"""The two connected accounts and what is known of them."""

from __future__ import annotations

from django.db import models

from syncapp.storage.fields import EncryptedTextField
from syncapp.storage.models.workspaces import Workspace


class Connection(models.Model):
    class State(models.TextChoices):
        CONNECTED = "connected"
        NEEDS_RECONNECT = "needs_reconnect"
        DISCONNECTED = "disconnected"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="connections")
    side = models.CharField(max_length=12)  # core.values.Side
    account_id = models.CharField(max_length=40)  # portal id / realm id
    name = models.CharField(max_length=200, blank=True)
    access_token = EncryptedTextField(blank=True, default="")
    refresh_token = EncryptedTextField(blank=True, default="")  # empty: a static HubSpot token
    expires_at = models.DateTimeField(null=True, blank=True)
    refresh_expires_at = models.DateTimeField(null=True, blank=True)
    scopes = models.JSONField(default=list)
    state = models.CharField(max_length=16, choices=State.choices, default=State.CONNECTED)
    edition = models.CharField(max_length=16, blank=True)  # HubSpot: stated by the owner (S30)
    currency = models.CharField(max_length=3, blank=True)
    country = models.CharField(max_length=3, blank=True)
    paused_until = models.DateTimeField(null=True, blank=True)  # the vendor said 429
    last_webhook_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "side"], name="one_connection_a_side")]

    def __str__(self) -> str:
        return f"{self.side} {self.account_id}"


class Catalog(models.Model):
    """What an account offers: its settings, fields and lists, as last read; no page waits for a vendor."""

    connection = models.OneToOneField(Connection, models.CASCADE, related_name="catalog")
    settings = models.JSONField(default=dict)
    fields = models.JSONField(default=dict)  # object type → rows of FieldSpec
    lists = models.JSONField(default=dict)  # accounts, terms, methods … → rows of ListEntry
    refreshed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"catalog of {self.connection}"
