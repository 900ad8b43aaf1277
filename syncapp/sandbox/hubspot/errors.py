"""Refusals in HubSpot's shapes. The correlation id is put in when the answer leaves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from syncapp.sandbox.call import Answer, Refused


@dataclass(frozen=True)
class Issue:
    """One property value that cannot be taken, with HubSpot's code for the reason."""

    name: str
    code: str
    message: str


def refusal(status: int, category: str, message: str, **extra: Any) -> Refused:
    return Refused(Answer(status, {"status": "error", "message": message, "category": category, **extra}))


def validation(message: str, *, code: str = "", **context: Sequence[str]) -> Refused:
    """400 VALIDATION_ERROR with one entry in `errors` that carries the context."""
    error: dict[str, Any] = {
        "message": message,
        "context": {key: list(value) for key, value in context.items()},
    }
    if code:
        error["code"] = code
    return refusal(400, "VALIDATION_ERROR", message, errors=[error])


def properties_refused(issues: Sequence[Issue]) -> Refused:
    """The two forms at once, as HubSpot sends them: the sentence with its JSON, and `errors` [C]."""
    details = [
        {
            "isValid": False,
            "message": i.message,
            "error": i.code,
            "name": i.name,
            "localizedErrorMessage": i.message,
        }
        for i in issues
    ]
    return refusal(
        400,
        "VALIDATION_ERROR",
        "Property values were not valid: " + json.dumps(details, separators=(",", ":"), ensure_ascii=False),
        errors=[{"message": i.message, "code": i.code, "context": {"propertyName": [i.name]}} for i in issues],
    )


def required_missing(label: str, names: Sequence[str]) -> Refused:
    message = f"Error creating {label}. Some required properties were not set."  # [C]
    return refusal(
        400,
        "VALIDATION_ERROR",
        message,
        context={"properties": list(names)},
        errors=[{"message": message, "code": "REQUIRED_FIELD", "context": {"properties": list(names)}}],
    )


def not_found(message: str = "resource not found") -> Refused:
    return refusal(404, "OBJECT_NOT_FOUND", message)


def gone(record_id: str, by_id: bool = True) -> Refused:
    """A record that is not there; ids that cannot be ids have a text of their own [C], with two blanks."""
    if by_id and not record_id.isdecimal():
        return not_found("Object not found.  objectId are usually numeric.")
    return not_found()


def nothing_to_change() -> Refused:
    return refusal(  # [C]
        400,
        "VALIDATION_ERROR",
        "No properties found to update, please provide at least one.",
        context={"properties": ["{}"]},
    )


def conflict(message: str) -> Refused:
    return refusal(409, "CONFLICT", message)


def unknown_route() -> Refused:
    """An address that is no route answers without a JSON body [K]."""
    return Refused(Answer(404, text="<html><head><title>404 Not Found</title></head><body>Not Found</body></html>"))


def method_not_allowed(allowed: Iterable[str]) -> Refused:
    refused = refusal(405, "METHOD_NOT_ALLOWED", "HTTP 405 Method Not Allowed")  # [K]
    refused.answer.headers["allow"] = ",".join(sorted({*allowed, "OPTIONS"}))
    return refused


def uri_too_long() -> Refused:
    """Before any of HubSpot's own code sees the request: a page of the web server's."""
    return Refused(Answer(414, text="<html><head><title>414 Request-URI Too Large</title></head><body></body></html>"))


def unsupported_type() -> Refused:
    return refusal(415, "UNSUPPORTED_MEDIA_TYPE", "HTTP 415 Unsupported Media Type")  # [K]


def unauthenticated() -> Refused:
    return refusal(  # [C/K]
        401,
        "INVALID_AUTHENTICATION",
        "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more "
        "details at https://developers.hubspot.com/docs/methods/auth/oauth-overview",
    )


def expired(seconds: int, when: str) -> Refused:
    return refusal(  # [K]
        401,
        "EXPIRED_AUTHENTICATION",
        f"The OAuth token used to make this call expired {seconds} second(s) ago.",
        context={"expire time": [when]},
    )


def missing_scopes(scopes: Iterable[str]) -> Refused:
    """Any one of the scopes would do [C]; the text is [K]."""
    return refusal(
        403,
        "MISSING_SCOPES",
        "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: "
        "https://developers.hubspot.com/scopes.",
        errors=[
            {
                "message": "One or more of the following scopes are required.",
                "context": {"requiredGranularScopes": list(scopes)},
            }
        ],
        links={"scopes": "https://developers.hubspot.com/scopes"},
    )


def oauth_refused(status: str, message: str, version: str, error: str = "invalid_grant") -> Refused:
    """v1 answers with status, message and the correlation id [C]; v3 and dated with the OAuth 2 pair in place of it [D]."""
    if version == "v1":
        return Refused(Answer(400, {"status": status, "message": message}))
    return Refused(Answer(400, {"error": error, "error_description": message, "status": status, "message": message}))


def item_error(refused: Refused, **context: Sequence[str]) -> dict[str, Any]:
    """The refusal of one input inside a batch answer."""
    body = refused.answer.data
    merged = {**context, **(body.get("context") or {})}
    return entry(body["category"], body["message"], merged, errors=body.get("errors", ()))


def entry(
    category: str, message: str, context: Mapping[str, Sequence[str]], *, sub: str = "",
    errors: Iterable[dict[str, Any]] = (),
) -> dict[str, Any]:  # fmt: skip
    """An error inside a batch answer: all of these keys are required, empty ones too [S]."""
    found: dict[str, Any] = {"status": "error", "category": category, "message": message}
    if sub:
        found["subCategory"] = sub
    context = {key: list(value) for key, value in context.items()}
    return found | {"context": context, "errors": list(errors), "links": {}}
