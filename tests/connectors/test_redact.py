from __future__ import annotations

import io
import logging

import pytest

from syncapp.connectors.redact import RedactingFilter, redacted, redacted_path

SECRETS = {  # SEC44
    "bearer": ("Authorization: Bearer CAN4RYCAN4RY.abc-def", "CAN4RY"),
    "basic": ("authorization=Basic QUJDREVGRw==", "QUJDREVGRw"),
    "bearer in a URL": ("/x?auth=Bearer%20CAN4RYCAN4RY", "CAN4RY"),
    "access token in JSON": ('{"access_token": "CAN4RY with blanks", "expires_in": 1800}', "CAN4RY"),
    "refresh token in a form": ("grant_type=refresh_token&refresh_token=CAN4RY-1&client_id=7", "CAN4RY"),
    "client secret": ("client_secret=CAN4RY&x=1", "CAN4RY"),
    "code": ("GET /callback?code=CAN4RY&state=CAN4RY", "CAN4RY"),
    "private app token": ("token was pat-na1-1b2c3d4e-0000-4000-8000-112233445566", "1b2c3d4e"),
    "HubSpot refresh token": ("using na1-1a2b-3c4d-5e6f7a8b9c0d here", "5e6f7a8b"),
    "QuickBooks refresh token": ("using AB11CANARYcanary0123456789abcdef", "CANARY"),
    "JSON web token": ("got eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJDQU5BUlkifQ.c2ln", "eyJ"),
    "a token in a fault": ("detail: Token expired: AB0123", "AB0123"),
    "cookie": ("Cookie: sessionid=CAN4RY; csrftoken=CAN4RY", "CAN4RY"),
    "set-cookie": ("Set-Cookie: sessionid=CAN4RY; Path=/", "CAN4RY"),
    "password": ("password: 'CAN4RY'", "CAN4RY"),
    "address of a person": ("no contact ann.lee+x@mail.example.com there", "ann.lee"),
    "address in a URL": ("/contacts/ann%40example.com?idProperty=email", "ann"),
    "card": ("card 4111 1111 1111 1111 declined", "4111"),
}


@pytest.mark.parametrize("name", SECRETS)
def test_secrets_are_masked(name: str) -> None:
    text, canary = SECRETS[name]
    assert canary not in redacted(text)
    assert "***" in redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "POST /crm/objects/2026-03/invoices/batch/create status=207 ms=31",
        "Invoice 1001 of 2026-11-24 over 1234567.89 USD",
        "realm 9341450000000001 and realm 4620816365178563540 of 1795510680000 have 3 invoices",
        "Stale Object Error: You and root were working on this at the same time.",
        "The statement of the account",
    ],
)
def test_what_a_bookkeeper_needs_stays_readable(text: str) -> None:
    assert redacted(text) == text


def test_a_text_stays_on_its_line() -> None:  # SEC45
    assert redacted("a\r\nFAKE line\x1b[31m\u2028end") == "a\\r\\nFAKE line\\x1b[31m\\u2028end"


def test_of_a_query_only_the_names_are_shown() -> None:
    assert redacted_path("/v3/query?query=select+1&requestid=abc") == "/v3/query?query=***&requestid=***"
    assert redacted_path("/plain") == "/plain"


def test_the_filter_redacts_messages_arguments_and_tracebacks() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(RedactingFilter())
    logger = logging.getLogger("tests.redact")
    logger.addHandler(handler)
    try:
        logger.warning("failed with %s", "refresh_token=CAN4RY")
        try:
            raise ValueError("client_secret=CAN4RY")
        except ValueError:
            logger.exception("oops")
    finally:
        logger.removeHandler(handler)
    assert "CAN4RY" not in stream.getvalue()
    assert "ValueError" in stream.getvalue()
