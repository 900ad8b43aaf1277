"""Reference sections 5 and 11: mailing a form, its PDF."""

from __future__ import annotations

import pytest

from tests.sandbox.quickbooks.hands import Hand, fault, line, ref

FORMS = ["Invoice", "Estimate", "CreditMemo", "SalesReceipt"]


@pytest.mark.parametrize("entity", FORMS)
def test_a_sent_form_says_when_and_to_whom(app: Hand, entity: str) -> None:
    made = app.make(entity, {"CustomerRef": ref("1"), "Line": [line(40)]})
    done = app.post(f"{entity.lower()}/{made['Id']}/send", None, sendTo="ap@acme.example")[entity]
    assert (done["EmailStatus"], done["BillEmail"]["Address"]) == ("EmailSent", "ap@acme.example")
    assert done["DeliveryInfo"] == {"DeliveryType": "Email", "DeliveryTime": "2026-11-24T10:30:00-08:00"}
    assert int(done["SyncToken"]) == int(made["SyncToken"]) + 1


def test_what_cannot_be_mailed_is_refused(app: Hand) -> None:
    made = app.make("Invoice", {"CustomerRef": ref("1"), "Line": [line(40)]})
    path = f"invoice/{made['Id']}/send"
    assert fault(app.call("POST", path))[0] == "6420"
    assert fault(app.call("POST", path, sendTo="nobody"))[0] == "2210"
    assert fault(app.call("POST", "invoice/99/send", sendTo="a@b.example"))[0] == "610"
    assert fault(app.call("POST", f"payment/{made['Id']}/send", sendTo="a@b.example"))[0] == "500"
    assert app.read("Invoice", made["Id"])["SyncToken"] == "0"


@pytest.mark.parametrize("entity", [*FORMS, "Payment"])
def test_a_form_can_be_had_as_pdf(app: Hand, entity: str) -> None:
    body = {"CustomerRef": ref("1"), "TotalAmt": 40} | ({} if entity == "Payment" else {"Line": [line(40)]})
    made = app.make(entity, body)
    body, kind = app.call("GET", f"{entity.lower()}/{made['Id']}/pdf").payload()
    assert kind == "application/pdf"
    assert body.startswith(b"%PDF-1.4")
    assert b"Acme" in body
    start = int(body.split(b"startxref\n")[1].split(b"\n")[0])
    assert body[start:].startswith(b"xref\n")
    assert fault(app.call("GET", f"{entity.lower()}/999/pdf"))[0] == "610"
