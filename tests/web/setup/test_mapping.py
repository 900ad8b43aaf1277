"""Mapped fields: the switches, adding, editing and deleting one, and why two fields do not fit (S28, S29, A13, A34)."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest

from syncapp.queries.setup.fields import rows_of
from syncapp.queries.setup.picking import Pick
from syncapp.storage.models import Catalog, FieldMapping, ObjectSync, SyncDraft
from tests.web.conftest import Shop
from tests.web.setup.conftest import CONTACT_FIELDS, PAGES, draft_of, edition

COMMENTS = "hs_comments|CustomerMemo.value"
PO = "hs_purchase_order_number|custom:2"


def get(shop: Shop, name: str = "invoice", query: str = "") -> Any:
    return shop.client("owner").get(shop.url(f"syncs/{name}s/configure/{query}"))


def post(shop: Shop, name: str = "invoice", **changed: Any) -> Any:
    """With every switch that the page shows."""
    rows = [*PAGES[name]["row"], *(row["hubspot"] + "|" + row["quickbooks"] for row in added(shop, name))]
    return shop.client("owner").post(shop.url(f"syncs/{name}s/configure/"), {**PAGES[name], "row": rows, **changed})


def added(shop: Shop, name: str) -> list[dict[str, Any]]:
    draft = SyncDraft.objects.filter(workspace=shop.workspace, object_type=name).first()
    return [row for row in draft.data["mappings"] if row["origin"] == "custom"] if draft else []


def add(shop: Shop, hubspot: str, quickbooks: str, name: str = "invoice", **changed: Any) -> Any:
    return post(shop, name, do="create", new_hubspot=hubspot, new_quickbooks=quickbooks, **changed)


def text(answer: Any) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def row(shop: Shop, key: str, name: str = "invoice") -> Any:
    return next(one for one in get(shop, name).context["rows"] if one.key == key)


def test_required_fields_are_locked_with_their_reason(set_up: Shop) -> None:  # S28
    found = row(set_up, "hs_number|DocNumber")
    assert found.locked == "The same in both"
    html = get(set_up).content.decode()
    assert 'value="hs_number|DocNumber"' not in html
    assert "The same in both" in html


def test_a_switch_turns_a_field_off_and_on(set_up: Shop) -> None:  # S28
    post(set_up, do="show", on=[PO])
    assert row(set_up, COMMENTS).enabled is False
    post(set_up, do="show", on=[PO, COMMENTS])
    assert row(set_up, COMMENTS).enabled is True
    assert draft_of(set_up, "invoice")["mappings"] == []  # as it is offered


def test_a_locked_field_cannot_be_switched_off(set_up: Shop) -> None:
    post(set_up, do="show", on=[])
    assert {one["hubspot"] for one in draft_of(set_up, "invoice")["mappings"]} == {
        "hs_comments",
        "hs_purchase_order_number",
    }


def test_a_field_says_its_type_and_what_the_last_record_held(set_up: Shop) -> None:  # S28
    set_up.record(
        label="HS-77", status="syncing", last_changed_at="2026-11-24T10:00:00Z",
        hubspot_base={"values": {"hs_comments": "Gate code 4471", "hs_due_date": {"d": "2026-12-24"}}, "content": {"balance": "595", "currency": "USD", "lines": [{}, {}], "total": "595"}},
        quickbooks_base={"values": {"CustomerMemo.value": "Gate code 4471"}},
    )  # fmt: skip
    html = text(get(set_up))
    assert "Samples from HS-77" in html
    assert row(set_up, COMMENTS).sides[0].sample == "Gate code 4471"
    assert "Dec 24, 2026" in html
    assert "2 lines, $595.00" in html
    assert 'aria-label="Date"' in html


def test_before_anything_synced_there_are_no_samples(fresh: Shop) -> None:
    assert "8 of 8 on" in text(get(fresh))
    assert "Samples from" not in text(get(fresh))


def test_the_po_number_of_the_company_is_suggested(fresh: Shop) -> None:  # A34
    found = row(fresh, PO)
    assert (found.enabled, found.added) == (True, False)


def test_all_fields_of_both_accounts_can_be_picked_by_group(set_up: Shop) -> None:  # S29
    hubspot, quickbooks = (dict(groups) for groups in get(set_up, query="?add=yes").context["picks"])
    assert Pick("crew", "Crew (option)") in hubspot["Site"]
    assert Pick("custom:1", "Site (text)") in quickbooks["Custom fields"]
    assert {"TrackingNum", "ShipMethodRef"} <= {one.name for one in quickbooks["Invoice"]}
    assert Pick("hs_balance_due", "Balance due (number, can only be read)") in hubspot["Invoice information"]


def picked(shop: Shop, name: str, query: str = "?add=yes") -> Pick:
    groups = [group for side in get(shop, query=query).context["picks"] for group in side]
    return next(one for _, fields in groups for one in fields if one.name == name)


def test_each_field_shows_what_the_last_record_holds_of_it(set_up: Shop) -> None:  # S29
    long = "Ring twice, then use the side gate beside the shed"
    set_up.record(
        currency="USD",
        hubspot_base={"values": {"delivery_window": long, "hs_balance_due": {"n": "1189.5"}}},
        quickbooks_base={"values": {"TrackingNum": "1Z 99"}},
    )
    assert (
        picked(set_up, "delivery_window").label == "Delivery window (text) · Ring twice, then use the side gate besi…"
    )
    assert picked(set_up, "hs_balance_due").label == "Balance due (number, can only be read) · $1,189.50"
    assert picked(set_up, "TrackingNum").label == "Tracking number (text) · 1Z 99"
    assert picked(set_up, "ShipDate").label == "Shipping date (date)"


def test_a_field_that_cannot_be_picked_says_why(set_up: Shop) -> None:  # S29
    assert picked(set_up, "hs_comments").label == "Comments (text) · filled from “Message on invoice” already"
    assert picked(set_up, "hs_comments").closed is False  # it may still be read for another field
    post(set_up, do="show", direction="to-hubspot")
    assert picked(set_up, "hs_comments").closed is True
    assert picked(set_up, "hs_balance_due").closed is True
    assert picked(set_up, "TotalAmt").closed is False  # what can only be read can be taken from
    assert 'value="hs_balance_due" disabled data-closed>' in get(set_up, query="?add=yes").content.decode()


def test_the_field_of_the_mapping_that_is_edited_is_not_in_its_own_way(set_up: Shop) -> None:  # S29
    add(set_up, "delivery_window", "TrackingNum")
    assert "filled from" in picked(set_up, "TrackingNum").label
    assert "filled from" not in picked(set_up, "TrackingNum", "?edit=delivery_window|TrackingNum").label


def test_what_the_sync_decides_itself_cannot_be_picked(set_up: Shop) -> None:
    assert picked(set_up, "hs_invoice_status") == Pick(
        "hs_invoice_status", "Invoice status (option) · the sync itself decides it", closed=True
    )
    answer = add(set_up, "hs_invoice_status", "PrivateNote")
    assert answer.status_code == 422
    assert "The sync itself decides “Invoice status”. Choose another field." in text(answer)


def test_create_adds_a_row_with_actions(set_up: Shop) -> None:  # S29
    assert post(set_up, do="add").headers["Location"].endswith("?add=yes#mapping")
    answer = add(set_up, "delivery_window", "TrackingNum")
    assert answer.status_code == 302
    found = row(set_up, "delivery_window|TrackingNum")
    assert (found.added, found.enabled, found.way) == (True, True, "two-way")
    html = get(set_up).content.decode()
    assert 'aria-label="Actions for Delivery window"' in html
    assert 'value="edit:delivery_window|TrackingNum"' in html
    assert 'value="delete:delivery_window|TrackingNum"' in html


def test_an_added_row_keeps_its_switch(set_up: Shop) -> None:
    add(set_up, "delivery_window", "TrackingNum")
    post(set_up, do="show", on=[COMMENTS, PO])
    assert row(set_up, "delivery_window|TrackingNum").enabled is False


def test_a_row_that_the_page_did_not_show_keeps_its_switch(set_up: Shop) -> None:
    add(set_up, "delivery_window", "TrackingNum")
    post(set_up, do="show", row=[COMMENTS, PO], on=[COMMENTS])  # sent before it was there
    assert row(set_up, "delivery_window|TrackingNum").enabled is True
    assert row(set_up, PO).enabled is False


def test_the_bin_discards_it(set_up: Shop) -> None:  # S29
    post(set_up, do="drop", new_hubspot="delivery_window", new_quickbooks="TrackingNum")
    assert draft_of(set_up, "invoice")["mappings"] == []


def test_edit_puts_another_pair_in_its_place(set_up: Shop) -> None:  # S29
    key = "delivery_window|TrackingNum"
    add(set_up, "delivery_window", "TrackingNum")
    where = post(set_up, do=f"edit:{key}", on=[COMMENTS, PO, key]).headers["Location"]
    editor = set_up.client("owner").get(where.partition("#")[0]).context["editor"]
    assert (editor.hubspot, editor.quickbooks, editor.instead_of) == ("delivery_window", "TrackingNum", key)
    add(set_up, "delivery_window", "custom:1", instead_of=key)
    (added,) = [one for one in get(set_up).context["rows"] if one.added]
    assert added.key == "delivery_window|custom:1"


def test_delete_takes_it_away(set_up: Shop) -> None:  # S29
    add(set_up, "delivery_window", "TrackingNum")
    post(set_up, do="delete:delivery_window|TrackingNum")
    assert not any(one.added for one in get(set_up).context["rows"])


@pytest.mark.parametrize(
    ("hubspot", "quickbooks", "said"),
    [
        ("hs_due_date", "custom:1", None),  # anything can be read as text
        (
            "crew",
            "ShipDate",
            "“Crew” in HubSpot holds a choice from a list and “Shipping date” in QuickBooks Online holds a date.",
        ),
        ("hs_balance_due", "TotalAmt", "“Balance due” and “Total” can only be read, so nothing could be written."),
        ("delivery_window", "TotalAmt", None),
        ("", "TrackingNum", "Choose a field of each side."),
        ("delivery_window", "", "Choose a field of each side."),
        ("no_such_field", "TrackingNum", "Choose a field of each side."),
        (
            "delivery_window",
            "CustomerMemo.value",
            "“Message on invoice” in QuickBooks Online is filled from “Comments” already.",
        ),
        ("hs_comments", "TrackingNum", "“Comments” in HubSpot is filled from “Message on invoice” already."),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(
    set_up: Shop, hubspot: str, quickbooks: str, said: str | None
) -> None:  # S29
    answer = add(set_up, hubspot, quickbooks)
    if said is None:
        assert answer.status_code == 302
        return
    assert answer.status_code == 422
    assert said in text(answer)
    assert draft_of(set_up, "invoice")["mappings"] == []
    assert answer.context["editor"].hubspot == hubspot  # what was picked stays


def test_the_arrow_follows_from_types_and_what_can_be_written(set_up: Shop) -> None:  # S29
    add(set_up, "crew", "custom:1")
    assert row(set_up, "crew|custom:1").way == "to-quickbooks"
    add(set_up, "delivery_window", "TotalAmt")
    assert row(set_up, "delivery_window|TotalAmt").way == "to-hubspot"


def test_the_arrow_follows_the_direction(set_up: Shop) -> None:  # S29
    post(set_up, do="show", direction="to-hubspot")
    assert row(set_up, COMMENTS).way == "to-hubspot"
    answer = add(set_up, "crew", "custom:1", direction="to-hubspot")
    assert "Data syncs only to HubSpot, and “Crew” there cannot be filled from a text." in text(answer)


def test_whether_they_fit_is_said_before_create(set_up: Shop) -> None:  # S29
    answer = set_up.client("owner").post(
        set_up.url("syncs/invoices/configure/"),
        {**PAGES["invoice"], "do": "show", "new_hubspot": "crew", "new_quickbooks": "custom:1"},
        headers={"HX-Request": "true"},
    )
    assert "Option to text: goes only to QuickBooks Online." in text(answer)


def test_it_asks_whether_linked_records_are_meant_too(set_up: Shop) -> None:  # A13
    html = text(get(set_up, query="?add=yes"))
    assert "From now on" in html
    assert "Also the 3 linked invoices" in html
    assert 'value="now" checked' in html
    add(set_up, "delivery_window", "TrackingNum")
    assert draft_of(set_up, "invoice")["settings"]["from_now"] == ["delivery_window|TrackingNum"]


def test_also_the_linked_ones_is_taken_at_the_word(set_up: Shop) -> None:  # A13
    add(set_up, "delivery_window", "TrackingNum", since="also")
    assert "from_now" not in draft_of(set_up, "invoice")["settings"]


def switched_on_again(shop: Shop, **said: str) -> Any:
    """Comments, which the sync as it stands has off."""
    sync = ObjectSync.objects.get(workspace=shop.workspace, object_type="invoice")
    here, there = COMMENTS.split("|")
    FieldMapping.objects.create(sync=sync, hubspot_field=here, quickbooks_field=there, enabled=False)
    assert row(shop, COMMENTS).enabled is False
    assert "From now on" not in text(get(shop))
    return post(shop, do="show", on=[PO, COMMENTS], **said)


def test_a_field_that_is_switched_on_again_asks_it_too(set_up: Shop) -> None:  # A13, S28
    switched_on_again(set_up)
    html = text(get(set_up))
    assert "Also the 3 linked invoices" in html
    assert f'name="since:{COMMENTS}" id="since-' in html
    assert "What is linked already is left as it stands until one side changes." in html
    assert draft_of(set_up, "invoice")["settings"]["from_now"] == [COMMENTS]
    post(set_up, do="show", on=[PO, COMMENTS], **{f"since:{COMMENTS}": "also"})
    assert "There an empty field is filled" in text(get(set_up))
    assert "from_now" not in draft_of(set_up, "invoice")["settings"]
    post(set_up, do="show", on=[PO, COMMENTS], row=[PO])  # sent before it was there
    assert "from_now" not in draft_of(set_up, "invoice")["settings"]


def test_protected_months_are_left_out_only_where_something_goes_to_quickbooks(set_up: Shop) -> None:  # A13, A24
    switched_on_again(set_up)
    told = {f"since:{COMMENTS}": "also"}
    post(set_up, do="show", on=[PO, COMMENTS], **told)
    assert "What is in a protected period stays as it is." in text(get(set_up))
    post(set_up, do="show", on=[PO, COMMENTS], direction="to-hubspot", **told)
    assert "Also the 3 linked invoices" in text(get(set_up))
    assert "What is in a protected period stays as it is." not in text(get(set_up))


def test_nor_of_a_mapping_that_goes_only_to_hubspot(set_up: Shop) -> None:  # A13, A24
    answer = set_up.client("owner").post(
        set_up.url("syncs/invoices/configure/"),
        {
            **PAGES["invoice"],
            "do": "show",
            "new_hubspot": "delivery_window",
            "new_quickbooks": "TotalAmt",
            "since": "also",
        },
        headers={"HX-Request": "true"},
    )
    assert "There an empty field is filled" in text(answer)
    assert "What is in a protected period stays as it is." not in text(answer)


def test_switched_off_once_more_nothing_is_chosen(set_up: Shop) -> None:  # A13
    switched_on_again(set_up)
    post(set_up, do="show", on=[PO])
    draft = draft_of(set_up, "invoice")
    assert draft["mappings"] == draft["basis"]["mappings"]
    assert "from_now" not in draft["settings"]
    assert "From now on" not in text(get(set_up))


def test_the_last_step_says_what_was_answered(set_up: Shop) -> None:  # A13, S33
    switched_on_again(set_up)
    html = text(set_up.client("owner").get(set_up.url("syncs/invoices/review/")))
    assert "Both ways, from now on" in html


def test_a_deleted_mapping_leaves_nothing_behind(set_up: Shop) -> None:
    add(set_up, "delivery_window", "TrackingNum")
    add(set_up, "crew", "custom:1")
    post(set_up, do="delete:delivery_window|TrackingNum")
    assert draft_of(set_up, "invoice")["settings"]["from_now"] == ["crew|custom:1"]
    post(set_up, do="delete:crew|custom:1")
    assert "from_now" not in draft_of(set_up, "invoice")["settings"]


def test_nothing_is_asked_where_nothing_is_linked(fresh: Shop) -> None:
    assert "From now on" not in text(get(fresh, query="?add=yes"))


def test_blank_means_blank_is_a_choice_of_the_row(set_up: Shop) -> None:  # A13
    post(set_up, do="show", blank=[COMMENTS])
    assert row(set_up, COMMENTS).blank is True
    (kept,) = draft_of(set_up, "invoice")["mappings"]
    assert (kept["blank_means_blank"], kept["enabled"], kept["origin"]) == (True, True, "default")


@pytest.mark.parametrize(("stated", "recorded"), [("free", "Free"), ("", "not stated")])
def test_an_edition_below_starter_may_not_add(set_up: Shop, stated: str, recorded: str) -> None:  # S30
    edition(set_up, stated)
    html = text(get(set_up))
    assert f"HubSpot's edition is recorded as {recorded}; adding needs Starter, Professional or Enterprise" in html
    assert 'value="add" disabled' in html
    assert f'<a href="{set_up.url("integrations/")}">Change</a>' in html
    assert add(set_up, "delivery_window", "TrackingNum").status_code == 422
    assert draft_of(set_up, "invoice")["mappings"] == []


def test_a_field_that_is_gone_keeps_next_and_is_named(set_up: Shop) -> None:  # A34
    add(set_up, "delivery_window", "custom:1")
    catalog = Catalog.objects.get(connection__workspace=set_up.workspace, connection__side="quickbooks")
    catalog.fields["invoice"] = [one for one in catalog.fields["invoice"] if one["name"] != "custom:1"]
    catalog.save()
    answer = post(set_up, do="next", on=[COMMENTS, PO, "delivery_window|custom:1"])
    assert answer.status_code == 422
    assert "The field “custom:1” is no longer in QuickBooks Online. Delete its mapping or turn it off." in text(answer)


def test_the_email_of_a_linked_customer_follows_quickbooks(set_up: Shop) -> None:  # A3
    found = row(set_up, "email|PrimaryEmailAddr.Address", "contact")
    assert found.way == "to-hubspot"
    assert "once linked, QuickBooks leads" in found.locked


def test_every_default_field_of_contacts_has_a_switch(set_up: Shop) -> None:  # S28
    page = get(set_up, "contact")
    free = [one.key for one in rows_of(page.context["walk"], page.context["sample"]) if not one.locked]
    assert free == CONTACT_FIELDS
