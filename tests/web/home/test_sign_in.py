"""Signing in: by email and a second step, by invitation only, with limits."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client

from syncapp.actions.setup import _workspace
from tests.web.conftest import Shop

PASSWORD = "a long password 4 tests"


def sign_in(email: str, password: str = PASSWORD, client: Client | None = None, **more: str):
    return (client or Client()).post("/accounts/login/", {"login": email, "password": password, **more})


def test_a_member_signs_in_by_email(shop: Shop) -> None:
    client = Client()
    answer = sign_in("Owner@Example.com", client=client)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "Successfully" not in client.get("/", follow=True).content.decode()  # the page itself says it


@pytest.mark.parametrize(("email", "password"), [("owner@example.com", "wrong"), ("nobody@example.com", PASSWORD)])
def test_what_is_wrong_is_not_told_apart(shop: Shop, email: str, password: str) -> None:  # SEC35
    content = sign_in(email, password).content.decode()
    assert "The email address or the password is not right." in content
    assert f'value="{email}"' in content  # nothing typed is lost


def test_pages_of_the_account_say_each_thing_once_and_like_ours(shop: Shop) -> None:
    """allauth's title case, and placeholders that repeat the label, are gone; what is wrong stands below its field."""
    client = shop.client("owner")
    content = client.post("/accounts/password/change/", {"oldpassword": "x"}).content.decode()
    assert "<h1>Change password</h1>" in content
    assert re.findall(r"<label[^>]*>([^<]+)", content) == ["Current password", "New password", "New password again"]
    assert "placeholder=" not in content.partition("<main")[2]
    assert "This is not your current password." in content
    email = client.post("/accounts/email/", {"email": "nope", "action_add": ""}).content.decode()
    assert re.search(r'name="email"[^>]*>\s*<p class="error">.*?Enter a valid email address\.</p>', email, re.DOTALL)


def test_too_many_wrong_passwords_are_stopped_even_if_the_next_is_right(shop: Shop) -> None:  # SEC35
    client = Client()
    for _ in range(5):
        sign_in("owner@example.com", "wrong", client)
    assert "Too many failed login attempts" in sign_in("owner@example.com", PASSWORD, client).content.decode()


def test_behind_a_proxy_each_address_has_limits_of_its_own(shop: Shop, settings: Any) -> None:  # SEC35
    """What a client claims to have come through stands before what our own proxy has added, and does not count."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(11):
        claimed = Client(headers={"x-forwarded-for": f"203.0.113.{number}, 198.51.100.7"})
        told = sign_in(f"nobody{number}@example.com", "wrong", claimed).content.decode()
    assert "Too many failed login attempts" in told
    other = Client(headers={"x-forwarded-for": "198.51.100.8"})
    assert sign_in("owner@example.com", client=other).status_code == 302


def test_nobody_signs_up(shop: Shop) -> None:
    before = User.objects.count()
    form = {"email": "new@example.com", "password1": PASSWORD, "password2": PASSWORD}
    answer = Client().post("/accounts/signup/", form)
    assert User.objects.count() == before
    assert "Members are invited" in answer.content.decode()


def test_one_is_led_on_to_where_one_wanted_and_nowhere_else(shop: Shop) -> None:  # SEC32
    assert sign_in("owner@example.com", next="/fernhill/settings/members/")["Location"] == "/fernhill/settings/members/"
    assert sign_in("owner@example.com", next="https://evil.example/")["Location"] == "/"


def test_signing_out_is_no_link(shop: Shop) -> None:  # SEC23
    client = shop.client("owner")
    client.get("/accounts/logout/")
    assert client.get(shop.url()).status_code == 200
    client.post("/accounts/logout/")
    assert client.get(shop.url()).status_code == 302


def test_the_second_step_is_asked_for_and_its_secret_is_ciphertext(shop: Shop) -> None:  # SEC15, SEC36
    secret = generate_totp_secret()
    TOTP.activate(shop.people["owner"], secret)
    assert secret not in str(Authenticator.objects.get().data)
    client = Client()
    assert sign_in("owner@example.com", client=client)["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get(shop.url()).status_code == 302
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    assert (
        client.post("/accounts/2fa/authenticate/", {"code": "000000" if code != "000000" else "111111"}).status_code
        == 200
    )
    assert client.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    assert client.get(shop.url()).status_code == 200


def test_setting_up_a_second_step_asks_for_the_password_again(shop: Shop) -> None:  # SEC38
    answer = shop.client("owner").get("/accounts/2fa/totp/activate/")
    assert answer["Location"].startswith("/accounts/reauthenticate/")


def test_the_session_is_another_one_after_signing_in(shop: Shop) -> None:  # SEC37
    client = Client()
    client.get("/accounts/login/")
    client.session["planted"] = True
    before = client.session.session_key
    sign_in("owner@example.com", client=client)
    assert client.session.session_key != before


def test_other_browsers_can_be_signed_out(shop: Shop) -> None:  # SEC37
    here, there = Client(), Client()
    sign_in("owner@example.com", client=here)
    sign_in("owner@example.com", client=there)
    here.get(shop.url())
    here.post("/accounts/sessions/")
    assert there.get(shop.url()).status_code == 302
    assert here.get(shop.url()).status_code == 200


def test_a_new_password_ends_other_sessions(shop: Shop) -> None:  # SEC37
    here, there = Client(), Client()
    sign_in("owner@example.com", client=here)
    sign_in("owner@example.com", client=there)
    form = {"oldpassword": PASSWORD, "password1": "another long pass 7", "password2": "another long pass 7"}
    assert here.post("/accounts/password/change/", form).status_code == 302
    assert there.get(shop.url()).status_code == 302
    assert here.get(shop.url()).status_code == 200


@pytest.mark.parametrize("password", ["short", "password1234", "owner@example.com"])
def test_a_weak_password_is_refused_beside_the_field(shop: Shop, password: str) -> None:  # SEC35
    client = Client()
    sign_in("owner@example.com", client=client)
    form = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    content = client.post("/accounts/password/change/", form).content.decode()
    assert re.search(r'<p class="error"', content)


def test_a_forgotten_password_tells_nobody_whether_there_is_an_account(shop: Shop) -> None:  # SEC35
    for email in ("owner@example.com", "nobody@example.com"):
        answer = Client().post("/accounts/password/reset/", {"email": email})
        assert answer["Location"] == "/accounts/password/reset/done/"
    assert {message.to[0] for message in mail.outbox} == {"owner@example.com", "nobody@example.com"}


def test_the_owner_that_setup_makes_can_sign_in(db: None) -> None:
    _workspace("made", "First@Example.com", PASSWORD)
    assert EmailAddress.objects.get().verified
    assert sign_in("first@example.com")["Location"] == "/"


@pytest.mark.parametrize(
    "address", ["/accounts/login/", "/accounts/signup/", "/accounts/logout/", "/accounts/password/reset/"]
)
def test_the_way_in_is_in_our_looks(shop: Shop, address: str) -> None:
    client = shop.client("owner") if "logout" in address else Client()
    content = client.get(address).content.decode()
    assert "syncapp.css" in content
    assert content.count("<h1>") == 1


@pytest.mark.parametrize(
    "address",
    [
        "2fa/",
        "2fa/totp/activate/",
        "2fa/webauthn/",
        "2fa/webauthn/add/",
        "2fa/recovery-codes/generate/",
        "sessions/",
        "email/",
        "password/change/",
    ],
)
def test_the_pages_of_an_account_are_in_our_looks(shop: Shop, address: str) -> None:
    client = Client()
    sign_in("owner@example.com", client=client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    content = client.get(f"/accounts/{address}", follow=True).content.decode()
    assert 'class="sidebar"' in content
    assert content.count("<h1>") == 1
