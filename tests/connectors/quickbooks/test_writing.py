"""Writes on the sandbox, whole and to the cent."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal

from syncapp.core.records import InvoiceStatus, Line
from syncapp.core.values import ObjectType, Side
from syncapp.core.writes import Write
from tests.connectors.quickbooks.bench import REALM, ZONE, Bench, all_ids, lines

CONTACT, PRODUCT, INVOICE, PAYMENT = ObjectType


def test_thirty_one_writes_go_in_two_calls(bench: Bench) -> None:
    outcomes = bench.write(
        *(Write(entity="contact", action="create", fields={"DisplayName": f"C {n}"}) for n in range(31))
    )

    assert all(outcome.id and outcome.version == "0" for outcome in outcomes)
    assert bench.system.calls == {"write": 2}
    assert len(bench.journal("write")) == 2
    assert bench.budget.spent == ["batch", "batch"]


def test_a_written_invoice_comes_back_whole_to_the_cent(bench: Bench) -> None:
    customer, item = bench.customer(), bench.item()
    line = Line(
        product_id=item,
        amount=Decimal("25.35"),
        quantity=Decimal(37),
        unit_price=Decimal("0.685"),
        description="Sod",
    )

    outcome = bench.one(
        entity="invoice", action="create", links={"customer": customer}, lines=(line,),
        fields={"DocNumber": "HS-9", "TxnDate": date(2026, 11, 1), "DueDate": date(2026, 12, 1), "CustomerMemo.value": "Thanks"},
    )  # fmt: skip

    invoice = outcome.record
    assert invoice is not None
    assert invoice.side is Side.QUICKBOOKS
    assert (invoice.total, invoice.balance, invoice.tax) == (
        Decimal("25.35"),
        Decimal("25.35"),
        Decimal(0),
    )  # A20
    assert invoice.lines[0].unit_price == Decimal("0.685")
    assert invoice.lines[0].recode["tax_code"] == "NON"  # A20
    assert (invoice.number, invoice.date, invoice.due_date) == ("HS-9", date(2026, 11, 1), date(2026, 12, 1))
    assert invoice == bench.record(INVOICE, outcome.id or "")


def test_a_void_travels_and_shows(bench: Bench) -> None:  # A10
    customer, item = bench.customer(), bench.item()
    invoice = bench.invoice(customer, item, PrivateNote="for the garden")

    outcome = bench.one(entity="invoice", action="void", id=invoice, version="0")

    assert outcome.record is not None
    assert outcome.record.status is InvoiceStatus.VOIDED
    assert (outcome.record.total, outcome.record.number) == (Decimal(0), "HS-1")


def test_an_invoice_with_payments_is_not_voided(bench: Bench) -> None:  # A10
    customer, item = bench.customer(), bench.item()
    invoice = bench.invoice(customer, item)
    bench.payment(customer, invoice, "40")

    outcome = bench.one(entity="invoice", action="void", id=invoice, version="1")

    assert outcome.problem is not None
    assert outcome.problem.code == "void_refused"


def test_changed_lines_keep_what_the_bookkeeper_gave_them(bench: Bench) -> None:  # A7, F48
    customer, item, other = bench.customer(), bench.item(), bench.item("Mulch")
    invoice = bench.invoice(customer, item, "100", "50")
    raw = dict(bench.record(INVOICE, invoice).raw)
    recoded = [dict(line) for line in raw["Line"] if line.get("Id")]
    recoded[0]["SalesItemLineDetail"] = {
        **recoded[0]["SalesItemLineDetail"],
        "ItemRef": {"value": other},
        "ServiceDate": "2026-11-05",
    }
    bench.as_user(
        "Invoice",
        {"Id": invoice, "Line": json.loads(json.dumps(recoded, default=float)), "PrivateNote": "keep me"},
    )
    now = bench.record(INVOICE, invoice)
    first, second = now.lines

    changed = Line(
        id=first.id,
        amount=Decimal("120"),
        quantity=Decimal(2),
        unit_price=Decimal(60),
        description="Two of them",
    )
    new = Line(product_id=item, amount=Decimal("9.99"), quantity=Decimal(1), unit_price=Decimal("9.99"))
    outcome = bench.one(
        entity="invoice", action="update", id=invoice, version=now.version, raw=now.raw, lines=(changed, new)
    )

    assert outcome.record is not None
    kept, added = outcome.record.lines
    assert (kept.id, kept.product_id, kept.recode["service_date"]) == (first.id, other, "2026-11-05")
    assert (kept.amount, kept.quantity, kept.unit_price, kept.description) == (
        Decimal(120),
        Decimal(2),
        Decimal(60),
        "Two of them",
    )
    assert added.amount == Decimal("9.99")
    assert second.id not in {line.id for line in outcome.record.lines}
    assert outcome.record.total == Decimal("129.99")
    assert outcome.record.values["PrivateNote"] == "keep me"


def test_a_field_is_updated_without_touching_the_lines(bench: Bench) -> None:  # F48
    customer, item = bench.customer(), bench.item()
    invoice = bench.invoice(customer, item, "100", "50")
    before = bench.record(INVOICE, invoice)

    outcome = bench.one(
        entity="invoice",
        action="update",
        id=invoice,
        version="0",
        raw=before.raw,
        fields={"DueDate": date(2027, 1, 31)},
    )

    assert outcome.record is not None
    assert outcome.record.lines == before.lines
    assert outcome.record.due_date == date(2027, 1, 31)


def test_a_part_of_an_address_changes_alone(bench: Bench) -> None:
    customer = bench.customer(**{"BillAddr.Line1": "1 Elm", "BillAddr.City": "Davis", "BillAddr.PostalCode": "95616"})
    before = bench.record(CONTACT, customer)

    outcome = bench.one(
        entity="contact",
        action="update",
        id=customer,
        version="0",
        raw=before.raw,
        fields={"BillAddr.City": "Chico"},
    )

    assert outcome.record is not None
    assert [outcome.record.values[f"BillAddr.{name}"] for name in ("Line1", "City", "PostalCode")] == [
        "1 Elm",
        "Chico",
        "95616",
    ]


def test_a_field_is_cleared(bench: Bench) -> None:
    customer = bench.customer(CompanyName="Acme LLC", **{"PrimaryEmailAddr.Address": "a@b.test"})
    before = bench.record(CONTACT, customer)

    outcome = bench.one(
        entity="contact", action="update", id=customer, version="0", raw=before.raw,
        fields={"CompanyName": None, "PrimaryEmailAddr.Address": None},
    )  # fmt: skip

    assert outcome.record is not None
    assert (outcome.record.company, outcome.record.emails) == (None, ())


def test_a_stale_version_is_refused_and_nothing_changes(bench: Bench) -> None:  # F19
    customer = bench.customer()
    bench.as_user("Customer", {"Id": customer, "CompanyName": "By hand"})

    outcome = bench.one(entity="contact", action="update", id=customer, version="0", fields={"CompanyName": "By us"})

    assert outcome.problem is not None
    assert outcome.problem.code == "stale"
    assert bench.record(CONTACT, customer).company == "By hand"


def test_one_bad_write_of_a_batch_fails_alone(bench: Bench) -> None:  # F39
    bench.customer("Taken")
    names = [f"C {n}" for n in range(29)]
    outcomes = bench.write(
        *(
            Write(entity="contact", action="create", fields={"DisplayName": name})
            for name in [*names[:10], "taken", *names[10:]]
        )
    )

    assert [n for n, outcome in enumerate(outcomes) if outcome.problem] == [10]
    problem = outcomes[10].problem
    assert problem is not None
    assert (problem.code, problem.params["holder_id"]) == ("display_name_duplicate", "1")
    assert len(all_ids(bench.connect(), CONTACT)) == 30


def test_custom_fields_beyond_the_first_three_survive_a_write(bench: Bench, served: object) -> None:  # A34
    from syncapp.sandbox.quickbooks import customfields

    books = served.quickbooks.company(REALM)  # type: ignore[attr-defined]
    customfields.define(books, "PO number", definition_id="1")
    customfields.define(books, "Crew", definition_id="2")
    big = f"custom:{customfields.define(books, 'Site')}"
    system = bench.connect(extra_fields={INVOICE: [big]})
    customer, item = bench.customer(), bench.item()

    made = bench.one(
        system, entity="invoice", action="create", links={"customer": customer}, lines=lines(item, "10"),
        fields={"custom:1": "PO-7", big: "North gate"},
    ).record  # fmt: skip
    assert made is not None
    assert (made.values["custom:1"], made.values[big], made.values["custom:2"]) == (
        "PO-7",
        "North gate",
        None,
    )

    changed = bench.one(
        system,
        entity="invoice",
        action="update",
        id=made.id,
        version=made.version,
        raw=made.raw,
        fields={"custom:1": "PO-8"},
    ).record
    assert changed is not None
    assert (changed.values["custom:1"], changed.values[big]) == ("PO-8", "North gate")

    cursor = system.start_cursor()
    system.changes(cursor, {})
    assert system.read(INVOICE, [made.id])[0].values[big] == "North gate"


def test_the_zone_decides_on_which_day_an_instant_is(bench: Bench) -> None:  # A19
    customer, item = bench.customer(), bench.item()
    late = datetime(2026, 12, 1, 5, 30, tzinfo=UTC)  # 21:30 on 30 November in Sacramento

    outcome = bench.one(
        entity="invoice",
        action="create",
        links={"customer": customer},
        lines=lines(item, "10"),
        fields={"TxnDate": late},
    )

    assert outcome.record is not None
    assert outcome.record.date == date(2026, 11, 30) == late.astimezone(ZONE).date()
