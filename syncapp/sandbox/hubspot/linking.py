"""Reads the association types that a request names, and refuses those that do not fit their pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from syncapp.sandbox.call import Refused
from syncapp.sandbox.hubspot import links
from syncapp.sandbox.hubspot.errors import refusal, validation
from syncapp.sandbox.hubspot.kinds import KINDS
from syncapp.sandbox.hubspot.models import Account, Record


@dataclass
class LinkPlan:
    target: Record
    type_ids: list[int]


def no_pair(source: str, target: str) -> Refused:
    return validation(
        f"No association types exist from {KINDS[source].label} to {KINDS[target].label}",
        code="INVALID_ASSOCIATION",
        fromObjectType=[KINDS[source].type_id],
        toObjectType=[KINDS[target].type_id],
    )


def no_type(given: str) -> Refused:
    return validation(
        f"{given} is not a valid association type", code="INVALID_ASSOCIATION_TYPE", associationType=[given]
    )


def default_type(source: str, target: str) -> links.LinkType:
    found = links.default(source, target)
    if found is None:
        raise no_pair(source, target)
    return found


def read_type(account: Account, source: str, target: str | None, spec: Mapping[str, Any]) -> links.LinkType:
    """One `{associationCategory, associationTypeId}`, whose form is checked; of another pair: 400, text assumed."""
    category, type_id = spec["associationCategory"], int(spec["associationTypeId"])
    found = account.link_type(type_id)
    if found is None or found.category != category or found.source != source or target not in (None, found.target):
        raise validation(
            f"Association type {category} {type_id} is not valid from {KINDS[source].label}"
            + (f" to {KINDS[target].label}" if target else ""),
            code="INVALID_ASSOCIATION_TYPE",
            associationTypeId=[str(type_id)],
        )
    return found


def read_types(
    account: Account, source: str, target: str | None, specs: Sequence[Mapping[str, Any]]
) -> list[links.LinkType]:
    if not specs:
        raise refusal(400, "VALIDATION_ERROR", "Invalid input JSON: at least one association type is required")
    found = [read_type(account, source, target, spec) for spec in specs]
    if len({link.target for link in found}) != 1:
        raise refusal(400, "VALIDATION_ERROR", "The association types of one association lead to different objects")
    return found


def with_default(types: Sequence[links.LinkType]) -> list[int]:
    """A labelled association is an unlabelled one as well [K]."""
    first = types[0]
    ids = [link.type_id for link in types]
    plain = links.default(first.source, first.target)
    return ids if plain is None or plain.type_id in ids else [plain.type_id, *ids]


def plan_inline(account: Account, kind: str, given: Sequence[Mapping[str, Any]]) -> list[LinkPlan]:
    """The `associations` of a creation: what the ids mean decides the other type."""
    plans = []
    for entry in given:
        types = read_types(account, kind, None, entry["types"])
        record = existing(account, types[0].target, str(entry["to"].get("id")))
        plans.append(LinkPlan(record, with_default(types)))
    return plans


def existing(account: Account, kind: str, record_id: str) -> Record:
    """The living record to link to; status and text assumed."""
    found = account.find(kind, record_id)
    if found is None:
        raise validation(
            f"{KINDS[kind].label} {record_id} does not exist and cannot be associated.",
            code="INVALID_OBJECT_ID",
            objectId=[record_id],
        )
    return found
