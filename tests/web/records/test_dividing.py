"""A HubSpot payment on several invoices is divided on its page (A25)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest

from syncapp.core.values import Side
from syncapp.engine.people.asked import stored_seal
from syncapp.storage.models import Activity, Inbox, MatchKey, SyncRecord
from tests.web.conftest import Shop, queries
from tests.web.records.held import held, invoice, line


def an_invoice(shop: Shop, number: str, total: str, open_here: str, open_there: str | None, **more: Any) -> SyncRecord:
    """`open_there`: None where it does not stand in QuickBooks."""
    here = held(invoice(Side.HUBSPOT, line("h1", total), balance=open_here))
    there = held(invoice(Side.QUICKBOOKS, line("1", total), balance=open_there)) if open_there is not None else None
    states = {"status": "pending", "reason": "waiting"} if there else {"status": "failing", "reason": "number_taken"}
    return shop.record(
        label=number, number=number, amount=Decimal(total), hubspot_base=here, quickbooks_base=there, customer_name="Alder HOA",
        **({} if there else {"quickbooks_id": None}), **{**states, **more},
    )  # fmt: skip


def a_payment(shop: Shop, amount: str, *invoices: SyncRecord) -> SyncRecord:
    payment = shop.record(
        object_type="payment", label="Nov 23, 2026 4711", number="4711", amount=Decimal(amount), quickbooks_id=None,
        status="failing", reason="payment_without_amounts", params={"amount": f"{amount} USD", "invoices": str(len(invoices))},
    )  # fmt: skip
    for one in invoices:
        MatchKey.objects.create(
            record=payment,
            workspace=shop.workspace,
            object_type="payment",
            side="hubspot",
            key=f"invoice:{one.hubspot_id}",
        )
    return payment


@pytest.fixture
def payment(shop: Shop) -> SyncRecord:
    """150.00 over two invoices of 100.00, of which HubSpot counts 50.00 and 100.00."""
    older = an_invoice(shop, "HS-1", "100", "50", "100", document_date=date(2026, 11, 2))
    return a_payment(shop, "150", older, an_invoice(shop, "HS-2", "100", "0", "100", document_date=date(2026, 11, 9)))


def page(shop: Shop, record: SyncRecord, role: str = "bookkeeper") -> str:
    return unescape(shop.client(role).get(shop.url(f"records/{record.pk}/")).content.decode())


def press(shop: Shop, record: SyncRecord, role: str = "bookkeeper", **typed: str) -> tuple[int, str]:
    """The answer, and what stands on the page afterwards."""
    told = {"seal": stored_seal(record), **typed}
    answer = shop.client(role).post(shop.url(f"records/{record.pk}/fix/split_payment/"), told, follow=True)
    record.refresh_from_db()
    return answer.status_code, unescape(answer.content.decode())


def own(record: SyncRecord, *amounts: str) -> dict[str, str]:
    keys = MatchKey.objects.filter(record=record).order_by("pk").values_list("key", flat=True)
    ids = [key.removeprefix("invoice:") for key in keys]
    return {"how": "own", **{f"amount-{one}": amount for one, amount in zip(ids, amounts, strict=True)}}


def given(record: SyncRecord) -> list[str]:
    return list(record.decision["divided"]["amounts"].values()) if record.decision else []


def test_what_is_open_and_how_it_may_be_divided_is_shown(shop: Shop, payment: SyncRecord) -> None:  # A25
    html = page(shop, payment)
    assert "HubSpot has $150.00 on these invoices together" in html
    for said in (
        "As HubSpot counts it, by what it shows as open<small>HS-1 $50.00 · HS-2 $100.00",
        "The oldest invoice first<small>HS-1 $100.00 · HS-2 $50.00",
        "In proportion to what is open on each<small>HS-1 $75.00 · HS-2 $75.00",
        "$100.00 open without this payment, of Nov 2, 2026, Alder HOA.",
    ):
        assert said in html


@pytest.mark.parametrize(("how", "amounts"), [("hubspot", ["50", "100"]), ("oldest", ["100", "50"])])
def test_a_proposal_is_taken(shop: Shop, payment: SyncRecord, how: str, amounts: list[str]) -> None:
    status, html = press(shop, payment, how=how)

    assert status == 200
    assert [Decimal(one) for one in given(payment)] == [Decimal(one) for one in amounts]
    assert "is divided. The next run sends it to QuickBooks Online as one payment." in html
    assert Activity.objects.get(record=payment, kind="decided").actor == shop.people["bookkeeper"]
    assert Inbox.objects.filter(workspace=shop.workspace, external_id=payment.hubspot_id).exists()


def test_amounts_of_ones_own_as_people_write_them(shop: Shop, payment: SyncRecord) -> None:
    press(shop, payment, **own(payment, "$60.00", " 90 "))
    assert [Decimal(one) for one in given(payment)] == [60, 90]


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        (("60.00", "80.00"), "The amounts come to $140.00, $10.00 less than the payment of $150.00."),
        (("110.00", "40.00"), "HS-1: $110.00 is more than the $100.00 that it still owes."),
        (("sixty", "90"), "HS-1: “sixty” is not an amount. Write it like 1,250.00."),
        (("75.005", "74.995"), "HS-1: an amount cannot have more decimals than its currency."),
        (("NaN", "150"), "HS-1: “NaN” is not an amount."),
        (("1e400", "90"), "is not an amount."),
        (("", ""), "The amounts come to $0.00"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    shop: Shop, payment: SyncRecord, amounts: tuple[str, str], said: str
) -> None:
    typed = own(payment, *amounts)
    status, html = press(shop, payment, **typed)

    assert status == 422
    assert said in html[html.index('id="fix-error"') :]
    assert all(f'value="{one}"' in html for one in amounts)
    assert 'value="None"' not in html
    assert given(payment) == []


def test_nothing_chosen_and_out_of_date_are_said(shop: Shop, payment: SyncRecord) -> None:
    assert "Choose first how it is divided." in press(shop, payment)[1]
    assert "changed since it was shown" in press(shop, payment, how="oldest", seal="an older one")[1]
    assert given(payment) == []


def test_an_invoice_that_is_not_there_says_why_and_what_becomes_of_its_part(shop: Shop) -> None:  # A25
    there = an_invoice(shop, "HS-1", "100", "0", "100")
    html = page(shop, a_payment(shop, "150", there, an_invoice(shop, "HS-2", "100", "50", None)))
    assert "Not in QuickBooks Online: " in html
    assert "stays there as the customer’s credit, and is applied by itself once the invoice is there" in html


def test_several_customers_are_refused_with_the_way_out(shop: Shop) -> None:  # A25
    other = an_invoice(shop, "HS-2", "100", "50", "100")
    SyncRecord.objects.filter(pk=other.pk).update(customer_name="Birch & Sons")
    record = a_payment(shop, "150", an_invoice(shop, "HS-1", "100", "0", "100"), other)
    html = press(shop, record, how="oldest")[1]
    assert "billed to Alder HOA and Birch & Sons, and a payment in QuickBooks Online has one customer" in html


def test_the_page_asks_as_little_for_many_invoices_as_for_two(shop: Shop, payment: SyncRecord) -> None:
    many = a_payment(shop, "500", *[an_invoice(shop, f"HS-1{number}", "100", "0", "100") for number in range(5)])
    client, asked = shop.client("bookkeeper"), []
    for record in (payment, payment, many):
        with queries() as captured:
            client.get(shop.url(f"records/{record.pk}/"))
        asked.append(len(captured))
    assert asked[2] == asked[1] <= 10, asked  # two of them for the session


def test_a_viewer_sees_no_form_and_may_not_send_one(shop: Shop, payment: SyncRecord) -> None:
    assert "Divide it</button>" not in page(shop, payment, "viewer")
    assert press(shop, payment, "viewer", how="oldest")[0] == 403
    assert given(payment) == []
