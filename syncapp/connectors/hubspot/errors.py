"""What HubSpot refuses, in our words' codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from typing import Any

from syncapp.connectors.hubspot.kinds import KEY
from syncapp.connectors.hubspot.shape import mapping, mappings, texts
from syncapp.connectors.protocol import Problem
from syncapp.core.values import Side

SYSTEM = Side.HUBSPOT.label
_EXISTING = re.compile(r"Existing ID:\s*(\d+)|(?:^|\D)(\d+) already has that value", re.IGNORECASE)
_PROPERTY = re.compile(r"propertyName=(\w+)")
_TEN_SECONDS, _SECOND = 10.0, 1.0
_LOCK_SECONDS = 2.0
_BY_CODE = {
    "INVALID_EMAIL": "invalid_email",
    "INVALID_OPTION": "unmapped_value",
    "PROPERTY_VALUE_TOO_LONG": "text_too_long",
    "STRING_TOO_LONG": "text_too_long",
    "INVALID_NUMBER": "absurd_value",
    "INVALID_INTEGER": "absurd_value",
    "INVALID_DATE": "absurd_value",
}


def classify(zone: tzinfo, status: int, body: Any, headers: Mapping[str, str]) -> Problem:
    """The problem of a call that was answered with an error status; `zone` says when HubSpot's day ends."""
    told = mapping(body)
    text = str(told.get("message") or told.get("error_description") or f"HTTP {status}")
    category = str(told.get("category") or "")
    if status in (429, 477):
        return Problem("limit_reached", text, {"system": SYSTEM, **_wait(told, text, headers, zone)})
    if status == 401:
        return Problem("connection_expired", text, {"system": SYSTEM})
    if status >= 500:
        return Problem("vendor_unavailable", text, {"system": SYSTEM})
    if status == 423:  # another writer holds the record for a moment
        return Problem("stale", text, {"seconds": str(_LOCK_SECONDS)})
    if category == "MISSING_SCOPES":
        return Problem("missing_scope", text, {"scope": ", ".join(_context(told, "requiredGranularScopes"))})
    return problem_of(told, status)


def problem_of(error: Mapping[str, Any], status: int = 400, entity: str = "") -> Problem:
    """The problem of one refused write: an error answer, or an entry of a batch's `errors`."""
    text = str(error.get("message") or f"HTTP {status}")
    category = str(error.get("category") or "")
    if "already has that value" in text or (
        "already exists" in text and category in ("CONFLICT", "OBJECT_ALREADY_EXISTS")
    ):
        return _taken(error, text)
    if category == "OBJECT_NOT_FOUND" or status == 404:
        # What is gone there is seen by the next read, which knows what to do about it.
        return Problem("stale", text, {"gone": "1"})
    needed = _context(error, "requiredAssociations") or re.findall(r"INVOICE_TO_\w+", text)
    if needed:
        return Problem("no_contact" if "INVOICE_TO_CONTACT" in needed else "no_lines", text)
    if _no_processor(text):
        return Problem("no_payment_processor", text)
    found = _first_code(error)
    if found is not None:
        return _property_problem(*found, text)
    if category == "MISSING_SCOPES":
        return Problem("missing_scope", text, {"scope": ", ".join(_context(error, "requiredGranularScopes"))})
    if status == 403 or category == "FORBIDDEN":
        return Problem("permission", text, {"system": SYSTEM, "reason": text.rstrip(".")})
    return Problem("vendor_refused", text)


def existing_id(text: str) -> str | None:
    """The record that holds the value already, where the text names it."""
    found = _EXISTING.search(text)
    return (found.group(1) or found.group(2)) if found else None


def _taken(error: Mapping[str, Any], text: str) -> Problem:
    """A unique value has a holder. Our own mark: the write has happened before, so reading again settles it."""
    holder = existing_id(text)
    named = _PROPERTY.search(text)
    name = named.group(1) if named else KEY if KEY in text else ""
    params = {"existing_id": holder} if holder else {}
    if name:
        return Problem("stale" if name == KEY else "vendor_refused", text, {**params, "field": name})
    return Problem("shared_email", text, {**params, "field": "email"})


def _first_code(error: Mapping[str, Any]) -> tuple[str, str, str] | None:
    """Code, property and sentence of the first entry of `errors` that we know a word for."""
    for entry in mappings(error.get("errors")):
        code = _BY_CODE.get(str(entry.get("code")))
        if code:
            names = texts(mapping(entry.get("context")).get("propertyName"))
            return code, names[0] if names else str(entry.get("in") or ""), str(entry.get("message") or "")
    return None


def _property_problem(code: str, name: str, sentence: str, text: str) -> Problem:
    if code == "invalid_email":
        found = re.search(r"[^\s]+@[^\s]+|(?<=Email address ).+(?= is invalid)", sentence)
        return Problem(code, text, {"system": SYSTEM, **({"email": found.group()} if found else {})})
    if code == "unmapped_value":
        value = sentence.partition(" was not one of")[0]
        if name in ("hs_currency", "hs_currency_code", "hs_line_item_currency_code"):
            return Problem("vendor_refused", text, {"reason": f"The currency {value} is not switched on in HubSpot"})
        return Problem(code, text, {"field": name, "value": value, "system": SYSTEM})
    return Problem(code, text, {"field": name, "system": SYSTEM} if code == "text_too_long" else {"field": name})


def _no_processor(text: str) -> bool:
    lowered = text.lower()
    return (
        "payment" in lowered
        and ("set up" in lowered or "processing" in lowered)
        and "stripe" in lowered
        and "processed by" not in lowered
    )


def _context(error: Mapping[str, Any], name: str) -> list[str]:
    """A list of the context, at the top or inside the first of `errors`."""
    for place in (error, *mappings(error.get("errors"))):
        found = mapping(place.get("context")).get(name)
        if found:
            return texts(found)
    return []


def _wait(told: Mapping[str, Any], text: str, headers: Mapping[str, str], zone: tzinfo) -> dict[str, str]:
    """The daily limit ends at midnight of the account, the others with their window, which HubSpot's own client waits
    out once more with each refusal in a row (F16, F17)."""
    policy = f"{told.get('policyName') or ''} {text}".lower()
    if "daily" in policy:
        return {"seconds": str(_until_midnight(headers, zone))}
    seconds = _SECOND if "ten_secondly" not in policy and "secondly" in policy else _TEN_SECONDS
    return {"seconds": str(seconds), "grows": "1"}


def _until_midnight(headers: Mapping[str, str], zone: tzinfo) -> float:
    try:
        now = parsedate_to_datetime(headers["Date"]).astimezone(zone)
    except (KeyError, ValueError, TypeError):
        now = datetime.now(zone)
    midnight = datetime.combine(now.date() + timedelta(days=1), time(0), zone)
    return max(60.0, (midnight.astimezone(UTC) - now.astimezone(UTC)).total_seconds())
