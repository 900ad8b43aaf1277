"""Who belongs to a workspace: invitations that let one address in once, roles, and leaving."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from syncapp.actions.activity import change, noted
from syncapp.storage.models import Activity, Invitation, Membership, Workspace
from syncapp.storage.names import person_name

Role = Membership.Role
VALID_FOR = timedelta(days=7)


class MemberRefused(Exception):
    """Nothing was changed; the text says why."""


@dataclass(frozen=True)
class Invited:
    """The secret is known now and never again: only its hash is kept."""

    invitation: Invitation
    secret: str


def hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def invite(workspace: Workspace, email: str, role: str, *, by: Membership) -> Invited:
    """A new way in; an earlier one of the same address ends."""
    email = email.strip().lower()
    _may_give(role, by)
    if workspace.memberships.filter(user__email__iexact=email).exists():
        raise MemberRefused(f"{email} is a member already.")
    secret, now = secrets.token_urlsafe(32), timezone.now()
    with transaction.atomic():
        open_invitations(workspace, now).filter(email=email).update(expires_at=now)
        invitation = Invitation.objects.create(
            workspace=workspace, email=email, role=role, secret_hash=hashed(secret),
            invited_by=by.user, created_at=now, expires_at=now + VALID_FOR,
        )  # fmt: skip
        noted(workspace, "member_invited", by=by.user, reason=f"{email} as {role}")
    return Invited(invitation, secret)


def open_invitations(workspace: Workspace, now: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(workspace=workspace, used_at=None, expires_at__gt=now)


def withdraw(invitation: Invitation, *, by: Membership) -> None:
    with transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk, used_at=None).update(expires_at=timezone.now())
        noted(invitation.workspace, "invitation_withdrawn", by=by.user, reason=invitation.email)


def find_invitation(secret: str) -> Invitation | None:
    """The invitation that this secret opens, if it is still good."""
    rows = Invitation.objects.select_related("workspace", "invited_by")
    return rows.filter(secret_hash=hashed(secret), used_at=None, expires_at__gt=timezone.now()).first()


def accept(invitation: Invitation, user: User) -> Membership:
    """Used by one conditional UPDATE: of two who click at once, one gets in."""
    now = timezone.now()
    with transaction.atomic():
        fresh = Invitation.objects.filter(pk=invitation.pk, used_at=None, expires_at__gt=now)
        if user.email.lower() != invitation.email or not fresh.update(used_at=now):
            raise MemberRefused("This invitation was used, withdrawn or is for another address.")
        membership, _ = Membership.objects.get_or_create(
            workspace=invitation.workspace, user=user, defaults={"role": invitation.role}
        )
        noted(invitation.workspace, "member_joined", by=user, reason=f"{user.email} as {membership.role}")
    return membership


def join_as_new(invitation: Invitation, name: str, password: str) -> User:
    """An account for the invited address: reading the mail that the link came in has proved it."""
    with transaction.atomic():
        if User.objects.filter(email__iexact=invitation.email).exists():
            raise MemberRefused("There is an account with this address. Sign in to join.")
        first, _, last = name.strip().partition(" ")
        user = User.objects.create_user(invitation.email, invitation.email, password, first_name=first, last_name=last)
        EmailAddress.objects.create(user=user, email=invitation.email, verified=True, primary=True)
        accept(invitation, user)
    return user


def change_role(member: Membership, role: str, *, by: Membership, stood: str = "") -> None:
    """`stood`: the role that the person saw there; where it is another one by now, nothing is changed."""
    _may_give(role, by)
    with transaction.atomic():
        member.role = before = Membership.objects.select_for_update().get(pk=member.pk).role
        _may_touch(member, by)
        if before == role:
            return
        if stood and before != stood:
            raise MemberRefused(f"{_moved(member)} Choose again if it is to be another.")
        if before == Role.OWNER:
            _keep_an_owner(member)
        Membership.objects.filter(pk=member.pk).update(role=role)
        noted(
            member.workspace,
            "role_changed",
            by=by.user,
            reason=member.user.email,
            changes=[change("role", before, role)],
        )
    member.role = role


def remove(member: Membership, *, by: Membership, stood: str = "") -> None:
    """What the member did stays in the log; the account stays, for other workspaces. Their API tokens end. `stood`: as in
    `change_role`."""
    with transaction.atomic():
        member.role = Membership.objects.select_for_update().get(pk=member.pk).role
        _may_touch(member, by)
        if stood and member.role != stood:
            raise MemberRefused(f"{_moved(member)} Remove them again if they are to go all the same.")
        if member.role == Role.OWNER:
            _keep_an_owner(member)
        noted(member.workspace, "member_removed", by=by.user, reason=f"{member.user.email}, {member.role}")
        for token in member.api_tokens.filter(revoked_at=None):
            noted(member.workspace, "token_revoked", by=by.user, reason=f"{token}, with {member.user.email}")
        Membership.objects.filter(pk=member.pk).delete()


def _moved(member: Membership) -> str:
    entries = Activity.objects.filter(workspace=member.workspace, kind="role_changed", reason=member.user.email)
    last = entries.select_related("actor").first()
    who = last and last.actor and person_name(last.actor)
    return (
        f"{who or 'Somebody'} has changed the role of {member.user.email} to {member.get_role_display()} since this page "
        "was opened. Nothing was changed."
    )


def _may_touch(member: Membership, by: Membership) -> None:
    if member.role == Role.OWNER and by.role != Role.OWNER:
        raise MemberRefused("Only an owner may change or remove an owner.")


def _may_give(role: str, by: Membership) -> None:
    if role not in Role.values:
        raise MemberRefused("Choose one of the roles.")
    if role == Role.OWNER and by.role != Role.OWNER:
        raise MemberRefused("Only an owner may make somebody an owner.")


def _keep_an_owner(leaving: Membership) -> None:
    owners = Membership.objects.select_for_update().filter(workspace=leaving.workspace, role=Role.OWNER)
    if not owners.exclude(pk=leaving.pk).exists():
        raise MemberRefused("A workspace needs an owner. Make somebody else an owner first.")
