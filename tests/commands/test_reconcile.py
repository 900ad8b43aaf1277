"""`manage.py reconcile` as a shell sees it: exit codes, what is printed, and what it never does (B3)."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest

from syncapp.queries.reconciliations import HEADER
from syncapp.storage.models import Connection, Reconciliation, Workspace
from tests.commands.conftest import Shell
from tests.kept import Shelf
from tests.scenarios.company import line, sold
from tests.scenarios.conftest import Acme, synced
from tests.world import World

WORDS = ("reconcile", "--workspace", "demo", "--from", "2026-11-01", "--to", "2026-11-30")


@pytest.fixture
def acme(demo: World, shelf: Shelf) -> Acme:
    shop: Acme = shelf.begin("acme", synced)
    shop.invoice(shop.contact_id, line(), number="HS-1")
    bill = shop.bill(shop.customer_id, sold(shop.item_id, "2", "50.00"), number="1001")
    shop.pay_there(shop.customer_id, {bill: "40.00"})
    shop.sync()
    return shop


def test_equal_ledgers_exit_0(acme: Acme, shell: Shell) -> None:  # B3
    ran = shell(*WORDS)
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "Invoices, USD",
        "  Count: 2 in HubSpot, 2 in QuickBooks Online, difference 0",
        "  Total: $200.00 in HubSpot, $200.00 in QuickBooks Online, difference $0.00",
        "  Paid: $40.00 in HubSpot, $40.00 in QuickBooks Online, difference $0.00",
        "  Balance: $160.00 in HubSpot, $160.00 in QuickBooks Online, difference $0.00",
        "Payments, USD",
        "  Count: 1 in HubSpot, 1 in QuickBooks Online, difference 0",
        "  Amount: $40.00 in HubSpot, $40.00 in QuickBooks Online, difference $0.00",
        "Rows: 3 equal, 0 different, 0 explained, 0 changed while they were read.",
    ]
    assert "Reading the invoices of November 2026" in ran.err


def test_a_difference_exits_1_and_is_named(acme: Acme, shell: Shell) -> None:  # B3
    acme.bill(acme.customer_id, sold(acme.item_id, "1", "0.01"), number="1002")
    ran = shell(*WORDS)
    assert ran.code == 1
    assert ran.out.splitlines()[-1] == "Invoice 1002: Not in HubSpot. The sync has never seen it."
    assert "difference −$0.01" in ran.out


def test_json_is_as_its_help_says(acme: Acme, shell: Shell) -> None:  # B3
    acme.bill(acme.customer_id, sold(acme.item_id, "1", "0.01"), number="1002")
    ran = shell(*WORDS, "--json")
    assert ran.code == 1
    told = json.loads(ran.out)
    assert (told["from"], told["to"], told["equal"], told["drafts"]) == ("2026-11-01", "2026-11-30", False, 0)
    assert told["calls"] == {"hubspot": 6, "quickbooks": 3}  # 1002 is looked at once more
    invoices = told["objects"]["invoices"]
    counts = {"equal": 2, "different": 1, "explained": 0, "moving": 0, "possible_duplicates": 2}  # two alike
    assert {name: invoices[name] for name in counts} == counts
    assert invoices["currencies"]["USD"]["quickbooks"] == {
        "count": 3,
        "total": "200.01",
        "paid": "40.00",
        "balance": "160.01",
    }
    (row,) = told["rows"]
    assert (row["object"], row["result"], row["number"], row["hubspot"], row["record"]) == (
        "invoices", "different", "1002", None, None,
    )  # fmt: skip
    assert row["quickbooks"]["total"] == "0.01"


def test_csv_has_every_row_and_no_formula(acme: Acme, shell: Shell) -> None:  # B3, SEC31
    acme.bill(acme.customer_id, sold(acme.item_id, "1", "5.00"), number="=cmd()")
    ran = shell(*WORDS, "--csv")
    assert ran.code == 1
    header, *rows = csv.reader(StringIO(ran.out))
    assert tuple(header) == HEADER
    assert sorted((row[0], row[1], row[2]) for row in rows) == [
        ("Invoice", "Different", "'=cmd()"), ("Invoice", "Equal", "1001"), ("Invoice", "Equal", "HS-1"),
        ("Payment", "Equal", "1001"),
    ]  # fmt: skip
    assert all("/demo/records/" in row[-1] for row in rows if row[1] == "Equal")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--workspace", "none", "--from", "2026-11-01", "--to", "2026-11-30"), "There is no workspace “none”"),
        (
            ("--workspace", "demo", "--from", "2026-11-30", "--to", "2026-11-01"),
            "The last day is before the first one.",
        ),
        (("--workspace", "demo", "--from", "2016-11-30", "--to", "2026-11-01"), "Choose three years or less."),
    ],
)
def test_what_cannot_be_asked_exits_2(acme: Acme, shell: Shell, words: tuple[str, ...], said: str) -> None:  # B3
    ran = shell("reconcile", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_lost_connection_exits_2_and_is_kept(acme: Acme, shell: Shell) -> None:  # B3
    Connection.objects.filter(side="quickbooks").update(state="needs_reconnect")
    ran = shell(*WORDS)
    assert ran.code == 2
    assert "QuickBooks Online" in ran.err
    assert Reconciliation.objects.get().failed in ran.err


def test_a_vendor_that_does_not_answer_exits_2(acme: Acme, shell: Shell) -> None:  # B3
    acme.world.fault("quickbooks", "/query", {"status": 503, "body": {}}, when="before", times=50)
    ran = shell(*WORDS)
    assert ran.code == 2
    row = Reconciliation.objects.get()
    assert row.failed
    assert row.ended_at


def test_nothing_is_read_while_all_is_paused(acme: Acme, shell: Shell) -> None:  # B3
    Workspace.objects.update(paused=True)
    acme.world.forget_journal()
    ran = shell(*WORDS)
    assert (ran.code, "Everything is paused" in ran.err) == (2, True)
    assert acme.world.journal("hubspot") == []


def test_the_help_documents_json_and_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:  # B3
    from django.core.management import load_command_class

    text = load_command_class("syncapp", "reconcile").create_parser("manage.py", "reconcile").format_help()
    for words in ("Exit 0: equal; 1:", "--json prints one object", '"explained": n', "--csv prints every row"):
        assert words in text
