"""What programs do, once each: the same as the clicks, by the same rules, and good only for what was read."""

from __future__ import annotations

from typing import Any

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
from syncapp.storage.supposed import KEY, supposed
from tests.api.conftest import Program, program
from tests.web.approvals.test_approvals import asked
from tests.web.conflicts.test_conflicts import differs, disputed
from tests.web.conftest import Shop
from tests.web.linking.conftest import contact, customer, failing, olivia
from tests.web.records.held import edited
from tests.web.runs.test_believing import stopped


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
    digest = supposed(draft, ObjectSync.objects.filter(workspace=shop.workspace))
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
