"""The fixes that are a choice between stored records: what their form offers, and what it sends."""

from __future__ import annotations

from typing import Any

from syncapp import record_choices
from syncapp.core.errors import entry
from syncapp.queries.number_clash import clash
from syncapp.queries.offers import BUILDERS, offers
from syncapp.queries.setup.passing import today_of
from syncapp.storage.models import SyncRecord
from syncapp.web.access import MemberRequest
from syncapp.web.linking.voiding import void_too

CHOSEN = tuple(BUILDERS)  # the fixes whose form is a list of options


def offered(record: SyncRecord) -> dict[str, Any]:
    return {
        "offer": offers(record.workspace, [record], today_of(record.workspace))[record.pk],
        "fix": entry(record.reason).fix,
    }


def clashing(record: SyncRecord) -> dict[str, Any]:
    found = clash(record)
    return {"clash": found, "void": void_too(found.hubspot, found.quickbooks)}


def choose(request: MemberRequest, record: SyncRecord) -> str:
    return record_choices.choose(record, request.POST.get("choice", ""), by=request.user)
