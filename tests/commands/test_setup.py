"""`manage.py setup` as surfaces.md describes it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from syncapp.core.preflight import HUBSPOT_SCOPES
from syncapp.storage.models import Connection, FilterRule, Membership, ObjectSync, SyncRecord, Workspace
from tests.commands.conftest import Shell, fresh_tokens, setup_words
from tests.kept import Shelf
from tests.starts import demo_company
from tests.world import REALM, World

CANADA, REVENUE = "9341450000000002", "9341450000000003"
ALL_OFF = {"contacts": False, "products": False, "invoices": False}


@pytest.fixture
def company(demo: World, shelf: Shelf) -> World:
    return demo_company(shelf, 20, set_up="")


def told(shell: Shell, words: list[str]) -> dict[str, Any]:
    ran = shell(*words, "--json")
    assert ran.code == 0, ran.err
    return json.loads(ran.out)  # type: ignore[no-any-return]


def enabled() -> dict[str, bool]:
    return {f"{sync.object_type}s": sync.enabled for sync in ObjectSync.objects.all()}


def test_json_has_the_published_parts(company: World, shell: Shell) -> None:
    result = told(shell, setup_words(company, "--set-up", "two-way"))

    assert set(result) == {"workspace", "connections", "syncs", "preflight"}
    assert result["workspace"] == "demo"
    assert result["connections"]["quickbooks"] == {
        "account": REALM,
        "name": "Fernhill Grounds & Gardens LLC",
        "state": "connected",
    }
    assert result["connections"]["hubspot"]["state"] == "connected"
    assert result["syncs"] == {
        name: {"direction": "two-way", "enabled": True} for name in ("contacts", "products", "invoices")
    }
    assert {finding["code"] for finding in result["preflight"]} >= {
        "scopes", "tax", "revenue_recognition", "custom_numbers", "closing_date", "payment_processor", "currencies"
    }  # fmt: skip


def test_what_is_turned_on_is_what_surfaces_promise(company: World, shell: Shell) -> None:
    told(shell, setup_words(company, "--set-up", "two-way"))

    syncs = {sync.object_type: sync for sync in ObjectSync.objects.all()}
    accounts = {one["Id"]: one for one in company.objects("quickbooks", "account")}
    assert {sync.policy for sync in syncs.values()} == {"hubspot"}
    assert syncs["contact"].settings["outbound"] == "invoiced"  # A4
    assert syncs["product"].settings["item_kind"] == "Service"
    assert accounts[syncs["product"].settings["income_account"]]["AccountSubType"] == "SalesOfProductIncome"
    settings = syncs["invoice"].settings
    assert accounts[settings["deposit_cards"]]["AccountSubType"] == "UndepositedFunds"
    assert settings["deposit_cards"] == settings["deposit_other"]
    assert settings["send_history"] is True  # A15
    assert settings["other_sync_is_off"] is True  # A5
    assert {(rule.target, rule.property, rule.operator) for rule in FilterRule.objects.all()} == {
        ("hubspot", "Sku", "known"), ("quickbooks", "hs_sku", "known"),
    }  # fmt: skip
    assert all(sync.started_at for sync in syncs.values())  # S25
    assert Workspace.objects.get().time_zone == "America/Los_Angeles"  # A19
    assert Connection.objects.get(side="hubspot").edition == "starter"  # S30


def test_without_set_up_both_are_connected_and_nothing_is_on(company: World, shell: Shell) -> None:
    result = told(shell, setup_words(company))

    assert result["syncs"] == {}
    assert SyncRecord.objects.count() == 0


@pytest.mark.parametrize(("word", "direction"), [("inbound", "to-hubspot"), ("outbound", "to-quickbooks")])
def test_one_direction(company: World, shell: Shell, word: str, direction: str) -> None:
    result = told(shell, setup_words(company, "--set-up", word))

    assert {one["direction"].replace("_", "-") for one in result["syncs"].values()} == {direction}


def test_words_for_people(company: World, shell: Shell) -> None:
    ran = shell(*setup_words(company, "--set-up", "two-way"))

    assert ran.code == 0
    assert "Fernhill Grounds & Gardens LLC" in ran.out
    assert "invoices: two-way, on" in ran.out
    assert "[QuickBooks Online › Taxes]" in ran.out


# -- who owns it ---------------------------------------------------------------------------------------------------


def test_the_owner_can_sign_in_with_the_given_password(company: World, shell: Shell) -> None:
    told(shell, setup_words(company, "--password", "a long enough one"))

    user = get_user_model().objects.get(username="owner@example.com")
    assert user.check_password("a long enough one")
    assert Membership.objects.get(user=user).role == "owner"


def test_a_second_set_up_leaves_the_password(company: World, shell: Shell) -> None:
    told(shell, setup_words(company, "--password", "a long enough one"))

    told(shell, setup_words(company))

    assert get_user_model().objects.get().check_password("a long enough one")


# -- twice ---------------------------------------------------------------------------------------------------------


def test_a_second_set_up_keeps_what_was_chosen(company: World, shell: Shell) -> None:
    told(shell, setup_words(company, "--set-up", "two-way"))
    sync = ObjectSync.objects.get(object_type="product")
    sync.settings = {**sync.settings, "item_kind": "NonInventory"}
    sync.save()
    before = {one.object_type: (one.revision, one.started_at, one.settings) for one in ObjectSync.objects.all()}

    told(shell, setup_words(company, "--set-up", "two-way"))

    assert {one.object_type: (one.revision, one.started_at, one.settings) for one in ObjectSync.objects.all()} == before
    assert (Workspace.objects.count(), Connection.objects.count(), Membership.objects.count()) == (1, 2, 1)
    assert FilterRule.objects.count() == 2


def test_a_removed_filter_stays_removed(company: World, shell: Shell) -> None:
    """S10: the SKU filter is visible and can be changed; setting up again is no reason to bring it back."""
    told(shell, setup_words(company, "--set-up", "two-way"))
    FilterRule.objects.all().delete()

    told(shell, setup_words(company, "--set-up", "two-way"))

    assert FilterRule.objects.count() == 0


def test_a_second_set_up_makes_no_property_again(company: World, shell: Shell) -> None:
    told(shell, setup_words(company))
    company.forget_journal()

    told(shell, setup_words(company))

    assert company.journal("hubspot", "write") == []


def test_another_direction_is_a_new_revision(company: World, shell: Shell) -> None:  # F91
    told(shell, setup_words(company, "--set-up", "two-way"))
    told(shell, setup_words(company, "--set-up", "inbound"))

    assert {sync.revision for sync in ObjectSync.objects.all()} == {2}


def test_new_tokens_are_a_reconnect(company: World, shell: Shell) -> None:
    told(shell, setup_words(company))
    Connection.objects.update(state="needs_reconnect")

    told(shell, setup_words(company))

    assert {row.state for row in Connection.objects.all()} == {"connected"}


# -- refused -------------------------------------------------------------------------------------------------------


def test_another_company_is_refused_while_records_are_linked(company: World, shell: Shell) -> None:  # F94
    told(shell, setup_words(company, "--set-up", "two-way"))
    shell("sync", "--workspace", "demo")
    before = Connection.objects.get(side="quickbooks")

    ran = shell(*setup_words(company, "--set-up", "two-way", realm=REVENUE))

    assert ran.code == 2
    assert "This is another account." in ran.err
    assert REVENUE in ran.err
    after = Connection.objects.get(side="quickbooks")
    assert (after.account_id, after.access_token) == (REALM, before.access_token)


def test_another_portal_is_refused_while_records_are_linked(company: World, shell: Shell) -> None:  # F94
    told(shell, setup_words(company, "--set-up", "two-way"))
    shell("sync", "--workspace", "demo")
    before = Connection.objects.get(side="hubspot")
    Connection.objects.filter(side="hubspot").update(account_id="4711")

    ran = shell(*setup_words(company, "--set-up", "two-way"))

    assert ran.code == 2
    assert "instead of 4711" in ran.err
    after = Connection.objects.get(side="hubspot")
    assert (after.account_id, after.access_token) == ("4711", before.access_token)


def test_another_company_may_be_chosen_before_anything_is_linked(company: World, shell: Shell) -> None:
    told(shell, setup_words(company))

    result = told(shell, setup_words(company, realm=REVENUE))

    assert result["connections"]["quickbooks"]["account"] == REVENUE
    assert result["connections"]["quickbooks"]["name"] == "Fernhill Design Studio"


@pytest.mark.parametrize(("realm", "code"), [(CANADA, "tax"), (REVENUE, "revenue_recognition")])
@pytest.mark.parametrize("direction", ["two-way", "outbound"])
def test_a_blocking_finding_turns_nothing_on(
    company: World, shell: Shell, realm: str, code: str, direction: str
) -> None:  # S6, S7
    ran = shell(*setup_words(company, "--set-up", direction, "--json", realm=realm))

    assert ran.code == 2
    blocking = [one for one in json.loads(ran.out)["preflight"] if one["level"] == "blocking"]
    assert [one["code"] for one in blocking] == [code]
    assert blocking[0]["where"]
    assert ran.err.strip() == "Nothing was turned on: see what is blocking above."
    assert ObjectSync.objects.count() == 0


@pytest.mark.parametrize("realm", [CANADA, REVENUE])
def test_inbound_such_companies_are_welcome(company: World, shell: Shell, realm: str) -> None:
    result = told(shell, setup_words(company, "--set-up", "inbound", realm=realm))

    assert {one["enabled"] for one in result["syncs"].values()} == {True}


def test_a_missing_scope_blocks_and_is_named(company: World, shell: Shell, settings: Any) -> None:
    settings.HUBSPOT_CLIENT_ID, settings.HUBSPOT_CLIENT_SECRET = "our-app", "its secret"
    scopes = [scope for scope in HUBSPOT_SCOPES if scope != "crm.objects.invoices.write"]
    words = setup_words(company, "--set-up", "two-way", "--json")
    words[words.index("--hubspot-token") + 1] = company.control("hubspot", "tokens", {"scopes": scopes})["access_token"]

    ran = shell(*words)

    assert ran.code == 2
    assert "crm.objects.invoices.write" in ran.out
    assert ObjectSync.objects.filter(enabled=True).count() == 0


def test_a_missing_schema_scope_is_a_finding_not_a_crash(company: World, shell: Shell, settings: Any) -> None:
    """Without it our property cannot be made (design §5): preflight says so before HubSpot does."""
    settings.HUBSPOT_CLIENT_ID, settings.HUBSPOT_CLIENT_SECRET = "our-app", "its secret"
    scopes = [scope for scope in HUBSPOT_SCOPES if not scope.startswith("crm.schemas")]
    words = setup_words(company, "--set-up", "two-way", "--json")
    words[words.index("--hubspot-token") + 1] = company.control("hubspot", "tokens", {"scopes": scopes})["access_token"]

    ran = shell(*words)

    assert ran.code == 2
    assert "crm.schemas.invoices.write" in ran.out + ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("slug", ["Not A Slug", "ümlaut", "a/b", ""])
def test_a_name_that_is_no_address_is_refused(company: World, shell: Shell, slug: str) -> None:
    ran = shell(*setup_words(company, slug=slug))

    assert ran.code == 2
    assert "small letters, digits and hyphens" in ran.err
    assert Workspace.objects.count() == 0


@pytest.mark.parametrize("slug", ["accounts", "api", "metrics", "static"])
def test_a_name_that_is_an_address_of_the_program_is_refused(company: World, shell: Shell, slug: str) -> None:
    """Its pages would stand behind those of the program, where nobody reaches them."""
    ran = shell(*setup_words(company, slug=slug))

    assert ran.code == 2
    assert ran.err.startswith(f"“{slug}” is an address of this program itself.")
    assert Workspace.objects.count() == 0


def test_an_owner_who_is_no_address_is_refused(company: World, shell: Shell) -> None:
    tokens = fresh_tokens(company)
    ran = shell(
        "setup", "--workspace", "demo", "--owner", "olivia", "--hubspot-token", tokens.hubspot,
        "--quickbooks-token", tokens.quickbooks, "--realm", REALM,
    )  # fmt: skip

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "“olivia” is no email address, and an owner signs in with one.\n"
    assert Workspace.objects.count() == 0


def test_a_wrong_token_is_one_sentence(company: World, shell: Shell) -> None:
    tokens = fresh_tokens(company)
    ran = shell(
        "setup", "--workspace", "demo", "--owner", "o@example.com", "--hubspot-token", "pat-na1-nonsense",
        "--quickbooks-token", tokens.quickbooks, "--realm", REALM,
    )  # fmt: skip

    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "HubSpot no longer accepts our access" in ran.err
    assert "nonsense" not in ran.err + ran.out


def test_a_wrong_realm_is_one_sentence(company: World, shell: Shell) -> None:
    tokens = fresh_tokens(company)
    ran = shell(
        "setup", "--workspace", "demo", "--owner", "o@example.com", "--hubspot-token", tokens.hubspot,
        "--quickbooks-token", tokens.quickbooks, "--realm", "123",
    )  # fmt: skip

    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert ran.err.startswith("The access to QuickBooks Online does not open the company 123.")
    assert ObjectSync.objects.count() == 0


@pytest.mark.django_db
def test_without_tokens_the_owner_is_made_who_connects_in_the_browser(shell: Shell, client: Any) -> None:
    words = ["setup", "--workspace", "acme", "--owner", "owner@acme.test", "--password", "a long password of ours"]
    ran = shell(*words)
    assert ran.code == 0, ran.err
    assert "Nothing is connected yet: its owner does that in the browser, under Integrations." in ran.out
    assert not Connection.objects.exists()
    assert Membership.objects.get().role == Membership.Role.OWNER
    assert client.login(username="owner@acme.test", password="a long password of ours")
    assert "Connect HubSpot" in client.get("/acme/integrations/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("some", [["--realm", REALM], ["--set-up", "two-way"]])
def test_what_needs_the_tokens_is_refused_without_all_of_them(shell: Shell, some: list[str]) -> None:
    ran = shell("setup", "--workspace", "acme", "--owner", "owner@acme.test", *some)
    assert ran.code == 2
    assert "go together" in ran.err
    assert not Workspace.objects.exists()
