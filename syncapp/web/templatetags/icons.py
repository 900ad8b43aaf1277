"""Icons: our words for what one means, drawn as lucide draws them."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from django import template
from django.utils.safestring import SafeString, mark_safe
from lucide import IconDoesNotExist

register = template.Library()


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
