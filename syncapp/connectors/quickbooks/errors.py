"""QuickBooks' refusals in the words of our catalogue.

Codes alone do not tell: 6000 is a catch-all, a closed period has come as 5010, and a text that is too long as
2050 or 6000. So each rule looks at code, text and element, and at what was being written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

from syncapp.connectors.protocol import Problem
from syncapp.connectors.quickbooks.schema import FIELDS
from syncapp.connectors.redact import redacted
from syncapp.core.values import ObjectType

Params = dict[str, str]


@dataclass(frozen=True)
class Refusal:
    """One error of a fault, and the write that met it (both empty for a read)."""

    code: str
    text: str
    element: str = ""
    entity: str = ""
    action: str = ""

    def says(self, pattern: str) -> re.Match[str] | None:
        return re.search(pattern, self.text, re.IGNORECASE)


Rule = Callable[[Refusal], tuple[str, Params] | None]


def classify(status: int, body: Any, headers: Mapping[str, str]) -> Problem:
    """The problem of an HTTP answer that is no success."""
    errors = fault_errors(body)
    if not errors:
        return Problem(_BY_STATUS.get(status, "vendor_refused"), f"HTTP {status}", {"vendor_code": f"HTTP {status}"})
    problem = problem_of(errors)
    if problem.code == "reads_used_up":
        return replace(problem, params={**problem.params, "seconds": str(_until_tomorrow(headers))})
    return problem


def _until_tomorrow(headers: Mapping[str, str]) -> float:
    """Which day a month ends on is Intuit's own affair (assumed: where it lives); trying once a day costs nothing."""
    try:
        now = parsedate_to_datetime(headers["Date"]).astimezone(_INTUIT)
    except (KeyError, ValueError, TypeError):
        now = datetime.now(_INTUIT)
    tomorrow = datetime.combine(now.date() + timedelta(days=1), time(0), _INTUIT)
    return max(60.0, (tomorrow.astimezone(UTC) - now.astimezone(UTC)).total_seconds())


_INTUIT = ZoneInfo("America/Los_Angeles")
_BY_STATUS = {401: "connection_expired", 403: "permission", 429: "limit_reached"}


def fault_errors(body: Any) -> list[Mapping[str, Any]]:
    """The errors of either fault shape: the service's `Fault.Error`, the gateway's `fault.error`."""
    if not isinstance(body, Mapping):
        return []
    fault = body.get("Fault") or body.get("fault")
    if not isinstance(fault, Mapping):
        return []
    errors = fault.get("Error") or fault.get("error")
    found: list[Mapping[str, Any]] = (
        [each for each in errors if isinstance(each, Mapping)] if isinstance(errors, list) else []
    )
    return found or [{"code": "", "Message": str(fault.get("type") or "Fault")}]


def is_system_fault(errors: list[Mapping[str, Any]]) -> bool:
    """A fault of QuickBooks' own, after which a write may have happened or not."""
    return any(_code(error).isdigit() and int(_code(error)) >= 10000 for error in errors)


def problem_of(errors: list[Mapping[str, Any]], entity: str = "", action: str = "") -> Problem:
    """The first error that the catalogue knows, else the first in QuickBooks' own words."""
    problems = [_problem(_refusal(error, entity, action)) for error in errors]
    return next((each for each in problems if each.code != "vendor_refused"), problems[0])


def _code(error: Mapping[str, Any]) -> str:
    return str(error.get("code") or "").strip()


def _refusal(error: Mapping[str, Any], entity: str, action: str) -> Refusal:
    message = str(error.get("Message") or error.get("message") or "")
    detail = str(error.get("Detail") or error.get("detail") or "")
    element = str(error.get("element") or "")
    return Refusal(_code(error), detail or message, element, entity, action)


def _problem(refusal: Refusal) -> Problem:
    code, params = _meaning(refusal)
    text = redacted(refusal.text)
    return Problem(code, text, {"system": "QuickBooks Online", "vendor_code": refusal.code, **params})


def _meaning(refusal: Refusal) -> tuple[str, Params]:
    # Neither sits under one code only: a closed period came as 5010, an expired plan as 6000.
    if refusal.says(r"period (has )?(closed|is closed)|account books cannot be updated"):
        return "closed_period", {}
    for rule in (_RULES.get(refusal.code), _by_range):
        found = rule(refusal) if rule else None
        if found:
            return found
    return "vendor_refused", {}


def _always(code: str, **params: str) -> Rule:
    return lambda refusal: (code, dict(params))


def _by_range(refusal: Refusal) -> tuple[str, Params] | None:
    number = int(refusal.code) if refusal.code.isdigit() else 0
    return ("vendor_unavailable", {}) if number >= 10000 else None


def _missing(refusal: Refusal) -> tuple[str, Params]:
    """610: the object itself on an update, else something that it points to."""
    if refusal.action in ("update", "delete", "void"):
        gone = {"invoice": "deleted_in_quickbooks", "payment": "payment_removed"}
        return gone.get(refusal.entity, "inactive_reference"), {}
    return _inactive(refusal), {}


def _inactive(refusal: Refusal) -> str:
    """What is inactive is not named; but an item of ours names nothing besides its account."""
    return "account_inactive" if refusal.entity == "product" else "inactive_reference"


def _limit(refusal: Refusal) -> tuple[str, Params]:
    """How the end of a month's reads is worded is not documented: whatever names the month or the metering (assumed, F52)."""
    return ("reads_used_up" if refusal.says(r"month|core\s?plus|metered") else "limit_reached"), {}


def _reference(refusal: Refusal) -> tuple[str, Params]:
    found = refusal.says(r":\s*(\w+) element id (\S+) not found")
    params = {"value": found[2]} if found else {}
    kind = (found[1] if found else refusal.element).lower()
    for word, code in (("item", "item_inactive"), ("account", "account_inactive"), ("name", "customer_inactive"),
                       ("customer", "customer_inactive")):  # fmt: skip
        if kind.startswith(word):
            return code, params
    return _inactive(refusal), params


def _number_taken(refusal: Refusal) -> tuple[str, Params]:
    params: Params = {}
    for name, pattern in (
        ("number", r"DocNumber=(.+?) is assigned"),
        ("holder_kind", r"TxnType=(\w+)"),
        ("holder_id", r"TxnId=(\d+)"),
    ):
        found = refusal.says(pattern)
        if found:
            params[name] = found[1]
    if params.get("holder_kind"):
        params["holder"] = f"{_words(params['holder_kind'])} {params.get('holder_id', '')}".strip()
    return "number_taken", params


def _name_taken(refusal: Refusal) -> tuple[str, Params]:
    found = refusal.says(r"\bId=(\d+)") or refusal.says(r"\bID is:?\s*(\d+)")
    params = {"holder_id": found[1]} if found else {}
    if refusal.entity == "product":
        return "duplicate_item_name", params
    holder = refusal.says(r"another (customer|vendor|employee)(?!,)")
    if holder:
        params["holder_kind"] = holder[1].capitalize()
        params["holder"] = f"a {holder[1].lower()}" if holder[1].lower() != "employee" else "an employee"
    held = holder is not None and holder[1].lower() != "customer"
    return ("display_name_held" if held else "display_name_duplicate"), params


def _too_long(refusal: Refusal) -> tuple[str, Params]:
    params: Params = {"field": _label(refusal)} if refusal.element else {}
    for name, pattern in (("limit", r"Max:\s*([\d,]+)"), ("length", r"Supplied length:\s*([\d,]+)")):
        found = refusal.says(pattern)
        if found:
            params[name] = found[1].replace(",", "")
    return ("number_too_long" if refusal.element.endswith("DocNumber") else "text_too_long"), params


def _characters(refusal: Refusal) -> tuple[str, Params]:
    found = refusal.says(r"Supplied value:\s*((?s:.+))")
    return "unsupported_characters", {"value": _on_one_line(found[1])} if found else {}


def _on_one_line(value: str) -> str:
    """With a sign where a line ends: that may be the very character that is refused."""
    return " ↵ ".join(" ".join(line.split()) for line in value.strip().splitlines())


def _required(refusal: Refusal) -> tuple[str, Params] | None:
    found = refusal.says(r"parameter (\S+) is missing")
    element = refusal.element or (found[1] if found else "")
    codes = {
        "Line": "no_lines",
        "CustomerRef": "customer_not_found",
        "CurrencyRef": "currency_mismatch",
        "DisplayName": "no_name",
        "Name": "no_name",
    }
    return (codes[element], {}) if element in codes else None


def _feature(refusal: Refusal) -> tuple[str, Params] | None:
    return ("currency_not_enabled", {}) if refusal.says(r"multi ?currency") else None


# 6000, whose text alone tells; the first that fits.
_BUSINESS: tuple[tuple[str, str], ...] = (
    (r"service date", "service_date_required"),
    (r"\b(GST|HST|VAT|PST|QST)\b|tax code|tax rate", "tax_code_required"),
    (r"duplicate document number", "number_taken"),
    (r"type category", "category_item"),
    (r"type group", "bundle_item"),
    (r"currency", "currency_mismatch"),
    (r"must be 0 or greater|cannot be negative", "negative_total"),
    (r"less than the amount already applied", "below_paid"),
    (
        r"more than (the|its) (open balance|balance|payment amount)|exceeds (the|its) (open )?balance",
        "overpays",
    ),
    (r"been deposited|bank deposit|in a deposit", "payment_in_deposit"),
    (r"you must (set|enter) .*(amount|line)", "no_lines"),
    (r"subscription|trial period", "subscription_lapsed"),
    (r"inactive", "inactive_reference"),
)


def _business(refusal: Refusal) -> tuple[str, Params] | None:
    longer = refusal.says(r"cannot enter more than (\d[\d,]*) characters in the (\S+) field")
    if longer:
        number = longer[2].lower() == "doc_num" and refusal.entity != "payment"
        return ("number_too_long" if number else "text_too_long"), {
            "limit": longer[1].replace(",", ""),
            "field": longer[2],
        }
    if refusal.action in ("void", "delete") and refusal.says(r"linked to other|unlink|payments? (are |is )?applied"):
        return "void_refused", {}
    return next(((code, {}) for pattern, code in _BUSINESS if refusal.says(pattern)), None)


def _label(refusal: Refusal) -> str:
    """The field as our screens name it."""
    rows = FIELDS.get(ObjectType(refusal.entity), ()) if refusal.entity else ()
    names = [(spec.label, spec.name) for spec in rows]
    return next((label for label, name in names if refusal.element in (name, name.partition(".")[0])), refusal.element)


def _words(name: str) -> str:
    """`CreditMemo` → `credit memo`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


_RULES: Mapping[str, Rule] = {
    "100": _always("connection_expired"),
    "110": _always("connection_expired"),
    "120": _always("connection_expired"),  # whoever connected it has lost access: reconnect
    "130": _always("vendor_unavailable"),
    "140": _always("vendor_unavailable"),
    "150": _always("vendor_unavailable"),
    "610": _missing,
    "2020": _required,
    "2040": _characters,
    "2050": _too_long,
    "2210": _always("invalid_email"),
    "2220": _always("currency_not_enabled"),
    "2250": _always("no_lines"),
    "2290": _always("negative_total"),
    "2500": _reference,
    "3000": _always("custom_field_dropped"),
    "3001": _limit,
    "3100": _always("wrong_account"),  # a token of another company, or the company has dropped us
    "3200": _always("connection_expired"),
    "3202": _always("connection_expired"),
    "5010": _always("stale"),
    "5020": _always("permission"),
    "5030": _feature,
    "6000": _business,
    "6070": _always("no_exact_price"),
    "6080": _always("no_name"),
    "6100": _always("tax_code_required"),
    "6140": _number_taken,
    "6160": _always("tax_code_required"),
    "6190": _always("subscription_lapsed"),
    "6200": _always("closed_period"),
    "6210": _always("closed_period"),
    "6240": _name_taken,
    "6250": _always("customer_inactive"),
    "6450": lambda refusal: ("void_refused" if refusal.entity == "invoice" else "vendor_refused", {}),
    "6540": _always("payment_in_deposit"),
    "6560": _always("customer_not_found"),
}
