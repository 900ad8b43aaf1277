"""API tokens in Settings: made with the password at hand, shown once, ended by hand, by time, or with whoever made them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from syncapp.actions.members import change_role, remove
from syncapp.actions.tokens import PER_MINUTE, TokenRefused, TooMany, admit, make
from syncapp.storage.models import Activity, ApiToken
from syncapp.storage.wiping import wipe
from tests.web.conftest import Shop
from tests.web.connections.conftest import lately

PAGE, MAKE = "settings/api-tokens/", "settings/api-tokens/make/"
FORM = {"name": "Monthly report", "role": "viewer", "days": "90"}


def made(shop: Shop, by: str = "owner", **form: str) -> str:
    """The secret, as the page shows it once."""
    content = lately(shop.client(by)).post(shop.url(MAKE), FORM | form).content.decode()
    match = re.search(r'id="secret" readonly value="(syncapp_[^"]+)"', content)
    assert match, content
    return match[1]


def text(shop: Shop, by: str = "owner") -> str:
    return shop.client(by).get(shop.url(PAGE)).content.decode()


def test_a_token_is_shown_once_and_only_its_hash_is_kept(shop: Shop) -> None:  # B10
    assert "No token works here." in text(shop)

    secret = made(shop)

    assert admit(secret).member.user == shop.people["owner"]
    assert len(secret) > 40
    stored = str(ApiToken.objects.values()) + str(Activity.objects.values())
    assert secret not in stored
    assert secret not in text(shop)
    assert secret[:13] in text(shop)
    entry = Activity.objects.get(kind="token_made")
    assert (entry.actor, entry.reason.split(", ")[:2]) == (
        shop.people["owner"],
        [f"Monthly report ({secret[:13]}…)", "viewer"],
    )


def test_whoever_makes_one_has_given_the_password_lately(shop: Shop) -> None:  # SEC38
    answer = shop.client("owner").post(shop.url(MAKE), FORM)
    assert answer["Location"].startswith("/accounts/reauthenticate/?next=")
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("form", [{"role": "owner"}, {"role": ""}, {"days": "9999"}, {"name": "  "}])
def test_what_cannot_be_had_is_refused(shop: Shop, form: dict[str, str]) -> None:
    answer = lately(shop.client("owner")).post(shop.url(MAKE), FORM | form)
    assert answer.status_code == 422
    assert not ApiToken.objects.exists()


def test_nobody_gives_more_than_they_have(shop: Shop) -> None:  # B12
    with pytest.raises(TokenRefused, match="a role that you have yourself"):
        make(shop.membership("bookkeeper"), "Report", "admin")


def test_a_revoked_one_is_refused(shop: Shop) -> None:
    secret = made(shop)
    shop.client("admin").post(shop.url(f"{PAGE}{ApiToken.objects.get().pk}/revoke/"))
    with pytest.raises(TokenRefused, match="was revoked"):
        admit(secret)
    assert Activity.objects.filter(kind="token_revoked", actor=shop.people["admin"]).count() == 1
    assert "No longer work" in text(shop)


def test_nobody_revokes_a_token_of_another_workspace(shop: Shop) -> None:  # SEC2
    secret = make(shop.other.memberships.get(), "Theirs", "viewer").secret
    answer = shop.client("owner").post(shop.url(f"{PAGE}{ApiToken.objects.get().pk}/revoke/"))
    assert answer.status_code == 404
    assert admit(secret)


def test_one_ends_with_its_time(shop: Shop) -> None:
    secret = made(shop, days="30")
    assert ApiToken.objects.get().expires_at > timezone.now() + timedelta(days=29)
    ApiToken.objects.update(expires_at=timezone.now())
    with pytest.raises(TokenRefused, match="has expired"):
        admit(secret)


def test_one_without_an_end_works_on(shop: Shop) -> None:
    secret = made(shop, days="")
    assert ApiToken.objects.get().expires_at is None
    assert admit(secret)


def test_it_may_no_more_than_its_member_by_now(shop: Shop) -> None:  # B12
    secret = made(shop, "admin", role="admin")
    change_role(shop.membership("admin"), "viewer", by=shop.membership("owner"))
    assert admit(secret).may_as == "viewer"


def test_it_ends_with_its_member(shop: Shop) -> None:
    secret = made(shop, "admin")
    remove(shop.membership("admin"), by=shop.membership("owner"))
    with pytest.raises(TokenRefused, match="no such token"):
        admit(secret)
    assert "with admin@example.com" in Activity.objects.get(kind="token_revoked").reason


def test_it_ends_with_its_account_and_with_its_workspace(shop: Shop) -> None:  # SEC53
    secret = made(shop)
    shop.people["owner"].is_active = False
    shop.people["owner"].save()
    with pytest.raises(TokenRefused):
        admit(secret)
    assert wipe(shop.workspace)["ApiToken"] == 1


def test_a_minute_has_so_many_requests(shop: Shop) -> None:
    secret = made(shop)
    admit(secret)
    ApiToken.objects.update(used=PER_MINUTE)
    with pytest.raises(TooMany) as refused:
        admit(secret)
    assert 1 <= refused.value.after <= 60
    ApiToken.objects.update(last_used_at=ApiToken.objects.get().last_used_at - timedelta(minutes=1))
    admit(secret)
    assert ApiToken.objects.get().used == 1
