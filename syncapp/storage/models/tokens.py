"""Keys with which programs use the API."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from syncapp.storage.models.workspaces import Membership

Role = Membership.Role
LEAST_FIRST = (Role.VIEWER, Role.BOOKKEEPER, Role.ADMIN, Role.OWNER)


class ApiToken(models.Model):
    """It belongs to who made it and goes with them. Of its secret only a hash is kept."""

    member = models.ForeignKey(Membership, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=12, choices=Role.choices)
    start = models.CharField(max_length=16)  # how its secret begins, to tell it by
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)  # to the minute
    used = models.PositiveIntegerField(default=0)  # requests within that minute

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.start}…)"

    @property
    def may_as(self) -> Role:
        """The role that it has by now: never more than who made it."""
        return min(Role(self.role), Role(self.member.role), key=LEAST_FIRST.index)

    def expired(self, now: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= now
