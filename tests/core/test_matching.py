from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncapp.core.matching import (
    Addresses,
    Nobody,
    One,
    Several,
    Skus,
    match_contact,
    match_invoice,
    match_payment,
    match_product,
    unlike,
)
from syncapp.core.records import Contact, Invoice, InvoiceStatus, Payment, Product
from syncapp.core.values import Side, split_emails

D = Decimal
DAY = date(2026, 11, 2)


def contact(ident: str, emails: str = "", **more) -> Contact:
    return Contact(side=Side.HUBSPOT, id=ident, emails=split_emails(emails), **more)


def customer(ident: str, emails: str = "", **more) -> Contact:
    return Contact(
        side=Side.QUICKBOOKS, id=ident, emails=split_emails(emails), display_name=f"Customer {ident}", **more
    )


def ids(verdict) -> list[str]:
    return [one.id for one in verdict.records]


def both_ways(contacts: list[Contact], customers: list[Contact]) -> dict[str, object]:
    """Every verdict by id: contacts are h…, customers q…."""
    hubspot, quickbooks = Addresses(contacts), Addresses(customers)
    out = {one.id: match_contact(one, hubspot, quickbooks) for one in contacts}
    return out | {one.id: match_contact(one, quickbooks, hubspot) for one in customers}


# S12, A2: contacts and customers


def test_equal_addresses_match_without_case_and_blanks() -> None:  # S12, A2
    found = both_ways([contact("h1", "Ann@X.test ")], [customer("q1", " ann@x.TEST")])
    assert found["h1"] == One(customer("q1", "ann@x.test"), "The customer has the address ann@x.test.")
    assert found["q1"].record.id == "h1"
    assert not found["q1"].alias


@pytest.mark.parametrize("field", ["other@x.test, ann@x.test", "ann@x.test;other@x.test"])
def test_every_address_in_the_customers_field_counts(field: str) -> None:  # A2
    found = both_ways([contact("h1", "ann@x.test")], [customer("q1", field)])
    assert (found["h1"].record.id, found["q1"].record.id, found["h1"].alias) == ("q1", "h1", False)


def test_hubspots_additional_addresses_count() -> None:  # A2
    found = both_ways([contact("h1", "new@x.test;ann@x.test")], [customer("q1", "ann@x.test")])
    assert (found["h1"].record.id, found["q1"].record.id) == ("q1", "h1")


def test_no_address_matches_nobody() -> None:  # F80
    found = both_ways([contact("h1")], [customer("q1")])
    assert found["h1"] == found["q1"] == Nobody("It has no email address.")


def test_an_inactive_customer_never_matches_and_is_reported() -> None:  # A2
    found = both_ways([contact("h1", "ann@x.test")], [customer("q1", "ann@x.test", active=False)])
    assert [one.id for one in found["h1"].near] == ["q1"]
    assert "inactive" in found["h1"].why
    assert isinstance(found["q1"], Nobody)


def test_an_inactive_customer_does_not_stand_in_the_way_of_an_active_one() -> None:
    found = both_ways(
        [contact("h1", "a@x.test")], [customer("q1", "a@x.test", active=False), customer("q2", "a@x.test")]
    )
    assert (found["h1"].record.id, found["q2"].record.id) == ("q2", "h1")


def test_two_customers_with_one_address_wait_on_both_sides() -> None:  # A2: Oak
    found = both_ways([contact("h1", "o@x.test")], [customer("q1", "o@x.test"), customer("q2", "o@x.test, p@x.test")])
    assert isinstance(found["h1"], Several)
    assert ids(found["h1"]) == ids(found["q1"]) == ids(found["q2"]) == ["q1", "q2"]
    assert "o@x.test" in found["h1"].why


def test_a_contact_with_addresses_of_two_customers_is_never_guessed() -> None:
    found = both_ways([contact("h1", "a@x.test;b@x.test")], [customer("q1", "a@x.test"), customer("q2", "b@x.test")])
    assert ids(found["h1"]) == ids(found["q1"]) == ids(found["q2"]) == ["q1", "q2"]


def test_of_two_contacts_the_first_address_has_the_fields_and_the_other_is_billed_through() -> None:  # A1
    found = both_ways([contact("h1", "b@x.test"), contact("h2", "a@x.test")], [customer("q1", "a@x.test, b@x.test")])
    assert found["q1"].record.id == "h2"
    assert (found["h2"].record.id, found["h2"].alias) == ("q1", False)
    assert (found["h1"].record.id, found["h1"].alias) == ("q1", True)


def test_a_sub_customer_without_address_resolves_to_its_parents_contact() -> None:  # A2
    cascade = customer("q1", "ap@cascade.test")
    subs = [
        customer("q2", parent_id="q1"),
        customer("q3", "ap@cascade.test", parent_id="q1"),
        customer("q4", parent_id="q3"),
    ]
    found = both_ways([contact("h1", "ap@cascade.test")], [cascade, *subs])
    assert (found["h1"].record.id, found["h1"].alias) == ("q1", False)
    assert (found["q1"].record.id, found["q1"].alias) == ("h1", False)
    for sub in subs:
        assert (found[sub.id].record.id, found[sub.id].alias) == ("h1", True)
    assert found["q2"].why == "It has no address of its own and is billed through Customer q1."


def test_a_sub_customer_with_an_address_of_its_own_is_a_customer_like_any_other() -> None:
    found = both_ways(
        [contact("h1", "ap@x.test"), contact("h2", "maple@x.test")],
        [customer("q1", "ap@x.test"), customer("q2", "maple@x.test", parent_id="q1")],
    )
    assert (found["q2"].record.id, found["h2"].record.id, found["q2"].alias) == ("h2", "q2", False)


def test_a_sub_customer_of_an_inactive_or_unknown_parent_stands_for_itself() -> None:
    gone = customer("q1", "ap@x.test", active=False)
    found = both_ways(
        [contact("h1", "ap@x.test")],
        [gone, customer("q2", "ap@x.test", parent_id="q1"), customer("q3", parent_id="q9")],
    )
    assert (found["h1"].record.id, found["q2"].record.id) == ("q2", "h1")
    assert found["q3"] == Nobody("It has no email address.")


def test_parents_in_a_ring_end() -> None:
    ring = [customer("q1", "a@x.test", parent_id="q2"), customer("q2", "a@x.test", parent_id="q1")]
    assert both_ways([], ring)["q1"].why.startswith("Whoever")
    assert ids(both_ways([contact("h1", "a@x.test")], ring)["h1"]) == ["q1", "q2"]


def test_an_unknown_address_names_the_side_that_lacks_it() -> None:
    found = both_ways([contact("h1", "a@x.test")], [customer("q1", "b@x.test")])
    assert found["h1"].why == "Whoever has the address a@x.test is not known in QuickBooks Online."
    assert found["q1"].why == "Whoever has the address b@x.test is not known in HubSpot."


ADDRESSES = st.lists(st.sampled_from("abcdef"), max_size=3, unique=True).map(
    lambda names: ", ".join(f"{n}@x.test" for n in names)
)


@settings(max_examples=300, deadline=None)
@given(
    fields=st.lists(ADDRESSES, max_size=4),
    owners=st.lists(st.integers(0, 3), min_size=6, max_size=6),
    active=st.lists(st.booleans(), min_size=4, max_size=4),
    parents=st.lists(st.sampled_from([None, "q0", "q1", "q2"]), min_size=4, max_size=4),
)
def test_who_is_linked_is_linked_from_either_side_and_to_one_only(fields, owners, active, parents) -> None:
    # HubSpot lets an address belong to one contact only.
    held = {
        f"h{owner}": [f"{name}@x.test" for name, at in zip("abcdef", owners, strict=True) if at == owner]
        for owner in range(4)
    }
    contacts = [contact(ident, ";".join(emails)) for ident, emails in held.items()]
    customers = [customer(f"q{n}", text, active=active[n], parent_id=parents[n]) for n, text in enumerate(fields)]
    found = both_ways(contacts, customers)
    links = {(one, found[one].record.id) for one in found if isinstance(found[one], One) and not found[one].alias}
    forward = {link for link in links if link[0].startswith("h")}
    backward = {(theirs, mine) for mine, theirs in links if mine.startswith("q")}
    assert forward == backward
    assert len({theirs for _, theirs in forward}) == len(forward)


# Products and items, by S10


def product(ident: str, sku: str | None, **more) -> Product:
    return Product(side=Side.HUBSPOT, id=ident, sku=sku, **{"name": ident, **more})


def item(ident: str, sku: str | None, **more) -> Product:
    return Product(side=Side.QUICKBOOKS, id=ident, sku=sku, **{"name": ident, "kind": "Service", **more})


def test_products_match_by_sku_without_case_and_outer_blanks() -> None:  # S10, F81
    mine, theirs = product("h1", " MULCH-3"), item("q1", "mulch-3 ")
    assert match_product(mine, Skus([mine]), Skus([theirs])).record == theirs
    assert match_product(theirs, Skus([theirs]), Skus([mine])).record == mine


def test_one_sku_twice_on_either_side_is_several() -> None:  # S10
    mine, twins = product("h1", "A"), [item("q1", "A"), item("q2", "a")]
    found = match_product(mine, Skus([mine]), Skus(twins))
    assert ids(found) == ["q1", "q2"]
    assert found.why == "Several have the SKU A in QuickBooks Online."
    assert ids(match_product(twins[0], Skus(twins), Skus([mine]))) == ["q1", "q2"]
    assert ids(match_product(twins[0], Skus(twins), Skus([]))) == ["q1", "q2"]  # else two products would be made of it


def test_an_inactive_item_is_never_matched_but_reported() -> None:  # S10
    mine, theirs = product("h1", "A"), item("q1", "A", active=False)
    assert match_product(mine, Skus([mine]), Skus([theirs])) == Nobody(
        "The SKU A belongs to an inactive one in QuickBooks Online.", (theirs,)
    )
    assert match_product(theirs, Skus([theirs]), Skus([mine])) == Nobody(
        "An inactive product, a category or a bundle is never matched."
    )


def test_an_inactive_twin_does_not_make_a_sku_ambiguous() -> None:
    mine, twins = product("h1", "A"), [item("q1", "A", active=False), item("q2", "A")]
    assert match_product(mine, Skus([mine]), Skus(twins)).record.id == "q2"


@pytest.mark.parametrize("sku", [None, "", "  "])
def test_without_a_sku_nothing_matches(sku: str | None) -> None:  # S10
    mine = product("h1", sku)
    assert match_product(mine, Skus([mine]), Skus([item("q1", sku)])) == Nobody("It has no SKU.")


def test_a_category_is_no_item() -> None:
    mine, theirs = product("h1", "A"), item("q1", "A", kind="Category")
    assert match_product(mine, Skus([mine]), Skus([theirs])) == Nobody("The SKU A is not known in QuickBooks Online.")
    assert isinstance(match_product(theirs, Skus([theirs]), Skus([mine])), Nobody)


# A5: the same invoice


def invoice(ident: str = "130", side: Side = Side.QUICKBOOKS, **more) -> Invoice:
    known = {"number": "HS-2001", "currency": "USD", "total": D("100.00"), "date": DAY, "customer_id": "58"} | more
    return Invoice(side=side, id=ident, **known)


MINE = invoice("501", Side.HUBSPOT, customer_id=None)


def is_58(other: Invoice) -> bool:
    return other.customer_id == "58"


def test_the_same_five_are_the_same_invoice() -> None:  # A5
    other = invoice("131", number="HS-2002")
    found = match_invoice(MINE, [other, invoice(number=" hs-2001 ")], is_58)
    assert isinstance(found, One)
    assert found.record.id == "130"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"customer_id": "59"}, "another customer"),
        ({"currency": "EUR"}, "currency USD and EUR"),
        ({"total": D("100.01")}, "total 100.00 USD and 100.01 USD"),
        ({"date": DAY + timedelta(days=1)}, "date 2026-11-02 and 2026-11-03"),
        ({"date": None}, "date 2026-11-02 and None"),
    ],
)
def test_any_of_the_five_that_differs_is_a_clash_with_its_reason(change: dict, words: str) -> None:  # A5, A18
    other = invoice(**change)
    found = match_invoice(MINE, [other], is_58)
    assert isinstance(found, Nobody)
    assert found.near == (other,)
    assert words in found.why


def test_two_that_agree_are_several_and_a_linked_one_is_a_clash() -> None:  # A5: exactly one, unlinked
    twins = [invoice("130"), invoice("131")]
    assert ids(match_invoice(MINE, twins, is_58)) == ["130", "131"]
    assert match_invoice(MINE, twins, is_58, linked={"130"}).record.id == "131"
    taken = match_invoice(MINE, twins, is_58, linked={"130", "131"})
    assert taken.why == "Number HS-2001 is taken: it is linked to another invoice."
    assert len(taken.near) == 2


@pytest.mark.parametrize("number", [None, "", " "])
def test_without_a_number_nothing_is_the_same(number: str | None) -> None:
    found = match_invoice(replace(MINE, number=number), [invoice(number=number)], is_58)
    assert found == Nobody("It has no number.")


def test_a_draft_holds_no_number() -> None:
    drafts = [invoice("502", Side.HUBSPOT, status=InvoiceStatus.DRAFT)]
    assert match_invoice(invoice(), drafts, lambda other: True) == Nobody("No invoice has the number HS-2001.")


def test_voided_on_both_sides_is_the_same_though_quickbooks_zeroed_it() -> None:  # A10
    void = invoice(status=InvoiceStatus.VOIDED, total=D(0))
    assert isinstance(match_invoice(replace(MINE, status=InvoiceStatus.VOIDED), [void], is_58), One)
    assert isinstance(match_invoice(MINE, [void], is_58), Nobody)


def test_what_differs_is_told_in_full() -> None:
    assert unlike(MINE, invoice(), is_58) == ()
    assert len(unlike(MINE, invoice(customer_id="1", currency="EUR", total=D(1), date=None), is_58)) == 4


# A29: the same payment


def payment(ident: str = "131/130", days: int = 0, side: Side = Side.QUICKBOOKS, **more) -> Payment:
    known = {"amount": D("50.00"), "currency": "USD", "date": DAY + timedelta(days=days)} | more
    return Payment(side=side, id=ident, **known)


def entered(days: int = 0, **more) -> Payment:
    return payment("601", days, Side.HUBSPOT, **more)


def test_agreeing_references_make_the_same_payment() -> None:  # A29
    found = match_payment(entered(reference="Check 1044 "), [payment(reference="check 1044", days=3)], D("1000"))
    assert isinstance(found, One)
    assert "reference" in found.why


def test_together_above_the_balance_they_are_the_same() -> None:  # A29
    # 100.00, of which 50.00 are booked there already: another 60.00 cannot be.
    assert isinstance(match_payment(entered(amount=D(60)), [payment(amount=D(60))], D(40)), One)
    assert isinstance(match_payment(entered(), [payment()], D("49.99")), One)


def test_what_could_be_two_payments_is_held() -> None:  # A29
    candidate = payment(reference="A")
    found = match_payment(entered(reference="B"), [candidate], D("50.00"))
    assert isinstance(found, Several)
    assert found.records == (candidate,)


@pytest.mark.parametrize(
    "other",
    [
        payment(amount=D("49.99")),
        payment(days=4),
        payment(days=-4),
        payment(currency="EUR"),
        payment(status="voided"),
        payment(date=None),
    ],
)
def test_other_amounts_days_or_voided_ones_are_other_payments(other: Payment) -> None:
    assert isinstance(match_payment(entered(), [other], D(0)), Nobody)


@pytest.mark.parametrize("status", ["failed", "disputed_lost", "refunded"])
def test_money_that_did_not_stay_is_no_other_payment(status: str) -> None:  # A28, A29
    assert isinstance(match_payment(entered(status=status, reference="7"), [payment(reference="7")], D(0)), Nobody)


def test_whether_money_under_way_was_entered_is_asked() -> None:  # A28, A29: a bank debit takes days, and may fail
    assert isinstance(match_payment(entered(status="processing"), [payment()], D(0)), Several)
    agreeing = match_payment(entered(status="processing", reference="7"), [payment(reference="7")], D(0))
    assert isinstance(agreeing, One)


def test_without_candidates_there_is_nobody() -> None:
    assert isinstance(match_payment(entered(), [], D(0)), Nobody)


def test_an_unstated_currency_is_the_invoices() -> None:
    assert isinstance(match_payment(entered(currency=""), [payment()], D(0)), One)


def test_of_several_the_nearest_in_date_is_meant() -> None:
    near, far = payment("132/130", 1), payment("131/130", 3)
    assert match_payment(entered(), [far, near], D(0)).record is near


def test_those_that_nothing_tells_apart_are_the_same_money() -> None:
    twins = [payment(ident) for ident in ("9/130", "131/130", "132/130")]
    for order in permutations(twins):
        assert match_payment(entered(), order, D(0)).record.id == "9/130"


def test_those_that_their_references_tell_apart_are_held() -> None:
    twins = [payment("131/130", reference="A"), payment("132/130", reference="B")]
    assert ids(match_payment(entered(), twins, D(0))) == ["131/130", "132/130"]
    assert match_payment(entered(reference="b"), twins, D(0)).record.id == "132/130"
