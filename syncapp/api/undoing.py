"""What a run has written is undone: one write, or all of a run as far as it can be put back (B5)."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from syncapp.actions.undoing import take_run_back, undo, undo_run
from syncapp.api.access import RESOLVE, VIEW, Caller
from syncapp.api.records import own
from syncapp.api.runs import own_run
from syncapp.api.service import api
from syncapp.api.settling import SOON
from syncapp.api.shapes import NAMES, After, Count, Done, Key, ObjectName, System, count
from syncapp.queries import undoing as queries
from syncapp.queries.changes import label_of


class WhichWrite(BaseModel):
    entry: Key = Field(description="The `id` of a write in the activity of the record")


class PutBack(BaseModel):
    """One field: `now` stands there, and `before` did, as they are stored."""

    record: Key
    object: ObjectName
    name: str
    system: System = Field(description="Where it is put back first; from there it is carried over")
    field: str
    now: Any
    before: Any


class Stays(BaseModel):
    object: ObjectName
    system: System
    done: str = Field(description="created, updated, voided or removed")
    why: str
    records: Count


class Undo(BaseModel):
    """`seal` stands for all that goes back: send it with the click. `totals`: of the invoices among the records."""

    seal: str
    records: int
    fields: int
    totals: Count
    results: list[PutBack]
    stays: list[Stays]
    asked: int = Field(description="Records of it for which something is asked that is not done yet")
    next: int | None


class UndoSeal(BaseModel):
    seal: str = Field(max_length=200)


@api.post("/records/{int:id}/undo", auth=RESOLVE, response=Done, tags=["Records"])
def undo_write(request: Caller, id: Key, which: WhichWrite) -> Done:
    """Put back what one write has changed, on both sides; refused with the reason where that cannot be."""
    fields = undo(own(request, id), which.entry, by=request.by)
    return Done(changed=True, said=f"{fields}, where nothing of it changes until then. {SOON}")


@api.get("/runs/{int:id}/undo", auth=VIEW, response=Undo, tags=["Runs"])
def what_undoing_would_do(request: Caller, id: Key, after: After = None) -> Undo:
    """What of this run would go back, 50 records a page, and all that stays, with the reasons."""
    run = own_run(request, id)
    found = queries.preview_of(run, after or 0, request.tally.syncs.values())
    return Undo(
        seal=found.seal, records=found.records, fields=found.fields, totals=count(found.cell), asked=found.asked,
        next=found.after,
        results=[
            PutBack(
                record=line.record.pk, object=NAMES[line.record.object_type], name=line.record.label or line.record.number,
                system=put.side.value, field=label_of(change, found.labels.get(line.record.object_type, {})),
                now=change["from"], before=change["to"],
            )
            for line in found.lines
            for put in line.puts
            for change in put.changes
        ],
        stays=[
            Stays(object=NAMES[one.object_type], system=one.side.value, done=one.kind, why=one.why, records=count(one.cell))
            for one in found.kept
        ],
    )  # fmt: skip


@api.post("/runs/{int:id}/undo", auth=RESOLVE, response=Done, tags=["Runs"])
def undo_whole_run(request: Caller, id: Key, shown: UndoSeal) -> Done:
    """Put back exactly what was read; what changes until then is let be."""
    told = undo_run(own_run(request, id), shown.seal, by=request.by)
    return Done(changed=True, said=f"{told.fields} values of {told.records} records go back. {SOON}")


@api.post("/runs/{int:id}/undo/withdraw", auth=RESOLVE, response=Done, tags=["Runs"])
def take_undoing_back(request: Caller, id: Key) -> Done:
    """Take back what of its undoing is asked for and not done yet."""
    number = take_run_back(own_run(request, id), by=request.by)
    return Done(
        changed=bool(number), said=f"Taken back for {number:,} records." if number else "There is nothing to take back."
    )
