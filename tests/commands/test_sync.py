"""`manage.py sync` as surfaces.md describes it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from syncapp.storage.models import ObjectSync, Run
from tests.commands.conftest import Shell
from tests.kept import Shelf
from tests.starts import demo_company
from tests.world import World

OBJECTS = ["contacts", "products", "invoices", "payments"]
BY_SIDE = ["created", "updated", "voided"]
NUMBERS = ["seen", "linked", "unchanged", "failing", "excluded", "pending", "ignored"]


@pytest.fixture
def company(demo: World, shelf: Shelf) -> World:
    return demo_company(shelf, 20)


def test_json_is_one_object_of_the_published_shape(company: World, shell: Shell) -> None:
    ran = shell("sync", "--workspace", "demo", "--json")

    told = json.loads(ran.out)
    assert set(told) == {"run", "dry_run", "objects", "calls", "writes", "seconds"}
    assert told["run"] == Run.objects.get().pk
    assert told["dry_run"] is False
    assert list(told["objects"]) == OBJECTS
    for one in told["objects"].values():
        assert set(one) == {*BY_SIDE, *NUMBERS}
        assert all(set(one[word]) == {"hubspot", "quickbooks"} for word in BY_SIDE)
        assert all(isinstance(one[word], int) for word in NUMBERS)
    assert set(told["calls"]) == set(told["writes"]) == {"hubspot", "quickbooks"}
    assert isinstance(told["seconds"], float)


def test_calls_are_all_http_requests_of_the_journal(company: World, shell: Shell) -> None:
    company.forget_journal()

    told = json.loads(shell("sync", "--workspace", "demo", "--json").out)

    assert told["calls"] == {system: len(company.journal(system)) for system in ("hubspot", "quickbooks")}


def test_states_at_the_end_partition_the_records(company: World, shell: Shell) -> None:
    told = json.loads(shell("sync", "--workspace", "demo", "--json").out)

    for name, one in told["objects"].items():
        records = company.records(object_type=name.removesuffix("s"))
        by_state = {
            state: sum(row.status == state for row in records)
            for state in ("failing", "excluded", "pending", "ignored")
        }
        assert {state: one[state] for state in by_state} == by_state
        assert one["unchanged"] <= len(records) - sum(by_state.values())


def test_writes_count_an_invoice_with_its_lines_once(company: World, shell: Shell) -> None:
    before = len(company.objects("hubspot", "invoices"))

    told = json.loads(shell("sync", "--workspace", "demo", "--json").out)

    assert told["objects"]["invoices"]["created"]["hubspot"] == len(company.objects("hubspot", "invoices")) - before > 0
    for side, number in told["writes"].items():
        assert number == sum(one[word][side] for one in told["objects"].values() for word in BY_SIDE)


def test_result_goes_to_stdout_and_progress_to_stderr(company: World, shell: Shell) -> None:
    ran = shell("sync", "--workspace", "demo", "--json")

    assert ran.out.count("\n") == 1
    assert "Reading invoices of QuickBooks" in ran.err
    assert "Traceback" not in ran.err


def test_words_name_what_needs_somebody(company: World, shell: Shell) -> None:
    ran = shell("sync", "--workspace", "demo")

    assert "Needs someone (" in ran.out
    assert "Olivia Oak" in ran.out
    assert "→" in ran.out  # the first step of the remedy


def test_failing_records_are_exit_code_1(company: World, shell: Shell) -> None:
    ran = shell("sync", "--workspace", "demo", "--json")

    assert json.loads(ran.out)["objects"]["contacts"]["failing"] == 1
    assert ran.code == 1


def test_all_settled_is_exit_code_0(demo: World, shell: Shell) -> None:
    demo.set_up()  # both accounts are empty

    ran = shell("sync", "--workspace", "demo", "--json")

    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["writes"] == {"hubspot": 0, "quickbooks": 0}


def test_an_unknown_workspace_is_one_sentence_and_exit_code_2(demo: World, shell: Shell) -> None:
    ran = shell("sync", "--workspace", "nowhere")

    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.strip() == "There is no workspace “nowhere”. Make it with manage.py setup."


def test_nothing_turned_on_is_one_sentence_and_exit_code_2(demo: World, shell: Shell) -> None:
    demo.set_up("none")
    demo.forget_journal()

    ran = shell("sync", "--workspace", "demo")

    assert ran.code == 2
    assert ran.err.strip() == "No sync is turned on in this workspace. Set it up first."
    assert demo.journal("hubspot") == []


def test_a_vendor_that_is_away_is_exit_code_2_with_its_name(company: World, shell: Shell) -> None:
    company.fault("quickbooks", ".*", {"status": 503}, when="before", method="", times=10**6)

    ran = shell("sync", "--workspace", "demo", "--json")

    assert ran.code == 2
    assert "The other system does not answer" in ran.err
    assert json.loads(ran.out)["stopped"]


def test_only_the_chosen_objects_are_worked(company: World, shell: Shell) -> None:
    told = json.loads(
        shell("sync", "--workspace", "demo", "--json", "--object", "products", "--object", "contacts").out
    )

    assert told["objects"]["invoices"]["seen"] == told["objects"]["payments"]["seen"] == 0
    assert told["objects"]["products"]["linked"] > 0
    assert told["objects"]["contacts"]["linked"] > 0
    assert len(company.objects("hubspot", "invoices")) == len(
        company.records(object_type="invoice", quickbooks_id=None)
    )

    rest = json.loads(shell("sync", "--workspace", "demo", "--json").out)
    assert rest["objects"]["invoices"]["created"]["hubspot"] > 0


def test_an_object_that_was_not_chosen_keeps_no_round_going(company: World, shell: Shell) -> None:
    shell("sync", "--workspace", "demo")
    company.forget_journal()

    shell("sync", "--workspace", "demo", "--object", "products")

    assert len([one for one in company.journal("quickbooks") if one["path"].endswith("/cdc")]) == 1


def test_full_finds_what_no_poll_tells(company: World, shell: Shell) -> None:
    shell("sync", "--workspace", "demo")
    product = company.records(object_type="product", status="syncing")[0]
    company.as_user("hubspot", "DELETE", f"/crm/v3/objects/products/{product.hubspot_id}")

    shell("sync", "--workspace", "demo")
    assert company.record(pk=product.pk).status == "syncing"

    shell("sync", "--workspace", "demo", "--full")
    assert company.record(pk=product.pk).reason == "deleted_in_hubspot"


def test_full_of_an_equal_pair_writes_nothing(company: World, shell: Shell) -> None:
    shell("sync", "--workspace", "demo")

    told = json.loads(shell("sync", "--workspace", "demo", "--full", "--json").out)

    assert told["writes"] == {"hubspot": 0, "quickbooks": 0}
    assert told["objects"]["invoices"]["seen"] > 0


def test_full_refuses_to_believe_a_side_that_is_suddenly_empty(company: World, shell: Shell) -> None:
    """Design §4.5."""
    shell("sync", "--workspace", "demo")
    company.fault(
        "quickbooks", "/query", {"status": 200, "body": {"QueryResponse": {}}}, when="before", method="", times=10**6
    )
    before = states(company)

    ran = shell("sync", "--workspace", "demo", "--full")

    assert ran.code == 2
    assert "has no contacts at all. Nothing was changed." in ran.err
    assert states(company) == before


def test_a_deleted_invoice_is_noticed_without_full(company: World, shell: Shell) -> None:
    """*Beech*: no search tells of it (issue §4.2)."""
    shell("sync", "--workspace", "demo")
    company.seed("landscaping-later", records=20)

    shell("sync", "--workspace", "demo")

    beech = company.record(object_type="invoice", number="HS-2005")
    assert (beech.status, beech.reason) == ("failing", "deleted_in_hubspot")


def test_a_sync_that_is_turned_off_ends_the_run_in_order(
    company: World, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:  # F93
    from syncapp.engine import run

    def turned_off(*args: Any) -> Any:
        ObjectSync.objects.update(enabled=False)
        return original(*args)

    original = run.collect
    monkeypatch.setattr(run, "collect", turned_off)

    ran = shell("sync", "--workspace", "demo")

    assert ran.code == 2
    assert "The sync was turned off while it ran." in ran.err
    assert company.journal("quickbooks", "write") == []


def states(world: World) -> list[tuple[Any, ...]]:
    return [(row.pk, row.status, row.reason, row.hubspot_id, row.quickbooks_id) for row in world.records()]


def test_an_account_is_called_no_faster_than_it_allows(company: World, shell: Shell, settings: Any) -> None:  # F16
    """Alone on both accounts a sync is never refused, and waits less than it works."""
    settings.KEEP_PACE = True
    for system in ("hubspot", "quickbooks"):
        company.control(system, "limits", {"enabled": True, "factor": 1.0})
    company.forget_journal()

    codes = [shell("sync", "--workspace", "demo", "--json", *more).code for more in ([], [], ["--full"])]

    assert codes == [1, 1, 1]  # some records of the demo company fail
    assert [
        entry["path"]
        for system in ("hubspot", "quickbooks")
        for entry in company.journal(system)
        if entry["status"] == 429
    ] == []
