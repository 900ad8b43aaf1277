"""One payment, several invoices (A25)."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from syncapp.core.dividing import Payable, proposals, refused

CENTS = st.integers(0, 10**7).map(lambda number: Decimal(number) / 100)


def owing(*sums: str | Decimal) -> list[Payable]:
    return [Payable(id=str(place), label=f"HS-{place}", open=Decimal(one)) for place, one in enumerate(sums)]


def amounts(whole: str, name: str, *sums: str) -> list[Decimal] | None:
    found = {one.name: [amount for _, amount in one.amounts] for one in proposals(Decimal(whole), "USD", owing(*sums))}
    return found.get(name)


@given(st.lists(CENTS, min_size=2, max_size=6), st.data())
def test_each_proposal_makes_up_the_payment_and_none_is_refused(sums: list[Decimal], data: st.DataObject) -> None:
    most = int(sum(sums) * 100)
    whole = Decimal(data.draw(st.integers(0, most))) / 100
    invoices = owing(*sums)
    found = proposals(whole, "USD", invoices)
    assert found, "what is open in all can take it"
    for one in found:
        assert refused(whole, "USD", invoices, {invoice.id: amount for invoice, amount in one.amounts}) == ""


def test_in_proportion_no_cent_is_lost() -> None:
    assert amounts("100.00", "balance", "33.34", "33.33", "66.67") == [
        Decimal("25.01"),
        Decimal("24.99"),
        Decimal("50.00"),
    ]


def test_in_proportion_the_last_cent_goes_where_there_is_room() -> None:
    found = amounts("0.10", "balance", "0.00", "0.05", "0.05", "0.05")
    assert found == [Decimal(cents) / 100 for cents in (0, 4, 3, 3)]


def test_one_payment_has_one_customer_and_who_gets_nothing_of_it_does_not_count() -> None:
    invoices = [
        Payable(id=customer, label=customer, open=Decimal(50), customer=customer) for customer in ("Acme", "Birch")
    ]
    both = refused(Decimal(50), "USD", invoices, {"Acme": Decimal(20), "Birch": Decimal(30)})
    assert both.startswith("These invoices are billed to Acme and Birch, and a payment in QuickBooks Online has one")
    assert refused(Decimal(50), "USD", invoices, {"Acme": Decimal(50), "Birch": Decimal(0)}) == ""


def test_more_than_is_open_has_no_proposal_and_a_yen_has_no_parts() -> None:
    assert proposals(Decimal("200.01"), "USD", owing("100.00", "100.00")) == []
    yen = owing("100", "50")
    assert [amount for _, amount in proposals(Decimal(101), "JPY", yen)[-1].amounts] == [68, 33]
    assert "more decimals than its currency" in refused(
        Decimal(101), "JPY", yen, {"0": Decimal("50.5"), "1": Decimal("50.5")}
    )


def test_what_hubspot_counts_is_the_first_proposal() -> None:
    one, two = (
        Payable(id=key, label=key, open=Decimal(100), open_in_hubspot=Decimal(left))
        for key, left in (("a", 70), ("b", 20))
    )
    first = proposals(Decimal(110), "USD", [one, two])[0]
    assert (first.name, [amount for _, amount in first.amounts]) == ("hubspot", [30, 80])
