"""A person's hand in a vendor's own pages: the second step obeys the vendor's rules."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from syncapp.sandbox.call import Call
from syncapp.sandbox.vendor import Vendor

PAGE = 1000


class SeedError(ValueError):
    """The account is not as the data set left it."""


class Hand:
    """Requests as a person, and finding things without knowing their ids."""

    def __init__(self, vendor: Vendor, realm: str | None = None) -> None:
        self.vendor, self.realm = vendor, realm

    def send(self, method: str, path: str, body: Any = None, **query: str) -> Any:
        """The vendor's answer; a refusal here means that the data set and the emulator disagree."""
        payload = b"" if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json", "accept": "application/json"}
        answer = self.vendor.handle(Call(method, path, list(query.items()), headers, payload, as_user=True))
        if answer.status >= 400:
            raise SeedError(f"{method} {path} was refused with {answer.status}: {answer.data or answer.text}")
        return answer.data

    def all(self, type_name: str) -> Iterator[dict[str, Any]]:
        """Every living record of a type, oldest first."""
        offset = 0
        while True:
            page = self.vendor.objects(type_name, PAGE, offset, self.realm)["results"]
            yield from (record for record in page if not record.get("archived") and record.get("status") != "Deleted")
            if len(page) < PAGE:
                return
            offset += PAGE
