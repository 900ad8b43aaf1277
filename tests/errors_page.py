"""The catalogue as a page that a bookkeeper reads: `python -m tests.errors_page` writes docs/errors.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from syncapp.core.catalogue.conflicts import CONFLICTS
from syncapp.core.catalogue.connection import CONNECTION
from syncapp.core.catalogue.customers import NOT_FOUND
from syncapp.core.catalogue.documents import DOCUMENTS
from syncapp.core.catalogue.entry import FIXES, Entry, filled
from syncapp.core.catalogue.invoices import CHANGES, WALLS
from syncapp.core.catalogue.parties import CONTACTS, PRODUCTS
from syncapp.core.catalogue.payments import PAYMENTS
from syncapp.core.catalogue.reasons import EXCLUDED, PENDING, REMARKS
from syncapp.core.errors import Failure

PAGE = Path(__file__).parents[1] / "docs" / "errors.md"
GROUPS: tuple[tuple[str, str, tuple[Entry, ...]], ...] = (
    ("Customers and contacts", "An invoice goes to the customer who is linked with its contact.", CONTACTS),
    ("Products and items", "A line is of an item, which is found by its product or its SKU.", PRODUCTS),
    ("Two values of one field", "A sync that is set to “Ask me” lets people choose.", CONFLICTS),
    ("Changed, voided or deleted", "The side on which an invoice was made owns it.", CHANGES),
    ("What the company does not take", "Of a whole invoice: its tax, its currency, its total.", WALLS),
    ("What is on the document", "Its number, its dates, its texts, its lines.", DOCUMENTS),
    ("Payments", "A payment belongs to the side on which it was entered.", PAYMENTS),
    ("Connections and values", "What can happen to any record, or to all of them at once.", CONNECTION),
)
HEAD = """# What can go wrong, and what to do

Made by `python -m tests.errors_page` from the words that the program itself shows. Every record that is not in sync says
one of these on its page, with its own names and figures; *Failures* gathers the records of one cause. Where one of the
two systems has said something itself, its exact message stands behind a fold on the page of the record.
"""


def page() -> str:
    parts = [HEAD, *(f"- [{name}](#{_anchor(name)})" for name, _, _ in GROUPS)]
    parts += [
        "- [Excluded by a rule](#excluded-by-a-rule)",
        "- [Not yet](#not-yet)",
        "- [In sync, with a remark](#in-sync-with-a-remark)",
    ]
    for name, about, entries in GROUPS:
        parts += ["", f"## {name}", "", about]
        for entry in entries:
            parts += ["", *_entry(entry)]
    parts += [
        "",
        "## Excluded by a rule",
        "",
        "These do not fail. Each says on its page why it stays out.",
        "",
        *_list(EXCLUDED),
    ]
    parts += ["", "## Not yet", "", "These go as soon as what they wait for is there.", "", *_list(PENDING)]
    parts += [
        "",
        "## In sync, with a remark",
        "",
        "These are equal on both sides, and somebody should know of something.",
        "",
        *_list(REMARKS),
    ]
    return "\n".join(parts) + "\n"


def _anchor(name: str) -> str:
    return name.lower().replace(",", "").replace(" ", "-")


def _entry(entry: Entry) -> Iterator[str]:
    failure = Failure(entry.code)
    yield f"### {failure.title}"
    yield ""
    yield f"{failure.what} {failure.why}"
    yield ""
    yield from _steps(failure.remedy, in_order=entry.in_order)
    yield ""
    buttons = " or ".join(f"“{FIXES[fix]}”" for fix in (entry.fix, entry.also, *entry.ways) if fix)
    yield f"*Who can fix it:* {_lower(entry.who.label)}. *Button:* {buttons or 'none'}. *Next try:* {_lower(entry.retry.label)}"
    if entry.code == "customer_not_found":
        yield ""
        yield "Where the cause is known, it is said in place of that:"
        yield ""
        for one in NOT_FOUND.values():
            buttons = " or ".join(f"“{FIXES[fix]}”" for fix in (one.fix, *one.ways) if fix)
            yield "- " + " ".join(
                filled(text, {}) for text in (one.what, one.why, *one.remedy, f"*Button:* {buttons}.")
            )


def _steps(steps: Iterable[str], *, in_order: bool) -> Iterator[str]:
    """Numbered where all of them are done one after the other; else each is a way by itself."""
    for number, step in enumerate(steps, 1):
        yield f"{f'{number}.' if in_order else '-'} {step}"


def _list(reasons: Mapping[str, str]) -> Iterator[str]:
    for text in reasons.values():
        yield f"- {filled(text, {})}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


if __name__ == "__main__":
    PAGE.write_text(page())
