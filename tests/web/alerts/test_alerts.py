"""The settings of alerts: each member's own emails, the workspace's thresholds, what was told and how it fared."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone

from syncapp.actions.alerts import choice_of
from syncapp.core.alerts import Kind
from syncapp.storage.models import Activity, Alert, AlertRules, Delivery, Membership
from tests.web.conftest import Shop

PAGE = "settings/alerts/"


@pytest.fixture(autouse=True)
def _mail_is_set() -> Any:
    with override_settings(MAIL_IS_SET=True):
        yield


def text(shop: Shop, role: str = "owner") -> str:
    answer = shop.client(role).get(shop.url(PAGE))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def post(shop: Shop, path: str, data: dict[str, Any] | None = None, role: str = "owner") -> Any:
    return shop.client(role).post(shop.url(f"{PAGE}{path}"), data or {}, follow=True)


def said(answer: Any) -> list[str]:
    return [str(one) for one in answer.context["messages"]]


def told(shop: Shop, **fields: Any) -> Alert:
    now = timezone.now()
    standard = {
        "kind": "failing",
        "title": "2 invoices fail",
        "path": "/fernhill/failures/",
        "seen_at": now,
        "began_at": now,
    }
    return Alert.objects.create(workspace=shop.workspace, key=f"k{Alert.objects.count()}", **{**standard, **fields})


def sent(shop: Shop, role: str = "owner", **fields: Any) -> Delivery:
    standard = {"kind": "alerts", "subject": "Fernhill: 2 invoices fail", "created_at": timezone.now()}
    return Delivery.objects.create(
        workspace=shop.workspace,
        user=shop.people[role],
        occasion=f"o{Delivery.objects.count()}",
        **{**standard, **fields},
    )


def test_an_owner_gets_everything_until_they_choose_and_nobody_else_anything(shop: Shop) -> None:  # B7
    owner = choice_of(shop.membership("owner"))
    assert (owner.kinds, owner.digest) == (frozenset(Kind), True)
    for role in ("admin", "bookkeeper", "viewer"):
        assert choice_of(shop.membership(role)).kinds == frozenset()


@pytest.mark.parametrize("role", ["owner", "admin", "bookkeeper", "viewer"])
def test_each_member_chooses_for_themselves(shop: Shop, role: str) -> None:  # B7
    Membership.objects.update(preferences={"views": [{"name": "Mine", "query": "a=b"}]})
    assert said(post(shop, "mine/", {"failing": "on", "digest": "on"}, role)) == ["Saved."]
    choice = choice_of(shop.membership(role))
    assert (choice.kinds, choice.digest) == (frozenset({Kind.FAILING}), True)
    assert shop.membership(role).preferences["views"][0]["name"] == "Mine"
    entry = Activity.objects.get(kind="alerts_chosen")
    assert (entry.actor, entry.changes[0]["to"]) == (shop.people[role], "Records fail, Daily digest")
    assert said(post(shop, "mine/", {"failing": "on", "digest": "on"}, role)) == [
        "Nothing was changed: it was so already."
    ]
    assert said(post(shop, "mine/", {}, role)) == ["Saved."]
    assert choice_of(shop.membership(role)).kinds == frozenset()


def test_a_box_that_one_window_left_alone_stays_as_another_window_has_set_it(shop: Shop) -> None:  # B7
    """Else who turns on one alert turns off another that they have just turned on."""
    opened = re.search(r'name="stood" value="([a-z_ ]*)"', text(shop))
    assert opened
    everything = {kind.value: "on" for kind in Kind}
    assert set(opened[1].split()) == {*everything, "digest"}
    without_digest = {**everything, "stood": opened[1]}
    assert said(post(shop, "mine/", without_digest)) == ["Saved."]
    without_failing = {**everything, "digest": "on", "stood": opened[1]}
    del without_failing["failing"]
    stays = "What you chose in another window stays as well."
    assert said(post(shop, "mine/", without_failing)) == [f"Saved. {stays}"]
    choice = choice_of(shop.membership("owner"))
    assert (choice.kinds, choice.digest) == (frozenset(Kind) - {Kind.FAILING}, False)
    as_opened = {**everything, "digest": "on", "stood": opened[1]}
    assert said(post(shop, "mine/", as_opened)) == [f"Nothing was changed. {stays}"]
    assert choice_of(shop.membership("owner")) == choice


def test_the_thresholds_are_noted_with_old_and_new(shop: Shop) -> None:  # B7, B12
    wanted = {"failing_from": "3", "rate_percent": "40", "digest_hour": "17"}
    assert said(post(shop, "rules/", wanted, "admin")) == ["Saved."]
    rules = AlertRules.objects.get()
    assert (rules.failing_from, rules.rate_percent, rules.digest_hour) == (3, 40, 17)
    changes = Activity.objects.get(kind="alert_rules_changed").changes
    assert changes[0] == {"field": "Failing records", "from": 1, "to": 3}
    assert "Every day at 5 PM (Los Angeles)" in text(shop)
    assert "3 or more" in text(shop, "viewer")


def stood(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(stood:[a-z_]+)" value="(\d+)"', page))


def test_who_saves_thresholds_second_is_told_of_the_first(shop: Shop) -> None:
    """What each chose by themselves is of the one who chose it; nothing is saved before that was seen."""
    opened = stood(text(shop))
    assert opened == {"stood:failing_from": "1", "stood:rate_percent": "25", "stood:digest_hour": "8"}
    post(shop, "rules/", {"failing_from": "5", "rate_percent": "25", "digest_hour": "9"} | opened, "admin")
    answer = post(shop, "rules/", {"failing_from": "3", "rate_percent": "50", "digest_hour": "8"} | opened)
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 409
    assert "Nothing was saved: admin@example.com has changed this" in page
    assert "admin@example.com: <ins>5</ins><span>You chose: <ins>3</ins></span>" in page
    assert (
        "<dt>Hour of the daily digest</dt><dd>admin@example.com: <ins>9 AM</ins></dd>" in page
    )  # which this person had left as it was
    assert re.search(r'name="failing_from" value="3"', page)
    assert re.search(r'name="rate_percent" value="50"', page)
    assert '<option value="9" selected>' in page
    assert Activity.objects.filter(kind="alert_rules_changed").count() == 1
    again = post(shop, "rules/", {"failing_from": "3", "rate_percent": "50", "digest_hour": "9"} | stood(page))
    assert said(again) == ["Saved."]
    rules = AlertRules.objects.get()
    assert (rules.failing_from, rules.rate_percent, rules.digest_hour) == (3, 50, 9)


def test_what_is_refused_for_itself_does_not_forget_what_the_page_showed(shop: Shop) -> None:
    opened = stood(text(shop))
    typed = {"failing_from": "3", "rate_percent": "50", "digest_hour": "8"}
    post(shop, "rules/", typed | {"failing_from": "5"} | opened, "admin")
    refused = post(shop, "rules/", typed | {"rate_percent": "101"} | opened).content.decode()
    assert post(shop, "rules/", typed | stood(refused)).status_code == 409


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"failing_from": "0"}, "greater than or equal to 1"), ({"rate_percent": "101"}, "less than or equal to 100")],
)
def test_what_makes_no_sense_is_said_and_what_was_typed_stays(shop: Shop, wrong: dict[str, str], words: str) -> None:
    answer = post(shop, "rules/", {"failing_from": "7", "rate_percent": "33", "digest_hour": "8"} | wrong)
    assert answer.status_code == 422
    content = answer.content.decode()
    assert words in content
    assert 'value="7"' in content or 'value="33"' in content
    assert not AlertRules.objects.exists()


@override_settings(MAIL_IS_SET=False)
def test_without_mail_the_page_says_what_to_set(shop: Shop) -> None:  # B7
    assert "<code>EMAIL_URL</code>" in text(shop)
    assert "Send me a test" not in text(shop)
    assert said(post(shop, "test/")) == ["No mail is set up on this server, so no test can be sent."]
    assert not Delivery.objects.exists()


def test_a_test_goes_to_oneself_and_only_one_at_a_time(shop: Shop) -> None:  # B7
    first = said(post(shop, "test/", role="viewer"))
    assert first == ["A test to viewer@example.com is on its way. Messages below says whether it was taken."]
    assert Delivery.objects.get().user == shop.people["viewer"]
    assert said(post(shop, "test/", role="viewer")) == ["A test to you is on its way already: see Messages below."]


def test_it_lists_what_is_open_before_what_is_over(shop: Shop) -> None:  # B7
    now = timezone.now()
    told(shop, title="Came and went", over_at=now)
    told(shop, title="Still so", began_at=now - timedelta(days=2))
    told(shop, title="Nobody was told", began_at=None)
    content = text(shop)
    assert content.index("Still so") < content.index("Came and went")
    assert "Nobody was told" not in content


def test_how_a_message_fared_is_shown(shop: Shop) -> None:  # B7
    sent(shop, state="sent", answer="Taken by the mail server")
    sent(shop, state="failed", attempts=8, answer="The mail server did not take it: away")
    content = text(shop)
    assert "The mail server did not take it: away (8 tries)" in content
    assert "Given up" in content


def test_members_without_the_right_see_their_own_messages_alone(shop: Shop) -> None:
    sent(shop, "owner", subject="To the owner")
    sent(shop, "viewer", subject="To the viewer")
    assert "To the owner" not in text(shop, "viewer")
    assert "To the viewer" in text(shop, "viewer")
    assert "To the viewer" in text(shop, "admin")


def test_names_of_strangers_are_text(shop: Shop) -> None:  # SEC30
    told(shop, title="<script>alert(1)</script>", text="<b>x</b>")
    sent(shop, subject="<img src=x>", answer="<i>y</i>")
    content = text(shop)
    for markup in ("<script>alert", "<img src=x>", "<b>x</b>", "<i>y</i>"):
        assert markup not in content
