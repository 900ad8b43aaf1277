"""The API itself; each file beside this one adds its operations to it."""

from __future__ import annotations

from ninja import NinjaAPI
from ninja.operation import Operation

from syncapp.api import problems

ABOUT = (
    "Everything that the screens show and do, for programs. A token of Settings, API tokens, says which workspace is meant "
    "and what may be done; send it as `Authorization: Bearer syncapp_…`. Money is decimal text with its currency, times are "
    "UTC. A list has `results` and `next`; pass `next` as `after` for the page that follows. Every command may be sent "
    "again: what is done already is not done twice. A program may ask 300 times a minute; then it is answered 429 with "
    "`Retry-After`. What goes wrong comes as `application/problem+json`, with a sentence in `detail`."
)


class Service(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        return str(operation.view_func.__name__)


api = Service(title="syncapp", version="1", description=ABOUT, docs_url=None, openapi_url=None, urls_namespace="api")
problems.handle(api)
