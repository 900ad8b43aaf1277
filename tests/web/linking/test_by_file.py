"""Many pairs by a CSV file: shown first, linked by a click, and what cannot be comes back with its reason (B23, A5)."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from syncapp.actions import linking as actions
from syncapp.actions.records import FixRefused
from syncapp.queries import link_file
from syncapp.storage.models import Activity, SyncRecord
from tests.web.conftest import Shop, queries, writes
from tests.web.linking.conftest import BARE, ONLY_HUBSPOT, ONLY_QUICKBOOKS, contact, customer, olivia

PAGE = "linking/file/"
HEAD = "Object,HubSpot ID,QuickBooks ID\n"


def given(shop: Shop, text: str | bytes, role: str = "bookkeeper", status: int = 200) -> str:
    data = text.encode() if isinstance(text, str) else text
    answer = shop.client(role).post(shop.url(PAGE), {"file": SimpleUploadedFile("pairs.csv", data)})
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def linked(shop: Shop, text: str, role: str = "bookkeeper") -> str:
    answer = shop.client(role).post(shop.url(f"{PAGE}link/"), {"text": text}, follow=True)
    return " ".join(html.unescape(answer.content.decode()).split())


def errors(shop: Shop, text: str) -> list[dict[str, str]]:
    return rows_of(shop.client("bookkeeper").post(shop.url(f"{PAGE}errors/"), {"text": text}))


def rows_of(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def pair(shop: Shop, name: str) -> tuple[SyncRecord, SyncRecord]:
    return contact(shop, name), customer(shop, f"{name} Ltd")


def line(here: SyncRecord, there: SyncRecord) -> str:
    return f"{here.object_type.capitalize()},{here.hubspot_id},{there.quickbooks_id}\n"


def test_a_file_is_looked_at_first_and_linked_by_a_click(shop: Shop) -> None:
    ann, bea = pair(shop, "Ann"), pair(shop, "Bea")
    text = HEAD + line(*ann) + line(*bea)
    client = shop.client("bookkeeper")
    with queries() as captured:
        answer = client.post(shop.url(PAGE), {"file": SimpleUploadedFile("pairs.csv", text.encode())})
    assert writes(captured) == []  # nothing is linked by looking
    page = answer.content.decode()
    assert "2 pairs can be linked" in page
    sent = html.unescape(re.findall(r'name="text" value="([^"]*)"', page)[0])
    assert "2 pairs become one record each" in linked(shop, sent)
    for here, there in (ann, bea):
        here.refresh_from_db()
        assert here.decision["link"] == there.pk
    assert (
        Activity.objects.filter(workspace=shop.workspace, kind="decided", actor=shop.people["bookkeeper"]).count() == 2
    )


def test_each_line_that_cannot_be_says_why_and_the_others_go(shop: Shop) -> None:
    ann, bea, cat = pair(shop, "Ann"), pair(shop, "Bea"), pair(shop, "Cat")
    whole = shop.record(object_type="contact", label="Whole", **BARE)
    SyncRecord.objects.filter(pk=cat[1].pk).update(status="ignored")
    theirs = SyncRecord.objects.filter(workspace=shop.other, object_type="product").first()
    assert theirs is not None
    text = (
        HEAD + line(*ann) + line(whole, bea[1]) + line(*cat) + "Contact,,7\nDeal,1,2\nContact,4711,4712\n"
        + f"Product,{theirs.hubspot_id},{theirs.quickbooks_id}\n" + line(bea[0], whole) + f"Contact,{whole.hubspot_id},{whole.quickbooks_id}\n"
    )  # fmt: skip
    page = given(shop, text)
    assert "1 pair can be linked" in page
    assert "8 lines cannot be linked" in page
    told = {row["Line"]: row["Why not"] for row in errors(shop, text)}
    assert told["3"] == "Whole is linked with another record already"
    assert told["4"] == "Cat Ltd is ignored. Take it back first"
    assert told["5"] == "One of the two IDs is missing"
    assert told["6"] == "The object is none of contact, product, invoice and payment"
    assert told["7"] == "No contact with the HubSpot ID 4711 and none with the QuickBooks Online ID 4712 is known here"
    assert told["9"] == "Whole is linked with another record already"
    assert told["10"] == "They are linked with each other already"
    assert "1 pair becomes one record each" in (said := linked(shop, text))
    assert "8 lines were left as they are." in said
    assert not SyncRecord.objects.filter(workspace=shop.other, decision__link__isnull=False).exists()


def test_what_stands_twice_is_never_guessed(shop: Shop) -> None:  # A2
    made, same, holdings = olivia(shop)
    text = HEAD + line(made, same) + line(made, holdings)
    assert "No line can be linked" in given(shop, text)
    assert {row["Why not"] for row in errors(shop, text)} == {"The ID of HubSpot stands in more than one line"}
    linked(shop, text)
    made.refresh_from_db()
    assert not made.decision


def test_who_is_chosen_for_another_record_is_refused_with_the_reason(shop: Shop) -> None:  # B23
    ann, bea = pair(shop, "Ann"), pair(shop, "Bea")
    chosen = contact(shop, "Cat", decision={"link": ann[1].pk})
    text = HEAD + line(*ann) + line(*bea)
    reason = "Ann Ltd is chosen for “Cat” already: the next run links the two"

    page = given(shop, text)

    assert "1 pair can be linked" in page
    assert f"{reason}." in page
    assert [(row["Line"], row["Why not"]) for row in errors(shop, text)] == [("2", reason)]
    assert f"1 line was left as it is. Line 2: {reason}." in linked(shop, text)
    SyncRecord.objects.filter(pk=chosen.pk).update(decision={})
    assert "2 pairs can be linked" in given(shop, text)


def test_what_is_refused_between_the_look_and_the_link_says_why(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise FixRefused("Ann is linked already.")

    monkeypatch.setattr(actions, "link", refuse)

    said = linked(shop, HEAD + "".join(line(*pair(shop, f"Ann {number}")) for number in range(4)))

    assert "4 lines were left as they are. Line 2: Ann is linked already. Line 3: Ann is linked already." in said
    assert "The file says why of 1 more when it is looked at again." in said


def test_another_invoice_is_refused(shop: Shop) -> None:  # A5
    day = {"document_date": date(2026, 11, 3), "number": "HS-9"}
    here = shop.record(**ONLY_HUBSPOT, **day, amount=Decimal("100.00"))
    there = shop.record(**ONLY_QUICKBOOKS, **day, amount=Decimal("100.01"))
    text = HEAD + line(here, there)
    assert errors(shop, text)[0]["Why not"] == "Not the same invoice: amount $100.00 and $100.01"
    linked(shop, text)
    here.refresh_from_db()
    assert not here.decision


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Name,Email\nAnn,ann@acme.test\n", "Missing: Object, HubSpot ID, QuickBooks ID."),
        (HEAD, "has no line below the names of its columns"),
        ("", "The file is empty."),
        (b"Object,HubSpot ID,QuickBooks ID\nContact,\xff,2\n", "This is no text in UTF-8"),
        (HEAD + "Contact,1\0,2\n", "it has a zero byte"),  # which PostgreSQL does not look for
        (HEAD + "Contact,1,2\n" * (link_file.MOST + 1), "At most 500 are linked at once"),
    ],
)
def test_what_is_no_such_file_says_so(shop: Shop, text: str | bytes, said: str) -> None:
    assert said in given(shop, text, status=422)


def test_semicolons_and_plurals_are_understood(shop: Shop) -> None:
    here, there = pair(shop, "Ann")
    text = f"quickbooks id;OBJECT;Note;HubSpot ID\r\n{there.quickbooks_id};customers;x;'{here.hubspot_id}\r\n"
    assert "1 pair can be linked" in given(shop, text)


def test_the_candidates_can_be_taken_given_back_and_linked(shop: Shop) -> None:
    SyncRecord.objects.filter(workspace=shop.workspace).delete()
    made, same, holdings = olivia(shop)
    answer = shop.client("viewer").get(shop.url(f"{PAGE}candidates/"))
    rows = rows_of(answer)
    assert [(row["QuickBooks ID"], row["Rank"]) for row in rows] == [
        (same.quickbooks_id, "1"),
        (holdings.quickbooks_id, "2"),
    ]
    assert rows[0]["Why"].startswith("same email olivia@oak.test, same name")
    kept = ",".join(rows[0]) + "\n" + ",".join(f'"{cell}"' for cell in rows[0].values()) + "\n"
    assert "1 pair becomes one record each" in linked(shop, kept)
    made.refresh_from_db()
    assert made.decision["link"] == same.pk


def test_texts_are_texts(shop: Shop) -> None:
    page = given(shop, HEAD + '"<script>alert(1)</script>",1,"<b>2</b>"\n')
    assert "<script>alert(1)" not in page
    assert "<b>2</b>" not in page


def test_as_many_questions_for_many_lines_as_for_one(shop: Shop) -> None:
    with queries() as few:
        given(shop, HEAD + line(*pair(shop, "Ann")))
    text = HEAD + "".join(line(*pair(shop, f"Bea {number}")) for number in range(6))
    client = shop.client("bookkeeper")
    with queries() as many:
        client.post(shop.url(PAGE), {"file": SimpleUploadedFile("pairs.csv", text.encode())})
    assert len(many) <= len(few)
