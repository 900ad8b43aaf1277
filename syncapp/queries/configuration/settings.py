"""The settings of a workspace in a file: what would change, what comes of it, and what cannot be (A15, A19, A24, A30, B26, S40)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from syncapp.core.alerts import why_not_rule
from syncapp.core.configuration import ALERTS, ITEMS, OF_INVOICES, Objection
from syncapp.core.money import amount_text
from syncapp.core.values import ObjectType, day_words
from syncapp.engine.rules import company_of
from syncapp.engine.setup.setting_limits import why_not_interval, why_not_protect, why_not_zone
from syncapp.queries import settings as queries
from syncapp.queries.configuration import texts
from syncapp.queries.configuration.describing import OTHERWISE, settings_of
from syncapp.queries.counts import Tally
from syncapp.queries.settings import Group, Settings, calls_a_day, every, protecting
from syncapp.storage.models import Workspace


@dataclass(frozen=True)
class SettingChange:
    """`before`, `after`: as the file has them; `said`: the same in words; `notes`: what comes of it."""

    name: str
    before: Any
    after: Any
    said: tuple[str, str]
    notes: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return LABELS[self.name]


LABELS = {
    "company_time_zone": "Company time zone",
    "protected_through": "Protected through",
    "service_date_is_invoice_date": "Service date",
    "polling_interval_seconds": "Polling interval",
    "alert_from_failing_records": "Alert from so many failing records",
    "alert_from_failure_rate_percent": "Alert from a failure rate of",
    "digest_hour": "Hour of the daily digest",
    "send_without_asking": "Send without asking",
    "reductions_that_are_not_cash": "Reductions that are not cash",
    ITEMS: "Items for texts of lines",
}
WORDS: Mapping[str, Callable[[Any], str]] = {
    "protected_through": lambda value: day_words(date.fromisoformat(value)) if value else "No day chosen here",
    "service_date_is_invoice_date": lambda value: "The invoice date" if value else "Not confirmed",
    "polling_interval_seconds": lambda value: every(value) if value else "Standard",
    "alert_from_failing_records": lambda value: f"{value:,}",
    "alert_from_failure_rate_percent": lambda value: f"{value} %",
    "digest_hour": lambda value: f"{value}:00",
    "send_without_asking": lambda value: "Yes" if value else "No",
    "reductions_that_are_not_cash": lambda value: "Sync" if value == OTHERWISE["not_cash"] else "Show only",
}


def settings_changed(
    workspace: Workspace, told: Mapping[str, Any], tally: Tally, *, with_invoices: bool, same_company: bool
) -> tuple[tuple[SettingChange, ...], tuple[Objection, ...]]:
    """`with_invoices`: the file sets up the invoice sync, with which two of the settings stand. `same_company`: it was made
    of the same company in QuickBooks Online."""
    named: list[Objection] = []
    if ITEMS in told:
        here, named = texts.found_here(workspace, told[ITEMS], same=same_company)
        told = {**told, ITEMS: here}
    invoices = tally.syncs.get(ObjectType.INVOICE)
    now = settings_of(workspace, invoices)
    before = {"send_without_asking": False, "reductions_that_are_not_cash": OTHERWISE["not_cash"], **now}
    other = {name: value for name, value in told.items() if value != before[name]}
    problems = (*named, *_problems(workspace, other, invoices is not None or with_invoices))
    if problems or not other:
        return (), problems
    stands = queries.settings_of(workspace, tally, company_of(workspace))
    return tuple(_change(workspace, name, before[name], other[name], stands) for name in LABELS if name in other), ()


def _problems(workspace: Workspace, told: Mapping[str, Any], has_invoices: bool) -> Iterator[Objection]:
    judged: dict[str, Callable[[Any], str]] = {
        "company_time_zone": why_not_zone,
        "protected_through": lambda value: why_not_protect(workspace, date.fromisoformat(value) if value else None),
        "polling_interval_seconds": why_not_interval,
        **{name: partial(why_not_rule, field) for name, field in ALERTS.items()},
    }
    for name, value in told.items():
        if name in OF_INVOICES and not has_invoices:
            yield Objection(f"settings.{name}", "The invoice sync is not set up yet.")
        elif name in judged and (refusal := judged[name](value)):
            yield Objection(f"settings.{name}", refusal)


def _change(workspace: Workspace, name: str, before: Any, after: Any, stands: Settings) -> SettingChange:
    say = WORDS.get(name, str)
    said = (say(before), say(after))
    if name == ITEMS:
        said = (texts.in_words(before, after), texts.in_words(after, before))
    return SettingChange(name, before, after, said, tuple(_notes(workspace, name, after, stands)))


def _notes(workspace: Workspace, name: str, after: Any, stands: Settings) -> Iterator[str]:
    if name == "company_time_zone":
        yield (
            "Documents whose HubSpot time falls on another day there get that day in QuickBooks when they are next "
            "compared. None is moved out of a protected period or into one."
        )
    elif name == "protected_through":
        yield from _protecting(workspace, date.fromisoformat(after) if after else None)
    elif name == "service_date_is_invoice_date" and after:
        yield "This confirms that revenue will be recognized from the invoice date."
        if stands.lacking.number:
            yield f"{_group(stands.lacking, 'invoice that fails', 'invoices that fail')} for want of a service date would go with the next run."
    elif name == "send_without_asking" and after and stands.history.number:
        yield f"{_group(stands.history, 'older invoice that needs', 'older invoices that need')} approval would go with the next run."
    elif name == ITEMS:
        yield "It holds for new lines. What was sent stays on its item."
    elif name == "reductions_that_are_not_cash":
        yield "What has crossed already stays."
    elif name == "polling_interval_seconds":
        yield f"Asking QuickBooks so often costs {calls_a_day(after or int(stands.usual.total_seconds())):,} calls a day where nothing has changed."


def _protecting(workspace: Workspace, day: date | None) -> Iterator[str]:
    found = protecting(workspace, day)
    told = [
        (found.freed, "parked record becomes free and goes", "parked records become free and go", "with the next run"),
        (found.unsent, "document that is not in QuickBooks yet is", "documents that are not in QuickBooks yet are", "parked"),
        (found.invoices, "invoice in QuickBooks", "invoices in QuickBooks", "may not be changed there any more"),
        (found.payments, "payment in QuickBooks", "payments in QuickBooks", "may not be changed there any more"),
    ]  # fmt: skip
    said = [f"{_group(group, one, many)} {then}." for group, one, many, then in told if group.number]
    yield from said or ["No known document is concerned."]


def _group(group: Group, one: str, many: str) -> str:
    """`3 invoices that fail ($1,250.00)`."""
    money = " + ".join(amount_text(part, name) for name, part in sorted(group.money.items()))
    return f"{group.number:,} {one if group.number == 1 else many}{f' ({money})' if money else ''}"
