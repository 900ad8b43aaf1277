"""What went wrong, as `application/problem+json` (RFC 9457): a title, a sentence for people, and where in the request."""

from __future__ import annotations

import json
import logging
import secrets
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from syncapp.actions.approvals import ApprovalRefused
from syncapp.actions.configuration import ConfigurationRefused
from syncapp.actions.custom_lines import ItemRefused
from syncapp.actions.drafts import DraftOutdated
from syncapp.actions.reconciliations import ReconciliationRefused
from syncapp.actions.records import FixRefused
from syncapp.actions.stopped_runs import StopRefused
from syncapp.actions.syncs import SyncRefused
from syncapp.actions.tokens import TooMany
from syncapp.api.access import Forbidden, Unknown

logger = logging.getLogger("syncapp.api")

TITLES = {
    400: "The request cannot be read",
    401: "No token, or one that does not work",
    403: "The token may not do this",
    404: "There is no such thing in this workspace",
    405: "Not with this method",
    409: "It stands otherwise by now",
    413: "The body is too large",
    422: "The request is not valid",
    429: "Too many requests",
    500: "Something went wrong here",
}
# Of the actions: nothing was changed, and the text says why.
REFUSALS = (
    ApprovalRefused, ConfigurationRefused, DraftOutdated, FixRefused, ItemRefused, ReconciliationRefused, StopRefused,
    SyncRefused,
)  # fmt: skip


class Refused(Exception):
    """409: nothing was changed; the text says why."""


class Invalid(Exception):
    """422: nothing was changed; the text says why."""


def problem(status: int, detail: str, **more: Any) -> HttpResponse:
    body = {"type": "about:blank", "title": TITLES[status], "status": status, "detail": detail, **more}
    answer = HttpResponse(json.dumps(body), status=status, content_type="application/problem+json")
    if status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="syncapp"'
    return answer


def no_such_thing() -> HttpResponse:
    return problem(404, "The address is wrong, or what it led to is gone or belongs to another workspace.")


def handle(api: NinjaAPI) -> None:
    """Whatever an operation raises becomes a problem."""
    ours: list[tuple[type[Exception], int]] = [(Unknown, 401), (Forbidden, 403), (Refused, 409), (Invalid, 422)]
    for kind, status in (*ours, *((one, 409) for one in REFUSALS)):
        api.add_exception_handler(kind, partial(_said, status))
    api.add_exception_handler(Http404, lambda request, error: no_such_thing())
    api.add_exception_handler(TooMany, _too_many)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(HttpError, _plainly)
    api.add_exception_handler(Exception, _broken)


def _said(status: int, request: HttpRequest, error: Any) -> HttpResponse:
    return problem(status, str(error))


def _plainly(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, str(error))


def _too_many(request: HttpRequest, error: Any) -> HttpResponse:
    answer = problem(429, str(error))
    answer.headers["Retry-After"] = str(error.after)
    return answer


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    found = [{"in": ".".join(map(str, one["loc"])), "message": one["msg"]} for one in error.errors]
    said = "; ".join(f"{one['in']}: {one['message']}" for one in found)
    return problem(422, said, errors=found)


def _broken(request: HttpRequest, error: Any) -> HttpResponse:
    """The number stands in the log beside the traceback (SEC42)."""
    incident = secrets.token_hex(4)
    logger.error("incident %s at %s", incident, request.path, exc_info=error)
    return problem(500, f"It is written down as {incident}. Whoever runs this server finds it under that number.")
