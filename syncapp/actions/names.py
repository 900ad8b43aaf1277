"""Another display name for a contact whose name is taken in QuickBooks (S42, B21).

The name is used when the customer is made, and QuickBooks is asked once more whether it is free.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.models import User
from django.db import transaction

from syncapp.actions.records import FixRefused, Status, decide
from syncapp.core.naming import unfit
from syncapp.core.values import ObjectType, name_key
from syncapp.storage.models import SyncRecord

TAKEN = ("display_name_duplicate", "display_name_held")


def choose_name(record: SyncRecord, name: str, *, by: User) -> str:
    """The name as it is kept; raises FixRefused with the reason why it cannot be."""
    if why := refusal(record, name):
        raise FixRefused(why)
    name = " ".join(name.split())
    decide(record, by=by, reason=f"Is called “{name}” in QuickBooks Online.", name=name)
    return name


def choose_names(names: Mapping[SyncRecord, str], *, by: User) -> tuple[int, tuple[str, ...]]:
    """Several at once: how many, and in a sentence each those for which it cannot be."""
    left, given = [], dict[str | None, SyncRecord]()
    with transaction.atomic():
        for record, name in names.items():
            if other := given.get(name_key(name)):
                left.append(f"{record.label}: “{name}” is {other.label}'s new name already.")
            elif why := refusal(record, name):
                left.append(f"{record.label}: {why}")
            else:
                choose_name(record, name, by=by)
                given[name_key(name)] = record
    return len(given), tuple(left)


def refusal(record: SyncRecord, name: str) -> str:
    if (
        record.object_type != ObjectType.CONTACT
        or record.linked
        or record.status != Status.FAILING
        or record.reason not in TAKEN
    ):
        return "Its name is not in question any more."
    if why := unfit(name):
        return why
    if name_key(name) == name_key(str(record.params.get("name", ""))):
        return "This is the name that is taken. Choose another one."
    return ""
