"""API tokens: made for a program by somebody who may, shown once, and revoked."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, F, QuerySet, Value, When
from django.utils import timezone

from syncapp.actions.activity import noted
from syncapp.actions.members import hashed
from syncapp.storage.models import ApiToken, Membership, Workspace
from syncapp.storage.models.tokens import LEAST_FIRST

Role = Membership.Role
BEGINS = "syncapp_"  # so that people, and programs that look for lost secrets, know what it is
SHOWN = len(BEGINS) + 5
OFFERED = (Role.VIEWER, Role.BOOKKEEPER, Role.ADMIN)  # what only an owner may do, no program does
PER_MINUTE = 300


class TokenRefused(Exception):
    """The text says why."""


class TooMany(TokenRefused):
    """`after`: seconds until it may ask again."""

    def __init__(self, after: int) -> None:
        super().__init__(f"This token has made {PER_MINUTE} requests within this minute. Ask again in {after} s.")
        self.after = after


@dataclass(frozen=True)
class Made:
    """The secret is known now and never again."""

    token: ApiToken
    secret: str


def offered(member: Membership) -> list[Role]:
    """The roles that a token of this member can have, the least first."""
    return [role for role in OFFERED if LEAST_FIRST.index(role) <= LEAST_FIRST.index(Role(member.role))]


def make(member: Membership, name: str, role: str, days: int | None = None) -> Made:
    """`days`: until it expires; None: never."""
    name = " ".join(name.split())
    if not name or len(name) > 60:
        raise TokenRefused("Give it a name of at most 60 characters.")
    if role not in offered(member):
        raise TokenRefused("Choose a role that you have yourself.")
    secret, now = BEGINS + secrets.token_urlsafe(32), timezone.now()
    with transaction.atomic():
        token = ApiToken.objects.create(
            member=member, name=name, role=role, start=secret[:SHOWN], secret_hash=hashed(secret),
            created_at=now, expires_at=now + timedelta(days=days) if days else None,
        )  # fmt: skip
        until = f", until {token.expires_at:%Y-%m-%d}" if token.expires_at else ""
        noted(member.workspace, "token_made", by=member.user, reason=f"{token}, {role}{until}")
    return Made(token, secret)


def tokens_of(workspace: Workspace) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(member__workspace=workspace).select_related("member__user")


def revoke(token: ApiToken, *, by: Membership) -> bool:
    """False if it was revoked before."""
    with transaction.atomic():
        done = bool(ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()))
        if done:
            noted(by.workspace, "token_revoked", by=by.user, reason=str(token))
    return done


def admit(secret: str) -> ApiToken:
    """The token of this secret, with its member, and one request more on its account; raises TokenRefused."""
    found = ApiToken.objects.filter(secret_hash=hashed(secret)).select_related("member__user", "member__workspace")
    token, now = found.first(), timezone.now()
    if token is None or not token.member.user.is_active:
        raise TokenRefused("There is no such token. Make one under Settings, API tokens.")
    if token.revoked_at:
        raise TokenRefused("This token was revoked. Make a new one under Settings, API tokens.")
    if token.expired(now):
        raise TokenRefused("This token has expired. Make a new one under Settings, API tokens.")
    _count(token, now)
    return token


def _count(token: ApiToken, now: datetime) -> None:
    """In one statement, for whatever process it is: which minute it was used in last, and how often in that one."""
    minute = now.replace(second=0, microsecond=0)
    if token.last_used_at == minute and token.used >= PER_MINUTE:
        raise TooMany(60 - now.second)
    used = Case(When(last_used_at=minute, then=F("used") + 1), default=Value(1))
    ApiToken.objects.filter(pk=token.pk).update(last_used_at=minute, used=used)
