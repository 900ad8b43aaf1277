"""What templates say things with: icons, money, times, states, directions. Loaded into every template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile
from zoneinfo import ZoneInfo

from django import template
from django.contrib.auth.models import User
from django.forms.renderers import TemplatesSetting
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from lucide import IconDoesNotExist

from syncapp.core.money import amount_text
from syncapp.core.values import Direction, ObjectType, day_words, rounded
from syncapp.queries import activity
from syncapp.queries.activity import Told
from syncapp.queries.changes import in_words
from syncapp.queries.counts import Cell
from syncapp.queries.labels import Labels
from syncapp.queries.plans import KINDS
from syncapp.queries.runs import TRIGGERS, Stand
from syncapp.queries.states import State
from syncapp.storage.models import Activity, Run, SyncRecord
from syncapp.web import addresses

register = template.Library()


class Forms(TemplatesSetting):
    """Forms are drawn with our own fields: label, control, help below, error below that."""

    field_template_name = "components/field.html"
    form_template_name = "components/form.html"


# Our words for what an icon means → lucide's names.
ICONS = {
    "home": "house", "invoice": "receipt-text", "plug": "plug", "scale": "scale", "why": "circle-question-mark",
    "alert": "circle-alert", "conflict": "split", "link": "link", "ask": "badge-alert", "parked": "calendar-clock",
    "runs": "refresh-ccw", "activity": "activity", "settings": "sliders-horizontal", "members": "users", "user": "user",
    "ok": "circle-check", "remark": "message-circle-warning", "pending": "clock", "waiting": "hourglass",
    "excluded": "ban", "ignored": "eye-off", "paused": "circle-pause", "power": "power", "refresh": "refresh-cw",
    "sun": "sun", "screen": "monitor", "moon": "moon", "menu": "menu", "search": "search", "pause": "pause", "play": "play",
    "updown": "chevrons-up-down", "down": "chevron-down", "right": "chevron-right", "left": "chevron-left", "x": "x",
    "check": "check", "plus": "plus", "ext": "external-link", "info": "info", "columns": "columns-3", "download": "download",
    "send": "arrow-right", "receive": "arrow-left", "lock": "lock", "list": "list", "grip": "grip-vertical", "key": "key-round",
    "mail": "mail", "delete": "trash-2", "edit": "pencil", "sign_out": "log-out", "shield": "shield-check", "copy": "copy",
    "up": "chevron-up", "device": "laptop", "undo": "undo-2", "history": "history", "filter": "funnel", "contact": "contact",
    "product": "package", "payment": "banknote", "wait": "hourglass", "save": "bookmark", "arrows": "arrow-left-right",
    "dry": "flask-conical", "layers": "layers", "command": "terminal",
    "text": "type", "number": "hash", "date": "calendar", "datetime": "calendar-clock", "bool": "toggle-left",
    "option": "list", "options": "list-checks", "record": "user", "lines": "rows-3", "money": "circle-dollar-sign",
}  # fmt: skip


@register.simple_tag
def icon(name: str, label: str = "", classes: str = "") -> SafeString:
    """An icon by our name or lucide's; silent unless it has a label."""
    return _icon(name, label, classes)


@lru_cache(maxsize=512)
def _icon(name: str, label: str, classes: str) -> SafeString:
    said = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    attributes: dict[str, Any] = {"class": f"icon {classes}".strip(), "stroke-width": "1.75", **said}
    return mark_safe(_drawn(ICONS.get(name, name), width="16", height="16", **attributes))  # noqa: S308 - the package's


def _drawn(name: str, **attributes: str) -> str:
    """As the package draws it, which opens its archive and reads 1,700 names for every icon anew."""
    try:
        svg = ElementTree.fromstring(_archive().read(f"{name}.svg"))  # noqa: S314 - the package's
    except KeyError:
        raise IconDoesNotExist(name) from None
    svg.attrib.update(attributes)
    for node in svg.iter():
        node.tag = node.tag.rpartition("}")[2]
    return ElementTree.tostring(svg, encoding="unicode")


@lru_cache(maxsize=1)
def _archive() -> ZipFile:
    """In memory, as a process that is forked shares its files."""
    return ZipFile(BytesIO(files("lucide").joinpath("lucide.zip").read_bytes()))


@register.filter
def money(amount: Decimal | Mapping[str, Decimal] | None, currency: str = "") -> str:
    """`$1,250.00`; of several currencies, each by itself, because they do not add up."""
    if amount is None:
        return ""
    if isinstance(amount, Mapping):
        return " + ".join(amount_text(part, name) for name, part in sorted(amount.items()))
    return amount_text(amount, currency)


@register.filter
def counted(parts: Mapping[ObjectType, Cell]) -> str:
    """`3 invoices, $1,200.00, and 2 contacts`: each object with its money."""
    said = [
        f"{plural(cell.number, kind.value)}{f', {money(cell.money)}' if cell.money else ''}"
        for kind, cell in parts.items()
    ]
    return said[0] if len(said) == 1 else f"{'; '.join(said[:-1])}; and {said[-1]}" if said else "Nothing"


_BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


@register.filter
def browser(user_agent: str) -> str:
    """`Chrome on Windows`; of what is not known its own name, cut."""
    name = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    return " on ".join(part for part in (name, system) if part) if name else user_agent[:60] or "Not told"


@register.filter
def stopped(text: str) -> str:
    """A text that something else follows ends with a stop."""
    return text if not text or text.endswith((".", "?", "!", ":")) else f"{text}."


@register.filter
def searched(number: int) -> str:
    """What a search box over so many records is called."""
    return "Search this record" if number == 1 else f"Search these {plural(number, 'record')}"


@register.filter
def figure(amount: Decimal, currency: str = "") -> str:
    """Digits alone, for a script to add up."""
    return str(rounded(Decimal(amount), currency))


def span(length: timedelta) -> str:
    seconds = max(0, int(length.total_seconds()))
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60} min"
    return f"{seconds // 3600} h" if seconds < 86400 else f"{seconds // 86400} d"


@register.filter
def age(since: datetime | None) -> str:
    return span(timezone.now() - since) if since else ""


@register.filter
def took(length: timedelta | None) -> str:
    return span(length) if length is not None else ""


@register.simple_tag(takes_context=True)
def ago(context: Context, at: datetime | None, otherwise: str = "Not yet") -> SafeString:
    """A time as people say it, in the company's zone; the exact one on hover."""
    if at is None:
        return format_html('<span class="muted">{}</span>', otherwise)
    here = at.astimezone(_zone(context))
    length = timezone.now() - at
    if timedelta(0) <= length < timedelta(minutes=1):
        said = "just now"  # a page stands for a while: seconds would be wrong, and differ from place to place
    else:
        said = f"{span(length)} ago" if length >= timedelta(0) else f"in {span(-length)}"
    return format_html('<time datetime="{}" title="{}">{}</time>', here.isoformat(), _exact(here), said)


@register.simple_tag(takes_context=True)
def due(context: Context, at: datetime | None) -> SafeString:
    """A time to come: `in 3 min`; one that has passed is due with the next run."""
    return SafeString("at any moment") if at is None or at <= timezone.now() else ago(context, at)


@register.simple_tag(takes_context=True)
def moment(context: Context, at: datetime | None, only_day: bool = False) -> SafeString:
    """An exact time in the company's zone: `Nov 24, 2026, 9:12 AM`."""
    if at is None:
        return SafeString("")
    here = at.astimezone(_zone(context))
    said = day(here) if only_day else _short(here)
    return format_html('<time datetime="{}" title="{}">{}</time>', here.isoformat(), _exact(here), said)


@register.simple_tag(takes_context=True)
def stretch(context: Context, first: datetime, last: datetime) -> SafeString:
    """From when to when, in the company's zone: `Nov 24, 9:00 AM to 10:00 AM`."""
    here, there = (at.astimezone(_zone(context)) for at in (first, last))
    texts = [f"{at:%b} {at.day}, {_clock(at)}" for at in (here, there)]
    if here.date() == there.date():
        texts[1] = _clock(there)
    said = [
        format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), _exact(at), text)
        for at, text in zip((here, there), texts, strict=True)
    ]
    return said[0] if texts[0].endswith(texts[1]) else format_html("{} to {}", *said)


@register.simple_tag(takes_context=True)
def clock(context: Context, at: datetime) -> SafeString:
    """The time of a day that is named elsewhere: `9:12 AM`."""
    here = at.astimezone(_zone(context))
    return format_html('<time datetime="{}" title="{}">{}</time>', here.isoformat(), _exact(here), _clock(here))


def _clock(here: datetime) -> str:
    return f"{here:%I:%M %p}".lstrip("0")


@register.filter
def day(value: date | None) -> str:
    return day_words(value)


def _zone(context: Context) -> ZoneInfo:
    return ZoneInfo(getattr(context.get("workspace"), "time_zone", "UTC"))


def _short(here: datetime) -> str:
    return f"{day(here)}, {here:%I:%M %p}".replace(", 0", ", ")


def _exact(here: datetime) -> str:
    return f"{day(here)}, {here:%I:%M:%S %p %Z}".replace(", 0", ", ")


@register.inclusion_tag("components/status.html")
def status(state: State, pill: bool = False) -> dict[str, Any]:
    """A state with icon, word and colour, in this order of importance."""
    return {"word": State(state).look, "pill": pill}


DIRECTION_WORDS = {
    Direction.TWO_WAY: "Data syncs between apps",
    Direction.TO_HUBSPOT: "Data syncs only to HubSpot",
    Direction.TO_QUICKBOOKS: "Data syncs only to QuickBooks Online",
}


@register.inclusion_tag("components/flow.html")
def flow(direction: str, named: bool = False) -> dict[str, Any]:
    """Two lanes between HubSpot, left, and QuickBooks, right: a drawn arrow is open, a dotted lane is closed."""
    return {"direction": direction, "named": named, "words": direction_words(direction)}


@register.filter
def direction_words(direction: str) -> str:
    return DIRECTION_WORDS[Direction(direction)] if direction else "Not set up"


@register.filter
def plural(number: int, words: str) -> str:
    """`{{ 2|plural:"invoice,invoices" }}`: the number with its noun."""
    one, _, many = words.partition(",")
    return f"{number:,} {one if number == 1 else many or one + 's'}"


@register.filter
def thousands(number: int) -> str:
    """`231,580`"""
    return f"{number:,}"


@register.filter
def zone(name: str) -> str:
    """`America/Los_Angeles` as the list to choose from has it: `Los Angeles`."""
    return (name.partition("/")[2] or name).replace("_", " ")


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


@register.filter
def person(user: User) -> str:
    return user.get_full_name() or user.email


@register.filter
def codes(text: str) -> SafeString:
    """A text in which `this` is what one types."""
    parts = text.split("`")
    marked = (format_html("<code>{}</code>" if at % 2 else "{}", part) for at, part in enumerate(parts))
    return format_html_join("", "{}", ((one,) for one in marked))


@register.filter
def actor(entry: Activity) -> str:
    """`Ann Archer`, `Ann Archer through “Monthly report”`; of an entry that somebody made."""
    assert entry.actor
    return f"{person(entry.actor)} through “{entry.through}”" if entry.through else person(entry.actor)


@register.filter(name="is")
def equals(one: Any, other: Any) -> bool:
    return bool(one == other)


@register.filter
def planned_word(action: str) -> str:
    """What a planned write makes of a record: `created`."""
    return KINDS.get(action, action)


@register.filter
def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


@register.simple_tag(takes_context=True)
def configure_page(context: Context, object_type: str) -> str:
    return addresses.configure(context["workspace"].slug, object_type)


@register.simple_tag
def pick(found: Mapping[str, Any], key: str) -> Any:
    return found.get(key)


@register.simple_tag
def told_of(entry: Activity, labels: Labels) -> Told:
    """As `told`, of records of any object."""
    return activity.told(entry, labels.get(entry.record.object_type, {}) if entry.record else {})


@register.simple_tag
def named(changes: list[dict[str, Any]], labels: Labels, plural: str, currency: str = "") -> list[dict[str, Any]]:
    """Changes of one object, told by its plural, with their fields and values as people say them."""
    return in_words(changes, labels.get(plural.removesuffix("s"), {}), currency)


@register.simple_tag
def told(entry: Activity, labels: Mapping[str, str] | None = None, page_of: SyncRecord | None = None) -> Told:
    """`page_of`: the record on whose page it stands; an entry of another one, its payment, names that one."""
    said = activity.told(entry, labels or {})
    return activity.of_payment(entry, said) if page_of and entry.record_id != page_of.pk else said
