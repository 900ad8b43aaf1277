"""One record's page and its fixes, as members use them."""

from __future__ import annotations

from syncapp.storage.models import Activity, Inbox
from tests.web.conftest import Shop


def test_a_failing_record_says_what_why_who_and_what_to_do(shop: Shop) -> None:  # S38
    record = shop.record(status="failing", reason="ambiguous_customer", quickbooks_id=None)

    page = shop.client("viewer").get(shop.url(f"records/{record.pk}/")).content.decode()

    for words in ("What", "Why", "Who can fix it", "Do this", "Next try"):
        assert f"<dt>{words}</dt>" in page
    assert record.label in page


def test_trying_again_goes_through_the_inbox_and_stands_in_the_activity(shop: Shop) -> None:  # B6
    record = shop.record(status="failing", reason="vendor_refused")

    shop.client("bookkeeper").post(shop.url(f"records/{record.pk}/fix/retry/"))

    assert Inbox.objects.get(workspace=shop.workspace).external_id == record.hubspot_id
    assert Activity.objects.get(record=record, kind="retried").actor == shop.people["bookkeeper"]


def test_a_fix_that_does_not_exist_is_not_found(shop: Shop) -> None:
    record = shop.record(status="failing")

    assert shop.client("owner").post(shop.url(f"records/{record.pk}/fix/nonsense/")).status_code == 404
