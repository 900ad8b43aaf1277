"""python-quickbooks voids, mails and prints."""

from __future__ import annotations

from typing import Any

import pytest
from quickbooks import QuickBooks as Client
from quickbooks.exceptions import ObjectNotFoundException, QuickbooksException, UnsupportedException
from quickbooks.objects import CreditMemo, Estimate, Invoice, Payment, SalesReceipt

from tests.clients.quickbooks.app import customer, form, item, payment


@pytest.mark.parametrize("kind", [Invoice, SalesReceipt])
def test_what_is_voided_stays_as_zero(client: Client, kind: type) -> None:
    made = form(kind, customer(client), item(client))
    made.PrivateNote = "gate 7"
    made = made.save(qb=client)
    made.void(qb=client)
    read = kind.get(made.Id, qb=client)
    assert (read.TotalAmt, read.Balance, read.SyncToken) == (0, 0, "1")
    assert read.PrivateNote.startswith("Voided")
    assert read.DocNumber == made.DocNumber
    assert [line.Amount for line in read.Line] == [0, 0]
    raw = client.get_single_object(kind.qbo_object_name, made.Id)[kind.qbo_object_name]
    assert set(raw["Line"][0]["SalesItemLineDetail"]) & {"Qty", "UnitPrice"} == set()
    assert [each.Id for each in kind.all(qb=client)] == [made.Id]


def test_a_voided_payment_frees_its_invoice(client: Client) -> None:
    who, what = customer(client), item(client)
    invoice = form(Invoice, who, what).save(qb=client)
    paid = payment(who, 102, invoice).save(qb=client)
    with pytest.raises(QuickbooksException) as raised:
        Invoice.get(invoice.Id, qb=client).void(qb=client)
    assert raised.value.error_code == 6000
    paid.void(qb=client)
    read = Payment.get(paid.Id, qb=client)
    assert (read.TotalAmt, read.Line, read.PrivateNote) == (0, [], "Voided")
    assert Invoice.get(invoice.Id, qb=client).Balance == 102
    assert Invoice.get(invoice.Id, qb=client).void(qb=client)["Invoice"]["TotalAmt"] == 0


def test_voiding_needs_the_token_of_today(client: Client) -> None:
    made = form(Invoice, customer(client), item(client)).save(qb=client)
    made.SyncToken = "4"
    with pytest.raises(QuickbooksException) as raised:
        made.void(qb=client)
    assert raised.value.error_code == 5010


@pytest.mark.parametrize("kind", [Invoice, Estimate])
def test_what_is_mailed_says_so(client: Client, kind: Any) -> None:
    made = form(kind, customer(client), item(client)).save(qb=client)
    sent = made.send(qb=client, send_to="a+b@acme.example")
    assert sent[kind.qbo_object_name]["EmailStatus"] == "EmailSent"
    read = kind.get(made.Id, qb=client)
    assert (read.EmailStatus, read.BillEmail.Address) == ("EmailSent", "a+b@acme.example")
    assert made.send(qb=client)  # to the address that it has by now


def test_a_letter_to_nobody_is_refused(client: Client) -> None:
    made = form(Invoice, customer(client), item(client)).save(qb=client)
    with pytest.raises(QuickbooksException) as raised:
        made.send(qb=client)
    assert raised.value.error_code == 6420


@pytest.mark.parametrize("kind", [Invoice, SalesReceipt, Estimate])
def test_what_is_printed_is_a_pdf(client: Client, kind: Any) -> None:
    made = form(kind, customer(client), item(client)).save(qb=client)
    assert made.download_pdf(qb=client).startswith(b"%PDF-")


def test_what_cannot_be_printed(client: Client) -> None:
    with pytest.raises(ObjectNotFoundException):
        client.download_pdf("Invoice", 99)
    made = customer(client)
    with pytest.raises(UnsupportedException):
        client.download_pdf("Customer", made.Id)
    assert form(CreditMemo, made, item(client)).save(qb=client).RemainingCredit == 102
