"""The search box: a list while one types from what is known here, and both vendors only by a click of its own."""

from __future__ import annotations

from typing import Any

import pytest

from syncapp.connectors.errors import NotSent
from syncapp.connectors.protocol import Holder, Problem
from syncapp.core.records import Contact, Product
from syncapp.core.values import ObjectType, Side
from syncapp.engine.access import wiring
from syncapp.queries.finding import Told
from syncapp.storage.models import ObjectSync
from tests.web.conftest import Shop, queries, writes
from tests.web.linking.conftest import contact

TYPED = {"headers": {"HX-Request": "true"}}


class Vendors:
    """Two systems that hold what a test says, and count how often they are asked."""

    def __init__(self, **held: Any) -> None:
        self.held, self.asked = held, 0

    def connect_one(self, row: Any) -> Any:
        self.side = row.side
        return self

    def numbers(self, numbers: list[str]) -> dict[str, list[Holder]]:
        self.asked += 1
        held = self.held.get(self.side, [])
        if isinstance(held, Exception):
            raise held
        documents = [one for one in held if isinstance(one, Holder)]
        return {numbers[0]: documents} if documents else {}

    def having(self, object_type: ObjectType, text: str) -> list[Any]:
        self.asked += object_type is ObjectType.CONTACT
        return [one for one in self.held.get(self.side, []) if getattr(one, "type", "") is object_type]


def vendors(monkeypatch: pytest.MonkeyPatch, **held: Any) -> Vendors:
    made = Vendors(**held)
    monkeypatch.setattr(wiring, "connect_one", made.connect_one)
    return made


def looked(shop: Shop, number: str, role: str = "viewer") -> str:
    answer = shop.client(role).post(shop.url("find/live/"), {"q": number})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_while_one_types_the_records_that_match_are_listed(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = vendors(monkeypatch)
    record = shop.record(label="HS-9001", number="HS-9001", customer_name="Alder HOA")
    client = shop.client("viewer")
    with queries() as captured:
        answer = client.get(shop.url("find/?q=hs-90"), **TYPED)
    html = answer.content.decode()
    assert f'href="{shop.url(f"records/{record.pk}/")}"' in html
    assert "Alder HOA" in html
    assert "<html" not in html
    assert writes(captured) == []
    assert asked.asked == 0  # no vendor is asked on a key press


def entered(shop: Shop, text: str) -> str:
    return shop.client("viewer").get(shop.url("find/"), {"q": text}).headers["Location"]


def test_enter_leads_to_the_record_view(shop: Shop) -> None:
    assert entered(shop, "HS-1").endswith("?tab=overview&view=records&q=HS-1")


@pytest.mark.parametrize(
    "text",
    [
        "HS-9001", " hs-9001 ", "mulch-9", "Cedar-É", "cedar-é", "zoe@maple.test",
        "https://app.hubspot.com/contacts/48807700/record/0-53/880011",
    ],
)  # fmt: skip
def test_enter_leads_to_the_one_record_that_is_meant_exactly(shop: Shop, text: str) -> None:
    invoice = shop.record(label="HS-9001", number="HS-9001", hubspot_id="880011")
    shop.record(label="HS-90011", number="HS-90011", hubspot_id="880012")  # begins with it
    mulch = shop.record(object_type="product", label="Mulch", number="MULCH-9", amount=None)
    cedar = shop.record(object_type="product", label="Cedar", number="Cedar-É", amount=None)
    zoe = contact(shop, "Zoë Maple", "zoe@maple.test")
    shop.record(label="HS-9003", number="HS-9003", customer=zoe)
    wanted = {"mulch-9": mulch, "cedar-é": cedar, "zoe@maple.test": zoe}.get(text.lower(), invoice)

    assert entered(shop, text) == shop.url(f"records/{wanted.pk}/")
    hit = shop.client("viewer").get(shop.url("find/"), {"q": text}, **TYPED).context["hits"][0]
    assert hit.record == wanted


@pytest.mark.parametrize("known", [None, "1450"])
def test_a_number_is_never_taken_for_an_id_that_no_screen_shows(shop: Shop, known: str | None) -> None:
    record = shop.record(label="HS-2167", number="HS-2167", quickbooks_id="145")
    payment = shop.record(object_type="payment", label="Nov 4", number="20417", quickbooks_id="145/9")
    if known:  # begins with what is typed, and is newer
        shop.record(label=known, number=known)

    assert entered(shop, "145").endswith("&view=records&q=145")
    answer = shop.client("viewer").get(shop.url("find/"), {"q": "145"}, **TYPED)
    assert {hit.record.label: hit.by_id for hit in answer.context["hits"]} == {
        **({known: ""} if known else {}), payment.label: "QuickBooks Online ID 145", record.label: "QuickBooks Online ID 145",
    }  # fmt: skip
    assert "· QuickBooks Online ID 145</small>" in answer.content.decode()


def test_enter_leads_to_nobody_whose_address_only_ends_like_what_was_typed(shop: Shop) -> None:  # A2
    joann = shop.record(
        object_type="contact",
        label="Joann",
        quickbooks_base={"values": {"PrimaryEmailAddr.Address": "joann@acme.test, office@acme.test"}},
    )

    assert "view=records" in entered(shop, "ann@acme.test")
    assert entered(shop, "Office@acme.test") == shop.url(f"records/{joann.pk}/")


def test_the_addresses_of_customers_are_gone_through_once_a_key_press(shop: Shop) -> None:
    client = shop.client("viewer")
    with queries() as captured:
        client.get(shop.url("find/"), {"q": "ann@acme.test"}, **TYPED)
    assert sum("PrimaryEmailAddr" in one["sql"] for one in captured.captured_queries) == 1


def test_of_two_that_have_the_number_enter_chooses_none(shop: Shop) -> None:  # A18
    for side in ("hubspot_id", "quickbooks_id"):
        shop.record(label="HS-9001", number="HS-9001", **{side: None})

    assert "view=records" in entered(shop, "HS-9001")


def test_a_hit_that_fails_for_its_customer_names_it_and_so_does_its_payment(shop: Shop) -> None:
    lead = contact(shop, "Nobody Known")
    invoice = shop.record(
        label="HS-9001", number="HS-9001", status="failing", reason="customer_not_found", customer=lead
    )
    shop.record(object_type="payment", label="Nov 4 20417", number="20999", invoice=invoice, status="failing")
    client = shop.client("viewer")

    for text in ("HS-9001", "20999"):
        with queries() as captured:
            html = client.get(shop.url("find/"), {"q": text}, **TYPED).content.decode()
        assert "Nobody Known" in html
        assert len(captured) <= 8


def test_an_unknown_number_can_be_looked_up_in_both(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    html = shop.client("viewer").get(shop.url("find/?q=4711"), **TYPED).content.decode()
    assert "No record that is known here matches “4711”." in html
    assert 'action="/fernhill/find/live/"' in html

    asked = vendors(
        monkeypatch, quickbooks=[Holder("88", "Invoice", "Granite", "2026-11-20", "90"), Holder("5", "CreditMemo")]
    )
    page = looked(shop, "4711")
    assert asked.asked == 2
    assert "No document has this number there, and no product this SKU." in page  # HubSpot
    assert "Granite, Nov 20, 2026, 90.00" in page
    assert "txnId=88" in page
    assert "The next run reads it" in page
    assert "A credit memo is no invoice, and only invoices sync." in page


def test_what_is_ours_leads_to_its_record(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    record = shop.record(quickbooks_id="88")
    vendors(monkeypatch, quickbooks=[Holder("88", "Invoice")])
    assert f'<a href="{shop.url(f"records/{record.pk}/")}">Its record</a>' in looked(shop, "1043")


def test_why_it_is_not_held_is_said_where_invoices_do_not_sync(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    vendors(monkeypatch, hubspot=[Holder("88", "Invoice")])
    shop.turn_off("invoice")
    assert "The invoice sync is off" in looked(shop, "1043")
    ObjectSync.objects.filter(workspace=shop.workspace, object_type="invoice").delete()
    assert "The invoice sync is not set up yet" in looked(shop, "1043")


def test_a_side_that_cannot_be_asked_says_so_and_the_other_answers(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    vendors(monkeypatch, hubspot=NotSent(Problem("vendor_down")), quickbooks=[Holder("88", "Invoice", "Granite")])
    page = looked(shop, "1043")
    assert "It could not be asked." in page
    assert "Granite" in page


def test_the_amount_at_a_vendor_names_its_currency() -> None:
    holder = Holder(id="9", kind="Invoice", label="Granite", date="2026-11-20", amount="1250", currency="EUR")
    assert Told(Side.QUICKBOOKS, "Invoice", "HS-9", holder, None, "").facts == ["Granite", "Nov 20, 2026", "€1,250.00"]


def test_an_address_is_looked_up_among_contacts_and_customers(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    html = shop.client("viewer").get(shop.url("find/?q=mia@maple.test"), **TYPED).content.decode()
    assert "Look in HubSpot and QuickBooks for the address “mia@maple.test”" in html
    known = shop.record(object_type="contact", label="Mia Maple", hubspot_id="700", quickbooks_id=None)
    mia = Contact(side=Side.HUBSPOT, id="700", first_name="Mia", last_name="Maple")
    other = Contact(side=Side.QUICKBOOKS, id="58", display_name="Maple House")
    asked = vendors(monkeypatch, hubspot=[mia], quickbooks=[other])
    page = looked(shop, "mia@maple.test")
    assert asked.asked == 2
    assert f'<a href="{shop.url(f"records/{known.pk}/")}">Its record</a>' in page
    assert "Customer <b>Maple House</b>" in page
    assert "nameId=58" in page
    assert "The next run reads it" in page


def test_a_sku_is_looked_up_among_products_and_items(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.turn_off("product")
    vendors(monkeypatch, quickbooks=[Product(side=Side.QUICKBOOKS, id="9", name="Cedar chips", sku="CED-1")])
    page = looked(shop, "CED-1")
    assert "Item <b>Cedar chips</b>" in page
    assert "The product sync is off, so no product is read." in page
    assert "itemId=9" in page


def test_a_link_into_another_account_says_so_and_finds_no_record_of_ours(shop: Shop) -> None:
    record = shop.record(hubspot_id="10042")
    link = "https://app.hubspot.com/contacts/777/record/0-53/10042"
    client = shop.client("viewer")
    typed = client.get(shop.url("find/"), {"q": link}, **TYPED).content.decode()
    listed = client.get(shop.url("integrations/quickbooks/"), {"tab": "overview", "view": "records", "q": link})
    for html in (typed, listed.content.decode()):
        assert "That link leads into another HubSpot account" in html
        assert "Fernhill portal (48807700)" in html
        assert shop.url(f"records/{record.pk}/") not in html
        assert "Look in HubSpot and QuickBooks" not in html


def test_a_link_that_is_not_known_is_looked_up_as_a_link(shop: Shop) -> None:
    link = "https://qbo.intuit.com/app/invoice?txnId=4711"
    html = shop.client("viewer").get(shop.url("find/"), {"q": link}, **TYPED).content.decode()
    assert f'action="{shop.url("why/look/")}"' in html
    assert "for what this link opens" in html
