"""What is done with one record. A decision is stored beside it; the next run, which begins at once, carries it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel, Field

from syncapp import record_choices
from syncapp.actions import by_hand, deleted_records, linking, names, putting_back, records, taking, voids
from syncapp.actions.ignoring import ignore, stop_ignoring
from syncapp.actions.sync_contact import sync_contact
from syncapp.api.access import RESOLVE, Caller
from syncapp.api.problems import Refused
from syncapp.api.records import own
from syncapp.api.service import api
from syncapp.api.shapes import Done, Key, Reason, System
from syncapp.core.values import Side
from syncapp.queries.pairing import one_of
from syncapp.storage.models import SyncRecord

SOON = "The next run carries it out; it begins now."


class Choice(BaseModel):
    choice: str = Field(max_length=60, description="The `value` of one of the record’s `options`", examples=["link:12"])


class Name(BaseModel):
    name: str = Field(min_length=1, max_length=500)


class Standing(BaseModel):
    """An invoice as it was read; where it stands otherwise by now, it is refused."""

    system: System
    amount: Decimal


class Pair(BaseModel):
    """Two records of one kind, by their ids here: one that stands in HubSpot, one in QuickBooks Online."""

    hubspot: Key
    quickbooks: Key
    void_too: Standing | None = Field(
        None,
        description="Of two invoices of which one alone is void: the other, which is to be void too, as the rules of voids say",
    )


class Deed(BaseModel):
    """`seal`: that of the record as it was read; what has changed since is refused."""

    do: Literal[
        "put_back", "take_into_hubspot", "recreate", "void_rest", "unlink_deleted", "void_in_quickbooks", "restore_in_hubspot",
        "done_by_hand", "enter_kept",
    ]  # fmt: skip
    seal: str = Field(max_length=200)


# By name: what is done, as the fixes of its page, and what is said of it.
DEEDS: Mapping[str, tuple[Callable[..., object], str]] = MappingProxyType(
    {
        "put_back": (putting_back.put_back, "It is put back as its owner has it"),
        "take_into_hubspot": (taking.take, "What QuickBooks Online made of it is taken into HubSpot"),
        "recreate": (deleted_records.recreate, "It is created again where it was deleted"),
        "void_rest": (deleted_records.void_rest, "What still stands is voided"),
        "unlink_deleted": (deleted_records.unlink, "It is left as it is for good"),
        "void_in_quickbooks": (voids.void_there, "It is voided in QuickBooks Online too"),
        "restore_in_hubspot": (voids.restore, "It is restored in HubSpot"),
        "done_by_hand": (by_hand.mark_done, "It counts as settled until anything of it changes"),
        "enter_kept": (by_hand.enter_kept, "What was kept of it is entered in QuickBooks Online"),
    }
)


@api.post("/records/{int:id}/retry", auth=RESOLVE, response=Done, tags=["Records"])
def retry(request: Caller, id: Key) -> Done:
    """Try it again now, whatever its next try was to be."""
    row = own(request, id)
    records.retry(row, by=request.by)
    return Done(changed=True, said=f"{records.name_of(row)} is looked at again now.")


@api.post("/records/{int:id}/ignore", auth=RESOLVE, response=Done, tags=["Records"])
def ignore_record(request: Caller, id: Key, why: Reason) -> Done:
    """Leave it alone on both sides, whatever it comes to, until somebody takes it back."""
    return _told(ignore(request.workspace, [own(request, id)], reason=why.reason, by=request.by), "It is ignored.")


@api.post("/records/{int:id}/restore", auth=RESOLVE, response=Done, tags=["Records"])
def restore_record(request: Caller, id: Key) -> Done:
    """Take back that it is ignored: it is due again."""
    return _told(stop_ignoring(request.workspace, [own(request, id)], by=request.by), "It is no longer ignored.")


@api.post("/records/{int:id}/choose", auth=RESOLVE, response=Done, tags=["Linking"])
def choose_option(request: Caller, id: Key, chosen: Choice) -> Done:
    """Take one of its `options`: who it is linked with, billed through or billed to, whether it is the same."""
    return Done(changed=True, said=record_choices.choose(own(request, id), chosen.choice, by=request.by))


@api.post("/links", auth=RESOLVE, response=Done, tags=["Linking"])
def link(request: Caller, pair: Pair) -> Done:
    """Make two records one. Invoices only where they are the same document, payments where they are the same money."""
    here, there = (_of(request, key) for key in (pair.hubspot, pair.quickbooks))
    shown = pair.void_too
    void_too = linking.Standing(Side(shown.system), shown.amount) if shown else None
    linking.link(here, there, by=request.by, void_too=void_too)
    return Done(changed=True, said=f"{records.name_of(here)} and {records.name_of(there)} become one. {SOON}")


@api.post("/records/{int:id}/unlink", auth=RESOLVE, response=Done, tags=["Linking"])
def unlink(request: Caller, id: Key, why: Reason) -> Done:
    """The two do not belong together. Both stay where they are."""
    row = own(request, id)
    linking.unlink(row, by=request.by, reason=why.reason)
    return Done(changed=True, said=f"{records.name_of(row)} is unlinked. {SOON}")


@api.post("/records/{int:id}/name", auth=RESOLVE, response=Done, tags=["Records"])
def choose_name(request: Caller, id: Key, name: Name) -> Done:
    """Another display name for a contact whose name is taken in QuickBooks Online."""
    row = own(request, id)
    return Done(
        changed=True,
        said=f"{records.name_of(row)} is called “{names.choose_name(row, name.name, by=request.by)}”. {SOON}",
    )


@api.post("/records/{int:id}/sync-contact", auth=RESOLVE, response=Done, tags=["Records"])
def sync_contact_of(request: Caller, id: Key) -> Done:
    """Have the contact or customer of this invoice cross, whatever the filters say; the invoice follows."""
    party = sync_contact(own(request, id), by=request.by)
    return Done(changed=True, said=f"{records.name_of(party)} goes to the other side now. {SOON}")


@api.post("/records/{int:id}/send", auth=RESOLVE, response=Done, tags=["Records"])
def send(request: Caller, id: Key) -> Done:
    """Send it, though it was made while the sync was off."""
    row = own(request, id)
    if row.reason != "made_while_off":
        raise Refused("It is not excluded for having been made while the sync was off.")
    records.decide(row, by=request.by, reason="Send it, though it was made while the sync was off", send=True)
    return Done(changed=True, said=f"{records.name_of(row)} goes with the next run.")


@api.post("/records/{int:id}/do", auth=RESOLVE, response=Done, tags=["Records"])
def do(request: Caller, id: Key, deed: Deed) -> Done:
    """Put it back, take it, create it again, void it or leave it, exactly as it was read; refused where its failure is another."""
    act, said = DEEDS[deed.do]
    act(own(request, id), deed.seal, by=request.by)
    return Done(changed=True, said=f"{said}. {SOON}")


@api.post("/records/{int:id}/withdraw", auth=RESOLVE, response=Done, tags=["Records"])
def withdraw(request: Caller, id: Key) -> Done:
    """Take back what was asked for it and is not done yet."""
    changed = records.withdraw(own(request, id), by=request.by)
    return Done(changed=changed, said="Taken back." if changed else "There is nothing to take back.")


def _of(request: Caller, key: int) -> SyncRecord:
    row = one_of(request.workspace, key)
    if row is None:
        raise Refused(f"There is no record {key} in this workspace.")
    return row


def _told(done: records.Done, said: str) -> Done:
    """Of one record: what became of it, or why it was left as it is."""
    return Done(changed=bool(done.number), said=said if done.number else " ".join(done.left))
