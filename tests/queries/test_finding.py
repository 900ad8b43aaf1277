"""The search box and the filters: by number, name, id, address or a link."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from syncapp.queries.records import Wanted, wanted_records
from syncapp.storage.models import MatchKey
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
