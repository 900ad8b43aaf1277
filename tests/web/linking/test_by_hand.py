"""Any two records, found, put side by side and linked; and apart again (B23, A6)."""

from __future__ import annotations

import re

import pytest

from syncapp.storage.models import Connection, SyncRecord
from tests.web.conftest import Shop, queries
from tests.web.linking.conftest import ONLY_HUBSPOT, contact, customer, failing
from tests.web.linking.test_linking import options, page_of

PAGE = "linking/"


def strangers(shop: Shop) -> tuple[SyncRecord, SyncRecord]:
    return (
        contact(shop, "Gil Grey", "gil@granite.test", status="excluded", reason="not_needed"),
        customer(shop, "Granite Works", "books@granite.test", status="excluded", reason="direction"),
    )


def test_both_sides_are_searched_for_what_is_not_linked(shop: Shop) -> None:  # B23
    gil, granite = strangers(shop)
    contact(shop, "Granite Linked", quickbooks_id="c9", status="syncing")

    assert options(page_of(shop, f"{PAGE}search/?object=contact&q=granite"))[0][0] == str(granite.pk)
    assert [value for value, _ in options(page_of(shop, f"{PAGE}search/?object=contact&q=gil@granite.test"))] == [
        str(gil.pk)
    ]
    assert options(page_of(shop, f"{PAGE}search/?object=contact&q=nobody")) == []


@pytest.mark.parametrize(("text", "there"), [("gr", True), ("granite works", False), ("nobody", False)])
def test_what_has_no_counterpart_to_choose_is_not_put_side_by_side(shop: Shop, text: str, there: bool) -> None:  # B23
    strangers(shop)

    assert ("Put side by side" in page_of(shop, f"{PAGE}search/?object=contact&q={text}")) is there


def test_whom_somebody_has_chosen_for_another_says_so_where_it_is_found(shop: Shop) -> None:  # A2, B23
    gil, granite = strangers(shop)
    shop.client("owner").post(shop.url(f"{PAGE}link/"), {"hubspot": gil.pk, "quickbooks": granite.pk})

    for address in ("object=contact&q=granite", f"record={contact(shop, 'Gus').pk}&q=works", "object=contact&q=gr"):
        said = dict(options(page_of(shop, f"{PAGE}search/?{address}")))
        assert "Chosen for “Gil Grey”: the next run links the two." in said[str(granite.pk)]
    assert "Chosen for “Granite Works”: the next run links the two." in said[str(gil.pk)]


def test_products_that_are_found_are_told_apart_by_sku_and_price(shop: Shop) -> None:  # B23
    """One that is left out too: its price says whose partner it is."""
    for name, price in (("Mulch", "42.5"), ("Mulch, cedar", "52")):
        left_out = {**ONLY_HUBSPOT, "hubspot_id": name, "amount": None, "status": "excluded", "reason": "direction"}
        values = {"hs_sku": "MULCH-3", "price": {"n": price}}
        shop.record(
            object_type="product", label=name, **{**left_out, "number": "MULCH-3", "hubspot_seen": {"values": values}}
        )
    Connection.objects.filter(side="hubspot").update(currency="USD")

    found = [words for _, words in options(page_of(shop, f"{PAGE}search/?object=product&q=mulch"))]

    assert "SKU MULCH-3, price $42.50. " in found[0]
    assert "SKU MULCH-3, price $52.00. " in found[1]


def test_for_one_record_the_likeliest_of_the_other_side_stand_there_before_any_search(shop: Shop) -> None:
    made = contact(shop, "Olivia Oak", "olivia@oak.test")
    oak = customer(shop, "Oak Holdings", "olivia@oak.test")

    page = page_of(shop, f"{PAGE}search/?record={made.pk}")

    assert [value for value, _ in options(page)] == [str(oak.pk)]
    assert "same email olivia@oak.test" in page


def test_whoever_looks_for_another_customer_finds_active_ones_alone_and_is_told_so(shop: Shop) -> None:  # S45, B23
    inactive = {"status": "excluded", "reason": "inactive"}
    juniper = contact(shop, "June Juniper", "june@juniper.test", **failing("customer_inactive", customer="Juniper"))
    customer(shop, "Juniper", "june@juniper.test", **inactive)
    works = customer(shop, "Juniper Works", status="excluded", reason="direction")

    likeliest, found, nobody = (
        page_of(shop, f"{PAGE}search/?record={juniper.pk}{q}") for q in ("", "&q=jun", "&q=oak")
    )

    assert options(likeliest) == []
    assert "No active customer has the same address or name." in likeliest
    assert [value for value, _ in options(found)] == [str(works.pk)]
    assert "Only active customers are found." in found
    assert "No active customer matches “oak”." in nobody


def test_one_active_customer_is_found_behind_many_inactive_ones(shop: Shop) -> None:  # S45, A33, B23
    there = {"currency": "EUR", "status": "syncing", "remarks": [{"code": "inactive_there", "params": {}}]}
    for number in range(5):
        customer(shop, f"Juniper {number}", currency="EUR", status="excluded", reason="inactive")
        customer(shop, f"Juniper {number} and more", hubspot_id=f"h{number}", **there)
    other = [{"code": "custom_line", "params": {}}]
    works = customer(shop, "Juniper Works", currency="EUR", status="syncing", hubspot_id="hw", remarks=other)
    june = contact(shop, "June Juniper", **failing("customer_inactive", customer="Juniper"))
    invoice = shop.record(**failing("currency_mismatch", currency="EUR", customer_currency="USD"), **ONLY_HUBSPOT)

    for record, wanted in ((june, f"{works.pk}"), (invoice, f"customer:{works.pk}")):
        page = page_of(shop, f"{PAGE}search/?record={record.pk}&q=juniper")
        assert [value for value, _ in options(page)] == [wanted]


def test_an_inactive_customer_cannot_be_chosen_for_one_invoice(shop: Shop) -> None:  # S45
    gone = customer(
        shop,
        "Maple",
        currency="EUR",
        status="syncing",
        hubspot_id="h1",
        remarks=[{"code": "inactive_there", "params": {}}],
    )
    invoice = shop.record(**failing("currency_mismatch", currency="EUR", customer_currency="USD"), **ONLY_HUBSPOT)
    shop.client("bookkeeper").post(
        shop.url(f"records/{invoice.pk}/fix/pick_customer/"), {"choice": f"customer:{gone.pk}"}
    )

    invoice.refresh_from_db()
    assert invoice.decision == {}


def test_of_an_inactive_customer_the_way_leads_to_the_list_where_it_is_made_active(shop: Shop) -> None:  # S45
    juniper = contact(shop, "June Juniper", **failing("customer_inactive", customer="Juniper"))

    page = page_of(shop, f"records/{juniper.pk}/")

    assert "tick “Include inactive”" in page
    assert re.search(r'<a[^>]* href="[^"]*/app/customers"[^>]*>Open the customers in QuickBooks', page)


def test_side_by_side_it_says_what_differs_and_what_linking_means(shop: Shop) -> None:  # B23
    gil, granite = strangers(shop)

    page = page_of(shop, f"{PAGE}pair/?hubspot={gil.pk}&quickbooks={granite.pk}")

    for words in (
        "Gil Grey",
        "Granite Works",
        "gil@granite.test",
        "books@granite.test",
        "differs",
        "Data conflict resolution",
    ):
        assert words in page


def test_confirmed_it_is_decided(shop: Shop) -> None:  # B23
    gil, granite = strangers(shop)

    shop.client("bookkeeper").post(
        shop.url(f"{PAGE}link/"), {"hubspot": gil.pk, "quickbooks": granite.pk, "do": "link"}
    )

    gil.refresh_from_db()
    assert gil.decision == {"link": granite.pk}


def test_with_a_linked_one_it_is_billed_through(shop: Shop) -> None:  # A1
    gil, _ = strangers(shop)
    linked = contact(shop, "Granite Linked", quickbooks_id="c9", status="syncing")
    address = f"{PAGE}pair/?hubspot={gil.pk}&quickbooks={linked.pk}"
    assert "Bill Gil Grey through Granite Linked" in page_of(shop, address)

    shop.client("bookkeeper").post(
        shop.url(f"{PAGE}link/"), {"hubspot": gil.pk, "quickbooks": linked.pk, "do": "through"}
    )

    gil.refresh_from_db()
    assert gil.decision == {"through": "c9"}


@pytest.mark.parametrize("query", ["", "hubspot=1", "hubspot=x&quickbooks=y", "hubspot=999999&quickbooks=999998"])
def test_two_that_are_no_pair_lead_back_to_the_search(shop: Shop, query: str) -> None:
    answer = shop.client("owner").get(shop.url(f"{PAGE}pair/?{query}"))
    assert answer.status_code == 302


def test_records_of_another_workspace_make_no_pair(shop: Shop) -> None:  # SEC2
    gil, _ = strangers(shop)
    theirs = SyncRecord.objects.filter(workspace=shop.other, object_type="contact").first()
    assert theirs is not None

    assert shop.client("owner").get(shop.url(f"{PAGE}pair/?hubspot={gil.pk}&quickbooks={theirs.pk}")).status_code == 302
    assert shop.client("owner").get(shop.url(f"{PAGE}search/?record={theirs.pk}")).status_code == 404
    assert shop.client("owner").get(shop.url(f"{PAGE}{theirs.pk}/unlink/")).status_code == 404


@pytest.mark.parametrize(("address", "number"), [
    ("search/?object=contact&q=gr", 8), ("search/?record={gil}", 7), ("pair/?hubspot={gil}&quickbooks={granite}", 9), ("{linked}/unlink/", 8),
])  # fmt: skip
def test_each_page_asks_a_fixed_number_of_questions(shop: Shop, address: str, number: int) -> None:
    gil, granite = strangers(shop)
    for _ in range(12):
        strangers(shop)
    linked = contact(shop, "Granite Linked", quickbooks_id="c9", status="syncing")
    client, url = (
        shop.client("bookkeeper"),
        shop.url(PAGE + address.format(gil=gil.pk, granite=granite.pk, linked=linked.pk)),
    )
    client.get(url)
    with queries() as asked:
        client.get(url)

    assert len(asked) == number


# -- apart again -------------------------------------------------------------------------------------------------


def test_unlinking_says_what_stands_under_it_and_asks_why(shop: Shop) -> None:  # A6
    linked = contact(shop, "Ann Archer", "ann@acme.test", quickbooks_id="c1", status="syncing")
    shop.record(customer=linked)
    page = page_of(shop, f"{PAGE}{linked.pk}/unlink/")
    for words in (
        "Both stay where they are",
        "1 invoice stands with this customer, $100.00",
        "not paid, not deposited",
    ):
        assert words in page

    address = shop.url(f"{PAGE}{linked.pk}/apart/")
    refused = shop.client("bookkeeper").post(address, {"reason": " "})
    assert refused.status_code == 422
    shop.client("bookkeeper").post(address, {"reason": "Not the same firm"})

    linked.refresh_from_db()
    assert linked.decision == {"unlink": {"reason": "Not the same firm", "by": "bookkeeper@example.com"}}


def test_an_invoice_is_told_that_neither_is_made_again(shop: Shop) -> None:  # A5, A6
    linked = shop.record()

    assert "Neither is made again on the other side" in page_of(shop, f"{PAGE}{linked.pk}/unlink/")


def test_who_is_billed_through_another_can_be_billed_for_itself_again(shop: Shop) -> None:  # A1
    beth = contact(
        shop, "Beth Birch", status="excluded", reason="alias", params={"through": "Birch"}, decision={"through": "c1"}
    )
    assert "Bill it for itself" in page_of(shop, f"{PAGE}{beth.pk}/unlink/")

    shop.client("owner").post(shop.url(f"{PAGE}{beth.pk}/apart/"))

    beth.refresh_from_db()
    assert beth.decision == {}


def test_what_is_together_with_nothing_has_no_such_page(shop: Shop) -> None:
    alone = contact(shop, "Gil Grey")
    assert shop.client("owner").get(shop.url(f"{PAGE}{alone.pk}/unlink/")).status_code == 302


def test_the_page_of_a_record_leads_here(shop: Shop) -> None:
    linked = shop.record()
    alone = shop.record(status="failing", reason="order_tax", **ONLY_HUBSPOT)

    assert f"/linking/{linked.pk}/unlink/" in page_of(shop, f"records/{linked.pk}/")
    assert f"/linking/search/?record={alone.pk}" in page_of(shop, f"records/{alone.pk}/")
    assert "/linking/" not in page_of(shop, f"records/{linked.pk}/", "viewer").partition("<main")[2]


def test_the_customer_of_one_invoice_is_looked_for_among_those_that_fit(shop: Shop) -> None:  # A33, S45
    euro = customer(shop, "Maple Europe", currency="EUR", status="syncing")
    customer(shop, "Maple Home", currency="USD", status="syncing")
    customer(shop, "Maple Gone", currency="EUR", status="excluded", reason="inactive")
    invoice = shop.record(**failing("currency_mismatch", currency="EUR", customer_currency="USD"), **ONLY_HUBSPOT)

    page = page_of(shop, f"{PAGE}search/?record={invoice.pk}&q=maple")
    assert [value for value, _ in options(page)] == [f"customer:{euro.pk}"]
    shop.client("bookkeeper").post(
        shop.url(f"records/{invoice.pk}/fix/pick_customer/"), {"choice": f"customer:{euro.pk}"}
    )

    invoice.refresh_from_db()
    assert invoice.decision == {"customer": euro.quickbooks_id}


def test_a_customer_that_does_not_fit_the_invoice_is_not_taken(shop: Shop) -> None:  # A33
    home = customer(shop, "Maple Home", currency="USD", status="syncing")
    invoice = shop.record(**failing("currency_mismatch", currency="EUR", customer_currency="USD"), **ONLY_HUBSPOT)

    shop.client("bookkeeper").post(
        shop.url(f"records/{invoice.pk}/fix/pick_customer/"), {"choice": f"customer:{home.pk}"}
    )

    invoice.refresh_from_db()
    assert invoice.decision == {}
