"""One run: how far it is, what it did, what it noted, what it sent, and what a dry run would write."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from syncapp.engine.context import GOES_ON, OFF_MEANWHILE, PAUSED_MEANWHILE
from syncapp.storage.models import Operation, Run, SyncDraft
from tests.web.conftest import Shop, queries
from tests.web.runs.conftest import at_dry_run, at_work, ran, sent, wrote

COUNTS = {
    "contacts": {"seen": 3, "created": {"hubspot": 0, "quickbooks": 1}, "updated": {}, "voided": {}, "linked": 2},
    "invoices": {
        "seen": 42,
        "created": {"hubspot": 4, "quickbooks": 30},
        "updated": {"quickbooks": 2},
        "voided": {"hubspot": 1},
        "linked": 5,
    },
}


def get(shop: Shop, run: Run, query: str = "", role: str = "viewer") -> Any:
    answer = shop.client(role).get(shop.url(f"runs/{run.pk}/{query}"))
    assert answer.status_code == 200
    return answer


def text(shop: Shop, run: Run, query: str = "") -> str:
    return " ".join(get(shop, run, query).content.decode().split())


def under_way(shop: Shop, **fields: Any) -> Run:
    at_work(shop)
    return ran(shop, trigger="webhook", ended_at=None, calls={}, **fields)


def test_it_says_what_it_did_object_by_object(empty: Shop) -> None:
    run = ran(empty, counts=COUNTS | {"invoices": COUNTS["invoices"] | {"moves": {"newly_failing": 1}}})
    steps = {step.object_type.value: step for step in get(empty, run).context["steps"]}
    assert list(steps) == ["contact", "product", "invoice", "payment"]
    assert steps["invoice"].cells == [4, 0, 1, 30, 2, 0]
    assert (steps["invoice"].seen, steps["invoice"].linked, dict(steps["invoice"].moves)) == (
        42,
        5,
        {"newly_failing": 1},
    )
    assert not steps["payment"].any


def test_only_what_it_made_of_records_has_a_column(empty: Shop) -> None:  # S38
    moves = {"contacts": {"excluded": 2}, "invoices": {"newly_failing": 1}}
    run = ran(empty, counts={name: one | {"moves": moves[name]} for name, one in COUNTS.items()})
    said = text(empty, run)
    assert '<th scope="colgroup" colspan="2" class="num">How records stand since</th>' in said
    assert '<th scope="col" class="num">Newly failing</th><th scope="col" class="num">Excluded</th></tr>' in said
    assert 'data-of="Created in HubSpot"' in said
    assert "How records stand since" not in text(empty, ran(empty, counts=COUNTS))


def test_a_file_beside_a_narrowed_list_says_that_it_is_of_all(empty: Shop) -> None:
    run = ran(empty, counts=COUNTS)
    assert "Download CSV</a>" in text(empty, run)
    assert "Download all of it as CSV</a>" in text(empty, run, "?what=created")


def test_while_it_is_under_way_its_progress_is_told_and_asked_for_again(empty: Shop) -> None:
    run = under_way(empty, progress={"doing": "Writing invoices", "done": 120, "of": 642})
    said = text(empty, run)
    assert "Writing invoices" in said
    assert '<progress class="progress" value="120" max="642"' in said
    assert "120 of 642 done" in said
    assert 'hx-trigger="every 2s"' in said


def test_a_long_step_says_about_how_long_it_still_takes(empty: Shop) -> None:
    since = (timezone.now() - timedelta(minutes=3)).isoformat()
    run = under_way(empty, progress={"doing": "10,000 invoices", "done": 2500, "of": 10000, "since": since})
    said = text(empty, run)
    assert "2,500 of 10,000 done, about 9 min left for this step." in said
    Run.objects.filter(pk=run.pk).update(progress={**run.progress, "done": 9900})
    assert "9,900 of 10,000 done, less than a minute left for this step." in text(empty, run)


def dry(shop: Shop, **fields: Any) -> Run:
    return ran(shop, trigger="review", dry_run=True, **{"ended_at": None, "calls": {}, **fields})


HALFWAY = {"doing": "Deciding about 3,000 invoices", "done": 4500, "of": 9000, "read": 4000, "decided": 500}


def test_of_a_dry_run_that_is_not_done_nobody_knows_what_it_would_do(empty: Shop) -> None:
    run = dry(empty, progress=HALFWAY)
    at_dry_run(run)
    said = text(empty, run)
    assert "50% done: 4,000 records read, 500 decided." in said
    assert "What it would do" not in said
    assert "The plan stands here when it is done." in said
    assert 'hx-select-oob="#details"' in said
    assert "Pause everything” ends it" not in said


def test_while_it_looks_it_tells_what_it_has_found(empty: Shop) -> None:
    run = dry(empty, progress={"doing": "Looking for what is new on both sides", "done": 0, "of": 0, "found": 12300})
    at_dry_run(run)
    assert "12,300 records found so far." in text(empty, run)
    Run.objects.filter(pk=run.pk).update(progress={"doing": "Reading 1,657 invoices of HubSpot", "read": 1200})
    assert "1,200 records read so far." in text(empty, run)


def test_a_dry_run_that_waits_or_was_broken_off_begins_by_itself(empty: Shop) -> None:
    run = dry(empty, progress={"doing": "In line, and begins by itself"})
    assert "<b>It waits for its turn</b> and begins by itself. Nothing was written." in text(empty, run)
    Run.objects.filter(pk=run.pk).update(progress=HALFWAY)
    said = text(empty, run)
    assert "<b>It was broken off.</b> It begins anew by itself. Nothing was written." in said
    assert 'hx-trigger="every 2s"' in said


def test_a_dry_run_of_a_command_that_was_killed_has_written_nothing(empty: Shop) -> None:
    said = text(empty, ran(empty, trigger="command", dry_run=True, ended_at=None))
    assert "Its process ended before it did. Nothing was written." in said
    assert "It did not come to its end, so there is no plan." in said


def test_whoever_sets_it_up_is_led_back_to_where_it_can_be_stopped(empty: Shop) -> None:
    run = dry(empty, progress=HALFWAY)
    at_dry_run(run)
    owner = empty.people["owner"]
    SyncDraft.objects.create(workspace=empty.workspace, user=owner, object_type="invoice", run=run)
    there = empty.url("syncs/invoices/review/")
    assert there in get(empty, run, role="owner").content.decode()
    assert there not in get(empty, run, role="admin").content.decode()


def test_without_progress_it_is_told_by_what_was_noted(empty: Shop) -> None:
    run = under_way(empty)
    invoice, other = empty.record(), empty.record()
    wrote(empty, run, kind="created", record=invoice)
    wrote(empty, run, kind="line created", record=invoice)
    wrote(empty, run, kind="updated", record=other)
    answer = get(empty, run)
    (step,) = (one for one in answer.context["steps"] if one.any)
    assert step.cells == [0, 0, 0, 1, 1, 0]  # the line is part of its invoice
    assert "2 records written so far." in answer.content.decode()


def test_a_run_that_is_over_is_asked_for_no_more(empty: Shop) -> None:
    assert "every 2s" not in text(empty, ran(empty))


def test_a_run_whose_process_died_is_not_under_way(empty: Shop) -> None:
    run = ran(empty, ended_at=None)
    assert "It was broken off." in text(empty, run)
    at_work(empty, timedelta(minutes=-1))
    assert "It was broken off." in text(empty, run)


def test_one_that_was_broken_off_leads_to_the_run_that_went_on(empty: Shop) -> None:
    killed = ran(empty, ended_at=None)
    assert "and the next run goes on from there." in text(empty, killed)
    ran(empty, 1, dry_run=True)
    after, _ = ran(empty, 2), ran(empty, 3)
    assert f'/runs/{after.pk}/">run {after.pk}</a> went on from there.' in text(empty, killed)


@pytest.mark.parametrize("why", sorted(GOES_ON))
def test_one_that_ended_in_order_and_is_gone_on_with_is_no_failure(empty: Shop, why: str) -> None:
    ended = ran(empty, result=why)
    after = ran(empty, 1)
    said = text(empty, ended)

    assert '<span class="status pill">' in said
    assert f"<b>It was interrupted, and nothing is wrong.</b> {why}" in said
    assert f'/runs/{after.pk}/">Run {after.pk}</a> went on.' in said
    assert "banner bad" not in said


def test_a_run_that_a_worker_ended_before_that_was_worded_anew_is_no_failure_either(empty: Shop) -> None:
    assert "nothing is wrong" in text(
        empty, ran(empty, result="The program is being restarted. The rest goes on by itself.")
    )


@pytest.mark.parametrize("why", [PAUSED_MEANWHILE, OFF_MEANWHILE])
def test_one_after_which_none_comes_does_not_say_that_one_went_on(empty: Shop, why: str) -> None:
    ended = ran(empty, result=why)
    ran(empty, 1)
    said = text(empty, ended)
    assert f"<b>It stopped early.</b> {why}" in said
    assert "went on." not in said


def test_why_it_stopped_early_stands_in_words(empty: Shop) -> None:
    run = ran(empty, result="HubSpot allows no more calls today. It goes on at midnight.")
    assert "<b>It stopped early.</b> HubSpot allows no more calls today. It goes on at midnight." in text(empty, run)


def test_what_it_noted_links_to_each_record_page_by_page(empty: Shop) -> None:
    run, record = ran(empty), empty.record()
    wrote(empty, run, 30, record=record)
    first = get(empty, run)
    assert len(first.context["list"].rows) == 25
    assert f'href="/fernhill/records/{record.pk}/"' in first.content.decode()
    rest = get(empty, run, f"?tab=&after={first.context['list'].after}")
    assert len(rest.context["list"].rows) == 5
    assert rest.context["list"].after is None
    assert "Created in QuickBooks Online." in rest.content.decode()


def test_what_was_sent_is_listed_without_what_is_secret(empty: Shop) -> None:  # SEC13
    run, record = ran(empty), empty.record(label="HS-77")
    sent(empty, run, [record])
    said = text(empty, run, "?tab=calls")
    assert "POST /v3/company/9341450000000001/batch?access_token=***" in said
    assert "request-0" in said
    assert "Create invoice" in said
    assert ">HS-77</a>" in said
    for secret in ("abcdef123456", "canary-body", "canary-answer"):
        assert secret not in said


def test_a_payment_that_was_sent_is_told_from_others_of_its_day(empty: Shop) -> None:
    run, invoice = ran(empty), empty.record(label="HS-77", customer_name="Acme")
    payments = [
        empty.record(object_type="payment", label="2026-11-24", amount=amount, invoice=invoice) for amount in (40, 25)
    ]
    sent(empty, run, payments)
    said = text(empty, run, "?tab=calls")
    for amount in ("$40.00", "$25.00"):
        assert f">2026-11-24</a> {amount} for HS-77, Acme" in said


@pytest.mark.parametrize(
    ("state", "words"),
    [("planned", "Not sent"), ("sent", "Sent, no answer yet"), ("done", "Answered"), ("failed", "Refused, nothing was changed"),
     ("unknown", "No answer came"), ("dropped", "Settled by looking")],
)  # fmt: skip
def test_each_state_of_a_call_is_told_in_words(empty: Shop, state: str, words: str) -> None:
    run = ran(empty)
    sent(empty, run, [empty.record()], state=state)
    assert words in text(empty, run, "?tab=calls")


def test_a_batch_says_which_of_its_writes_was_refused_and_why(empty: Shop) -> None:
    run = ran(empty)
    call = sent(empty, run, [empty.record(), empty.record()])
    problem = {"code": "duplicate_number", "text": "Duplicate Document Number for ann@example.com"}
    Operation.objects.filter(call=call, position=1).update(state="failed", problem=problem)
    said = text(empty, run, "?tab=calls")
    assert "1 of 2 not taken" in said
    assert "Duplicate Document Number for ***" in said
    assert "ann@example.com" not in said


def test_calls_go_page_by_page(empty: Shop) -> None:
    run = ran(empty)
    for _ in range(27):
        sent(empty, run, [empty.record()])
    first = get(empty, run, "?tab=calls").context["list"]
    rest = get(empty, run, f"?tab=calls&after={first.after}").context["list"]
    assert (len(first.rows), len(rest.rows), rest.after) == (25, 2, None)


def planned(number: int, **fields: Any) -> dict[str, Any]:
    return {
        "object": "invoices", "system": "quickbooks", "action": "create", "hubspot_id": str(number), "quickbooks_id": None, "label": f"HS-{number}",
        "changes": [{"field": "total", "from": None, "to": "980.00"}], "reason": "finalized in HubSpot", **fields,
    }  # fmt: skip


def test_a_dry_run_opens_with_its_plan(empty: Shop) -> None:  # B2
    record = empty.record(hubspot_id="7", quickbooks_id=None)
    plan = [planned(7), planned(8), planned(9, system="hubspot", action="update"), planned(10, action="void")]
    run = ran(empty, trigger="command", dry_run=True, plan=plan)
    answer = get(empty, run)
    said = " ".join(answer.content.decode().split())
    assert f'href="/fernhill/records/{record.pk}/">HS-7</a>' in said
    assert ">HS-8<" in said
    assert "Created in QuickBooks Online" in said
    assert "<ins>980.00</ins>" in said
    assert "Finalized in HubSpot" in said
    (step,) = (one for one in answer.context["steps"] if one.any)
    assert step.cells == [0, 1, 0, 2, 0, 1]


def test_a_payment_of_a_plan_is_called_by_its_invoice_and_customer(empty: Shop) -> None:
    paid = {"amount": "40.00", "currency": "USD", "invoice": "HS-9", "customer": "Acme", "label": "2026-11-24"}
    said = text(empty, ran(empty, dry_run=True, plan=[planned(7, object="payments", **paid)]))
    assert "2026-11-24 $40.00 for HS-9, Acme<small>" in said


def test_a_long_plan_goes_page_by_page(empty: Shop) -> None:
    run = ran(empty, dry_run=True, plan=[planned(number) for number in range(120)])
    assert len(get(empty, run).context["list"].rows) == 50
    last = get(empty, run, "?tab=plan&after=100").context["list"]
    assert (len(last.rows), last.after) == (20, None)


@pytest.mark.parametrize(
    "query", ["?tab=bodies", "?tab=plan", "?what=eaten", "?what=newly_failing&side=hubspot", "?what=created&side=xero"]
)
def test_there_are_no_other_tabs_or_lists(empty: Shop, query: str) -> None:
    assert empty.client("viewer").get(empty.url(f"runs/{ran(empty).pk}/{query}")).status_code == 404


@pytest.mark.parametrize("query", ["", "?tab=calls"])
def test_the_queries_do_not_grow_with_what_it_did(empty: Shop, query: str) -> None:
    client, at = empty.client("viewer"), timezone.now()
    run = ran(empty, counts=COUNTS)
    wrote(empty, run)
    sent(empty, run, [empty.record()])
    with queries() as few:
        client.get(empty.url(f"runs/{run.pk}/{query}"))
    wrote(empty, run, 40)
    for _ in range(30):
        sent(empty, run, [empty.record(), empty.record()], sent_at=at)
    with queries() as many:
        client.get(empty.url(f"runs/{run.pk}/{query}"))
    assert len(many) == len(few) <= 10


def test_a_plan_writes_money_and_days_as_they_are_written_everywhere(empty: Shop) -> None:  # B2
    empty.record(hubspot_id="7", quickbooks_id=None)
    changes = [{"field": "total", "from": None, "to": "150"}, {"field": "TxnDate", "from": None, "to": "2026-11-28"}]
    run = ran(empty, trigger="command", dry_run=True, plan=[planned(7, changes=changes)])
    content = get(empty, run, "?tab=plan").content.decode()
    assert "<ins>Nov 28, 2026</ins>" in content
    assert "<ins>$150.00</ins>" in content
