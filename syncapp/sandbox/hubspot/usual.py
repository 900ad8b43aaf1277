"""What HubSpot says with each status where nothing of a request brought it about: the answers of faults (§8).

Texts of 401, 403, 429 are as when they happen by themselves. Locks (423), moves between data centres (477) and
what stands before HubSpot's own code (502 to 504, 52x) are documented by their status alone: their words are
assumed, and pages of the web server's are no JSON.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable

from syncapp.sandbox.call import Answer, Refused
from syncapp.sandbox.hubspot.errors import (
    conflict,
    expired,
    method_not_allowed,
    missing_scopes,
    not_found,
    refusal,
    unsupported_type,
    uri_too_long,
)
from syncapp.sandbox.hubspot.limits import too_many

MOVING = 60  # seconds told with 477; up to 24 hours [D]
_PAGES = {502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}
_PAGES |= {
    521: "Web server is down",
    522: "Connection timed out",
    523: "Origin is unreachable",
    524: "A timeout occurred",
    525: "SSL handshake failed",
    526: "Invalid SSL certificate",
}


def usual(status: int) -> Answer:
    """The answer with this status; of an error whose status HubSpot does not list "internal error"."""
    if status in _PAGES:
        title = f"{status} {_PAGES[status]}"
        page = f"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<h1>{title}</h1>\r\n</body>\r\n</html>\r\n"
        return Answer(status, text=page)
    if status == 429:
        return too_many("TEN_SECONDLY_ROLLING", "You have reached your ten_secondly_rolling limit.")
    answer = _REFUSALS[status]().answer if status in _REFUSALS else _plain(status, "internal error")
    if isinstance(answer.data, dict):
        answer.data.setdefault("correlationId", str(uuid.uuid4()))
    return answer


def _plain(status: int, message: str) -> Answer:
    return Answer(status, {"status": "error", "message": message})


def _moving() -> Refused:
    refused = Refused(_plain(477, "This account is being migrated to another data center. Please retry later."))
    refused.answer.headers["retry-after"] = str(MOVING)
    return refused


_REFUSALS: dict[int, Callable[[], Refused]] = {
    400: lambda: refusal(400, "VALIDATION_ERROR", "Invalid input (details will vary based on the error)"),
    401: lambda: expired(1, "2026-01-01T00:00:00Z"),
    403: lambda: missing_scopes(["crm.objects.invoices.read"]),
    404: not_found,
    405: lambda: method_not_allowed(["GET"]),
    409: lambda: conflict("Contact already exists. Existing ID: 301"),
    414: uri_too_long,
    415: unsupported_type,
    423: lambda: refusal(423, "LOCKED", "The record is locked by another request. Please wait and retry."),
    477: _moving,
}
