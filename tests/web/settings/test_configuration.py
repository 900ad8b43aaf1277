"""The configuration file as members use it: taken away, compared in words, applied as it was shown or not at all (B9)."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from syncapp.core.configuration import LARGEST
from syncapp.storage.models import Activity, ObjectSync, SyncDraft, Workspace
from tests.web.conftest import CANARY, Shop, queries, writes
from tests.web.setup.conftest import set_up  # noqa: F401 - a fixture

PAGE = "settings/configuration/"


def downloaded(shop: Shop, role: str = "owner") -> dict[str, Any]:
    answer = shop.client(role).get(shop.url(f"{PAGE}download/"))
    assert answer["Content-Disposition"] == 'attachment; filename="fernhill-configuration.json"'
    told: dict[str, Any] = json.loads(answer.content)
    return told


def compare(shop: Shop, data: Any, role: str = "owner", name: str = "mine.json", client: Any = None) -> Any:
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    return (client or shop.client(role)).post(shop.url(f"{PAGE}diff/"), {"file": SimpleUploadedFile(name, body)})


def text(answer: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).split())


def sent(answer: Any) -> dict[str, str]:
    """What the form to apply it holds."""
    found = re.findall(r'<input type="hidden" name="(name|text|seal)" value="([^"]*)">', answer.content.decode())
    return {name: html.unescape(value) for name, value in found}


def apply(shop: Shop, form: dict[str, str], role: str = "owner") -> Any:
    return shop.client(role).post(shop.url(f"{PAGE}apply/"), form, follow=True)


def test_the_file_holds_no_secret(set_up: Shop) -> None:  # noqa: F811
    assert CANARY not in json.dumps(downloaded(set_up))


def test_an_unchanged_file_would_change_nothing(set_up: Shop) -> None:  # noqa: F811
    answer = compare(set_up, downloaded(set_up))
    assert answer.status_code == 200
    assert "Nothing would change mine.json says what is set up here already." in text(answer)
    assert sent(answer) == {}


def test_what_would_change_is_shown_in_words_and_nothing_is_kept(set_up: Shop) -> None:  # noqa: F811
    set_up.turn_off("invoice")
    file = downloaded(set_up)
    file["syncs"]["invoices"] |= {
        "direction": "to-hubspot", "line_item_account": "Materials",
        "mappings": [{"hubspot": "hs_comments", "quickbooks": "CustomerMemo.value", "on": False}],
        "filters": {"to_hubspot": [[{"property": "TxnDate", "operator": "after", "values": [{"date": "2026-11-24"}]}]]},
    }  # fmt: skip
    file["settings"]["protected_through"] = "2026-10-31"
    client = set_up.client("owner")
    with queries() as captured:
        answer = compare(set_up, file, client=client)

    assert writes(captured) == []
    told = text(answer)
    for words in (
        "Protected through Now: No day chosen here → then: Oct 31, 2026 No known document is concerned.",
        "Direction Now: Data syncs between apps → then: Data syncs only to HubSpot",
        "Custom Line Item, income account Now: Landscape services → then: Materials",
        "Comments ↔ Message on invoice Now: On → then: Off",
        "QuickBooks Online → HubSpot Now: Everything → then: Invoice date is after Nov 24, 2026",
        "It is off and stays off. Its Review shows what it would write before it is turned on again.",
        "Apply 5 changes",
    ):
        assert words in told, told
    assert ObjectSync.objects.get(workspace=set_up.workspace, object_type="invoice").direction == "two-way"


def test_what_was_shown_is_applied(set_up: Shop) -> None:  # noqa: F811
    set_up.turn_off("contact")
    file = downloaded(set_up)
    file["syncs"]["contacts"]["conflicts"] = "ask"
    file["settings"]["company_time_zone"] = "America/New_York"

    answer = apply(set_up, sent(compare(set_up, file, "admin")), "admin")

    assert "Applied: Contact sync, 1 setting." in text(answer)
    assert downloaded(set_up) == file
    entry = Activity.objects.get(workspace=set_up.workspace, kind="configuration_applied")
    assert (entry.actor, entry.reason) == (set_up.people["admin"], "Contact sync, 1 setting")
    told = text(set_up.client("viewer").get(set_up.url("activity/")))
    assert "Configuration file applied Contact sync, 1 setting" in told


def test_a_sync_that_is_on_waits_for_its_review(set_up: Shop) -> None:  # B2 # noqa: F811
    file = downloaded(set_up)
    file["syncs"]["invoices"]["missing_item"] = "fail"
    shown = compare(set_up, file)
    assert "It is on, so nothing of this holds at once" in text(shown)

    answer = apply(set_up, sent(shown))

    assert "1 set-up of a sync that is on needs your Review and does not hold until then." in text(answer)
    assert f'href="{set_up.url("syncs/invoices/review/")}"' in answer.content.decode()
    assert (
        ObjectSync.objects.get(workspace=set_up.workspace, object_type="invoice").settings.get("missing_item") is None
    )
    assert SyncDraft.objects.get(user=set_up.people["owner"]).data["settings"]["missing_item"] == "fail"
    review = text(set_up.client("owner").get(set_up.url("syncs/invoices/review/")))
    assert "A line without an item Now: Goes on “Custom Line Item” → then: Lets the invoice fail" in review


def test_what_changed_meanwhile_is_shown_anew(set_up: Shop) -> None:  # noqa: F811
    set_up.turn_off("contact")
    file = downloaded(set_up)
    file["syncs"]["contacts"]["conflicts"] = "ask"
    form = sent(compare(set_up, file))
    ObjectSync.objects.filter(workspace=set_up.workspace, object_type="contact").update(
        direction="to-hubspot", revision=7
    )

    answer = apply(set_up, form)

    assert answer.status_code == 409
    assert "The set-up was changed since the file was compared, so nothing was applied." in text(answer)
    assert "Now: Data syncs only to HubSpot → then: Data syncs between apps" in text(answer)
    assert ObjectSync.objects.get(workspace=set_up.workspace, object_type="contact").policy == "hubspot"
    assert apply(set_up, sent(answer)).status_code == 200  # what is shown now can be applied
    assert downloaded(set_up) == file


def test_another_file_than_was_shown_is_not_applied(set_up: Shop) -> None:  # noqa: F811
    file = downloaded(set_up)
    file["settings"]["polling_interval_seconds"] = 600
    form = sent(compare(set_up, file))
    file["settings"]["protected_through"] = "2026-10-31"
    assert apply(set_up, {**form, "text": json.dumps(file)}).status_code == 409
    assert apply(set_up, {}).status_code == 422
    assert Workspace.objects.get(pk=set_up.workspace.pk).poll_seconds is None


def test_all_contacts_are_chosen_by_typing_how_many(set_up: Shop) -> None:  # A4 # noqa: F811
    set_up.turn_off("contact")
    set_up.record(object_type="contact", quickbooks_id=None, status="excluded", reason="not_invoiced")
    file = downloaded(set_up)
    file["syncs"]["contacts"]["outbound"] = "all"
    form = sent(compare(set_up, file))

    for typed in ("", "2", "one"):
        answer = apply(set_up, {**form, "customers": typed})
        assert answer.status_code == 422
        assert "Type 1 to confirm that this many customers are made in QuickBooks." in text(answer)
    assert apply(set_up, {**form, "customers": "1"}).status_code == 200
    assert downloaded(set_up) == file


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no json", "mine.json cannot be read, so nothing was compared or changed. line 1, column 1 This is no JSON: expecting value."),
        (b" " * (LARGEST + 9), "A configuration has at most 262,144."),
        (b"", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n", "This is no text file."),
    ],
)  # fmt: skip
def test_a_bad_file_gets_a_clear_message(set_up: Shop, data: bytes, said: str) -> None:  # noqa: F811
    answer = compare(set_up, data)
    assert answer.status_code == 422
    assert said in text(answer)


def test_no_file_gets_a_clear_message(set_up: Shop) -> None:  # noqa: F811
    answer = set_up.client("owner").post(set_up.url(f"{PAGE}diff/"))
    assert (answer.status_code, "Choose a file." in text(answer)) == (422, True)


def test_what_cannot_be_applied_is_named_and_offers_no_button(set_up: Shop) -> None:  # noqa: F811
    file = downloaded(set_up)
    file["syncs"]["invoices"]["line_item_account"] = "Nowhere"
    answer = compare(set_up, file)
    assert "mine.json cannot be applied 1 thing stands in the way." in text(answer)
    assert "syncs.invoices.line_item_account “Nowhere” is not in QuickBooks Online here." in text(answer)
    assert sent(answer) == {}


def test_a_hostile_name_is_shown_as_it_is_written(set_up: Shop) -> None:  # SEC30 # noqa: F811
    answer = compare(set_up, downloaded(set_up) | {"<script>alert(1)</script>": 1}, name="<img src=x>.json")
    assert b"<script>alert(1)" not in answer.content
    assert b"<img src=x>" not in answer.content


def test_another_workspace_is_not_touched(set_up: Shop) -> None:  # SEC2 # noqa: F811
    file = downloaded(set_up)
    file["settings"]["polling_interval_seconds"] = 600
    form = sent(compare(set_up, file))
    assert set_up.client("stranger").post(set_up.url(f"{PAGE}apply/"), form).status_code == 404
    assert apply(set_up, form, "bookkeeper").status_code == 403
    assert Workspace.objects.get(pk=set_up.workspace.pk).poll_seconds is None
    assert apply(set_up, form).status_code == 200
    assert Workspace.objects.get(pk=set_up.other.pk).poll_seconds is None
