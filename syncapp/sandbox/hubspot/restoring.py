"""Back from the recycle bin, as a person does it (90 days are not counted)."""

from __future__ import annotations

from syncapp.sandbox.call import Answer
from syncapp.sandbox.hubspot import lines, writes
from syncapp.sandbox.hubspot.actor import PERSON
from syncapp.sandbox.hubspot.errors import gone, unknown_route
from syncapp.sandbox.hubspot.models import Account, Record
from syncapp.sandbox.hubspot.request import Request
from syncapp.sandbox.hubspot.responses import written_json
from syncapp.sandbox.hubspot.validate import check_unique


def restore(request: Request, type_name: str, record_id: str) -> Answer:
    """A person's door only: HubSpot has no such API."""
    if not request.actor.user:
        raise unknown_route()
    kind = request.kind(type_name)
    record = request.account.store.get(kind.key, record_id)
    if record is None or record.get("mergedInto") or not record["archived"]:
        raise gone(record_id)
    check_unique(request.account, kind.key, record["properties"], record_id, set())
    for one in [record, *_parts(request.account, record)]:
        _bring_back(request.account, one)
    writes.settle(request.account, request.actor)
    return Answer(200, written_json(request.account, record, record["properties"]))


def _parts(account: Account, record: Record) -> list[Record]:
    """What an invoice or a deal took along."""
    if record["kind"] not in lines.PARENTS:
        return []
    return [
        one
        for kind in lines.PARTS
        for one in account.walk(kind, archived=True)
        if record["id"] in lines.parents(one) and one["archivedAt"] == record.get("archivedAt", one["archivedAt"])
    ]


def _bring_back(account: Account, record: Record) -> None:
    """Its links stand at its own end still; the other ends get theirs again (assumed)."""
    record["archived"] = False
    record.pop("archivedAt", None)
    account.index.values_in(record)
    if account.recorder:
        account.recorder.restored(record)
    account.change(record, {}, PERSON)
    for kind, ends in record["associations"].items():
        for one, types in list(ends.items()):
            other = account.find(kind, one)
            if other:
                account.link(record, other, list(types))
                writes.follow_link(account, record, other)
    writes.after_write(account, record)
