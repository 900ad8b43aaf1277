"""The fixes on a record's page: another display name, the contact first, and the ways to the set-up."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from syncapp.core.errors import CATALOGUE, FIXES
from syncapp.queries.states import State
from syncapp.queries.why import why
from syncapp.storage.models import Activity, ObjectSync, Run, SyncRecord
from syncapp.web.records.fixes import CHOICES, DONE_HERE, button_of
from tests.web.conftest import Shop


def text(content: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", content.decode()).split())


def held(shop: Shop, first: str = "Bill", reason: str = "display_name_held", **fields: Any) -> SyncRecord:
    values = {
        "firstname": first,
        "lastname": "Birch",
        "company": "Birch & Sons",
        "email": f"{first.lower()}@birch.test",
    }
    params = {"name": "Birch & Sons", "holder": "the vendor Birch & Sons"}
    return shop.record(
        object_type="contact", label=f"{first} Birch", number="", amount=None, quickbooks_id=None, status="failing", reason=reason,
        params=params, hubspot_seen={"values": values}, **fields,
    )  # fmt: skip


def choose(shop: Shop, record: SyncRecord, **data: str) -> Any:
    return shop.client("bookkeeper").post(shop.url(f"records/{record.pk}/fix/choose_name/"), data)


def decided(record: SyncRecord) -> Any:
    record.refresh_from_db()
    return record.decision.get("name")


def test_who_holds_the_name_is_shown_with_what_else_there_is(shop: Shop) -> None:  # B21
    said = text(shop.client("bookkeeper").get(shop.url(f"records/{held(shop).pk}/")).content)
    assert "“Birch &amp; Sons” is taken in QuickBooks Online by the vendor Birch &amp; Sons." in said
    for name in ("Bill Birch (Birch &amp; Sons)", "Birch &amp; Sons (Bill Birch)", "Birch &amp; Sons (birch.test)"):
        assert name in said


def test_a_pattern_is_chosen_for_one(shop: Shop) -> None:
    record, other = held(shop), held(shop, "Bob")
    answer = choose(shop, record, pattern="person_company")
    assert answer["Location"] == shop.url(f"records/{record.pk}/")
    assert decided(record) == "Bill Birch (Birch & Sons)"
    assert decided(other) is None
    entry = Activity.objects.get(record=record, kind="decided")
    assert (entry.actor, entry.reason) == (
        shop.people["bookkeeper"],
        "Is called “Bill Birch (Birch & Sons)” in QuickBooks Online.",
    )


def test_after_the_choice_it_is_said_that_it_is_tried_now_and_nothing_is_asked_again(shop: Shop) -> None:  # B21
    record = held(shop, last_checked_at=timezone.now() - timedelta(minutes=1))
    choose(shop, record, pattern="person_company")
    content = shop.client("bookkeeper").get(shop.url(f"records/{record.pk}/")).content.decode()
    assert ">Tried now</h2>" in content
    assert "Is called “Bill Birch (Birch &amp; Sons)”" in content
    assert 'id="fix-choose_name"' not in content
    SyncRecord.objects.filter(pk=record.pk).update(last_checked_at=timezone.now())  # and it failed again
    content = shop.client("bookkeeper").get(shop.url(f"records/{record.pk}/")).content.decode()
    assert 'id="fix-choose_name"' in content
    assert "Tried now" not in content


def test_a_settled_contact_names_the_invoices_that_went_right_after_it(shop: Shop) -> None:  # B20
    now = timezone.now()
    contact = shop.record(object_type="contact", label="Grace Kim", amount=None, last_changed_at=now)
    went, other = (shop.record(label=name, number=name, customer=contact) for name in ("HS-41", "HS-42"))
    run = Run.objects.create(workspace=shop.workspace, trigger="due", started_at=now)
    for one in (contact, went):
        Activity.objects.create(
            workspace=shop.workspace, record=one, run=run, at=now, kind="created", side="quickbooks"
        )
    content = shop.client("viewer").get(shop.url(f"records/{contact.pk}/")).content.decode()
    assert "<b>1 invoice went right after it:</b>" in content
    assert f'<a href="{shop.url(f"records/{went.pk}/")}">HS-41</a>' in content
    assert shop.url(f"records/{other.pk}/") not in content


def test_each_new_name_is_shown_before_one_pattern_is_applied_to_all(shop: Shop) -> None:
    record, other = held(shop), held(shop, "Bob")
    said = text(shop.client("bookkeeper").get(shop.url(f"records/{record.pk}/")).content)
    assert "Apply the pattern to all 2 that fail with this cause" in said
    assert "Bob Birch Birch &amp; Sons → Bob Birch (Birch &amp; Sons)" in said

    choose(shop, record, pattern="person_company", every="yes")

    assert (decided(record), decided(other)) == ("Bill Birch (Birch & Sons)", "Bob Birch (Birch & Sons)")


def test_a_name_of_ones_own(shop: Shop) -> None:
    record = held(shop)
    choose(shop, record, pattern="own", name="  Birch   (garden) ")
    assert decided(record) == "Birch (garden)"


def test_who_types_a_name_need_not_choose_it_as_well(shop: Shop) -> None:
    record = held(shop)
    choose(shop, record, name="Birch (garden)")
    assert decided(record) == "Birch (garden)"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"pattern": "own", "name": "Birch: garden"}, "no colon"),
        ({"pattern": "own", "name": ""}, "Type a name."),
        ({"pattern": "own", "name": "y" * 501}, "501 characters"),
        ({"pattern": "own", "name": "birch & sons"}, "This is the name that is taken."),
        ({"pattern": "own", "name": "Mine", "every": "yes"}, "A name of your own is for one record."),
        ({"pattern": "nonsense"}, "Choose one of the names first."),
        ({}, "Choose one of the names first."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_what_was_typed_stays(
    shop: Shop, data: dict[str, str], said: str
) -> None:
    record = held(shop)
    answer = choose(shop, record, **data)
    assert answer.status_code == 422
    content = unescape(answer.content.decode())
    assert said in content[content.index('id="fix-error"') :]
    assert f'value="{data.get("name", "")}"' in content
    assert decided(record) is None


def test_where_a_customer_has_the_name_billing_through_it_comes_first(shop: Shop) -> None:  # A1, S42
    record = held(shop, reason="display_name_duplicate")
    client, url = shop.client("bookkeeper"), shop.url(f"records/{record.pk}/")
    content = client.get(url).content.decode()
    assert 'id="fix-bill_through"' in content
    assert 'id="fix-choose_name"' not in content
    assert '<a href="?fix=choose_name#fix-choose_name">Choose another display name</a> instead' in content
    other = client.get(url, {"fix": "choose_name"}).content.decode()
    assert 'id="fix-choose_name"' in other
    assert '<a href="?fix=bill_through#fix-bill_through">Bill through this customer</a> instead' in other
    choose(shop, record, pattern="person")
    assert decided(record) == "Bill Birch"


def test_names_of_others_are_not_offered_nor_changed(shop: Shop) -> None:  # SEC2
    record, foreign = held(shop), held(shop, "Fay Quentin")
    SyncRecord.objects.filter(pk=foreign.pk).update(workspace=shop.other)
    assert b"Fay Quentin" not in shop.client("owner").get(shop.url(f"records/{record.pk}/")).content
    choose(shop, record, pattern="person_company", every="yes")
    assert decided(foreign) is None


# -- the contact first -----------------------------------------------------------------------------------------


def lone(shop: Shop, **fields: Any) -> SyncRecord:
    bea = shop.record(
        object_type="contact",
        label="Bea Baker",
        amount=None,
        quickbooks_id=None,
        **{"status": "excluded", "reason": "filter", **fields},
    )
    return shop.record(label="HS-9", status="failing", reason="customer_not_found", quickbooks_id=None, customer=bea)


def test_one_click_has_the_contact_cross_and_the_invoice_follow(shop: Shop) -> None:  # S41
    invoice = lone(shop)
    url = shop.url(f"records/{invoice.pk}/fix/sync_contact/")
    assert (
        f'action="{url}"'
        in shop.client("bookkeeper").get(shop.url("failures/?cause=customer_not_found")).content.decode()
    )

    answer = shop.client("bookkeeper").post(url, follow=True)

    assert "Bea Baker goes to the other side now, and HS-9 follows." in text(answer.content)
    assert invoice.customer is not None
    invoice.customer.refresh_from_db()
    assert invoice.customer.decision == {"cross": True}
    assert set(shop.workspace.inbox.values_list("external_id", flat=True)) == {
        invoice.hubspot_id,
        invoice.customer.hubspot_id,
    }


@pytest.mark.parametrize(
    ("fields", "direction", "said"),
    [
        ({"reason": "no_email"}, "two-way", "Bea Baker has no email address"),
        ({"status": "ignored", "reason": "by_person"}, "two-way", "Bea Baker is ignored."),
        ({"reason": "direction"}, "to-hubspot", "Contacts do not sync to QuickBooks Online"),
    ],
)
def test_where_it_cannot_cross_the_reason_is_said(
    shop: Shop, fields: dict[str, str], direction: str, said: str
) -> None:
    invoice = lone(shop, **fields)
    ObjectSync.objects.filter(workspace=shop.workspace, object_type="contact").update(direction=direction)
    answer = shop.client("bookkeeper").post(shop.url(f"records/{invoice.pk}/fix/sync_contact/"), follow=True)
    assert said in text(answer.content)
    assert not shop.workspace.inbox.exists()


# -- ways ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["unmapped_value", "inactive_reference"])
def test_what_is_a_matter_of_the_set_up_leads_to_configure(shop: Shop, code: str) -> None:
    record = shop.record(object_type="payment", status="failing", reason=code)
    button = button_of(record, CATALOGUE[code].fix or "", shop.workspace.slug, "1")
    assert button is not None
    assert button.href == shop.url("syncs/invoices/configure/")  # payments come with invoices
    assert shop.client("owner").get(button.href).status_code in (200, 302)
    failing = shop.url(f"records/{record.pk}/")
    assert button.href in shop.client("owner").get(failing).content.decode()
    said = shop.client("bookkeeper").get(failing).content.decode()
    assert button.href not in said  # it would be refused
    assert "Owners and admins may change the set-up." in said


@pytest.mark.parametrize("code", ["custom_line_item_unusable", "account_inactive"])
def test_who_may_choose_accounts_is_led_to_them(shop: Shop, code: str) -> None:  # B12
    record = shop.record(status="failing", reason=code)
    button = button_of(record, CATALOGUE[code].fix or "", shop.workspace.slug, "1")
    assert button is not None
    assert button.label == "Choose the account"
    page = shop.client("bookkeeper").get(button.href)
    assert page.status_code == 200
    assert 'id="accounts"' in page.content.decode()


@pytest.mark.parametrize(
    "fix", ["reconnect", "preflight", "service_date", "choose_account", "configure", "contact_sync"]
)
def test_the_way_that_a_button_goes_ends_at_a_page_that_has_the_place(shop: Shop, fix: str) -> None:
    button = button_of(shop.record(status="failing", reason="order_tax"), fix, shop.workspace.slug, "1")
    assert button is not None
    path, _, place = button.href.partition("#")
    page = shop.client("owner").get(path, follow=True)
    assert page.status_code == 200
    assert not place or f'id="{place}"' in page.content.decode()


@pytest.mark.parametrize(
    ("params", "label", "page"),
    [
        ({"item": "Edging", "item_id": "41"}, "Open the item in QuickBooks", "/app/items?itemId=41"),
        ({}, "Open the items in QuickBooks", "/app/items"),
    ],
)
@pytest.mark.parametrize("code", ["item_inactive", "no_item", "bundle_item", "category_item", "item_name_taken"])
def test_an_invoice_that_stands_in_hubspot_alone_leads_to_the_item(
    shop: Shop, code: str, params: dict[str, str], label: str, page: str
) -> None:
    record = shop.record(status="failing", reason=code, quickbooks_id=None, params=params)
    content = shop.client("bookkeeper").get(shop.url(f"records/{record.pk}/")).content.decode()
    link = re.search(rf'<a class="btn small" href="([^"]+)"[^>]*>{label}', content)
    assert link
    assert link[1].endswith(page)


@pytest.mark.parametrize("stands", [{"hubspot_id": "1"}, {"quickbooks_id": "2"}])
@pytest.mark.parametrize("code", [code for code, one in CATALOGUE.items() if one.fix])
def test_what_stands_on_one_side_alone_has_a_button_for_every_cause(code: str, stands: dict[str, str]) -> None:
    record = SyncRecord(pk=1, object_type="invoice", status="failing", reason=code, **stands)
    said = why(record, State.FAILING)
    assert said is not None
    assert not said.fix or button_of(record, said.fix, "acme", "1")


@pytest.mark.parametrize(
    ("stands", "party", "label", "page"),
    [
        ("hubspot_id", {"status": "excluded", "reason": "no_email"}, "Open the contact in HubSpot", "/record/0-1/"),
        ("quickbooks_id", {"status": "excluded", "reason": "no_email"}, "Open the customer in QuickBooks", "/app/customerdetail?nameId="),
        ("quickbooks_id", {"status": "excluded", "reason": "inactive"}, "Open the customer in QuickBooks", "/app/customerdetail?nameId="),
        ("hubspot_id", {"status": "ignored", "reason": "by_person"}, "Open who is ignored", "/records/"),
        ("quickbooks_id", {"status": "ignored", "reason": "by_person"}, "Open who is ignored", "/records/"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["records/{}/", "failures/?cause=customer_not_found"])
def test_an_invoice_whose_customer_is_left_out_leads_to_them(
    shop: Shop, stands: str, party: dict[str, str], label: str, page: str, path: str
) -> None:  # S41
    other = "quickbooks_id" if stands == "hubspot_id" else "hubspot_id"
    bea = shop.record(object_type="contact", label="Bea Baker", amount=None, **{other: None}, **party)
    invoice = shop.record(label="HS-9", status="failing", reason="customer_not_found", customer=bea, **{other: None})
    content = unescape(shop.client("bookkeeper").get(shop.url(path.format(invoice.pk))).content.decode())
    link = re.search(rf'<a class="btn small" href="([^"]+)"[^>]*>{label}', content)
    assert link
    assert page in link[1]
    assert str(bea.pk if page == "/records/" else getattr(bea, stands)) in link[1]


@pytest.mark.parametrize("path", ["records/{}/", "failures/?cause=customer_not_found", "invoices/?invoice={}"])
def test_each_step_of_a_remedy_has_a_way_to_where_it_is_taken(shop: Shop, path: str) -> None:  # S41
    """First in HubSpot, then in QuickBooks, or in the sync of contacts, which owners and admins alone set up."""
    bea = shop.record(object_type="contact", status="excluded", reason="direction", label="Bea", quickbooks_id=None)
    told = {"without_email": "Bea"}
    invoice = shop.record(status="failing", reason="customer_not_found", customer=bea, quickbooks_id=None, params=told)
    seen = {}
    for role in ("owner", "bookkeeper"):
        content = unescape(shop.client(role).get(shop.url(path.format(invoice.pk))).content.decode())
        seen[role] = [
            place
            for place in ("/record/0-1/", "/app/customers", "/syncs/contacts/configure/")
            if re.search(rf'<a [^>]*href="[^"]*{place}[^"]*"[^>]*>Open the ', content)
        ]
    assert seen["owner"] == ["/record/0-1/", "/app/customers", "/syncs/contacts/configure/"]
    assert seen["bookkeeper"] == ["/record/0-1/", "/app/customers"]


def test_every_fix_leads_somewhere_or_is_done_here(shop: Shop) -> None:
    record = shop.record(status="failing", reason="order_tax")
    missing = {
        fix
        for fix in FIXES
        if button_of(record, fix, shop.workspace.slug, "1") is None and fix not in {**CHOICES, **DONE_HERE}
    }
    assert missing <= {
        "compare",
        "put_hubspot_back",
        "put_payment_back",
        "void_or_restore",
        "recreate",
        "needs_you",
        "split_payment",
        "open_ignored",  # of an invoice whose contact or customer is known
    }


@pytest.mark.parametrize(
    ("object_type", "reason"),
    [
        ("invoice", "deleted_in_hubspot"),
        ("payment", "refund_needs_you"),
        ("invoice", "native_invoice_edited"),
        ("contact", "display_name_held"),
        ("invoice", "duplicate_from_workflow"),
    ],
)
def test_the_choice_on_the_page_is_called_as_do_this_calls_it(shop: Shop, object_type: str, reason: str) -> None:
    record = shop.record(object_type=object_type, status="failing", reason=reason)
    page = shop.client("bookkeeper").get(shop.url(f"records/{record.pk}/")).content.decode()
    assert FIXES[CATALOGUE[reason].fix or ""] in [unescape(title) for title in re.findall(r"<h3>(.*?)</h3>", page)]
