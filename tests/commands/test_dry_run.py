"""`sync --dry-run`: shows what would be written, and writes nothing."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps

from syncapp.storage.models import Connection, Run
from tests.commands.conftest import Shell
from tests.kept import Shelf
from tests.starts import demo_company
from tests.world import World

# A lease says who is at work, and a dry run is at work.
MAY_CHANGE = {"Run", "Lease"}
RENEWED = {"access_token", "refresh_token", "expires_at", "refresh_expires_at", "calls_made", "paused_until"}
ENTRY = {"object", "system", "action", "hubspot_id", "quickbooks_id", "label", "changes", "reason"}
DONE = {"create": "created", "update": "updated", "delete": "updated", "void": "voided"}


def dump() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that a dry run may not touch."""
    tables = {}
    for model in apps.get_models():
        if model.__name__ not in MAY_CHANGE:
            kept = [
                field.attname
                for field in model._meta.concrete_fields
                if model is not Connection or field.name not in RENEWED
            ]
            tables[model.__name__] = list(model.objects.order_by("pk").values(*kept))
    return tables


def dry(shell: Shell, *more: str) -> dict[str, Any]:
    ran = shell("sync", "--workspace", "demo", "--dry-run", "--json", *more)
    assert ran.code in (0, 1), ran.err
    return json.loads(ran.out)  # type: ignore[no-any-return]


def planned(told: dict[str, Any]) -> Counter[tuple[str, str, str]]:
    return Counter((one["object"], one["system"], DONE[one["action"]]) for one in told["plan"])


def written(told: dict[str, Any]) -> Counter[tuple[str, str, str]]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for name, one in told["objects"].items():
        for word in ("created", "updated", "voided"):
            counts.update({(name, side, word): number for side, number in one[word].items()})
    return +counts


def real(shell: Shell) -> dict[str, Any]:
    return json.loads(shell("sync", "--workspace", "demo", "--json").out)  # type: ignore[no-any-return]


@pytest.fixture
def company(demo: World, shelf: Shelf) -> World:
    return demo_company(shelf, 40)


def test_a_dry_run_writes_nothing_anywhere(company: World, shell: Shell) -> None:
    before = dump()
    company.forget_journal()

    told = dry(shell)

    assert company.journal("hubspot", "write") == company.journal("quickbooks", "write") == []
    assert dump() == before
    assert Run.objects.get().dry_run is True
    assert told["dry_run"] is True
    assert told["writes"] == {"hubspot": 0, "quickbooks": 0}


def test_the_plan_of_a_fresh_set_up_is_what_is_then_written(company: World, shell: Shell) -> None:
    told = dry(shell)

    done = real(shell)

    assert planned(told) == written(done)
    assert planned(told)["invoices", "hubspot", "created"] > 10


def test_after_later_too(company: World, shell: Shell) -> None:
    real(shell)
    company.seed("landscaping-later", records=40)
    before = dump()
    company.forget_journal()

    told = dry(shell)

    assert dump() == before
    assert company.journal("hubspot", "write") == company.journal("quickbooks", "write") == []
    done = real(shell)
    assert planned(told) == written(done)
    assert {"create", "update", "void"} <= {one["action"] for one in told["plan"]}


def test_of_settled_accounts_the_plan_is_empty(company: World, shell: Shell) -> None:  # I3
    real(shell)

    assert dry(shell)["plan"] == []


def test_each_entry_says_what_where_and_why(company: World, shell: Shell) -> None:
    told = dry(shell)

    for one in told["plan"]:
        assert set(one) == ENTRY
        assert one["system"] in ("hubspot", "quickbooks")
        assert one["reason"]
        assert one["hubspot_id"] or one["quickbooks_id"] or one["label"] == "Custom Line Item"
        assert all(set(change) == {"field", "from", "to"} for change in one["changes"])
    invoice = next(one for one in told["plan"] if one["label"] == "1013")
    assert (invoice["object"], invoice["system"], invoice["action"]) == ("invoices", "hubspot", "create")
    payments = [one for one in Run.objects.get().plan if one["object"] == "payments"]
    assert payments
    assert all(one["invoice"] and one["customer"] for one in payments)  # what the pages show with it
    assert invoice["hubspot_id"] is None
    total = next(change for change in invoice["changes"] if change["field"] == "total")
    assert total["from"] is None
    assert Decimal(total["to"]) == Decimal("48600.00")


def test_no_two_entries_for_one_record_on_one_side(company: World, shell: Shell) -> None:
    told = dry(shell)

    keys = Counter((one["object"], one["system"], one["hubspot_id"], one["quickbooks_id"]) for one in told["plan"])
    assert max(keys.values()) == 1


def test_words_list_the_plan(company: World, shell: Shell) -> None:
    ran = shell("sync", "--workspace", "demo", "--dry-run")

    assert "what a sync would do" in ran.out
    assert "create invoice 1013 in HubSpot: invoice in QuickBooks" in ran.out


def test_a_dry_run_of_everything_stores_nothing(company: World, shell: Shell) -> None:
    real(shell)
    before = dump()

    assert dry(shell, "--full")["plan"] == []
    assert dump() == before


def test_stale_lists_are_read_anew_and_not_stored(company: World, shell: Shell) -> None:
    from syncapp.storage.models import Catalog

    Catalog.objects.update(refreshed_at="2020-01-01T00:00:00Z")
    company.control("quickbooks", "settings", {"Preferences": {"AccountingInfoPrefs": {"BookCloseDate": "2020-01-31"}}})
    before = dump()

    dry(shell)

    assert dump() == before
