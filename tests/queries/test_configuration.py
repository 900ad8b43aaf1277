"""The set-up as a file: what is taken away comes back as it was, and nothing is applied that cannot hold (B9)."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syncapp.actions import configuration as actions
from syncapp.actions.custom_lines import use_item
from syncapp.actions.drafts import apply_draft
from syncapp.core.configuration import parsed, written
from syncapp.core.values import ObjectType
from syncapp.engine.rules import accounts_of
from syncapp.engine.setup.starting import begun
from syncapp.queries.configuration.comparing import Comparison, compare
from syncapp.queries.configuration.describing import exported
from syncapp.queries.counts import Tally
from syncapp.storage.models import (
    Activity,
    AlertRules,
    Catalog,
    ChosenItem,
    Connection,
    FieldMapping,
    ObjectSync,
    SyncDraft,
    SyncRecord,
    Workspace,
)
from tests.web.conftest import CANARY, Shop
from tests.web.setup.conftest import company, edition, fresh, set_up  # noqa: F401 - fixtures
from tests.web.setup.test_values import lists

Document = dict[str, Any]


def workspace(shop: Shop) -> Workspace:
    return Workspace.objects.get(pk=shop.workspace.pk)


def taken(shop: Shop) -> Document:
    return parsed(written(exported(workspace(shop))))


def compared(shop: Shop, document: Document) -> Comparison:
    return compare(workspace(shop), parsed(json.dumps(document)), Tally(workspace(shop)))


def apply(shop: Shop, document: Document, role: str = "owner") -> actions.Applied:
    found = compared(shop, document)
    assert found.problems == ()
    told = {one.name: one.after for one in found.settings}
    return actions.apply(workspace(shop), [one.draft for one in found.syncs], told, by=shop.people.get(role))


def nothing_set_up(shop: Shop) -> None:
    ObjectSync.objects.filter(workspace=shop.workspace).delete()
    SyncDraft.objects.filter(workspace=shop.workspace).delete()
    AlertRules.objects.filter(workspace=shop.workspace).delete()
    Workspace.objects.filter(pk=shop.workspace.pk).update(
        time_zone="UTC", protected_through=None, fill_service_date=False, poll_seconds=None
    )


# --- any set-up of these accounts

ACCOUNTS, INCOME = st.sampled_from(["", "1", "4", "9"]), st.sampled_from(["79", "82"])
FLAG = st.booleans()
DIRECTION = st.sampled_from(["two-way", "to-hubspot", "to-quickbooks"])
POLICY = st.sampled_from(["hubspot", "quickbooks", "ask"])
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)


def row(pair: str, origin: str = "default") -> st.SearchStrategy[dict[str, Any]]:
    hubspot, quickbooks = pair.split("|")
    fixed = {
        name: st.just(value) for name, value in {"hubspot": hubspot, "quickbooks": quickbooks, "origin": origin}.items()
    }
    return st.fixed_dictionaries(
        {**fixed, "enabled": FLAG, "blank_means_blank": FLAG, "transform": st.just("same"), "values": st.just({})}
    )


TERMS = row("terms|SalesTermRef", "custom").map(
    lambda one: {**one, "values": {
        "into": {"hubspot": {"4": ""}, "quickbooks": {"prepaid": "1", "month": ""}},
        "names": {"hubspot": {"month": "End of month", "prepaid": "Prepaid"}, "quickbooks": {"1": "On receipt, then", "4": "Net 60"}},
    }}
)  # fmt: skip


def some(*rows: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.tuples(*(st.none() | one for one in rows)).map(lambda found: [one for one in found if one])


def criterion(
    name: str, operator: str, values: st.SearchStrategy[list[Any]], beside: str = ""
) -> st.SearchStrategy[dict[str, Any]]:
    return values.map(lambda found: {"property": name, "operator": operator, "values": found, "associated": beside})


def groups(*criteria: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.lists(st.one_of(*criteria), min_size=1, max_size=3), max_size=3)


AMOUNTS = st.decimals(-10_000, 10_000, places=2, allow_nan=False).map(lambda one: [{"n": str(one)}])
DAYS = st.dates().map(lambda one: [{"d": one.isoformat()}])
STOPS = st.sampled_from([[], ["hubspot"], ["quickbooks"], ["hubspot", "quickbooks"]])


def some_settings(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(parts, optional={"stop_unmatched": STOPS})


def chosen(
    own: st.SearchStrategy[Any], mappings: Any, hubspot: Any, quickbooks: Any
) -> st.SearchStrategy[dict[str, Any]]:
    filters = st.fixed_dictionaries({"hubspot": hubspot, "quickbooks": quickbooks})
    return st.fixed_dictionaries(
        {"direction": DIRECTION, "policy": POLICY, "settings": own, "mappings": mappings, "filters": filters}
    )


CONTACT = chosen(
    some_settings(outbound=st.sampled_from(["invoiced", "all"])),
    some(row("phone|PrimaryPhone.FreeFormNumber"), row("jobtitle|Notes", "custom"), row("company|CompanyName")),
    groups(
        criterion("Active", "true", st.just([])), criterion("CompanyName", "contains", NAMES.map(lambda one: [one]))
    ),
    groups(criterion("email", "known", st.just([])), criterion("city", "is", NAMES.map(lambda one: [one]))),
)
PRODUCT = chosen(
    some_settings(income_account=INCOME, item_kind=st.sampled_from(["Service", "NonInventory"]), taxable=FLAG),
    some(row("price|UnitPrice"), row("description|Description")),
    groups(criterion("Sku", "known", st.just([])), criterion("UnitPrice", "more", AMOUNTS)),
    groups(criterion("hs_sku", "known", st.just([])), criterion("price", "at-most", AMOUNTS)),
)
METHODS = st.dictionaries(st.sampled_from(["card", "check", "wire_transfer"]), st.sampled_from(["", "1", "2", "3"]))
INVOICE = chosen(
    st.fixed_dictionaries(
        {"line_item_account": INCOME, "new_item_account": INCOME, "deposit_cards": ACCOUNTS, "deposit_other": ACCOUNTS,
         "discount_item": st.just("17")},
        optional={
            "missing_item": st.sampled_from(["custom", "create", "fail"]), "new_item_taxable": FLAG, "methods": METHODS,
            "methods_back": st.just({"1": "wire_transfer"}), "send_history": FLAG, "not_cash": st.sampled_from(["sync", "show"]),
            "other_sync_is_off": FLAG, "stop_unmatched": STOPS, "from_now": st.just(["delivery_window|custom:1"]),
            "line_item_id": st.just("17"), "discounts": st.sampled_from(["price", "line"]),
        },
    ),
    some(row("hs_comments|CustomerMemo.value"), row("delivery_window|custom:1", "custom"), row("hs_purchase_order_number|custom:2"), TERMS),
    groups(criterion("MetaData.CreateTime", "after", DAYS), criterion("Active", "true", st.just([]), "contact"), criterion("Balance", "more", AMOUNTS)),
    groups(criterion("crew", "any-of", st.just(["a", "b"])), criterion("hs_number", "starts-with", NAMES.map(lambda one: [one]))),
)  # fmt: skip
OWN_SETTINGS = st.fixed_dictionaries({
    "time_zone": st.sampled_from(["UTC", "America/Los_Angeles", "Europe/Berlin"]), "fill_service_date": FLAG,
    "protected_through": st.sampled_from([None, "2026-09-30", "2026-10-31"]), "poll_seconds": st.sampled_from([None, 60, 600]),
})  # fmt: skip
ALERTS = st.none() | st.fixed_dictionaries(
    {"failing_from": st.integers(1, 10_000), "rate_percent": st.integers(1, 100), "digest_hour": st.integers(0, 23)}
)
ANY = st.fixed_dictionaries(
    {"own": OWN_SETTINGS, "alerts": ALERTS}, optional={"contact": CONTACT, "product": PRODUCT, "invoice": INVOICE}
)
MANY = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def store(shop: Shop, drawn: dict[str, Any]) -> None:
    """As the steps of the set-up would have stored it, off."""
    nothing_set_up(shop)
    Workspace.objects.filter(pk=shop.workspace.pk).update(**drawn["own"])
    if drawn["alerts"]:
        AlertRules.objects.create(workspace=shop.workspace, **drawn["alerts"])
    for object_type in ("contact", "product", "invoice"):
        if object_type in drawn:
            draft = begun(
                shop.workspace, shop.people["owner"], ObjectType(object_type), None, accounts_of(shop.workspace)
            )
            draft.data = {**draft.data, **deepcopy(drawn[object_type])}
            with transaction.atomic():
                apply_draft(draft)


@MANY
@given(ANY)
def test_what_is_taken_away_comes_back_as_it_was(fresh: Shop, drawn: dict[str, Any]) -> None:  # noqa: F811
    lists(fresh)
    store(fresh, drawn)
    file = taken(fresh)
    assert compared(fresh, file).number == 0  # unchanged, nothing would change

    nothing_set_up(fresh)
    apply(fresh, file)

    assert taken(fresh) == file
    assert compared(fresh, file).number == 0  # applied again, nothing changes
    assert apply(fresh, file) == actions.Applied()


@MANY
@given(ANY, ANY)
def test_any_set_up_becomes_any_other(fresh: Shop, drawn: dict[str, Any], other: dict[str, Any]) -> None:  # noqa: F811
    lists(fresh)
    store(fresh, drawn)
    file = taken(fresh)
    store(fresh, other)
    here = taken(fresh)
    if "invoices" not in here["syncs"] and "invoices" not in file["syncs"]:
        assert set(here["settings"]) == set(file["settings"])

    apply(fresh, file)

    # What the file does not mention is left as it was.
    now = taken(fresh)
    assert now["syncs"] == {**here["syncs"], **file["syncs"]}
    assert now["settings"] == {**here["settings"], **file["settings"]}


# --- what is in the file


def test_the_file_names_accounts_and_holds_no_secret_and_no_record(set_up: Shop) -> None:  # noqa: F811
    text = written(exported(workspace(set_up)))

    assert CANARY not in text
    assert not any(number in text for number in SyncRecord.objects.exclude(number="").values_list("number", flat=True))
    assert "owner@example.com" not in text
    told = json.loads(text)
    assert told["syncs"]["invoices"]["line_item_account"] == {"id": "79", "name": "Landscape services"}
    assert told["accounts"]["quickbooks"] == {"id": "93fernhill", "name": "Fernhill LLC"}
    assert list(told["syncs"]) == ["contacts", "products", "invoices"]  # in a fixed order
    assert "other_sync_is_off" not in text  # A5: a person says it


# --- another company


def other_company(shop: Shop) -> None:
    """The same names of accounts under other numbers, as another company has them."""
    Connection.objects.filter(workspace=shop.workspace, side="quickbooks").update(account_id="77", name="Oak Hill Inc")
    catalog = Catalog.objects.get(connection__workspace=shop.workspace, connection__side="quickbooks")
    catalog.lists["accounts"] = [[str(int(one[0]) + 1000), *one[1:]] for one in catalog.lists["accounts"]]
    catalog.save()


def test_in_another_company_accounts_are_found_by_their_names(set_up: Shop) -> None:  # noqa: F811
    file = taken(set_up)
    nothing_set_up(set_up)
    other_company(set_up)

    found = compared(set_up, file)
    apply(set_up, file)

    assert found.strange == ("Fernhill LLC (93fernhill) in QuickBooks Online",)
    invoices = ObjectSync.objects.get(workspace=set_up.workspace, object_type="invoice")
    assert (invoices.settings["line_item_account"], invoices.settings["deposit_cards"]) == ("1079", "1004")


def test_what_another_company_does_not_have_is_named_and_nothing_is_guessed(set_up: Shop) -> None:  # noqa: F811
    file = taken(set_up)
    nothing_set_up(set_up)
    other_company(set_up)
    catalog = Catalog.objects.get(connection__workspace=set_up.workspace, connection__side="quickbooks")
    catalog.lists["accounts"] = [one for one in catalog.lists["accounts"] if one[1] != "Landscape services"]
    catalog.save()

    problems = [str(one) for one in compared(set_up, file).problems]

    assert problems == ["syncs.invoices.line_item_account: “Landscape services” is not in QuickBooks Online here."]


def test_two_of_one_name_are_not_guessed_between(set_up: Shop) -> None:  # noqa: F811
    file = taken(set_up)
    nothing_set_up(set_up)
    other_company(set_up)
    catalog = Catalog.objects.get(connection__workspace=set_up.workspace, connection__side="quickbooks")
    catalog.lists["accounts"] += [["2", "Landscape services", "ServiceFeeIncome", "Income", True]]
    catalog.save()

    (problem,) = compared(set_up, file).problems

    assert "has 2 of the name “Landscape services”" in problem.sentence


# --- the guards of the steps


def invoices_of(file: Document, **parts: Any) -> Document:
    return {**file, "syncs": {"invoices": {**file["syncs"]["invoices"], **parts}}}


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ({"line_item_account": None}, "syncs.invoices.line_item_account: Choose the income account for Custom Line Item. Invoices cannot go to QuickBooks without it."),  # S11
        ({"line_item_account": "Bad debts"}, "syncs.invoices.line_item_account: “Bad debts” does not fit (Expense). Custom Line Item needs an income account, or what is sold would not show as income. Choose another."),
        ({"mappings": [{"hubspot": "nope", "quickbooks": "custom:1", "added": True}]}, "syncs.invoices.mappings[0]: HubSpot has no field “nope” here."),
        ({"mappings": [{"hubspot": "delivery_window", "quickbooks": "custom:1"}]}, "syncs.invoices.mappings[0]: This is no mapping that is there by itself. Say “added”: true."),
        ({"mappings": [{"hubspot": "hs_number", "quickbooks": "DocNumber", "on": False}]}, "syncs.invoices.mappings[0]: This mapping is always on and is not in a file."),
        ({"mappings": [{"hubspot": "hs_invoice_status", "quickbooks": "custom:1", "added": True}]}, "syncs.invoices.mappings[0]: The sync itself fills “hs_invoice_status”, so it cannot be mapped."),
        ({"mappings": [{"hubspot": "delivery_window", "quickbooks": "CustomerMemo.value", "added": True}]}, "syncs.invoices.mappings[0]: “Message on invoice” in QuickBooks Online is filled from “Comments” already. Turn that mapping off first."),
        ({"mappings": [{"hubspot": "crew", "quickbooks": "TxnDate", "added": True}]}, "syncs.invoices.mappings[0]: “Crew” in HubSpot holds a choice from a list"),
        ({"filters": {"to_hubspot": [[{"property": "Nope", "operator": "known"}]]}}, "syncs.invoices.filters: The property “Nope” no longer exists in this account. Choose another one."),
        ({"filters": {"to_hubspot": [[{"property": "Balance", "operator": "is"}]]}}, "syncs.invoices.filters: “Balance due” needs a value. Enter one."),
        ({"filters": {"to_hubspot": [[{"property": "TxnDate", "operator": "after", "values": ["1.1.2026"]}]]}}, "syncs.invoices.filters.to_hubspot[0][0]: “1.1.2026” is not a day such as “2026-12-31”."),
        ({"filters": {"to_hubspot": [[{"property": "Balance", "operator": "more", "values": ["much"]}]]}}, "syncs.invoices.filters.to_hubspot[0][0]: “much” is not a number such as “12.50”."),
    ],
)  # fmt: skip
def test_what_the_steps_would_refuse_is_refused(set_up: Shop, parts: Document, problem: str) -> None:  # noqa: F811
    problems = [str(one) for one in compared(set_up, invoices_of(taken(set_up), **parts)).problems]
    assert len(problems) == 1
    assert problems[0].startswith(problem), problems


@pytest.mark.parametrize(
    ("property_", "operator", "plain", "told"),
    [
        ("TxnDate", "after", "2026-01-01", {"date": "2026-01-01"}),
        ("MetaData.CreateTime", "before", "2026-01-01", {"date": "2026-01-01"}),
        ("TxnDate", "last-days", "30", {"number": "30"}),
        ("Balance", "more", "12.50", {"number": "12.50"}),
    ],
)
def test_a_day_or_a_number_may_be_written_plainly(
    set_up: Shop,  # noqa: F811
    property_: str,
    operator: str,
    plain: str,
    told: Document,
) -> None:  # B9
    def chosen(value: object) -> Any:
        asked = {"property": property_, "operator": operator, "values": [value]}
        found = compared(set_up, invoices_of(taken(set_up), filters={"to_hubspot": [[asked]]}))
        assert found.problems == ()
        return found.syncs[0].draft.data["filters"]

    assert chosen(plain) == chosen(told)


def test_a_wall_of_the_company_stands_before_a_file_too(set_up: Shop) -> None:  # S6 # noqa: F811
    file = invoices_of(taken(set_up), conflicts="ask")
    company(set_up, tax_required=True, country="CA")
    (problem,) = compared(set_up, file).problems
    assert problem.place == "syncs.invoices.direction"


def test_service_dates_of_the_same_file_take_that_wall_down(set_up: Shop) -> None:  # S7, B26 # noqa: F811
    file = taken(set_up)
    nothing_set_up(set_up)
    company(set_up, revenue_recognition=True)
    assert [one.place for one in compared(set_up, file).problems] == ["syncs.invoices.direction"]

    file["settings"]["service_date_is_invoice_date"] = True
    apply(set_up, file)

    assert ObjectSync.objects.filter(workspace=set_up.workspace, object_type="invoice", enabled=False).exists()


def test_without_the_edition_no_sync_and_no_mapping_is_added(set_up: Shop) -> None:  # S30 # noqa: F811
    edition(set_up, "free")
    added = [{"hubspot": "delivery_window", "quickbooks": "custom:1", "added": True}]
    (problem,) = compared(set_up, invoices_of(taken(set_up), mappings=added)).problems
    assert "does not allow adding a mapping" in problem.sentence
    file = taken(set_up)
    nothing_set_up(set_up)
    assert {one.sentence.partition(" That")[0] for one in compared(set_up, file).problems} == {
        "HubSpot's edition, as it is stated on Integrations, does not allow adding a sync."
    }


def test_a_protected_day_before_the_closing_date_is_refused(set_up: Shop) -> None:  # A24 # noqa: F811
    (problem,) = compared(set_up, {**taken(set_up), "settings": {"protected_through": "2026-08-31"}}).problems
    assert str(problem).startswith("settings.protected_through: QuickBooks’ books are closed through Sep 30, 2026.")


@pytest.mark.parametrize("name", ["alert_from_failing_records", "alert_from_failure_rate_percent", "digest_hour"])
@pytest.mark.parametrize("value", [-1, 100_000])
def test_a_rule_of_alerts_that_cannot_be_is_refused(set_up: Shop, name: str, value: int) -> None:  # B7 # noqa: F811
    (problem,) = compared(set_up, {**taken(set_up), "settings": {name: value}}).problems
    assert problem.place == f"settings.{name}"


# --- on and off


def test_a_sync_that_is_on_changes_only_after_its_review(set_up: Shop) -> None:  # B2, S33 # noqa: F811
    file = taken(set_up)
    file["syncs"]["contacts"]["conflicts"] = "ask"
    file["settings"]["send_without_asking"] = True

    applied = apply(set_up, file)

    assert (applied.saved, applied.waiting, applied.settings) == ((), (ObjectType.CONTACT,), 1)
    assert ObjectSync.objects.get(workspace=set_up.workspace, object_type="contact").policy == "hubspot"
    draft = SyncDraft.objects.get(workspace=set_up.workspace, user=set_up.people["owner"], object_type="contact")
    assert draft.data["policy"] == "ask"
    assert draft.run is None  # no dry run stands for it yet


def test_a_walk_that_waits_holds_what_was_set_beside_it(set_up: Shop) -> None:  # A15 # noqa: F811
    file = taken(set_up)
    file["syncs"]["invoices"]["conflicts"] = "ask"
    file["settings"]["send_without_asking"] = True
    apply(set_up, file)
    draft = SyncDraft.objects.get(workspace=set_up.workspace, user=set_up.people["owner"], object_type="invoice")
    with transaction.atomic():
        apply_draft(draft)  # not outdated
    assert taken(set_up) == file


def test_a_shell_leaves_what_is_on_alone_and_applies_nothing(set_up: Shop) -> None:  # noqa: F811
    file = taken(set_up)
    file["syncs"]["contacts"]["conflicts"] = "ask"
    file["settings"]["send_without_asking"] = True
    before = taken(set_up)
    with pytest.raises(
        actions.ConfigurationRefused, match=r"The contact sync is on, and a sync that is on changes only"
    ):
        apply(set_up, file, role="nobody")
    assert taken(set_up) == before


def test_nothing_is_turned_on_by_a_file(fresh: Shop) -> None:  # noqa: F811
    file = {**taken(fresh), "syncs": {"contacts": {"direction": "to-hubspot"}, "products": {}}}
    apply(fresh, file)
    assert set(
        ObjectSync.objects.filter(workspace=fresh.workspace).values_list("object_type", "enabled", "started_at")
    ) == {
        ("contact", False, None),
        ("product", False, None),
    }


def test_all_of_a_file_or_nothing(set_up: Shop, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    set_up.turn_off("contact")
    set_up.turn_off("invoice")
    file = taken(set_up)
    file["syncs"]["contacts"]["conflicts"] = "ask"
    file["syncs"]["invoices"]["conflicts"] = "ask"
    file["settings"] = {"company_time_zone": "Europe/Berlin"}
    before, entries = taken(set_up), Activity.objects.count()
    found = compared(set_up, file)
    ObjectSync.objects.filter(workspace=set_up.workspace, object_type="invoice").update(policy="quickbooks", revision=9)

    with pytest.raises(actions.ConfigurationRefused, match="Somebody else has changed the invoice sync"):
        actions.apply(
            workspace(set_up),
            [one.draft for one in found.syncs],
            {"company_time_zone": "Europe/Berlin"},
            by=set_up.people["owner"],
        )

    before["syncs"]["invoices"]["conflicts"] = "quickbooks"
    assert taken(set_up) == before
    assert Activity.objects.count() == entries


def test_what_was_applied_is_in_the_audit_log(set_up: Shop) -> None:  # B12 # noqa: F811
    set_up.turn_off("contact")
    file = taken(set_up)
    file["syncs"]["contacts"]["conflicts"] = "ask"
    file["settings"]["polling_interval_seconds"] = 600
    apply(set_up, file, role="admin")
    entries = Activity.objects.filter(workspace=set_up.workspace, run=None).order_by("-pk")[:3]
    assert {(one.kind, one.actor) for one in entries} == {
        (kind, set_up.people["admin"]) for kind in ("configuration_applied", "sync_changed", "setting_changed")
    }
    assert entries[0].reason == "Contact sync, 1 setting"


def test_an_added_mapping_says_what_it_does_to_what_is_linked(set_up: Shop) -> None:  # A13 # noqa: F811
    added = {"hubspot": "delivery_window", "quickbooks": "custom:1", "added": True}
    (sync,) = compared(set_up, invoices_of(taken(set_up), mappings=[added])).syncs
    assert "linked invoice" in sync.also
    (sync,) = compared(set_up, invoices_of(taken(set_up), mappings=[{**added, "from_now_on": True}])).syncs
    assert sync.also == ""


def test_so_does_one_of_the_defaults_that_is_switched_on_again(set_up: Shop) -> None:  # A13 # noqa: F811
    comments = {"hubspot": "hs_comments", "quickbooks": "CustomerMemo.value"}
    sync = ObjectSync.objects.get(workspace=set_up.workspace, object_type="invoice")
    FieldMapping.objects.create(
        sync=sync, hubspot_field=comments["hubspot"], quickbooks_field=comments["quickbooks"], enabled=False
    )
    (change,) = compared(set_up, invoices_of(taken(set_up), mappings=[])).syncs
    assert "linked invoice" in change.also
    (change,) = compared(set_up, invoices_of(taken(set_up), mappings=[{**comments, "from_now_on": True}])).syncs
    assert change.also == ""


def test_what_is_from_now_on_stays_so_where_a_file_does_not_say_it(set_up: Shop) -> None:  # A13 # noqa: F811
    sync = ObjectSync.objects.get(workspace=set_up.workspace, object_type="invoice")
    sync.settings |= {"from_now": ["hs_comments|CustomerMemo.value"]}
    sync.save()
    added = {"hubspot": "delivery_window", "quickbooks": "custom:1", "added": True, "from_now_on": True}
    (change,) = compared(set_up, invoices_of(taken(set_up), mappings=[added])).syncs
    assert change.also == ""
    assert change.draft.data["settings"]["from_now"] == ["hs_comments|CustomerMemo.value", "delivery_window|custom:1"]


def test_choosing_all_contacts_counts_the_customers_that_it_makes(set_up: Shop) -> None:  # A4 # noqa: F811
    set_up.record(object_type="contact", quickbooks_id=None, status="excluded", reason="not_invoiced")
    file = taken(set_up)
    assert compared(set_up, file).customers is None
    file["syncs"]["contacts"]["outbound"] = "all"
    assert compared(set_up, file).customers == 1


# --- items for texts of lines (A22)


def item(
    shop: Shop, id: str = "7012", label: str = "Debris hauling", kind: str = "Service", **fields: Any
) -> SyncRecord:
    held = {"values": {"Type": kind}}
    given = {"status": "syncing", "amount": None, "quickbooks_base": held, **fields}
    return shop.record(object_type="product", quickbooks_id=id, label=label, **given)


def choose(shop: Shop, text: str, one: SyncRecord) -> None:
    use_item(workspace(shop), text, one, by=shop.people["owner"])


def test_items_for_texts_are_part_of_the_file_and_come_back(set_up: Shop) -> None:  # noqa: F811
    choose(set_up, "Haul away", item(set_up))
    document = taken(set_up)
    assert document["settings"]["items_for_texts"] == [
        {"text": "Haul away", "item": {"id": "7012", "name": "Debris hauling"}}
    ]
    assert compared(set_up, document).number == 0
    ChosenItem.objects.all().delete()
    (change,) = compared(set_up, document).settings
    assert (change.label, change.said) == ("Items for texts of lines", ("None chosen", "“Haul away”: Debris hauling"))
    apply(set_up, document)
    assert taken(set_up) == document
    assert Activity.objects.filter(kind="item_chosen", reason__contains="are Debris hauling from now on").count() == 2


def test_a_text_that_the_file_leaves_out_is_taken_back(set_up: Shop) -> None:  # noqa: F811
    choose(set_up, "Haul away", item(set_up))
    document = taken(set_up)
    choose(set_up, "Haul stones", item(set_up, "7013", "Stones"))
    (change,) = compared(set_up, document).settings
    assert change.said == ("“Haul stones”: Stones", "None chosen")
    apply(set_up, document)
    assert [row.text for row in ChosenItem.objects.all()] == ["Haul away"]


def test_in_another_company_the_item_is_found_by_its_name(set_up: Shop) -> None:  # noqa: F811
    choose(set_up, "Haul away", item(set_up))
    document = taken(set_up)
    ChosenItem.objects.all().delete()
    document["accounts"]["quickbooks"]["id"] = "another"
    SyncRecord.objects.filter(quickbooks_id="7012").update(quickbooks_id="7099")
    apply(set_up, document)
    assert ChosenItem.objects.get().item_id == "7099"


@pytest.mark.parametrize(
    ("made", "told", "why"),
    [
        ({"kind": "Group"}, [{"text": "Haul away", "item": "Debris hauling"}], "is a bundle in QuickBooks Online"),
        ({"reason": "inactive"}, [{"text": "Haul away", "item": "Debris hauling"}], "is inactive in QuickBooks Online"),
        ({}, [{"text": "Haul away", "item": "Stones"}], "“Stones” is not in QuickBooks Online here."),
        ({}, [{"text": " ", "item": "Debris hauling"}], "A line without a text"),
        (
            {},
            [{"text": one, "item": "Debris hauling"} for one in ("Haul", " haul")],
            "Another one is of the same text.",
        ),
    ],
)
def test_what_no_line_can_be_is_no_item_for_a_text(set_up: Shop, made: Any, told: Any, why: str) -> None:  # noqa: F811
    item(set_up, **made)
    document = taken(set_up)
    document["settings"]["items_for_texts"] = told
    (problem,) = compared(set_up, document).problems
    assert why in problem.sentence
    assert problem.place.startswith("settings.items_for_texts[")
