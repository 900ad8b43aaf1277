"""The back door for seeds and for the control routes: records as they are, without rules."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from syncapp.sandbox.call import Call
from syncapp.sandbox.hubspot import invoices, payments, writes
from syncapp.sandbox.hubspot.actor import PERSON, Actor
from syncapp.sandbox.hubspot.errors import Issue
from syncapp.sandbox.hubspot.kinds import KINDS, Kind, named
from syncapp.sandbox.hubspot.linking import default_type
from syncapp.sandbox.hubspot.models import FIRST_ID, Account, Record
from syncapp.sandbox.hubspot.values import as_text, clean, iso, parse_moment

Links = Mapping[str, Sequence[str | int | tuple[str | int, int]]] | None
Moment = datetime | str | None

CHOICES: dict[str, tuple[Any, ...]] = {
    "edition": ("free", "starter", "pro", "professional", "enterprise"),
    "payments_processor": ("none", "stripe", "hubspot_payments"),
    "app_kind": ("public", "private"),
    "delete_unpaid_invoices": (True, False),
    "edit_finalized_invoices": (True, False),
    "api_limit_increase": (True, False),
    "account_type": ("STANDARD", "DEVELOPER_TEST", "SANDBOX", "APP_DEVELOPER"),
}


def person_call(method: str, path: str, body: Any = None) -> Call:
    return Call(method, path, body=b"" if body is None else json.dumps(body).encode(), as_user=True)


def _kind(name: str) -> Kind:
    found = named(name)
    if found is None:
        raise KeyError(name)
    return found


def _text(value: Any) -> str | None:
    """A Python value as HubSpot keeps it; a plain day is midnight UTC, as invoices have it."""
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, date):
        return iso(datetime.combine(value, time(), UTC))
    if isinstance(value, Decimal):
        return format(value, "f")
    return as_text(value)


def _stored(account: Account, kind: str, properties: Mapping[str, Any]) -> dict[str, str]:
    definitions = account.fields.of(kind)
    found = {}
    for name, value in properties.items():
        text = _text(value)
        if text is None or text == "":
            continue
        definition = definitions[name]  # KeyError: a seed that names what is not there
        type_ = definition["type"]
        if type_ == "enumeration" and not definition["externalOptions"]:
            checked = clean(definition, text)
            if isinstance(checked, Issue):
                raise ValueError(f"{kind}.{name}: {checked.message}")
        moment = parse_moment(text) if type_ in {"datetime", "date"} else None
        found[name] = text if moment is None else iso(moment)[: 10 if type_ == "date" else 24]
    return found


def _when(account: Account, moment: Moment) -> str:
    if moment is None:
        return account.now()
    return account.moment(moment)


def _reserve(account: Account, record_id: str) -> None:
    """Numbers given by sequence never meet one given by hand."""
    sequence = account.store.get("sequences", "records") or {"last": FIRST_ID - 1}
    account.store.put("sequences", "records", {"last": max(sequence["last"], int(record_id))})


def load(
    account: Account, type_name: str, properties: Mapping[str, Any], associations: Mapping[str, Sequence[Any]],
    created_at: Moment, updated_at: Moment, archived: bool, record_id: str | None, source: str,
) -> str:  # fmt: skip
    kind = _kind(type_name).key
    values: dict[str, str | None] = {**_stored(account, kind, properties)}
    if kind == "invoices":
        values = {
            "hs_invoice_status": "draft",
            "hs_invoice_billable": "true",
            "hs_invoice_source": "hubspot",
            **values,
        }
    elif kind == "commerce_payments":
        values = {"hs_latest_status": "processing", "hs_processor_type": "none", **values}
    if record_id is not None:
        _reserve(account, record_id)
    created = _when(account, created_at)
    modified = _when(account, updated_at) if updated_at is not None else created
    actor = PERSON if source == "CRM_UI" else Actor(user=False)
    record = account.insert(kind, values, actor, record_id=record_id or "", when=created, modified=modified)
    record["properties"] |= {"hs_object_source": source, "hs_object_source_label": source}
    account.store.drop("search_lag", f"{kind}:{record['id']}")  # a seed's records are in the index already
    _link_all(account, record, associations)
    _complete(account, record)
    if archived:
        account.archive(record)
    return str(record["id"])


def _link_all(account: Account, record: Record, associations: Mapping[str, Sequence[Any]]) -> None:
    for name, ends in associations.items():
        other = _kind(name).key
        whole = default_type(record["kind"], other).type_id
        for end in ends:
            one, type_id = end if isinstance(end, tuple) else (end, whole)
            target = account.store.get(other, str(one))
            if target is None:
                raise KeyError(f"{other} {one}")
            account.link(record, target, [whole] if type_id == whole else [whole, type_id])


def _complete(account: Account, record: Record) -> None:
    """Computed properties of what does not need an invoice's sum."""
    kept = account.stale_invoices
    account.stale_invoices = {}
    for name, ends in record["associations"].items():
        for one in ends:
            other = account.store.get(name, one)
            if other and {record["kind"], name} == {"contacts", "companies"}:
                writes.follow_link(account, record, other)
            if other and name == "commerce_payments":
                payments.refresh(account, other)
    writes.after_write(account, record)
    account.stale_invoices = kept


def recompute(account: Account, invoice_id: str) -> None:
    invoice = account.store.get("invoices", str(invoice_id))
    if invoice is None:
        raise KeyError(invoice_id)
    for payment in account.linked(invoice, "commerce_payments"):
        payments.refresh(account, payment)
    invoices.recompute(account, invoice, touch=False)
    invoice.pop("history", None)


def modify(account: Account, type_name: str, record_id: str, properties: Mapping[str, Any], when: Moment) -> None:
    kind = _kind(type_name)
    record = account.store.get(kind.key, record_id)
    if record is None:
        raise KeyError(f"{kind.key} {record_id}")
    moment = _when(account, when)
    changes: dict[str, str | None] = dict.fromkeys(properties)
    changes |= _stored(account, kind.key, properties)
    account.change(record, {**changes, kind.modified: moment}, touch=False)
    record["updatedAt"] = moment
    writes.after_write(account, record)
    writes.settle(account, PERSON)


def full(account: Account, record: Record) -> dict[str, Any]:
    """The whole record for `/_sandbox/objects`."""
    found: dict[str, Any] = {
        "id": record["id"],
        "properties": dict(record["properties"]),
        "createdAt": record["createdAt"],
        "updatedAt": record["updatedAt"],
        "archived": record["archived"],
        "associations": {
            KINDS[kind].key: [_end(account, one, types) for one, types in ends.items()]
            for kind, ends in record["associations"].items()
            if ends
        },
    }
    for name in ("archivedAt", "mergedInto", "shares"):
        if record.get(name):
            found[name] = record[name]
    return found


def _end(account: Account, record_id: str, type_ids: Sequence[int]) -> dict[str, Any]:
    labels = [link.label for type_id in type_ids if (link := account.link_type(type_id)) and link.label]
    return {"id": record_id, "typeId": type_ids[0], "typeIds": list(type_ids), "labels": labels}
