"""Single records: list, read, create, change, archive, merge, and the manual payment of a person."""

from __future__ import annotations

from syncapp.sandbox.call import Answer
from syncapp.sandbox.hubspot import payments, shapes, writes
from syncapp.sandbox.hubspot.errors import gone, unknown_route
from syncapp.sandbox.hubspot.kinds import ELSEWHERE, named
from syncapp.sandbox.hubspot.models import Record
from syncapp.sandbox.hubspot.request import Request
from syncapp.sandbox.hubspot.responses import origin, page, record_json, shown_names, written_json
from syncapp.sandbox.hubspot.validate import locate


def associated_kinds(request: Request) -> list[str]:
    """The `associations` parameter; each type needs its read scope (assumed), an unknown name is refused.

    Types of which the account has no records have nothing to tell: connectors ask for tickets of everything [C].
    """
    names = [name for name in request.call.params("associations") if name.lower() not in ELSEWHERE]
    return [request.kind(name, "read").key for name in names]


def listing(request: Request, type_name: str) -> Answer:
    kind = request.kind(type_name, "read")
    with_history = request.call.params("propertiesWithHistory")
    limit = request.limit(10, 50 if with_history else 100)
    names = shown_names(kind.key, [*request.call.params("properties"), *with_history])
    associated = associated_kinds(request)
    found: list[Record] = []
    for record in request.account.walk(kind.key, request.after(), request.flag("archived")):
        found.append(record)
        if len(found) > limit:
            break
    here = origin(request.call)
    results = [record_json(request.account, one, names, with_history, associated, here) for one in found[:limit]]
    return page(results, found[limit - 1]["id"] if len(found) > limit else None, request.call)


def read(request: Request, type_name: str, record_id: str) -> Answer:
    kind = request.kind(type_name, "read")
    with_history = request.call.params("propertiesWithHistory")
    if request.flag("archived"):
        record = request.account.find(kind.key, record_id, archived=True)
    else:
        record = locate(request.account, kind.key, record_id, request.call.param("idProperty"))
    if record is None:
        raise gone(record_id, not request.call.param("idProperty"))
    names = shown_names(kind.key, [*request.call.params("properties"), *with_history])
    shown = record_json(request.account, record, names, with_history, associated_kinds(request), origin(request.call))
    return Answer(200, shown)


def create(request: Request, type_name: str) -> Answer:
    kind = request.kind(type_name, "write")
    body = request.body(shapes.CREATE)
    plan = writes.prepare_create(request.account, request.actor, kind.key, body, set())
    record = writes.commit_create(request.account, request.actor, plan)
    writes.settle(request.account, request.actor)
    found = written_json(request.account, record, plan.values)
    if body.get("objectWriteTraceId"):
        found["objectWriteTraceId"] = str(body["objectWriteTraceId"])
    return Answer(201, found)


def update(request: Request, type_name: str, record_id: str) -> Answer:
    kind = request.kind(type_name, "write")
    given = request.body(shapes.UPDATE).get("properties") or {}
    record = locate(request.account, kind.key, record_id, request.call.param("idProperty"))
    if record is None:
        raise gone(record_id, not request.call.param("idProperty"))
    plan = writes.prepare_change(request.account, request.actor, record, given, set())
    writes.commit_change(request.account, request.actor, plan)
    writes.settle(request.account, request.actor)
    return Answer(200, written_json(request.account, record, plan.values))


def archive(request: Request, type_name: str, record_id: str) -> Answer:
    """204 also where there is nothing [C]."""
    kind = request.kind(type_name, "write")
    record = request.account.find(kind.key, record_id)
    if record is not None:
        writes.archive(request.account, request.actor, record)
        writes.settle(request.account, request.actor)
    return Answer(204)


def record_payment(request: Request, type_name: str, record_id: str) -> Answer:
    """ "Record payment" on an invoice's page: a person's door only, HubSpot has no such API."""
    kind = named(type_name)
    if not request.actor.user or kind is None or kind.key != "invoices":
        raise unknown_route()
    account = request.account
    invoice = account.find("invoices", record_id)
    if invoice is None:
        raise gone(record_id)
    body = request.body()
    properties = payments.manual_values(account, invoice, body)
    ends = [(invoice["id"], 542)] + [(one["id"], 387) for one in account.linked(invoice, "contacts")[:1]]
    given = {
        "properties": properties,
        "associations": [
            {
                "to": {"id": one},
                "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_id}],
            }
            for one, type_id in ends
        ],
    }
    plan = writes.prepare_create(account, request.actor, "commerce_payments", given, set())
    plan.values |= {
        "hs_payment_source_app": "INVOICE", "hs_payment_source_id": invoice["id"],
        "hs_payment_source_name": invoice["properties"].get("hs_number"),
    }  # fmt: skip
    record = writes.commit_create(account, request.actor, plan)
    writes.settle(account, request.actor)
    return Answer(201, written_json(account, record, plan.values))
