"""The audit log of a company: who did what to which record, from what to what."""

from __future__ import annotations

from typing import Any

import pytest

from syncapp.sandbox.quickbooks import audit
from syncapp.sandbox.quickbooks.audit import Audit, changes
from syncapp.sandbox.quickbooks.company import Company
from syncapp.sandbox.state import Store
from tests.sandbox.quickbooks import hands
from tests.sandbox.quickbooks.hands import Hand, ref

LINE = {"Amount": 68, "DetailType": "SalesItemLineDetail", "SalesItemLineDetail": {"ItemRef": ref("1")}}


def told(company: Company, entity: str, id_: str) -> list[tuple[str, str]]:
    return [(one["who"], one["what"]) for one in company.audit.of(entity, id_)]


def test_what_a_seed_plants_is_noted_nowhere(company: Company) -> None:
    assert len(company.audit) == 0


def test_a_change_says_who_and_from_what_to_what(company: Company, app: Hand, person: Hand) -> None:
    made = app.make("Customer", DisplayName="Grace Kim")
    person.sparse("Customer", made, DisplayName="Grace Lee", PrimaryEmailAddr={"Address": "g@example.com"})
    newest, oldest = company.audit.of("Customer", made["Id"])
    assert (oldest["who"], oldest["what"], "changes" in oldest) == ("App without a name", "Created", False)
    assert (newest["who"], newest["what"]) == ("A person", "Changed")
    assert ["DisplayName", "Grace Kim", "Grace Lee"] in newest["changes"]
    assert ["PrimaryEmailAddr", "", '{"Address": "g@example.com"}'] in newest["changes"]


def test_what_a_payment_moves_stands_at_its_invoice(company: Company, app: Hand) -> None:
    invoice = app.make("Invoice", CustomerRef=ref("1"), Line=[LINE])
    link = {"Amount": 68, "LinkedTxn": [{"TxnId": invoice["Id"], "TxnType": "Invoice"}]}
    app.make("Payment", CustomerRef=ref("1"), TotalAmt=68, Line=[link])
    assert ["Balance", "68", "0"] in company.audit.of("Invoice", invoice["Id"])[0]["changes"]


def test_voided_mailed_and_deleted_are_called_so(company: Company, app: Hand) -> None:
    invoice = app.make("Invoice", CustomerRef=ref("1"), Line=[LINE])
    app.post(f"invoice/{invoice['Id']}/send", None, sendTo="ap@acme.example")
    app.post("invoice", {"Id": invoice["Id"], "SyncToken": "1"}, operation="void")
    app.post("invoice", {"Id": invoice["Id"], "SyncToken": "2"}, operation="delete")
    found = [what for _, what in told(company, "Invoice", invoice["Id"])]
    assert found == ["Deleted", "Voided", "Mailed", "Created"]


def test_a_line_is_compared_with_the_line_in_its_place() -> None:
    old = {"Line": [{"Id": "1", "Amount": 5}, {"Id": "2", "Amount": 6}], "SyncToken": "0"}
    new = {"Line": [{"Id": "1", "Amount": 7}], "SyncToken": "1"}
    assert changes(old, new) == [["Line 1.Amount", "5", "7"], ["Line 2", '{"Id": "2", "Amount": 6}', ""]]


def test_the_oldest_entries_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "KEPT", 3)
    log = Audit(Store(), "1")
    with log.by("A person"):
        for n in range(5):
            log.noted("Created", "Term", str(n), "now")
    assert [one["id"] for one in log.newest()] == ["4", "3", "2"]
    assert log.of("Term", "0") == []
    assert [one["id"] for one in log.of("Term", "3")] == ["3"]


def test_the_log_is_there_after_a_restart(tmp_path: Any) -> None:
    path = str(tmp_path / "state")
    first = hands.vendor(Store(path))
    Hand(first, as_user=True).make("Customer", DisplayName="Grace Kim")
    first.store.flush()
    again = hands.vendor(Store(path)).company()
    assert told(again, "Customer", "1") == [("A person", "Created")]
    with again.audit.by("A person"):
        again.audit.noted("Changed", "Customer", "1", "now")
    assert len(again.audit) == 2
