"""The demo company as plain data: counts, dates, the mistakes' numbers, and that the same arguments give the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from syncapp.sandbox.seeds import calendar
from syncapp.sandbox.seeds.company import build
from syncapp.sandbox.seeds.expected import AFTER_FIRST_SYNC, AFTER_LATER
from syncapp.sandbox.seeds.model import BOTH, HUBSPOT, QUICKBOOKS, Company, Line
from tests.sandbox.ledgers import NOW


@pytest.fixture(scope="module")
def company() -> Company:
    return build(NOW, 200, 7)


def test_the_same_arguments_give_the_same_company(company: Company) -> None:
    assert build(NOW, 200, 7) == company


def test_the_time_of_day_does_not_matter_but_seed_and_size_do(company: Company) -> None:
    """Two ports are seeded a moment apart."""
    assert build(NOW + timedelta(minutes=5), 200, 7) == company
    assert build(NOW, 200, 8) != company
    assert build(NOW, 300, 7) != company


def test_the_company_has_forty_customers_ninety_contacts_and_thirty_six_items(company: Company) -> None:
    parties = company.parties.values()
    assert sum(QUICKBOOKS in party.stands_in for party in parties) == 40
    assert sum(HUBSPOT in party.stands_in for party in parties) == 90
    assert sum(party.kind == "lead" for party in parties) == 45
    assert sum(QUICKBOOKS in item.stands_in for item in company.items.values()) == 36
    assert sum(not item.sku for item in company.items.values()) == 5
    assert sum(party.kind == "manager" and not party.parent and party.key != "maple" for party in parties) == 8
    assert sum(party.kind == "hoa" for party in parties) == 4


@pytest.mark.parametrize("records", [200, 500, 1000])
def test_there_are_as_many_invoices_as_asked_for(records: int) -> None:
    assert len(build(NOW, records, 7).invoices) == records


def test_a_tiny_company_still_has_every_mistake() -> None:
    small = build(NOW, 1, 7)
    assert {one.number for one in (*AFTER_FIRST_SYNC, *AFTER_LATER) if one.object == "invoices"} <= set(small.invoices)


def test_the_mistakes_are_the_same_for_every_size(company: Company) -> None:
    large = build(NOW, 1000, 99)
    labelled = {number for number, invoice in company.invoices.items() if invoice.label}
    assert len(labelled) == 33
    assert all(large.invoices[number] == company.invoices[number] for number in labelled)


def test_customers_grow_with_the_records() -> None:
    assert len(build(NOW, 1000, 7).parties) == len(build(NOW, 200, 7).parties) + 100


def test_display_names_and_addresses_are_unique_but_for_the_mistakes(company: Company) -> None:
    in_books = [party for party in build(NOW, 5000, 7).parties.values() if QUICKBOOKS in party.stands_in]
    names = [party.name.casefold() for party in in_books]
    assert len(set(names)) == len(names)
    emails = [party.email for party in in_books if party.email and not party.key.startswith("oak")]
    assert len(set(emails)) == len(emails)
    in_portal = [party.email for party in company.parties.values() if HUBSPOT in party.stands_in and party.email]
    assert len(set(in_portal)) == len(in_portal)


def test_the_closing_date_is_the_last_day_of_the_month_before_last() -> None:
    assert calendar.closing_date(date(2026, 11, 24)) == date(2026, 9, 30)
    assert calendar.closing_date(date(2026, 1, 31)) == date(2025, 11, 30)
    assert calendar.closing_date(date(2028, 3, 1)) == date(2028, 1, 31)


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("day", [1, 15, 28])
def test_whatever_the_day_only_hemlock_waits_behind_the_closing_date(month: int, day: int) -> None:
    """The second step writes to QuickBooks only in open months, Hemlock apart."""
    company = build(datetime(2027, month, day, 20, tzinfo=UTC), 60, 7)
    drafts = {number: invoice for number, invoice in company.invoices.items() if invoice.finalized_later}
    closed = {number for number, invoice in drafts.items() if invoice.date <= company.closing}
    assert closed == {"HS-2014"}
    elm = next(payment for payment in company.payments if payment.applied[0][0] == "HS-2002")
    assert company.closing < elm.date <= company.today


def test_dates_go_fourteen_months_back_and_never_forward(company: Company) -> None:
    dates = [invoice.date for invoice in company.invoices.values()]
    assert max(dates) <= company.today
    assert min(dates) >= calendar.month_start(company.today, 13)
    assert all(payment.date <= company.today for payment in company.payments)
    assert all(invoice.created <= NOW for invoice in company.invoices.values() if invoice.created)


def test_snow_falls_in_winter_and_installs_happen_in_summer() -> None:
    for invoice in build(NOW, 1000, 7).invoices.values():
        for line in invoice.lines:
            if line.class_name == "Snow":
                assert invoice.date.month in (12, 1, 2)
            if line.class_name == "Install" and not invoice.draft:
                assert 4 <= invoice.date.month <= 10


def test_every_line_has_a_price_that_gives_its_amount() -> None:  # A21
    for invoice in build(NOW, 2000, 11).invoices.values():
        for line in invoice.lines:
            assert (line.net_price * line.quantity).quantize(Decimal("0.01"), "ROUND_HALF_UP") == line.amount
            assert -line.net_price.as_tuple().exponent <= 7


def test_hazel_and_tupelo_round_as_told(company: Company) -> None:
    hazel, tupelo = company.invoices["HS-2025"], company.invoices["HS-2026"]
    assert (hazel.total, hazel.lines[0].net_price) == (Decimal("89.99"), Decimal("29.997"))
    assert (tupelo.total, tupelo.lines[0].quantity) == (Decimal("25.35"), 37)


def test_a_line_without_an_exact_price_is_refused() -> None:
    with pytest.raises(ValueError, match="no unit price"):
        _ = Line("x", "x", Decimal(10_000_000_000), Decimal("0.333333"), Decimal("33.33333")).net_price


def test_one_payment_falls_on_a_months_last_evening(company: Company) -> None:  # A19
    payment = next(payment for payment in company.payments if payment.applied[0][0] == "HS-2030")
    assert payment.at
    local = payment.at.astimezone(calendar.ZONE)
    assert (local.hour, local.minute) == (22, 30)
    assert (local + timedelta(days=1)).day == 1
    assert payment.at.date() != local.date() == payment.date


def test_most_are_paid_some_late_some_in_part_and_some_not_at_all() -> None:
    company = build(NOW, 3000, 7)
    finished = [invoice for invoice in company.invoices.values() if not invoice.draft and not invoice.voided]
    paid = [company.paid(invoice.number) for invoice in finished]
    whole = sum(amount >= invoice.total for amount, invoice in zip(paid, finished, strict=True))
    part = sum(0 < amount < invoice.total for amount, invoice in zip(paid, finished, strict=True))
    assert 0.75 < whole / len(finished) < 0.92
    assert 0.04 < part / len(finished) < 0.12
    assert any(invoice.voided for invoice in company.invoices.values())


def test_a_tenth_of_the_good_ones_are_drafts_with_their_numbers(company: Company) -> None:
    good = [invoice for invoice in company.invoices.values() if invoice.draft and not invoice.label]
    assert len(good) == 20
    assert all(invoice.number.startswith("HS-") and invoice.stands_in == (HUBSPOT,) for invoice in good)


def test_hubspot_payments_settle_one_invoice_each_and_one_check_settles_three(
    company: Company,
) -> None:  # A25
    assert all(len(payment.applied) == 1 for payment in company.payments_in(HUBSPOT))
    assert [len(payment.applied) for payment in company.payments if len(payment.applied) > 1] == [3]
    references = [payment.reference for payment in company.payments]
    assert len(set(references)) == len(references)


def test_totals_span_from_a_mowing_visit_to_a_turnkey_job_and_lines_from_one_to_forty(
    company: Company,
) -> None:
    invoices = company.invoices.values()
    assert max(invoice.total for invoice in invoices) == Decimal("48600.00")
    assert any(invoice.total == Decimal("79.00") for invoice in invoices)
    assert {1, 40} <= {len(invoice.lines) for invoice in invoices}


def test_what_stands_in_both_is_hubspot_native_and_untaxed(company: Company) -> None:  # S5
    for invoice in company.invoices.values():
        if invoice.stands_in == BOTH:
            assert (invoice.native, invoice.tax, invoice.fee, invoice.discount) == (HUBSPOT, 0, 0, 0)
            assert not invoice.voided
