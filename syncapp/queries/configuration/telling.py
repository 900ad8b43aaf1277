"""A comparison for the shell: the same lines as on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from syncapp.core.configuration import Objection
from syncapp.queries.configuration.comparing import Change, Comparison

NOTHING = "Nothing would change."


def in_words(found: Comparison) -> str:
    return "\n".join(_lines(found))


def _lines(found: Comparison) -> Iterator[str]:
    if found.strange:
        yield strange(found)
    if not found.number and not found.problems:
        yield NOTHING
    if found.settings:
        yield "Settings"
        for one in found.settings:
            yield from _changes([Change(one.label, *one.said)])
            yield from (f"    {note}" for note in one.notes)
    for sync in found.syncs:
        yield sync.name
        yield from _changes(sync.changes)
        yield from (f"  {text}" for text in (sync.then, sync.also) if text)
    if found.problems:
        yield cannot(found.problems)
        yield from (f"  {one}" for one in found.problems)
    if found.left:
        yield f"Not in the file, so left as it is: {', '.join(found.left)}."


def _changes(changes: Iterable[Change]) -> Iterator[str]:
    for one in changes:
        yield f"  {one.label}: {f'{one.before} → ' if one.before else ''}{one.after}"


def strange(found: Comparison) -> str:
    return (
        f"This file was made of {' and '.join(found.strange)}. Accounts, list entries and the company's own fields are "
        "looked up here by their names."
    )


def cannot(problems: Iterable[Objection]) -> str:
    number = len(tuple(problems))
    return f"{number} {'thing' if number == 1 else 'things'} in the file cannot be applied, so nothing of it is:"
