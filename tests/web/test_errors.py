"""What a page says that is none: below one's own workspace it keeps that workspace's frame."""

from __future__ import annotations

from django.test import Client
from django.utils import timezone

from tests.web.conftest import Shop


def test_an_address_that_leads_nowhere_keeps_the_way_on(shop: Shop) -> None:
    answer = shop.client("viewer").get(shop.url("no-such-page/"))
    assert answer.status_code == 404
    content = answer.content.decode()
    assert f'href="{shop.url("failures/")}"' in content
    assert f'href="{shop.url()}">Open Home</a>' in content


def test_a_workspace_of_others_looks_like_none(shop: Shop) -> None:
    client = shop.client("stranger")
    theirs, none = (client.get(f"/{slug}/no-such-page/") for slug in (shop.workspace.slug, "nothing"))
    assert theirs.status_code == none.status_code == 404
    assert shop.workspace.name not in theirs.content.decode()
    assert 'href="/">Open Home</a>' in theirs.content.decode()


def test_who_was_signed_out_meanwhile_is_told_so_and_not_that_a_form_is_old(shop: Shop) -> None:
    answer = Client(enforce_csrf_checks=True).post(shop.url("pause/"), {"paused": "yes"})
    assert answer.status_code == 403
    assert "You are signed out" in answer.content.decode()
    assert "Nothing was changed. Sign in, and do once more what you wanted to do." in answer.content.decode()


def test_a_workspace_that_is_being_deleted_has_no_frame(shop: Shop) -> None:
    membership = shop.membership("viewer")
    membership.workspace.ending_at = timezone.now()
    membership.workspace.save(update_fields=["ending_at"])
    assert 'href="/">Open Home</a>' in shop.client("viewer").get(shop.url("no-such-page/")).content.decode()


def test_a_zero_byte_that_is_sent_is_no_form_of_ours(shop: Shop) -> None:  # which PostgreSQL does not store
    answer = shop.client("owner").post(shop.url("records/views/"), {"name": "a\0b", "query": "status=failing"})
    assert answer.status_code == 400
    assert "This request could not be read" in answer.content.decode()
    assert shop.membership("owner").preferences == {}
