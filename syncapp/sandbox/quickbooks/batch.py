"""Up to thirty things in one request, each with its own answer."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.quickbooks import cdc, query, writes
from syncapp.sandbox.quickbooks.books import Books
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.errors import THROTTLED_ITEM, Fault, required, unsupported
from syncapp.sandbox.quickbooks.models import ENTITIES
from syncapp.sandbox.quickbooks.requestids import check_batch, check_item
from syncapp.sandbox.quickbooks.responses import Viewer

MOST = 30  # "recommended maximum", refused above it
OWN = {"bId", "operation", "optionsData", "include"}
READS = ("Query", "CDCQuery")


def run(
    books: Books,
    body: Any,
    include: frozenset[str],
    *,
    as_user: bool,
    request_id: str = "",
    passing: int | None = None,
) -> dict[str, Any]:
    """Items run one after the other; one item's fault stops none of the others, and the status stays 200.

    Of the items only the first `passing` get through where it is given; the others are throttled.
    """
    items = body.get("BatchItemRequest") if isinstance(body, dict) else None
    if not isinstance(items, list) or not items or not all(isinstance(item, dict) for item in items):
        raise required("BatchItemRequest")
    if len(items) > MOST:
        raise Fault("1040", f"Batch size exceeds allowed limit : {len(items)} items, at most {MOST} are allowed")
    _check_ids(items)
    check_batch(request_id)
    fresh: set[tuple[str, str]] = set()
    answers = []
    for number, item in enumerate(items):
        if passing is not None and number >= passing:
            answers.append({"Fault": THROTTLED_ITEM, "bId": item["bId"]})
            continue
        ctx = Context(books, as_user=as_user, include=include, fresh=fresh)
        answers.append({**_replayed(ctx, item, request_id), "bId": item["bId"]})
    return {"BatchItemResponse": answers, "time": books.envelope_time()}


def _check_ids(items: list[dict[str, Any]]) -> None:
    ids = [item.get("bId") for item in items]
    if not all(isinstance(each, str) and each for each in ids):
        raise required("bId")  # assumed; the XSD has it optional
    if len(set(ids)) != len(ids):
        raise Fault("2600", "Conflicting elements : bId must be unique in a batch", "bId")  # assumed


def _replayed(ctx: Context, item: dict[str, Any], request_id: str) -> dict[str, Any]:
    """With a requestid each written item answers again as it did; faults and queries are not kept (assumed)."""
    key = f"{request_id}/{item['bId']}"
    collection = f"{ctx.books.realm}/requests"
    kept = ctx.books.store.get(collection, key) if request_id else None
    if kept is not None:
        return kept["answer"]  # type: ignore[no-any-return]
    try:
        check_item(request_id, item["bId"])
        answer = _one(ctx, item)
    except Fault as fault:
        return {"Fault": fault.body()}
    if request_id and not any(name in item for name in READS):
        ctx.books.store.put(collection, key, {"answer": answer})
    return answer


def _one(ctx: Context, item: dict[str, Any]) -> dict[str, Any]:
    names = [name for name in item if name not in OWN]
    if len(names) != 1:
        raise Fault("2600", "Conflicting elements : a batch item has exactly one entity or query")
    name, payload = names[0], item[names[0]]
    if name == "Query":
        return {"QueryResponse": query.run(ctx.books, str(payload), ctx.include)}
    if name == "CDCQuery":
        return {"CDCResponse": [cdc.run(ctx.books, *cdc.of_batch(payload), ctx.include)]}
    if name not in ENTITIES:
        raise Fault("2000", f"Invalid or unsupported object name : {name}")
    spec, operation = ENTITIES[name], item.get("operation")
    if isinstance(operation, str):
        operation = operation.lower()  # Intuit's PHP samples say "Create" [S]
    if item.get("optionsData") == "void" and operation in ("delete", "update"):
        operation = "void"
    if operation not in writes.OPERATIONS:
        raise unsupported(str(operation))
    done = writes.OPERATIONS[operation](ctx, spec, payload)
    return {name: Viewer(ctx.books, ctx.include).show(name, done)}


def reads(body: Any) -> int:
    """How many items of the batch read."""
    items = body.get("BatchItemRequest") if isinstance(body, dict) else None
    found = items if isinstance(items, list) else []
    return sum(isinstance(item, dict) and any(name in item for name in READS) for item in found)


def only_reads(body: Any) -> bool:
    """Whether nothing in the batch could change data."""
    items = body.get("BatchItemRequest") if isinstance(body, dict) else None
    return isinstance(items, list) and reads(body) == len(items)
