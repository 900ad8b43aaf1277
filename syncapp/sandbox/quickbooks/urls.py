"""The routes under `/v3/company/{realm}/`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NoReturn

from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.quickbooks import batch, cdc, query, sending, settings, taxservice, writes, xml_in
from syncapp.sandbox.quickbooks.company import Company
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.errors import Fault, not_found, required, unsupported
from syncapp.sandbox.quickbooks.models import BY_PATH, ELSEWHERE, FORMS, Entity
from syncapp.sandbox.quickbooks.requestids import check_request_id
from syncapp.sandbox.quickbooks.responses import Viewer, enveloped

JSON, XML = ("application/json", "text/json"), ("application/xml", "text/xml")
STATEMENTS = ("application/text", "text/plain")  # the first [D], the second assumed
Handler = Callable[[Company, Call], Answer]


def answer(company: Company, call: Call, parts: list[str]) -> Answer:
    """`parts` is the path behind the realm."""
    head = parts[0] if parts else ""
    if head in SPECIAL:
        return SPECIAL[head](company, call)
    spec = BY_PATH.get(head)
    if spec is None:
        if head in ELSEWHERE and call.method == "GET" and len(parts) == 2:
            raise not_found()
        raise unsupported(head or call.path)
    paper = parts[2] if len(parts) == 3 else ""
    handler: Callable[..., Answer] | None = (
        _read if call.method == "GET" and len(parts) == 2
        else _write if call.method == "POST" and len(parts) == 1
        else _send if call.method == "POST" and paper == "send" and spec.name in FORMS
        else _pdf if call.method == "GET" and paper == "pdf" and spec.name in sending.PRINTED
        else None
    )  # fmt: skip
    if handler is None:
        raise unsupported(f"{call.method} {call.path}")
    return handler(company, call, spec, *parts[1:2])


def _read(company: Company, call: Call, spec: Entity, id_: str) -> Answer:
    return _shown(company, call, spec, writes.stored(_context(company, call), spec, id_))


def included(call: Call) -> frozenset[str]:
    return frozenset(call.params("include"))


def _context(company: Company, call: Call) -> Context:
    return Context(company, as_user=call.as_user, include=included(call))


def _shown(company: Company, call: Call, spec: Entity, doc: dict[str, Any]) -> Answer:
    shown = doc if doc.get("status") == "Deleted" else Viewer(company, included(call)).show(spec.name, doc)
    return Answer(200, enveloped(company, spec.name, shown))


def body_of(call: Call) -> Any:
    """The body by its content type; JSON without NaN and the like. A body that is none is code 500."""
    kind = content_type(call)
    if kind in XML:
        return xml_in.body(call.body)
    if kind not in JSON and not call.as_user:
        raise unsupported("Cannot consume content type")  # [logs 2017, 2023]
    try:
        return json.loads(call.body.decode("utf-8"), parse_constant=_no_constant)
    except ValueError as error:
        raise Fault("500", f"Unsupported Operation : the body is not valid JSON: {error}") from error


def content_type(call: Call) -> str:
    return call.headers.get("content-type", "").partition(";")[0].strip().lower()


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _once(company: Company, call: Call, write: Callable[[], Answer]) -> Answer:
    """`requestid`: seen again, the same answer without a second execution [D]; faults are not kept (assumed)."""
    id_ = call.param("requestid")
    check_request_id(id_)
    collection = f"{company.realm}/requests"
    kept = company.store.get(collection, id_) if id_ else None
    if kept is not None:
        return Answer(200, kept["answer"])
    done = write()
    if id_:
        company.store.put(collection, id_, {"answer": done.data})
    return done


def _write(company: Company, call: Call, spec: Entity) -> Answer:
    return _once(company, call, lambda: _written(company, call, spec))


def _written(company: Company, call: Call, spec: Entity) -> Answer:
    body = body_of(call)
    operation = call.param("operation") or ("update" if isinstance(body, dict) and body.get("Id") else "create")
    if operation == "update" and "void" in included(call):
        operation = "void"
    if operation not in writes.OPERATIONS or (operation == "void" and not _voidable(call, spec)):
        raise unsupported(operation)
    return _shown(company, call, spec, writes.OPERATIONS[operation](_context(company, call), spec, body))


def _voidable(call: Call, spec: Entity) -> bool:
    """Invoices by operation=void, payments and receipts by include=void [D, S]; a person's page voids any form."""
    by_include = "void" in included(call)
    return (by_include if spec.name == "Payment" else call.as_user) or by_include == (spec.name != "Invoice")


def _send(company: Company, call: Call, spec: Entity, id_: str) -> Answer:
    return _once(company, call, lambda: _sent(company, call, spec, id_))


def _sent(company: Company, call: Call, spec: Entity, id_: str) -> Answer:
    if content_type(call) in JSON and not call.as_user:
        # What is called JSON is read for an address that is not there [issue of 2026].
        raise required("DeliveryAddress.Address")
    done = sending.send(company, _context(company, call), spec, id_, call.param("sendTo"))
    return _shown(company, call, spec, done)


def _pdf(company: Company, call: Call, spec: Entity, id_: str) -> Answer:
    accept = call.headers.get("accept", "*/*").lower()
    if not any(name in accept for name in ("application/pdf", "*/*")):
        raise unsupported(f"{call.path} as {accept}")  # assumed
    return sending.pdf(_context(company, call), spec, id_)


def _query(company: Company, call: Call) -> Answer:
    if call.method == "POST":
        if content_type(call) not in STATEMENTS and not call.as_user:
            raise unsupported("Cannot consume content type")
        statement = call.body.decode("utf-8", "replace")
    else:
        statement = call.param("query")
    return Answer(200, enveloped(company, "QueryResponse", query.run(company, statement, included(call))))


def _batch(company: Company, call: Call) -> Answer:
    if call.method != "POST":
        raise unsupported(f"{call.method} batch")
    done = batch.run(
        company,
        body_of(call),
        included(call),
        as_user=call.as_user,
        request_id=call.param("requestid"),
        passing=call.passing,
    )
    return Answer(200, done)


def _cdc(company: Company, call: Call) -> Answer:
    if call.method != "GET":
        raise unsupported(f"{call.method} cdc")
    changes = cdc.run(company, call.params("entities"), call.param("changedSince"), included(call))
    return Answer(200, enveloped(company, "CDCResponse", [changes]))


def _info(company: Company, call: Call) -> Answer:
    asked = call.path.rstrip("/").split("/")[5:]
    if asked not in ([], [company.realm], [str(company.info["Id"])]):
        raise not_found()
    info = company.info
    if call.method == "POST":
        info = settings.update_info(company, _context(company, call), body_of(call))
    return Answer(200, enveloped(company, "CompanyInfo", info))


def _preferences(company: Company, call: Call) -> Answer:
    preferences = company.preferences
    if call.method == "POST":
        preferences = settings.update_preferences(company, _context(company, call), body_of(call))
    return Answer(200, enveloped(company, "Preferences", preferences))


def _taxservice(company: Company, call: Call) -> Answer:
    if call.method != "POST" or not call.path.lower().endswith("/taxservice/taxcode"):
        raise unsupported(f"{call.method} {call.path}")
    return Answer(200, taxservice.create(company, body_of(call)))


SPECIAL: dict[str, Handler] = {
    "query": _query,
    "batch": _batch,
    "cdc": _cdc,
    "companyinfo": _info,
    "preferences": _preferences,
    "taxservice": _taxservice,
}
