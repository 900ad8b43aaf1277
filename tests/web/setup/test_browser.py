"""The walk as a person takes it: by role and name, with script, in both themes and at 390 pixels."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import transaction

from syncapp.actions import drafts
from syncapp.core.values import ObjectType
from syncapp.storage.models import ObjectSync, SyncDraft, SyncRecord
from tests.chromium import picture, violations
from tests.web.conftest import Shop, person, workspace_of
from tests.web.setup.conftest import read_accounts
from tests.web.setup.test_configure import company_sells, service
from tests.web.setup.test_values import lists

pytestmark = pytest.mark.browser


@pytest.fixture
def shop(transactional_db: None) -> Shop:
    """Both accounts connected and read, nothing set up, for a server in another thread."""
    made = Shop(workspace_of("fernhill", "Fernhill"), workspace_of("elsewhere", "Elsewhere"))
    made.people["owner"] = person("owner", made.workspace)
    read_accounts(made.workspace)
    ObjectSync.objects.filter(workspace=made.workspace).delete()
    for n in range(12):
        lead = {
            "quickbooks_id": None,
            "status": "excluded",
            "reason": "not_needed",
            "amount": None,
            "label": f"Lead {n}",
        }
        made.record(object_type="contact", **lead)
        held = {"values": {"Balance": {"n": str(n * 10)}, "DocNumber": f"10{n:02}"}}
        made.record(
            label=f"10{n:02}",
            origin="quickbooks",
            hubspot_base={"values": {"hs_comments": "Gate code 12"}},
            quickbooks_base=held,
        )
    return made


def signed_in(chromium: Any, live_server: Any, **options: Any) -> Any:
    context = chromium.new_context(**options)
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.complaints = []
    page.on(
        "console",
        lambda said: (
            page.complaints.append(said.text)
            if said.type == "error" and "422" not in said.text and "409" not in said.text
            else None
        ),
    )
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(f"{live_server.url}/fernhill/integrations/quickbooks/")
    page.get_by_label("Email").fill("owner@example.com")
    page.get_by_label("Password", exact=True).fill("a long password 4 tests")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="QuickBooks Online", exact=True).wait_for()
    page.wait_for_load_state()  # the keys of the page are its script's
    return page


def shows(page: Any, text: str) -> None:
    """It has come, and what came with it listens."""
    page.get_by_text(text).wait_for()
    page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")


def to_configure(page: Any, objects: str) -> None:
    page.get_by_role("link", name="Set up your sync").first.click()
    page.get_by_role("heading", name="Choose objects").wait_for()
    page.get_by_role("link", name=f"Set up {objects}").click()
    page.get_by_role("heading", name="Direction", exact=True).wait_for()


def test_the_values_of_two_lists_are_mapped_as_they_are_chosen(
    chromium: Any, live_server: Any, shop: Shop
) -> None:  # B33
    lists(shop)
    page = signed_in(chromium, live_server)
    to_configure(page, "invoices")
    page.get_by_role("button", name="Add a mapping").click()
    page.get_by_label("HubSpot field").select_option("terms")
    page.get_by_label("QuickBooks Online field").select_option("SalesTermRef")
    shows(page, "4 values have no counterpart.")

    # several options for one value: which of them it comes back as is asked at once, and the focus stays
    prepaid = page.get_by_label("Prepaid", exact=True)
    prepaid.focus()
    prepaid.select_option(label="Net 60")
    shows(page, "2 values have no counterpart.")
    page.get_by_label("End of month", exact=True).select_option(label="Net 60")
    page.get_by_label("Net 60 in QuickBooks").select_option(label="Prepaid")
    shows(page, "1 value has no counterpart.")
    assert page.evaluate("document.activeElement.tagName") == "SELECT"
    assert violations(page) == []

    page.get_by_role("button", name="Create").click()
    page.get_by_role("button", name="Actions for Payment terms").click()
    page.get_by_role("button", name="Edit", exact=True).click()
    assert page.get_by_label("Net 60 in QuickBooks").input_value() == "prepaid"
    assert page.complaints == []


def test_an_owner_walks_from_choosing_to_the_filters(
    chromium: Any, live_server: Any, shop: Shop
) -> None:  # S27, S28, S29, S31
    page = signed_in(chromium, live_server)
    to_configure(page, "invoices")

    # the direction says what it means, at once
    page.get_by_role("radio", name="Data syncs only to HubSpot").check(force=True)
    shows(page, "No payments sync")
    assert page.get_by_label("Data conflict resolution").is_disabled()
    page.get_by_role("radio", name="Data syncs between apps").check(force=True)
    shows(page, "Payments go both ways.")

    # what is missing is said beside the field, and nothing is lost
    page.get_by_label("Deposit to, for check, cash, wire, other").select_option(label="Checking")
    shows(page, "Each payment stands alone in “Checking”.")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("alert").get_by_text("Choose the income account for Custom Line Item.").wait_for()
    assert page.get_by_label("Deposit to, for check, cash, wire, other").input_value() == "1"

    # once it is answered, nothing asks for it any more; what is still missing is asked for as before
    account, alert = page.get_by_label("Income account"), page.get_by_role("alert")
    assert alert.get_by_role("link").count() == 2
    account.select_option(label="Landscape services")
    page.get_by_text("Choose the income account for Custom Line Item.").first.wait_for(state="detached")
    assert page.get_by_text("Choose the income account for Custom Line Item.").count() == 0
    assert account.get_attribute("aria-invalid") is None
    assert alert.get_by_role("link").count() == 1
    page.get_by_role("checkbox", name="HubSpot's own QuickBooks sync is off").check()
    alert.wait_for(state="detached")

    # a mapping: whether it fits is said before it is created
    page.get_by_role("button", name="Add a mapping").click()
    page.get_by_label("HubSpot field").select_option("crew")
    page.get_by_role("searchbox", name="Search these fields").last.fill("shipping date")
    page.get_by_role("searchbox", name="Search these fields").last.press("Enter")
    shows(page, "Only fields of the same kind can be mapped")
    page.get_by_label("QuickBooks Online field").select_option("custom:1")
    shows(page, "Option to text: goes only to QuickBooks Online.")
    page.get_by_role("button", name="Create").click()
    page.get_by_role("button", name="Actions for Crew").click()
    assert page.get_by_role("button", name="Edit", exact=True).is_visible()
    page.get_by_role("button", name="Delete", exact=True).click()
    page.get_by_role("button", name="Actions for Crew").wait_for(state="detached")

    # on to the filters
    page.get_by_role("button", name="Next").click()
    page.get_by_role("heading", name="QuickBooks Online → HubSpot").wait_for()
    page.get_by_role("link", name="Edit QuickBooks Online → HubSpot").click()
    page.get_by_role("link", name="Add group").click()
    page.get_by_label("Property").select_option("Balance")
    page.get_by_label("Operator").select_option(label="is at least (≥)")
    page.get_by_label("Value").fill("fifty")
    page.get_by_role("button", name="Apply criteria").click()
    shows(page, "“fifty” is not a number. Enter one.")
    page.get_by_label("Value").fill("50")
    page.get_by_role("button", name="Apply criteria").click()
    shows(page, "7 of 12 known pass")
    page.get_by_role("link", name="Done").click()
    shows(page, "Invoices where Balance due is at least 50")
    page.get_by_role("button", name="Created in QuickBooks after").click()
    shows(page, "and Created in QuickBooks is after")
    assert "and Created in QuickBooks is after" in page.evaluate("document.activeElement.textContent")
    assert page.complaints == []
    assert not ObjectSync.objects.filter(workspace=shop.workspace).exists()
    assert SyncDraft.objects.get().data["filters"]["hubspot"][0][0]["values"] == [{"n": "50"}]


def test_a_criterion_that_is_typed_is_left_only_with_a_word(chromium: Any, live_server: Any, shop: Shop) -> None:
    page = signed_in(chromium, live_server)
    set_up_contacts(page)
    asked: list[str] = []
    answer = {"leave": False}

    def asks(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept() if answer["leave"] else dialog.dismiss()

    page.on("dialog", asks)
    page.get_by_role("link", name="Edit QuickBooks Online → HubSpot").click()
    page.get_by_role("link", name="Add group").click()
    type_name(page, "Acme")
    page.get_by_role("link", name="Home", exact=True).click()
    assert asked == ["beforeunload"]
    assert page.get_by_label("Value").input_value() == "Acme"

    # what stands in the panel keeps it, and Discard means it
    page.get_by_role("button", name="Apply criteria").click()
    page.get_by_role("link", name="Add group").click()
    type_name(page, "Bolt")
    page.get_by_role("button", name=re.compile("^Edit .*Acme")).click()
    page.get_by_role("button", name=re.compile("^Edit .*Bolt")).wait_for()
    page.get_by_label("Value").fill("Cedar")
    page.get_by_role("link", name="Discard").click()
    page.get_by_role("link", name=re.compile("^Edit .*Acme")).wait_for()
    assert asked == ["beforeunload"]

    page.get_by_role("link", name="Add group").click()
    type_name(page, "Cedar")
    answer["leave"] = True
    page.get_by_role("link", name="Home", exact=True).click()
    page.get_by_role("heading", name="Home", exact=True).wait_for()
    assert asked == ["beforeunload"] * 2
    assert page.complaints == []


def set_up_contacts(page: Any) -> None:
    to_configure(page, "contacts")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("heading", name="QuickBooks Online → HubSpot").wait_for()


def type_name(page: Any, value: str) -> None:
    page.get_by_label("Property").select_option("DisplayName")
    page.get_by_label("Operator").select_option(label="is")
    page.get_by_label("Value").fill(value)


@pytest.mark.parametrize("objects", ["contacts", "products", "invoices"])
def test_choosing_a_direction_sets_nothing_that_the_policy_refuses(
    chromium: Any, live_server: Any, shop: Shop, objects: str
) -> None:
    page = signed_in(chromium, live_server)
    page.goto(f"{live_server.url}/fernhill/syncs/{objects}/configure/")
    for way in ("Data syncs only to HubSpot", "Data syncs only to QuickBooks Online", "Data syncs between apps"):
        radio = page.get_by_role("radio", name=way)
        if radio.is_checked():
            continue
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            radio.check(force=True)
        page.wait_for_timeout(250)  # until it has settled
    for step in ("filters/", "filters/?edit=hubspot", "review/"):
        page.goto(f"{live_server.url}/fernhill/syncs/{objects}/{step}")
    assert page.complaints == []


def test_while_one_types_arrow_keys_go_through_what_matches(chromium: Any, live_server: Any, shop: Shop) -> None:
    page = signed_in(chromium, live_server)
    page.keyboard.press("/")
    page.keyboard.type("lead 3", delay=20)
    page.locator("#found").get_by_role("link", name="Lead 3").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Lead 3").wait_for()
    assert page.complaints == []


def test_all_contacts_ask_for_their_number(chromium: Any, live_server: Any, shop: Shop) -> None:  # A4
    page = signed_in(chromium, live_server)
    to_configure(page, "contacts")
    page.get_by_role("radio", name="Data syncs between apps").check(force=True)
    page.get_by_role("radio", name="All contacts (12 new customers)").check()
    page.get_by_label("Type 12 to confirm").fill("12")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("heading", name="HubSpot → QuickBooks Online").wait_for()
    assert SyncDraft.objects.get().data["settings"]["outbound"] == "all"
    assert page.complaints == []


_PLACES = """() => [...document.querySelectorAll('#step h2, #step input, #step select, #step button:not(.chip)')].map(
    (one) => [one.id, Math.round(one.getBoundingClientRect().top)])"""


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("objects", ["products", "invoices"])
def test_the_suggested_account_is_taken_and_nothing_moves(
    chromium: Any, live_server: Any, shop: Shop, objects: str, width: int
) -> None:  # S11
    company_sells(shop, service(1, "79"), service(2, "79"), service(3, "82"))
    page = signed_in(chromium, live_server, viewport={"width": width, "height": 700})
    page.goto(f"{live_server.url}/fernhill/syncs/{objects}/configure/")
    if objects == "products":
        page.get_by_role("radio", name="Data syncs between apps").check(force=True)
    chip = page.get_by_role("button", name="Landscape services")
    chip.scroll_into_view_if_needed()
    before, at = page.evaluate(_PLACES), chip.bounding_box()
    chip.click()
    chip.wait_for(state="detached")
    page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")
    assert page.evaluate(_PLACES) == before
    taken = page.locator("#suggested .chip").bounding_box()
    assert (taken["y"], taken["height"]) == (at["y"], at["height"])
    assert page.evaluate("document.activeElement.selectedOptions[0].label") == "Landscape services"
    name = "income_account" if objects == "products" else "line_item_account"
    assert SyncDraft.objects.get().data["settings"][name] == "79"
    assert page.complaints == []


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")], ids=str)
def test_two_windows_save_nothing_over_each_other(
    chromium: Any, live_server: Any, shop: Shop, width: int, scheme: str
) -> None:  # S33
    ObjectSync.objects.create(
        workspace=shop.workspace, object_type="invoice", direction="two-way", revision=1,
        settings={"line_item_account": "79", "deposit_cards": "4", "deposit_other": "4", "other_sync_is_off": True},
    )  # fmt: skip
    first = signed_in(
        chromium, live_server, bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 3000}
    )
    second = first.context.new_page()
    address = f"{live_server.url}/fernhill/syncs/invoices/configure/"
    for page in (first, second):
        page.goto(address)
        page.wait_for_load_state()
    other = "Deposit to, for check, cash, wire, other"
    second.get_by_label(other).select_option(label="Checking")
    shows(second, "Each payment stands alone in “Checking”.")
    second.get_by_label(other).select_option(label="Payouts clearing")  # the same page goes on by itself
    second.wait_for_function("() => !document.querySelector('.htmx-request')")
    second.get_by_role("button", name="Next").click()
    second.get_by_role("heading", name="QuickBooks Online → HubSpot").wait_for()

    # what the first says by itself is refused, where it is seen and read out, and stays chosen
    first.get_by_label("Data conflict resolution").select_option(label="Use QuickBooks Online data")
    alert = first.get_by_role("alert")
    alert.get_by_text("Nothing was saved: you have changed this set-up in another window").wait_for()
    first.locator(".apart").get_by_text("Payouts clearing").wait_for()
    assert first.evaluate("document.activeElement.getAttribute('role')") == "alert"
    assert first.get_by_label("Data conflict resolution").input_value() == "quickbooks"
    assert first.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(first) == []
    picture(first, f"two-windows-{width}-{scheme}")

    alert.get_by_role("button", name="Save mine over it").click()
    alert.wait_for(state="detached")
    saved = SyncDraft.objects.get().data
    assert (saved["policy"], saved["settings"]["deposit_other"]) == ("quickbooks", "4")

    # somebody else saves theirs: the step says who, and mine goes on over it
    priya = person("priya", shop.workspace, role="admin")
    priya.first_name, priya.last_name = "Priya", "Shah"
    priya.save()
    theirs = drafts.begin(shop.workspace, priya, ObjectType.INVOICE)
    with transaction.atomic():
        drafts.apply_draft(drafts.save_step(theirs, settings={**theirs.data["settings"], "deposit_cards": "1"}))
    first.get_by_role("button", name="Next").click()
    alert = first.get_by_role("alert")
    alert.get_by_text("Priya Shah has changed the invoice sync since you began").wait_for()
    assert violations(first) == []
    assert first.evaluate("document.documentElement.scrollWidth") <= width
    picture(first, f"two-people-{width}-{scheme}")
    alert.get_by_role("button", name="Keep mine, over theirs").click()
    first.get_by_text("What you chose is kept.").wait_for()
    saved = SyncDraft.objects.get(user=shop.people["owner"]).data
    assert (saved["policy"], saved["settings"]["deposit_cards"]) == ("quickbooks", "1")
    assert first.complaints == []


def test_the_keyboard_alone_is_enough(chromium: Any, live_server: Any, shop: Shop) -> None:
    page = signed_in(chromium, live_server)
    page.goto(f"{live_server.url}/fernhill/syncs/products/configure/")
    page.locator("#way-to-hubspot").focus()
    page.keyboard.press("ArrowUp")
    shows(page, "Either side may make and edit.")
    assert page.evaluate("document.activeElement.id") == "way-two-way"
    page.goto(f"{live_server.url}/fernhill/syncs/products/filters/?edit=hubspot")
    assert page.evaluate("document.activeElement.id") == "h-panel"
    page.keyboard.press("Escape")
    page.locator("#filter").wait_for(state="detached")
    assert page.evaluate("document.activeElement.id") == "edit-hubspot"


def test_without_script_the_walk_works_too(chromium: Any, live_server: Any, shop: Shop) -> None:
    page = signed_in(chromium, live_server, java_script_enabled=False)
    page.goto(f"{live_server.url}/fernhill/syncs/invoices/configure/")
    page.get_by_role("radio", name="Data syncs only to HubSpot").check(force=True)
    page.get_by_role("button", name="Show what this means").click()
    shows(page, "No payments sync")
    page.get_by_role("checkbox", name="HubSpot's own QuickBooks sync is off").check()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("link", name="Edit QuickBooks Online → HubSpot").click()
    page.get_by_role("link", name="Add group").click()
    page.get_by_label("Property").select_option("EmailStatus")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("checkbox", name="EmailSent").check()
    page.get_by_role("button", name="Apply criteria").click()
    page.get_by_role("link", name="Done").click()
    shows(page, "Invoices where Email status is any of “EmailSent”")


PAGES = (
    "new/", "contacts/configure/", "products/configure/", "invoices/configure/", "invoices/configure/?add=yes", "contacts/filters/",
    "invoices/filters/", "invoices/filters/?edit=hubspot&group=0&at=new&property=Balance&operator=between",
    "invoices/filters/?edit=hubspot&group=0&at=new&property=EmailStatus",
)  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_fit_390_pixels_and_axe_finds_nothing(
    chromium: Any, live_server: Any, shop: Shop, scheme: str
) -> None:
    page = signed_in(
        chromium, live_server, bypass_csp=True, color_scheme=scheme, viewport={"width": 390, "height": 900}
    )
    two_ways = SyncRecord.objects.filter(workspace=shop.workspace)
    assert two_ways.exists()
    for path in PAGES:
        page.goto(f"{live_server.url}/fernhill/syncs/{path}")
        picture(page, f"{path.replace('/', '-').partition('?')[0]}390-{scheme}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        found = violations(page)
        assert found == [], path
