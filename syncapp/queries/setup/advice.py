"""What is recommended before invoices sync, each checked against the company where its preferences tell (S9)."""

from __future__ import annotations

from syncapp.core.preflight import Finding, preflight
from syncapp.core.values import ObjectType
from syncapp.queries.setup.walk import Walk

SHOWN = ("custom_numbers", "closing_date", "tax", "payment_processor")
NAMES = {ObjectType.CONTACT: "Customers", ObjectType.PRODUCT: "Products"}


def advice(walk: Walk) -> list[Finding]:
    if walk.object_type is not ObjectType.INVOICE or walk.accounts is None:
        return []
    hubspot, quickbooks = walk.accounts.hubspot.settings, walk.accounts.quickbooks.settings
    filled = walk.workspace.fill_service_date
    found = preflight(hubspot, quickbooks, (), outbound=walk.goes_out, service_dates=filled)
    by_code = {finding.code: finding for finding in found}
    # A wall is said under the direction, in its own words.
    shown = [by_code[code] for code in SHOWN if by_code[code].level != "blocking"]
    return [*shown, *(_first(walk, object_type) for object_type in NAMES)]


def _first(walk: Walk, object_type: ObjectType) -> Finding:
    name, sync = NAMES[object_type], walk.tally.syncs.get(object_type)
    if sync and sync.enabled:
        return Finding(object_type.value, "fine", f"{name} sync already.")
    text = f"{name} do not sync yet. An invoice needs its customer and its items, so sync them first."
    return Finding(object_type.value, "advisable", text)
