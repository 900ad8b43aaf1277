"""The checklist of a walk: of what its draft chooses, not of what holds now (B1, S9)."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from syncapp.core.preflight import Level, preflight
from syncapp.core.values import ObjectType, Side
from syncapp.engine.setup.checklist import SetUp, facts_of, known_of, set_up_of
from syncapp.queries.checklist import Checked, Item, items
from syncapp.queries.setup.walk import Walk

# What is about invoices and their payments alone.
OF_INVOICES = (
    "custom_numbers", "closing_date", "tax", "revenue_recognition", "automatic_credits", "sales_form", "tracking", "terms", "time_zones",
    "payment_processor", "invoice_source", "other_sync", "workflow", "custom_item", "contact", "product",
)  # fmt: skip
# What the sync will meet, not what is chosen here: Integrations and Failures say it.
ELSEWHERE = ("doubles", *(f"announcements_{side.value}" for side in Side))


def checked(walk: Walk) -> Checked:
    """What concerns this sync; what blocks is said whomever it concerns."""
    beside = ELSEWHERE if walk.object_type is ObjectType.INVOICE else (*ELSEWHERE, *OF_INVOICES)
    found = _items(walk)
    return Checked([one for one in found if one.finding.level == Level.BLOCKING or one.finding.code not in beside])


def other_sync(walk: Walk) -> Item | None:
    """What the records tell of another sync of the same books (A5); None where they tell of none."""
    if all(row.reason != "source" for row in walk.tally.rows):
        return None  # the database is asked no more for it
    return next((one for one in _items(walk) if one.finding.code == "other_sync"), None)


def _items(walk: Walk) -> list[Item]:
    if walk.accounts is None:
        return []
    known = known_of(walk.workspace, walk.tally.read)
    views = {Side.HUBSPOT: walk.accounts.hubspot, Side.QUICKBOOKS: walk.accounts.quickbooks}
    facts = facts_of(walk.workspace, views, _as_drafted(walk), known, timezone.now())
    return items(preflight(facts), walk.accounts.hubspot.connection.account_id)


def _as_drafted(walk: Walk) -> SetUp:
    others = {name: sync for name, sync in walk.tally.syncs.items() if name != walk.object_type}
    found = set_up_of(walk.tally.syncs, ())
    on = [row for row in walk.data["mappings"] if row["enabled"]]
    invoices = walk.object_type is ObjectType.INVOICE
    return replace(
        found,
        direction=walk.data["direction"] if invoices else found.direction,
        settings={name: sync.settings for name, sync in others.items()} | {walk.object_type: walk.settings},
        mappings=[(walk.object_type, row["hubspot"], row["quickbooks"]) for row in on],
        added=sum(row.get("origin") == "custom" for row in on),
    )
