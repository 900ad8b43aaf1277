"""What both vendors' webhooks have in common: an announcement names a record, and says nothing that is believed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SOMETHING = "something"  # changed, and what it belongs to cannot be told: the side is asked
_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")


class Unreadable(Exception):
    """A body that is no notification of this vendor."""


@dataclass(frozen=True)
class Announced:
    """Something happened to this record. Only the ids are used: the record is read again (SEC22)."""

    account_id: str
    object_type: str  # an ObjectType, "line_item", "account" for settings and lists, or SOMETHING
    external_id: str
    key: str  # the same for the same event, however often it is delivered
    merged_into: str = ""  # the one that stands for both from now on, it is said


def parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable("not JSON") from error


def identifier(value: Any) -> str:
    """An id as text; "" where there is none that could be one."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = str(value)
    return text if _ID.fullmatch(text) else ""


def key_of(vendor: str, event: Mapping[str, Any], *names: str) -> str:
    parts = json.dumps([vendor, *(event.get(name) for name in names)], sort_keys=True, default=str)
    return hashlib.sha256(parts.encode()).hexdigest()


def signs(secret: str, message: bytes, signature: str) -> bool:
    """base64 of HMAC-SHA256, compared in constant time; without a secret nothing is signed."""
    if not secret or not signature:
        return False
    made = base64.b64encode(hmac.new(secret.encode(), message, hashlib.sha256).digest())
    return hmac.compare_digest(made, signature.encode("utf-8", "replace"))
