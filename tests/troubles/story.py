"""The demo company with people at every page: both vendors' "Make it go wrong", and ours."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager

import requests
import time_machine
from django.contrib.auth.models import User
from django.test import Client

from syncapp.engine.session import CouldNotRun
from syncapp.sandbox.call import Answer
from syncapp.storage.models import Connection, SyncRecord
from tests.sandbox.person import Person
from tests.scenarios.company import Company, living
from tests.world import World

ANSWERS = ("What", "Why", "Who can fix it", "Do this", "Next try")
UNFILLED = re.compile(r"[{}\[\]]|\bNone\b|\b[a-z]+_[a-z_]+\b|“”|\s\?")  # a template, a default, a code


class Visitor(Person):
    """A person at a port's pages, over HTTP."""

    def __init__(self, address: str) -> None:
        self.base, self.session = address, requests.Session()
        super().__init__(None)  # type: ignore[arg-type]

    def _ask(self, method: str, address: str, body: str = "") -> Answer:
        form = {"content-type": "application/x-www-form-urlencoded"} if method == "POST" else {}
        found = self.session.request(
            method, self.base + address, data=body.encode(), headers=form, allow_redirects=False, timeout=60
        )
        return Answer(
            found.status_code, text=found.text, headers={name.lower(): value for name, value in found.headers.items()}
        )


class Story(Company):
    """Time is the story's own, on our pages too."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.at = {system: Visitor(world.url(system)) for system in ("hubspot", "quickbooks")}

    # -- at the vendors

    @contextmanager
    def wrong(self, system: str, title: str) -> Iterator[str]:
        """Between both buttons; what the page names to look at."""
        page = self.at[system].open("/ui/troubles/").press(f"Make it go wrong: {title}")
        assert not page.refusal, page.refusal
        try:
            yield page.said.removeprefix(f"{title}: look at ").removesuffix(".")
        finally:  # or the next trouble would meet this one too
            page = self.at[system].open("/ui/troubles/").press(f"Put it right: {title}")
            assert page.said.endswith("was put right."), page.refusal

    # -- ours

    def renewed(self) -> None:
        """Sign-ins that a run can renew, as the pages make them."""
        told = self.world.control("hubspot", "tokens", {})
        row = Connection.objects.get(side="hubspot")
        row.access_token, row.refresh_token = told["access_token"], told["refresh_token"]
        row.save()

    def next_run(self) -> tuple[str, int]:
        """As a worker begins it, asked by nobody: why it stopped, and how much it wrote."""
        try:
            result = self.world.sync(retry=False, trigger="poll")
        except CouldNotRun as error:
            return str(error), 0
        return result.stopped, result.tally.writes.total()

    def needing(self) -> dict[int, str]:
        """The code of each record that fails or is parked."""
        rows = SyncRecord.objects.filter(workspace=self.world.workspace)
        return {row.pk: row.reason for row in rows if row.status == "failing" or row.reason == "parked"}

    def page(self, path: str = "") -> str:
        """A page of ours, as its owner gets it."""
        with time_machine.travel(self.world.now(), tick=True):
            client = Client()
            client.force_login(
                User.objects.get(email="owner@example.com"), backend="django.contrib.auth.backends.ModelBackend"
            )
            answer = client.get(f"/demo/{path}")
        assert answer.status_code == 200, path
        return str(answer.content.decode())

    def equal_sums(self, row: SyncRecord) -> None:
        """Both ledgers show the same of an invoice that stands in both."""
        mine = next(one for one in living(self.world, "hubspot", "invoices") if one["id"] == row.hubspot_id)
        theirs = next(one for one in living(self.world, "quickbooks", "invoice") if one["Id"] == row.quickbooks_id)
        assert self._mine(mine).sums == self._theirs(theirs).sums, row.number


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def answers(page: str) -> list[dict[str, str]]:
    """Each explanation of a page: what stands beside What, Why, Who can fix it …"""
    found = re.findall(r'<dl class="why">(.*?)</dl>', page, re.S)
    return [
        {words(name): words(told) for name, told in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", one, re.S)}
        for one in found
    ]


def complete(told: dict[str, str]) -> dict[str, str]:
    """All five are there, in words."""
    assert tuple(told) == ANSWERS, told
    for name, text in told.items():
        assert len(text) > 12, (name, text)
        assert not UNFILLED.search(text), (name, text)
    return told
