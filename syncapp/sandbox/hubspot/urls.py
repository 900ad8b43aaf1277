"""Which handler answers which path; v3, v4 and dated paths lead to the same ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from syncapp.sandbox.call import Answer
from syncapp.sandbox.hubspot import (
    associations,
    associations_v3,
    batch,
    details,
    labels,
    merging,
    oauth,
    objects,
    pipelines,
    properties,
    properties_v2,
    restoring,
    search,
)
from syncapp.sandbox.hubspot.errors import method_not_allowed, unknown_route

DATED = ("2025-09", "2026-03", "2026-09")
Handler = Callable[..., Answer]
# (area, versions) -> list of (method, pattern, handler); `*` captures one segment.
Route = tuple[str, tuple[str, ...], Handler]


def _routes(*rows: tuple[str, str, Handler]) -> list[Route]:
    return [(method, tuple(part for part in pattern.split("/") if part), handler) for method, pattern, handler in rows]


_LINKED = "*/*/associations/*"
OBJECTS = _routes(
    ("GET", "*", objects.listing),
    ("POST", "*", objects.create),
    ("POST", "*/search", search.search),
    ("POST", "*/merge", merging.merge),
    ("POST", "*/gdpr-delete", merging.forget),
    ("POST", "*/batch/read", batch.read),
    ("POST", "*/batch/create", batch.create),
    ("POST", "*/batch/update", batch.update),
    ("POST", "*/batch/upsert", batch.upsert),
    ("POST", "*/batch/archive", batch.archive),
    ("GET", "*/*", objects.read),
    ("PATCH", "*/*", objects.update),
    ("DELETE", "*/*", objects.archive),
    ("POST", "*/*/payments", objects.record_payment),
    ("POST", "*/*/restore", restoring.restore),
)
READING = _routes(("GET", "*", objects.listing), ("GET", "*/*", objects.read))
LINKED = _routes(("GET", _LINKED, associations.listing))
LINKS_V4 = _routes(
    ("PUT", "*/*/associations/default/*/*", associations.put_default),
    ("PUT", f"{_LINKED}/*", associations.put),
    ("DELETE", f"{_LINKED}/*", associations.delete),
)
LINKS_V3 = _routes(
    ("PUT", f"{_LINKED}/*/*", associations.v3_put),
    ("DELETE", f"{_LINKED}/*/*", associations.v3_delete),
)
PAIRS = _routes(
    ("POST", "*/*/batch/read", associations.batch_read),
    ("POST", "*/*/batch/create", associations.batch_create),
    ("POST", "*/*/batch/associate/default", associations.batch_default),
    ("POST", "*/*/batch/archive", associations.batch_archive),
    ("POST", "*/*/batch/labels/archive", associations.batch_archive_labels),
    ("GET", "*/*/labels", labels.listing),
    ("POST", "*/*/labels", labels.create),
    ("PUT", "*/*/labels", labels.change),
    ("DELETE", "*/*/labels/*", labels.archive),
)
PAIRS_V3 = _routes(
    ("POST", "*/*/batch/read", associations_v3.read),
    ("POST", "*/*/batch/create", associations_v3.create),
    ("POST", "*/*/batch/archive", associations_v3.archive),
    ("GET", "*/*/types", associations_v3.types),
)
PROPERTIES = _routes(
    ("GET", "*", properties.listing),
    ("POST", "*", properties.create),
    ("POST", "*/batch/read", properties.batch_read),
    ("POST", "*/batch/create", properties.batch_create),
    ("POST", "*/batch/archive", properties.batch_archive),
    ("GET", "*/groups", properties.groups),
    ("POST", "*/groups", properties.create_group),
    ("GET", "*/groups/*", properties.read_group),
    ("PATCH", "*/groups/*", properties.change_group),
    ("DELETE", "*/groups/*", properties.archive_group),
    ("GET", "*/*", properties.read),
    ("PATCH", "*/*", properties.change),
    ("DELETE", "*/*", properties.archive),
)
PIPELINES = _routes(
    ("GET", "*", pipelines.listing),
    ("GET", "*/*", pipelines.read),
    ("GET", "*/*/stages", pipelines.stages),
    ("GET", "*/*/stages/*", pipelines.stage),
)
SCHEMAS = _routes(("GET", "", pipelines.schemas))
PROPERTIES_V2 = _routes(("GET", "*/properties", properties_v2.listing))
OWNERS = _routes(("GET", "", details.owners), ("GET", "*", details.owner))
ACCOUNT = _routes(
    ("GET", "details", details.account_info),
    ("GET", "api-usage/daily/private-apps", details.api_usage),
)
TAX_RATES = _routes(("GET", "tax-rates", details.tax_rates), ("GET", "tax-rates/*", details.tax_rate))
DEVELOPERS = _routes(
    *(
        (method, f"*/{path}", details.developers_only)
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
        for path in ("settings", "subscriptions", "subscriptions/*", "subscriptions/*/*")
    )
)
INSTALLS = _routes(("DELETE", "external-install", oauth.uninstall))
OAUTH = _routes(
    ("POST", "token", oauth.token),
    ("POST", "token/introspect", oauth.introspect),
    ("POST", "token/revoke", oauth.revoke),
)
OAUTH_V1 = _routes(
    ("POST", "token", oauth.token),
    ("GET", "access-tokens/*", oauth.access_token_info),
    ("GET", "refresh-tokens/*", oauth.refresh_token_info),
    ("DELETE", "refresh-tokens/*", oauth.delete_refresh_token),
)

AREAS: dict[tuple[str, str], list[Route]] = {
    ("crm/objects", "v3"): OBJECTS + LINKED + LINKS_V3,
    # Records of v4 are in no specification; a published tap lists them so [C].
    ("crm/objects", "v4"): READING + LINKED + LINKS_V4,
    ("crm/associations", "v3"): PAIRS_V3,
    ("crm/associations", "v4"): PAIRS,
    ("crm/properties", "v3"): PROPERTIES,
    ("properties", "v2"): PROPERTIES_V2,
    ("crm/owners", "v3"): OWNERS,
    ("crm/pipelines", "v3"): PIPELINES,
    ("crm/schemas", "v3"): SCHEMAS,
    ("account-info", "v3"): ACCOUNT,
    ("tax-rates", "v1"): TAX_RATES,
    ("appinstalls", "v3"): INSTALLS,
    ("webhooks", "v3"): DEVELOPERS,
    ("webhooks", "2026-03"): DEVELOPERS,
    ("app-webhooks", "2025-09"): DEVELOPERS,
    ("app-webhooks", "2026-09"): DEVELOPERS,
    ("oauth", "v1"): OAUTH_V1,
    ("oauth", "v3"): OAUTH,
}
for _version in DATED:
    AREAS |= {
        # The last version's specification has no list of a record's associations: taken strictly.
        ("crm/objects", _version): OBJECTS + LINKS_V4 + (LINKED if _version != "2026-09" else []),
        ("crm/associations", _version): PAIRS,
        ("crm/properties", _version): PROPERTIES,
        ("crm/owners", _version): OWNERS,
        ("crm/pipelines", _version): PIPELINES,
        ("account-info", _version): ACCOUNT,
        ("tax-rates", _version): TAX_RATES,
    }
    if _version != "2025-09":  # sign-in is dated since 2026-03 only [S]
        AREAS["oauth", _version] = OAUTH
OPEN = {"oauth"}  # areas that take no bearer token


@lru_cache(maxsize=4096)  # asked several times of each request
def locate(path: str) -> tuple[str, str, list[str]]:
    """A path as area, version and the rest, which is only read; the numbered CRM paths have the version in the middle."""
    parts = [part for part in path.split("/") if part]
    if len(parts) >= 3 and parts[0] == "crm":
        first, second = parts[1], parts[2]
        version, noun = (first, second) if first.startswith("v") and first[1:].isdigit() else (second, first)
        return f"crm/{noun}", version, parts[3:]
    if len(parts) >= 2:
        return parts[0], parts[1], parts[2:]
    return "", "", parts


def match(method: str, area: str, version: str, rest: list[str]) -> tuple[Handler, list[str]]:
    """The handler and what the path captured; 404 where no route is, 405 where the method is not."""
    others = []
    for allowed, pattern, handler in AREAS.get((area, version), []):
        captured = _captures(pattern, rest)
        if captured is not None:
            if allowed == method:
                return handler, captured
            others.append(allowed)
    raise method_not_allowed(others) if others else unknown_route()


def _captures(pattern: tuple[str, ...], rest: list[str]) -> list[str] | None:
    if len(pattern) != len(rest):
        return None
    found = []
    for expected, part in zip(pattern, rest, strict=True):
        if expected == "*":
            found.append(part)
        elif expected != part:
            return None
    return found


def is_read(method: str, rest: list[str]) -> bool:
    """For the journal: what could change nothing."""
    return method in {"GET", "HEAD"} or rest[-1:] == ["search"] or rest[-2:] == ["batch", "read"]
