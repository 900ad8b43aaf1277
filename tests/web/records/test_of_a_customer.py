"""What a contact is billed: its page counts its invoices and payments, and each number opens exactly those (S38, S39)."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest

from syncapp.queries import customers, record_page
from syncapp.storage.models import Alias, Inbox, SyncRecord
from tests.web.conftest import Shop, queries
from tests.web.linking.conftest import contact, customer

RECORDS = "integrations/quickbooks/?tab=overview&view=records"


@dataclass
class Books:
    """Acme, who has invoices in several states and payments of them; Ann stands for it too, and Birch is another customer."""

    shop: Shop
    acme: SyncRecord
    ann: SyncRecord
    birch: SyncRecord

    def page(self, who: SyncRecord, role: str = "viewer") -> str:
        answer = self.shop.client(role).get(self.shop.url(f"records/{who.pk}/"))
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    def numbers(self, who: SyncRecord) -> list[tuple[str, str]]:
        """What its page counts, with the address that each number opens."""
        html = self.page(who)
        section = re.search(r'<section class="section" id="billed".*?</section>', html)
        assert section
        links = re.findall(r'<a href="([^"]+)">([^<]+)</a>', section[0])
        return [(words, unescape(address)) for address, words in links]

    def opened(self, address: str) -> list[str]:
        answer = self.shop.client("viewer").get(address)
        assert answer.status_code == 200
        return [line["record"].label for line in answer.context["lines"]]


@pytest.fixture
def books(shop: Shop) -> Books:
    acme = contact(shop, "Acme", "ann@acme.test", quickbooks_id="c1", status="syncing")
    ann = contact(shop, "Ann Archer", hubspot_id="h2", status="excluded", reason="alias", params={"through": "Acme"})
    Alias.objects.create(workspace=shop.workspace, side="hubspot", external_id="h2", record=acme)
    birch = contact(shop, "Birch", quickbooks_id="c3", status="syncing")
    made = Books(shop, acme, ann, birch)
    billed(made, acme, "A-1")
    billed(made, acme, "A-2", status="failing", reason="order_tax", quickbooks_id=None)
    billed(made, acme, "A-3", status="excluded", reason="draft", quickbooks_id=None)
    billed(made, birch, "B-1")
    paid(made, "A-1", "P-1")
    paid(made, "A-1", "P-2", status="failing", reason="overpays", quickbooks_id=None)
    paid(made, "B-1", "P-3")
    return made


def billed(books: Books, who: SyncRecord, number: str, **fields: Any) -> SyncRecord:
    return books.shop.record(label=number, number=number, customer=who, **fields)


def paid(books: Books, number: str, label: str, **fields: Any) -> SyncRecord:
    invoice = SyncRecord.objects.get(number=number)
    return books.shop.record(object_type="payment", label=label, number="", invoice=invoice, **fields)


def test_each_number_on_the_page_of_a_contact_opens_exactly_those_that_it_counts(books: Books) -> None:
    assert [(words, books.opened(address)) for words, address in books.numbers(books.acme)] == [
        ("3 invoices", ["A-3", "A-2", "A-1"]),
        ("1 failing", ["A-2"]),
        ("1 excluded", ["A-3"]),
        ("2 payments", ["P-2", "P-1"]),
        ("1 failing", ["P-2"]),
    ]


def test_it_counts_those_of_everybody_who_is_billed_as_the_same_customer(books: Books) -> None:  # A1
    """Ann's invoice was read before Acme stood for her."""
    billed(books, books.ann, "A-4")
    paid(books, "A-4", "P-4")
    sub = customer(books.shop, "Acme, second site", quickbooks_id="c9", status="excluded", reason="alias")
    Alias.objects.create(workspace=books.shop.workspace, side="quickbooks", external_id="c9", record=books.acme)
    billed(books, sub, "A-5")
    for who in (books.acme, books.ann, sub):
        numbers = dict(books.numbers(who))
        assert books.opened(numbers["5 invoices"]) == ["A-5", "A-4", "A-3", "A-2", "A-1"]
        assert books.opened(numbers["3 payments"]) == ["P-4", "P-2", "P-1"]
    assert "Of everybody who is billed as the same customer." in books.page(books.ann)
    assert "Of everybody who" not in books.page(books.acme)


def test_who_has_a_link_of_its_own_is_billed_for_itself(books: Books) -> None:  # A1
    SyncRecord.objects.filter(pk=books.ann.pk).update(quickbooks_id="c7", status="syncing", reason="")
    billed(books, books.ann, "A-4")
    assert next(words for words, _ in books.numbers(books.acme)) == "3 invoices"
    assert [words for words, _ in books.numbers(books.ann)] == ["1 invoice"]


def test_a_contact_without_invoices_says_so_and_no_other_record_counts_any(books: Books) -> None:
    nobody = contact(books.shop, "Nobody")
    assert "No invoice for this customer is known here." in books.page(nobody)
    assert "Invoices and payments" not in books.page(SyncRecord.objects.get(number="A-1"))


def test_while_the_invoice_sync_is_off_they_are_counted_as_paused(books: Books) -> None:  # S17
    books.shop.turn_off("invoice")
    numbers = books.numbers(books.acme)
    assert [words for words, _ in numbers] == ["3 invoices", "1 excluded", "2 paused", "2 payments", "2 paused"]
    assert books.opened(numbers[2][1]) == ["A-2", "A-1"]


def test_the_filter_is_told_by_name_and_taken_off_with_a_click(books: Books) -> None:  # S39
    for path in (f"invoices/?customer={books.acme.pk}", f"{RECORDS}&customer={books.acme.pk}"):
        answer = books.shop.client("viewer").get(books.shop.url(path))
        assert 'aria-label="Remove filter Customer: Acme"' in answer.content.decode()
        ((words, address),) = answer.context["chips"]
        assert words == "Customer: Acme"
        assert "customer" not in address
        assert f'<input type="hidden" name="customer" value="{books.acme.pk}">' in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=failing&status=syncing", ["A-2", "A-1"]),
        ("view=not-in-quickbooks", ["A-2"]),
        ("view=excluded-or-ignored", ["A-3"]),
        ("q=A-1", ["A-1"]),
        ("since=2099-01-01", []),
    ],
)
def test_it_goes_together_with_the_other_filters(books: Books, query: str, found: list[str]) -> None:  # S39
    assert books.opened(books.shop.url(f"invoices/?customer={books.acme.pk}&{query}")) == found


def test_the_record_view_lists_what_the_customer_is_billed_and_how_many(books: Books) -> None:  # S37
    answer = books.shop.client("viewer").get(books.shop.url(f"{RECORDS}&customer={books.acme.pk}"))
    assert [line["record"].label for line in answer.context["lines"]] == ["P-2", "P-1", "A-3", "A-2", "A-1"]
    assert answer.context["page"].number == 5
    assert books.opened(books.shop.url(f"{RECORDS}&customer={books.acme.pk}&object=contact")) == []


def test_pages_and_the_panel_stay_with_the_customer(books: Books) -> None:
    for number in range(30):
        billed(books, books.acme, f"N-{number}")
    address = books.shop.url(f"invoices/?customer={books.acme.pk}")
    html = books.shop.client("viewer").get(address).content.decode()
    (after,) = re.findall(r'rel="next" href="([^"]+)"', html)
    assert len(books.opened(unescape(after))) == 8
    assert html.count(f"customer={books.acme.pk}&amp;invoice=") >= 25


def test_the_files_hold_the_same(books: Books) -> None:
    key = books.acme.pk
    for path, column in (
        (f"invoices/csv/?customer={key}", "Number"),
        (f"records/export/?all=yes&object=invoice&customer={key}", "Record"),
    ):
        answer: Any = books.shop.client("viewer").get(books.shop.url(path))
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        assert {row[column] for row in csv.DictReader(io.StringIO(text))} == {"A-1", "A-2", "A-3"}


def test_all_that_match_are_those_of_the_customer(books: Books) -> None:
    """Never those of everybody: what the list was narrowed to is what a click means."""
    client, told = books.shop.client("bookkeeper"), {"all": "yes", "status": "failing"}
    client.post(books.shop.url("failures/retry/"), {**told, "customer": "99999999"})
    assert not Inbox.objects.exists()
    client.post(books.shop.url("failures/retry/"), {**told, "object": "invoice", "customer": str(books.acme.pk)})
    assert [(one.object_type, one.external_id) for one in Inbox.objects.all()] == [
        ("invoice", SyncRecord.objects.get(number="A-2").hubspot_id)
    ]


def test_a_view_that_is_kept_keeps_the_customer(books: Books) -> None:
    client, key = books.shop.client("viewer"), books.acme.pk
    client.post(books.shop.url("records/views/"), {"name": "Acme's", "query": f"customer={key}&object=invoice"})
    html = client.get(books.shop.url(RECORDS)).content.decode()
    (address,) = re.findall(r'<a href="([^"]+)">Acme&#x27;s</a>', html)
    assert books.opened(unescape(address)) == ["A-3", "A-2", "A-1"]


@pytest.mark.parametrize("key", ["0", "abc", "-1", "9" * 40, "1%00", "%F0%9F%8C%B3", "<script>"])
def test_one_that_is_not_known_narrows_to_nothing(books: Books, key: str) -> None:
    for path in (f"invoices/?customer={key}", f"{RECORDS}&customer={key}"):
        answer = books.shop.client("viewer").get(books.shop.url(path))
        assert answer.status_code == 200
        assert answer.context["lines"] == []
        assert [words for words, _ in answer.context["chips"]] == ["Customer: not known any more"]


def test_neither_an_invoice_nor_a_contact_of_others_is_a_customer(books: Books) -> None:  # SEC2
    theirs = SyncRecord.objects.create(
        workspace=books.shop.other, object_type="contact", label="Secret", hubspot_id="1"
    )
    SyncRecord.objects.create(workspace=books.shop.other, object_type="invoice", label="S-1", customer=theirs)
    for row in (theirs, SyncRecord.objects.get(number="A-1")):
        html = books.shop.client("viewer").get(books.shop.url(f"invoices/?customer={row.pk}")).content.decode()
        assert "Customer: not known any more" in html
        assert "No invoice matches" in html
        assert "Secret" not in html


def test_a_hostile_name_is_text(books: Books) -> None:  # SEC31
    SyncRecord.objects.filter(pk=books.acme.pk).update(label='"><script>alert(1)</script>')
    for path in (f"invoices/?customer={books.acme.pk}", f"{RECORDS}&customer={books.acme.pk}"):
        html = books.shop.client("viewer").get(books.shop.url(path)).content.decode()
        assert "<script>alert" not in html
        assert "Customer: &quot;&gt;&lt;script&gt;" in html


def test_a_list_of_one_customer_asks_twice_more_than_one_of_all(books: Books) -> None:
    client = books.shop.client("viewer")
    for path, most in (("invoices/?rows=25", 2), (f"{RECORDS}&q=A", 2)):
        with queries() as of_all:
            client.get(books.shop.url(path))
        with queries() as of_one:
            client.get(books.shop.url(f"{path}&customer={books.acme.pk}"))
        assert len(of_one) <= len(of_all) + most


def test_of_many_the_numbers_are_counted_by_themselves_and_are_the_same(
    books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = billed(books, books.acme, "A-9", status="pending", reason="waiting", waiting_on=books.acme)
    told = books.numbers(books.acme)
    monkeypatch.setattr(record_page, "MOST", 2)
    assert books.numbers(books.acme) == told
    assert waits.label in books.page(books.acme).partition('id="waiters"')[2]  # what waits is listed before all others
    monkeypatch.setattr(customers, "CAP", 3)
    assert [words for words, _ in books.numbers(books.acme)] == ["More than 10,000 invoices", "2 payments", "1 failing"]
