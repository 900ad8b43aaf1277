from __future__ import annotations

import pytest

from tests.sandbox.hubspot.portal import CRM, Portal, code, end


def balance(portal: Portal, invoice: str) -> tuple[str, str, str]:
    found = portal.values("invoices", invoice, "hs_invoice_status", "hs_amount_paid", "hs_balance_due")
    return found["hs_invoice_status"], found["hs_amount_paid"], found["hs_balance_due"]


def test_amount_and_date_are_required(portal: Portal) -> None:
    data = portal.refused("POST", f"{CRM}/commerce_payments", {"properties": {"hs_reference_number": "1"}})
    assert data["context"]["properties"] == ["hs_initial_amount", "hs_initiated_date"]


@pytest.mark.parametrize("amount", ["0", "-5"])
def test_the_amount_has_to_be_more_than_nothing(portal: Portal, amount: str) -> None:
    body = {"properties": {"hs_initial_amount": amount, "hs_initiated_date": "2026-11-20"}}
    assert code(portal.refused("POST", f"{CRM}/commerce_payments", body)) == "INVALID_NUMBER"


def test_a_payment_is_processing_until_told_otherwise_and_then_pays_nothing(portal: Portal) -> None:
    invoice = portal.open()
    payment = portal.create(
        "commerce_payments", end(invoice, 542), hs_initial_amount="100", hs_initiated_date="2026-11-20"
    )
    assert payment["properties"]["hs_latest_status"] == "processing"
    assert balance(portal, invoice) == ("open", "0", "100")
    portal.patch("commerce_payments", payment["id"], hs_latest_status="succeeded")
    assert balance(portal, invoice) == ("paid", "100", "0")


@pytest.mark.parametrize("mirror", [False, True])
def test_succeeded_payments_that_cover_the_balance_make_it_paid(portal: Portal, mirror: bool) -> None:
    invoice = portal.open(mirror=mirror)
    portal.pay(invoice, "40")
    assert balance(portal, invoice) == ("open", "40", "60")
    assert portal.value("invoices", invoice, "hs_payment_status") == "partially_paid"
    portal.pay(invoice, "60")
    assert balance(portal, invoice) == ("paid", "100", "0")
    assert portal.value("invoices", invoice, "hs_payment_date") == "2026-11-20T00:00:00.000Z"


@pytest.mark.parametrize(
    "status", ["failed", "refunded", "disputed_lost", "processing_refund", "disputed_awaiting_decision"]
)
def test_a_payment_that_no_longer_counts_opens_the_invoice_again(portal: Portal, status: str) -> None:  # A28
    invoice = portal.open()
    payment = portal.pay(invoice, "100")
    portal.patch("commerce_payments", payment, user=True, hs_latest_status=status)
    assert balance(portal, invoice) == ("open", "0", "100")
    assert portal.value("invoices", invoice, "hs_payment_date") is None


def test_of_a_partly_refunded_payment_the_rest_counts(portal: Portal) -> None:
    invoice = portal.open()
    payment = portal.pay(invoice, "100")
    portal.patch("commerce_payments", payment, hs_latest_status="partially_refunded", hs_refunds_amount="30")
    assert balance(portal, invoice) == ("open", "70", "30")
    assert portal.value("commerce_payments", payment, "hs_net_amount") == "70"


def test_a_removed_or_unlinked_payment_opens_the_invoice_again(portal: Portal) -> None:
    for path in ("", "/associations/invoices/{}"):
        invoice = portal.open()
        payment = portal.pay(invoice, "100")
        portal.ok("DELETE", f"{CRM}/commerce_payments/{payment}{path.format(invoice)}", status=204)
        assert balance(portal, invoice) == ("open", "0", "100")


def test_a_mirror_that_was_told_to_be_paid_stays_so_whatever_payments_do(portal: Portal) -> None:
    invoice = portal.open(mirror=True)
    payment = portal.pay(invoice, "40")
    portal.patch("invoices", invoice, hs_invoice_status="paid")
    portal.ok("DELETE", f"{CRM}/commerce_payments/{payment}", status=204)
    assert balance(portal, invoice) == ("paid", "0", "100")


def test_too_much_money_shows_as_a_balance_below_nothing(portal: Portal) -> None:
    invoice = portal.open()
    portal.pay(invoice, "120")
    assert balance(portal, invoice) == ("paid", "120", "-20")


def test_raising_a_paid_total_opens_the_invoice(portal: Portal) -> None:  # A12
    invoice = portal.open(mirror=True)
    portal.pay(invoice, "100")
    portal.create("line_items", end(invoice, 410), price="10")
    assert balance(portal, invoice) == ("open", "100", "10")


@pytest.mark.parametrize("status", ["draft", "voided"])
def test_a_payment_needs_an_invoice_that_is_open_or_paid(portal: Portal, status: str) -> None:
    invoice = portal.draft(mirror=True)
    if status == "voided":
        portal.patch("invoices", invoice, hs_invoice_status="voided")
    body = {
        "properties": {
            "hs_initial_amount": "1",
            "hs_initiated_date": "2026-11-20",
            "hs_latest_status": "succeeded",
        },
        "associations": [end(invoice, 542)],
    }
    assert code(portal.refused("POST", f"{CRM}/commerce_payments", body)) == "INVALID_INVOICE_STATUS"
    assert portal.vendor.overview()["counts"]["commerce_payments"] == 0


def test_a_payment_over_several_invoices_fills_the_oldest_first(portal: Portal) -> None:  # A25
    first, second, third = portal.open(), portal.open(), portal.open()
    portal.pay(first, "30")
    payment = portal.create(
        "commerce_payments", end(third, 542), end(first, 542), end(second, 542),
        hs_initial_amount="200", hs_initiated_date="2026-11-20", hs_latest_status="succeeded",
    )  # fmt: skip
    assert payment["properties"]["hs_number_of_associated_invoices"] == "3"
    assert [balance(portal, one)[1] for one in (first, second, third)] == ["100", "100", "30"]


def test_a_payment_has_the_currency_of_its_invoice(portal: Portal) -> None:  # A33
    portal.settings(additional_currencies=["EUR"])
    invoice = portal.open(hs_currency="EUR")
    body = {
        "properties": {"hs_initial_amount": "1", "hs_initiated_date": "2026-11-20"},
        "associations": [end(invoice, 542)],
    }
    assert code(portal.refused("POST", f"{CRM}/commerce_payments", body)) == "CURRENCY_MISMATCH"
    portal.pay(invoice, "100", hs_currency_code="EUR")
    assert portal.status(invoice) == "paid"


def test_linking_a_payment_later_moves_its_modified_time(portal: Portal) -> None:
    invoice = portal.open()
    payment = portal.create(
        "commerce_payments",
        hs_initial_amount="100",
        hs_initiated_date="2026-11-20",
        hs_latest_status="succeeded",
    )
    portal.wait(60)
    portal.ok("PUT", f"/crm/v4/objects/commerce_payments/{payment['id']}/associations/default/invoices/{invoice}")
    assert portal.value("commerce_payments", payment["id"], "hs_lastmodifieddate") == "2026-11-24T09:01:00.000Z"
    assert balance(portal, invoice) == ("paid", "100", "0")


def test_sharing_a_payment_later_takes_its_surplus_from_the_first_invoice(portal: Portal) -> None:
    first, second = portal.open(), portal.open()
    payment = portal.pay(first, "150")
    assert balance(portal, first) == ("paid", "150", "-50")
    portal.ok("PUT", f"/crm/v4/objects/commerce_payments/{payment}/associations/default/invoices/{second}")
    assert [balance(portal, one) for one in (first, second)] == [("paid", "100", "0"), ("open", "50", "50")]
    portal.ok("DELETE", f"{CRM}/commerce_payments/{payment}/associations/invoices/{second}", status=204)
    assert [balance(portal, one) for one in (first, second)] == [("paid", "150", "-50"), ("open", "0", "100")]


# Processors


def test_an_account_without_a_processor_refuses_payments_of_apps_only(portal: Portal) -> None:
    portal.settings(payments_processor="none")
    invoice = portal.open()
    body = {"properties": {"hs_initial_amount": "1", "hs_initiated_date": "2026-11-20"}}
    assert portal.refused("POST", f"{CRM}/commerce_payments", body, status=403)["category"] == "FORBIDDEN"
    portal.ok("POST", f"{CRM}/invoices/{invoice}/payments", {"amount": "10"}, user=True, status=201)


@pytest.mark.parametrize("processor", ["hs_payments", "byo_stripe"])
def test_a_processed_payment_is_out_of_reach_of_apps(portal: Portal, processor: str) -> None:
    invoice = portal.open()
    payment = portal.pay(invoice, "100", hs_processor_type=processor)
    portal.cannot_patch("commerce_payments", payment, hs_reference_number="1")
    portal.refused("DELETE", f"{CRM}/commerce_payments/{payment}")
    portal.refused("DELETE", f"{CRM}/commerce_payments/{payment}/associations/invoices/{invoice}")
    portal.patch("commerce_payments", payment, user=True, hs_latest_status="refunded", hs_refunds_amount="100")
    assert balance(portal, invoice) == ("open", "0", "100")


def test_refunds_stay_between_nothing_and_the_amount(portal: Portal) -> None:
    payment = portal.pay(portal.open(), "100")
    assert code(portal.cannot_patch("commerce_payments", payment, hs_refunds_amount="101")) == "INVALID_NUMBER"


# Recorded by a person


def test_a_person_records_a_payment_on_the_invoice(portal: Portal) -> None:
    invoice = portal.open()
    body = {"amount": 40.5, "date": "2026-11-21", "method": "check", "reference": "1187"}
    made = portal.ok("POST", f"/crm/v3/objects/invoices/{invoice}/payments", body, user=True, status=201)
    names = (
        "hs_initial_amount",
        "hs_initiated_date",
        "hs_payment_method_type",
        "hs_reference_number",
        "hs_latest_status",
    )
    assert [made["properties"][name] for name in names] == [
        "40.5",
        "2026-11-21T00:00:00.000Z",
        "check",
        "1187",
        "succeeded",
    ]
    assert made["properties"]["hs_payment_source_app"] == "INVOICE"
    assert balance(portal, invoice) == ("open", "40.5", "59.5")
    assert portal.ok("GET", f"{CRM}/commerce_payments/{made['id']}/associations/contacts")["results"]


def test_a_recorded_payment_takes_the_balance_by_default_and_never_more(portal: Portal) -> None:
    invoice = portal.open()
    path = f"{CRM}/invoices/{invoice}/payments"
    assert code(portal.refused("POST", path, {"amount": 101}, user=True)) == "INVALID_AMOUNT"
    portal.ok("POST", path, {}, user=True, status=201)
    assert balance(portal, invoice) == ("paid", "100", "0")
    assert code(portal.refused("POST", path, {"amount": 1}, user=True)) == "INVALID_INVOICE_STATUS"


def test_an_unknown_method_is_refused(portal: Portal) -> None:
    path = f"{CRM}/invoices/{portal.open()}/payments"
    assert code(portal.refused("POST", path, {"amount": 1, "method": "barter"}, user=True)) == "INVALID_OPTION"


def test_an_app_has_no_such_door(portal: Portal) -> None:
    answer = portal.call("POST", f"{CRM}/invoices/{portal.open()}/payments", {"amount": 1})
    assert answer.status == 404
