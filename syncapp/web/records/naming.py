"""The fix "Choose another display name": patterns with what they make of each, or a name of one's own."""

from __future__ import annotations

from typing import Any

from syncapp.actions import names as actions
from syncapp.actions.records import FixRefused
from syncapp.core.naming import NAME_LENGTH, PATTERNS
from syncapp.queries.names import alike, named, proposals
from syncapp.storage.models import SyncRecord
from syncapp.web.access import MemberRequest
from syncapp.web.templatetags.words import plural

OWN = "own"
SOON = "The next run makes the customer under it, if nobody has it there; its invoices follow."
SOON_EACH = "The next run makes each customer under its own, if nobody has it there; their invoices follow."


def offered(record: SyncRecord) -> dict[str, Any]:
    others = alike(record)
    return {
        "holder": record.params.get("holder", ""),
        "taken": record.params.get("name", ""),
        "proposals": proposals(record, others),
        "others": others,
        "most": NAME_LENGTH,
        "own": OWN,
    }


def choose(request: MemberRequest, record: SyncRecord) -> str:
    """What was chosen, for this record or, with a pattern, for all like it."""
    own, every = request.POST.get("name", ""), request.POST.get("every") == "yes"
    pattern = request.POST.get("pattern") or (OWN if own.strip() else "")  # who types a name need not choose it as well
    if pattern == OWN:
        if every:
            raise FixRefused("A name of your own is for one record. Choose a pattern for all of them.")
        return f"{record.label} is called “{actions.choose_name(record, own, by=request.user)}”. {SOON}"
    if pattern not in PATTERNS:
        raise FixRefused("Choose one of the names first.")
    if not every:
        return (
            f"{record.label} is called “{actions.choose_name(record, named(record, pattern), by=request.user)}”. {SOON}"
        )
    rows = [record, *alike(record)]
    number, left = actions.choose_names({row: name for row in rows if (name := named(row, pattern))}, by=request.user)
    if not number:
        raise FixRefused(" ".join(left) or "No name can be made by this pattern.")
    unnamed = len(rows) - number - len(left)
    more = [f"{plural(unnamed, 'record lacks,records lack')} a part of this pattern."] if unnamed else []
    return " ".join(
        [f"{plural(number, 'name is,names are')} chosen. {SOON if number == 1 else SOON_EACH}", *left, *more]
    )
