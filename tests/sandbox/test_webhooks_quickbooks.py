"""Which write in QuickBooks makes which events, and how both forms word them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from syncapp.sandbox.quickbooks import events
from syncapp.sandbox.quickbooks.vendor import FIRST_REALM, QuickBooks
from tests.sandbox.quickbooks import hands
from tests.sandbox.quickbooks.hands import Hand, applied, line, ref


class Books:
    """A company that is listened to, with a customer (1), an item (1) and an invoice."""

    def __init__(self) -> None:
        self.vendor: QuickBooks = hands.vendor()
        company = self.vendor.company()
        services = company.find_named("Account", "Services")
        assert services is not None
        company.load("Customer", {"DisplayName": "Acme"})
        company.load("Item", {"Name": "Labor", "UnitPrice": 68, "IncomeAccountRef": ref(services["Id"])})
        self.app, self.person = Hand(self.vendor), Hand(self.vendor, as_user=True)
        self.invoice = self.app.make("Invoice", CustomerRef=ref("1"), Line=[line(100)])
        self.heard: list[dict[str, Any]] = []
        self.vendor.listen(self.heard.extend)

    def told(self) -> list[tuple[str, str, str]]:
        """Entity, Id and operation of what was heard since the last time."""
        found = [(one["entity"], one["id"], one["operation"]) for one in self.heard]
        self.heard.clear()
        return found

    def pay(self, amount: int) -> dict[str, Any]:
        rows = applied(amount, ("Invoice", self.invoice["Id"]))
        return self.app.make("Payment", CustomerRef=ref("1"), TotalAmt=amount, Line=rows)


@pytest.fixture
def books() -> Books:
    return Books()


def test_app_and_person_alike_make_events(books: Books) -> None:
    for hand in (books.app, books.person):
        doc = hand.make("Customer", DisplayName=f"Someone {hand.as_user}")
        hand.sparse("Customer", doc, CompanyName="X")
        assert books.told() == [("Customer", doc["Id"], "Create"), ("Customer", doc["Id"], "Update")]


def test_an_event_names_realm_and_time(books: Books) -> None:
    books.person.make("Customer", DisplayName="Grace Kim")
    assert books.heard[0]["realm"] == FIRST_REALM
    assert books.heard[0]["time"] == "2026-11-24T18:30:00.000000"


def test_a_payment_touches_its_invoice(books: Books) -> None:
    payment = books.pay(40)
    assert books.told() == [
        ("Payment", payment["Id"], "Create"),
        ("Invoice", books.invoice["Id"], "Update"),
    ]  # [M]
    books.app.post("payment", {"Id": payment["Id"], "SyncToken": payment["SyncToken"]}, operation="delete")
    assert books.told() == [
        ("Payment", payment["Id"], "Delete"),
        ("Invoice", books.invoice["Id"], "Update"),
    ]


def test_void_and_delete_and_mail_have_their_own_words(books: Books) -> None:
    id_ = books.invoice["Id"]
    books.person.call("POST", f"invoice/{id_}/send", sendTo="ap@acme.example")
    assert books.told() == [("Invoice", id_, "Emailed")]
    books.person.post("invoice", {"Id": id_}, operation="void")
    assert books.told() == [("Invoice", id_, "Void")]
    books.person.post("invoice", {"Id": id_}, operation="delete")
    assert books.told() == [("Invoice", id_, "Delete")]


def test_a_voided_payment_is_told_as_void(books: Books) -> None:
    payment = books.pay(40)
    books.told()
    books.person.post("payment", {"Id": payment["Id"], "sparse": True}, operation="update", include="void")
    assert ("Payment", payment["Id"], "Void") in books.told()


def test_a_merge_names_who_is_gone(books: Books) -> None:
    loser = books.person.make("Customer", DisplayName="Acme Inc")
    books.told()
    books.person.make("Customer", Id=loser["Id"], DisplayName="Acme")
    assert [(one["operation"], one["id"], one["deleted"]) for one in books.heard] == [("Merge", "1", loser["Id"])]


def test_a_batch_tells_each_of_its_items(books: Books) -> None:
    books.app.batch(
        {"operation": "create", "Customer": {"DisplayName": "Grace Kim"}},
        {"operation": "create", "Customer": {"DisplayName": "Acme"}},  # refused: the name is taken
        {"operation": "create", "Customer": {"DisplayName": "Mei Chen"}},
    )
    assert [operation for _, _, operation in books.told()] == ["Create", "Create"]


def test_what_is_refused_or_read_or_answered_again_makes_no_event(books: Books) -> None:
    books.app.refused("Customer", {"DisplayName": "Acme"})
    books.app.query("SELECT * FROM Customer")
    books.app.post("customer", {"DisplayName": "Grace Kim"}, requestid="a")
    assert len(books.told()) == 1
    books.app.post("customer", {"DisplayName": "Grace Kim"}, requestid="a")
    assert books.told() == []


def test_preferences_are_told_whoever_moves_them(books: Books) -> None:
    moved = {"AccountingInfoPrefs": {"BookCloseDate": "2026-10-31"}}
    books.person.post("preferences", moved)
    books.vendor.settings({"Preferences": moved}, None)
    assert [(entity, operation) for entity, _, operation in books.told()] == [("Preferences", "Update")] * 2


def test_tax_codes_are_not_among_the_entities_that_have_events() -> None:
    recorder = events.Recorder("310687")
    recorder.saved("TaxCode", "2", "Create")
    recorder.saved("TaxAgency", "3", "Create")
    assert [one["entity"] for one in recorder.events(hands.NOW)] == ["TaxAgency"]


def test_a_company_that_dropped_the_app_makes_no_events(books: Books) -> None:
    books.vendor.settings({"disconnect": True}, None)
    books.person.make("Customer", DisplayName="Grace Kim")
    assert books.told() == []
    Hand(books.vendor)  # a new consent
    books.person.make("Customer", DisplayName="Mei Chen")
    assert len(books.told()) == 1


def test_history_makes_no_events(books: Books) -> None:
    books.vendor.company().load("Customer", {"DisplayName": "Grace Kim"})
    assert books.told() == []


def sent(chosen: str, *found: dict[str, Any]) -> Any:
    numbered = [events.numbered(event, number) for number, event in enumerate(found)]
    subscription = {"format": chosen}
    return [json.loads(events.body(one, subscription, 0)) for one in events.batches(numbered, subscription)]


EVENT = {
    "realm": "310687",
    "entity": "Invoice",
    "id": "1234",
    "operation": "Create",
    "time": "2025-09-10T21:31:25.179851",
}
MERGE = {**EVENT, "entity": "Customer", "id": "7", "operation": "Merge", "deleted": "9"}


def test_cloud_events_are_worded_as_published() -> None:
    created, merged = sent("cloudevents", EVENT, MERGE)[0]
    assert created.pop("id")
    assert created.pop("source").startswith("intuit.")
    assert created == {
        "specversion": "1.0", "type": "qbo.invoice.created.v1", "datacontenttype": "application/json",
        "time": "2025-09-10T21:31:25.179851000Z", "intuitentityid": "1234", "intuitaccountid": "310687", "data": {},
    }  # fmt: skip
    assert (merged["type"], merged["data"]) == ("qbo.customer.merged.v1", {"deletedId": "9"})


def test_the_old_form_is_worded_as_published() -> None:
    told = sent("legacy", EVENT, MERGE)
    assert told == [{"eventNotifications": [{"realmId": "310687", "dataChangeEvent": {"entities": [
        {"name": "Invoice", "id": "1234", "operation": "Create", "lastUpdated": "2025-09-10T21:31:25.179Z"},
        {"name": "Customer", "id": "7", "operation": "Merge", "lastUpdated": "2025-09-10T21:31:25.179Z", "deletedId": "9"},
    ]}}]}]  # fmt: skip


def test_cloud_events_mix_companies_and_the_old_form_does_not() -> None:
    other = {**EVENT, "realm": "310688"}
    assert len(sent("cloudevents", EVENT, other, EVENT)) == 1
    assert [
        len(one["eventNotifications"][0]["dataChangeEvent"]["entities"]) for one in sent("legacy", EVENT, other, EVENT)
    ] == [2, 1]


def test_every_event_has_an_id_of_its_own_that_repetitions_keep() -> None:
    ids = {one["id"] for one in sent("cloudevents", EVENT, EVENT, EVENT)[0]}
    assert len(ids) == 3
    assert events.numbered(EVENT, 5) == events.numbered(EVENT, 5)
