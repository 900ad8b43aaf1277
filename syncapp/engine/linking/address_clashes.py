"""A customer's address that another HubSpot contact has already: a remark on the pair, and never a new link (A3).

HubSpot decides. What it has refused is no part of the bases from then on, all else is written without it, and it is not
tried again while a contact is known to have that address. When that contact gives it up, the customers that have it are
due. A contact that is deleted may be told by nothing, so `--full` tries whatever is known: one refused call a night for
up to 100 of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from syncapp.connectors.protocol import Problem
from syncapp.core.plan import Planned
from syncapp.core.plans.contact import EMAIL
from syncapp.core.records import Contact
from syncapp.core.values import ObjectType, Side
from syncapp.engine.context import Pass
from syncapp.engine.rows import chunks
from syncapp.storage.models import MatchKey, SyncRecord

Key = tuple[str, str]  # the side, and a MatchKey's key there


def known_holders(p: Pass, rows: Collection[SyncRecord]) -> dict[int, str]:
    """Who has the address that HubSpot has refused to a pair, by the pair's record."""
    wanted = {} if p.full else {row.pk: key for row in rows if _was_refused(row) and (key := _wanted(p, row))}
    found: dict[int, str] = {}
    held = MatchKey.objects.filter(
        workspace=p.workspace, object_type=ObjectType.CONTACT, side=Side.HUBSPOT, key__in=set(wanted.values())
    )
    for holder in held.select_related("record") if wanted else ():
        found |= {pk: holder.record.label for pk, key in wanted.items() if key == holder.key and pk != holder.record_id}
    return found


def _was_refused(row: SyncRecord) -> bool:
    values = (row.hubspot_base or {}).get("values")
    return bool(row.linked and values and EMAIL not in values)


def _wanted(p: Pass, row: SyncRecord) -> str:
    customer = p.on_shelf(Side.QUICKBOOKS, ObjectType.CONTACT, row.quickbooks_id)
    return f"email:{customer.emails[0]}" if isinstance(customer, Contact) and customer.emails else ""


def is_clash(row: SyncRecord, planned: Planned, problem: Problem) -> bool:
    """HubSpot has refused no more than the new address of a contact that is linked."""
    return (
        problem.code == "shared_email" and row.linked and planned.side is Side.HUBSPOT and EMAIL in planned.write.fields
    )


def holder_of(p: Pass, problem: Problem) -> str:
    """Whom HubSpot names, as we know it; a contact that was made a moment ago is not known yet."""
    rows = p.records().filter(object_type=ObjectType.CONTACT).of(Side.HUBSPOT, [problem.params.get("existing_id", "")])
    return next((row.label for row in rows), "")


def addresses(keys: Iterable[Key]) -> set[str]:
    """Of these keys, those that are addresses in HubSpot."""
    return {key for side, key in keys if side == Side.HUBSPOT and key.startswith("email:")}


def addresses_of(rows: Collection[SyncRecord]) -> set[str]:
    """What these contacts have been known by in HubSpot until now."""
    people = [row.pk for row in rows if row.object_type == ObjectType.CONTACT and row.hubspot_id]
    held = MatchKey.objects.filter(record__in=people, side=Side.HUBSPOT, key__startswith="email:")
    return set(held.values_list("key", flat=True)) if people else set()


def given_up(p: Pass, addresses: set[str]) -> None:
    """Customers with one of these addresses are due: their contact may be able to get it now, or be made with it."""
    for chunk in chunks(sorted(addresses)):
        theirs = p.records().filter(object_type=ObjectType.CONTACT, keys__side=Side.QUICKBOOKS, keys__key__in=chunk)
        due = list(theirs.values_list("pk", flat=True))
        p.records().filter(pk__in=due).update(next_attempt_at=p.now())
