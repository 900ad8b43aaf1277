"""The webhook on the page of alerts: a private address is refused, the secret is shown once, all is noted."""

from __future__ import annotations

import re
import socket
from typing import Any

import pytest
from django.db import connection

from syncapp.storage.models import Activity, AlertHook, Delivery
from tests.web.conftest import Shop

PAGE = "settings/alerts/"
URL = "https://hook.example/services/T0/secret-path"


@pytest.fixture(autouse=True)
def _public(monkeypatch: pytest.MonkeyPatch) -> None:
    """No name server is asked."""
    numbers = {"hook.example": "93.184.216.34", "inside.example": "10.0.0.7", "else.example": "93.184.216.35"}

    def getaddrinfo(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (numbers.get(host, host), port))]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


def post(shop: Shop, path: str = "webhook/", url: str = "", role: str = "owner") -> Any:
    return shop.client(role).post(shop.url(f"{PAGE}{path}"), {"url": url} if url else {}, follow=True)


def secret_in(answer: Any) -> str:
    match = re.search(r'value="(whsec_[^"]+)"', answer.content.decode())
    return match[1] if match else ""


def test_its_secret_is_shown_once_and_stored_encrypted(shop: Shop) -> None:  # B7, SEC15
    secret = secret_in(post(shop, url=URL))
    assert len(secret) > 40
    assert AlertHook.objects.get().secret == secret
    page = shop.client("owner").get(shop.url(PAGE)).content.decode()
    assert secret not in page
    assert "secret-path" not in page
    assert "posts to hook.example" in page
    with connection.cursor() as cursor:
        cursor.execute("SELECT url, secret FROM storage_alerthook")
        assert "whsec" not in str(stored := cursor.fetchall())
        assert "secret-path" not in str(stored)
    assert secret not in str(list(Activity.objects.values()))
    assert Activity.objects.get(kind="alert_hook_set").reason == "hook.example"


def test_another_address_keeps_the_secret(shop: Shop) -> None:
    secret = secret_in(post(shop, url=URL))
    answer = post(shop, url="https://else.example/")
    assert secret_in(answer) == ""
    hook = AlertHook.objects.get()
    assert (hook.secret, hook.host) == (secret, "else.example")


def test_it_is_not_set_over_what_somebody_else_has_set(shop: Shop) -> None:
    """Two addresses of one host look the same on the page, so it is not the host that tells."""

    def opened(page: str) -> str:
        found = re.search(r'name="stood" value="(\d*)"', page)
        assert found
        return found[1]

    def send(role: str, url: str, stood: str) -> Any:
        return shop.client(role).post(shop.url(f"{PAGE}webhook/"), {"url": url, "stood": stood})

    first = opened(shop.client("owner").get(shop.url(PAGE)).content.decode())
    assert first == ""
    send("admin", URL, first)
    refused = send("owner", f"{URL}-mine", first)
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "admin@example.com has set it to hook.example since this page was opened. Nothing was changed" in page
    assert f"{URL}-mine" in page  # what was typed stays
    assert AlertHook.objects.get().url == URL
    assert opened(send("owner", "http://inside.example/", first).content.decode()) == first  # refused for itself
    shop.client("owner").post(shop.url(f"{PAGE}webhook/remove/"), {"stood": first})
    assert AlertHook.objects.exists()
    assert send("owner", f"{URL}-mine", opened(page)).status_code == 302
    assert AlertHook.objects.get().url == f"{URL}-mine"


def test_a_new_secret_leaves_the_old_one_for_a_day(shop: Shop) -> None:  # B7
    old = secret_in(post(shop, url=URL))
    answer = post(shop, "webhook/secret/")
    new = secret_in(answer)
    hook = AlertHook.objects.get()
    assert (hook.secret, hook.former_secret) == (new, old)
    assert "signs too for 24 hours" in answer.content.decode()
    assert new not in shop.client("owner").get(shop.url(PAGE)).content.decode()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://hook.example/", "must begin with https://"),
        ("https://inside.example/", "inside.example is in a private network"),
        ("https://127.0.0.1/", "127.0.0.1 is in a private network"),
        ("https://169.254.169.254/latest/meta-data/", "169.254.169.254 is in a private network"),
        ("https://u:p@hook.example/", "Leave the user and the password out"),
        ("javascript:alert(1)", "An address begins with https://"),
    ],
)
def test_an_address_that_must_not_be_reached_is_refused_and_stays_typed(
    shop: Shop, url: str, said: str
) -> None:  # SEC33
    answer = post(shop, url=url)
    assert answer.status_code == 422
    content = answer.content.decode()
    assert said in content
    assert f'value="{url}"' in content
    assert not AlertHook.objects.exists()


def test_a_test_is_one_at_a_time(shop: Shop) -> None:  # B7
    post(shop, url=URL)
    for _ in range(2):
        answer = post(shop, "webhook/test/", role="admin")
    assert "is on its way already" in answer.content.decode()
    assert Delivery.objects.get().hook == AlertHook.objects.get()


def test_removed_it_gets_nothing_more(shop: Shop) -> None:  # B7
    post(shop, url=URL)
    post(shop, "webhook/test/")
    post(shop, "webhook/remove/")
    assert (AlertHook.objects.count(), Delivery.objects.count()) == (0, 0)
    assert Activity.objects.filter(kind="alert_hook_removed").exists()


@pytest.mark.parametrize("path", ["webhook/secret/", "webhook/test/", "webhook/remove/"])
def test_where_there_is_none_that_is_said(shop: Shop, path: str) -> None:
    assert "There is no webhook." in post(shop, path).content.decode()
