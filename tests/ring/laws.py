"""What holds at rest, read from both ledgers and our public tables (faults.md, I1–I14)."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from syncapp.storage.models import Conflict, ObjectSync, Operation, SyncRecord
from tests.crash.books import number
from tests.crash.checker import Broken as Unequal
from tests.crash.checker import check
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
FIELDS = {
    "contact": (("firstname", "GivenName"), ("lastname", "FamilyName"), ("phone", "PrimaryPhone.FreeFormNumber"), ("company", "CompanyName"), ("city", "BillAddr.City")),
    "product": (("name", "Name"), ("hs_sku", "Sku"), ("price", "UnitPrice"), ("description", "Description")),
    "invoice": (("hs_number", "DocNumber"), ("hs_invoice_date", "TxnDate"), ("hs_due_date", "DueDate"), ("hs_comments", "CustomerMemo.value")),
}  # fmt: skip
KINDS = {
    "contact": ("contacts", "customer"),
    "product": ("products", "item"),
    "invoice": ("invoices", "invoice"),
    "payment": ("commerce_payments", "payment"),
}


def at_rest(ring: Ring) -> None:
    """Everything that must hold when people and troubles have stopped.

    Rest ends with a run that writes nothing. Where reading all anew asks nobody to write either, nothing that was
    not equal before has become so by that, and no further run needs to show that it is quiet (I3).
    """
    ObjectSync.objects.filter(workspace=ring.world.workspace, enabled=False).update(enabled=True)
    ring.rest()
    before = {row.pk: (row.status, row.reason) for row in rows_of(ring)}
    asked = _asked_to_write(ring, lambda: _nothing_was_missed(ring, before))
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
    for law in (_reasons, _waits, _numbers, _payments, _headers, _people, _leads):
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


def rows_of(ring: Ring) -> list[SyncRecord]:
    return list(SyncRecord.objects.filter(workspace=ring.world.workspace).select_related("invoice", "waiting_on"))


def _nothing_was_missed(ring: Ring, before: dict[int, tuple[str, str]]) -> None:
    """Reading all of both sides anew finds nothing but what no poll can tell, as what was deleted in HubSpot."""
    result = ring.work(full=True)
    assert result is not None
    if result.stopped:
        raise Broken(f"full: {result.stopped}")
    moved = [
        f"full: {row} was {before[row.pk]}, is {row.status} {row.reason}"
        for row in rows_of(ring)
        if row.pk in before
        and before[row.pk] != (row.status, row.reason)
        and row.reason not in ("deleted_in_hubspot", "deleted")
        and not _of_deleted(row)
        and not _of_nothing(row)
    ]
    if result.tally.writes.total() and not _only_links(ring):
        moved.append(f"full: wrote {result.as_json()['writes']} that no poll had noticed: {_written(result)}")
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


def _written(result: Any) -> list[str]:
    return [str(SyncRecord.objects.filter(pk=pk).first()) for pk, _ in result.tally.written]


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
    """I2, A25: each payment in sync is one application of equal money on both sides."""
    here = {one["id"]: one for one in ring.here("commerce_payments")}
    there = {
        f"{one['Id']}/{link['TxnId']}": line
        for one in ring.there("payment")
        for line in one.get("Line", ())
        for link in line["LinkedTxn"]
    }
    for row in rows_of(ring):
        if (
            row.object_type != "payment"
            or row.status != "syncing"
            or not row.linked
            or (row.quickbooks_id or "").startswith("deposit/")
        ):
            continue
        mine, theirs = here.get(row.hubspot_id or ""), there.get(row.quickbooks_id or "")
        if theirs is None:
            counts = mine is not None and mine["properties"].get("hs_latest_status") == "succeeded"
            if counts:
                yield f"{row} is in sync and QuickBooks has no {row.quickbooks_id}"
        elif mine is None:
            yield f"{row} is in sync and HubSpot has no {row.hubspot_id}"
        elif number(mine["properties"]["hs_initial_amount"]) != number(theirs["Amount"]) and not {
            one["code"] for one in row.remarks
        } & {"overpaid"}:
            yield f"{row}: {mine['properties']['hs_initial_amount']} and {theirs['Amount']}"


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
            a, b = here["properties"].get(hubspot), path(there, quickbooks)
            b = (
                b.removesuffix(" (deleted)") if there.get("Active") is False and isinstance(b, str) else b
            )  # QuickBooks' own word
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


def _people(ring: Ring) -> Iterator[str]:
    """I4: what a person wrote stands where they wrote it, unless somebody wrote the other side later, or the choice is recorded."""
    rows = rows_of(ring)
    ids = {
        (side, row.object_type, str(row.hubspot_id if side == "hubspot" else row.quickbooks_id)): row
        for row in rows
        for side in ("hubspot", "quickbooks")
    }
    for (side, kind, ident, name), said in ring.said.items():
        row = ids.get((side, kind, ident))
        if row is None:
            continue
        now = _value(ring, side, kind, ident, name)
        if now is None or same(now[0], said.value):
            continue
        pair = next((one for one in FIELDS[kind] if name in one), None)
        if pair and _said_there(ring, _other(side, kind, row, pair)) >= said.when - 1:
            continue
        if pair and Conflict.objects.filter(record=row, hubspot_field=pair[0]).exists():
            continue
        yield f"{row}: a person gave {name} in {side} {said.value!r} at turn {said.when}, and it is {now[0]!r} ({row.status} {row.reason})"
    yield from _hands(ring, rows)


def _said_there(ring: Ring, place: tuple[str, str, str, str]) -> int:
    """The turn in which somebody last gave this a value, be it that they made the record."""
    said = ring.said.get(place)
    return max(said.when if said else -2, ring.made.get(place[:3], -2))


def _other(side: str, kind: str, row: SyncRecord, pair: tuple[str, str]) -> tuple[str, str, str, str]:
    if side == "hubspot":
        return "quickbooks", kind, str(row.quickbooks_id), pair[1]
    return "hubspot", kind, str(row.hubspot_id), pair[0]


def _value(ring: Ring, side: str, kind: str, ident: str, name: str) -> tuple[Any] | None:
    """None where the record is gone."""
    mine, other = KINDS[kind]
    if side == "hubspot":
        found = next((one for one in ring.here(mine) if str(one["id"]) == ident), None)
        return (found["properties"].get(name),) if found else None
    found = next((one for one in ring.there(other) if one["Id"] == ident), None)
    return (path(found, name),) if found else None


def _hands(ring: Ring, rows: list[SyncRecord]) -> Iterator[str]:
    """S44: lines that a person changed in QuickBooks on HubSpot's invoice are never overwritten."""
    bills = {one["Id"]: one for one in ring.there("invoice")}
    for ident, (when, doc) in ring.hand_written.items():
        row = next((one for one in rows if one.object_type == "invoice" and one.quickbooks_id == ident), None)
        now = bills.get(ident)
        if (
            now is None
            or row is None
            or row.origin != "hubspot"
            or row.status != "failing"
            or row.reason != "native_invoice_edited"
        ):
            continue
        if money_lines(now) != money_lines(doc) and not str(now.get("PrivateNote", "")).startswith("Voided"):
            yield f"{row}: lines that a person wrote at turn {when} were overwritten: {money_lines(doc)} → {money_lines(now)}"


def _leads(ring: Ring) -> Iterator[str]:
    """A4: no customer was made of a contact that no finalized invoice names."""
    made = Operation.objects.filter(
        call__workspace=ring.world.workspace, call__side="quickbooks", entity="contact", action="create", state="done"
    )
    for operation in made.select_related("record"):
        if operation.record and not operation.record.needed:
            yield f"{operation.record} became a customer, and no invoice needs it"


def money_lines(doc: Doc) -> list[tuple[Decimal, str]]:
    return sorted(
        (number(one.get("Amount")), " ".join(str(one.get("Description") or "").split()))
        for one in doc["Line"]
        if one["DetailType"] != "SubTotalLineDetail"
    )


def path(doc: Doc, name: str) -> Any:
    value: Any = doc
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def same(a: Any, b: Any) -> bool:
    if a in (None, "") or b in (None, ""):
        return (a or "") == (b or "")
    a, b = str(a), str(b)
    if a[:10] == b[:10] and len(a[:10]) == 10 and a[4:5] == "-":
        return True
    try:
        return Decimal(a) == Decimal(b)
    except ArithmeticError:
        a, b = (unicodedata.normalize("NFC", " ".join(one.split())) for one in (a, b))
        return a == b
