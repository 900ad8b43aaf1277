"""Addresses of the API. Whatever else is below it is no page but a problem."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt

from syncapp.api import (  # noqa: F401 - most are here for the operations that they add
    alerts,
    configuration,
    custom_line_items,
    deciding,
    dividing,
    docs,
    document,
    entries,
    failures,
    invoices,
    matching,
    metrics,
    problems,
    reconciliation,
    records,
    runs,
    settling,
    syncs,
    trends,
    undoing,
    why,
    workspace,
)
from syncapp.api.service import api

__all__ = ["urlpatterns"]
LARGEST = 1024 * 1024  # bytes of a body


def _guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Without the sign-in of the pages, which a token takes the place of, and with problems for what Django answers."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if len(request.body) > LARGEST:
                raise RequestDataTooBig
        except RequestDataTooBig:
            return problems.problem(413, f"A body has at most {LARGEST:,} bytes.")
        if _has_nul(request):
            return problems.problem(422, "There is a NUL character in it, which no text can hold.")
        answer = view(request, *args, **kwargs)
        if isinstance(answer, HttpResponseNotAllowed):
            told = problems.problem(405, f"This address knows {answer.headers['Allow']}.")
            told.headers["Allow"] = answer.headers["Allow"]
            return told
        return answer

    return login_not_required(answered)


def _has_nul(request: HttpRequest) -> bool:
    """PostgreSQL stores none, and would break where SQLite does not."""
    texts = (request.path, *(value for values in request.GET.lists() for value in values[1]))
    return any("\0" in text for text in texts) or b"\\u0000" in request.body


def _operations() -> Iterator[URLPattern]:
    patterns: list[Any] = api.urls[0]
    for pattern in patterns:
        if pattern.name != "api-root":
            yield path(f"api/v1/{pattern.pattern}", _guarded(pattern.callback), name=f"api-{pattern.name}")


@csrf_exempt  # it does nothing
@login_not_required
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    return problems.no_such_thing()


urlpatterns: list[URLPattern] = [
    path("metrics", metrics.metrics, name="metrics"),
    *_operations(),
    path("api/v1/openapi.json", document.openapi, name="api-openapi"),
    path("api/v1/docs", docs.docs, name="api-docs"),
    path("api/<path:rest>", nothing, name="api-nothing"),
]
