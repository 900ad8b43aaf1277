"""What programs do, once each: the same as the clicks, by the same rules, and good only for what was read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from syncapp.storage.models import (
    Activity,
    Conflict,
    Inbox,
    ObjectSync,
    Reconciliation,
    Run,
    SyncDraft,
    SyncRecord,
)
from syncapp.storage.setup_fingerprint import KEY, setup_fingerprint
from tests.api.conftest import Program, program
from tests.web.approvals.test_approvals import asked
from tests.web.conflicts.test_conflicts import differs, disputed
from tests.web.conftest import Shop
from tests.web.linking.conftest import ONLY_HUBSPOT, contact, customer, failing, olivia
from tests.web.linking.test_numbers import vendors
from tests.web.records.held import edited
from tests.web.records.test_dividing import a_payment, an_invoice
from tests.web.runs.test_stopped_runs import stopped


def failing_one(shop: Shop) -> SyncRecord:
    return shop.workspace.records.get(reason="order_discount")


def fresh(row: Any) -> Any:
    row.refresh_from_db()
    return row


# -- everything ----------------------------------------------------------------------------------------------------


def test_everything_is_paused_once_and_resumed(bookkeeper: Program) -> None:
    assert bookkeeper.post("pause")["changed"]
    assert not bookkeeper.post("pause")["changed"]
    assert bookkeeper.get("status")["paused"]
    assert bookkeeper.post("sync", status=409)["detail"] == "Everything is paused. Resume it first."
    assert bookkeeper.post("resume")["changed"]
    assert Activity.objects.filter(kind="paused", through="A bookkeeper").count() == 1


def test_a_look_at_both_sides_is_asked_for(bookkeeper: Program) -> None:
    bookkeeper.post("sync", status=202)
    assert Activity.objects.get(kind="sync_asked").through == "A bookkeeper"


def test_a_sync_is_turned_off_and_on_again_only_after_its_dry_run(admin: Program) -> None:  # B2, A16
    assert admin.post("syncs/products/turn-off")["changed"]
    assert not admin.post("syncs/products/turn-off")["changed"]
    told = admin.post("syncs/products/turn-on", status=409)
    assert "Start the dry run first" in told["detail"]

    key = admin.post("syncs/products/dry-run", status=202)["run"]
    assert "not done yet" in admin.post("syncs/products/turn-on", status=409)["detail"]
    as_done(admin.shop, key)

    assert admin.post("syncs/products/turn-on", {"since_off": "only_from_now"})["said"] == "Product sync is on."
    assert ObjectSync.objects.get(workspace=admin.shop.workspace, object_type="product").enabled
    assert Activity.objects.get(kind="sync_turned_on").through == "A admin"


def as_done(shop: Shop, key: int) -> None:
    """The worker has come to the end of this dry run."""
    draft = SyncDraft.objects.get(run=key)
    digest = setup_fingerprint(draft, ObjectSync.objects.filter(workspace=shop.workspace))
    Run.objects.filter(pk=key).update(ended_at=timezone.now(), progress={KEY: digest, "done": 0}, plan=[])


def test_what_is_not_set_up_cannot_be_turned_on(admin: Program) -> None:
    ObjectSync.objects.filter(workspace=admin.shop.workspace).delete()
    assert admin.send("post", "syncs/products/dry-run").status_code == 404


# -- single records ------------------------------------------------------------------------------------------------


def test_a_record_is_tried_again(bookkeeper: Program) -> None:  # the walk of docs/api.md
    (one,) = bookkeeper.get("records?status=failing&cause=order_discount")["results"]
    assert bookkeeper.post(f"records/{one['id']}/retry") == {"changed": True, "said": "HS-0007 is looked at again now."}
    assert Inbox.objects.filter(external_id=one["hubspot_id"], source="person").exists()


def test_a_record_is_ignored_and_taken_back(bookkeeper: Program) -> None:
    row = failing_one(bookkeeper.shop)
    assert bookkeeper.post(f"records/{row.pk}/ignore", {"reason": ""}, status=422)
    assert bookkeeper.post(f"records/{row.pk}/ignore", {"reason": "A test"})["changed"]
    assert (fresh(row).status, row.params["reason"]) == ("ignored", "A test")
    again = bookkeeper.post(f"records/{row.pk}/ignore", {"reason": "A test"})
    assert again == {"changed": False, "said": "HS-0007 is ignored."}
    assert bookkeeper.post(f"records/{row.pk}/restore")["changed"]
    assert fresh(row).status == "pending"


def test_one_of_the_options_is_taken(bookkeeper: Program) -> None:  # A2
    made, same, _ = olivia(bookkeeper.shop)
    options = [one["value"] for one in bookkeeper.get(f"records/{made.pk}")["options"]]
    assert f"link:{same.pk}" in options
    assert bookkeeper.post(f"records/{made.pk}/choose", {"choice": f"link:{same.pk}"})["changed"]
    assert fresh(made).decision == {"link": same.pk}
    told = bookkeeper.post(f"records/{made.pk}/choose", {"choice": "link:999999"}, status=409)
    assert told["detail"] == "That cannot be chosen any more. Look at the record again."


def test_two_are_linked_and_unlinked(bookkeeper: Program) -> None:  # A5, A6
    shop = bookkeeper.shop
    here, there = contact(shop, "Ann Archer", status="pending"), customer(shop, "Archer Ltd", status="pending")
    bookkeeper.post("links", {"hubspot": here.pk, "quickbooks": there.pk})
    assert fresh(here).decision == {"link": there.pk}
    linked = shop.workspace.records.filter(object_type="product").first()
    bookkeeper.post(f"records/{linked.pk}/unlink", {"reason": "Another product"})
    assert fresh(linked).decision["unlink"]["reason"] == "Another product"
    assert bookkeeper.post(f"records/{here.pk}/unlink", {"reason": "x"}, status=409)["detail"] == "It is not linked."


def test_the_other_one_is_to_be_void_too_as_it_was_read(bookkeeper: Program) -> None:  # A10
    shop = bookkeeper.shop
    facts: dict[str, Any] = {
        "number": "HS-9",
        "document_date": date(2026, 11, 20),
        "status": "failing",
        "reason": "number_taken",
    }
    here = shop.record(**facts, quickbooks_id=None, hubspot_status="voided")
    there = shop.record(**facts, hubspot_id=None, quickbooks_status="open")
    pair = {"hubspot": here.pk, "quickbooks": there.pk}

    told = bookkeeper.post("links", {**pair, "void_too": {"system": "quickbooks", "amount": "900.00"}}, status=409)
    assert "changed since it was shown" in told["detail"]
    bookkeeper.post("links", {**pair, "void_too": {"system": "quickbooks", "amount": str(there.amount)}})
    assert fresh(here).decision["void_too"]["side"] == "quickbooks"


def test_nobody_links_with_what_is_in_another_workspace(bookkeeper: Program) -> None:  # SEC2
    shop = bookkeeper.shop
    here = contact(shop, "Ann Archer", status="pending")
    theirs = shop.other.records.filter(object_type="contact").first()
    told = bookkeeper.post("links", {"hubspot": here.pk, "quickbooks": theirs.pk}, status=409)
    assert told["detail"] == f"There is no record {theirs.pk} in this workspace."


def test_a_name_is_chosen(bookkeeper: Program) -> None:  # S42
    row = contact(bookkeeper.shop, "Acme", **failing("display_name_duplicate", name="Acme", holder="Acme"))
    assert bookkeeper.post(f"records/{row.pk}/name", {"name": "Acme"}, status=409)
    bookkeeper.post(f"records/{row.pk}/name", {"name": "Acme of Springfield"})
    assert fresh(row).decision == {"name": "Acme of Springfield"}


def test_the_contact_of_an_invoice_crosses(bookkeeper: Program) -> None:  # S13
    party = contact(bookkeeper.shop, "Ann Archer", "ann@archer.test", status="excluded", reason="filter")
    row = failing_one(bookkeeper.shop)
    SyncRecord.objects.filter(pk=row.pk).update(customer=party)
    bookkeeper.post(f"records/{row.pk}/sync-contact")
    assert fresh(party).decision == {"cross": True}


def test_what_was_made_while_off_is_sent(bookkeeper: Program) -> None:  # A16
    row = bookkeeper.shop.record(status="excluded", reason="made_while_off", quickbooks_id=None)
    bookkeeper.post(f"records/{row.pk}/send")
    assert fresh(row).decision == {"send": True}
    assert bookkeeper.send("post", f"records/{failing_one(bookkeeper.shop).pk}/send").status_code == 409


def test_an_edit_is_put_back_exactly_as_it_was_read_and_that_is_withdrawn(bookkeeper: Program) -> None:  # S44, B19
    row = edited(bookkeeper.shop)
    whole = bookkeeper.get(f"records/{row.pk}")
    assert whole["parts"][0]["lines"][0]["quickbooks"] == {"amount": "1330.00", "currency": "USD"}
    old = bookkeeper.post(f"records/{row.pk}/do", {"do": "put_back", "seal": "another"}, status=409)
    assert "has changed since it was shown" in old["detail"]
    bookkeeper.post(f"records/{row.pk}/do", {"do": "recreate", "seal": whole["seal"]}, status=409)
    bookkeeper.post(f"records/{row.pk}/do", {"do": "put_back", "seal": whole["seal"]})
    assert fresh(row).decision["do"]["what"] == "put_back"
    assert bookkeeper.post(f"records/{row.pk}/withdraw")["changed"]
    assert not bookkeeper.post(f"records/{row.pk}/withdraw")["changed"]


# -- many ----------------------------------------------------------------------------------------------------------


def test_all_of_a_cause_are_tried_again_or_ignored_as_many_as_were_told(bookkeeper: Program) -> None:  # B6
    bookkeeper.shop.record(status="failing", reason="order_discount", quickbooks_id=None)
    assert bookkeeper.post("failures/order_discount/retry") == {"number": 2, "left": []}
    assert bookkeeper.post("failures/order_discount/ignore", {"reason": "Old", "number": 1}, status=409)
    assert bookkeeper.post("failures/order_discount/ignore", {"reason": "Old", "number": 2})["number"] == 2
    assert not bookkeeper.shop.workspace.records.filter(reason="order_discount").exists()
    assert bookkeeper.send("post", "failures/order_discount/retry").status_code == 404


def test_a_value_is_chosen_as_it_was_read(bookkeeper: Program) -> None:  # B4
    conflict = differs(disputed(bookkeeper.shop))
    (told,) = bookkeeper.get("conflicts")["results"]
    (field,) = told["fields"]
    assert bookkeeper.post(f"conflicts/{field['id']}/choose", {"side": "hubspot", "seal": "another"}, status=409)
    bookkeeper.post(f"conflicts/{field['id']}/choose", {"side": "quickbooks", "seal": field["seal"]})
    assert fresh(conflict).chosen == "quickbooks"
    assert conflict.by == bookkeeper.shop.people["bookkeeper"]
    theirs = differs(disputed(Shop(bookkeeper.shop.other, bookkeeper.shop.workspace)))
    assert bookkeeper.send("post", f"conflicts/{theirs.pk}/choose", {"side": "hubspot", "seal": "x"}).status_code == 404
    assert Conflict.objects.get(pk=theirs.pk).chosen == ""


def test_an_approval_is_given_or_not_as_it_was_read(bookkeeper: Program) -> None:  # A10, A15
    first, second = asked(bookkeeper.shop), asked(bookkeeper.shop)
    told = {one["record"]["id"]: one["seal"] for one in bookkeeper.get("approvals?what=history")[0]["results"]}
    assert bookkeeper.post(f"approvals/{first.pk}/approve", {"seal": "another"}, status=409)
    bookkeeper.post(f"approvals/{first.pk}/approve", {"seal": told[first.pk]})
    assert fresh(first).decision["approved"] == {"what": "history", "seal": "s1"}
    bookkeeper.post(f"approvals/{second.pk}/decline", {"seal": told[second.pk], "reason": "Written off"})
    assert (fresh(second).status, second.params["reason"]) == ("ignored", "Written off")


# -- the rest ------------------------------------------------------------------------------------------------------


def test_a_run_that_stopped_is_believed(admin: Program) -> None:
    run = stopped(admin.shop)
    admin.post(f"runs/{run.pk}/believe")
    assert fresh(run).stop["accepted"]
    assert admin.post(f"runs/{run.pk}/believe", status=409)


def test_a_reconciliation_is_started_once(bookkeeper: Program) -> None:  # B3
    days = {"from": "2026-11-01", "to": "2026-11-30"}
    bookkeeper.post("reconciliation", days, status=202)
    bookkeeper.post("reconciliation", days, status=202)
    assert Reconciliation.objects.count() == 1
    assert bookkeeper.get("reconciliation?from=2026-11-01&to=2026-11-30")["under_way"]


def test_why_not_is_answered_from_what_is_known_where_nothing_need_be_read(viewer: Program) -> None:  # B18
    row = viewer.shop.workspace.records.get(status="ignored")
    told = viewer.post(f"records/{row.pk}/why")
    assert (told["status"], told["failed"]) == ("ignored", [])
    assert told["way"] == "HubSpot → QuickBooks Online"
    assert any(check["mark"] == "decides" for part in told["parts"] for check in part["checks"])


def test_the_configuration_is_read_compared_and_applied_as_shown(admin: Program) -> None:  # B9
    document = admin.get("configuration")
    same = admin.post("configuration/diff", document)
    assert (same["settings"], same["syncs"], same["problems"]) == ([], [], [])
    document["settings"]["polling_interval_seconds"] = 600
    told = admin.post("configuration/diff", document)
    assert len(told["settings"]) == 1
    assert admin.post("configuration/apply", {"document": document, "seal": "another"}, status=409)
    assert admin.post("configuration/apply", {"document": document, "seal": told["seal"]})["changed"]
    admin.shop.workspace.refresh_from_db()
    assert admin.shop.workspace.poll_seconds == 600
    assert not admin.post("configuration/apply", {"document": document, "seal": told["seal"]})["changed"]
    assert admin.post("configuration/diff", {"format": "something else"}, status=422)


def test_alerts_are_read_and_their_rules_changed(admin: Program) -> None:  # B7
    assert admin.get("alerts") == []
    answer = admin.send("patch", "alerts/rules", {"digest_hour": 9})
    assert answer.json()["changed"]
    assert admin.get("alerts/rules") == {"failing_from": 1, "rate_percent": 25, "digest_hour": 9}
    assert admin.send("patch", "alerts/rules", {"digest_hour": 99}).status_code == 422


def test_a_token_of_somebody_lowered_does_only_what_is_left(set_up: Shop) -> None:  # B12
    asking = program(set_up, "admin")
    set_up.workspace.memberships.filter(user=set_up.people["admin"]).update(role="viewer")
    assert asking.send("post", "pause").status_code == 403
    assert asking.get("status")


# -- undoing (B5) --------------------------------------------------------------------------------------------------


def written(shop: Shop) -> tuple[SyncRecord, Run, Activity]:
    """A run wrote Ann's phone to QuickBooks; both sides hold it."""
    phones = {"hubspot": "phone", "quickbooks": "PrimaryPhone.FreeFormNumber"}
    held = {f"{side}_base": {"values": {name: "555 0101"}} for side, name in phones.items()}
    row = shop.record(object_type="contact", label="Ann", status="syncing", amount=None, origin="hubspot", **held)
    run = Run.objects.create(
        workspace=shop.workspace, trigger="poll", started_at=timezone.now(), ended_at=timezone.now()
    )
    changes = [{"field": phones["quickbooks"], "from": "555 0000", "to": "555 0101"}]
    entry = Activity.objects.create(
        workspace=shop.workspace,
        record=row,
        run=run,
        at=timezone.now(),
        kind="updated",
        side="quickbooks",
        changes=changes,
    )
    return row, run, entry


def test_one_write_is_undone_once(bookkeeper: Program) -> None:
    row, _, entry = written(bookkeeper.shop)
    told = bookkeeper.post(f"records/{row.pk}/undo", {"entry": entry.pk})
    assert "Phone back to 555 0000" in told["said"]
    assert [one["side"] for one in fresh(row).decision["chosen"].values()] == ["quickbooks"]
    again = bookkeeper.post(f"records/{row.pk}/undo", {"entry": entry.pk}, status=409)
    assert "Something else is asked for it already" in again["detail"]
    other = bookkeeper.post(f"records/{row.pk}/undo", {"entry": entry.pk + 1000}, status=409)
    assert other["detail"] == "This is no write to this record."


def test_a_run_is_undone_exactly_as_it_was_read(bookkeeper: Program) -> None:
    row, run, _ = written(bookkeeper.shop)
    invoice = bookkeeper.shop.record(amount="100.00", currency="USD")
    Activity.objects.create(
        workspace=run.workspace, record=invoice, run=run, at=timezone.now(), kind="created", side="quickbooks"
    )
    shown = bookkeeper.get(f"runs/{run.pk}/undo")
    assert shown["results"] == [
        {
            "record": row.pk, "object": "contacts", "name": "Ann", "system": "quickbooks", "field": "Phone",
            "now": "555 0101", "before": "555 0000",
        }
    ]  # fmt: skip
    (stays,) = shown["stays"]
    assert (stays["done"], stays["records"]["number"]) == ("created", 1)
    assert stays["records"]["money"] == [{"amount": "100.00", "currency": "USD"}]
    assert "Void it in HubSpot" in stays["why"]

    refused = bookkeeper.post(f"runs/{run.pk}/undo", {"seal": "of another time"}, status=409)
    assert "has changed since it was shown" in refused["detail"]
    assert fresh(row).decision == {}

    assert bookkeeper.post(f"runs/{run.pk}/undo", {"seal": shown["seal"]})["changed"]
    assert fresh(row).decision["chosen"]
    assert Activity.objects.get(kind="run_undone").through == "A bookkeeper"
    assert "any more" in bookkeeper.post(f"runs/{run.pk}/undo", {"seal": shown["seal"]}, status=409)["detail"]

    assert bookkeeper.get(f"runs/{run.pk}/undo")["asked"] == 1
    assert bookkeeper.post(f"runs/{run.pk}/undo/withdraw")["changed"]
    assert fresh(row).decision == {}
    assert not bookkeeper.post(f"runs/{run.pk}/undo/withdraw")["changed"]


def test_what_was_asked_since_is_not_taken_back_with_a_run(bookkeeper: Program) -> None:
    row, run, entry = written(bookkeeper.shop)
    bookkeeper.post(f"runs/{run.pk}/undo", {"seal": bookkeeper.get(f"runs/{run.pk}/undo")["seal"]})
    bookkeeper.post(f"records/{row.pk}/withdraw")
    bookkeeper.post(f"records/{row.pk}/undo", {"entry": entry.pk})
    assert not bookkeeper.post(f"runs/{run.pk}/undo/withdraw")["changed"]
    assert fresh(row).decision["chosen"]


# -- Custom Line Item, many links, numbers -------------------------------------------------------------------------


def test_an_item_is_chosen_for_a_text_and_taken_back(bookkeeper: Program) -> None:  # A22
    item = bookkeeper.shop.record(object_type="product", label="Debris hauling", quickbooks_id="7012", amount=None)
    assert bookkeeper.post("custom-line-items/use", {"text": "Haul away", "item": item.pk})["changed"]
    (chosen,) = bookkeeper.get("custom-line-items")["chosen"]
    assert chosen == {"text": "Haul away", "quickbooks_id": "7012", "item": "Debris hauling", "usable": True}
    invoice = bookkeeper.shop.record()
    refused = bookkeeper.post("custom-line-items/use", {"text": "Haul", "item": invoice.pk}, status=409)
    assert refused["detail"] == "That is no item of QuickBooks Online."
    assert bookkeeper.post("custom-line-items/use", {"text": "haul away", "item": None})["changed"]
    assert not bookkeeper.post("custom-line-items/use", {"text": "haul away", "item": None})["changed"]


def test_many_pairs_are_linked_and_the_others_say_why(bookkeeper: Program) -> None:  # B23
    here, there = contact(bookkeeper.shop, "Mia Maple", "mia@maple.test"), customer(bookkeeper.shop, "Maple")
    good = {"object": "contact", "hubspot_id": here.hubspot_id, "quickbooks_id": there.quickbooks_id}
    told = bookkeeper.post("links/many", {"pairs": [good, {**good, "object": "invoice", "hubspot_id": "none"}]})
    assert told["linked"] == 1
    ((place, why),) = [(one["place"], one["why"]) for one in told["left"]]
    assert place == 1
    assert "none" in why
    assert fresh(here).decision["link"]
    bookkeeper.post("links/many", {"pairs": []}, status=422)


def test_numbers_that_clash_are_looked_for(viewer: Program, monkeypatch: pytest.MonkeyPatch) -> None:  # B22
    SyncRecord.objects.filter(workspace=viewer.shop.workspace).delete()
    row = viewer.shop.record(number="HS-9", label="HS-9", **ONLY_HUBSPOT)
    viewer.shop.record(number="HS-9", label="HS-9", quickbooks_id="88", customer_name="Acme")
    vendors(monkeypatch)
    told = viewer.post("linking/numbers")
    assert (told["looked_at"], told["asked"], told["failed"]) == (1, 1, [])
    (clash,) = told["clashes"]
    assert (clash["record"], clash["stands_in"]) == (row.pk, "hubspot")
    assert clash["holder"].startswith("Invoice in QuickBooks Online, Acme")


def test_a_payment_is_divided_as_it_was_read(bookkeeper: Program) -> None:  # A25
    shop = bookkeeper.shop
    bills = [
        an_invoice(shop, number, "100", open_here, "100") for number, open_here in (("HS-8001", "50"), ("HS-8002", "0"))
    ]
    row = a_payment(shop, "150", *bills)
    told = bookkeeper.get(f"records/{row.pk}/division")
    assert told["amount"] == {"amount": "150.00", "currency": "USD"}
    assert [one["name"] for one in told["invoices"]] == ["HS-8001", "HS-8002"]
    first = told["proposals"][0]["amounts"]
    assert {name: Decimal(amount) for name, amount in first.items()} == {
        bills[0].hubspot_id: Decimal(50), bills[1].hubspot_id: Decimal(100),
    }  # fmt: skip
    wrong = dict.fromkeys(first, "10.00")
    assert (
        "150.00" in bookkeeper.post(f"records/{row.pk}/divide", {"amounts": wrong, "seal": told["seal"]}, 409)["detail"]
    )
    assert bookkeeper.post(f"records/{row.pk}/divide", {"amounts": first, "seal": "old"}, 409)
    assert bookkeeper.post(f"records/{row.pk}/divide", {"amounts": first, "seal": told["seal"]})["changed"]
    assert fresh(row).decision["divided"]["amounts"]
    assert bookkeeper.send("get", f"records/{bills[0].pk}/division").status_code == 404
