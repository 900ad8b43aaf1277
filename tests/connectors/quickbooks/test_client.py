"""The connector on the sandbox, over HTTP; every call is counted."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from syncapp.connectors.errors import NotSent
from syncapp.connectors.quickbooks.client import QuickBooks
from syncapp.core.records import InvoiceStatus, Line, LineKind
from syncapp.core.values import ObjectType, Side
from syncapp.core.writes import Write
from tests.connectors.quickbooks.bench import REALM, ZONE, Bench, ids, lines

CONTACT, PRODUCT, INVOICE, PAYMENT = ObjectType


def all_ids(system: QuickBooks, kind: ObjectType) -> list[str]:
    return [id_ for page in system.everything(kind) for id_, _ in page]


def test_the_account_is_told_in_one_call(bench: Bench) -> None:
    bench.settings(AccountingInfoPrefs={"BookCloseDate": "2026-09-30"}, SalesFormsPrefs={"CustomTxnNumbers": True})

    account = bench.system.account()

    assert bench.system.calls["read"] == 1
    assert (account.id, account.currency, account.country, account.timezone) == (REALM, "USD", "US", "America/Los_Angeles")
    assert account.settings["close_date"] == "2026-09-30"
    assert account.settings["custom_numbers"] is True
    assert account.settings["multicurrency"] is False


def test_all_lists_come_in_one_call(bench: Bench) -> None:
    found = bench.system.lists()

    assert bench.system.calls["read"] == 1
    assert {each.kind for each in found["accounts"]} >= {"SalesOfProductIncome", "UndepositedFunds"}
    assert {each.name for each in found["terms"]} >= {"Net 30"}
    assert {each.name for each in found["methods"]} >= {"Check", "Cash"}
    assert set(found) == {"accounts", "terms", "methods", "classes", "departments"}


def test_a_list_of_the_company_gives_the_options_of_its_field(bench: Bench) -> None:
    terms = next(spec for spec in bench.system.fields(INVOICE) if spec.name == "SalesTermRef")

    assert "Net 30" in {option.label for option in terms.options}


def test_custom_fields_are_told_by_preferences_and_by_an_invoice_that_shows_all(bench: Bench, served: object) -> None:  # A34
    from syncapp.sandbox.quickbooks import customfields

    books = served.quickbooks.company(REALM)  # type: ignore[attr-defined]
    customfields.define(books, "PO number", definition_id="1")
    big = customfields.define(books, "Site")
    bench.invoice(bench.customer(), bench.item())

    names = {spec.name: spec.label for spec in bench.system.fields(INVOICE) if spec.name.startswith("custom:")}

    assert names == {"custom:1": "PO number", f"custom:{big}": "Site"}


def test_thirty_one_writes_go_in_two_calls(bench: Bench) -> None:
    outcomes = bench.write(*(Write(entity="contact", action="create", fields={"DisplayName": f"C {n}"}) for n in range(31)))

    assert all(outcome.id and outcome.version == "0" for outcome in outcomes)
    assert bench.system.calls == {"write": 2}
    assert len(bench.journal("write")) == 2
    assert bench.budget.spent == ["batch", "batch"]


def test_a_written_invoice_comes_back_whole_to_the_cent(bench: Bench) -> None:
    customer, item = bench.customer(), bench.item()
    line = Line(product_id=item, amount=Decimal("25.35"), quantity=Decimal(37), unit_price=Decimal("0.685"), description="Sod")

    outcome = bench.one(
        entity="invoice", action="create", links={"customer": customer}, lines=(line,),
        fields={"DocNumber": "HS-9", "TxnDate": date(2026, 11, 1), "DueDate": date(2026, 12, 1), "CustomerMemo.value": "Thanks"},
    )  # fmt: skip

    invoice = outcome.record
    assert invoice is not None
    assert invoice.side is Side.QUICKBOOKS
    assert (invoice.total, invoice.balance, invoice.tax) == (Decimal("25.35"), Decimal("25.35"), Decimal(0))  # A20
    assert invoice.lines[0].unit_price == Decimal("0.685")
    assert invoice.lines[0].recode["tax_code"] == "NON"  # A20
    assert (invoice.number, invoice.date, invoice.due_date) == ("HS-9", date(2026, 11, 1), date(2026, 12, 1))
    assert invoice == bench.record(INVOICE, outcome.id or "")


@pytest.mark.parametrize("kind", [CONTACT, PRODUCT, INVOICE, PAYMENT])
def test_an_empty_company_costs_one_call_per_type(bench: Bench, kind: ObjectType) -> None:
    assert all_ids(bench.system, kind) == []
    assert bench.system.calls == {"read": 1}


def test_what_was_paged_is_read_without_another_call(bench: Bench) -> None:
    customer, item = bench.customer(), bench.item()
    wanted = [bench.invoice(customer, item, number=f"HS-{n}") for n in range(3)]
    system = bench.connect()

    assert all_ids(system, INVOICE) == wanted
    assert ids(system.read(INVOICE, wanted)) == wanted
    assert system.calls == {"read": 1}

    system.read(INVOICE, wanted)  # once only: what was handed over may be stale
    assert system.calls == {"read": 2}


def test_inactive_customers_and_items_are_part_of_everything(bench: Bench) -> None:
    customer, item = bench.customer(), bench.item()
    bench.one(entity="contact", action="delete", id=customer, version="0")
    bench.one(entity="product", action="delete", id=item, version="0")
    system = bench.connect()

    assert all_ids(system, CONTACT) == [customer]
    assert all_ids(system, PRODUCT) == [item]
    assert not system.read(CONTACT, [customer])[0].active
    assert not bench.record(PRODUCT, item).active


def test_many_ids_are_read_in_one_batch_of_queries(bench: Bench) -> None:
    made = [outcome.id or "" for outcome in bench.write(*(Write(entity="contact", action="create", fields={"DisplayName": f"C {n}"}) for n in range(250)))]
    system = bench.connect()

    found = system.read(CONTACT, [*reversed(made), "99999"])

    assert ids(found) == list(reversed(made))  # in the order asked, a missing id is absent
    assert system.calls == {"read": 1}


def test_reading_nothing_costs_nothing(bench: Bench) -> None:
    assert bench.system.read(INVOICE, []) == []
    assert bench.system.numbers([]) == {}
    assert bench.system.names([]) == {}
    assert bench.system.by_key(INVOICE, ["k"]) == {}
    assert bench.system.calls == {}


def test_an_idle_poll_is_one_call(bench: Bench) -> None:
    bench.customer()
    bench.control("POST", "clock", {"advance_seconds": 1800})
    system = bench.connect()
    cursor = system.start_cursor()  # asks for the time
    before = system.calls["read"]

    found = system.changes(cursor, {})

    assert (found.seen, found.gone, found.complete) == ([], [], True)
    assert system.calls["read"] - before == 1


def test_a_poll_sees_what_a_person_did_and_its_records_need_no_call(bench: Bench) -> None:
    customer, item = bench.customer(), bench.item()
    kept, gone = bench.invoice(customer, item, number="HS-1"), bench.invoice(customer, item, number="HS-2")
    bench.control("POST", "clock", {"advance_seconds": 1800})
    system = bench.connect()
    cursor = system.start_cursor()
    bench.as_user("Invoice", {"Id": kept, "PrivateNote": "called them"})
    bench.as_user("Invoice", {"Id": gone}, operation="delete")
    before = system.calls["read"]

    found = system.changes(cursor, {})

    assert found.seen == [(INVOICE, kept, "1")]
    assert found.gone == [(INVOICE, gone)]  # F32
    assert system.read(INVOICE, [kept])[0].values["PrivateNote"] == "called them"
    assert system.calls["read"] - before == 1


def test_the_cursor_overlaps_by_a_minute_and_is_the_servers_time(bench: Bench) -> None:  # F46
    bench.control("POST", "clock", {"now": "2027-05-01T10:00:00+00:00"})
    system = bench.connect()

    start = system.start_cursor()
    after = system.changes(start, {}).cursor

    for cursor in (start, after):
        at = datetime.fromisoformat(cursor["since"])
        assert timedelta(seconds=55) < datetime(2027, 5, 1, 10, tzinfo=UTC) - at <= timedelta(seconds=60)
    assert json.loads(json.dumps(after)) == after


def test_an_old_cursor_is_answered_by_queries_and_says_that_deletions_are_unknown(bench: Bench) -> None:  # F31
    customer = bench.customer()
    system = bench.connect()
    old = {"since": "2020-01-01T00:00:00Z"}

    found = system.changes(old, {})

    assert found.seen == [(CONTACT, customer, "0")]
    assert not found.complete
    assert datetime.fromisoformat(found.cursor["since"]).year > 2020  # it does not ask the same again for ever


def test_a_payment_over_three_invoices_is_three_applications(bench: Bench) -> None:  # A25, F89
    customer, item = bench.customer(), bench.item()
    invoices = [bench.invoice(customer, item, f"{n}.50", number=f"HS-{n}") for n in (1, 2, 3)]
    applied = [{"Amount": n + 0.5, "LinkedTxn": [{"TxnId": id_, "TxnType": "Invoice"}]} for n, id_ in enumerate(invoices, 1)]
    payment = bench.as_user("Payment", {"CustomerRef": {"value": customer}, "TotalAmt": 10, "Line": applied})["Id"]
    system = bench.connect()

    assert all_ids(system, PAYMENT) == [f"{payment}/{id_}" for id_ in invoices]
    found = system.read(PAYMENT, [f"{payment}/{invoices[1]}", f"{payment}/{invoices[0]}"])

    assert [each.amount for each in found] == [Decimal("2.5"), Decimal("1.5")]
    assert [each.invoice_ids for each in found] == [(invoices[1],), (invoices[0],)]
    assert {(each.total, each.unapplied) for each in found} == {(Decimal(10), Decimal("2.5"))}
    assert system.calls == {"read": 1}


def test_an_application_that_was_taken_back_is_absent(bench: Bench) -> None:
    customer, item = bench.customer(), bench.item()
    invoice = bench.invoice(customer, item)
    application = bench.payment(customer, invoice, "40")
    payment = application.partition("/")[0]
    bench.as_user("Payment", {"Id": payment, "Line": []})
    system = bench.connect()

    assert system.read(PAYMENT, [application]) == []
    assert all_ids(system, PAYMENT) == [f"{payment}/"]
    unapplied = system.read(PAYMENT, [f"{payment}/"])[0]
    assert (unapplied.amount, unapplied.unapplied, unapplied.invoice_ids) == (Decimal(0), Decimal(40), ())


def test_a_deleted_payment_is_gone_by_its_own_id(bench: Bench) -> None:
    customer, item = bench.customer(), bench.item()
    application = bench.payment(customer, bench.invoice(customer, item), "40")
    bench.control("POST", "clock", {"advance_seconds": 1800})
    cursor = bench.connect().start_cursor()

    outcome = bench.one(entity="payment", action="delete", id=application, version="0")

    assert outcome.id == application
    assert outcome.problem is None
    assert bench.connect().changes(cursor, {}).gone == [(PAYMENT, application.partition("/")[0])]


def test_a_payment_in_a_bank_deposit_says_so_without_another_call(bench: Bench) -> None:  # A28
    customer, item = bench.customer(), bench.item()
    application = bench.payment(customer, bench.invoice(customer, item), "40")
    payment = application.partition("/")[0]
    bank = next(row["Id"] for row in bench.objects("account") if row["AccountType"] == "Bank")
    linked = [{"TxnId": payment, "TxnType": "Payment", "TxnLineId": "0"}]
    bench.as_user("Deposit", {"DepositToAccountRef": {"value": bank}, "Line": [{"Amount": 40, "LinkedTxn": linked}]})

    assert bench.record(PAYMENT, application).deposited
    refused = bench.one(entity="payment", action="void", id=application, version="1")
    assert refused.problem is not None
    assert refused.problem.code == "payment_in_deposit"


def test_a_credit_memo_reaches_an_invoice_as_a_credit(bench: Bench) -> None:  # A30
    customer, item = bench.customer(), bench.item()
    invoice = bench.invoice(customer, item, "100")
    sold = {"DetailType": "SalesItemLineDetail", "Amount": 30, "SalesItemLineDetail": {"ItemRef": {"value": item}}}
    memo = bench.as_user("CreditMemo", {"CustomerRef": {"value": customer}, "Line": [sold]})["Id"]
    pays = [
        {"Amount": 30, "LinkedTxn": [{"TxnId": invoice, "TxnType": "Invoice"}]},
        {"Amount": 30, "LinkedTxn": [{"TxnId": memo, "TxnType": "CreditMemo"}]},
    ]
    payment = bench.as_user("Payment", {"CustomerRef": {"value": customer}, "TotalAmt": 0, "Line": pays})["Id"]

    credit = bench.record(PAYMENT, f"{payment}/{invoice}")

    assert (credit.kind, credit.amount, credit.total) == ("credit", Decimal(30), Decimal(0))
    assert bench.record(INVOICE, invoice).balance == Decimal(70)


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


def test_a_payment_is_voided_and_its_invoice_open_again(bench: Bench) -> None:  # A28
    customer, item = bench.customer(), bench.item()
    invoice = bench.invoice(customer, item)
    application = bench.payment(customer, invoice, "40")

    outcome = bench.one(entity="payment", action="void", id=application, version="0")

    assert outcome.record is not None
    assert (outcome.id, outcome.record.status, outcome.record.amount) == (application, "voided", Decimal(0))
    assert bench.record(INVOICE, invoice).balance == Decimal(100)
    assert bench.connect().read(PAYMENT, [application]) == []


def test_changing_a_payment_keeps_its_other_applications(bench: Bench) -> None:
    customer, item = bench.customer(), bench.item()
    one, two = (bench.invoice(customer, item, number=number) for number in ("HS-1", "HS-2"))
    applied = [{"Amount": 40, "LinkedTxn": [{"TxnId": id_, "TxnType": "Invoice"}]} for id_ in (one, two)]
    payment = bench.as_user("Payment", {"CustomerRef": {"value": customer}, "TotalAmt": 80, "Line": applied})["Id"]
    before = bench.record(PAYMENT, f"{payment}/{one}")

    outcome = bench.one(
        entity="payment", action="update", id=before.id, version=before.version, raw=before.raw,
        fields={"PaymentRefNum": "4711"}, line=Line(amount=Decimal("55.25")),
    )  # fmt: skip

    assert outcome.record is not None
    assert (outcome.record.amount, outcome.record.total, outcome.record.reference) == (Decimal("55.25"), Decimal("95.25"), "4711")
    assert bench.record(PAYMENT, f"{payment}/{two}").amount == Decimal(40)


def test_changed_lines_keep_what_the_bookkeeper_gave_them(bench: Bench) -> None:  # A7, F48
    customer, item, other = bench.customer(), bench.item(), bench.item("Mulch")
    invoice = bench.invoice(customer, item, "100", "50")
    raw = dict(bench.record(INVOICE, invoice).raw)
    recoded = [dict(line) for line in raw["Line"] if line.get("Id")]
    recoded[0]["SalesItemLineDetail"] = {**recoded[0]["SalesItemLineDetail"], "ItemRef": {"value": other}, "ServiceDate": "2026-11-05"}
    bench.as_user("Invoice", {"Id": invoice, "Line": json.loads(json.dumps(recoded, default=float)), "PrivateNote": "keep me"})
    now = bench.record(INVOICE, invoice)
    first, second = now.lines

    changed = Line(id=first.id, amount=Decimal("120"), quantity=Decimal(2), unit_price=Decimal(60), description="Two of them")
    new = Line(product_id=item, amount=Decimal("9.99"), quantity=Decimal(1), unit_price=Decimal("9.99"))
    outcome = bench.one(entity="invoice", action="update", id=invoice, version=now.version, raw=now.raw, lines=(changed, new))

    assert outcome.record is not None
    kept, added = outcome.record.lines
    assert (kept.id, kept.product_id, kept.recode["service_date"]) == (first.id, other, "2026-11-05")
    assert (kept.amount, kept.quantity, kept.unit_price, kept.description) == (Decimal(120), Decimal(2), Decimal(60), "Two of them")
    assert added.amount == Decimal("9.99")
    assert second.id not in {line.id for line in outcome.record.lines}
    assert outcome.record.total == Decimal("129.99")
    assert outcome.record.values["PrivateNote"] == "keep me"


def test_a_field_is_updated_without_touching_the_lines(bench: Bench) -> None:  # F48
    customer, item = bench.customer(), bench.item()
    invoice = bench.invoice(customer, item, "100", "50")
    before = bench.record(INVOICE, invoice)

    outcome = bench.one(entity="invoice", action="update", id=invoice, version="0", raw=before.raw, fields={"DueDate": date(2027, 1, 31)})

    assert outcome.record is not None
    assert outcome.record.lines == before.lines
    assert outcome.record.due_date == date(2027, 1, 31)


def test_a_part_of_an_address_changes_alone(bench: Bench) -> None:
    customer = bench.customer(**{"BillAddr.Line1": "1 Elm", "BillAddr.City": "Davis", "BillAddr.PostalCode": "95616"})
    before = bench.record(CONTACT, customer)

    outcome = bench.one(entity="contact", action="update", id=customer, version="0", raw=before.raw, fields={"BillAddr.City": "Chico"})

    assert outcome.record is not None
    assert [outcome.record.values[f"BillAddr.{name}"] for name in ("Line1", "City", "PostalCode")] == ["1 Elm", "Chico", "95616"]


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
    outcomes = bench.write(*(Write(entity="contact", action="create", fields={"DisplayName": name}) for name in [*names[:10], "taken", *names[10:]]))

    assert [n for n, outcome in enumerate(outcomes) if outcome.problem] == [10]
    problem = outcomes[10].problem
    assert problem is not None
    assert (problem.code, problem.params["holder_id"]) == ("display_name_duplicate", "1")
    assert len(all_ids(bench.connect(), CONTACT)) == 30


def test_a_number_is_looked_for_among_all_sales_forms_in_one_call(bench: Bench) -> None:  # A18
    customer, item = bench.customer(), bench.item()
    invoice = bench.invoice(customer, item, "12.50", number="HS-1")
    sold = {"DetailType": "SalesItemLineDetail", "Amount": 30, "SalesItemLineDetail": {"ItemRef": {"value": item}}}
    memo = bench.as_user("CreditMemo", {"CustomerRef": {"value": customer}, "DocNumber": "HS-2", "Line": [sold]})["Id"]
    system = bench.connect()

    found = system.numbers([f"HS-{n}" for n in range(1, 200)])

    assert system.calls == {"read": 1}
    assert set(found) == {"HS-1", "HS-2"}
    holder = found["HS-1"][0]
    assert (holder.id, holder.kind, holder.label, holder.amount, holder.currency) == (invoice, "Invoice", "Acme", "12.5", "USD")
    assert holder.record is not None
    assert holder.record.id == invoice
    assert [(each.id, each.kind, each.record) for each in found["HS-2"]] == [(memo, "CreditMemo", None)]


def test_with_custom_numbers_off_two_invoices_hold_one_number(bench: Bench) -> None:  # A18
    customer, item = bench.customer(), bench.item()
    both = [bench.invoice(customer, item, number="HS-7") for _ in range(2)]

    assert [each.id for each in bench.connect().numbers(["HS-7"])["HS-7"]] == both


def test_a_name_is_looked_for_among_customers_vendors_and_employees(bench: Bench) -> None:  # S42
    customer = bench.customer("O'Neil & Söhne \\ 50%")  # F85
    bench.one(entity="contact", action="delete", id=bench.customer("Sleeping"), version="0")
    vendor = bench.as_user("Vendor", {"DisplayName": "Birch & Sons"})["Id"]
    system = bench.connect()
    inactive = next(row["DisplayName"] for row in bench.objects("customer") if not row["Active"])

    found = system.names(["o'neil & söhne \\ 50%", "BIRCH  & sons", inactive, "nobody"])

    assert system.calls == {"read": 1}
    assert {name: [(each.kind, each.id, each.active) for each in held] for name, held in found.items() if name != inactive} == {
        "BIRCH  & sons": [("Vendor", vendor, True)],
        "o'neil & söhne \\ 50%": [("Customer", customer, True)],
    }
    assert [(each.kind, each.active) for each in found[inactive]] == [("Customer", False)]


def test_customers_are_found_by_any_of_their_addresses(bench: Bench) -> None:  # A2
    one = bench.customer("One", **{"PrimaryEmailAddr.Address": "AP@Acme.test"})
    two = bench.customer("Two", **{"PrimaryEmailAddr.Address": "boss@acme.test, ap@acme.test"})
    bench.customer("Other", **{"PrimaryEmailAddr.Address": "xap@acme.test"})
    gone = bench.customer("Gone", **{"PrimaryEmailAddr.Address": "ap@acme.test"})
    bench.one(entity="contact", action="delete", id=gone, version="0")
    system = bench.connect()

    found = system.customers_by_email(["ap@acme.test ", "none@acme.test"])

    assert {email: ids(having) for email, having in found.items()} == {"ap@acme.test": [one, two]}
    assert system.calls == {"read": 1}


def test_items_are_found_by_sku_and_by_name_without_case(bench: Bench) -> None:  # F81, A22
    one, two = bench.item("Mulch", Sku="MULCH-3"), bench.item("Mulch fine", Sku="mulch-3")
    bench.one(entity="product", action="delete", id=two, version="0")
    system = bench.connect()

    assert ids(system.items_by_sku(["Mulch-3 "])["mulch-3"]) == [one, two]
    assert ids(system.items_by_name(["MULCH"])["mulch"]) == [one]
    assert system.calls == {"read": 2}


def test_a_person_at_the_lists_discount_and_shipping_is_read_as_adjustments(bench: Bench) -> None:  # A21
    customer, item = bench.customer(), bench.item()
    body = {
        "CustomerRef": {"value": customer},
        "Line": [
            {"DetailType": "SalesItemLineDetail", "Amount": 100, "SalesItemLineDetail": {"ItemRef": {"value": item}}},
            {"DetailType": "DescriptionOnly", "Description": "Thank you", "DescriptionLineDetail": {}},
            {"DetailType": "SalesItemLineDetail", "Amount": 7.5, "SalesItemLineDetail": {"ItemRef": {"value": "SHIPPING_ITEM_ID"}}},
            {"DetailType": "DiscountLineDetail", "DiscountLineDetail": {"PercentBased": True, "DiscountPercent": 10}},
        ],
    }
    invoice = bench.record(INVOICE, bench.as_user("Invoice", body)["Id"])

    assert [(line.kind, line.amount) for line in invoice.lines] == [(LineKind.ITEM, Decimal(100)), (LineKind.TEXT, Decimal(0))]
    assert {(line.kind, line.amount, line.percent) for line in invoice.adjustments} == {
        (LineKind.DISCOUNT, Decimal(10), Decimal(10)),
        (LineKind.FEE, Decimal("7.5"), None),
    }
    assert invoice.total == Decimal("97.5")


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
    assert (made.values["custom:1"], made.values[big], made.values["custom:2"]) == ("PO-7", "North gate", None)

    changed = bench.one(
        system, entity="invoice", action="update", id=made.id, version=made.version, raw=made.raw, fields={"custom:1": "PO-8"}
    ).record
    assert changed is not None
    assert (changed.values["custom:1"], changed.values[big]) == ("PO-8", "North gate")

    cursor = system.start_cursor()
    system.changes(cursor, {})
    assert system.read(INVOICE, [made.id])[0].values[big] == "North gate"


def test_a_non_us_company_asks_for_a_tax_code(bench: Bench, served: object) -> None:  # S6
    served.quickbooks.add_company("9341450000000002", "Fernhill Jardins", "CA")  # type: ignore[attr-defined]
    system = bench.connect("9341450000000002", country="CA", currency="CAD")
    account = system.account()
    income = next(each.id for each in system.lists()["accounts"] if each.group == "Income")
    customer, item = bench.write(
        Write(entity="contact", action="create", fields={"DisplayName": "Érable"}),
        Write(entity="product", action="create", fields={"Name": "Gazon", "Type": "Service", "IncomeAccountRef": income}),
        system=system,
    )
    outcome = bench.one(
        system, entity="invoice", action="create", links={"customer": customer.id or ""}, lines=lines(item.id or "", "10")
    )

    assert (account.currency, account.country) == ("CAD", "CA")
    assert outcome.problem is not None
    assert outcome.problem.code == "tax_code_required"


def test_the_zone_decides_on_which_day_an_instant_is(bench: Bench) -> None:  # A19
    customer, item = bench.customer(), bench.item()
    late = datetime(2026, 12, 1, 5, 30, tzinfo=UTC)  # 21:30 on 30 November in Sacramento

    outcome = bench.one(
        entity="invoice", action="create", links={"customer": customer}, lines=lines(item, "10"), fields={"TxnDate": late}
    )

    assert outcome.record is not None
    assert outcome.record.date == date(2026, 11, 30) == late.astimezone(ZONE).date()


def test_a_written_record_is_not_taken_from_what_was_read_before(bench: Bench) -> None:
    customer, item = bench.customer(), bench.item()
    invoice = bench.invoice(customer, item)
    list(bench.system.everything(INVOICE))
    bench.payment(customer, invoice, "40")

    found = bench.system.read(INVOICE, [invoice])[0]

    assert (found.version, found.balance) == ("1", Decimal(60))


def test_a_token_of_another_company_is_named_as_such(bench: Bench) -> None:
    token = bench.control("POST", f"tokens?realm={REALM}", {})["access_token"]
    with pytest.raises(NotSent) as failure:
        bench.connect("9341450000009999", token=token).account()
    assert failure.value.problem.code == "wrong_account"
