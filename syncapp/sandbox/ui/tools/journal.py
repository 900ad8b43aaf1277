"""The journal: every vendor request, newest first, chosen by what a person looks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from syncapp.sandbox import subject
from syncapp.sandbox.call import Answer
from syncapp.sandbox.control import moment
from syncapp.sandbox.journal import Entry, Record
from syncapp.sandbox.ui.app import Route
from syncapp.sandbox.ui.forms import Field, Options, button, labelled, whole
from syncapp.sandbox.ui.html import Html, html, link, short, table, tag
from syncapp.sandbox.ui.listing import PAGE
from syncapp.sandbox.ui.visit import Refusal, Visit

LOST = "lost"
LOOKED_THROUGH = 20_000  # entries, for one page
STATUSES = ("2xx", "3xx", "4xx", "5xx")


def _choice(*texts: str) -> Options:
    return (("", "Any"), *((one, one) for one in texts))


FIELDS = (
    Field("method", "Method", "select", _choice("GET", "POST", "PATCH", "PUT", "DELETE")),
    Field("path", "Path contains"),
    Field("status", "Status", help="429, 4xx or lost"),
    Field("kind", "Kind", "select", _choice("read", "write", "auth")),
    Field("by", "By", "select", (("", "Anybody"), ("app", "An app"), ("person", "A person"))),
    Field("fault", "Fault", "select", (("", "With or without"), ("any", "With a fault"), ("none", "Without"))),
    Field("record", "Record", help="Type and id: invoice 52"),
    Field("since", "Since", help="A time in UTC, or a number"),
)
Test = Callable[[Entry, Record | None], bool]


def show(visit: Visit) -> Answer:
    asked = {field.name: visit.call.param(field.name).strip() for field in FIELDS}
    form = _form(visit, asked)
    try:
        found, older = _find(visit, _tests(visit, asked), *_since(asked["since"]))
    except ValueError as error:
        return visit.page("Journal", form, refusal=Refusal(str(error)))
    rows = [_row(visit, *one) for one in found]
    heads = ["No.", "Time", "By", "Request", "Status", "Record", "Fault"]
    shown = table("Requests", heads, rows, (0,))
    return visit.page("Journal", form, shown, _paging(visit, asked, older), _clear(visit))


def _form(visit: Visit, asked: dict[str, str]) -> Html:
    inputs = tag("div", *(labelled(field, asked) for field in FIELDS), class_="fields")
    realm = tag("input", type="hidden", name="realm", value=visit.realm) if visit.realm else None
    buttons = tag(
        "div", tag("button", "Show", type="submit", class_="main"), link("Show all", visit.at("journal")),
        class_="buttons",
    )  # fmt: skip
    return tag("form", realm, inputs, buttons, method="get", action=visit.at("journal"), class_="box filter")


def _tests(visit: Visit, asked: dict[str, str]) -> list[Test]:
    """What an entry has to meet; ValueError with a sentence for what cannot be read."""
    tests: list[Test] = [_equal(name, asked[name]) for name in ("method", "kind") if asked[name]]
    if path := asked["path"]:
        tests.append(lambda entry, _: path in entry["path"] or path in f"{entry['path']}?{entry['query']}")
    if asked["status"]:
        tests.append(_status(asked["status"].lower()))
    if asked["by"]:
        tests.append(lambda entry, _: entry["as_user"] is (asked["by"] == "person"))
    if asked["record"]:
        tests.append(_about(visit, asked["record"]))
    if fault := asked["fault"]:
        tests.append(_fault(fault))
    return tests


def _equal(name: str, wanted: str) -> Test:
    return lambda entry, _: entry[name] == wanted


def _status(text: str) -> Test:
    if text == LOST:
        return lambda entry, _: entry["status"] is None
    if text in STATUSES:
        return lambda entry, _: entry["status"] is not None and entry["status"] // 100 == int(text[0])
    if len(text) == 3 and whole(text):
        return lambda entry, _: entry["status"] == int(text)
    raise ValueError(f"Status is a number such as 429, one of {', '.join(STATUSES)}, or {LOST}; not {short(text, 40)}.")


def _about(visit: Visit, text: str) -> Test:
    """A type has several names in addresses (`invoices`, `0-53`), and one page."""
    kind, _, id_ = text.partition(" ")
    page = visit.pages.address(visit, kind, id_.strip(), "")
    if not id_ or not page:
        raise ValueError(f"Record is a type and an id, such as invoice 52; not {short(text, 40)}.")

    def test(entry: Entry, made: Record | None) -> bool:
        found = subject.named(visit.system, entry["path"]) or made
        return found is not None and found[1] == id_ and _page_of(visit, entry, found) == page

    return test


def _fault(text: str) -> Test:
    """`any`, `none`, or the number of one."""
    if text in ("any", "none"):
        return lambda entry, _: (entry["fault"] is not None) is (text == "any")
    return lambda entry, _: entry["fault"] is not None and str(entry["fault"]["id"]) == text


def _find(
    visit: Visit, tests: list[Test], number: int, time: datetime | None
) -> tuple[list[tuple[Entry, Record | None]], int]:
    """A page of entries that pass, backwards and no further than the entry `number`; and before which one to
    go on, 0 at the end."""
    found: list[tuple[Entry, Record | None]] = []
    for n, (entry, record) in enumerate(visit.port.journal.newest(whole(visit.call.param("before")))):
        if entry["seq"] <= number:
            break
        if len(found) == PAGE or n == LOOKED_THROUGH:
            return found, entry["seq"] + 1
        if time and datetime.fromisoformat(entry["time"]) < time:
            continue  # a clock may have been put back in between
        if all(test(entry, record) for test in tests):
            found.append((entry, record))
    return found, 0


def _since(text: str) -> tuple[int, datetime | None]:
    if not text or (text.isascii() and text.isdigit()):
        return whole(text), None
    return 0, moment(text)


def _row(visit: Visit, entry: Entry, made: Record | None) -> list[object]:
    query = f"?{entry['query']}" if entry["query"] else ""
    request = html(tag("strong", entry["method"]), " ", tag("code", short(f"{entry['path']}{query}", 300)))
    status = tag("span", entry["status"] or LOST, class_=_tone(entry["status"]))
    fault = entry["fault"]
    named = link(f"Fault {fault['id']}", visit.at("faults")) if fault else ""
    who = "A person" if entry["as_user"] else "An app"
    about = subject.named(visit.system, entry["path"]) or made
    return [entry["seq"], _time(entry["time"]), who, request, status, _record(visit, entry, about), named]


def _record(visit: Visit, entry: Entry, about: Record | None) -> object:
    address = _page_of(visit, entry, about) if about else ""
    return link(f"{about[0]} {about[1]}", address) if about and address else ""


def _page_of(visit: Visit, entry: Entry, about: Record) -> str:
    """In the company whose request it was."""
    parts = entry["path"].split("/")
    realm = parts[3] if visit.system == "quickbooks" and len(parts) > 3 else ""
    return visit.pages.address(visit, *about, realm)


def _time(text: str) -> Html:
    """To the second; the rest is on the title."""
    return tag("time", text[:19].replace("T", " "), datetime=text)


def _tone(status: int | None) -> str:
    return "tag bad" if status is None or status >= 400 else "tag good"


def _paging(visit: Visit, asked: dict[str, str], older: int) -> Html:
    query = {name: text for name, text in asked.items() if text}
    links = [link("Newest", visit.at("journal", **query))] if visit.call.param("before") else []
    links += [link("Older", visit.at("journal", **query, before=str(older)))] if older else []
    kept = f"{len(visit.port.journal):,} requests are kept"
    kept += f", {LOOKED_THROUGH:,} at most are looked through at once." if query else "."
    return tag("p", kept, *(html(" ", one) for one in links), class_="paging")


def _clear(visit: Visit) -> Html | None:
    if not len(visit.port.journal):
        return None
    return tag("div", button(visit.at("journal", "clear"), "Empty the journal", kind="danger"), class_="actions")


def clear(visit: Visit) -> Answer:
    visit.port.journal.clear()
    return visit.go("journal", said="The journal is empty.")


ROUTES: list[Route] = [("GET", "journal", show), ("POST", "journal/clear", clear)]
