"""Labels of associations: HubSpot's own and those that the account defines for itself."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.call import Answer
from syncapp.sandbox.hubspot import links, shapes
from syncapp.sandbox.hubspot.errors import not_found, refusal, validation
from syncapp.sandbox.hubspot.linking import default_type
from syncapp.sandbox.hubspot.models import Account
from syncapp.sandbox.hubspot.request import Request

FIRST_LABEL = 20_001
Item = dict[str, Any]


def between(account: Account, source: str, target: str) -> list[links.LinkType]:
    own = [links.LinkType(**document) for document in account.store.all("labels").values()]
    return [link for link in (*links.STANDARD, *own) if (link.source, link.target) == (source, target)]


def _json(link: links.LinkType) -> Item:
    return {"category": link.category, "typeId": link.type_id, "label": link.label}


def listing(request: Request, source: str, target: str) -> Answer:
    one, other = request.kind(source, "read"), request.kind(target, "read")
    return Answer(200, {"results": [_json(link) for link in between(request.account, one.key, other.key)]})


def create(request: Request, source: str, target: str) -> Answer:
    """An id for each direction, with `inverseLabel` on the way back where it is given; the answer tells both [K]."""
    one, other = request.kind(source, "write"), request.kind(target, "read")
    default_type(one.key, other.key)
    body = request.body(shapes.LABEL)
    label = str(body["label"])
    _check_free(request.account, one.key, other.key, label)
    store = request.account.store
    there, back = (store.next_number("association types", FIRST_LABEL) for _ in range(2))
    made = []
    for type_id, reverse, ends, text in (
        (there, back, (one.key, other.key), label),
        (back, there, (other.key, one.key), str(body.get("inverseLabel") or label)),
    ):
        document: Item = {
            "type_id": type_id,
            "source": ends[0],
            "target": ends[1],
            "reverse": reverse,
            "label": text,
            "category": links.USER_DEFINED,
        }
        store.put("labels", str(type_id), document)
        made.append(_json(links.LinkType(**document)))
    return Answer(200, {"results": made})


def _check_free(account: Account, source: str, target: str, label: str, own: int = 0) -> None:
    if any(link.label == label and link.type_id != own for link in between(account, source, target)):
        raise refusal(409, "OBJECT_ALREADY_EXISTS", f"The association label {label} already exists.")  # assumed


def change(request: Request, source: str, target: str) -> Answer:
    """Only what the account defined itself; the other direction follows `inverseLabel` [S]."""
    one, other = request.kind(source, "write"), request.kind(target, "read")
    body = request.body(shapes.LABEL_CHANGE)
    found = _own(request, one.key, other.key, str(body["associationTypeId"]))
    _check_free(request.account, one.key, other.key, str(body["label"]), found["type_id"])
    store = request.account.store
    store.put("labels", str(found["type_id"]), {**found, "label": str(body["label"])})
    back = store.get("labels", str(found["reverse"]))
    if back and body.get("inverseLabel"):
        store.put("labels", str(back["type_id"]), {**back, "label": str(body["inverseLabel"])})
    return Answer(204)


def _own(request: Request, source: str, target: str, type_id: str) -> Item:
    found = request.account.store.get("labels", type_id)
    if found is not None and (found["source"], found["target"]) == (source, target):
        return found
    if type_id.isdecimal() and links.standard(int(type_id)):
        raise validation(
            f"Association type {type_id} is defined by HubSpot and cannot be changed.",
            code="READ_ONLY_DEFINITION",
            associationTypeId=[type_id],
        )  # assumed
    raise not_found()


def archive(request: Request, source: str, target: str, type_id: str) -> Answer:
    """In both directions; associations that have the label keep the unlabelled one beside it (assumed)."""
    one, other = request.kind(source, "write"), request.kind(target, "read")
    found = _own(request, one.key, other.key, type_id)
    gone = {found["type_id"], found["reverse"]}
    for kind in (one.key, other.key):
        for record in request.account.store.all(kind).values():
            _take_away(request.account, record, gone)
    for number in gone:
        request.account.store.drop("labels", str(number))
    return Answer(204)


def _take_away(account: Account, record: Item, type_ids: set[int]) -> None:
    for ends in record["associations"].values():
        for types in ends.values():
            if type_ids.intersection(types):
                types[:] = [one for one in types if one not in type_ids]
                account.store.put(record["kind"], record["id"], record)
