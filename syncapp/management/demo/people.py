"""Who works in the demo's workspace: one of each role."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from syncapp.actions.setup import enrol
from syncapp.management.demo.options import SLUG
from syncapp.storage.models import Membership, Workspace

PEOPLE = {
    Membership.Role.OWNER: "Faye Fernhill",
    Membership.Role.ADMIN: "Adam Reyes",
    Membership.Role.BOOKKEEPER: "Bonnie Chu",
    Membership.Role.VIEWER: "Victor Hale",
}


def address(role: str) -> str:
    return f"{role}@example.com"


def gather(password: str) -> Workspace:
    """The workspace with its four members. Later, who has left stays away, and the printed password holds again."""
    with transaction.atomic():
        workspace, made = Workspace.objects.get_or_create(slug=SLUG, defaults={"name": SLUG})
        if made:
            for role, name in PEOPLE.items():
                enrol(workspace, address(role), role, password=password, name=name)
    for user in User.objects.filter(username__in=map(address, PEOPLE)):
        if not user.check_password(password):
            user.set_password(password)
            user.save(update_fields=["password"])
    return workspace
