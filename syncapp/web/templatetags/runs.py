"""A run in a few words: what began it, how it stands, what it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template

from syncapp.queries.plans import KINDS
from syncapp.queries.runs import TRIGGERS, Stand
from syncapp.storage.models import Run
from syncapp.web.templatetags.entries import person
from syncapp.web.templatetags.words import plural

register = template.Library()


@register.filter
def happened(run: Run) -> str:
    """A run in a few words: what it wrote, and what it stopped at."""
    if run.result:
        return run.result
    done = {"created": 0, "updated": 0, "voided": 0}
    linked = 0
    for told in run.counts.values():
        linked += told.get("linked", 0)
        for word in done:
            done[word] += sum(told.get(word, {}).values())
    parts = [f"{number:,} {word}" for word, number in {**done, "linked": linked}.items() if number]
    fell = {name.removesuffix("s"): told.get("fell", 0) for name, told in run.counts.items()}
    parts += [f"{plural(number, name)} began to fail" for name, number in fell.items() if number]
    if run.ended_at is None:
        return "Under way"
    return ", ".join(parts).capitalize() if parts else "Nothing changed on either side"


@register.filter
def calls(run: Run) -> int:
    return sum(run.calls.values())


@register.filter
def planned_word(action: str) -> str:
    """What a planned write makes of a record: `created`."""
    return KINDS.get(action, action)


@dataclass(frozen=True)
class Said:
    """A word with its icon, and its tone where somebody must act."""

    word: str
    icon: str
    tone: str = ""


_STANDS = {
    Stand.RUNNING: Said("Running", "runs"),
    Stand.DONE: Said("Done", "ok", "ok"),
    Stand.STOPPED: Said("Stopped early", "alert", "bad"),
    Stand.BROKEN: Said("Broken off", "alert", "bad"),
    Stand.WAITING: Said("Waiting", "pending"),
}


@register.simple_tag
def begun(run: Run) -> Said:
    """What a run was begun for, or by whom."""
    if run.dry_run:
        return Said("Dry run", "dry")
    word, name = TRIGGERS.get(run.trigger, (run.trigger.capitalize(), "runs"))
    return Said(person(run.actor) if run.actor else word, name)


@register.inclusion_tag("runs/_stand.html")
def run_stands(stand: Stand, pill: bool = False) -> dict[str, Any]:
    return {"said": _STANDS[stand], "pill": pill}
