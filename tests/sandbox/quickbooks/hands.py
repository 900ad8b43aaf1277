"""An app's hand and a person's hand on one emulated company."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.quickbooks.vendor import FIRST_REALM, QuickBooks
from syncapp.sandbox.state import Store

NOW = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)  # 10:30 in Sacramento
TYPES = {"query": "application/text", "send": "application/octet-stream"}
PATHS = {"Invoice": "invoice", "CreditMemo": "creditmemo"}


def vendor(store: Store | None = None) -> QuickBooks:
    return QuickBooks(store or Store(), Clock(NOW), "http://127.0.0.1:8802")


class Hand:
    def __init__(self, vendor: QuickBooks, realm: str = FIRST_REALM, *, as_user: bool = False) -> None:
        self.vendor, self.realm, self.as_user = vendor, realm, as_user
        self.token = "" if as_user else vendor.tokens({}, realm)["access_token"]

    def call(self, method: str, path: str, body: Any = None, **query: Any) -> Answer:
        payload = body.encode() if isinstance(body, str) else b"" if body is None else json.dumps(body).encode()
        headers = {
            "accept": "application/pdf, application/json" if path.endswith("/pdf") else "application/json",
            "content-type": TYPES.get(path.rsplit("/", 1)[-1], "application/json"),
            **({"authorization": f"Bearer {self.token}"} if self.token else {}),
        }
        pairs = [(name, str(value)) for name, value in query.items()]
        return self.vendor.handle(
            Call(method, f"/v3/company/{self.realm}/{path}", pairs, headers, payload, as_user=self.as_user)
        )

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        answer = self.call("GET", path, **query)
        assert answer.status == 200, answer.data
        return answer.data

    def post(self, path: str, body: Any, **query: Any) -> dict[str, Any]:
        answer = self.call("POST", path, body, **query)
        assert answer.status == 200, answer.data
        return answer.data

    def make(self, entity: str, body: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
        """A create or an update; the entity as it is answered."""
        return self.post(entity.lower(), {**(body or {}), **fields})[entity]

    def sparse(self, entity: str, doc: dict[str, Any], **fields: Any) -> dict[str, Any]:
        return self.make(entity, {"Id": doc["Id"], "SyncToken": doc["SyncToken"], "sparse": True, **fields})

    def read(self, entity: str, id_: str, **query: Any) -> dict[str, Any]:
        return self.get(f"{entity.lower()}/{id_}", **query)[entity]

    def query(self, statement: str, **more: Any) -> dict[str, Any]:
        return self.get("query", query=statement, **more)["QueryResponse"]

    def refused(self, entity: str, body: Any, status: int = 400, **query: Any) -> tuple[str, str]:
        """Code and detail of the fault that a write gets."""
        return fault(self.call("POST", entity.lower(), body, **query), status)

    def batch(self, *items: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
        numbered = [{"bId": str(n), **item} for n, item in enumerate(items, 1)]
        return self.post("batch", {"BatchItemRequest": numbered}, **query)["BatchItemResponse"]


def fault(answer: Answer, status: int = 400) -> tuple[str, str]:
    assert answer.status == status, answer.data
    error = answer.data["Fault"]["Error"][0]
    return error["code"], error["Detail"]


def gateway(answer: Answer) -> tuple[int, str, str]:
    error = answer.data["fault"]["error"][0]
    return answer.status, error["code"], error["message"]


def ref(value: str) -> dict[str, str]:
    return {"value": value}


def line(amount: Any, item: str = "1", **detail: Any) -> dict[str, Any]:
    return {
        "DetailType": "SalesItemLineDetail",
        "Amount": amount,
        "SalesItemLineDetail": {"ItemRef": ref(item), **detail},
    }


def applied(amount: Any, *transactions: tuple[str, str]) -> list[dict[str, Any]]:
    """Payment lines: the same amount on each (type, id)."""
    return [{"Amount": amount, "LinkedTxn": [{"TxnType": kind, "TxnId": id_}]} for kind, id_ in transactions]
