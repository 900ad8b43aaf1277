"""Which change in HubSpot makes which events."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from syncapp.sandbox.call import Call
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.hubspot import events
from syncapp.sandbox.hubspot.vendor import HubSpot
from syncapp.sandbox.state import Store
from tests.sandbox.hubspot.portal import CRM, Portal, end

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
APP = {"changeSource": "INTEGRATION", "sourceId": "1160452"}
SECRET = "cfc68c0b-4b4e-4ef8-b764-95350e4ea479"
PERSON = {"changeSource": "CRM_UI", "sourceId": "userId:76023669"}


class Ear(Portal):
    """A portal that is listened to."""

    def __init__(self) -> None:
        clock = Clock(NOW)
        super().__init__(HubSpot(Store(), clock, "http://127.0.0.1:1"), clock)
        self.heard: list[dict[str, Any]] = []
        self.vendor.listen(self.heard.extend)

    def take(self) -> list[dict[str, Any]]:
        """What was heard since the last time."""
        found, self.heard[:] = list(self.heard), []
        return found

    def told(self) -> list[tuple[str, str, Any]]:
        """Type, object type, and the property with its value or the kind of link, of each event."""
        found = []
        for one in self.take():
            what = one.get("associationType")
            if "propertyName" in one:
                what = f"{one['propertyName']}={one['propertyValue']}"
            found.append((one["subscriptionType"].removeprefix("object."), one["objectTypeId"], what))
        return found


@pytest.fixture
def ear() -> Ear:
    return Ear()


def test_a_new_record_makes_one_creation_whatever_its_values(ear: Ear) -> None:
    made = ear.contact("ann@example.com", firstname="Ann")
    assert ear.take() == [{
        "portalId": 48807700, "appId": 1160452, "occurredAt": int(NOW.timestamp() * 1000),
        "subscriptionType": "object.creation", "objectId": int(made), "objectTypeId": "0-1",
        "changeFlag": "CREATED", **APP,
    }]  # fmt: skip


def test_a_change_makes_an_event_for_each_property_that_differs(ear: Ear) -> None:
    made = ear.contact("ann@example.com", firstname="Ann", lastname="Alder")
    ear.take()
    ear.patch("contacts", made, firstname="Anne", lastname="Alder", phone="555")
    assert ear.told() == [
        ("propertyChange", "0-1", "firstname=Anne"),
        ("propertyChange", "0-1", "phone=555"),
    ]


def test_a_property_that_is_cleared_has_an_empty_value(ear: Ear) -> None:
    made = ear.contact("ann@example.com", phone="555")
    ear.take()
    ear.patch("contacts", made, phone="")
    assert ear.told() == [("propertyChange", "0-1", "phone=")]


def test_what_changes_nothing_or_is_refused_makes_no_event(ear: Ear) -> None:
    made = ear.contact("ann@example.com")
    ear.take()
    ear.patch("contacts", made, email="ann@example.com")
    ear.cannot_patch("contacts", made, email="not an address")
    ear.ok("GET", f"{CRM}/contacts/{made}")
    assert ear.take() == []


def test_an_event_tells_person_and_app_apart(ear: Ear) -> None:
    made = ear.contact("ann@example.com")
    ear.take()
    ear.patch("contacts", made, user=True, phone="1")
    ear.patch("contacts", made, phone="2")
    assert [{name: one[name] for name in APP} for one in ear.take()] == [PERSON, APP]


def test_finalizing_tells_the_status_and_what_comes_with_it(ear: Ear) -> None:
    draft = ear.draft()
    ear.take()
    ear.patch("invoices", draft, user=True, hs_invoice_status="open")
    told = ear.told()
    assert ("propertyChange", "0-53", "hs_invoice_status=open") in told
    assert ("propertyChange", "0-53", "hs_number=HS-1001") in told


def test_totals_are_calculated_and_do_not_fire(ear: Ear) -> None:
    draft = ear.draft()
    line = ear.ok("GET", f"{CRM}/invoices/{draft}", associations="line_items")
    line_id = line["associations"]["line items"]["results"][0]["id"]
    ear.take()
    ear.patch("line_items", line_id, quantity="3")
    assert ear.told() == [("propertyChange", "0-8", "quantity=3")]


def test_a_payment_tells_amount_paid_and_status_of_its_invoice(ear: Ear) -> None:
    invoice = ear.open()  # 2 × 50
    ear.take()
    ear.ok("POST", f"{CRM}/invoices/{invoice}/payments", {"amount": "100"}, status=201, user=True)
    told = ear.told()
    assert ("creation", "0-101", None) in told
    assert ("propertyChange", "0-53", "hs_amount_paid=100") in told
    assert ("propertyChange", "0-53", "hs_invoice_status=paid") in told
    assert ("associationChange", "0-101", "COMMERCE_PAYMENT_TO_INVOICE") in told


def test_an_association_is_told_from_both_ends(ear: Ear) -> None:
    person, invoice = ear.contact(), str(ear.create("invoices", hs_currency="USD")["id"])
    ear.take()
    ear.ok("PUT", f"/crm/v4/objects/invoices/{invoice}/associations/default/contacts/{person}")
    told = ear.take()
    assert [(one["associationType"], one["associationTypeId"]) for one in told] == [
        ("INVOICE_TO_CONTACT", 177),
        ("CONTACT_TO_INVOICE", 178),
    ]
    assert (told[0]["fromObjectId"], told[0]["toObjectId"]) == (int(invoice), int(person))
    assert not told[0]["associationRemoved"]
    assert "objectId" not in told[0]


def test_an_association_that_stands_already_is_not_told_again(ear: Ear) -> None:
    person = ear.contact()
    invoice = str(ear.create("invoices", end(person, 177), hs_currency="USD")["id"])
    ear.take()
    path = f"/crm/v4/objects/invoices/{invoice}/associations"
    ear.ok("PUT", f"{path}/default/contacts/{person}")
    assert ear.take() == []
    ear.ok("DELETE", f"{path}/contacts/{person}", status=204)
    assert [one["associationRemoved"] for one in ear.take()] == [True, True]


def test_the_first_company_of_a_contact_is_told_as_primary(ear: Ear) -> None:
    person, company = ear.contact(), str(ear.create("companies", name="Alder HOA")["id"])
    ear.take()
    ear.ok("PUT", f"/crm/v4/objects/contacts/{person}/associations/default/companies/{company}")
    assert [one["isPrimaryAssociation"] for one in ear.take()] == [False, False, True, True]


def test_a_deleted_invoice_is_told_with_its_lines(ear: Ear) -> None:
    draft = ear.draft()
    ear.take()
    ear.ok("DELETE", f"{CRM}/invoices/{draft}", status=204, user=True)
    told = ear.take()
    assert {(one["objectTypeId"], one["changeFlag"]) for one in told} == {
        ("0-8", "DELETED"),
        ("0-53", "DELETED"),
    }


def test_deleting_what_is_gone_is_not_told_again(ear: Ear) -> None:
    made = ear.contact()
    ear.ok("DELETE", f"{CRM}/contacts/{made}", status=204)
    ear.take()
    ear.ok("DELETE", f"{CRM}/contacts/{made}", status=204)
    assert ear.take() == []


def test_a_merge_names_both_and_is_no_deletion(ear: Ear) -> None:
    primary, other = ear.contact("ann@example.com"), ear.contact("anne@example.com", phone="555")
    ear.take()
    ear.ok("POST", f"{CRM}/contacts/merge", {"primaryObjectId": primary, "objectIdToMerge": other})
    told = {one["subscriptionType"]: one for one in ear.take()}
    merge = told["object.merge"]
    assert (merge["primaryObjectId"], merge["mergedObjectIds"]) == (int(primary), [int(other)])
    assert "object.deletion" not in told


def test_a_batch_tells_each_of_its_records(ear: Ear) -> None:
    inputs = [{"properties": {"email": f"c{number}@example.com"}} for number in range(3)]
    ear.ok("POST", f"{CRM}/contacts/batch/create", {"inputs": inputs}, status=201)
    assert [one["subscriptionType"] for one in ear.take()] == ["object.creation"] * 3


def test_after_the_app_is_uninstalled_nothing_is_told(ear: Ear) -> None:
    made = ear.contact()
    ear.ok("DELETE", "/appinstalls/v3/external-install", status=204)
    ear.take()
    ear.patch("contacts", made, user=True, phone="1")
    assert ear.take() == []


def test_nobody_listens_any_more(ear: Ear) -> None:
    ear.vendor.listen(None)
    ear.contact()
    assert ear.take() == []
    assert ear.vendor.account.recorder is None


def test_each_property_of_an_object_type_is_a_subscription_of_its_own() -> None:
    event = {"subscriptionType": "object.propertyChange", "objectTypeId": "0-53", "propertyName": "hs_number"}
    other = {**event, "propertyName": "hs_comments"}
    numbers = [events.numbered(one, number)["subscriptionId"] for number, one in enumerate((event, event, other))]
    assert numbers[0] == numbers[1] != numbers[2]


def test_a_seed_s_own_doors_make_no_events(ear: Ear) -> None:
    made = ear.vendor.load("contacts", {"email": "ann@example.com"})
    ear.vendor.modify("contacts", made, {"phone": "555"})
    assert ear.take() == []


def test_sign_in_makes_no_events(ear: Ear) -> None:
    ear.vendor.handle(Call("POST", "/oauth/v1/token", [], {}, b"grant_type=refresh_token"))
    assert ear.take() == []


# Signatures


def test_hubspot_s_own_vector_is_signed_as_published() -> None:
    body = (
        b'[{"eventId":531833541,"subscriptionId":3923621,"portalId":48807704,"appId":16111050,"occurredAt":1752613920733,'
        b'"subscriptionType":"contact.creation","attemptNumber":0,"objectId":138017612137,"changeFlag":"CREATED",'
        b'"changeSource":"CRM_UI","sourceId":"userId:76023669"}]'
    )
    uri = "https://webhook.site/335453f5-94b3-49d9-b684-a55354d4b8df"
    signed = events.signature(SECRET, "POST", uri, body, "1752613922216")
    assert signed == "gbj1XPRvUt0noT7i7fXfTzOD4sLzQmf0VT28ZYq0EYg="


def test_the_sdk_s_vector_is_signed_as_published() -> None:
    signed = events.signature(
        "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy", "POST", "https://www.example.com/webhook_uri",
        b"{'example_field':'example_value'}", "1693657560000",
    )  # fmt: skip
    assert signed == "K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y="


def test_twelve_characters_of_the_address_are_signed_unescaped_and_no_others() -> None:
    assert events.decoded("https://x.test/a%2Fb%3a?c=%40%20%26") == "https://x.test/a/b:?c=@%20%26"
