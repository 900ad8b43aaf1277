"""The number Waiting, opened: what the records wait for, and who waits for which (B20)."""

from __future__ import annotations

import html
import re
from decimal import Decimal
from typing import Any

from syncapp.storage.models import SyncRecord
from tests.web.conftest import Shop, queries

OBJECTS = "integrations/quickbooks/?tab=overview&view=objects"
WAITS: dict[str, Any] = {"status": "pending", "reason": "waiting"}


def acme(shop: Shop, **fields: Any) -> SyncRecord:
    """A customer that fails, an invoice that waits for it, and three payments that wait for the invoice."""
    SyncRecord.objects.filter(workspace=shop.workspace, reason="waiting").delete()
    told: dict[str, Any] = {"status": "failing", "reason": "display_name_duplicate", "params": {"name": "Acme"}}
    told |= {"label": "Acme", **fields}
    customer = shop.record(object_type="contact", amount=None, quickbooks_id=None, **told)
    invoice = shop.record(label="HS-5", waiting_on=customer, quickbooks_id=None, **WAITS)
    for _ in range(3):
        shop.record(object_type="payment", amount=Decimal(10), waiting_on=invoice, invoice=invoice, **WAITS)
    return customer


def panel(shop: Shop, show: str, more: str = "", role: str = "bookkeeper") -> dict[str, Any]:
    found = shop.client(role).get(shop.url(f"{OBJECTS}&show={show}{more}")).context["panel"]
    assert isinstance(found, dict)
    return found


def text(shop: Shop, path: str, role: str = "bookkeeper") -> str:
    return " ".join(shop.client(role).get(shop.url(path)).content.decode().split())


def test_payments_of_a_waiting_invoice_wait_for_its_customer(shop: Shop) -> None:
    customer = acme(shop)
    ((group,),) = [panel(shop, "all.waiting")["groups"]]
    waits = group["awaited"]
    assert (waits.record, waits.waiting.number) == (customer, 4)
    page = text(shop, f"{OBJECTS}&show=all.waiting")
    assert "1 invoice, $100.00; and 3 payments, $30.00 wait for it." in page
    assert "It fails: The display name is a duplicate." in page
    assert "Bill through this customer" in page  # the shortest way to settle it


def test_of_one_object_only_its_own_are_counted(shop: Shop) -> None:
    acme(shop)
    assert [one["awaited"].waiting.number for one in panel(shop, "payment.waiting")["groups"]] == [3]


def test_a_number_opens_exactly_those(shop: Shop) -> None:
    customer = acme(shop)
    other = shop.record(object_type="product", label="Mulch 9", status="failing", reason="ambiguous_sku", amount=None)
    shop.record(label="HS-6", waiting_on=other, quickbooks_id=None, **WAITS)
    found = panel(shop, "all.waiting", f"&for={customer.pk}")
    assert len(found["page"].rows) == 4
    assert "HS-6" not in [row.label for row in found["page"].rows]


def test_however_long_the_row_each_number_opens_exactly_those(shop: Shop) -> None:
    """One part of a payment waits for another, that one for its invoice, and the invoice for its customer: all for the customer."""
    customer = acme(shop)
    invoice = SyncRecord.objects.get(label="HS-5")
    part = SyncRecord.objects.filter(waiting_on=invoice)[0]
    other = shop.record(label="HS-6", quickbooks_id=None, **WAITS)  # for something that is not known any more
    following = shop.record(object_type="payment", amount=Decimal(20), waiting_on=part, invoice=other, **WAITS)
    later = shop.record(label="HS-7", waiting_on=following, **WAITS)
    shop.record(object_type="payment", amount=Decimal(5), waiting_on=later, invoice=later, **WAITS)
    shop.record(object_type="payment", amount=Decimal(7), waiting_on=other, invoice=other, **WAITS)
    opened = {}
    for show in ("all.waiting", "payment.waiting", "invoice.waiting"):
        groups = [one["awaited"] for one in panel(shop, show)["groups"]]
        assert sum(one.waiting.number for one in groups) == panel(shop, show)["cell"].number
        for one in groups:
            if one.record:
                found = panel(shop, show, f"&for={one.record.pk}")
                assert len(found["page"].rows) == found["page"].number == found["cell"].number == one.waiting.number
                opened[show, one.record.pk] = found["cell"].number
    assert opened == {
        ("all.waiting", customer.pk): 7, ("payment.waiting", customer.pk): 5, ("invoice.waiting", customer.pk): 2,
        ("all.waiting", other.pk): 1, ("payment.waiting", other.pk): 1,
    }  # fmt: skip
    assert "2 invoices and 5 payments wait for customer Acme" in text(shop, f"records/{customer.pk}/")
    assert "holds up 2 invoices, $200.00; and 5 payments, $55.00" in text(shop, "failures/")
    assert "1 invoice and 5 payments wait for invoice HS-5" in text(shop, f"records/{invoice.pk}/")
    assert len(panel(shop, "all.waiting", f"&for={invoice.pk}")["page"].rows) == 6
    assert "behind a" in text(shop, "invoices/")


def test_the_total_is_that_of_what_is_shown(shop: Shop) -> None:
    customer = acme(shop)
    other = shop.record(object_type="product", label="Mulch 9", status="failing", reason="ambiguous_sku", amount=None)
    shop.record(label="HS-6", waiting_on=other, quickbooks_id=None, **WAITS)
    asked = f"{OBJECTS}&show=all.waiting&for={customer.pk}"
    assert panel(shop, "payment.waiting", f"&for={customer.pk}")["cell"].money == {"USD": Decimal(30)}
    page = text(shop, asked)
    assert re.search(r"<h2[^>]*>Waiting records</h2><p[^>]*>4 of 5 records, the oldest", page)
    assert "1 to 4 of 4" in page
    assert "Search these 4 records" in page
    searched = text(shop, f"{asked}&find=HS-5")
    assert f'name="for" value="{customer.pk}"' in searched  # who searches them stays among them
    assert re.search(r">1 of 5 records\. <a .*1 to 1 of 1", searched)
    assert "Search these 4 records" in searched
    assert ">Open in Record view<" not in page  # which cannot ask what a record waits for
    assert ">Open in Record view<" in text(shop, f"{OBJECTS}&show=all.waiting")
    assert ">Show all 5<" in text(shop, f"{OBJECTS}&show=all.waiting&for={other.pk}")


def test_what_waits_for_something_unknown_is_told_too(shop: Shop) -> None:
    SyncRecord.objects.filter(workspace=shop.workspace, reason="waiting").delete()
    shop.record(label="HS-7", params={"for": "Gone"}, quickbooks_id=None, **WAITS)
    assert "Something that is not known any more" in text(shop, f"{OBJECTS}&show=invoice.waiting")


def test_names_are_text(shop: Shop) -> None:
    acme(shop, label="<script>alert(1)</script>")
    assert "<script>alert(1)</script>" not in text(shop, f"{OBJECTS}&show=all.waiting")


def test_a_viewer_sees_no_button(shop: Shop) -> None:
    acme(shop)
    assert "Bill through this customer" not in text(shop, f"{OBJECTS}&show=all.waiting", "viewer").partition("aside")[2]


def test_failures_say_what_each_record_holds_up(shop: Shop) -> None:
    customer = acme(shop)
    held = "1 invoice, $100.00; and 3 payments, $30.00"
    assert f"holds up {held}" in text(shop, "failures/")
    page = text(shop, "failures/?cause=display_name_duplicate")
    assert f'Holds up <a href="{shop.url(f"records/{customer.pk}/")}#waiters">{held}</a>' in page


def test_what_is_off_waits_for_nobody(shop: Shop) -> None:
    acme(shop)
    shop.turn_off("invoice")
    assert "holds up" not in text(shop, "failures/")


def test_many_are_no_more_questions_than_one(shop: Shop) -> None:
    acme(shop)
    client = shop.client("bookkeeper")
    pages = [f"{OBJECTS}&show=all.waiting", "failures/?cause=display_name_duplicate"]
    few = [_asked(client, shop.url(page)) for page in pages]
    for number in range(4):
        other = shop.record(
            object_type="contact", label=f"C{number}", status="failing", reason="display_name_duplicate", amount=None
        )
        shop.record(label=f"HS-9{number}", waiting_on=other, quickbooks_id=None, **WAITS)
    many = [_asked(client, shop.url(page)) for page in pages]
    assert many == few
    assert max(few) - 2 <= 8  # without the session and who it is


def _asked(client: Any, url: str) -> int:
    with queries() as captured:
        client.get(url)
    return len(captured)


def test_the_page_of_what_holds_up_very_many_says_how_many_and_leads_to_all(shop: Shop) -> None:
    customer = acme(shop)
    first = SyncRecord.objects.get(label="HS-5")
    SyncRecord.objects.bulk_create(
        SyncRecord(
            workspace=shop.workspace, object_type="invoice", hubspot_id=f"9{n:04}", label=f"HS-9{n:03}", waiting_on=customer, **WAITS
        )
        for n in range(210)
    )  # fmt: skip
    page = text(shop, f"records/{customer.pk}/")
    assert (
        page.count("211 invoices and 3 payments wait for customer Acme") == 2
    )  # above, and over those that are listed
    ((link, said),) = re.findall(r'<a href="([^"]+)">Show all (\d+)</a>', page)
    told = shop.client("viewer").get(html.unescape(link)).context["panel"]
    assert (told["only_for"], told["page"].number) == (customer.pk, int(said)) == (customer.pk, 214)
    assert "Show all" not in text(shop, f"records/{first.pk}/")
