"""The whole set-up as one document: read, compared, applied (B9)."""

from __future__ import annotations

from typing import Any

from ninja import Body
from pydantic import BaseModel, Field, StrictInt

from syncapp.actions import configuration as actions
from syncapp.api.access import SET_UP, Caller
from syncapp.api.problems import Invalid, Refused
from syncapp.api.service import api
from syncapp.api.shapes import NAMES, Done, ObjectName
from syncapp.core.configuration import BadFile, parsed, written
from syncapp.queries.configuration.comparing import Comparison, compare
from syncapp.queries.configuration.describing import exported

Document = dict[str, Any]


class Changed(BaseModel):
    label: str
    before: str
    after: str


class SyncChange(BaseModel):
    """`on`: it is on, so the changes hold only after a dry run and turning it on anew."""

    object: ObjectName
    new: bool
    on: bool
    then: str
    changes: list[Changed]


class Difference(BaseModel):
    """`problems`: while there is one, nothing can be applied. `seal` stands for what is shown here: send it to apply."""

    problems: list[str]
    settings: list[Changed]
    syncs: list[SyncChange]
    left: list[str] = Field(description="Set up here, and not in the document")
    customers: int | None = Field(description="So many customers are made in QuickBooks; send the number to apply")
    seal: str


class Apply(BaseModel):
    document: Document
    seal: str = Field(max_length=200)
    customers: StrictInt | None = None


@api.get("/configuration", auth=SET_UP, response=Document, tags=["Configuration"])
def configuration(request: Caller) -> Document:
    """The whole set-up, without secrets, members and records; it does not say which syncs are on."""
    return dict(exported(request.workspace))


@api.post("/configuration/diff", auth=SET_UP, response=Difference, tags=["Configuration"])
def diff_configuration(request: Caller, document: Body[Document]) -> Difference:
    """What this document would change here. Nothing is kept of it."""
    found = _compared(request, document)
    return Difference(
        problems=[str(one) for one in found.problems],
        settings=[Changed(label=one.label, before=one.said[0], after=one.said[1]) for one in found.settings],
        syncs=[
            SyncChange(
                object=NAMES[one.object_type], new=one.new, on=one.on, then=one.then,
                changes=[Changed(label=each.label, before=each.before, after=each.after) for each in one.changes],
            )
            for one in found.syncs
        ],
        left=list(found.left), customers=found.customers, seal=found.seal,
    )  # fmt: skip


@api.post("/configuration/apply", auth=SET_UP, response=Done, tags=["Configuration"])
def apply_configuration(request: Caller, wanted: Apply) -> Done:
    """All of it or nothing, exactly as the comparison has shown it. It turns nothing on; what concerns a sync that is on
    waits for its dry run."""
    found = _compared(request, wanted.document)
    if found.problems:
        raise Refused(" ".join(str(one) for one in found.problems))
    if not found.number:
        return Done(changed=False, said="Nothing would change.")
    if found.seal != wanted.seal:
        raise Refused("The set-up was changed since it was compared, or this is another document. Compare it again.")
    if found.customers is not None and wanted.customers != found.customers:
        raise Refused(
            f"Send “customers”: {found.customers} to confirm that this many customers are made in QuickBooks."
        )
    drafts, settings = [one.draft for one in found.syncs], {one.name: one.after for one in found.settings}
    applied = actions.apply(request.workspace, drafts, settings, by=request.by)
    waiting = (
        f" These wait for their dry run: {', '.join(one.plural for one in applied.waiting)}." if applied.waiting else ""
    )
    return Done(changed=True, said=f"Applied: {actions.in_words(applied) or 'nothing at once'}.{waiting}")


def _compared(request: Caller, document: Document) -> Comparison:
    try:
        return compare(request.workspace, parsed(written(document)), request.tally)
    except BadFile as bad:
        raise Invalid(" ".join(map(str, bad.problems))) from None
