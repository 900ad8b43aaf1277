"""Reading the sandbox over HTTP; every call counted."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from syncapp.connectors.errors import GarbageAnswer, NotSent, VendorUnavailable
from syncapp.core.records import Contact, Invoice, LineKind, Payment
from syncapp.core.schema import FieldSpec, FieldType
from syncapp.core.values import ObjectType
from tests.connectors.hubspot.conftest import Account, Connector, connect

CONTACT, PRODUCT, INVOICE, PAYMENT = ObjectType
OBJECTS, LINKS = "/crm/objects/2026-03", "/crm/associations/2026-03"


def person(account: Account, name: str = "ann", **more: Any) -> str:
    return account.make("contacts", {"email": f"{name}@example.com", "firstname": name.title(), **more})


def mirror(account: Account, contact: str, number: str, amounts: list[str], **adjusted: str) -> str:
    """A mirror with lines, and discounts=, fees=, taxes= of fixed amounts; made through the vendor's own calls."""
    body = {"hs_currency": "USD", "hs_number": number}
    invoice = account.make("invoices", body, [(contact, 177)])
    for amount in amounts:
        account.make("line_items", {"name": f"Line {amount}", "quantity": "1", "price": amount}, [(invoice, 410)])
    for kind, amount in adjusted.items():
        type_id = {"discounts": 412, "fees": 414, "taxes": 416}[kind]
        account.make(kind, {"hs_type": "FIXED", "hs_value": amount, "hs_label": kind}, [(invoice, type_id)])
    account.calls()
    return invoice


# Everything


def test_everything_is_listed_in_full_pages_and_read_without_asking_again(account: Account, hubspot: Connector) -> None:
    made = [person(account, f"p{n}") for n in range(205)]
    account.calls()
    pages = [*hubspot.everything(CONTACT)]
    assert [len(page) for page in pages] == [100, 100, 5]
    assert [record_id for page in pages for record_id, _ in page] == made
    assert account.calls() == [f"GET {OBJECTS}/contacts"] * 3
    records = hubspot.read(CONTACT, made)
    assert [record.id for record in records] == made
    assert [record.version for record in records] == [version for page in pages for _, version in page]
    assert account.calls() == []
    assert hubspot.calls == {"read": 3}


def test_what_was_kept_is_given_once(account: Account, hubspot: Connector) -> None:
    ann = person(account)
    hubspot.ids(CONTACT)
    hubspot.read(CONTACT, [ann])
    account.change("contacts", ann, {"firstname": "Anna"})
    account.calls()
    (record,) = hubspot.read(CONTACT, [ann])
    assert record.values["firstname"] == "Anna"
    assert account.calls() == [f"POST {OBJECTS}/contacts/batch/read"]


def test_an_empty_account_has_no_records(account: Account, hubspot: Connector) -> None:
    for object_type in ObjectType:
        assert hubspot.ids(object_type) == []
        assert hubspot.read(object_type, []) == []
        assert hubspot.by_key(object_type, []) == {}
    assert len(account.calls()) == 4


def test_the_first_pass_costs_what_the_floor_says(account: Account, hubspot: Connector) -> None:  # performance 1.2
    contacts = [person(account, f"p{n}") for n in range(30)]
    for n in range(120):
        mirror(account, contacts[n % 30], f"N{n}", ["10", "20", "30"])
    account.calls()
    whole = {object_type: hubspot.read(object_type, hubspot.ids(object_type)) for object_type in ObjectType}
    assert len(whole[INVOICE]) == 120
    assert all(isinstance(one, Invoice) and len(one.lines) == 3 and one.contact_ids for one in whole[INVOICE])
    calls = account.calls()
    assert calls.count(f"GET {OBJECTS}/invoices") == 2
    assert calls.count(f"POST {OBJECTS}/line_items/batch/read") == 4
    assert len(calls) == 1 + 1 + 2 + 4 + 1


def test_invoices_bring_their_adjustments_in_full_batches(account: Account, hubspot: Connector) -> None:
    ann = person(account)
    for n in range(3):
        mirror(account, ann, f"N{n}", ["100"], discounts="10", fees="5", taxes="7")
    invoices = hubspot.read(INVOICE, hubspot.ids(INVOICE))
    for invoice in invoices:
        assert isinstance(invoice, Invoice)
        assert [(line.kind, line.amount) for line in invoice.adjustments] == [
            (LineKind.DISCOUNT, Decimal(10)), (LineKind.FEE, Decimal(5)), (LineKind.TAX, Decimal(7)),
        ]  # fmt: skip
        assert (invoice.total, invoice.tax) == (Decimal(102), Decimal(7))
    assert account.calls() == [
        f"GET {OBJECTS}/invoices",
        *[f"POST {OBJECTS}/{kind}/batch/read" for kind in ("line_items", "discounts", "fees", "taxes")],
    ]


# By id


def test_a_missing_archived_or_unknown_record_is_absent(account: Account, hubspot: Connector) -> None:
    ann, ben = person(account, "ann"), person(account, "ben")
    account.archive("contacts", ben)
    account.calls()
    assert [record.id for record in hubspot.read(CONTACT, [ben, "999", ann, ann])] == [ann]
    assert account.calls() == [f"POST {OBJECTS}/contacts/batch/read"]


def test_records_come_in_the_order_in_which_they_were_asked(account: Account, hubspot: Connector) -> None:
    made = [person(account, f"p{n}") for n in range(150)]
    account.calls()
    assert [record.id for record in hubspot.read(CONTACT, made[::-1])] == made[::-1]
    assert len(account.calls()) == 2


def test_a_merged_contact_is_its_survivor(account: Account, hubspot: Connector) -> None:  # F35
    ann, old = person(account, "ann"), person(account, "old")
    account.person("POST", "/crm/v3/objects/contacts/merge", {"primaryObjectId": ann, "objectIdToMerge": old})
    (record,) = hubspot.read(CONTACT, [old])
    assert record.id == ann


def test_a_contact_knows_its_primary_company_asked_once(account: Account, hubspot: Connector) -> None:  # S14
    acme = account.make("companies", {"name": " Acme Ltd "})
    ann = account.make("contacts", {"email": "ann@example.com"}, [(acme, 279)])
    ben = account.make("contacts", {"email": "ben@example.com"}, [(acme, 279)])
    cid = person(account, "cid")
    account.calls()
    first = hubspot.read(CONTACT, [ann, cid])
    assert [one.associated_company for one in first if isinstance(one, Contact)] == ["Acme Ltd", None]
    assert account.calls() == [f"POST {OBJECTS}/contacts/batch/read", f"POST {OBJECTS}/companies/batch/read"]
    (second,) = hubspot.read(CONTACT, [ben])
    assert isinstance(second, Contact)
    assert (second.associated_company, second.company_id) == ("Acme Ltd", acme)
    assert account.calls() == [f"POST {OBJECTS}/contacts/batch/read"]


def test_a_linked_contact_is_read_without_its_company(account: Account, hubspot: Connector) -> None:
    acme = account.make("companies", {"name": "Acme"})
    ann = account.make("contacts", {"email": "ann@example.com"}, [(acme, 279)])
    account.calls()
    (record,) = hubspot.read(CONTACT, [ann], whole=False)
    assert isinstance(record, Contact)
    assert (record.associated_company, record.company_id) == (None, acme)
    assert len(account.calls()) == 1


def test_what_a_property_held_at_a_moment_is_told_by_its_history(account: Account) -> None:  # A13
    hubspot = connect(account, extra_fields={CONTACT: [FieldSpec("mobilephone", "Mobile", FieldType.TEXT, "")]})
    ann, ben, cid = person(account, "ann", mobilephone="1"), person(account, "ben"), person(account, "cid")
    before = hubspot.server_time()
    account.advance(60)
    for text in ("2", "3"):
        account.change("contacts", ann, {"mobilephone": text})
        account.change("contacts", ben, {"mobilephone": text})
    account.archive("contacts", cid)
    account.calls()
    found = hubspot.past(CONTACT, "mobilephone", before + timedelta(seconds=1), [ann, ben, cid])
    assert found == {ann: "1"}  # of Ben nothing was told then
    assert hubspot.past(CONTACT, "mobilephone", before + timedelta(hours=1), [ann, ben]) == {ann: "3", ben: "3"}
    assert account.calls() == [f"POST {OBJECTS}/contacts/batch/read"] * 2


def test_a_whole_invoice_is_asked_for_all_that_belongs_to_it(account: Account, hubspot: Connector) -> None:
    ann = person(account)
    made = [mirror(account, ann, f"N{n}", ["10", "20"]) for n in range(3)]
    account.calls()
    invoices = hubspot.read(INVOICE, made)
    assert [len(one.lines) for one in invoices if isinstance(one, Invoice)] == [2, 2, 2]
    assert [one.contact_ids for one in invoices if isinstance(one, Invoice)] == [(ann,)] * 3
    assert account.calls() == [
        f"POST {OBJECTS}/invoices/batch/read", f"POST {LINKS}/invoices/line_items/batch/read",
        f"POST {OBJECTS}/line_items/batch/read",
        *[f"POST {LINKS}/invoices/{kind}/batch/read" for kind in ("discounts", "fees", "taxes", "contacts")],
    ]  # fmt: skip


def test_a_linked_invoice_whose_lines_make_its_total_costs_three_calls(account: Account, hubspot: Connector) -> None:
    ann = person(account)
    made = [mirror(account, ann, f"N{n}", ["10", "20"]) for n in range(3)]
    invoices = hubspot.read(INVOICE, made, whole=False)
    assert [one.contact_ids for one in invoices if isinstance(one, Invoice)] == [None] * 3
    assert account.calls() == [
        f"POST {OBJECTS}/invoices/batch/read", f"POST {LINKS}/invoices/line_items/batch/read",
        f"POST {OBJECTS}/line_items/batch/read",
    ]  # fmt: skip


def test_a_linked_invoice_whose_total_differs_brings_its_adjustments(account: Account, hubspot: Connector) -> None:
    ann = person(account)
    plain, less = mirror(account, ann, "1", ["10"]), mirror(account, ann, "2", ["10"], discounts="3")
    found = hubspot.read(INVOICE, [plain, less], whole=False)
    assert [len(one.adjustments) for one in found if isinstance(one, Invoice)] == [0, 1]
    calls = account.calls()
    assert f"POST {LINKS}/invoices/contacts/batch/read" not in calls
    assert len(calls) == 3 + 3 + 1


def test_an_invoice_with_very_many_lines_is_read_to_its_last(account: Account, hubspot: Connector) -> None:  # F74
    invoice = mirror(account, person(account), "1", ["1"] * 520)
    account.calls()
    (listed,) = hubspot.read(INVOICE, hubspot.ids(INVOICE))
    assert isinstance(listed, Invoice)
    assert len(listed.lines) == 520 == listed.total
    (asked,) = hubspot.read(INVOICE, [invoice], whole=False)
    assert isinstance(asked, Invoice)
    assert [line.id for line in asked.lines] == [line.id for line in listed.lines]


def test_the_billing_contact_is_known_by_its_label(account: Account, hubspot: Connector) -> None:  # A2
    label = account.person(
        "POST", "/crm/v4/associations/invoices/contacts/labels", {"label": "Billing contact", "name": "billing_contact"}
    )
    type_id = next(one["typeId"] for one in label["results"] if one["label"])
    ann, ben = person(account, "ann"), person(account, "ben")
    invoice = mirror(account, ann, "1", ["10"])
    spec = [{"associationCategory": "USER_DEFINED", "associationTypeId": type_id}]
    account.person("PUT", f"/crm/v4/objects/invoices/{invoice}/associations/contacts/{ben}", spec)
    account.calls()
    for found in (hubspot.read(INVOICE, hubspot.ids(INVOICE)), hubspot.read(INVOICE, [invoice])):
        (record,) = found
        assert isinstance(record, Invoice)
        assert record.contact_ids == (ann, ben)
        assert record.billing_contact_ids == (ben,)


def test_a_payment_names_the_invoices_it_pays(account: Account, hubspot: Connector) -> None:
    ann = person(account)
    invoice = account.invoice(ann, [{"name": "x", "quantity": "1", "price": "50"}])
    made = account.person(
        "POST", f"/crm/v3/objects/invoices/{invoice}/payments", {"amount": "20", "method": "check", "reference": "77"}
    )["id"]
    account.calls()
    for found in (hubspot.read(PAYMENT, hubspot.ids(PAYMENT)), hubspot.read(PAYMENT, [made])):
        (payment,) = found
        assert isinstance(payment, Payment)
        assert (payment.id, payment.invoice_ids, payment.amount) == (made, (invoice,), Decimal(20))
        assert (payment.status, payment.method, payment.reference) == ("succeeded", "check", "77")
    assert account.calls() == [
        f"GET {OBJECTS}/commerce_payments", f"POST {OBJECTS}/commerce_payments/batch/read",
        f"POST {LINKS}/commerce_payments/invoices/batch/read",
    ]  # fmt: skip


# Further fields


def prepared_field(account: Account, kind: str = "invoices") -> None:
    account.person("POST", f"/crm/v3/properties/{kind}", {
        "name": "job_weight", "label": "Weight", "type": "number", "fieldType": "number",
        "groupName": {"invoices": "invoiceinformation", "contacts": "contactinformation"}[kind],
    })  # fmt: skip


def test_a_mapped_field_is_asked_for_and_its_type_once(account: Account) -> None:
    prepared_field(account)
    invoice = mirror(account, person(account), "1", ["10"])
    account.change("invoices", invoice, {"job_weight": "2.50"})
    connector = connect(account, extra_fields={INVOICE: ["job_weight", "hs_title", "no_longer_there"]})
    account.calls()
    for _ in range(2):
        (record,) = connector.read(INVOICE, [invoice], whole=False)
        assert record.values["job_weight"] == Decimal("2.50")
        assert "no_longer_there" not in record.values  # F42
    assert account.calls().count("GET /crm/properties/2026-03/invoices") == 1


def test_a_field_that_is_described_needs_no_question(account: Account) -> None:
    prepared_field(account)
    invoice = mirror(account, person(account), "1", ["10"])
    account.change("invoices", invoice, {"job_weight": "2.50"})
    connector = connect(account, extra_fields={INVOICE: [FieldSpec("job_weight", "Weight", FieldType.NUMBER)]})
    account.calls()
    (record,) = connector.read(INVOICE, [invoice], whole=False)
    assert record.values["job_weight"] == Decimal("2.50")
    assert len(account.calls()) == 3


# By our mark


def test_copies_are_found_by_our_mark_at_once(account: Account, hubspot: Connector) -> None:  # F20
    account.control("POST", "settings", {"search_delay_seconds": 60})
    invoice = mirror(account, person(account), "1", ["10"])
    account.change("invoices", invoice, {"syncapp_quickbooks_key": "9341:invoice:1"})
    account.calls()
    found = hubspot.by_key(INVOICE, ["9341:invoice:1", "9341:invoice:2"])
    assert [*found] == ["9341:invoice:1"]
    copy = found["9341:invoice:1"]
    assert isinstance(copy, Invoice)
    assert (copy.id, copy.total) == (invoice, Decimal(10))
    assert len(account.calls()) == 1


def test_asking_for_copies_that_are_not_there_costs_one_call_a_batch(account: Account, hubspot: Connector) -> None:
    assert hubspot.by_key(INVOICE, [f"9341:invoice:{n}" for n in range(150)]) == {}
    assert account.calls() == [f"POST {OBJECTS}/invoices/batch/read"] * 2


# What is not an answer


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"results": None},
        {"results": [{"id": "1"}]},
        {"results": [{"properties": {}}]},
        {"results": ["x"]},
        {"results": [{"id": "", "properties": {}}]},
    ],
)
def test_an_answer_that_lacks_its_parts_is_garbage(account: Account, hubspot: Connector, body: Any) -> None:
    account.fault("contacts", {"status": 200, "body": body}, method="GET", times=9)
    with pytest.raises(GarbageAnswer):
        hubspot.ids(CONTACT)
    account.fault("contacts/batch/read", {"status": 200, "body": body}, times=9)
    with pytest.raises(GarbageAnswer):
        hubspot.read(CONTACT, ["1"])


def test_an_error_beside_the_results_does_not_make_a_record_gone(account: Account, hubspot: Connector) -> None:  # F41
    ann = person(account)
    body = {
        "status": "COMPLETE",
        "results": [],
        "errors": [{"category": "INTERNAL_ERROR", "message": "try later", "context": {"ids": [ann]}}],
    }
    account.fault("contacts/batch/read", {"status": 207, "body": body})
    with pytest.raises(VendorUnavailable, match="try later"):
        hubspot.read(CONTACT, [ann])


def test_pages_that_never_end_are_noticed(account: Account, hubspot: Connector) -> None:
    page = {"results": [{"id": "1", "properties": {}}], "paging": {"next": {"after": "1"}}}
    account.fault("contacts", {"status": 200, "body": page}, method="GET", times=None)
    with pytest.raises(GarbageAnswer, match="circle"):
        hubspot.ids(CONTACT)
    assert len(account.calls()) == 2


def test_a_missing_scope_is_named(account: Account) -> None:
    token = account.control("POST", "tokens", {"scopes": ["oauth"]})["access_token"]
    connector = connect(account)
    connector.store.token = token
    with pytest.raises(NotSent) as caught:
        connector.ids(INVOICE)
    assert caught.value.problem.code == "missing_scope"
    assert "crm.objects.invoices.read" in caught.value.problem.params["scope"]


def test_one_absurd_value_fails_its_record_and_no_other(account: Account, hubspot: Connector) -> None:
    ann = person(account)
    good, bad = mirror(account, ann, "1", ["10"]), mirror(account, ann, "2", ["10"])

    def row(record_id: str, total: str) -> dict[str, Any]:
        told = {"hs_amount_billed": total, "hs_currency": "USD", "hs_invoice_status": "draft"}
        return {"id": record_id, "properties": told, "updatedAt": "2026-11-24T09:00:00Z"}

    body = {"results": [row(good, "10"), row(bad, "1e400")]}
    account.fault("invoices/batch/read", {"status": 200, "body": body})
    found = hubspot.read(INVOICE, [good, bad])
    assert [dict(record.absurd) for record in found] == [{}, {"hs_amount_billed": "1e400"}]
