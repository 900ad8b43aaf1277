"""Each error that either vendor documents, as it comes over the wire: what it is called here, and when it is tried again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from syncapp.connectors.errors import CallFailed
from syncapp.core.errors import CATALOGUE, Retry
from syncapp.core.records import Record
from syncapp.core.values import ObjectType, Side
from syncapp.core.writes import Write
from syncapp.sandbox.quickbooks.errors import MESSAGES
from tests.connectors.hubspot.test_errors import CASES as HUBSPOT_CASES
from tests.connectors.quickbooks.test_errors import CASES as QUICKBOOKS_CASES
from tests.contract.vendors import Vendor

CONTACT, PRODUCT, INVOICE, PAYMENT = ObjectType
HUBSPOT, QUICKBOOKS = Side
RETRY = {
    "stale": Retry.AT_ONCE,
    "limit_reached": Retry.BACKOFF,
    "vendor_unavailable": Retry.BACKOFF,
}  # else when something changes


@pytest.mark.parametrize(("status", "body", "code", "params"), HUBSPOT_CASES)
def test_hubspots_refusal_of_a_call(hubspot: Vendor, status: int, body: Any, code: str, params: dict[str, str]) -> None:
    hubspot.fault({"status": status, "body": body or ""}, times=3)
    with pytest.raises(CallFailed) as caught:
        hubspot.system.read(CONTACT, ["1"])
    assert caught.value.problem.code == code
    assert CATALOGUE[code].retry is RETRY.get(code, Retry.ON_CHANGE)


@pytest.mark.parametrize(
    ("status", "body", "code", "params"), [one for one in HUBSPOT_CASES if one[0] in (400, 409) and one[1]]
)
def test_hubspots_refusal_of_one_write(
    hubspot: Vendor, status: int, body: Any, code: str, params: dict[str, str]
) -> None:  # F41
    (call,) = hubspot.system.prepare([hubspot.new(CONTACT), hubspot.new(CONTACT)])
    trace = call.items[1]["trace"]
    context = {**body.get("context", {}), "objectWriteTraceId": [trace]}
    done = {
        "id": "7",
        "properties": {},
        "createdAt": "2026-11-24T18:00:00Z",
        "updatedAt": "2026-11-24T18:00:00Z",
        "archived": False,
        "objectWriteTraceId": "w0",
    }
    answer = {"status": "COMPLETE", "results": [done], "numErrors": 1, "errors": [{**body, "context": context}]}
    hubspot.fault({"status": 207, "body": answer})
    good, bad = hubspot.system.interpret(call.items, hubspot.system.send(call, "r-1"))
    assert (good.id, good.problem) == ("7", None)
    assert bad.problem
    assert bad.problem.code == code


@pytest.mark.parametrize(
    ("code", "detail", "element", "entity", "action", "ours"), [one for one in QUICKBOOKS_CASES if one[3]]
)
def test_quickbooks_refusal_of_one_write(
    quickbooks: Vendor, code: str, detail: str, element: str, entity: str, action: str, ours: str
) -> None:  # F39
    kind = ObjectType(entity)
    write = quickbooks.new(kind) if action == "create" else standing(quickbooks, kind, action)
    (call,) = quickbooks.system.prepare([write])
    error = {"Message": MESSAGES.get(code, ""), "Detail": detail, "code": code, "element": element}
    answer = {"BatchItemResponse": [{"bId": "1", "Fault": {"Error": [error], "type": "ValidationFault"}}]}
    quickbooks.fault({"status": 200, "body": answer}, path="batch")
    (outcome,) = quickbooks.system.interpret(call.items, quickbooks.system.send(call, "r-1"))
    assert outcome.problem
    assert outcome.problem.code == ours
    assert outcome.unknown is (code == "10000")  # its own fault: it may have been done
    assert CATALOGUE[ours].retry is RETRY.get(ours, Retry.ON_CHANGE)


@pytest.mark.parametrize(
    ("code", "detail", "element", "entity", "action", "ours"), [one for one in QUICKBOOKS_CASES if not one[3]]
)
@pytest.mark.parametrize("shape", ["Fault", "fault"])  # the service's, the gateway's
def test_quickbooks_refusal_of_a_call(
    quickbooks: Vendor, shape: str, code: str, detail: str, element: str, entity: str, action: str, ours: str
) -> None:
    names = ("Error", "Message", "Detail") if shape == "Fault" else ("error", "message", "detail")
    error = {names[1]: MESSAGES.get(code, ""), names[2]: detail, "code": code}
    quickbooks.fault(
        {
            "status": {"connection_expired": 401, "limit_reached": 429}.get(ours, 400),
            "body": {shape: {names[0]: [error]}},
        },
        times=3,
    )
    with pytest.raises(CallFailed) as caught:
        quickbooks.system.read(CONTACT, ["1"])
    assert caught.value.problem.code == ours
    assert CATALOGUE[ours].retry is RETRY.get(ours, Retry.ON_CHANGE)


def standing(vendor: Vendor, kind: ObjectType, action: str) -> Write:
    """A change to a record that is there; an update of nothing at all would not be sent."""
    (record,) = vendor.read(kind, vendor.create(kind))
    return replace(standing_at(record, kind), action=action)


def standing_at(record: Record, kind: ObjectType) -> Write:
    return Write(entity=kind.value, action="update", id=record.id, version=record.version, raw=record.raw)


# The same mistake in either system, made for real.
EMAIL = {HUBSPOT: "email", QUICKBOOKS: "PrimaryEmailAddr.Address"}
CHOICE = {
    HUBSPOT: (PAYMENT, "hs_payment_method_type", "unmapped_value"),
    QUICKBOOKS: (CONTACT, "SalesTermRef", "inactive_reference"),
}


def refused(vendor: Vendor, write: Write) -> str:
    (outcome,) = vendor.write(write)
    assert outcome.problem, outcome
    assert outcome.id in (None, write.id)
    assert not outcome.unknown
    return outcome.problem.code


def test_an_address_that_is_none(vendor: Vendor) -> None:
    assert refused(vendor, vendor.new(CONTACT, {EMAIL[vendor.system.side]: "ann@"})) == "invalid_email"


def test_a_choice_that_is_not_on_the_list(vendor: Vendor) -> None:  # F38 F43
    kind, name, code = CHOICE[vendor.system.side]
    assert refused(vendor, vendor.new(kind, {name: "9999"})) == code


@pytest.mark.parametrize("kind", ObjectType)
def test_a_change_to_what_is_gone(vendor: Vendor, kind: ObjectType) -> None:  # F32
    if kind is PAYMENT:
        write = standing(vendor, kind, "update")
        vendor.write(replace(write, action="delete"))
    else:
        write = Write(entity=kind.value, action="update", id="99999999", version="0")
    told = {
        CONTACT: "inactive_reference",
        PRODUCT: "inactive_reference",
        INVOICE: "deleted_in_quickbooks",
        PAYMENT: "payment_removed",
    }
    assert refused(vendor, write) == ("stale" if vendor.system.side is HUBSPOT else told[kind])


@pytest.mark.parametrize("kind", ObjectType)
def test_a_version_that_is_not_the_last(vendor: Vendor, kind: ObjectType) -> None:  # F19
    (record,) = vendor.read(kind, vendor.create(kind))
    vendor.touch(kind, record.id, "+1 916 555 0100")
    names = {
        HUBSPOT: {
            CONTACT: "city",
            PRODUCT: "hs_sku",
            INVOICE: "hs_purchase_order_number",
            PAYMENT: "hs_reference_number",
        },
        QUICKBOOKS: {CONTACT: "CompanyName", PRODUCT: "Sku", INVOICE: "PrivateNote", PAYMENT: "PaymentRefNum"},
    }[vendor.system.side]
    (outcome,) = vendor.write(replace(standing_at(record, kind), fields={names[kind]: "mine"}))
    if vendor.system.side is HUBSPOT:  # it has none to compare
        assert outcome.problem is None
    else:
        assert outcome.problem
        assert outcome.problem.code == "stale"


def test_an_invoice_without_what_it_needs(vendor: Vendor) -> None:
    if vendor.system.side is HUBSPOT:
        finalized = Write(
            entity="invoice", action="update", id=vendor.create(INVOICE), fields={"hs_invoice_status": "open"}
        )
        assert refused(vendor, finalized) in ("no_contact", "no_lines")
    else:
        bare = Write(entity="invoice", action="create", links={"customer": vendor.create(CONTACT)}, lines=())
        assert refused(vendor, bare) == "no_lines"
