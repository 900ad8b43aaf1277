"""A run in a few words: what began it, how it stands, what it did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context

from syncapp.queries.at_work import Stand
from syncapp.queries.plans import KINDS
from syncapp.queries.runs import TRIGGERS, RunLine
from syncapp.storage.models import Run
from syncapp.web.templatetags.entries import person
from syncapp.web.templatetags.words import plural

register = template.Library()


@register.inclusion_tag("runs/_happened.html", takes_context=True)
def happened(context: Context, line: RunLine) -> dict[str, Any]:
    """A run in a few words: what it stopped at, what it wrote, and what became of the records; each number opens them."""
    return {"run": line.run, "parts": line.parts, "nothing": _nothing(line.run), "workspace": context["workspace"]}


def _nothing(run: Run) -> str:
    """Of one that wrote nothing, and after which every record stands as before."""
    seen = sum(told.get("seen") or 0 for told in run.counts.values())
    if not seen:
        return "Nothing that is synced had changed"
    return f"{plural(seen, 'record')} looked at, nothing to carry over"


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
    Stand.INTERRUPTED: Said("Interrupted", "pause"),
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
def run_stands(line: RunLine, pill: bool = False, small: bool = False) -> dict[str, Any]:
    """`small`: the icon alone, which says the word to those who cannot see it."""
    said = _STANDS[line.stand]
    if line.stand is Stand.DONE and line.fell:
        said = Said("Done, new failures", "alert", "bad")
    elif line.stand is Stand.DONE and line.recaused:
        said = Said("Done, other causes", "alert", "ask")
    elif line.stand is Stand.DONE and line.asks:
        said = Said("Done, needs approval", "ask", "ask")
    return {"said": said, "pill": pill, "small": small}
