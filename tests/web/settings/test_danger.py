"""The danger zone: what stops, what is gone and how many is said first, and only who may, and means it, does it."""

from __future__ import annotations

import html
import logging
import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from syncapp.actions import ending as actions
from syncapp.connectors.errors import CallFailed
from syncapp.connectors.protocol import Problem
from syncapp.core.values import Side
from syncapp.engine.access import consent
from syncapp.jobs import ending
from syncapp.storage import leases
from syncapp.storage.models import (
    Activity,
    Alias,
    Call,
    Catalog,
    Connection,
    FieldMapping,
    Job,
    Lease,
    Membership,
    ObjectSync,
    Operation,
    SyncDraft,
    Workspace,
)  # fmt: skip
from syncapp.storage.wiping import rows_of, wipe_some
from tests.web.conftest import Shop, in_every_state, queries
from tests.web.connections.conftest import lately
from tests.web.setup.conftest import set_up  # noqa: F401 - a fixture

PAGE, DELETE = "settings/danger/", "settings/danger/delete/"


@pytest.fixture
def revoked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Side, str]]:
    """What was given back at the vendors."""
    told: list[tuple[Side, str]] = []
    monkeypatch.setattr(consent, "revoke", lambda side, token: told.append((side, token)))
    return told


def text(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).split())


def alone(shop: Shop) -> None:
    """The other workspace is connected to accounts of its own: what two share is not given back."""
    Connection.objects.filter(workspace=shop.other, side="hubspot").update(account_id="777")


def delete(shop: Shop, client: Client, slug: str = "fernhill") -> Any:
    return client.post(shop.url(DELETE), {"slug": slug}, follow=True)


# --- the name


def test_a_workspace_gets_another_name_and_keeps_its_address(shop: Shop) -> None:
    answer = shop.client("admin").post(shop.url(f"{PAGE}name/"), {"name": "  Fernhill   & Sons "}, follow=True)
    assert "This workspace is called Fernhill & Sons now." in text(answer)
    assert (Workspace.objects.get(pk=shop.workspace.pk).name, answer.redirect_chain[-1][0]) == (
        "Fernhill & Sons",
        shop.url(PAGE),
    )
    entry = Activity.objects.get(kind="workspace_renamed")
    assert (entry.actor, entry.changes) == (
        shop.people["admin"],
        [{"field": "name", "from": "Fernhill", "to": "Fernhill & Sons"}],
    )


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_a_name_that_is_none_is_refused_and_kept_to_be_mended(shop: Shop, name: str) -> None:
    answer = shop.client("owner").post(shop.url(f"{PAGE}name/"), {"name": name})
    assert answer.status_code == 422
    assert Workspace.objects.get(pk=shop.workspace.pk).name == "Fernhill"
    assert not Activity.objects.filter(kind="workspace_renamed").exists()


# --- stopping


def test_all_syncs_are_turned_off_after_saying_what_each_leaves_behind(shop: Shop) -> None:
    told = text(shop.client("owner").get(shop.url(PAGE)))
    assert "Product sync: 1 linked pair" in told
    assert "Invoice sync: 3 linked pairs, 3 invoices in line ($300.00); with it all payments" in told
    assert "Turn off 3 syncs" in told

    answer = shop.client("admin").post(shop.url(f"{PAGE}off/"), follow=True)

    assert "Contact sync, Product sync, Invoice sync: off." in text(answer)
    assert not ObjectSync.objects.filter(workspace=shop.workspace, enabled=True).exists()
    assert ObjectSync.objects.filter(workspace=shop.other, enabled=True).count() == 3
    assert Activity.objects.filter(kind="sync_turned_off", actor=shop.people["admin"]).count() == 3
    assert "No sync was on." in text(shop.client("owner").post(shop.url(f"{PAGE}off/"), follow=True))


def test_everything_is_paused_from_here_too(shop: Shop) -> None:
    answer = shop.client("owner").post(shop.url("pause/"), {"paused": "yes", "next": shop.url(PAGE)}, follow=True)
    assert "Resume the workspace" in text(answer)


# --- the end


def everything(shop: Shop) -> None:
    """A row of what hangs on other rows too."""
    record = shop.workspace.records.filter(object_type="contact").first()
    sync = shop.workspace.syncs.get(object_type="invoice")
    call = Call.objects.create(
        workspace=shop.workspace,
        side="hubspot",
        request_id="r1",
        method="POST",
        path="/x",
        body={},
        items=[],
        state="unknown",
    )
    Operation.objects.create(call=call, record=record, position=0, entity="contact", action="create", reason="")
    FieldMapping.objects.create(sync=sync, hubspot_field="a", quickbooks_field="b")
    Alias.objects.create(workspace=shop.workspace, record=record, side="hubspot", external_id="9")
    SyncDraft.objects.create(workspace=shop.workspace, user=shop.people["owner"], object_type="invoice", data={})
    Lease.objects.create(name=f"workspace:{shop.workspace.pk}")
    Job.objects.create(name=f"sync_workspace:{shop.workspace.pk}")


def held(workspace_id: int) -> dict[str, int]:
    return {name: rows.count() for name, rows in rows_of(workspace_id)}


def test_what_would_be_gone_is_counted_first(set_up: Shop) -> None:  # noqa: F811
    everything(set_up)
    told = text(set_up.client("owner").get(set_up.url(DELETE)))
    for words in (
        "1 contact , 0 linked; 1 product , 1 linked; 10 invoices , 3 linked; 1 payment , 1 linked",
        "1 entry of history, 1 run, 0 conflicts",
        "4 members lose access",
        "Our access to Fernhill portal and Fernhill LLC is given back",
        "1 write has no answer yet.",
        "Nothing is changed in HubSpot or QuickBooks.",
        "Type “fernhill” to confirm",
    ):
        assert words in told, told


def test_every_table_that_belongs_to_a_workspace_is_emptied_of_it(set_up: Shop, revoked: list[Any]) -> None:  # SEC53 # noqa: F811
    alone(set_up)
    everything(set_up)
    in_every_state(set_up.other)
    pk, other = set_up.workspace.pk, held(set_up.other.pk)
    before = held(pk)
    assert {"Operation", "FieldMapping", "Catalog", "SyncDraft", "Alias", "Activity"} <= {
        name for name, n in before.items() if n
    }

    answer = delete(set_up, lately(set_up.client("owner")))

    assert "Fernhill is deleted. Nothing was changed in HubSpot or QuickBooks. Our access is given back." in text(
        answer
    )
    assert {name: n for name, n in held(pk).items() if n} == {}
    assert not Workspace.objects.filter(pk=pk).exists()
    assert not Lease.objects.filter(name=f"workspace:{pk}").exists()
    assert not Job.objects.filter(name=f"sync_workspace:{pk}").exists()
    assert held(set_up.other.pk) == other
    assert Catalog.objects.count() == FieldMapping.objects.count() == Operation.objects.count() == 0
    assert {side for side, _ in revoked} == {Side.HUBSPOT, Side.QUICKBOOKS}  # SEC14


def test_no_table_is_forgotten() -> None:  # SEC53
    """Whatever is added later either belongs to a workspace or is named here."""
    known = {name for name, _ in rows_of(0)}
    without = {model.__name__ for model in apps.get_app_config("storage").get_models()} - known
    assert without == {"Workspace", "Lease", "RateBudget", "Job", "WebhookEvent"}


def test_an_account_that_another_workspace_uses_is_not_given_back(shop: Shop, revoked: list[Any]) -> None:
    delete(shop, lately(shop.client("owner")))
    assert [side for side, _ in revoked] == [Side.QUICKBOOKS]  # HubSpot's is shared


def test_a_vendor_that_could_not_be_told_is_named(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    alone(shop)

    def away(side: Side, token: str) -> None:
        if side is Side.QUICKBOOKS:
            raise CallFailed(Problem("temporary"))

    monkeypatch.setattr(consent, "revoke", away)
    answer = delete(shop, lately(shop.client("owner")))
    assert "QuickBooks Online could not be told: remove the app there too" in text(answer)
    assert not Workspace.objects.filter(pk=shop.workspace.pk).exists()


def test_while_a_run_is_under_way_nothing_is_deleted_and_it_ends(shop: Shop, revoked: list[Any]) -> None:
    name, client = f"workspace:{shop.workspace.pk}", lately(shop.client("owner"))
    fence = leases.claim(name, timezone.now())
    assert fence

    answer = delete(shop, client)

    assert answer.status_code == 422
    assert "A run is under way. Everything is paused now, so it ends before its next call" in text(answer)
    assert Workspace.objects.get(pk=shop.workspace.pk).paused
    assert revoked == []
    leases.release(name, fence)
    assert "Fernhill is deleted." in text(delete(shop, client))


@pytest.mark.parametrize("slug", ["", "Fernhill", "elsewhere", "fern hill"])
def test_only_its_own_slug_deletes_it(shop: Shop, revoked: list[Any], slug: str) -> None:
    answer = delete(shop, lately(shop.client("owner")), slug)
    assert (answer.status_code, "Type fernhill to confirm. Nothing was deleted." in text(answer)) == (422, True)
    workspace = Workspace.objects.get(pk=shop.workspace.pk)
    assert (workspace.paused, revoked) == (False, [])


def test_who_has_not_given_the_password_lately_gives_it_again(shop: Shop, revoked: list[Any]) -> None:  # SEC38
    client = shop.client("owner")
    answer = client.post(shop.url(DELETE), {"slug": "fernhill"})
    assert answer["Location"] == "/accounts/reauthenticate/?next=%2Ffernhill%2Fsettings%2Fdanger%2Fdelete%2F"
    long_ago = lately(client)
    session = long_ago.session
    session["account_authentication_methods"][0]["at"] -= timedelta(days=1).total_seconds()
    session.save()
    assert "reauthenticate" in long_ago.post(shop.url(DELETE), {"slug": "fernhill"})["Location"]
    assert Workspace.objects.filter(pk=shop.workspace.pk).exists()


@pytest.mark.parametrize(("role", "status"), [("admin", 403), ("bookkeeper", 403), ("viewer", 403), ("stranger", 404)])
def test_only_an_owner_deletes(shop: Shop, revoked: list[Any], role: str, status: int) -> None:  # SEC6
    client = lately(shop.client(role))
    assert delete(shop, client).status_code == client.get(shop.url(DELETE)).status_code == status
    assert Workspace.objects.filter(pk=shop.workspace.pk).exists()
    if role == "admin":
        assert "Only an owner may do this." in text(client.get(shop.url(PAGE)))


def test_who_was_a_member_goes_on_with_what_is_left(shop: Shop, revoked: list[Any]) -> None:
    Membership.objects.create(workspace=shop.other, user=shop.people["owner"], role="viewer")
    client = lately(shop.client("owner"))
    assert delete(shop, client).redirect_chain[-1][0] == "/elsewhere/"
    assert shop.client("viewer").get(shop.url()).status_code == 404
    assert "You are not a member of any workspace" in text(shop.client("viewer").get("/"))


def test_the_servers_log_keeps_who_deleted_what(
    shop: Shop, revoked: list[Any], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "syncapp.workspaces"):
        delete(shop, lately(shop.client("owner")))
    (line,) = [one.getMessage() for one in caplog.records if one.name == "syncapp.workspaces"]
    assert line.startswith(f"workspace fernhill was deleted by user {shop.people['owner'].pk} with ")


def test_it_takes_one_statement_a_table_however_many_records(set_up: Shop, revoked: list[Any]) -> None:  # noqa: F811
    alone(set_up)
    for _ in range(3):
        in_every_state(set_up.workspace)
    client = lately(set_up.client("owner"))
    with queries() as captured:
        client.post(set_up.url(DELETE), {"slug": "fernhill"})
    tables = len(list(rows_of(0)))
    assert sum(one["sql"].startswith("DELETE") for one in captured.captured_queries) <= tables + 6


@pytest.fixture
def large(set_up: Shop, revoked: list[Any], monkeypatch: pytest.MonkeyPatch) -> Shop:  # noqa: F811
    """So large that it is not gone with the click; whoever works on it takes small steps."""
    monkeypatch.setattr(actions, "AT_ONCE", 10)
    monkeypatch.setattr(ending, "STEP", 3)
    alone(set_up)
    everything(set_up)
    in_every_state(set_up.workspace)
    in_every_state(set_up.other)
    return set_up


def test_a_large_one_goes_step_by_step_and_nobody_is_let_in_meanwhile(large: Shop) -> None:  # SEC53
    pk, other = large.workspace.pk, held(large.other.pk)
    client = lately(large.client("owner"))
    told = text(delete(large, client))
    assert "Fernhill is being deleted. Nothing was changed in HubSpot or QuickBooks. Our access is given back." in told
    assert re.search(r"\b0 of \d+ rows are gone\.", told), told
    for who in ("viewer", "admin"):
        for path in ("", "settings/danger/", "records/1/"):
            assert large.client(who).get(large.url(path)).status_code == 410
    assert client.post(large.url("pause/"), {"paused": "no"}).status_code == 410
    assert Workspace.objects.get(pk=pk).paused

    assert ending.end(pk) == "done"
    assert {name: n for name, n in held(pk).items() if n} == {}
    assert not Workspace.objects.filter(pk=pk).exists()
    assert not Job.objects.filter(name__endswith=f":{pk}").exists()
    assert held(large.other.pk) == other
    assert client.get(large.url("")).status_code == 404


def test_what_was_broken_off_goes_on_where_it_stopped(large: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    pk = large.workspace.pk
    delete(large, lately(large.client("owner")))
    before = sum(held(pk).values())
    steps = iter(range(4))

    def killed(*asked: Any) -> int:
        if next(steps, None) is None:
            raise RuntimeError("killed")
        return wipe_some(*asked)

    monkeypatch.setattr(ending, "wipe_some", killed)
    with pytest.raises(RuntimeError):
        ending.end(pk)
    left = sum(held(pk).values())
    assert left < before
    assert f"{before - left} of {before} rows are gone." in text(large.client("owner").get(large.url("")))

    monkeypatch.setattr(ending, "wipe_some", wipe_some)
    ending.nudge_endings()  # as each minute
    assert ending.end(pk) == "done"
    assert not Workspace.objects.filter(pk=pk).exists()
    assert ending.end(pk) == "nothing to do"


def test_its_page_leads_on_once_it_is_gone(large: Shop) -> None:
    client = lately(large.client("owner"))
    delete(large, client)
    htmx = {"HX-Request": "true"}
    assert client.get("/?from=fernhill", headers=htmx).headers["HX-Redirect"] == "/fernhill/"
    assert "You are not a member of any workspace" in text(client.get("/"))  # nothing leads there by itself
    ending.end(large.workspace.pk)
    assert client.get("/?from=fernhill", headers=htmx).headers["HX-Redirect"] == "/"
