"""One request and one answer, free of any web framework, so that a vendor's rules are plain functions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

_encoded = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


@dataclass
class Call:
    """A request to a vendor as it came in; `path` is the vendor's own, without `/_sandbox/as-user`."""

    method: str
    path: str
    query: list[tuple[str, str]] = field(default_factory=list)
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case
    body: bytes = b""
    as_user: bool = False
    beside: int = 0  # how many requests of the same lane were under way when it came
    passing: int | None = None  # of a batch only so many items get through, the others are throttled

    def param(self, name: str, default: str = "") -> str:
        return next((value for key, value in self.query if key == name), default)

    def params(self, name: str) -> list[str]:
        """All values of a repeated or comma-separated parameter."""
        return [part for key, value in self.query if key == name for part in value.split(",") if part]

    def json(self) -> Any:
        """The body as JSON; `ValueError` where it is not."""
        return json.loads(self.body.decode("utf-8"))

    def form(self) -> dict[str, str]:
        return {key: values[0] for key, values in parse_qs(self.body.decode("utf-8"), keep_blank_values=True).items()}


@dataclass
class Answer:
    """What the vendor says: JSON unless `text` is given."""

    status: int = 200
    data: Any = None
    text: str | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def payload(self) -> tuple[bytes, str]:
        """The body and its content type."""
        if self.text is not None:
            return self.text.encode(errors="replace"), self.headers.get("content-type", "text/html; charset=utf-8")
        if self.data is None:
            return b"", "application/json"
        text = _encoded(self.data)
        try:
            return text.encode(), "application/json;charset=UTF-8"
        except UnicodeEncodeError:  # half a surrogate pair, which JSON can carry escaped and UTF-8 cannot at all
            return json.dumps(self.data, separators=(",", ":")).encode(), "application/json;charset=UTF-8"


class Refused(Exception):
    """Raised anywhere in a vendor's rules; carries the vendor-shaped answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(str(answer.data))
        self.answer = answer
