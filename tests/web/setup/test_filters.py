"""Filters: what is locked, what is chosen, how it is edited, and how many of the known would pass (S23–S26, S31, S32, A14, A17)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
import time_machine

from syncapp.storage.models import Catalog, FilterRule, ObjectSync, SyncDraft
from tests.web.conftest import Shop, queries
from tests.web.setup.conftest import draft_of

INBOUND = "?edit=hubspot"
OUTBOUND = "?edit=quickbooks"


def get(shop: Shop, name: str = "invoice", query: str = "", **more: Any) -> Any:
    return shop.client("owner").get(shop.url(f"syncs/{name}s/filters/{query}"), **more)


def post(shop: Shop, name: str = "invoice", query: str = INBOUND, **fields: Any) -> Any:
    return shop.client("owner").post(shop.url(f"syncs/{name}s/filters/{query}"), fields)


def apply(
    shop: Shop,
    name: str,
    operator: str,
    *values: str,
    group: int = 0,
    at: str = "new",
    associated: str = "",
    query: str = INBOUND,
    name_of: str = "invoice",
) -> Any:
    return post(
        shop,
        name_of,
        query,
        do="apply",
        group=group,
        at=at,
        associated=associated,
        property=name,
        operator=operator,
        value=list(values),
    )


def inbound(shop: Shop) -> Any:
    return draft_of(shop, "invoice")["filters"].get("hubspot", [])


def text(answer: Any) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def card(shop: Shop, target: str, name: str = "invoice") -> Any:
    return next(one for one in get(shop, name).context["cards"] if one.target == target)


# --- the cards


def test_a_card_per_direction_with_its_title(set_up: Shop) -> None:  # S31
    html = text(get(set_up))
    assert [one.title for one in get(set_up).context["cards"]] == [
        "HubSpot → QuickBooks Online",
        "QuickBooks Online → HubSpot",
    ]
    assert 'aria-label="Edit HubSpot → QuickBooks Online"' in html


@pytest.mark.parametrize(("direction", "targets"), [("to-hubspot", ["hubspot"]), ("to-quickbooks", ["quickbooks"])])
def test_only_the_directions_that_the_sync_has(set_up: Shop, direction: str, targets: list[str]) -> None:
    ObjectSync.objects.filter(workspace=set_up.workspace).update(direction=direction)
    assert [one.target for one in get(set_up).context["cards"]] == targets
    assert get(set_up, query="?edit=" + ({"hubspot", "quickbooks"} - set(targets)).pop()).context["panel"] is None


def test_the_three_outbound_filters_are_locked_with_their_reasons(set_up: Shop) -> None:  # S23, S24, S25, S26
    html = text(get(set_up))
    assert [lock.text for lock in card(set_up, "quickbooks").locks] == [
        "Invoice source is HubSpot", "Invoice is finalized", "Created or modified after the sync was turned on",
    ]  # fmt: skip
    for lock in card(set_up, "quickbooks").locks:
        assert lock.reason in html
    assert html.count('aria-label="Locked"') >= 3


def test_how_history_is_brought_over_is_said(set_up: Shop) -> None:  # S25
    html = text(get(set_up))
    assert "enter those that it lacks, with the same number, customer, date and total" in html
    assert "Without it all older ones come too, and Review counts them before any is made." in html


def test_no_filter_lets_everything_in(set_up: Shop) -> None:  # S32
    assert card(set_up, "hubspot").text == "All invoices that are not void"


def test_a_filter_decides_entry_alone(set_up: Shop) -> None:  # A14
    assert "A filter decides what enters. What is in stays in." in text(get(set_up))


def test_leads_are_left_out_and_that_stands_locked(set_up: Shop) -> None:  # A4
    ObjectSync.objects.filter(workspace=set_up.workspace, object_type="contact").update(
        settings={"outbound": "invoiced"}
    )
    assert "Contact is on a finalized invoice" in [lock.text for lock in card(set_up, "quickbooks", "contact").locks]


# --- recommended


@time_machine.travel(datetime(2026, 11, 25, 3, 0, tzinfo=UTC))  # the 24th in Los Angeles
def test_created_after_today_is_offered_in_one_click_and_frozen(set_up: Shop) -> None:  # S32, A17
    assert "Created in QuickBooks after Nov 24, 2026" in text(get(set_up))
    post(set_up, query="", do="suggest:hubspot")
    assert inbound(set_up) == [
        [{"property": "MetaData.CreateTime", "operator": "after", "values": [{"d": "2026-11-24"}], "associated": ""}]
    ]
    assert card(set_up, "hubspot").suggestion == ""
    assert card(set_up, "hubspot").text == "Invoices where Created in QuickBooks is after Nov 24, 2026"


def test_what_is_recommended_joins_every_group(set_up: Shop) -> None:
    apply(set_up, "Balance", "more", "0")
    apply(set_up, "TotalAmt", "more", "10", group=1)
    post(set_up, query="", do="suggest:hubspot")
    assert [[one["property"] for one in group] for group in inbound(set_up)] == [
        ["Balance", "MetaData.CreateTime"], ["TotalAmt", "MetaData.CreateTime"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "target", "said"),
    [
        ("contact", "hubspot", "Email is known"),  # that the customer is active is locked
        ("product", "hubspot", "SKU is known"),
        ("product", "quickbooks", "SKU is known"),
    ],
)
def test_contacts_and_products_have_their_own(set_up: Shop, name: str, target: str, said: str) -> None:  # S32, A4
    assert card(set_up, target, name).suggestion == said
    post(set_up, name, "", do=f"suggest:{target}")
    assert card(set_up, target, name).suggestion == ""


def test_whom_the_recommended_filter_of_contacts_leaves_out_is_said(set_up: Shop) -> None:  # A4, S41
    offered = "Then invoices of customers without an email address fail. Without it every active customer becomes a contact, those without an address too."
    assert offered in text(get(set_up, "contact"))
    post(set_up, "contact", "", do="suggest:hubspot")
    assert offered not in text(get(set_up, "contact"))
    assert "This filter excludes customers without an email address." in text(get(set_up, "contact"))


def test_how_many_it_leaves_out_is_said_once_it_is_in_force(set_up: Shop) -> None:  # A4
    email = {"property": "PrimaryEmailAddr.Address", "operator": "known", "values": []}
    FilterRule.objects.create(
        sync=ObjectSync.objects.get(workspace=set_up.workspace, object_type="contact"),
        target="hubspot",
        group=0,
        position=0,
        **email,
    )
    for name in ("Carl Jensen", "Dora Elm"):
        set_up.record(object_type="contact", label=name, hubspot_id=None, status="excluded", reason="filter")
    assert "This filter excludes 2 customers without an email address." in text(get(set_up, "contact"))


def test_what_is_locked_is_not_recommended_besides(set_up: Shop) -> None:  # A4
    assert card(set_up, "quickbooks", "contact").suggestion == ""  # that the email is known is locked
    post(set_up, "contact", "", do="suggest:quickbooks")
    assert card(set_up, "quickbooks", "contact").text.startswith("All contacts")


@pytest.mark.parametrize(
    ("name", "target", "said"),
    [
        ("contact", "hubspot", "All active customers"),
        ("product", "hubspot", "All active items"),
        (
            "invoice",
            "quickbooks",
            "All finalized invoices of HubSpot that were made or changed after the sync was turned on",
        ),
    ],
)
def test_without_a_filter_the_sentence_holds_what_is_locked(
    set_up: Shop, name: str, target: str, said: str
) -> None:  # S31
    assert card(set_up, target, name).text == said


@pytest.mark.parametrize(
    ("outbound", "said"),
    [
        ("invoiced", "All contacts that are on a finalized invoice and have an email address"),
        ("all", "All contacts that have an email address"),
    ],
)
def test_the_sentence_of_contacts_is_that_of_the_choice(set_up: Shop, outbound: str, said: str) -> None:  # A4, S31
    ObjectSync.objects.filter(workspace=set_up.workspace, object_type="contact").update(settings={"outbound": outbound})
    assert card(set_up, "quickbooks", "contact").text == said
    review = set_up.client("owner").get(set_up.url("syncs/contacts/review/"))
    assert said in text(review)


def test_products_begin_with_the_sku(fresh: Shop) -> None:  # S10
    assert card(fresh, "hubspot", "product").text == "Items where SKU is known"


# --- the panel


def test_edit_opens_the_panel_and_done_closes_it(set_up: Shop) -> None:  # S31
    assert get(set_up).context["panel"] is None
    html = text(get(set_up, query=INBOUND))
    assert '<h2 id="h-panel" tabindex="-1" autofocus>QuickBooks Online → HubSpot</h2>' in html
    assert f'href="{set_up.url("syncs/invoices/filters/")}#edit-hubspot">Done</a>' in html


def test_done_keeps_the_criterion_that_was_typed(set_up: Shop) -> None:  # S31
    typed = {"group": "0", "at": "new", "associated": "", "property": "Balance", "operator": "at-least"}

    wrong = post(set_up, "invoice", INBOUND, do="done", value="fifty", **typed)
    assert wrong.status_code == 422

    post(set_up, "invoice", INBOUND, do="done", value="50", **typed)
    assert card(set_up, "hubspot").text == "Invoices where Balance due is at least 50"


def test_done_without_a_property_only_closes_the_panel(set_up: Shop) -> None:
    answer = post(set_up, "invoice", INBOUND, do="done", group="0", at="new", property="")
    assert answer["Location"] == set_up.url("syncs/invoices/filters/#edit-hubspot")
    assert card(set_up, "hubspot").text == "All invoices that are not void"


@pytest.mark.parametrize(
    ("does", "where"),
    [
        ("then:edit:0:0", "group=0&at=0"),
        ("then:add:0", "group=0&at=new"),
        ("then:add", "group=2&at=new"),
        ("then:delete:0:0", ""),
    ],
)
def test_what_else_is_clicked_in_the_panel_keeps_what_was_typed(set_up: Shop, does: str, where: str) -> None:  # S31
    apply(set_up, "DocNumber", "known")
    typed = {"group": "1", "at": "new", "associated": "", "property": "Balance", "operator": "at-least"}

    wrong = post(set_up, "invoice", INBOUND, do=does, value="fifty", **typed)
    assert wrong.status_code == 422
    assert len(inbound(set_up)) == 1

    answer = post(set_up, "invoice", INBOUND, do=does, value="50", **typed)
    kept = [[row["property"] for row in group] for group in inbound(set_up)]
    assert kept == ([["Balance"]] if "delete" in does else [["DocNumber"], ["Balance"]])
    assert answer["Location"].endswith(where or "edit=hubspot")


def test_what_else_is_clicked_before_a_property_is_chosen_just_happens(set_up: Shop) -> None:
    apply(set_up, "DocNumber", "known")
    answer = post(set_up, "invoice", INBOUND, do="then:edit:0:0", group="1", at="new", property="")
    assert answer["Location"].endswith("group=0&at=0")
    assert len(inbound(set_up)) == 1


def test_while_a_criterion_is_open_nothing_in_the_panel_leaves_it(set_up: Shop) -> None:
    apply(set_up, "DocNumber", "known")
    page = get(set_up, query=f"{INBOUND}&group=1&at=new").content.decode()
    panel = page[page.index('id="filter"') : page.index("</aside>")]
    links = re.findall(r"<a [^>]*>", panel)
    assert [name for link in links for name in ("data-close", "data-discard") if name in link] == [
        "data-close",
        "data-discard",
    ]
    assert len(links) == 2


def test_a_criterion_is_about_the_invoice_or_what_stands_beside_it(set_up: Shop) -> None:  # S31
    form = get(set_up, query=f"{INBOUND}&group=0&at=new").context["panel"]["form"]
    assert form.kinds == [("", "Primary: Invoice"), ("contact", "Customer"), ("product", "Item on a line")]
    form = get(set_up, "contact", f"{INBOUND}&group=0&at=new").context["panel"]["form"]
    assert form.kinds == [("", "Primary: Customer")]


@pytest.mark.parametrize(
    ("name", "operators", "takes"),
    [
        ("DocNumber", ["is", "is not", "contains", "does not contain", "starts with", "is known", "is unknown"], "text"),
        ("Balance", ["is equal to (=)", "is not (≠)", "is less than (<)", "is at most (≤)", "is more than (>)", "is at least (≥)", "is between", "is known", "is unknown"], "number"),
        ("TxnDate", ["is", "is before", "is after", "is between", "is in the last … days", "is after today", "is known", "is unknown"], "date"),
        ("EmailStatus", ["is any of", "is none of", "is known", "is unknown"], "options"),
    ],
)  # fmt: skip
def test_the_operators_and_the_input_fit_the_property(
    set_up: Shop, name: str, operators: list[str], takes: str
) -> None:  # S31
    form = get(set_up, query=f"{INBOUND}&group=0&at=new&property={name}").context["panel"]["form"]
    assert [label for _, label in form.operators] == operators
    assert form.input == takes


@pytest.mark.parametrize(
    ("operator", "inputs"), [("known", 0), ("after-today", 0), ("between", 2), ("last-days", 1), ("before", 1)]
)
def test_the_input_fits_the_operator(set_up: Shop, operator: str, inputs: int) -> None:  # S31
    html = get(set_up, query=f"{INBOUND}&group=0&at=new&property=TxnDate&operator={operator}").content.decode()
    assert html.count('name="value"') == inputs


def test_created_and_dated_are_told_apart(set_up: Shop) -> None:  # A17
    html = text(get(set_up, query=f"{INBOUND}&group=0&at=new&property=MetaData.CreateTime"))
    assert "When it was entered in QuickBooks Online, whatever date stands on it." in html


def test_a_part_of_the_page_is_enough_while_one_chooses(set_up: Shop) -> None:
    answer = get(
        set_up,
        query=f"{INBOUND}&group=0&at=new&property=Balance",
        headers={"HX-Request": "true", "HX-Target": "filter"},
    )
    assert "<html" not in answer.content.decode()
    assert "Apply criteria" in text(answer)
    assert not SyncDraft.objects.exists()


def test_without_script_a_button_goes_on(set_up: Shop) -> None:
    answer = post(set_up, do="look", group="0", at="new", associated="", property="Balance", operator="")
    form = set_up.client("owner").get(answer["Location"]).context["panel"]["form"]
    assert (form.name, form.input) == ("Balance", "number")
    assert "csrf" not in answer["Location"]
    assert not SyncDraft.objects.exists()


def test_criteria_are_joined_by_and_groups_by_or(set_up: Shop) -> None:  # S31
    assert apply(set_up, "Balance", "at-least", "50").headers["Location"].endswith("?edit=hubspot")
    apply(set_up, "DocNumber", "starts-with", "10")
    apply(set_up, "CompanyName", "is", "Acme", group=1, associated="contact")
    assert [[one["property"] for one in group] for group in inbound(set_up)] == [
        ["Balance", "DocNumber"],
        ["CompanyName"],
    ]
    assert card(set_up, "hubspot").text == (
        "Invoices where Balance due is at least 50 and Number starts with “10”, or a contact's Company is “Acme”"
    )


def test_nothing_holds_before_the_last_step(set_up: Shop) -> None:  # S33
    apply(set_up, "Balance", "at-least", "50")
    assert not FilterRule.objects.exists()
    assert "Not saved yet." in text(get(set_up))


def test_a_criterion_is_edited_in_its_place(set_up: Shop) -> None:
    apply(set_up, "Balance", "at-least", "50")
    apply(set_up, "DocNumber", "starts-with", "10")
    form = get(set_up, query=f"{INBOUND}&group=0&at=0").context["panel"]["form"]
    assert (form.name, form.operator, form.values) == ("Balance", "at-least", ["50"])
    apply(set_up, "Balance", "between", "10", "20", at="0")
    assert [one["operator"] for one in inbound(set_up)[0]] == ["between", "starts-with"]


def test_a_criterion_and_a_group_are_deleted(set_up: Shop) -> None:
    apply(set_up, "Balance", "at-least", "50")
    apply(set_up, "DocNumber", "starts-with", "10")
    apply(set_up, "TotalAmt", "more", "1", group=1)
    post(set_up, do="delete:0:0")
    assert [[one["property"] for one in group] for group in inbound(set_up)] == [["DocNumber"], ["TotalAmt"]]
    post(set_up, do="delete:0")
    assert [[one["property"] for one in group] for group in inbound(set_up)] == [["TotalAmt"]]
    post(set_up, do="delete:0:0")
    assert inbound(set_up) == []


@pytest.mark.parametrize(
    ("name", "operator", "values", "said"),
    [
        ("Balance", "at-least", ["fifty"], "“fifty” is not a number. Enter one."),
        ("Balance", "at-least", ["NaN"], "“NaN” is not a number. Enter one."),
        ("Balance", "at-least", [""], "“Balance due” needs a value. Enter one."),
        ("Balance", "between", ["20", "10"], "The first value of “Balance due” is greater than the second. Swap them."),
        ("TxnDate", "before", ["soon"], "“soon” is not a date. Enter one."),
        ("TxnDate", "last-days", ["1.5"], "“Invoice date” needs a whole number of days, from 1 to 3650."),
        ("EmailStatus", "any-of", ["Lost"], "“Email status” has no choice “Lost”. Choose from its list."),
        ("nothing", "is", ["1"], "Choose a property."),
    ],
)
def test_what_cannot_be_read_is_said_and_stays(
    set_up: Shop, name: str, operator: str, values: list[str], said: str
) -> None:
    answer = apply(set_up, name, operator, *values)
    assert answer.status_code == 422
    assert said in text(answer)
    assert answer.context["panel"]["form"].values == values
    assert not SyncDraft.objects.exists()


def test_a_number_is_read_as_people_write_it(set_up: Shop) -> None:
    apply(set_up, "Balance", "at-least", "$1,250.50")
    assert inbound(set_up)[0][0]["values"] == [{"n": "1250.50"}]


def test_options_are_chosen_from_the_list(set_up: Shop) -> None:
    apply(set_up, "EmailStatus", "any-of", "EmailSent", "NeedToSend")
    assert inbound(set_up)[0][0]["values"] == ["EmailSent", "NeedToSend"]


# --- how many would pass


def known(shop: Shop, *balances: str) -> None:
    shop.workspace.records.all().delete()
    for n, balance in enumerate(balances):
        shop.record(
            label=f"10{n:02}",
            origin="quickbooks",
            quickbooks_base={"values": {"Balance": {"n": balance}, "DocNumber": f"10{n:02}"}},
        )


def test_how_many_of_the_known_would_pass_with_some_that_would_not(set_up: Shop) -> None:  # S31
    known(set_up, "100", "20", "60", "0", "1", "2")
    apply(set_up, "Balance", "at-least", "50")
    found = card(set_up, "hubspot").passing
    assert (found.passed, found.known, found.out) == (2, 6, 4)
    assert found.missed == (
        ("1005", "Balance due: $2.00"),
        ("1004", "Balance due: $1.00"),
        ("1003", "Balance due: $0.00"),
    )
    assert "2 of 6 known invoices pass. Of the 4 that do not: 1005 (Balance due: $2.00)" in unmarked(set_up)


def unmarked(shop: Shop) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", unescape(get(shop).content.decode())).split())


def test_without_a_filter_all_of_the_known_pass(set_up: Shop) -> None:
    known(set_up, "100", "20")
    assert "2 of 2 known invoices pass." in unmarked(set_up)


def test_linked_records_that_no_longer_match_may_stop_too(set_up: Shop) -> None:  # A14
    known(set_up, "100", "20", "60")
    assert "Also stop linked records" not in text(get(set_up))  # without a criterion none can leave
    apply(set_up, "Balance", "more", "50")
    assert "Also stop linked records that no longer match (1 now)" in text(get(set_up))
    assert "nothing of it" not in text(get(set_up))

    assert post(set_up, do="stop:hubspot", stop="yes").status_code == 302

    assert draft_of(set_up, "invoice")["settings"]["stop_unmatched"] == ["hubspot"]
    told = text(get(set_up))
    assert "nothing of it or its payments is compared or written until it matches again" in told
    assert re.search(r'id="stop-hubspot" value="yes" checked', get(set_up).content.decode())
    summed = text(set_up.client("owner").get(set_up.url("syncs/invoices/review/")))
    assert "; linked ones that no longer match stop too" in summed
    post(set_up, do="stop:hubspot")
    assert draft_of(set_up, "invoice")["settings"]["stop_unmatched"] == []


def test_what_is_stopped_is_counted_as_it_was_last_seen(set_up: Shop) -> None:  # A14
    known(set_up, "100", "20")
    set_up.workspace.records.filter(quickbooks_base__isnull=False).update(
        quickbooks_seen={"values": {"Balance": {"n": "5"}}}
    )
    apply(set_up, "Balance", "more", "50")
    assert card(set_up, "hubspot").passing.leaving == 2


def test_a_box_of_a_direction_that_the_sync_has_not_is_refused(set_up: Shop) -> None:  # A14
    ObjectSync.objects.filter(workspace=set_up.workspace).update(direction="to-hubspot")
    assert post(set_up, do="stop:quickbooks", stop="yes").status_code == 404


def test_copies_are_not_counted_as_going_back(set_up: Shop) -> None:
    known(set_up, "100")
    assert card(set_up, "quickbooks").passing.known == 0


def test_what_is_not_kept_is_not_guessed(set_up: Shop) -> None:
    known(set_up, "100")
    apply(set_up, "CompanyName", "is", "Acme", associated="contact")
    assert "What an associated record holds is not kept here" in text(get(set_up))


def test_a_property_that_was_never_read_is_said(set_up: Shop) -> None:
    known(set_up, "100")
    apply(set_up, "custom:1", "is", "North")
    assert "“Site” has not been read yet" in text(get(set_up))


# --- on and back


def test_next_leads_to_the_review(set_up: Shop) -> None:
    answer = post(set_up, query="", do="next")
    assert answer["Location"] == set_up.url("syncs/invoices/review/")
    assert SyncDraft.objects.exists()


def test_contacts_by_filter_need_one(set_up: Shop) -> None:  # A4
    ObjectSync.objects.filter(workspace=set_up.workspace, object_type="contact").update(settings={"outbound": "filter"})
    answer = post(set_up, "contact", "", do="next")
    assert answer.status_code == 422
    assert "without one every contact becomes a customer" in text(answer)
    apply(set_up, "company", "known", query="?edit=quickbooks", name_of="contact")
    assert post(set_up, "contact", "", do="next").status_code == 302


def test_next_leads_back_where_configure_lacks_something(fresh: Shop) -> None:  # S11
    answer = post(fresh, query="", do="next")
    assert answer["Location"] == fresh.url("syncs/invoices/configure/")


def test_a_criterion_on_a_field_that_is_gone_keeps_next(set_up: Shop) -> None:
    apply(set_up, "custom:1", "is", "North")
    catalog = Catalog.objects.get(connection__workspace=set_up.workspace, connection__side="quickbooks")
    catalog.fields["invoice"] = [one for one in catalog.fields["invoice"] if one["name"] != "custom:1"]
    catalog.save()
    answer = post(set_up, query="", do="next")
    assert answer.status_code == 422
    assert "The property “custom:1” no longer exists in this account." in text(answer)


def test_somebody_elses_change_is_said(set_up: Shop) -> None:
    apply(set_up, "Balance", "at-least", "50")
    ObjectSync.objects.filter(workspace=set_up.workspace, object_type="invoice").update(
        direction="to-hubspot", revision=9
    )
    assert "Somebody else has changed the invoice sync since you began." in text(get(set_up))
    assert apply(set_up, "Balance", "at-least", "60").status_code == 409


@pytest.mark.parametrize(
    "query",
    [
        "?edit=nowhere",
        "?edit=hubspot&group=x&at=new",
        "?edit=hubspot&group=9&at=9",
        "?edit=hubspot&group=0&at=new&associated=ship&property=%00",
    ],
)
def test_nonsense_in_the_address_opens_no_criterion(set_up: Shop, query: str) -> None:
    assert get(set_up, query=query).status_code == 200


@pytest.mark.parametrize("does", ["delete:x", "delete:0:x", "suggest:nowhere", "apply"])
def test_nonsense_from_a_form_is_no_page(set_up: Shop, does: str) -> None:
    assert post(set_up, query="" if does == "apply" else INBOUND, do=does).status_code == 404


def test_it_costs_a_few_queries_whatever_there_is(set_up: Shop) -> None:
    client = set_up.client("owner")
    counted = []
    for n in (1, 30):
        known(set_up, *["5"] * n)
        with queries() as asked:
            client.get(set_up.url("syncs/invoices/filters/?edit=hubspot"))
        counted.append(len(asked.captured_queries))
    assert counted[0] == counted[1] <= 10  # session and user among them
