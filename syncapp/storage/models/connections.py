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
    paused_for = models.CharField(max_length=24, blank=True, default="", db_default="")  # the catalogue's code of why
    last_webhook_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "side"], name="one_connection_a_side")]

    def __str__(self) -> str:
        return f"{self.side} {self.account_id}"


class RateBudget(models.Model):
    """The calls taken of one account, by whichever process and for whichever workspace; changed only by an UPDATE that
    names the revision it was worked out from."""

    side = models.CharField(max_length=12)
    account_id = models.CharField(max_length=40)
    revision = models.PositiveBigIntegerField(default=0)
    taken = models.JSONField(default=list)  # rows of engine/access/pace.py: Block, as far back as a window reaches
    calls = models.PositiveBigIntegerField(default=0)  # ever taken
    refusals = models.PositiveIntegerField(default=0)  # by 429, with nothing but them in between
    refused_at = models.PositiveBigIntegerField(default=0)  # `calls` at the last of them
    day = models.DateField(null=True, blank=True)  # in the account's zone
    today = models.PositiveIntegerField(default=0)  # calls taken of it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["side", "account_id"], name="one_budget_an_account")]

    def __str__(self) -> str:
        return f"calls of {self.side} {self.account_id}"


class Catalog(models.Model):
    """What an account offers: its settings, fields and lists, as last read; no page waits for a vendor."""

    connection = models.OneToOneField(Connection, models.CASCADE, related_name="catalog")
    settings = models.JSONField(default=dict)
    fields = models.JSONField(default=dict)  # object type → rows of FieldSpec
    lists = models.JSONField(default=dict)  # accounts, terms, methods … → rows of ListEntry
    refreshed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"catalog of {self.connection}"
