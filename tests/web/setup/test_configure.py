"""Configure: what each choice means, what is missing, and that nothing typed is lost (S2, S6, S7, S9, S11, S28, A4, A5, A9)."""

from __future__ import annotations

import re
from dataclasses import astuple
from datetime import date
from html import unescape
from typing import Any

import pytest

from syncapp.connectors.protocol import ListEntry
from syncapp.storage.models import Catalog, ObjectSync, SyncDraft
from tests.web.conftest import Shop, queries
from tests.web.setup.conftest import PAGES, company, draft_of


def get(shop: Shop, name: str, query: str = "") -> Any:
    return shop.client("owner").get(shop.url(f"syncs/{name}s/configure/{query}"))


def post(shop: Shop, name: str, *, role: str = "owner", **changed: Any) -> Any:
    return shop.client(role).post(shop.url(f"syncs/{name}s/configure/"), {"do": "next", **PAGES[name], **changed})


def text(answer: Any) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def first_sync(shop: Shop, name: str, **more: Any) -> None:
    ObjectSync.objects.create(workspace=shop.workspace, object_type=name, direction="two-way", **more)


@pytest.mark.parametrize("name", ["contact", "product", "invoice"])
def test_next_leads_to_the_filters(set_up: Shop, name: str) -> None:  # S31
    answer = post(set_up, name)
    assert (answer.status_code, answer.headers.get("Location")) == (302, set_up.url(f"syncs/{name}s/filters/"))


def test_looking_at_it_writes_nothing(fresh: Shop) -> None:
    assert get(fresh, "invoice").status_code == 200
    assert not SyncDraft.objects.exists()


def test_the_step_is_said_and_next_stands_in_the_head(set_up: Shop) -> None:
    html = get(set_up, "invoice").content.decode()
    assert 'aria-current="step">Configure</a>' in html
    head = html[html.index('class="page-head') : html.index("</header>", html.index('class="page-head'))]
    assert ">Next" in head
    assert html.count(">Next") == 1


@pytest.mark.parametrize(
    ("name", "direction", "said"),
    [
        ("invoice", "two-way", "Each invoice is edited where it was made."),
        ("invoice", "to-hubspot", "No payments sync"),
        ("invoice", "to-quickbooks", "Their payments go both ways"),
        ("contact", "to-hubspot", "no contact becomes a customer"),
        ("product", "to-quickbooks", "Products become items"),
    ],
)
def test_each_direction_says_what_it_means(set_up: Shop, name: str, direction: str, said: str) -> None:  # S2, S17, S18
    answer = set_up.client("owner").post(
        set_up.url(f"syncs/{name}s/configure/"),
        {**PAGES[name], "do": "show", "direction": direction},
        headers={"HX-Request": "true"},
    )
    assert said in text(answer)
    assert "<html" not in answer.content.decode()


def test_without_script_a_button_shows_what_a_direction_means(set_up: Shop) -> None:
    assert post(set_up, "invoice", do="show", direction="to-hubspot").status_code == 302
    assert "No payments sync" in text(get(set_up, "invoice"))


def test_each_account_stands_on_its_side(set_up: Shop) -> None:
    html = text(get(set_up, "invoice"))
    assert "<b>HubSpot</b><small>Fernhill portal</small>" in html
    assert "<b>QuickBooks Online</b><small>Fernhill LLC</small>" in html


def test_nothing_holds_before_the_last_step(set_up: Shop) -> None:  # S33
    post(set_up, "invoice", direction="to-quickbooks", policy="quickbooks")
    sync = ObjectSync.objects.get(workspace=set_up.workspace, object_type="invoice")
    assert (sync.direction, sync.policy, sync.revision) == ("two-way", "hubspot", 1)
    assert draft_of(set_up, "invoice")["direction"] == "to-quickbooks"


def test_a_changed_direction_says_from_where_and_that_links_are_kept(set_up: Shop) -> None:  # A35
    post(set_up, "invoice", do="show", direction="to-hubspot")
    assert "Now: Data syncs between apps. 3 linked pairs are kept." in text(get(set_up, "invoice"))


# --- conflict resolution


def test_the_policy_covers_what_both_may_change_and_says_so(set_up: Shop) -> None:  # A9
    assert "Only for due date, comments, PO number and mapped fields" in text(get(set_up, "invoice"))
    post(set_up, "invoice", policy="quickbooks")
    assert draft_of(set_up, "invoice")["policy"] == "quickbooks"


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("hubspot", "HubSpot’s value is written to QuickBooks Online."),
        ("quickbooks", "QuickBooks Online’s value is written to HubSpot."),
        ("ask", "nothing of that field is written, until somebody chooses"),
    ],
)
def test_each_resolution_says_what_it_brings(set_up: Shop, policy: str, said: str) -> None:  # B4, S28
    post(set_up, "contact", do="show", policy=policy)
    assert draft_of(set_up, "contact")["policy"] == policy
    assert said in text(get(set_up, "contact"))


def test_of_invoices_it_says_that_hubspot_may_keep_a_finalized_one(set_up: Shop) -> None:  # S28, B4
    said = "only if finalized ones may be edited and no payment is on it."
    for name, policy, there in (
        ("invoice", "quickbooks", True),
        ("invoice", "hubspot", False),
        ("contact", "quickbooks", False),
    ):
        post(set_up, name, policy=policy)
        assert (said in text(get(set_up, name))) is there


@pytest.mark.parametrize(
    ("direction", "policy", "reason"),
    [
        ("to-hubspot", "quickbooks", "QuickBooks Online alone sends data."),
        ("to-quickbooks", "hubspot", "HubSpot alone sends data."),
    ],
)
def test_one_way_locks_the_policy_to_the_sender(set_up: Shop, direction: str, policy: str, reason: str) -> None:  # S28
    post(set_up, "invoice", do="show", direction=direction)
    html = get(set_up, "invoice").content.decode()
    assert 'name="policy" aria-describedby="policy-help" disabled' in html
    assert reason in html
    assert draft_of(set_up, "invoice")["policy"] == policy


@pytest.mark.parametrize(
    ("direction", "words"), [("to-hubspot", "Use QuickBooks Online data"), ("to-quickbooks", "Use HubSpot data")]
)
def test_one_way_shows_the_policy_that_holds(set_up: Shop, direction: str, words: str) -> None:  # S28, A9
    stored = "hubspot" if direction == "to-hubspot" else "quickbooks"  # from before the direction was changed
    ObjectSync.objects.filter(workspace=set_up.workspace, object_type="contact").update(
        direction=direction, policy=stored
    )
    page = text(get(set_up, "contact"))
    assert f"selected>{words}</option>" in page
    review = text(set_up.client("owner").get(set_up.url("syncs/contacts/review/")))
    assert words in review


@pytest.mark.parametrize("direction", ["two-way", "to-hubspot", "to-quickbooks"])
@pytest.mark.parametrize("name", ["contact", "product", "invoice"])
def test_configure_and_review_count_the_same_fields(set_up: Shop, name: str, direction: str) -> None:  # S28
    ObjectSync.objects.filter(workspace=set_up.workspace).update(direction=direction)
    (shown,) = re.findall(r"(\d+ of \d+) on", text(get(set_up, name)))
    assert f"{shown} on" in text(set_up.client("owner").get(set_up.url(f"syncs/{name}s/review/")))


def test_the_rule_of_a_name_is_named_only_where_it_stands(set_up: Shop) -> None:  # S14
    assert "Made once, as said below" in text(get(set_up, "contact"))
    post(set_up, "contact", do="show", direction="to-hubspot")
    assert "Made once, as said below" not in text(get(set_up, "contact"))


# --- invoices


def test_outbound_needs_the_income_account_of_the_custom_line_item(fresh: Shop) -> None:  # S11
    answer = post(fresh, "invoice", line_item_account="")
    assert answer.status_code == 422
    assert (
        text(answer).count(
            "Choose the income account for Custom Line Item. Invoices cannot go to QuickBooks without it."
        )
        == 2
    )
    assert 'aria-invalid="true"' in answer.content.decode()


def test_a_line_without_an_item_may_let_the_invoice_fail(fresh: Shop) -> None:  # B28
    assert post(fresh, "invoice", missing_item="fail", line_item_account="").status_code == 302
    assert draft_of(fresh, "invoice")["settings"]["missing_item"] == "fail"
    assert '<input type="radio" name="missing_item" value="fail"' in get(fresh, "invoice").content.decode()


def test_a_line_without_an_item_may_get_one_of_its_own(fresh: Shop) -> None:  # B28, A23
    answer = post(fresh, "invoice", missing_item="create")
    assert answer.status_code == 422
    assert "Choose the income account for new items." in text(answer)
    assert "Equal lines share one item" in text(answer)

    sent = {
        "do": "next",
        **PAGES["invoice"],
        "missing_item": "create",
        "new_item_account": "82",
        "new_item_kind": "NonInventory",
    }
    del sent["line_item_account"]
    assert fresh.client("owner").post(fresh.url("syncs/invoices/configure/"), sent).status_code == 302

    chosen = draft_of(fresh, "invoice")["settings"]
    told = {name: chosen[name] for name in ("new_item_account", "new_item_kind", "new_item_taxable")}
    assert told == {"new_item_account": "82", "new_item_kind": "NonInventory", "new_item_taxable": False}
    assert chosen["line_item_account"] == "79"  # it is kept for whoever chooses otherwise again


def test_new_items_are_offered_as_products_make_them(set_up: Shop) -> None:  # A23
    post(set_up, "invoice", do="show", missing_item="create")
    html = get(set_up, "invoice").content.decode()
    offered = html[html.index('name="new_item_account"') :]
    assert '<option value="82" selected>Materials</option>' in offered


def test_an_account_of_new_items_that_takes_no_sales_is_refused(fresh: Shop) -> None:  # B28
    post(fresh, "invoice", do="show", missing_item="create")
    assert "That is no income account of this company." in text(
        post(fresh, "invoice", missing_item="create", new_item_account="11")
    )


def item(shop: Shop, name: str, item_id: str, kind: str = "Service", **more: Any) -> None:
    seen = {"values": {"Type": kind}}
    shop.record(object_type="product", hubspot_id=None, quickbooks_id=item_id, label=name, quickbooks_seen=seen, **more)


def test_discounts_are_in_the_price_until_an_item_is_chosen_for_them(set_up: Shop) -> None:  # A21
    item(set_up, "Discounts given", "701")
    item(set_up, "Spring package", "702", kind="Group")
    item(set_up, "Old rebates", "703", reason="inactive")
    html = get(set_up, "invoice").content.decode()
    assert re.search(r'name="discounts" value="price"[^>]* checked', html)
    assert 'name="discount_item"' not in html
    assert post(set_up, "invoice").status_code == 302
    assert "discounts" not in draft_of(set_up, "invoice")["settings"]

    answer = post(set_up, "invoice", discounts="line")
    assert answer.status_code == 422
    assert "Choose the item for discounts, or leave them in the price." in text(answer)
    html = answer.content.decode()
    offered = html[html.index('name="discount_item"') :]
    offered = offered[: offered.index("</select>")]
    assert 'value="701">Discounts given' in offered
    assert "Spring package" not in offered
    assert "Old rebates" not in offered
    assert "What was sent before stays as it is until its lines are edited next." in text(answer)
    assert "No line of an invoice can stand on that item." in text(
        post(set_up, "invoice", discounts="line", discount_item="702")
    )

    assert post(set_up, "invoice", discounts="line", discount_item="701").status_code == 302
    chosen = draft_of(set_up, "invoice")["settings"]
    assert (chosen["discounts"], chosen["discount_item"]) == ("line", "701")
    review = text(set_up.client("owner").get(set_up.url("syncs/invoices/review/")))
    assert "then: </span>As lines of their own" in review
    assert "then: </span>Discounts given" in review


def test_an_item_for_discounts_that_cannot_be_sold_any_more_is_said(set_up: Shop) -> None:  # A21
    item(set_up, "Discounts given", "701", reason="inactive")
    row = ObjectSync.objects.get(workspace=set_up.workspace, object_type="invoice")
    row.settings |= {"discounts": "line", "discount_item": "701"}
    row.save()
    page = get(set_up, "invoice")
    assert "“Discounts given” is inactive or cannot be sold in QuickBooks." in text(page)
    assert '<option value="701" selected>Discounts given</option>' in page.content.decode()


def test_moving_the_custom_line_item_is_warned_of(set_up: Shop) -> None:  # A22
    settings = {"line_item_account": "79", "line_item_id": "412", "other_sync_is_off": True}
    ObjectSync.objects.filter(workspace=set_up.workspace, object_type="invoice").update(settings=settings)
    said = "“Custom Line Item” stands on “Landscape services” in QuickBooks."
    assert said not in text(get(set_up, "invoice"))
    post(set_up, "invoice", do="show", line_item_account="82")
    assert said in text(get(set_up, "invoice"))


@pytest.mark.parametrize("account", ["11", "1", "12"])  # an expense, a bank, the discounts given
def test_an_account_that_takes_no_sales_is_refused_beside_the_field(set_up: Shop, account: str) -> None:  # S11, A22
    answer = post(set_up, "invoice", line_item_account=account)
    assert answer.status_code == 422
    assert answer.context["form"].errors["line_item_account"] == [
        "That is no income account of this company. Choose one from the list."
    ]
    assert draft_of(set_up, "invoice")["settings"]["line_item_account"] == "79"


@pytest.mark.parametrize("account", ["79", "11", "13"])  # income, an expense, the stock
def test_an_account_that_takes_no_payments_is_refused_beside_the_field(set_up: Shop, account: str) -> None:  # A26
    answer = post(set_up, "invoice", deposit_cards=account)
    assert answer.status_code == 422
    assert answer.context["form"].errors["deposit_cards"] == [
        "Payments cannot go to that account. Choose one from the list."
    ]
    assert draft_of(set_up, "invoice")["settings"]["deposit_cards"] == "4"


def test_one_that_was_stored_and_does_not_fit_stays_in_sight_with_the_reason(set_up: Shop) -> None:  # S11, A26
    stored = {"line_item_account": "11", "deposit_cards": "13", "deposit_other": "4", "other_sync_is_off": True}
    ObjectSync.objects.filter(workspace=set_up.workspace, object_type="invoice").update(settings=stored)
    page = get(set_up, "invoice")
    assert '<option value="11" selected>Bad debts</option>' in page.content.decode()
    assert "“Bad debts” does not fit (Expense). Custom Line Item needs an income account" in text(page)
    answer = post(set_up, "invoice", line_item_account="11", deposit_cards="13")
    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["deposit_cards", "line_item_account"]
    assert post(set_up, "invoice").status_code == 302  # put right


def test_new_items_are_refused_an_account_that_takes_no_sales(set_up: Shop) -> None:  # A23
    assert post(set_up, "product", income_account="1").context["form"].errors["income_account"]


def test_inbound_needs_none(fresh: Shop) -> None:  # S18
    answer = post(fresh, "invoice", direction="to-hubspot", line_item_account="", section=["fields"])
    assert answer.status_code == 302


def test_the_accounts_are_the_companys_own_that_take_sales(fresh: Shop) -> None:  # S11, A22
    html = get(fresh, "invoice").content.decode()
    select = html[
        html.index('name="line_item_account"') : html.index("</select>", html.index('name="line_item_account"'))
    ]
    assert "Landscape services" in select
    assert not [
        name
        for name in ("Checking", "Bad debts", "Discounts given", "Payouts clearing", "Old income")
        if name in select
    ]


def test_payments_are_offered_undeposited_funds_clearing_and_banks(fresh: Shop) -> None:  # A26
    html = get(fresh, "invoice").content.decode()
    select = html[html.index('name="deposit_cards"') : html.index("</select>", html.index('name="deposit_cards"'))]
    places = [select.index(name) for name in ("Undeposited Funds", "Payouts clearing", "Checking")]
    assert places == sorted(places)
    assert not [name for name in ("Landscape services", "Bad debts", "Inventory Asset") if name in select]


def test_a_made_up_account_is_not_taken(set_up: Shop) -> None:
    answer = post(set_up, "invoice", line_item_account="4711")
    assert answer.status_code == 422
    assert draft_of(set_up, "invoice")["settings"]["line_item_account"] == "79"


def test_an_account_that_has_gone_meanwhile_is_said(set_up: Shop) -> None:
    ObjectSync.objects.filter(workspace=set_up.workspace, object_type="invoice").update(
        settings={"line_item_account": "90", "other_sync_is_off": True}
    )
    assert post(set_up, "invoice", section=["fields"]).status_code == 422


def test_what_was_typed_stays_when_something_is_missing(fresh: Shop) -> None:
    answer = post(fresh, "invoice", line_item_account="", deposit_cards="9", method_card="1", policy="quickbooks")
    html = answer.content.decode()
    assert '<option value="9" selected>' in html
    settings = draft_of(fresh, "invoice")["settings"]
    assert (settings["deposit_cards"], settings["methods"]["card"]) == ("9", "1")


def test_payments_go_to_undeposited_funds_unless_somebody_chooses(fresh: Shop) -> None:  # A26
    form = get(fresh, "invoice").context["form"]
    assert (form.initial["deposit_cards"], form.initial["deposit_other"]) == ("4", "4")


def test_a_bank_account_for_cards_is_warned_of(set_up: Shop) -> None:  # A26
    post(set_up, "invoice", do="show", deposit_cards="1")
    assert "Payouts arrive net of fees and in batches, so single payments in “Checking” will not match" in text(
        get(set_up, "invoice")
    )


# -- a suggested account ------------------------------------------------------------------------------------


def company_sells(shop: Shop, *items: ListEntry) -> None:
    catalog = Catalog.objects.get(connection__workspace=shop.workspace, connection__side="quickbooks")
    catalog.lists["items"] = [list(astuple(entry)) for entry in items]
    catalog.save()


def service(number: int, account: str, kind: str = "Service") -> ListEntry:
    return ListEntry(str(number), f"Item {number}", kind, account)


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([service(1, "79"), service(2, "79"), service(3, "82")], "2 of 3 services in QuickBooks are sold on it."),
        ([service(1, "79"), service(2, "82")], ""),  # neither stands out
        ([service(1, "82", "NonInventory")], ""),  # Custom Line Item is a service
        ([service(1, "90")], ""),  # inactive
        ([], ""),
    ],
)
def test_the_account_of_most_services_is_suggested_and_never_chosen_by_itself(
    fresh: Shop, items: list[ListEntry], said: str
) -> None:  # S11
    company_sells(fresh, *items)
    page = get(fresh, "invoice")
    suggested = page.context["form"].suggested
    assert (suggested.because if suggested else "") == said
    assert (said in text(page)) if said else ('value="account"' not in text(page))
    assert not page.context["walk"].settings.get("line_item_account")


def test_one_click_takes_the_suggested_account(fresh: Shop) -> None:  # S11
    company_sells(fresh, service(1, "79"))
    post(fresh, "invoice", do="account", line_item_account="")
    assert draft_of(fresh, "invoice")["settings"]["line_item_account"] == "79"
    assert 'value="account"' not in text(get(fresh, "invoice"))


def test_the_account_of_the_product_sync_is_suggested_for_invoices(fresh: Shop) -> None:  # S11
    company_sells(fresh, service(1, "79"))
    first_sync(fresh, "product", settings={"income_account": "82"})
    assert "New items of the product sync get it too." in text(get(fresh, "invoice"))


def test_what_is_needed_stands_before_what_may_stay(fresh: Shop) -> None:
    for name, needed in (("invoice", "line_item_account"), ("product", "income_account"), ("contact", "outbound")):
        post(fresh, name, do="show", direction="two-way")
        html = get(fresh, name).content.decode()
        assert html.index(f'name="{needed}"') < html.index('name="policy"'), name


def test_methods_are_suggested_by_name(fresh: Shop) -> None:  # A27
    form = get(fresh, "invoice").context["form"]
    chosen = {field.label: form.initial[field.name] for field in form.methods}
    assert chosen == {"Credit or debit card": "3", "Check": "2", "Wire transfer": ""}
    post(fresh, "invoice")
    assert "methods" not in draft_of(fresh, "invoice")["settings"]  # one made later is suggested too


def test_a_method_can_be_left_blank(set_up: Shop) -> None:  # A27
    post(set_up, "invoice", method_card="")
    assert draft_of(set_up, "invoice")["settings"]["methods"] == {"card": "", "check": "2", "wire_transfer": ""}
    assert get(set_up, "invoice").context["form"].initial["method_card"] == ""


def company_has(shop: Shop, *methods: ListEntry) -> None:
    catalog = Catalog.objects.get(connection__workspace=shop.workspace, connection__side="quickbooks")
    catalog.lists["methods"] = [list(astuple(entry)) for entry in methods]
    catalog.save()


def test_the_way_back_is_asked_of_methods_that_several_become_or_none(set_up: Shop) -> None:  # A27
    company_has(
        set_up, ListEntry("2", "Check"), ListEntry("3", "Card"), ListEntry("5", "Visa"), ListEntry("6", "Barter")
    )
    post(set_up, "invoice", do="show", method_wire_transfer="3")
    form = get(set_up, "invoice").context["form"]
    assert {field.label: form.initial[field.name] for field in form.methods_back} == {
        "Card in QuickBooks": "card", "Visa in QuickBooks": "card", "Barter in QuickBooks": "other",
    }  # fmt: skip
    assert "methods_back" not in draft_of(set_up, "invoice")["settings"]
    post(set_up, "invoice", do="show", method_wire_transfer="3", back_3="wire_transfer", back_5="card", back_6="check")
    assert draft_of(set_up, "invoice")["settings"]["methods_back"] == {"3": "wire_transfer", "6": "check"}
    assert "from QuickBooks Card as Wire transfer, from QuickBooks Visa as Credit or debit card" in text(
        set_up.client("owner").get(set_up.url("syncs/invoices/review/"))
    )


def test_a_chosen_method_that_is_inactive_by_now_says_so(set_up: Shop) -> None:  # A27
    post(set_up, "invoice", do="show")
    company_has(set_up, ListEntry("2", "Check"), ListEntry("3", "Credit Card", active=False))
    draft = SyncDraft.objects.get(workspace=set_up.workspace, object_type="invoice")
    draft.data["settings"]["methods"] = {"card": "3", "check": "2"}
    draft.save()
    assert "Credit Card (inactive, so left blank)" in text(get(set_up, "invoice"))


def test_hubspots_own_sync_must_be_off(fresh: Shop) -> None:  # A5
    needed, optional = (text(get(fresh, "invoice")).index(name) for name in ("One sync alone", "Discounts"))
    assert needed < optional
    assert "What was sent before" not in text(get(fresh, "invoice"))  # nothing was
    answer = post(fresh, "invoice", other_sync_is_off="")
    assert answer.status_code == 422
    assert "Turn HubSpot's own QuickBooks sync off first" in text(answer)


def test_what_the_invoices_tell_of_another_sync_stands_beside_the_tick(set_up: Shop) -> None:  # A5
    place = '/installed" target="_blank" rel="noopener">Connected apps'
    assert place in get(set_up, "invoice").content.decode()
    assert "off if QuickBooks Online is not listed there, or if none of its syncs is on." in text(
        get(set_up, "invoice")
    )
    assert "brought in by another sync" not in text(get(set_up, "invoice"))
    brought = {"object_type": "invoice", "status": "excluded", "reason": "source", "quickbooks_id": None}
    set_up.record(**brought, params={"source": "crm_ui"})  # HubSpot's own, which stayed out for another reason
    assert "brought in by another sync" not in text(get(set_up, "invoice"))
    set_up.record(**brought, params={"source": "data_sync"}, document_date=date(2026, 11, 2))
    assert "1 invoice of HubSpot was brought in by another sync, the newest of Nov 2, 2026." in text(
        get(set_up, "invoice")
    )


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"tax_required": True, "country": "CA"}, "tax"),
        ({"revenue_recognition": True}, "service date"),
    ],
)
def test_a_wall_is_said_under_the_direction_as_soon_as_it_goes_out_and_keeps_next(
    set_up: Shop, settings: dict[str, Any], said: str
) -> None:  # S6, S7
    company(set_up, **settings)
    html = text(get(set_up, "invoice"))
    assert "Invoices of HubSpot cannot go to this company." in html
    assert said in html[html.index("cannot go to this company.") :].lower()
    assert post(set_up, "invoice").status_code == 422
    assert post(set_up, "invoice", direction="to-hubspot").status_code == 302


def test_a_company_with_a_wall_is_offered_inbound_first(fresh: Shop) -> None:  # S6
    company(fresh, tax_required=True)
    page = get(fresh, "invoice")
    assert page.context["walk"].direction == "to-hubspot"
    assert "cannot go to this company" not in text(page)


# --- contacts


def test_the_rule_of_display_names_is_explained(set_up: Shop) -> None:  # S14
    html = text(get(set_up, "contact"))
    assert "for its contact that was created first" in html
    assert "The display name is a duplicate" in html


def test_leads_are_no_customers_by_default(fresh: Shop) -> None:  # A4
    assert get(fresh, "contact").context["walk"].direction == "to-hubspot"
    post(fresh, "contact", section=["fields"])
    assert draft_of(fresh, "contact")["settings"] == {"outbound": "invoiced"}


def leads(shop: Shop) -> None:
    for n in range(3):
        shop.record(
            object_type="contact",
            label=f"Lead {n}",
            quickbooks_id=None,
            status="excluded",
            reason="not_needed",
            amount=None,
        )
    shop.record(
        object_type="contact", label="No mail", quickbooks_id=None, status="excluded", reason="no_email", amount=None
    )


@pytest.mark.parametrize("typed", ["", "2", "three"])
def test_all_contacts_only_after_typing_how_many(set_up: Shop, typed: str) -> None:  # A4
    leads(set_up)
    answer = post(set_up, "contact", outbound="all", number=typed)
    assert answer.status_code == 422
    assert "Type 3 to confirm that this many customers are made in QuickBooks." in text(answer)
    assert draft_of(set_up, "contact")["settings"].get("outbound", "invoiced") == "invoiced"
    assert 'value="all" checked' in answer.content.decode()


def test_with_the_number_typed_it_is_taken(set_up: Shop) -> None:  # A4
    leads(set_up)
    assert "All contacts (3 new customers)" in text(get(set_up, "contact"))
    assert post(set_up, "contact", outbound="all", number="3").status_code == 302
    assert draft_of(set_up, "contact")["settings"]["outbound"] == "all"
    assert post(set_up, "contact", outbound="all").status_code == 302  # confirmed once


def test_all_contacts_cannot_be_chosen_before_they_were_counted(fresh: Shop) -> None:  # A4
    first_sync(fresh, "contact", settings={"outbound": "invoiced"})
    assert post(fresh, "contact", outbound="all", number="0").status_code == 422
    assert 'value="all" disabled' in get(fresh, "contact").content.decode()


def test_inbound_contacts_are_asked_nothing_about_customers(set_up: Shop) -> None:
    post(set_up, "contact", do="show", direction="to-hubspot")
    assert "Contacts outbound" not in text(get(set_up, "contact"))


# --- products


def test_only_products_with_a_sku_is_a_filter_both_ways(fresh: Shop) -> None:  # S10
    assert get(fresh, "product").context["form"].initial["only_sku"] is True
    post(fresh, "product", section=["fields"], direction="to-hubspot")
    filters = draft_of(fresh, "product")["filters"]
    assert [filters[side][0][0]["property"] for side in ("hubspot", "quickbooks")] == ["Sku", "hs_sku"]


def test_without_the_tick_the_filter_goes_from_both(fresh: Shop) -> None:  # S10
    post(fresh, "product", only_sku="", section=["fields"], direction="to-hubspot")
    assert draft_of(fresh, "product")["filters"] == {"hubspot": [], "quickbooks": []}
    post(fresh, "product", section=["fields"], direction="to-hubspot")
    assert get(fresh, "product").context["form"].initial["only_sku"] is True


def test_outbound_products_need_an_income_account(fresh: Shop) -> None:  # A23
    answer = post(fresh, "product", income_account="")
    assert answer.status_code == 422
    assert "Choose the income account for new items." in text(answer)


def test_new_items_are_as_chosen(set_up: Shop) -> None:  # A23
    post(set_up, "product", income_account="79", item_kind="NonInventory", taxable="on")
    settings = draft_of(set_up, "product")["settings"]
    assert settings == {"income_account": "79", "item_kind": "NonInventory", "taxable": True}


def test_what_was_not_shown_keeps_its_value(set_up: Shop) -> None:
    post(set_up, "product", taxable="on")
    post(set_up, "product", direction="to-hubspot", section=["fields"])
    assert draft_of(set_up, "product")["settings"]["taxable"] is True


# --- two people, cancelling, rights, costs


def test_somebody_elses_change_is_said_and_nothing_is_saved_over_it(set_up: Shop) -> None:
    post(set_up, "invoice", policy="quickbooks")
    ObjectSync.objects.filter(workspace=set_up.workspace, object_type="invoice").update(
        direction="to-hubspot", revision=9
    )
    assert "Somebody else has changed the invoice sync since you began." in text(get(set_up, "invoice"))
    answer = post(set_up, "invoice", direction="to-quickbooks")
    assert answer.status_code == 409
    assert draft_of(set_up, "invoice")["direction"] == "to-quickbooks"  # what was chosen is kept, and not in force
    sync = ObjectSync.objects.get(workspace=set_up.workspace, object_type="invoice")
    assert (sync.direction, sync.policy) == ("to-hubspot", "hubspot")

    discard = set_up.url("syncs/invoices/discard/")
    asked = text(set_up.client("owner").post(discard, {"again": "yes"}))
    assert "These changes are not in force, and would be lost:" in asked
    set_up.client("owner").post(discard, {"again": "yes", "sure": "yes"})
    page = get(set_up, "invoice")
    assert page.context["walk"].direction == "to-hubspot"
    assert "Somebody else" not in text(page)


def test_each_person_walks_alone(set_up: Shop) -> None:
    post(set_up, "invoice", policy="quickbooks")
    post(set_up, "invoice", role="admin")
    assert draft_of(set_up, "invoice", "admin")["policy"] == "hubspot"


def test_accounts_that_were_never_read_are_said(shop: Shop) -> None:
    assert "What both accounts offer has not been read yet." in text(get(shop, "invoice"))


@pytest.mark.parametrize("step", ["configure", "filters", "review"])
def test_payments_are_set_up_in_the_steps_of_invoices(set_up: Shop, step: str) -> None:  # S17
    answer = set_up.client("owner").get(set_up.url(f"syncs/payments/{step}/"))
    assert (answer.status_code, answer.headers["Location"]) == (302, set_up.url(f"syncs/invoices/{step}/"))
    assert set_up.client("owner").post(set_up.url("syncs/payments/discard/")).status_code == 404


@pytest.mark.parametrize("role", ["bookkeeper", "viewer"])
def test_a_viewer_is_told_who_may(set_up: Shop, role: str) -> None:
    answer = post(set_up, "invoice", role=role)
    assert answer.status_code == 403
    assert "Owners and admins may change the set-up of a sync." in text(answer)


@pytest.mark.parametrize("name", ["contact", "product", "invoice"])
def test_it_costs_a_few_queries_whatever_there_is(set_up: Shop, name: str) -> None:
    client = set_up.client("owner")
    counted = []
    for _ in range(2):
        with queries() as asked:
            client.get(set_up.url(f"syncs/{name}s/configure/"))
        counted.append(len(asked.captured_queries))
        for _ in range(20):
            set_up.record(object_type=name, hubspot_base={"values": {}}, quickbooks_base={"values": {}})
    assert counted[0] == counted[1] <= 10  # session and user among them


# --- what a newcomer reads


def test_the_way_in_both_directions_is_called_two_way(set_up: Shop) -> None:
    assert "Data syncs between apps (two-way)" in text(get(set_up, "contact"))


def test_what_is_required_is_marked(set_up: Shop) -> None:
    html = text(get(set_up, "invoice"))
    assert 'own QuickBooks sync is off <span class="muted">(required)</span>' in html
    assert 'Income account <span class="muted">(required)</span>' in html
    ObjectSync.objects.filter(workspace=set_up.workspace, object_type="invoice").update(
        settings={"missing_item": "fail", "other_sync_is_off": True}
    )
    assert 'Income account <span class="muted">' not in text(
        get(set_up, "invoice")
    )  # none is needed where nothing goes on it
