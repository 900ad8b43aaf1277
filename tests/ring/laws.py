"""What holds at rest, read from both ledgers and our public tables (faults.md, I1–I14)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from syncapp.storage.models import ObjectSync, Operation, SyncRecord
from tests.crash.books import number
from tests.crash.checker import Broken as Unequal
from tests.crash.checker import check
from tests.ring.announcing import at_last, told_of_a_merge
from tests.ring.edits import FIELDS, KINDS, path, people_are_heard, rows_of, said_of, same
from tests.ring.lists import terms
from tests.ring.ring import SYSTEMS, Broken, Doc, Ring

INTERNAL = {
    "vendor_refused",
    "garbage_answer",
    "stale",
    "absurd_value",
    "limit_reached",
    "vendor_unavailable",
    "inactive_reference",
}


def at_rest(ring: Ring) -> None:
    """Everything that must hold when people and troubles have stopped.

    Rest ends with a run that writes nothing. Where reading all anew asks nobody to write either, nothing that was
    not equal before has become so by that, and no further run needs to show that it is quiet (I3).
    """
    for sync in ObjectSync.objects.filter(workspace=ring.world.workspace, enabled=False):
        ring.play("switch", {"object_type": sync.object_type, "since_off": "catch_up"})
    ring.rest()
    before = {row.pk: (row.status, row.reason) for row in rows_of(ring)}
    asked = _asked_to_write(ring, lambda: _nothing_was_missed(ring, before))
    if ring.heard and not told_of_a_merge(ring):
        _late_news_is_none(ring)
    judge(ring)
    if asked:
        _quiet(ring)


def judge(ring: Ring) -> None:
    found: list[str] = []
    try:
        check(ring.world, made_here=False, parted=ring.parted)
    except Unequal as unequal:
        found += [
            line for line in str(unequal).splitlines() if line and not line.startswith(("I7", "I14"))
        ]  # of each run by itself
    found = [text for text in found if "QuickBooks invoices have the number" not in text]  # people may do that
    for law in (_reasons, _waits, _numbers, _payments, _headers, people_are_heard, _leads, terms):
        found += [f"{law.__name__}: {text}" for text in law(ring)]
    if found:
        raise Broken("\n".join(["", *found]))


def _quiet(ring: Ring) -> None:
    """I3: the scheduler's next run asks nobody to write anything; what fails is tried again when it is due."""
    results: list[Any] = []
    calls = _asked_to_write(ring, lambda: results.append(ring.work(retry=False)))
    (result,) = results
    if result is None or result.stopped or calls:
        raise Broken(f"\nI3: not quiet: {calls} {result and result.stopped}")


def _asked_to_write(ring: Ring, do: Callable[[], None]) -> list[str]:
    """The writes that the vendors saw meanwhile, done or refused."""
    seen = {system: max((one["seq"] for one in ring.world.journal(system)), default=0) for system in SYSTEMS}
    do()
    return [
        f"{one['method']} {one['path']}"
        for system, seq in seen.items()
        for one in ring.world.journal(system, "write")
        if one["seq"] > seq
    ]


def _nothing_was_missed(ring: Ring, before: dict[int, tuple[str, str]]) -> None:
    """Reading all of both sides anew finds nothing but what no poll can tell, as what was deleted in HubSpot.

    Nor is HubSpot asked otherwise whom a linked invoice is for.
    """
    result = ring.work(full=True)
    assert result is not None
    if result.stopped:
        raise Broken(f"full: {result.stopped}")
    moved = [
        f"full: {row} was {before[row.pk]}, is {row.status} {row.reason}"
        for row in rows_of(ring)
        if row.pk in before
        and before[row.pk] != (row.status, row.reason)
        and row.reason not in ("deleted_in_hubspot", "deleted", "contact_changed")
        and not _of_deleted(row)
        and not _of_nothing(row)
        and not _cancels_out(ring, row)
    ]
    moved += _flickered(ring, before, result.run_id)
    written = list(SyncRecord.objects.in_bulk([pk for pk, _ in result.tally.written]).values())
    if result.tally.writes.total() and not _only_links(ring) and not _only_quietly_shorter(ring, written):
        wrote = result.as_json()["writes"]
        moved.append(f"full: wrote {wrote} that no poll had noticed: {[str(row) for row in written]}")
    if moved:
        raise Broken("\n".join(["", *moved]))


def _flickered(ring: Ring, before: dict[int, tuple[str, str]], run: int) -> Iterator[str]:
    """What stands where it stood has no line more in its history."""
    for row in rows_of(ring):
        if before.get(row.pk) == (row.status, row.reason):
            for entry in row.activities.filter(run=run, kind__in=SyncRecord.Status.values):
                yield f"flickered: {row} stands as before ({row.status} {row.reason}), and its history says {entry.changes}"


def _late_news_is_none(ring: Ring) -> None:
    """What is announced after all of it was read changes nothing, and asks nobody to write."""
    before = {row.pk: (row.status, row.reason) for row in rows_of(ring)}
    if calls := _asked_to_write(ring, lambda: at_last(ring)):
        raise Broken(f"\nlate: not quiet: {calls}")
    after = {row.pk: (row.status, row.reason) for row in rows_of(ring)}
    moved = [f"late: {pk} was {before.get(pk)}, is {one}" for pk, one in after.items() if before.get(pk) != one]
    if moved:
        raise Broken("\n".join(["", *moved]))


def _only_links(ring: Ring) -> bool:
    """A product that came to be known is named on the lines of copies that were there before, by and by."""
    last = ring.world.workspace.runs.first()
    wrote = Operation.objects.filter(call__run=last).values_list("entity", "action").distinct()
    return set(wrote) == {("line", "update")}


def _of_deleted(row: SyncRecord) -> bool:
    """Waits for, or is paid by, something that was deleted."""
    return bool(row.waiting_on and row.waiting_on.reason == "deleted_in_hubspot") or bool(
        row.invoice and row.invoice.reason == "deleted_in_hubspot"
    )


def _of_nothing(row: SyncRecord) -> bool:
    """A discount on a total of nothing changes no total, so HubSpot does not tell of the invoice."""
    return row.object_type == "invoice" and not row.amount


def _cancels_out(ring: Ring, row: SyncRecord) -> bool:
    """A fee or tax and a discount of the same amount on the whole: the total is what it was, so none of them is asked for."""
    if row.reason not in ("order_discount", "order_fee", "order_tax") or not row.linked:
        return False
    totals = {
        *(
            number(one["properties"]["hs_amount_billed"])
            for one in ring.here("invoices")
            if one["id"] == row.hubspot_id
        ),
        *(number(one["TotalAmt"]) for one in ring.there("invoice") if one["Id"] == row.quickbooks_id),
    }
    return len(totals) == 1


def _only_quietly_shorter(ring: Ring, written: list[SyncRecord]) -> bool:
    """Invoices that lost a line of nothing, and no others; and nothing was written but their lines, to the same total."""
    last = ring.world.workspace.runs.first()
    changes = Operation.objects.filter(call__run=last, state="done").values_list("changes", flat=True)
    lines_alone = all(one["field"] == "total" and one["from"] == one["to"] for some in changes for one in some)
    return bool(written) and lines_alone and all(row.hubspot_id in ring.quietly_shorter for row in written)


# -- laws ------------------------------------------------------------------------------------------------------


def _reasons(ring: Ring) -> Iterator[str]:
    """I5: nothing fails for a reason that only we understand."""
    for row in rows_of(ring):
        if row.status == "failing" and row.reason in INTERNAL:
            yield f"{row} fails with {row.reason}: {row.vendor_text[:200]} {row.params}"
        if row.status == "failing" and row.reason == "balance_differs":
            payments = Counter((one.status, one.reason) for one in SyncRecord.objects.filter(invoice=row))
            yield f"{row} balance_differs {row.params} {dict(payments)}"


def _waits(ring: Ring) -> Iterator[str]:
    """Who waits waits for something that is not done."""
    for row in rows_of(ring):
        if row.status == "pending" and row.reason == "waiting":
            on = row.waiting_on
            if on is None or on.status in ("syncing", "excluded"):
                yield f"{row} waits for {on and (str(on), on.status, on.reason)}"


def _numbers(ring: Ring) -> Iterator[str]:
    """A18: no invoice was made with a number that another one had already."""
    made = Operation.objects.filter(
        call__workspace=ring.world.workspace, call__side="quickbooks", entity="invoice", action="create", state="done"
    )
    ours = set(made.values_list("target_id", flat=True))
    renumbered = {
        ident for side, kind, ident, name in ring.said if (side, kind, name) == ("quickbooks", "invoice", "DocNumber")
    }
    by_number: dict[str, list[str]] = {}
    for one in ring.there("invoice"):
        if one["Id"] not in renumbered:
            by_number.setdefault(str(one.get("DocNumber")), []).append(one["Id"])
    for number_, ids in by_number.items():
        later = sorted(ids, key=int)[1:]
        yield from (f"invoice {one} was made with {number_}, which was taken" for one in later if one in ours)


def _payments(ring: Ring) -> Iterator[str]:
    """I2, A25: each payment in sync is one application of equal money on both sides, and the parts of one that a person has
    divided come to no more than it."""
    here = {one["id"]: one for one in ring.here("commerce_payments")}
    there = {
        f"{one['Id']}/{link['TxnId']}": line
        for one in ring.there("payment")
        for line in one.get("Line", ())
        for link in line["LinkedTxn"]
    }
    divided: Counter[str] = Counter()
    for row in rows_of(ring):
        if (
            row.object_type != "payment"
            or row.status != "syncing"
            or not row.linked
            or (row.quickbooks_id or "").startswith("deposit/")
        ):
            continue
        whole, part, _ = (row.hubspot_id or "").partition("/")
        mine, theirs = here.get(whole), there.get(row.quickbooks_id or "")
        if theirs is None:
            counts = mine is not None and mine["properties"].get("hs_latest_status") == "succeeded"
            if counts:
                yield f"{row} is in sync and QuickBooks has no {row.quickbooks_id}"
        elif mine is None:
            yield f"{row} is in sync and HubSpot has no {row.hubspot_id}"
        elif part:
            divided[whole] += number(theirs["Amount"])
        elif number(mine["properties"]["hs_initial_amount"]) != number(theirs["Amount"]) and not {
            one["code"] for one in row.remarks
        } & {"overpaid"}:
            yield f"{row}: {mine['properties']['hs_initial_amount']} and {theirs['Amount']}"
    for whole, applied in divided.items():
        if applied > number(here[whole]["properties"]["hs_initial_amount"]):
            yield f"{applied} are applied of the payment {whole}, {here[whole]['properties']['hs_initial_amount']}"


def _headers(ring: Ring) -> Iterator[str]:
    """Mapped fields of what is in sync are equal, but for what was emptied on one side (A13)."""
    if ring.directed:
        return
    docs = {kind: {str(one["id"]): one for one in ring.here(kind)} for kind, _ in KINDS.values()}
    theirs = {kind: {one["Id"]: one for one in ring.there(kind)} for _, kind in KINDS.values()}
    for row in rows_of(ring):
        if row.status != "syncing" or not row.linked or row.object_type not in FIELDS:
            continue
        mine, other = KINDS[row.object_type]
        here, there = docs[mine].get(row.hubspot_id or ""), theirs[other].get(row.quickbooks_id or "")
        if here is None or there is None or _voided(here, there):
            continue
        cleared = {one["params"].get("field") for one in row.remarks if one["code"] == "cleared"}
        for hubspot, quickbooks in FIELDS[row.object_type]:
            if (row.object_type, hubspot) in ring.unmapped:
                continue
            a, b = here["properties"].get(hubspot), said_of(there, path(there, quickbooks))
            if (
                hubspot == "lastname"
                and a
                and not b
                and ("hubspot", "contact", row.hubspot_id, "lastname") not in ring.said
            ):
                continue  # made with the display name of that time, for want of any other, and never blanked (A13)
            if not same(a, b) and not (cleared & {hubspot, quickbooks} and (not a or not b)):
                yield f"{row}: {hubspot} {a!r} and {quickbooks} {b!r}"


def _voided(here: Doc, there: Doc) -> bool:
    return here["properties"].get("hs_invoice_status") == "voided"


def _leads(ring: Ring) -> Iterator[str]:
    """A4: no customer was made of a contact that no finalized invoice names."""
    made = Operation.objects.filter(
        call__workspace=ring.world.workspace, call__side="quickbooks", entity="contact", action="create", state="done"
    )
    for operation in made.select_related("record"):
        if operation.record and not operation.record.needed:
            yield f"{operation.record} became a customer, and no invoice needs it"
