"""The search box and the filters: by number, name, id, address or a link."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from syncapp.core.values import ObjectType, Side, without_accents
from syncapp.queries import why_not
from syncapp.queries.candidates import search
from syncapp.queries.links import Link, linked_to
from syncapp.queries.records import Wanted, wanted_records
from syncapp.storage.models import MatchKey, SyncRecord
from tests.web.conftest import Shop


def found(shop: Shop, **wanted: object) -> set[str]:
    return {row.label for row in wanted_records(shop.workspace, Wanted(**wanted), (), {})}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "HS-9001",
        "hs-900",
        "880011",
        "145145",
        "https://app.hubspot.com/contacts/48807700/record/0-53/880011",
        "https://app.qbo.intuit.com/app/invoice?txnId=145145",
        "  HS-9001 ",
    ],
)
def test_an_invoice_is_found_by_number_id_or_link(shop: Shop, text: str) -> None:
    shop.record(label="HS-9001", number="HS-9001", hubspot_id="880011", quickbooks_id="145145")
    assert found(shop, text=text) == {"HS-9001"}


@pytest.mark.parametrize("held", [unicodedata.normalize(form, "Élodie Zoë") for form in ("NFC", "NFD")])
@pytest.mark.parametrize("typed", ["Élodie Zoë", "élodie zoë", "ÉLODIE ZOË", "Zoë", "élo"])
def test_a_name_is_found_however_its_accents_and_cases_are_written(shop: Shop, held: str, typed: str) -> None:
    """A phone may type “é” as one sign and a vendor hold it as two; of SQLite “É” is another letter than “é”."""
    contact = shop.record(object_type="contact", label=held, number="", amount=None)
    shop.record(label="HS-9001", number="HS-9001", customer=contact)
    shop.record(label="HS-9002", number="HS-9002", customer_name=held)
    shop.record(label="HS-9003", number="HS-9003", customer_name="Elodie Zoe")
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, typed)
        assert found(shop, text=text) == {held, "HS-9001", "HS-9002"}
        assert [one.record.label for one in search(shop.workspace, "contact", Side.HUBSPOT, text, free=False)] == [held]


@pytest.mark.parametrize("held", [unicodedata.normalize(form, "Élodie Zoë Łącki-Sørensen") for form in ("NFC", "NFD")])
@pytest.mark.parametrize("typed", ["zoe", "ELODIE ZOE", "elodie zoë", "lacki-sorensen", "Sørensen"])
def test_a_name_is_found_typed_without_its_accents(shop: Shop, held: str, typed: str) -> None:
    contact = shop.record(object_type="contact", label=held, number="", amount=None)
    shop.record(label="HS-9001", number="HS-9001", customer=contact)
    shop.record(label="HS-9002", number="HS-9002", customer_name=held)
    shop.record(label="HS-9003", number="HS-9003", customer_name="Bo")

    assert found(shop, text=typed) == {held, "HS-9001", "HS-9002"}
    assert [one.record.label for one in search(shop.workspace, "contact", Side.HUBSPOT, typed, free=False)] == [held]


def test_what_a_name_is_searched_by_follows_it_however_it_is_stored(shop: Shop) -> None:
    contact = shop.record(object_type="contact", label="Zoe", number="", amount=None)
    for name in ("Élodie", "Jürgen"):
        contact.label = name
        SyncRecord.objects.all().save_all([contact], ["label"])
        assert found(shop, text=without_accents(name)) == {name}
    contact.label = "Bo"
    contact.keep()
    assert found(shop, text="jurgen") == set()
    assert "Bo" not in found(shop, text="\u0301")  # an accent alone is no name


HUBSPOT, QUICKBOOKS = "https://app.hubspot.com/contacts/48807700/record", "https://app.qbo.intuit.com/app"
LINKS = {
    f"{HUBSPOT}/0-53/10042": Link(Side.HUBSPOT, ObjectType.INVOICE, "10042", "48807700"),
    f"{HUBSPOT}/0-53/10042?eschref=%2Fcontacts": Link(Side.HUBSPOT, ObjectType.INVOICE, "10042", "48807700"),
    f"{HUBSPOT}/0-3/10042": Link(Side.HUBSPOT, None, "10042", "48807700"),  # a deal
    f"{HUBSPOT}/2-117/10042": Link(Side.HUBSPOT, None, "10042", "48807700"),  # an object of one's own
    "http://127.0.0.1:1/contacts/1/record/0-1/7/": Link(Side.HUBSPOT, ObjectType.CONTACT, "7", "1"),
    f"{QUICKBOOKS}/invoice?txnId=145": Link(Side.QUICKBOOKS, ObjectType.INVOICE, "145"),
    f"{QUICKBOOKS}/invoice?txnId=145&companyId=9130": Link(Side.QUICKBOOKS, ObjectType.INVOICE, "145", "9130"),
    f"{QUICKBOOKS}/customerdetail?nameId=58": Link(Side.QUICKBOOKS, ObjectType.CONTACT, "58"),
    f"{QUICKBOOKS}/items?itemId=4": Link(Side.QUICKBOOKS, ObjectType.PRODUCT, "4"),
    f"{QUICKBOOKS}/creditmemo?txnId=145": None,
    f"{QUICKBOOKS}/invoice?txnId=1'or'1": None,
    f"{QUICKBOOKS}/homepage": None,
    "https://[broken/app/invoice?txnId=1": None,
    "app/invoice?txnId=145": None,
}


@pytest.mark.parametrize("link", LINKS)
def test_a_link_of_either_system_is_understood(link: str) -> None:
    assert linked_to(link) == LINKS[link]


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (f"{HUBSPOT}/0-53/77", {"invoice in HubSpot"}),
        (f"{HUBSPOT}/0-1/77?eschref=x", {"contact in HubSpot"}),
        (f"{QUICKBOOKS}/invoice?txnId=77", {"invoice in QuickBooks"}),
        (f"{QUICKBOOKS}/items?itemId=77", {"item in QuickBooks"}),
        (f"{QUICKBOOKS}/recvpayment?txnId=77", {"part 1", "part 2"}),
        (f"{HUBSPOT}/0-3/77", set()),  # a deal
        (f"{QUICKBOOKS}/creditmemo?txnId=77", set()),
        (f"{HUBSPOT.replace('48807700', '777')}/0-53/77", set()),
        (f"{QUICKBOOKS}/invoice?txnId=77&companyId=1", set()),
        ("https://example.com/77", set()),
    ],
)
def test_a_link_leads_to_what_it_shows_and_to_nothing_of_the_same_id(shop: Shop, link: str, expected: set[str]) -> None:
    for kind, label, ids in (
        ("invoice", "invoice in HubSpot", {"hubspot_id": "77"}),
        ("invoice", "invoice in QuickBooks", {"quickbooks_id": "77"}),
        ("contact", "contact in HubSpot", {"hubspot_id": "77"}),
        ("contact", "customer in QuickBooks", {"quickbooks_id": "77"}),
        ("product", "item in QuickBooks", {"quickbooks_id": "77"}),
        ("payment", "part 1", {"quickbooks_id": "77/1"}),
        ("payment", "part 2", {"quickbooks_id": "77/2"}),
    ):
        shop.record(object_type=kind, label=label, **{"hubspot_id": None, "quickbooks_id": None, **ids})
    assert found(shop, text=link) == expected
    assert {row.label for row in why_not.found(shop.workspace, link)} == expected


def test_a_link_is_taken_as_it_is_while_no_account_is_connected(shop: Shop) -> None:
    shop.record(label="kept", hubspot_id="77")
    shop.workspace.connections.all().delete()
    assert found(shop, text=f"{HUBSPOT}/0-53/77") == {"kept"}


def test_a_payment_is_found_by_its_quickbooks_id_without_the_invoice(shop: Shop) -> None:  # A25
    shop.record(object_type="payment", label="the payment", quickbooks_id="7130/130")
    assert found(shop, text="7130") == {"the payment"}


def test_a_contact_is_found_by_address_linked_or_not(shop: Shop) -> None:
    unlinked = shop.record(object_type="contact", label="Olivia", quickbooks_id=None)
    MatchKey.objects.create(
        record=unlinked, workspace=shop.workspace, object_type="contact", side="hubspot", key="email:o@oak.example"
    )
    shop.record(object_type="contact", label="Linked", hubspot_base={"values": {"email": "O@oak.example"}})
    assert found(shop, text="O@Oak.example") == {"Olivia", "Linked"}


HELD = "ann@acme.test, Bea@Acme.test;cat.o'neil@acme.test"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ann@acme.test", {"Acme"}),
        (" BEA@acme.test ", {"Acme"}),
        ("cat.o'neil@acme.test", {"Acme"}),
        ("joann@acme.test", {"Joann"}),
        ("an_@acme.test", set()),  # the signs of the query language are signs of an address too
        ("nn@acme.test", set()),
        ("ann@acme", set()),
        ("ann@acme.test, bea@acme.test", {"Acme"}),  # as the customer has them
        ("@", set()),
    ],
)
def test_a_customer_is_found_by_each_of_its_whole_addresses(shop: Shop, text: str, expected: set[str]) -> None:  # A2
    for label, held in (("Joann", "joann@acme.test"), ("Acme", HELD), ("Nobody", None)):
        values = {"PrimaryEmailAddr.Address": held, "CompanyName": "ann@acme.test"}
        shop.record(object_type="contact", label=label, quickbooks_base={"values": values})
    assert found(shop, text=text) == expected


def test_signs_of_the_query_language_are_plain_text(shop: Shop) -> None:
    for text in ("%", "_", "' OR 1=1 --", "\\"):
        assert found(shop, text=text) == set()


def test_amounts_and_days_narrow_and_days_are_the_companys(shop: Shop) -> None:  # A19
    late = shop.record(label="late", amount=Decimal("123.45"), last_changed_at=datetime(2026, 11, 1, 6, 30, tzinfo=UTC))
    assert late.last_changed_at is not None  # 22:30 or 23:30 of October 31 in Los Angeles
    assert found(shop, first_day=date(2026, 10, 31), last_day=date(2026, 10, 31)) == {"late"}
    assert found(shop, first_day=date(2026, 11, 1)) == set()
    assert found(shop, least=Decimal("123.45"), most=Decimal("123.45")) == {"late"}


def test_where_a_record_stands(shop: Shop) -> None:
    only = shop.record(label="only there", hubspot_id=None)
    assert found(shop, stands="quickbooks") == {only.label}
    assert only.label not in found(shop, stands="hubspot") | found(shop, stands="both")
