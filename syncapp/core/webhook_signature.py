"""How what we post is signed, so that its receiver knows that it is ours, whole and new (docs/alerts.md)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable


def signature(secrets: Iterable[str], at: int, body: bytes) -> str:
    """`t=1764100000,v1=…`: HMAC-SHA256 over the time, a dot and the raw body; one `v1` for each secret that holds."""
    told = [f"v1={_digest(secret, at, body)}" for secret in secrets]
    return ",".join([f"t={at}", *told])


def _digest(secret: str, at: int, body: bytes) -> str:
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
