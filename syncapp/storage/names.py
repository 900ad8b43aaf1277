"""What people are called, wherever something that they did is told."""

from __future__ import annotations

from django.contrib.auth.models import User


def person_name(user: User) -> str:
    """The full name, else the address."""
    return user.get_full_name() or user.email
