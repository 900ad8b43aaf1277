from __future__ import annotations

import json
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from syncapp.core.invoice_json import dump, load
from syncapp.core.lines import content
from syncapp.core.records import Invoice, InvoiceStatus, Line, LineKind
from syncapp.core.values import Side

D = Decimal
TEXTS = st.text(max_size=12)
AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, places=7, min_value=-(10**12), max_value=10**12)
INSTANTS = st.datetimes(timezones=st.just(UTC))
VALUES = st.one_of(TEXTS, AMOUNTS, st.booleans(), st.dates(), INSTANTS, st.none())
LINES = st.builds(
    Line,
    id=TEXTS,
    kind=st.sampled_from(LineKind),
    amount=AMOUNTS,
    quantity=st.none() | AMOUNTS,
    unit_price=st.none() | AMOUNTS,
    discount=AMOUNTS,
    product_id=st.none() | TEXTS,
    sku=st.none() | TEXTS,
    name=st.none() | TEXTS,
    description=st.none() | TEXTS,
    percent=st.none() | AMOUNTS,
    key=st.none() | TEXTS,
    recode=st.dictionaries(TEXTS, TEXTS, max_size=2),
)
INVOICES = st.builds(
    Invoice,
    side=st.sampled_from(Side),
    id=TEXTS,
    version=TEXTS,
    values=st.dictionaries(TEXTS, VALUES, max_size=4),
    key=st.none() | TEXTS,
    created_at=st.none() | INSTANTS,
    updated_at=st.none() | INSTANTS,
    number=st.none() | TEXTS,
    status=st.sampled_from(InvoiceStatus),
    date=st.none() | st.dates(),
    due_date=st.none() | st.dates(),
    currency=st.sampled_from(["USD", "JPY", "KWD"]),
    total=AMOUNTS,
    balance=AMOUNTS,
    tax=AMOUNTS,
    lines=st.lists(LINES, max_size=3).map(tuple),
    adjustments=st.lists(LINES, max_size=2).map(tuple),
    contact_ids=st.none() | st.lists(TEXTS, max_size=2).map(tuple),
    billing_contact_ids=st.lists(TEXTS, max_size=2).map(tuple),
    customer_id=st.none() | TEXTS,
    customer_name=st.none() | TEXTS,
    billable=st.booleans(),
    source=st.none() | TEXTS,
    payment_ids=st.lists(TEXTS, max_size=2).map(tuple),
    linked=st.lists(st.tuples(TEXTS, TEXTS), max_size=2).map(tuple),
    deposit=AMOUNTS,
    modified=st.none() | TEXTS,
    absurd=st.dictionaries(TEXTS, TEXTS, max_size=2),
)


@settings(max_examples=200, deadline=None)
@given(INVOICES)
def test_what_was_dumped_is_loaded_exactly(invoice: Invoice) -> None:
    back = load(json.loads(json.dumps(dump(invoice))))
    assert back == invoice
    assert content(back) == content(invoice)
    assert [type(value) for value in back.values.values()] == [type(value) for value in invoice.values.values()]


def test_every_field_is_among_those_tried() -> None:
    # A field that is added later must be added above, or its round trip is not proven.
    def drawn(strategy: st.SearchStrategy) -> set[str]:
        return set(strategy.wrapped_strategy.kwargs)

    assert drawn(INVOICES) == {one.name for one in fields(Invoice) if one.init} - {"raw", "moments"}
    assert drawn(LINES) == {one.name for one in fields(Line) if one.init}


def test_decimals_keep_their_digits_and_dates_their_kind() -> None:
    line = Line(id="1", amount=D("25.350"), quantity=D("37"), unit_price=D("0.6850000"))
    invoice = Invoice(
        side=Side.QUICKBOOKS, id="130", lines=(line,), date=date(2026, 11, 2), values={"TxnDate": date(2026, 11, 2)}
    )
    assert dump(invoice) == {
        "side": "quickbooks",
        "id": "130",
        "values": {"TxnDate": {"date": "2026-11-02"}},
        "date": "2026-11-02",
        "lines": [{"id": "1", "amount": "25.350", "quantity": "37", "unit_price": "0.6850000"}],
    }
    assert str(load(dump(invoice)).lines[0].unit_price) == "0.6850000"


def test_an_instant_is_not_a_date() -> None:
    at = datetime(2026, 11, 2, tzinfo=UTC)
    back = load(dump(Invoice(side=Side.HUBSPOT, id="1", values={"hs_invoice_date": at}, updated_at=at)))
    assert back.values["hs_invoice_date"] == at
    assert back.updated_at == at


def test_what_was_read_raw_is_not_stored() -> None:
    assert dump(Invoice(side=Side.HUBSPOT, id="1", raw={"properties": {}})) == {"side": "hubspot", "id": "1"}


def test_contacts_that_were_not_read_differ_from_none_at_all() -> None:
    for contacts in (None, ()):
        assert load(dump(Invoice(side=Side.HUBSPOT, id="1", contact_ids=contacts))).contact_ids == contacts


def test_a_field_that_a_newer_version_wrote_is_ignored() -> None:
    back = load({"side": "hubspot", "id": "1", "shade": "blue", "lines": [{"id": "2", "shade": "red"}]})
    assert back == Invoice(side=Side.HUBSPOT, id="1", lines=(Line(id="2"),))
