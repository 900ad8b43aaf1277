"""Two records made one, and one forgotten for good."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.call import Answer
from syncapp.sandbox.hubspot import shapes, writes
from syncapp.sandbox.hubspot.errors import gone, method_not_allowed, refusal, uri_too_long
from syncapp.sandbox.hubspot.kinds import Kind
from syncapp.sandbox.hubspot.models import Account, Record
from syncapp.sandbox.hubspot.request import Request
from syncapp.sandbox.hubspot.responses import written_json
from syncapp.sandbox.hubspot.validate import locate

MOST_MERGED = 250  # into one record; then 414 [D]


def merge(request: Request, type_name: str) -> Answer:
    """Contacts and companies; the merged id goes on resolving to the survivor [K]."""
    kind = _only(request, type_name, {"contacts", "companies"})
    body = request.body(shapes.MERGE)
    primary = _merge_end(request.account, kind, body.get("primaryObjectId"))
    other = _merge_end(request.account, kind, body.get("objectIdToMerge"))
    if primary is other:
        raise refusal(400, "VALIDATION_ERROR", "An object cannot be merged with itself")
    if sum(len(_merged(one)) + 1 for one in (primary, other)) > MOST_MERGED:
        raise uri_too_long()
    _merge_into(request, kind, primary, other)
    writes.settle(request.account, request.actor)
    return Answer(200, written_json(request.account, primary, primary["properties"]))


def _only(request: Request, type_name: str, kinds: set[str]) -> Kind:
    """These routes exist for some types only [S]; for others the address is that of a record."""
    kind = request.kind(type_name, "write")
    if kind.key not in kinds:
        raise method_not_allowed(["GET", "PATCH", "DELETE"])
    return kind


def _merged(record: Record) -> list[str]:
    return [one for one in record["properties"].get("hs_merged_object_ids", "").split(";") if one]


def _merge_end(account: Account, kind: Kind, given: Any) -> Record:
    record = account.find(kind.key, str(given))
    if record is None:
        raise gone(str(given))
    return record


def _merge_into(request: Request, kind: Kind, primary: Record, other: Record) -> None:
    """The survivor keeps its values, takes the missing ones, the links and the addresses of the other."""
    account, definitions = request.account, request.account.fields.of(kind.key)
    links = {end: {one: list(types) for one, types in ends.items()} for end, ends in other["associations"].items()}
    account.archive(other)
    other["mergedInto"] = primary["id"]
    mine, theirs = primary["properties"], other["properties"]
    changes: dict[str, str | None] = {
        name: value for name, value in theirs.items()
        if name not in mine and not definitions[name]["modificationMetadata"]["readOnlyValue"]
    }  # fmt: skip
    if theirs.get("email") and mine.get("email"):
        known = [mine.get("hs_additional_emails"), theirs["email"], theirs.get("hs_additional_emails")]
        changes["hs_additional_emails"] = ";".join(one for one in known if one)
    merged = [mine.get("hs_merged_object_ids"), other["id"], theirs.get("hs_merged_object_ids")]
    changes["hs_merged_object_ids"] = ";".join(one for one in merged if one)
    account.change(primary, changes, request.actor)
    if account.recorder:
        account.recorder.merged(primary, other, len(changes))
    for end, ends in links.items():
        for one, types in ends.items():
            target = account.find(end, one)
            if target:
                writes.link(account, primary, target, types)
    writes.after_write(account, primary)


def forget(request: Request, type_name: str) -> Answer:
    """GDPR: a contact is deleted for good, whatever it was; nothing there is 204 as well (assumed)."""
    kind = _only(request, type_name, {"contacts"})
    body = request.body(shapes.GDPR)
    account, wanted = request.account, str(body["objectId"])
    record = locate(account, kind.key, wanted, str(body.get("idProperty") or ""))
    record = record or account.find(kind.key, wanted, archived=True)
    if record is None:
        return Answer(204)
    for other, ends in record["associations"].items():
        for one in list(ends):
            target = account.find(other, one)
            if target:
                account.unlink(record, target)
                writes.follow_link(account, record, target)
    account.forget(record)
    writes.settle(account, request.actor)
    return Answer(204)
