"""Which form HubSpot's answer to a request has, by route and status."""

from __future__ import annotations

import re
from typing import Any

from tests.clients.shapes.hubspot import FORMS

DATED = ("2025-09", "2026-03", "2026-09")
NOTHING = ""
# `versions method path status form, …`; `*` is one part of a path, the row with the fewest of them counts.
_OBJECTS = """
    v3,dated   GET    objects/*                     200 Page RecordWithLinks
    v3,dated   POST   objects/*                     201 Record
    v4         GET    objects/*                     200 Page RecordWithLinks
    v4         GET    objects/*/*                   200 RecordWithLinks
    v3,dated   GET    objects/*/*                   200 RecordWithLinks
    v3,dated   PATCH  objects/*/*                   200 Record
    v3,dated   DELETE objects/*/*                   204
    v3,dated   POST   objects/*/search              200 Found
    v3,dated   POST   objects/*/merge               200 Record
    v3,dated   POST   objects/*/gdpr-delete         204
    v3,dated   POST   objects/*/batch/read          200 Batch Record, 207 Batch Record with errors
    v3,dated   POST   objects/*/batch/create        201 Batch Record, 207 Batch Record with errors
    v3,dated   POST   objects/*/batch/update        200 Batch Record, 207 Batch Record with errors
    v3,dated   POST   objects/*/batch/upsert        200 Batch Upserted, 207 Batch Upserted with errors
    v3,dated   POST   objects/*/batch/archive       204
    v3         GET    objects/*/*/associations/*     200 Page LinkedId
    v3         PUT    objects/*/*/associations/*/*/* 200 RecordWithLinks
    v3         DELETE objects/*/*/associations/*/*/* 204
"""
_ASSOCIATIONS = """
    v4         GET    objects/*/*/associations/*           200 Page Linked
    dated      GET    objects/*/*/associations/*           200 Page DatedLinked
    v4         PUT    objects/*/*/associations/*/*         201 Labels
    dated      PUT    objects/*/*/associations/*/*         201 DatedLabels
    v4,dated   DELETE objects/*/*/associations/*/*         204
    v4,dated   PUT    objects/*/*/associations/default/*/* 200 Batch DefaultLink with errors
    v4         POST   associations/*/*/batch/read          200 Batch LinksOf, 207 Batch LinksOf with errors
    dated      POST   associations/*/*/batch/read          200 Batch DatedLinksOf, 207 Batch DatedLinksOf with errors
    v4         POST   associations/*/*/batch/create        201 Batch Labels, 207 Batch Labels with errors
    dated      POST   associations/*/*/batch/create        201 Batch DatedLabels, 207 Batch DatedLabels with errors
    v4,dated   POST   associations/*/*/batch/associate/default 200 Batch DefaultLink with errors, 207 Batch DefaultLink with errors
    v4         POST   associations/*/*/batch/archive       204
    dated      POST   associations/*/*/batch/archive       200 Batch any with errors
    v4         POST   associations/*/*/batch/labels/archive 204
    dated      POST   associations/*/*/batch/labels/archive 200 Batch any with errors
    v4,dated   GET    associations/*/*/labels              200 All LinkType
    v4,dated   POST   associations/*/*/labels              200 All LinkType
    v4,dated   PUT    associations/*/*/labels              204
    v4,dated   DELETE associations/*/*/labels/*            204
    v3         POST   associations/*/*/batch/read          200 Batch NamedLinksOf, 207 Batch NamedLinksOf with errors
    v3         POST   associations/*/*/batch/create        201 Batch NamedLink, 207 Batch NamedLink with errors
    v3         POST   associations/*/*/batch/archive       204
    v3         GET    associations/*/*/types               200 All LinkName
"""
_REST = """
    v3,dated   GET    properties/*               200 All Property
    v3,dated   POST   properties/*               201 Property
    v3,dated   GET    properties/*/groups        200 All Group
    v3,dated   POST   properties/*/groups        201 Group
    v3,dated   GET    properties/*/groups/*      200 Group
    v3,dated   PATCH  properties/*/groups/*      200 Group
    v3,dated   DELETE properties/*/groups/*      204
    v3,dated   POST   properties/*/batch/read    200 Batch Property, 207 Batch Property with errors
    v3,dated   POST   properties/*/batch/create  201 Batch Property, 207 Batch Property with errors
    v3,dated   POST   properties/*/batch/archive 204
    v3,dated   GET    properties/*/*             200 Property
    v3,dated   PATCH  properties/*/*             200 Property
    v3,dated   DELETE properties/*/*             204
    v2         GET    properties/*/properties    200 [OldProperty]
    v3,dated   GET    owners                     200 Page Owner
    v3,dated   GET    pipelines/*                200 All Pipeline
    v3,dated   GET    pipelines/*/*              200 Pipeline
    v3,dated   GET    pipelines/*/*/stages       200 All Stage
    v3,dated   GET    pipelines/*/*/stages/*     200 Stage
    v3         GET    schemas                    200 All any
    v3,dated   GET    owners/*                   200 Owner
    v3,dated   GET    account-info/details       200 Account
    v3,dated   GET    account-info/api-usage/daily/private-apps 200 All Usage
    v1,dated   GET    tax-rates/tax-rates        200 Page TaxRate
    v1,dated   GET    tax-rates/tax-rates/*      200 TaxRate
    v3         DELETE appinstalls/external-install 204
    v1         POST   oauth/token                200 TokenV1
    v3,dated   POST   oauth/token                200 Token|AppToken
    v3,dated   POST   oauth/token/introspect     200 ActiveAccess|ActiveRefresh|Inactive
    v3,dated   POST   oauth/token/revoke         200 any, 204
    v1         GET    oauth/access-tokens/*      200 AccessTokenInfo
    v1         GET    oauth/refresh-tokens/*     200 RefreshTokenInfo
    v1         DELETE oauth/refresh-tokens/*     204
"""
_ROW = re.compile(r"(\S+)\s+(\S+)\s+(\S+)\s+(.+)")


def _rows(text: str) -> list[tuple[tuple[str, ...], str, list[str], dict[int, str]]]:
    found = []
    for line in text.strip().splitlines():
        row = _ROW.fullmatch(line.strip())
        assert row, line
        versions = tuple(one for name in row[1].split(",") for one in (DATED if name == "dated" else (name,)))
        answers = {int(one.split()[0]): " ".join(one.split()[1:]) for one in row[4].split(", ")}
        found.append((versions, row[2], row[3].split("/"), answers))
    return found


ROUTES = _rows(_OBJECTS) + _rows(_ASSOCIATIONS) + _rows(_REST)
FOLDED = "2026-09"  # has no 207: errors stand in the usual envelope, and a creation in batch is a 200
_VERSION = re.compile(r"v\d|\d{4}-\d\d")


def place(path: str) -> tuple[str, list[str]]:
    """The version in a path, and the path without it and without `crm`."""
    parts = [one for one in path.split("/") if one]
    version = next((one for one in parts[:3] if _VERSION.fullmatch(one)), "")
    rest = [one for one in parts if one != version]
    return version, rest[1:] if rest[:1] == ["crm"] else rest


def answers(method: str, path: str) -> dict[int, str] | None:
    """The forms of a route by status; None where HubSpot documents no such route."""
    version, rest = place(path)
    fitting = [
        (pattern.count("*"), known)
        for versions, allowed, pattern, known in ROUTES
        if version in versions and allowed == method and _fits(pattern, rest)
    ]
    best = min(fitting, key=lambda one: one[0])[1] if fitting else None
    if best is not None and version == FOLDED:
        return _folded(best, rest)
    return best


def _fits(pattern: list[str], rest: list[str]) -> bool:
    return len(pattern) == len(rest) and all(want in ("*", have) for want, have in zip(pattern, rest, strict=True))


def _folded(known: dict[int, str], rest: list[str]) -> dict[int, str]:
    if 207 not in known:
        return known
    usual = next(iter(known))
    if usual == 201 and rest[0] in ("associations", "properties"):
        usual = 200
    return {usual: known[207]}


def problems(method: str, path: str, status: int, data: Any, text: str | None = None) -> list[str]:
    """What is wrong with an answer to an app; pages for people are not looked at."""
    version, rest = place(path)
    if "authorize" in rest:
        return []
    if status >= 400:
        return _error(version, rest, status, data, text)
    known = answers(method, path)
    if known is None or status not in known:
        return [f"{method} {path} has no answer {status}"]
    if known[status] == NOTHING:
        return [] if data is None and text is None else [f"{status} with a body"]
    return FORMS.problems(data, known[status])


def _error(version: str, rest: list[str], status: int, data: Any, text: str | None) -> list[str]:
    if status in (404, 405, 414) and text is not None:
        return []  # an unknown address has no JSON
    if status == 429:
        return FORMS.problems(data, "TooMany")
    if rest[:1] == ["oauth"] and status == 400:
        return FORMS.problems(data, "TokenErrorV1" if version == "v1" else "TokenError")
    return FORMS.problems(data, "Error")
