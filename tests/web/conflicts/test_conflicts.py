"""Conflicts as members use them: three values side by side, a choice for exactly those, singly and in bulk (B4, A9)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from syncapp.core.schema import FieldSpec, FieldType
from syncapp.engine.people.conflicts import seal
from syncapp.storage.convert import encode
from syncapp.storage.models import Activity, Catalog, Conflict, Inbox, ObjectSync, SyncRecord
from tests.web.conftest import Shop, queries
from tests.web.records.held import offer

PAGE = "conflicts/"
USE_HUBSPOT, USE_QUICKBOOKS = "Use HubSpot’s value</button>", "Use QuickBooks’ value</button>"
PHONE = ("phone", "PrimaryPhone.FreeFormNumber")
CITY = ("city", "BillAddr.City")
DUE = ("hs_due_date", "DueDate")


@pytest.fixture(autouse=True)
def _asking(shop: Shop) -> None:
    ObjectSync.objects.filter(workspace=shop.workspace).update(policy="ask")
    here, there = FieldSpec("hs_due_date", "Due date", FieldType.DATE), FieldSpec("DueDate", "Due date", FieldType.DATE)
    offer(shop.workspace, "hubspot", "invoice", here)
    offer(shop.workspace, "quickbooks", "invoice", there)
    offer(shop.workspace, "hubspot", "contact", FieldSpec(PHONE[0], "Phone Number"), FieldSpec(CITY[0], "City"))
    offer(shop.workspace, "quickbooks", "contact", FieldSpec(PHONE[1], "Phone"), FieldSpec(CITY[1], "City"))


def disputed(shop: Shop, label: str = "Ann Archer", **fields: Any) -> SyncRecord:
    kind = {"object_type": "contact", "amount": None, "number": "", "currency": ""}
    told = {"field": "Phone Number", "hubspot": "0001", "quickbooks": "0002"}
    row = {"label": label, "status": "failing", "reason": "both_changed", "params": told, **kind, **fields}
    return shop.record(**row)


def differs(
    record: SyncRecord, *values: Any, names: tuple[str, str] = PHONE, base: Any = "0000", **more: Any
) -> Conflict:
    here, there = values or ("0001", "0002")
    return Conflict.objects.create(
        workspace_id=record.workspace_id, record=record, at=timezone.now(), hubspot_field=names[0], quickbooks_field=names[1],
        base={"hubspot": encode(base), "quickbooks": encode(base)}, hubspot_value=encode(here), quickbooks_value=encode(there),
        **more,
    )  # fmt: skip


def page_of(shop: Shop, address: str = PAGE, role: str = "bookkeeper") -> str:
    return " ".join(shop.client(role).get(shop.url(address)).content.decode().split())


def seals(html: str) -> dict[str, str]:
    return dict(re.findall(r'name="(seal-\d+)" value="(\w+)"', html))


def press(shop: Shop, record: SyncRecord, html: str, role: str = "bookkeeper", **sides: str) -> str:
    """One form of the page, with what it hides and the buttons or marks that are said."""
    told = {**seals(html), **{name.replace("_", "-"): side for name, side in sides.items()}}
    path = shop.url(f"records/{record.pk}/fix/choose_values/")
    answer = shop.client(role).post(path, {**told, "next": shop.url(PAGE)}, follow=True)
    record.refresh_from_db()
    return " ".join(answer.content.decode().split())


CAUTION = (
    "HubSpot takes it only if its settings of invoices let finalized ones be edited, and no payment is on this one."
)


def test_that_hubspot_may_keep_a_finalized_invoice_is_told_at_the_choice(shop: Shop) -> None:  # B4, S3
    invoice = {"object_type": "invoice", "currency": "USD", "hubspot_status": "open"}
    days = (date(2026, 12, 1), date(2026, 12, 8))
    differs(disputed(shop, "HS-1", origin="hubspot", **invoice), *days, names=DUE, base=date(2026, 11, 24))
    html = page_of(shop)
    assert html.count(CAUTION) == 1
    assert html.index("Dec 8, 2026") < html.index(CAUTION)  # beside the value of QuickBooks
    assert CAUTION in page_of(shop, f"{PAGE}all/?side=quickbooks")
    assert CAUTION not in page_of(shop, f"{PAGE}all/?side=hubspot")
    assert CAUTION not in page_of(shop, role="viewer")


@pytest.mark.parametrize("told", [{"origin": "quickbooks"}, {"origin": "hubspot", "hubspot_status": "draft"}])
def test_what_hubspot_lets_be_edited_carries_no_such_word(shop: Shop, told: dict[str, str]) -> None:
    invoice = {"object_type": "invoice", "currency": "USD", "hubspot_status": "open", **told}
    differs(disputed(shop, "HS-1", **invoice), date(2026, 12, 1), date(2026, 12, 8), names=DUE, base=None)
    assert "HS-1" in page_of(shop)
    assert CAUTION not in page_of(shop)


def test_the_three_values_stand_side_by_side_under_the_fields_own_names(shop: Shop) -> None:  # B4
    differs(disputed(shop))

    html = page_of(shop)

    assert "Ann Archer" in html
    assert "Phone Number<small>Phone in QuickBooks</small>" in html
    for value in ("0000", "0001", "0002"):
        assert value in html
    assert "1 record needs a choice" in html
    assert USE_HUBSPOT in html
    assert USE_QUICKBOOKS in html


def test_days_are_written_as_days_and_what_was_never_agreed_says_so(shop: Shop) -> None:
    bill = disputed(shop, "HS-2034", object_type="invoice", currency="USD")
    differs(bill, date(2027, 1, 1), date(2027, 2, 2), names=DUE, base=None)

    html = page_of(shop)

    assert "Jan 1, 2027" in html
    assert "Feb 2, 2027" in html
    assert "never" in html


def test_a_click_is_stored_for_the_next_run_and_told(shop: Shop) -> None:  # B4
    record = disputed(shop)
    conflict = differs(record)

    html = press(shop, record, page_of(shop), **{f"side_{conflict.pk}": "quickbooks"})

    assert record.decision["chosen"]["|".join(PHONE)] == {
        "side": "quickbooks", "seen": ["0001", "0002"], "value": "0002",
    }  # fmt: skip
    assert Inbox.objects.filter(workspace=shop.workspace, external_id=record.hubspot_id).exists()
    told = Activity.objects.get(record=record, kind="decided")
    assert (told.actor, told.reason) == (
        shop.people["bookkeeper"], "Take QuickBooks Online’s value of Phone Number.",
    )  # fmt: skip
    assert "Chosen by bookkeeper@example.com" in html
    assert "The value is chosen for Ann Archer." in html


def test_values_that_changed_since_they_were_shown_are_chosen_again(shop: Shop) -> None:  # B4
    record = disputed(shop)
    conflict = differs(record)
    html = page_of(shop)
    Conflict.objects.filter(pk=conflict.pk).update(hubspot_value="0003")

    html = press(shop, record, html, **{f"side_{conflict.pk}": "hubspot"})

    assert record.decision == {}
    assert "was changed since they were shown, so nothing was chosen. Choose again." in html
    assert "0003" in html


def test_what_is_settled_by_now_is_refused(shop: Shop) -> None:
    record = disputed(shop)
    conflict = differs(record)
    html = page_of(shop)
    SyncRecord.objects.filter(pk=record.pk).update(status="syncing", reason="")

    html = press(shop, record, html, **{f"side_{conflict.pk}": "hubspot"})

    assert record.decision == {}
    assert "It is settled by now" in html


def test_several_fields_are_chosen_one_by_one_or_all_at_once(shop: Shop) -> None:  # B4
    record = disputed(shop)
    phone, city = differs(record), differs(record, "Davis", "Dixon", names=CITY)
    html = page_of(shop)
    assert "HubSpot for all 2" in html

    press(shop, record, html)
    assert record.decision == {}  # nothing was marked
    press(shop, record, html, **{f"side_{phone.pk}": "hubspot"})
    assert {key: told["side"] for key, told in record.decision["chosen"].items()} == {"|".join(PHONE): "hubspot"}
    press(shop, record, page_of(shop), **{f"side_{city.pk}": "quickbooks"})
    assert {told["side"] for told in record.decision["chosen"].values()} == {"hubspot", "quickbooks"}

    other = disputed(shop, "Bea Baker")
    differs(other)
    differs(other, "Davis", "Dixon", names=CITY)
    press(shop, other, page_of(shop), all="quickbooks")
    assert [told["side"] for told in other.decision["chosen"].values()] == ["quickbooks", "quickbooks"]


def test_what_was_chosen_can_be_taken_back(shop: Shop) -> None:
    record = disputed(shop)
    conflict = differs(record)
    press(shop, record, page_of(shop), **{f"side_{conflict.pk}": "hubspot"})

    shop.client("bookkeeper").post(shop.url(f"records/{record.pk}/fix/withdraw/"))

    record.refresh_from_db()
    conflict.refresh_from_db()
    assert record.decision == {}
    assert (conflict.chosen, conflict.by) == ("", None)


@pytest.mark.parametrize(("direction", "refused"), [("to-hubspot", "hubspot"), ("to-quickbooks", "quickbooks")])
def test_a_value_that_could_not_travel_is_not_offered(shop: Shop, direction: str, refused: str) -> None:  # S2
    ObjectSync.objects.filter(workspace=shop.workspace, object_type="contact").update(direction=direction)
    record = disputed(shop)
    conflict = differs(record)
    html = page_of(shop)
    assert (USE_HUBSPOT in html) == (refused != "hubspot")
    assert (USE_QUICKBOOKS in html) == (refused != "quickbooks")
    assert "the sync does not go there" in html

    press(shop, record, html, **{f"side_{conflict.pk}": refused})
    assert record.decision == {}


def test_a_value_that_does_not_fit_the_other_side_says_so(shop: Shop) -> None:  # A34: nothing is cut
    offer(shop.workspace, "hubspot", "contact", FieldSpec("phone", "Phone Number"))
    offer(shop.workspace, "quickbooks", "contact", FieldSpec(PHONE[1], "Phone", max_length=5))
    differs(disputed(shop), "916 555 0001", "0002")

    html = page_of(shop)

    assert USE_HUBSPOT not in html
    assert USE_QUICKBOOKS in html
    assert re.search(r"Cannot be taken: [^<]*12[^<]*5", html)


def test_nothing_is_chosen_into_a_protected_period(shop: Shop) -> None:  # A24
    Catalog.objects.filter(connection__workspace=shop.workspace).update(settings={"close_date": "2026-10-31"})
    bill = disputed(shop, "HS-1", object_type="invoice", currency="USD", document_date=date(2026, 10, 3))
    differs(bill, date(2026, 11, 1), date(2026, 11, 2), names=DUE, base=date(2026, 10, 30))

    html = page_of(shop)

    assert "is in a protected period of the books, through Oct 31, 2026" in html
    assert USE_QUICKBOOKS in html  # that one goes to HubSpot
    assert USE_HUBSPOT not in html


def test_viewers_see_it_and_choose_nothing(shop: Shop) -> None:  # B12
    record = disputed(shop)
    conflict = differs(record)
    html = page_of(shop, role="viewer")
    assert "0001" in html
    assert "Use HubSpot" not in html
    press(shop, record, page_of(shop), role="viewer", **{f"side_{conflict.pk}": "hubspot"})
    assert record.decision == {}


def test_strangers_choose_nothing(shop: Shop) -> None:  # SEC1
    record = disputed(shop)
    conflict = differs(record)
    html = page_of(shop)
    told = {**seals(html), f"side-{conflict.pk}": "hubspot"}
    answer = shop.client("stranger").post(f"/elsewhere/records/{record.pk}/fix/choose_values/", told)
    assert answer.status_code == 404
    shown = f"{record.pk}:{conflict.pk}:{next(iter(seals(html).values()))}"
    shop.client("stranger").post(
        "/elsewhere/conflicts/choose/", {"record": record.pk, "shown": shown, "side": "hubspot"}
    )
    record.refresh_from_db()
    assert record.decision == {}


def test_ticked_records_take_one_sides_values(shop: Shop) -> None:  # B4
    first, second, third = (disputed(shop, label) for label in ("Ann", "Bea", "Cal"))
    for record in (first, second, third):
        differs(record)
    html = page_of(shop)
    shown = re.findall(r'name="shown" value="([\w:]+)"', html)
    assert len(shown) == 3

    told = {"record": [first.pk, third.pk], "shown": shown, "side": "hubspot"}
    answer = shop.client("bookkeeper").post(shop.url("conflicts/choose/"), told, follow=True)

    assert "2 values of 2 records chosen" in answer.content.decode()
    assert {row.label for row in SyncRecord.objects.exclude(decision={})} == {"Ann", "Cal"}
    none = shop.client("bookkeeper").post(shop.url("conflicts/choose/"), {"side": "hubspot"}, follow=True)
    assert "Choose the records" in none.content.decode()


def test_all_that_wait_are_named_before_they_take_one_sides_values(shop: Shop) -> None:  # B4
    for number in range(30):
        differs(disputed(shop, f"Contact {number}"))
    bill = disputed(shop, "HS-1", object_type="invoice", currency="USD")
    differs(bill, date(2027, 1, 1), date(2027, 2, 2), names=DUE)
    client = shop.client("bookkeeper")
    assert "QuickBooks for all 31 …" in page_of(shop)

    html = page_of(shop, "conflicts/all/?side=quickbooks&object=contact")
    assert "Use QuickBooks Online data for 30 records" in html
    assert "And 10 more records." in html
    told = dict(re.findall(r'<input type="hidden" name="(side|object|seen)" value="([^"]*)"', html))
    fresh = disputed(shop, "Contact 31")
    differs(fresh)
    assert "have changed since they were shown" in client.post(shop.url("conflicts/all/"), told).content.decode()
    assert not SyncRecord.objects.exclude(decision={}).exists()

    html = page_of(shop, "conflicts/all/?side=quickbooks&object=contact")
    told = dict(re.findall(r'<input type="hidden" name="(side|object|seen)" value="([^"]*)"', html))
    answer = client.post(shop.url("conflicts/all/"), told, follow=True)
    assert "31 values of 31 records chosen" in answer.content.decode()
    bill.refresh_from_db()
    assert bill.decision == {}


# What was decided before.


def decided(shop: Shop, chosen: str = "hubspot", stands: str = "0001", **more: Any) -> Conflict:
    base = {"values": {}, "content": None, "lines": {}}
    record = disputed(
        shop, status="syncing", reason="", params={},
        hubspot_base={**base, "values": {PHONE[0]: stands}}, quickbooks_base={**base, "values": {PHONE[1]: stands}},
    )  # fmt: skip
    return differs(record, chosen=chosen, closed_at=timezone.now(), **more)


def test_what_the_setting_took_can_be_chosen_otherwise(shop: Shop) -> None:  # B4
    conflict = decided(shop)
    html = page_of(shop, f"{PAGE}?view=decided")
    assert "By the sync’s setting" in html
    assert "Use QuickBooks’ instead" in html

    press(shop, conflict.record, html, **{f"side_{conflict.pk}": "quickbooks"})

    assert conflict.record.decision["chosen"]["|".join(PHONE)] == {
        "side": "quickbooks", "seen": ["0001", "0001"], "value": "0002",
    }  # fmt: skip
    again = Conflict.objects.get(record=conflict.record, closed_at=None)
    assert (again.chosen, again.by) == ("quickbooks", shop.people["bookkeeper"])
    assert "The next run writes the other value." in page_of(shop, f"{PAGE}?view=decided")

    shop.client("bookkeeper").post(shop.url(f"records/{conflict.record.pk}/fix/withdraw/"))
    assert not Conflict.objects.filter(record=conflict.record, closed_at=None).exists()
    assert "Use QuickBooks’ instead" in page_of(shop, f"{PAGE}?view=decided")


def test_what_has_changed_since_offers_nothing_to_take_instead(shop: Shop) -> None:
    conflict = decided(shop, stands="0009")
    html = page_of(shop, f"{PAGE}?view=decided")
    assert "instead</button>" not in html

    html = press(shop, conflict.record, seals_of(conflict), **{f"side_{conflict.pk}": "quickbooks"})
    assert conflict.record.decision == {}
    assert "stands otherwise by now" in html


def seals_of(conflict: Conflict) -> str:
    return f'name="seal-{conflict.pk}" value="{seal(conflict)}"'


def test_who_chose_is_named_and_what_was_made_equal_by_hand(shop: Shop) -> None:
    decided(shop, by=shop.people["admin"])
    decided(shop, chosen="")
    html = page_of(shop, f"{PAGE}?view=decided")
    assert "By admin@example.com" in html
    assert "Made equal on both sides" in html


def test_the_fix_stands_on_the_record_and_leads_there_from_failures(shop: Shop) -> None:  # B6
    record = disputed(shop)
    conflict = differs(record)
    html = page_of(shop, f"records/{record.pk}/")
    assert "The two sides hold different values of Phone Number: 0001 in HubSpot, 0002 in QuickBooks Online." in html
    assert USE_HUBSPOT in html
    assert f"records/{record.pk}/#fix-choose_values" in page_of(shop, "failures/?cause=both_changed")
    press(shop, record, html, **{f"side_{conflict.pk}": "hubspot"})
    assert record.decision["chosen"]


def test_the_navigation_counts_what_waits(shop: Shop) -> None:
    assert "Nothing needs a choice" in page_of(shop)
    differs(disputed(shop))
    html = page_of(shop, "")
    assert re.search(r'href="/fernhill/conflicts/".*?Conflicts.*?1', html)


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}?view=decided", "conflicts/all/?side=hubspot"])
def test_the_page_asks_as_often_whatever_it_shows(shop: Shop, address: str) -> None:
    client, counts = shop.client("owner"), []
    for _ in range(3):
        differs(disputed(shop), chosen="hubspot", by=shop.people["admin"])
        differs(disputed(shop))
        decided(shop)
        with queries() as captured:
            client.get(shop.url(address))
        counts.append(len(captured))
    assert counts[0] == counts[2]
    assert counts[0] <= 10  # eight, and the two of being signed in


def test_one_is_found_among_those_that_wait_and_all_are_not_decided_beside_it(shop: Shop) -> None:
    for name in ("Ann Archer", "Bea Baxter", "Bea Miller"):
        differs(disputed(shop, name))
    html = shop.client("bookkeeper").get(shop.url("conflicts/?q=bea")).content.decode()
    assert "Bea Baxter" in html
    assert "Ann Archer" not in html
    assert "side=hubspot" not in html
