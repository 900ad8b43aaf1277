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
    assert 'role="alert"' not in story.page("failures/")
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


DOWN = {"path": "", "when": "before", "times": None, "action": {"status": 500}}
DAILY = {
    "status": "error", "message": "You have reached your daily limit.", "errorType": "RATE_LIMIT", "correlationId": "1",
    "policyName": "DAILY", "requestId": "1",
}  # fmt: skip


@pytest.mark.parametrize("system", NAMES)
def test_ten_minutes_of_faults_lose_nothing_and_blame_no_record(story: Story, system: str) -> None:
    before = story.needing()
    number = invoice_for(story, "Grace Kim")
    story.world.control(system, "faults", DOWN)
    for _ in range(3):
        stopped, wrote = story.next_run()
        assert (stopped.partition(".")[0], wrote) == ("The other system does not answer", 0)
        assert story.needing() == before
        said_on_the_pages(story, system, "vendor_unavailable")
        story.wait(minutes=5)
    story.world.control(system, "faults", method="DELETE")

    assert story.next_run()[0] == ""
    story.equal(number)
    assert story.next_run() == ("", 0)  # I3


def test_the_daily_limit_is_said_with_its_end_and_nobody_is_asked_until_then(story: Story) -> None:
    before = story.needing()
    number = invoice_for(story, "Grace Kim")
    story.world.control("hubspot", "faults", DOWN | {"times": 1, "action": {"status": 429, "body": DAILY}})
    story.next_run()
    for path in ("", "failures/"):
        page = words(story.page(path))
        assert "The limit of calls is reached. No more calls are taken for now by HubSpot" in page
        assert "Who can fix it: nobody: it goes by itself. Tries again" in page
    assert story.needing() == before

    story.world.forget_journal()
    story.next_run()
    assert story.world.journal("hubspot") == []
    story.wait(hours=25)
    assert story.next_run()[0] == ""
    story.equal(number)
