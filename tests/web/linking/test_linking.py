"""Linking as members use it: who comes into question and why, one choice, and nothing that was not offered (A2, B23)."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from syncapp.actions.ignoring import ignore
from syncapp.actions.linking import link
from syncapp.actions.records import FixRefused
from syncapp.queries.offers import offers
from syncapp.storage.models import Activity, Connection, Inbox, SyncRecord
from tests.web.conftest import Shop, queries
from tests.web.linking.conftest import (
    BARE,
    ONLY_HUBSPOT,
    ONLY_QUICKBOOKS,
    contact,
    customer,
    failing,
    keyed,
    olivia,
)

PAGE = "linking/"


@pytest.fixture(autouse=True)
def _only_these(shop: Shop) -> None:
    SyncRecord.objects.filter(workspace=shop.workspace, reason="ambiguous_customer").delete()


def page_of(shop: Shop, address: str = PAGE, role: str = "bookkeeper") -> str:
    answer = shop.client(role).get(shop.url(address))
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def options(html: str) -> list[tuple[str, str]]:
    """Value and words of each radio button, in their order."""
    found = re.findall(r'<input type="radio" name="\w+" value="([^"]+)" required><span>(.*?)</span></label>', html)
    return [(value, re.sub(r"<[^>]+>", " ", words)) for value, words in found]


def choose(shop: Shop, record: SyncRecord, fix: str, value: str, role: str = "bookkeeper") -> str:
    answer = shop.client(role).post(shop.url(f"records/{record.pk}/fix/{fix}/"), {"choice": value}, follow=True)
    record.refresh_from_db()
    return answer.content.decode()


# -- the list --------------------------------------------------------------------------------------------------


def test_each_that_waits_stands_with_its_candidates_the_likeliest_first_and_why(shop: Shop) -> None:  # B23, A2
    _, same, holdings = olivia(shop)
    for day in (date(2026, 10, 1), date(2026, 11, 1)):
        shop.record(customer=holdings, document_date=day)

    page = page_of(shop)

    assert [value for value, _ in options(page)] == [f"link:{same.pk}", f"link:{holdings.pk}"]
    assert "same email olivia@oak.test, same name" in page
    assert "same email olivia@oak.test, billed 2 invoices in the last year" in page
    assert "More than one customer has this email address" in page


def test_a_question_is_found_by_whom_it_is_about_by_what_they_share_and_by_what_waits_for_it(shop: Shop) -> None:  # B23
    lead, same, _ = olivia(shop)
    SyncRecord.objects.filter(pk=same.pk).update(waiting_on=lead)
    shop.record(number="HS-2022", label="HS-2022", status="pending", reason="waiting", waiting_on=lead)
    for sku in ("MULCH-3", "mulch-3"):
        shop.record(
            object_type="product", label=f"Mulch {sku}", **{**BARE, **ONLY_HUBSPOT}, **failing("ambiguous_sku", sku=sku)
        )

    def found(text: str) -> list[str]:
        return [one.title for one in shop.client("viewer").get(shop.url(f"{PAGE}?q={text}")).context["found"].shown]

    assert (
        found("olivia%20oak")
        == found("HS-2022")
        == ["2 customers in QuickBooks have the email address olivia@oak.test"]
    )
    assert found("Mulch-3") == ["2 products in HubSpot have the SKU mulch-3"]
    assert found("nobody") == []
    assert "No question is about “&lt;script&gt;”" in page_of(shop, f"{PAGE}?q=%3Cscript%3E")
    assert 'aria-label="What needs to be linked"' in page_of(shop, f"{PAGE}?q=nobody")


def test_among_a_few_questions_nobody_searches_among_many_one_page_leads_to_the_next(shop: Shop) -> None:  # B23
    for number in range(11):
        contact(shop, f"Ann {number}", **failing("ambiguous_customer", email=f"ann{number}@oak.test"))

    assert 'aria-label="What needs to be linked"' in page_of(shop)
    assert "?q=ann&amp;page=2" in page_of(shop, f"{PAGE}?q=ann")


def test_who_has_the_name_alone_is_offered_and_not_counted_among_those_who_share_the_address(shop: Shop) -> None:  # A2
    olivia(shop)
    customer(shop, "Olivia Oak", "another@oak.test")

    page = page_of(shop)

    assert len(options(page)) == 3
    assert "2 customers in QuickBooks have the email address olivia@oak.test" in page


def test_nobody_is_asked_which_customer_an_invoice_is_whose_item_is_not_certain(shop: Shop) -> None:  # B23
    shop.record(label="HS-2045", **failing("ambiguous_sku", sku="M-3", candidates="Mulch, Mulch 2"), **ONLY_HUBSPOT)

    page = page_of(shop)

    assert "What becomes of “HS-2045”" in page
    assert "Which customer" not in page


def test_prices_are_told_in_the_currency_of_their_account(shop: Shop) -> None:
    told = {"object_type": "product", **failing("ambiguous_sku", sku="M-3", candidates="Mulch, Mulch 2")}
    keyed(shop.record(label="Mulch", **told, **{**BARE, **ONLY_HUBSPOT}), "sku:m-3")
    for name, price in (("Mulch", "47"), ("Mulch 2", "52")):
        held = {"values": {"UnitPrice": {"n": price}}}
        row = {"object_type": "product", "label": name, "quickbooks_seen": held, **BARE, **ONLY_QUICKBOOKS}
        keyed(shop.record(**{**row, "quickbooks_id": name}), "sku:m-3")
    Connection.objects.filter(side="quickbooks").update(currency="EUR")
    Connection.objects.filter(side="hubspot").update(currency="USD")

    assert "same SKU m-3, same name, price €47.00" in page_of(shop)


def test_the_number_in_the_navigation_is_what_waits_here(shop: Shop) -> None:
    olivia(shop)
    shop.record(**failing("ambiguous_contact", ids="1,2", candidates="Ann, Bea"), **ONLY_HUBSPOT)

    page = page_of(shop)

    assert re.search(r'Linking <span class="n" title="Counted above too" id="waiting-linking">2<', page)
    assert page.count('aria-labelledby="w-') == 2


def test_the_one_that_is_chosen_is_decided_and_the_next_run_asked_for(shop: Shop) -> None:  # A2
    made, same, _ = olivia(shop)

    said = choose(shop, made, "pick_customer", f"link:{same.pk}")

    assert made.decision == {"link": same.pk}
    assert "The next run carries it out" in said
    noticed = Inbox.objects.filter(workspace=shop.workspace).values_list("external_id", flat=True)
    assert {made.hubspot_id, same.quickbooks_id} <= set(noticed)
    assert Activity.objects.get(record=made, kind="decided").actor == shop.people["bookkeeper"]
    assert "Decided: it is “Olivia Oak”." in page_of(shop)


def test_who_has_a_contact_already_is_billed_through_instead(shop: Shop) -> None:  # A1
    made, _, holdings = olivia(shop)
    SyncRecord.objects.filter(pk=holdings.pk).update(hubspot_id="77", status="syncing")
    assert "it has a contact, so this one is billed through it" in page_of(shop)

    choose(shop, made, "pick_customer", f"through:{holdings.pk}")

    assert made.decision == {"through": holdings.quickbooks_id}


@pytest.mark.parametrize("value", ["", "link:0", "link:999999", "through:1", "contact:1", "nonsense", "link:'--"])
def test_what_is_not_offered_is_refused(shop: Shop, value: str) -> None:
    made, _, _ = olivia(shop)

    choose(shop, made, "pick_customer", value)

    assert made.decision == {}


def test_another_workspaces_record_is_not_offered_nor_taken(shop: Shop) -> None:  # SEC2
    made, _, _ = olivia(shop)
    theirs = SyncRecord.objects.filter(workspace=shop.other, object_type="contact").first()
    assert theirs is not None

    choose(shop, made, "pick_customer", f"link:{theirs.pk}")

    assert made.decision == {}


def test_what_is_settled_meanwhile_is_not_decided_again(shop: Shop) -> None:
    made, same, _ = olivia(shop)
    SyncRecord.objects.filter(pk=made.pk).update(status="syncing", reason="")

    assert "cannot be chosen any more" in choose(shop, made, "pick_customer", f"link:{same.pk}")
    assert made.decision == {}


def test_inactive_customers_are_not_offered(shop: Shop) -> None:  # A2
    _, same, holdings = olivia(shop)
    SyncRecord.objects.filter(pk=holdings.pk).update(status="excluded", reason="inactive")

    assert [value for value, _ in options(page_of(shop))] == [f"link:{same.pk}"]


def test_a_viewer_reads_it_and_is_offered_nothing(shop: Shop) -> None:  # B12
    made, same, _ = olivia(shop)

    page = page_of(shop, role="viewer")

    assert "Oak Holdings" in page
    assert options(page) == []
    assert not re.search(r"<section[^>]*>\s*</section>", page)
    assert (
        shop.client("viewer")
        .post(shop.url(f"records/{made.pk}/fix/pick_customer/"), {"choice": f"link:{same.pk}"})
        .status_code
        == 403
    )


def test_the_page_asks_as_often_for_many_as_for_few(shop: Shop) -> None:
    client = shop.client("bookkeeper")
    olivia(shop)
    client.get(shop.url(PAGE))
    with queries() as few:
        client.get(shop.url(PAGE))
    for number in range(9):
        olivia(shop)
        address = f"ann{number}@acme.test"
        customer(shop, f"Acme {number}", address, status="pending", reason="waiting")
        contact(shop, f"Ann {number}", address, **failing("ambiguous_customer", email=address))
    with queries() as many:
        client.get(shop.url(PAGE))

    assert len(many) == len(few) == 8


def two_items(shop: Shop) -> tuple[SyncRecord, SyncRecord, SyncRecord]:
    """One product of HubSpot, and two items of QuickBooks that have its SKU: all three fail with it."""
    held = {"values": {"hs_sku": "MULCH-3", "price": {"n": "47.00"}}}
    product = {
        **BARE,
        **ONLY_HUBSPOT,
        "number": "MULCH-3",
        **failing("ambiguous_sku", sku="MULCH-3"),
        "hubspot_seen": held,
    }
    made = keyed(shop.record(object_type="product", label="Mulch, hardwood", **product), "sku:mulch-3")
    items = []
    for name, number, price in (("Mulch, hardwood", "29", "47"), ("Mulch, cedar", "30", "52")):
        seen = {"values": {"Sku": "mulch-3", "UnitPrice": {"n": price}}}
        item = {
            **BARE,
            **ONLY_QUICKBOOKS,
            "quickbooks_id": number,
            **failing("ambiguous_sku", sku="mulch-3"),
            "quickbooks_seen": seen,
        }
        items.append(keyed(shop.record(object_type="product", label=name, **item), "sku:mulch-3"))
    return made, items[0], items[1]


def test_one_problem_is_one_card_that_tells_its_candidates_apart(shop: Shop) -> None:  # S10, B23
    made, hardwood, cedar = two_items(shop)

    page = page_of(shop)

    assert page.count("<article") == 1
    assert "2 items in QuickBooks have the SKU " in page
    assert counted(page) == [3, 3, 3]
    for record, side, price in (
        (made, "hubspot", "47.00"),
        (hardwood, "quickbooks", "47.00"),
        (cedar, "quickbooks", "52.00"),
    ):
        assert f'href="{shop.url(f"records/{record.pk}/")}"' in page
        assert getattr(record, f"{side}_id") in page
        assert price in page
    assert "itemId=30" in page
    assert f"/0-7/{made.hubspot_id}" in page
    # asked once, from the side that has one
    assert [value for value, _ in options(page)] == [f"link:{hardwood.pk}", f"link:{cedar.pk}"]
    assert "Which item of QuickBooks Online is “Mulch, hardwood”" in page


def counted(page: str) -> list[int]:
    """The number in the menu, in the heading and on each card of records that share something."""
    menu = re.search(r'id="waiting-linking"[^>]*>(\d+)', page)
    heading = re.search(r'<h1>Linking</h1><span class="muted">(\d+) records', page)
    cards = re.findall(r'<span class="muted">(\d+) records? fails?<', page)
    return [int(menu[1]) if menu else 0, int(heading[1]) if heading else 0, *map(int, cards)]


def test_what_the_menu_and_the_heading_count_is_what_the_cards_are_about(shop: Shop) -> None:  # B23
    two_items(shop)
    olivia(shop)

    assert counted(page_of(shop)) == [4, 4, 1, 3]


def test_looked_for_the_heading_counts_what_was_found(shop: Shop) -> None:  # B23
    two_items(shop)
    olivia(shop)

    assert counted(page_of(shop, f"{PAGE}?q=mulch")) == [4, 3, 3]


def test_who_may_not_link_is_not_offered_it(shop: Shop) -> None:  # B12
    olivia(shop)
    assert "Link by hand" in page_of(shop)
    assert "Link by hand" not in page_of(shop, role="viewer")


# -- one address, two customers --------------------------------------------------------------------------------


def shared(shop: Shop) -> tuple[SyncRecord, SyncRecord]:
    linked = contact(shop, "Olivia Oak", "olivia@oak.test", quickbooks_id="c1", status="syncing")
    return customer(
        shop, "Oak Holdings", "olivia@oak.test", **failing("shared_email", email="olivia@oak.test", holder="Olivia Oak")
    ), linked


def test_the_second_customer_of_an_address_has_three_choices(shop: Shop) -> None:  # A2
    second, linked = shared(shop)

    assert [value for value, _ in options(page_of(shop))] == [f"through:{linked.pk}", "apart", "ignore"]
    assert [value for value, _ in options(page_of(shop, f"records/{second.pk}/"))] == [
        f"through:{linked.pk}",
        "apart",
        "ignore",
    ]


def test_same_contact(shop: Shop) -> None:  # A2
    second, linked = shared(shop)
    choose(shop, second, "link_records", f"through:{linked.pk}")
    assert second.decision == {"through": linked.hubspot_id}


def test_a_contact_without_an_address(shop: Shop) -> None:  # A2
    second, _ = shared(shop)
    choose(shop, second, "link_records", "apart")
    assert second.decision == {"without_email": True}


def test_ignored(shop: Shop) -> None:  # A2
    second, _ = shared(shop)
    choose(shop, second, "link_records", "ignore")
    assert (second.status, second.params["by"]) == ("ignored", "bookkeeper@example.com")


def test_what_is_ignored_can_be_linked_all_the_same(shop: Shop) -> None:
    left_out = customer(shop, "Acme", "ann@acme.test", status="ignored", reason="by_person")
    made = contact(shop, "Ann Archer", "ann@acme.test", **failing("partner_ignored", partner="Acme"))
    assert "it is ignored now" in page_of(shop)

    choose(shop, made, "link_records", f"link:{left_out.pk}")

    left_out.refresh_from_db()
    assert made.decision == {"link": left_out.pk}
    assert (left_out.status, left_out.reason) == ("pending", "queued")


# -- invoices, items, payments ---------------------------------------------------------------------------------


def test_which_contact_is_billed(shop: Shop) -> None:  # A2
    grace = {"status": "excluded", "reason": "direction"}
    contact(shop, "Grace Kim", "grace@kim.test", **grace, hubspot_id="1001")
    contact(shop, "Grace Kim", "grace@oak.test", **grace, hubspot_id="1002")
    made = shop.record(
        **failing("ambiguous_contact", ids="1001,1002", candidates="Grace Kim, Grace Kim"), **ONLY_HUBSPOT
    )
    page = page_of(shop)
    told = [("contact:1001", "grace@kim.test, HubSpot ID 1001"), ("contact:1002", "grace@oak.test, HubSpot ID 1002")]
    assert [(value, " ".join(words.split())) for value, words in options(page)] == [
        (value, f"Grace Kim {note}") for value, note in told
    ]
    assert "Who is billed by “" in page
    assert page.count('<td data-of="Email">grace@') == 2

    choose(shop, made, "pick_contact", "contact:1002")

    assert made.decision == {"contact": "1002"}
    assert "Billed to Grace Kim (grace@oak.test)." in Activity.objects.get(record=made, kind="decided").reason

    SyncRecord.objects.filter(pk=made.pk).update(reason="customer_not_found")
    assert "Choose again" in page_of(shop, f"records/{made.pk}/")
    SyncRecord.objects.filter(pk=made.pk).update(writing=True)
    assert "Choose again" not in page_of(shop, f"records/{made.pk}/")
    choose(shop, made, "withdraw", "")
    assert made.decision == {"contact": "1002"}  # it is on its way there
    SyncRecord.objects.filter(pk=made.pk).update(writing=False)
    assert "The next run asks again who" in choose(shop, made, "withdraw", "")
    assert made.decision == {}


def test_all_that_is_taken_back_at_once_is_named(shop: Shop) -> None:  # A32, S17
    made = shop.record(**failing("customer_not_found", customer="Kim"), **ONLY_HUBSPOT)
    SyncRecord.objects.filter(pk=made.pk).update(
        label="HS-7", decision={"contact": "1002", "customer": "7", "not_duplicate": "HS-1"}
    )

    said = choose(shop, made, "withdraw", "")

    assert "The next run asks again who HS-7 is billed to and whether HS-7 is the same sale; it begins now." in said
    assert made.decision == {}


def test_an_invoice_in_another_currency_is_offered_the_customers_of_that_currency(shop: Shop) -> None:  # A33
    payer = contact(shop, "Mia Maple", "mia@maple.test", quickbooks_id="c1", status="syncing", currency="USD")
    euro = customer(shop, "Maple (EUR)", "mia@maple.test", currency="EUR", status="excluded", reason="alias")
    customer(shop, "Maple (CAD)", "mia@maple.test", currency="CAD")
    made = shop.record(
        customer=payer, **failing("currency_mismatch", currency="EUR", customer_currency="USD"), **ONLY_HUBSPOT
    )

    page = page_of(shop, f"records/{made.pk}/")
    assert [value for value, _ in options(page)] == [f"customer:{euro.pk}"]
    choose(shop, made, "pick_customer", f"customer:{euro.pk}")

    assert made.decision == {"customer": euro.quickbooks_id}


def test_nobody_of_another_name_is_offered_for_an_invoice_in_another_currency(shop: Shop) -> None:  # A33, B23
    """Whoever takes the first one bills a stranger."""
    payer = contact(shop, "Maple Import GmbH", "mia@maple.test", quickbooks_id="c1", status="syncing", currency="EUR")
    customer(shop, "Alan Pike", "alan@pike.test", currency="USD")
    made = shop.record(
        customer=payer, **failing("currency_mismatch", currency="USD", customer_currency="EUR"), **ONLY_HUBSPOT
    )
    page = page_of(shop, f"records/{made.pk}/")
    assert not options(page)
    assert "No active customer that bills in USD with this name or address is known here." in page

    second = customer(shop, "Máple Import in dollars", "", currency="USD")
    assert [value for value, _ in options(page_of(shop, f"records/{made.pk}/"))] == [f"customer:{second.pk}"]


def test_who_has_more_words_of_the_name_is_offered_before_those_who_share_a_common_one(shop: Shop) -> None:  # A33, B23
    payer = contact(shop, "Zénith Trading Inc", quickbooks_id="c1", status="syncing", currency="USD")
    for number in range(9):
        customer(shop, f"Alder {number} Inc", currency="EUR")
    second = customer(shop, "Zenith Trading (EUR)", currency="EUR")
    alone = contact(shop, "Birch & Sons", quickbooks_id="c2", status="syncing", currency="USD")
    sons = customer(shop, "Birch in euros", currency="EUR")
    clash = failing("currency_mismatch", currency="EUR", customer_currency="USD")
    made = shop.record(customer=payer, **clash, **ONLY_HUBSPOT)
    other = shop.record(customer=alone, **clash, **{**ONLY_HUBSPOT, "hubspot_id": "880012"})

    offered = [value for value, _ in options(page_of(shop, f"records/{made.pk}/"))]
    assert offered[0] == f"customer:{second.pk}"
    assert len(offered) == 8

    both = offers(shop.workspace, [made, other], date(2026, 11, 24))  # nobody is offered for whose name is another's
    assert [one.value for one in both[made.pk].options] == offered
    assert [one.value for one in both[other.pk].options] == [f"customer:{sons.pk}"]

    SyncRecord.objects.filter(pk=alone.pk).update(label="Bo")  # no word long enough to look for
    other.refresh_from_db()
    assert offers(shop.workspace, [other], date(2026, 11, 24))[other.pk].options == []


def test_which_item_has_the_sku(shop: Shop) -> None:  # S10
    for name, number in (("Mulch, hardwood", "i1"), ("Mulch, cedar", "i2")):
        item = {**BARE, **ONLY_QUICKBOOKS, "quickbooks_id": number, **failing("ambiguous_sku", sku="MULCH-3")}
        item["quickbooks_seen"] = {"values": {"Sku": "Mulch-3"}}
        keyed(shop.record(object_type="product", label=name, **item), "sku:mulch-3")
    product = {**BARE, **ONLY_HUBSPOT, **failing("ambiguous_sku", sku="MULCH-3")}
    made = keyed(shop.record(object_type="product", label="Mulch", **product), "sku:mulch-3")
    hardwood = SyncRecord.objects.get(quickbooks_id="i1")

    page = page_of(shop, f"records/{made.pk}/")
    assert page.count("same SKU Mulch-3") == 2  # as it is typed there
    assert "Choose the item" not in options(page)
    choose(shop, made, "pick_item", f"link:{hardwood.pk}")

    assert made.decision == {"link": hardwood.pk}


def test_the_customer_that_has_the_display_name(shop: Shop) -> None:  # S42, A1
    bill = contact(shop, "Birch & Sons", "bill@birch.test", quickbooks_id="41", status="syncing")
    named = failing(
        "display_name_duplicate",
        name="Birch & Sons",
        holder="customer Birch & Sons",
        holder_id="41",
        holder_kind="Customer",
    )
    beth = contact(shop, "Beth Birch", "beth@birch.test", **named)

    assert [value for value, _ in options(page_of(shop, f"records/{beth.pk}/"))] == [f"through:{bill.pk}"]
    choose(shop, beth, "bill_through", f"through:{bill.pk}")

    assert beth.decision == {"through": "41"}


def twins(shop: Shop) -> tuple[SyncRecord, SyncRecord]:
    invoice = shop.record()
    same: dict[str, Any] = {
        "object_type": "payment",
        "invoice": invoice,
        "amount": Decimal(40),
        **failing("same_payment", amount="40.00 USD"),
    }
    here = shop.record(label="2026-11-21", **same, **ONLY_HUBSPOT)
    return here, shop.record(
        label="2026-11-23 4711", **same, **{**ONLY_QUICKBOOKS, "quickbooks_id": f"{SyncRecord.objects.count()}/7"}
    )


def test_same_payment_or_two(shop: Shop) -> None:  # A29
    here, there = twins(shop)
    assert [value for value, _ in options(page_of(shop, f"records/{here.pk}/"))] == [f"same:{there.pk}", "two"]
    assert "2026-11-23 4711 in QuickBooks Online" in page_of(shop, f"records/{here.pk}/")

    choose(shop, there, "same_or_two", f"same:{here.pk}")
    here.refresh_from_db()
    assert here.decision == {"same": there.pk}  # with HubSpot's, whichever was clicked

    other, _ = twins(shop)
    choose(shop, other, "same_or_two", "two")
    assert other.decision == {"two": True}


def test_two_payments_is_taken_back_while_there_is_something_to_compare_with(shop: Shop) -> None:  # A29
    here, there = twins(shop)
    choose(shop, here, "same_or_two", "two")
    SyncRecord.objects.filter(pk=there.pk).update(hubspot_id="9001", status="syncing")
    SyncRecord.objects.filter(pk=here.pk).update(status="pending", reason="protected")
    assert "Choose again" not in page_of(shop, f"records/{here.pk}/")
    assert "has crossed" in choose(shop, here, "withdraw", "")
    assert here.decision == {"two": True}

    SyncRecord.objects.filter(pk=there.pk).update(hubspot_id=None)
    assert "Choose again" in page_of(shop, f"records/{here.pk}/")
    assert "one payment or two" in choose(shop, here, "withdraw", "")
    assert here.decision == {}
    there.refresh_from_db()
    assert there.decision == {}


@pytest.mark.parametrize("stands", [{"reason": "refunded_before"}, {"status": "ignored", "reason": "by_person"}])
def test_a_payment_of_its_own_can_be_taken_for_part_of_another_again(shop: Shop, stands: dict[str, str]) -> None:  # A28
    here, there = twins(shop)
    SyncRecord.objects.filter(pk=there.pk).update(decision={"two": True}, status="pending", reason="protected")
    SyncRecord.objects.filter(pk=here.pk).update(amount=Decimal(60))
    assert "Choose again" not in page_of(shop, f"records/{there.pk}/")
    SyncRecord.objects.filter(pk=here.pk).update(**stands)
    assert "Choose again" in page_of(shop, f"records/{there.pk}/")


def test_the_same_sale_or_another(shop: Shop) -> None:  # A32
    held = failing("duplicate_from_workflow", invoice="HS-1")
    made, second = shop.record(**held, **ONLY_HUBSPOT), shop.record(**held, **ONLY_HUBSPOT)
    assert "HS-1 has the income already" in page_of(shop, f"records/{made.pk}/")

    choose(shop, made, "is_duplicate", "another")
    choose(shop, second, "is_duplicate", "same")

    assert made.decision == {"not_duplicate": "HS-1"}
    assert (second.status, second.params["reason"]) == ("ignored", "The same sale as HS-1")


# -- two documents of one number ---------------------------------------------------------------------------------


def clash(shop: Shop, **there: Any) -> tuple[SyncRecord, SyncRecord]:
    facts: dict[str, Any] = {"label": "HS-9", "number": "HS-9", "document_date": date(2026, 11, 20)}
    held = failing(
        "number_taken",
        number="HS-9",
        holder="invoice Granite of 2026-11-20, 90.00 USD",
        holder_kind="Invoice",
        holder_id="900",
    )
    mine = shop.record(**facts, **held, **ONLY_HUBSPOT)
    return mine, shop.record(
        **{
            **facts,
            **ONLY_QUICKBOOKS,
            "quickbooks_id": "900",
            "customer_name": "Granite",
            **failing("number_taken"),
            **there,
        }
    )


def test_of_a_number_whose_holder_is_linked_it_says_with_whom(shop: Shop) -> None:  # A18
    mine, _ = clash(shop, hubspot_id="777", status="syncing", reason="")
    said = "They are not the same invoice: the one in QuickBooks Online is linked with another invoice of HubSpot."
    assert said in page_of(shop, f"records/{mine.pk}/")


def test_two_documents_stand_side_by_side_and_are_not_linked_while_they_differ(shop: Shop) -> None:  # A5, A18, B22
    mine, theirs = clash(shop, amount=Decimal(90))

    page = page_of(shop, f"records/{mine.pk}/")
    assert "They are not the same invoice: amount $100.00 and $90.00" in page
    assert "Once one of the two has another number, this goes by itself" in page
    assert "Granite" in page
    assert ">Link the two</button>" not in page  # a step may name it
    assert f'<a href="{shop.url(f"records/{theirs.pk}/")}">HS-9 of Granite, in QuickBooks Online</a>' in page

    shop.client("owner").post(shop.url(f"{PAGE}link/"), {"hubspot": mine.pk, "quickbooks": theirs.pk})
    mine.refresh_from_db()
    assert mine.decision == {}


def void_too(shop: Shop, mine: SyncRecord, theirs: SyncRecord, **shown: str) -> None:
    told = {"hubspot": mine.pk, "quickbooks": theirs.pk, "do": "void", **shown}
    shop.client("owner").post(shop.url(f"{PAGE}link/"), told)
    mine.refresh_from_db()


def test_where_one_is_void_the_other_is_voided_by_a_click_that_says_what_it_does(shop: Shop) -> None:  # A10
    mine, theirs = clash(shop, quickbooks_status="open")
    mine.hubspot_status = "voided"
    mine.save()

    said = "$100.00 goes out of the books on the invoice’s own date, Nov 20, 2026."
    for page in (
        page_of(shop, f"records/{mine.pk}/"),
        page_of(shop, f"{PAGE}pair/?hubspot={mine.pk}&quickbooks={theirs.pk}"),
    ):
        assert said in page
        assert (
            '<input type="hidden" name="side" value="quickbooks"><input type="hidden" name="total" value="100.000000">'
            in page
        )
    void_too(shop, mine, theirs, side="quickbooks", total="100.000000")
    assert mine.decision == {"link": theirs.pk, "void_too": {"side": "quickbooks", "total": "100.000000"}}


@pytest.mark.parametrize("shown", [
    {"side": "quickbooks", "total": "900"}, {"side": "hubspot", "total": "100"}, {"side": "quickbooks", "total": "much"}, {},
])  # fmt: skip
def test_nothing_is_voided_that_stands_otherwise_than_it_was_shown(shop: Shop, shown: dict[str, str]) -> None:  # A10
    mine, theirs = clash(shop, quickbooks_status="open")
    mine.hubspot_status = "voided"
    mine.save()

    void_too(shop, mine, theirs, **shown)
    assert mine.decision == {}


def test_a_later_choice_of_another_partner_voids_nothing(shop: Shop) -> None:  # A10
    mine, theirs = clash(shop, quickbooks_status="open")
    mine.decision = {"link": theirs.pk, "void_too": "seal"}
    mine.save()
    facts = {"label": "HS-9", "number": "HS-9", "document_date": date(2026, 11, 20)}
    another = shop.record(**facts, **{**ONLY_QUICKBOOKS, "quickbooks_id": "901"}, **failing("number_taken"))

    shop.client("owner").post(shop.url(f"{PAGE}link/"), {"hubspot": mine.pk, "quickbooks": another.pk})
    mine.refresh_from_db()
    assert mine.decision == {"link": another.pk}


def test_where_the_five_agree_they_are_linked(shop: Shop) -> None:  # A5
    mine, theirs = clash(shop, status="ignored", reason="by_person", params={})
    assert "Link the two" in page_of(shop, f"records/{mine.pk}/")

    shop.client("owner").post(shop.url(f"{PAGE}link/"), {"hubspot": mine.pk, "quickbooks": theirs.pk})

    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert mine.decision == {"link": theirs.pk}
    assert theirs.status == "pending"


def test_a_holder_that_is_no_invoice_is_named(shop: Shop) -> None:  # A18
    held = failing(
        "number_taken",
        number="HS-9",
        holder="credit memo Granite of 2026-11-20, 90.00 USD",
        holder_kind="CreditMemo",
        holder_id="5",
    )
    mine = shop.record(**held, **ONLY_HUBSPOT)

    assert "belongs to credit memo Granite" in page_of(shop, f"records/{mine.pk}/")


@pytest.mark.parametrize("reason", [
    "ambiguous_customer", "customer_inactive", "currency_mismatch", "display_name_duplicate", "ambiguous_contact", "ambiguous_sku",
    "duplicate_item_name", "category_item", "shared_email", "partner_ignored", "same_payment", "part_of_ignored", "rest_of_refund", "duplicate_from_workflow", "same_but_number", "number_taken",
])  # fmt: skip
@pytest.mark.parametrize("kind", ["contact", "product", "invoice", "payment"])
def test_every_form_stands_whatever_little_is_known(shop: Shop, reason: str, kind: str) -> None:
    for only in (ONLY_HUBSPOT, ONLY_QUICKBOOKS):
        made = shop.record(object_type=kind, **failing(reason), **only)
        page_of(shop, f"records/{made.pk}/")
    page_of(shop)


# -- one that comes into question for two ----------------------------------------------------------------------


def mulch(shop: Shop) -> tuple[SyncRecord, SyncRecord, SyncRecord]:
    """Two items of QuickBooks and one product of HubSpot have the SKU."""
    told = failing("ambiguous_sku", sku="M-3")
    items = [
        keyed(
            shop.record(
                object_type="product", label=name, **{**BARE, **ONLY_QUICKBOOKS, "quickbooks_id": name}, **told
            ),
            "sku:m-3",
        )
        for name in ("Cedar", "Hardwood")
    ]
    held = {"values": {"price": {"n": "42.5"}}}
    product = shop.record(
        object_type="product",
        label="Mulch",
        **{**BARE, **ONLY_HUBSPOT},
        status="excluded",
        reason="no_sku",
        hubspot_seen=held,
    )
    return (*items, keyed(product, "sku:m-3"))  # type: ignore[return-value]


def test_of_one_that_is_offered_to_two_each_question_says_so(shop: Shop) -> None:  # B23
    _, _, product = mulch(shop)
    Connection.objects.filter(side="hubspot").update(currency="USD")

    cedar, hardwood = options(page_of(shop))

    assert cedar[0] == hardwood[0] == f"link:{product.pk}"
    assert "price $42.50" in cedar[1]  # of one that is left out
    assert "offered for “Hardwood” too: only one of them gets it" in cedar[1]
    assert "offered for “Cedar” too" in hardwood[1]


def test_who_is_chosen_for_one_is_taken_from_the_other_until_the_choice_is_another(shop: Shop) -> None:  # B23
    cedar, hardwood, product = mulch(shop)
    rest = keyed(shop.record(object_type="product", label="Rest", **{**BARE, **ONLY_HUBSPOT}), "sku:m-3")
    choose(shop, cedar, "pick_item", f"link:{product.pk}")

    page = page_of(shop)

    assert "Decided: it is “Mulch”." in page
    assert "It is chosen for “Cedar”: the next run links the two." in page
    assert [value for value, _ in options(page)].count(f"link:{product.pk}") == 1
    # Two people at once: the other page still offered it.
    assert "It is chosen for “Cedar”" in choose(shop, hardwood, "pick_item", f"link:{product.pk}")
    product.refresh_from_db()
    assert product.decision == {"link": cedar.pk}

    choose(shop, cedar, "pick_item", f"link:{rest.pk}")
    choose(shop, hardwood, "pick_item", f"link:{product.pk}")

    product.refresh_from_db()
    rest.refresh_from_db()
    assert (product.decision, rest.decision) == ({"link": hardwood.pk}, {"link": cedar.pk})


def test_who_is_chosen_for_one_by_hand_is_not_linked_with_another(shop: Shop) -> None:  # B23
    olive, same, _ = olivia(shop)
    other = contact(shop, "Nobody", "n@oak.test")
    choose(shop, olive, "pick_customer", f"link:{same.pk}")

    with pytest.raises(FixRefused, match="Olivia Oak is chosen for “Olivia Oak” already"):
        link(other, same, by=shop.people["owner"])

    other.refresh_from_db()
    assert other.decision == {}


def test_who_is_chosen_for_one_that_is_ignored_then_is_free_for_another(shop: Shop) -> None:  # B6, B23
    cedar, _, product = mulch(shop)
    rest = keyed(shop.record(object_type="product", label="Rest", **{**BARE, **ONLY_HUBSPOT}), "sku:m-3")
    choose(shop, cedar, "pick_item", f"link:{product.pk}")
    SyncRecord.objects.filter(pk=product.pk).update(decision={"link": cedar.pk, "two": True}, status="failing")

    ignore(shop.workspace, [SyncRecord.objects.get(pk=product.pk)], reason="Not ours", by=shop.people["owner"])

    product.refresh_from_db()
    assert product.decision == {"two": True}
    link(rest, cedar, by=shop.people["owner"])
    rest.refresh_from_db()
    assert rest.decision == {"link": cedar.pk}


@pytest.mark.parametrize("ignored", ["product", "cedar"])
def test_nobody_is_kept_for_one_that_is_ignored(shop: Shop, ignored: str) -> None:  # B6, B23
    cedar, _, product = mulch(shop)
    rest = keyed(shop.record(object_type="product", label="Rest", **{**BARE, **ONLY_HUBSPOT}), "sku:m-3")
    choose(shop, cedar, "pick_item", f"link:{product.pk}")
    SyncRecord.objects.filter(pk={"product": product, "cedar": cedar}[ignored].pk).update(status="ignored")

    assert "the next run links the two" not in page_of(shop)
    link(rest, cedar, by=shop.people["owner"])

    for row in (product, rest):
        row.refresh_from_db()
    assert (product.decision, rest.decision) == ({}, {"link": cedar.pk})
