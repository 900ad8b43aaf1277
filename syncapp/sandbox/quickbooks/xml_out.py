"""Answers as XML, which is what a request gets that does not ask for JSON: `IntuitResponse` around the same objects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.quickbooks import order

NAMESPACE = "http://schema.intuit.com/finance/v3"
TYPE = "application/xml;charset=UTF-8"  # [logs 2018–2024]
PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
ENTITY_ATTRIBUTES = ("domain", "sparse", "status")
QUERY_ATTRIBUTES = ("startPosition", "maxResults", "totalCount")
# Written with two decimals unless nought, as recorded answers have them.
AMOUNTS = {"Amount", "TotalAmt", "Balance", "TotalTax", "NetAmountTaxable", "UnappliedAmt", "RemainingCredit"}
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML; shown as ?, assumed
JSON = ("application/json", "text/json")


def wanted(call: Call) -> bool:
    """Whether Accept prefers XML or says nothing of JSON: `*/*` and a missing header get XML [D]."""
    weights = dict(_ranges(call.headers.get("accept", "")))
    json = max((weights.get(name, 0.0) for name in JSON), default=0.0)
    return not json or max(weights.get("application/xml", 0.0), weights.get("text/xml", 0.0)) > json


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.lower().split(","):
        name, _, rest = part.partition(";")
        weight = next((each.strip()[2:] for each in rest.split(";") if each.strip().startswith("q=")), "1")
        try:
            yield name.strip(), float(weight)
        except ValueError:
            yield name.strip(), 0.0


def rendered(answer: Answer, now: datetime) -> Answer:
    """The answer of the accounting service or of the gateway before it, as XML."""
    data = answer.data
    if answer.text is not None or not isinstance(data, dict):
        return answer
    at = data.get("time")
    stamp = at if isinstance(at, str) else now.astimezone(UTC).isoformat(timespec="milliseconds")
    inner = "".join(_part(name, data[name]) for name in data if name not in ("time", "fault"))
    if "fault" in data:  # of the gateway: in XML it stands as the accounting service's would
        inner = _fault(_capital(data["fault"]))
    body = f'{PROLOGUE}<IntuitResponse xmlns="{NAMESPACE}" time="{stamp}">{ILLEGAL.sub("?", inner)}</IntuitResponse>'
    return Answer(answer.status, text=body, headers={**answer.headers, "content-type": TYPE})


def _part(name: str, value: Any) -> str:
    if name == "Fault":
        return _fault(value)
    if name == "QueryResponse":
        return _query_response(value)
    if name == "CDCResponse":
        return "".join(
            f"<CDCResponse>{''.join(map(_query_response, one['QueryResponse']))}</CDCResponse>" for one in value
        )
    if name == "BatchItemResponse":
        return "".join(
            _tag(name, {"bId": item["bId"]}, "".join(_part(key, item[key]) for key in item if key != "bId"))
            for item in value
        )
    return _element(name, value)


def _query_response(value: dict[str, Any]) -> str:
    rows = [(name, row) for name, found in value.items() if isinstance(found, list) for row in found]
    counters = {name: value[name] for name in QUERY_ATTRIBUTES if name in value}
    return _tag("QueryResponse", counters, "".join(_element(name, row) for name, row in rows))


def _fault(fault: dict[str, Any]) -> str:
    errors = "".join(
        _tag(
            "Error",
            {name: error[name] for name in ("code", "element") if error.get(name) is not None},
            "".join(_tag(name, {}, escape(error[name])) for name in ("Message", "Detail") if error.get(name)),
        )
        for error in fault["Error"]
    )
    return _tag("Fault", {"type": fault["type"]}, errors)


def _capital(fault: dict[str, Any]) -> dict[str, Any]:
    names = {"message": "Message", "detail": "Detail"}
    errors = [{names.get(name, name): value for name, value in error.items()} for error in fault["error"]]
    return {"Error": errors, "type": fault["type"]}


def _element(name: str, value: Any) -> str:
    """An object, a reference, a list as repeated elements, or a plain value."""
    if isinstance(value, list):
        return "".join(_element(name, each) for each in value)
    if not isinstance(value, dict):
        return _tag(name, {}, escape(_text(name, value)))
    if "value" in value and not isinstance(value["value"], dict | list):
        attributes = {key: value[key] for key in ("name", "type") if value.get(key)}
        return _tag(name, attributes, escape(_text(name, value["value"])))
    if name == "LineEx":
        return _tag(name, {}, "".join(_element("NameValue", each["value"]) for each in value["any"]))
    attributes = {key: value[key] for key in ENTITY_ATTRIBUTES if key in value}
    parts = order.in_xml(name, {key: part for key, part in value.items() if key not in ENTITY_ATTRIBUTES})
    return _tag(name, attributes, "".join(_element(key, part) for key, part in parts))


def _text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if name in AMOUNTS and isinstance(value, int | float) and value:
        return f"{Decimal(str(value)):.2f}"
    return "" if value is None else str(value)


def _tag(name: str, attributes: dict[str, Any], inner: str) -> str:
    listed = "".join(f" {key}={quoteattr(_text('', value))}" for key, value in attributes.items())
    return f"<{name}{listed}>{inner}</{name}>" if inner else f"<{name}{listed}/>"
