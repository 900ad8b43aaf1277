"""A passkey is made and signed in with, on the pages of allauth in our dress; and what is said where none is given."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from tests.browser.looking import Eye
from tests.browser.states import OWNER, STATES
from tests.chromium import violations
from tests.kept import Shelf

pytestmark = pytest.mark.browser
PASSWORD = "a long password 4 tests"


@pytest.fixture
def key(looking: Eye) -> Any:
    """Of the browser's own: one that knows its person by a finger. What is called is said to it."""
    browser = looking.page.context.new_cdp_session(looking.page)
    browser.send("WebAuthn.enable")
    made = browser.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
    return lambda call, **more: browser.send(f"WebAuthn.{call}", {**made, **more})


def test_a_passkey_signs_in_without_the_password(shelf: Shelf, looking: Eye, key: Any) -> None:
    STATES["connected"].begin(shelf)
    owner = User.objects.get(email=OWNER)
    owner.set_password(PASSWORD)
    owner.save()
    looking.sign_in(OWNER)
    page = looking.page
    page.context.add_cookies(looking.cookies)
    page.goto(f"{looking.server}/accounts/2fa/")
    page.get_by_role("link", name="Add", exact=True).click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name of the key").fill("Laptop")
    assert page.get_by_label("Sign in with it instead of the password").is_checked()
    assert violations(page) == []
    page.get_by_role("button", name="Add").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    assert page.get_by_role("list", name="Unused codes").get_by_role("listitem").count() == 10
    assert violations(page) == []
    page.get_by_role("link", name="Done").click()
    page.get_by_text("1 key can sign you in.").wait_for()
    page.get_by_role("link", name="Manage").click()
    page.get_by_role("row", name="Laptop Instead of the password").wait_for()
    assert violations(page) == []

    page.context.clear_cookies()
    page.goto(f"{looking.server}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("heading", name="Home", level=1).wait_for()


def test_where_no_passkey_is_given_the_page_says_so(shelf: Shelf, looking: Eye, key: Any) -> None:
    STATES["connected"].begin(shelf)
    page = looking.page
    key("setUserVerified", isUserVerified=False)
    page.goto(f"{looking.server}/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("No passkey was given.").wait_for()
    assert page.url.endswith("/accounts/login/")
    assert looking.complaints == []
