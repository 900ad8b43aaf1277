"""Nothing can be synced at all: it is said on Home, Failures and Integrations, no record is blamed, and it goes on by itself."""

from __future__ import annotations

import re

import pytest

from syncapp.core.errors import CATALOGUE
from tests.troubles.steps import STOPS, invoice_for
from tests.troubles.story import Story, words
from tests.troubles.test_records import TROUBLES

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = {"hubspot": "HubSpot", "quickbooks": "QuickBooks Online"}
RECONNECTED = ("connection_expired",)  # nothing but a person's sign-in mends it


def test_each_is_said_blames_no_record_and_ends_by_itself(story: Story, subtests: pytest.Subtests) -> None:
    for system, key in sorted(STOPS):
        with subtests.test(f"{system} {key}"):
            stopped_and_mended(story, system, key)


def stopped_and_mended(story: Story, system: str, key: str) -> None:
    trouble = next(one for one in TROUBLES[system] if one.key == key)
    entry, before = CATALOGUE[trouble.code], story.needing()
    with story.wrong(system, trouble.title):
        number = invoice_for(story, "Grace Kim")
        stopped, wrote = story.next_run()
        assert wrote == 0
        assert stopped.startswith(entry.title)
        assert story.needing() == before  # no record is blamed
        said_on_the_pages(story, system, trouble.code)

    if trouble.code in RECONNECTED:
        story.set_up()
        story.renewed()
    story.wait(minutes=10)
    assert story.next_run()[0] == ""
    assert "role=\"alert\"" not in story.page("failures/")
    assert story.needing() == before
    story.equal(number)
    assert story.next_run() == ("", 0)  # I3


def said_on_the_pages(story: Story, system: str, code: str) -> None:
    """What, why, who, what to do, and when it is tried again, with the account by name."""
    for path in ("", "failures/"):
        (alert,) = re.findall(r'<section class="banner bad" role="alert".*?</section>', story.page(path), re.S)
        told = words(alert)
        entry = CATALOGUE[code]
        assert told.startswith(entry.title), path
        assert NAMES[system] in told, path
        assert entry.why in told, path
        assert re.search(r"Who can fix it: \w+.*(Tries again|Goes by itself)", told), told
        assert "<li>" in alert
    if code in RECONNECTED:
        assert f"{NAMES[system]} Needs reconnecting" in words(story.page("integrations/"))
