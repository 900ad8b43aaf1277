"""Account information, owners and tax rates."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from syncapp.sandbox.call import Answer
from syncapp.sandbox.hubspot.errors import not_found, refusal, unauthenticated
from syncapp.sandbox.hubspot.request import Request
from syncapp.sandbox.hubspot.responses import page
from syncapp.sandbox.hubspot.values import iso

OPENED = "2024-03-04T09:00:00.000Z"


def utc_offset(moment: datetime, zone: str) -> int:
    """Milliseconds."""
    offset = moment.astimezone(ZoneInfo(zone)).utcoffset()
    return int(offset.total_seconds() * 1000) if offset else 0


def account_info(request: Request) -> Answer:
    request.need("oauth")
    settings = request.account.settings
    offset = utc_offset(request.account.clock.now(), settings["timezone"])
    minutes = abs(offset) // 60_000
    place = settings["data_hosting_location"]
    return Answer(200, {
        "portalId": settings["portal_id"],
        "accountType": settings["account_type"],
        "timeZone": settings["timezone"],
        "companyCurrency": settings["currency"],
        "additionalCurrencies": settings["additional_currencies"],
        "utcOffset": f"{'-' if offset < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}",
        "utcOffsetMilliseconds": offset,
        "uiDomain": "app.hubspot.com" if place == "na1" else f"app-{place}.hubspot.com",
        "dataHostingLocation": place,
    })  # fmt: skip


def developers_only(request: Request, *_: str) -> Answer:
    """An app's webhooks are set up with its developer's key; the token of an account is none [C]."""
    raise unauthenticated()


def api_usage(request: Request) -> Answer:
    """The calls of private apps since midnight [S]; the name is assumed."""
    request.need("oauth")
    found = request.account.usage()
    return Answer(200, {"results": [{
        "name": "private-apps-api-calls-daily",
        "usageLimit": found["most"],
        "currentUsage": found["used"],
        "collectedAt": request.account.now(),
        "fetchStatus": "SUCCESS",
        "resetsAt": iso(found["ends"]),
    }]})  # fmt: skip


def _owner(owner: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "PERSON", "createdAt": OPENED, "updatedAt": OPENED, "archived": False,
        "userIdIncludingInactive": owner["userId"], **owner,
    }  # fmt: skip


def owners(request: Request) -> Answer:
    request.need("crm.objects.owners.read")
    email, limit, after = request.call.param("email"), request.limit(100, 500), request.after()
    archived = request.flag("archived")
    found = [_owner(one) for one in sorted(request.account.settings["owners"], key=lambda one: int(one["id"]))]
    found = [
        one for one in found if one["archived"] == archived and int(one["id"]) > after and email in ("", one["email"])
    ]
    return page(found[:limit], found[limit - 1]["id"] if len(found) > limit else None, request.call)


def owner(request: Request, owner_id: str) -> Answer:
    request.need("crm.objects.owners.read")
    key, archived = request.call.param("idProperty", "id"), request.flag("archived")
    if key not in {"id", "userId"}:
        raise refusal(400, "VALIDATION_ERROR", f"idProperty is id or userId, but was {key}")  # text assumed
    owners = (_owner(one) for one in request.account.settings["owners"])
    found = next((one for one in owners if str(one[key]) == owner_id and one["archived"] == archived), None)
    if found is None:
        raise not_found()
    return Answer(200, found)


def _rate(rate: dict[str, Any]) -> dict[str, Any]:
    """The rate is a JSON number [S]."""
    percent = float(rate["percentageRate"])
    return {"active": True, "createdAt": OPENED, "updatedAt": OPENED, **rate, "percentageRate": percent}


def tax_rates(request: Request) -> Answer:
    request.need("tax_rates.read")
    wanted, limit, after = (
        request.call.param("active"),
        request.limit(100, 500),
        request.after(),
    )  # numbers assumed
    rates = sorted(request.account.settings["tax_rates"], key=lambda one: int(one["id"]))
    found = [_rate(one) for one in rates if int(one["id"]) > after]
    found = [one for one in found if not wanted or one["active"] == request.flag("active")]
    return page(found[:limit], found[limit - 1]["id"] if len(found) > limit else None, request.call)


def tax_rate(request: Request, rate_id: str) -> Answer:
    request.need("tax_rates.read")
    found = next((one for one in request.account.settings["tax_rates"] if one["id"] == rate_id), None)
    if found is None:
        raise not_found()
    return Answer(200, _rate(found))
