"""Who is told what, and where: each member's own emails, the workspace's thresholds, and a message to try it out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import uuid4

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from syncapp.actions.activity import change, noted
from syncapp.core.alerts import Kind, why_not_rule
from syncapp.storage import queue
from syncapp.storage.models import AlertRules, Delivery, Membership, Workspace

PREFERENCE = "alerts"  # of a membership
RULES = {"failing_from": "Failing records", "rate_percent": "Failure rate, %", "digest_hour": "Hour of the digest"}


class AlertsRefused(Exception):
    """Nothing was changed; the text says why."""


class AlertsMoved(Exception):
    """Somebody has changed them since the page was opened that this was sent from; nothing was changed."""


@dataclass(frozen=True)
class Choice:
    """What one member gets by email."""

    kinds: frozenset[Kind]
    digest: bool


def choice_of(membership: Membership) -> Choice:
    """As chosen; until then an owner gets everything, because a failure that nobody is told of is the worse one."""
    kept = membership.preferences.get(PREFERENCE)
    if kept is None:
        owner = membership.role == Membership.Role.OWNER
        return Choice(frozenset(Kind) if owner else frozenset(), owner)
    return Choice(frozenset(Kind(one) for one in kept["kinds"] if one in list(Kind)), bool(kept["digest"]))


def choose(membership: Membership, kinds: Collection[Kind], *, digest: bool, stood: Choice | None = None) -> bool:
    """What this member gets from now on; False if it is that already. `stood`: what their page showed. A box that was left
    as it stood there stays as it is by now, so that two windows of one person lose nothing of each other."""
    chosen = Choice(frozenset(kinds), digest)
    with transaction.atomic():
        membership.preferences = Membership.objects.select_for_update().get(pk=membership.pk).preferences
        before = choice_of(membership)
        after = _onto(before, chosen, stood) if stood else chosen
        if before == after:
            return False
        kept = {"kinds": sorted(after.kinds), "digest": after.digest}
        membership.preferences = {**membership.preferences, PREFERENCE: kept}
        membership.save(update_fields=["preferences"])
        noted(
            membership.workspace, "alerts_chosen", by=membership.user, reason=membership.user.email,
            changes=[change("By email", _words(before), _words(after))],
        )  # fmt: skip
    return True


def _onto(now: Choice, chosen: Choice, stood: Choice) -> Choice:
    kinds = (now.kinds | (chosen.kinds - stood.kinds)) - (stood.kinds - chosen.kinds)
    return Choice(kinds, now.digest if chosen.digest == stood.digest else chosen.digest)


def _words(choice: Choice) -> str:
    chosen = [kind.label for kind in Kind if kind in choice.kinds] + (["Daily digest"] if choice.digest else [])
    return ", ".join(chosen) or "Nothing"


def rules_of(workspace: Workspace) -> AlertRules:
    """As they stand, or as they are where nobody has set any."""
    return AlertRules.objects.filter(workspace=workspace).first() or AlertRules(workspace=workspace)


def set_rules(
    workspace: Workspace, *, by: User | None, stood: Mapping[str, str] = MappingProxyType({}), **wanted: int
) -> bool:
    """Some of RULES, or all; False if they are that already. `stood`: what the person saw there. Raises AlertsRefused
    and AlertsMoved."""
    for name, value in wanted.items():
        if refusal := why_not_rule(name, value):
            raise AlertsRefused(refusal)
    with transaction.atomic():
        rules, _ = AlertRules.objects.select_for_update().get_or_create(workspace=workspace)
        changes = [
            change(RULES[name], getattr(rules, name), value)
            for name, value in wanted.items()
            if getattr(rules, name) != value
        ]
        if not changes:
            return False
        if any(str(getattr(rules, name)) not in (seen, str(wanted.get(name))) for name, seen in stood.items()):
            raise AlertsMoved
        AlertRules.objects.filter(pk=rules.pk).update(**wanted)
        noted(workspace, "alert_rules_changed", by=by, changes=changes)
    return True


def ask_for_test_mail(membership: Membership) -> Delivery:
    """By the way that alerts go: a worker sends it, so it proves the worker too. Raises AlertsRefused."""
    workspace = membership.workspace
    waiting = Delivery.objects.filter(workspace=workspace, user=membership.user, kind="test", state="waiting")
    if waiting.exists():
        raise AlertsRefused("A test to you is on its way already: see Messages below.")
    content = {
        "intro": f"This is a test of the alerts of {workspace.name}, asked for by {membership.user.email}.",
        "sections": [{"title": "It works", "text": "Alerts and the daily digest arrive here the same way."}],
    }
    with transaction.atomic():
        delivery = Delivery.objects.create(
            workspace=workspace, user=membership.user, occasion=f"test:{uuid4()}", kind="test",
            subject=f"{workspace.name}: test of alerts", content=content, created_at=timezone.now(), due_at=timezone.now(),
        )  # fmt: skip
        queue.nudge(queue.ALERTS, workspace.pk)
    return delivery
