"""The way into the settings of a workspace, and the tabs that all their pages share."""

from __future__ import annotations

import re

import pytest

from tests.web.conftest import ROLES, Shop


def tabs(content: str) -> list[str]:
    (nav,) = re.findall(r'<nav class="tabs" aria-label="Settings">(.*?)</nav>', content, re.DOTALL)
    return re.findall(r">([^<>]+)</a>", nav)


@pytest.mark.parametrize("role", ROLES)
def test_the_way_in_leads_to_the_first_page_that_the_role_may_see(shop: Shop, role: str) -> None:  # B12
    client = shop.client(role)

    answer = client.get(shop.url("settings/"), follow=True)

    assert answer.redirect_chain == [(shop.url("settings/members/"), 302)]
    content = answer.content.decode()
    assert tabs(content)[0] == "Members"
    for address in re.findall(r'href="([^"]+/settings/[^"]+)"', content):  # no tab leads where the role may not go
        assert client.get(address).status_code == 200, address


def test_the_navigation_is_lit_on_every_page_of_the_settings(shop: Shop) -> None:
    content = shop.client("owner").get(shop.url("settings/members/")).content.decode()

    assert f'<a href="{shop.url("settings/")}" aria-current="page">' in content
    assert re.search(rf'<a href="{shop.url("settings/members/")}" aria-current="page">Members</a>', content)


def test_what_is_of_the_company_and_what_of_the_workspace_lead_to_each_other(shop: Shop) -> None:
    of_company = shop.url("integrations/quickbooks/?tab=settings")
    client = shop.client("viewer")

    assert f'href="{of_company}"' in client.get(shop.url("settings/members/")).content.decode()
    assert f'href="{shop.url("settings/members/")}">Settings</a>' in client.get(of_company).content.decode()
