"""Who did what, with the values that changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.contrib.auth.models import User

from syncapp.queries import activity
from syncapp.queries.activity import Told
from syncapp.queries.changes import in_words
from syncapp.queries.labels import Labels
from syncapp.storage.models import Activity, SyncRecord
from syncapp.storage.names import person_name

register = template.Library()


@register.filter
def person(user: User) -> str:
    return person_name(user)


@register.filter
def actor(entry: Activity) -> str:
    """`Ann Archer`, `Ann Archer through “Monthly report”`; of an entry that somebody made."""
    assert entry.actor
    return f"{person(entry.actor)} through “{entry.through}”" if entry.through else person(entry.actor)


@register.simple_tag
def told_of(entry: Activity, labels: Labels) -> Told:
    """As `told`, of records of any object."""
    return activity.told(entry, labels.get(entry.record.object_type, {}) if entry.record else {})


@register.simple_tag
def named(changes: list[dict[str, Any]], labels: Labels, plural: str, currency: str = "") -> list[dict[str, Any]]:
    """Changes of one object, told by its plural, with their fields and values as people say them."""
    return in_words(changes, labels.get(plural.removesuffix("s"), {}), currency)


@register.simple_tag
def told(entry: Activity, labels: Mapping[str, str] | None = None, page_of: SyncRecord | None = None) -> Told:
    """`page_of`: the record on whose page it stands; an entry of another one, its payment, names that one."""
    said = activity.told(entry, labels or {})
    return activity.of_payment(entry, said) if page_of and entry.record_id != page_of.pk else said
