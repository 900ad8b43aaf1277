"""What our own pages say of a record, and what somebody does there."""

from __future__ import annotations

import html
import re
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.test import Client
from pytest_bdd import parsers, step, then, when

from syncapp.queries.states import WORDS, State
from syncapp.storage.models import SyncRecord
from tests.scenarios.steps.form import Form, forms_of
from tests.scenarios.steps.play import OBJECTS, Play, rows_of
from tests.scenarios.steps.words import says

STATES = {"in need of approval": State.APPROVAL}


class Screen:
    """The pages of the workspace as its owner sees them, at the time of the story."""

    def __init__(self, play: Play) -> None:
        self.play = play

    def open(self, path: str) -> str:
        with self.play.its_time():
            answer = self._client().get(path if path.startswith("/") else f"/{self.slug}/{path}")
        assert answer.status_code == 200, (path, answer.status_code)
        return str(answer.content.decode())

    def of(self, name: str) -> str:
        """The page of a record."""
        return self.open(f"records/{self.play.row(name).pk}/")

    def press(self, path: str, button: str, typed: dict[str, str], status: int = 200) -> str:
        """Fill in the form whose button is called so, or at least begins so, send it, and see the page that follows."""
        return self.press_on(self.open(path), path, button, typed, status)

    def press_on(self, page: str, path: str, button: str, typed: dict[str, str], status: int = 200) -> str:
        """The same on a page that is open, which the address alone would not show so."""
        forms = forms_of(page)
        found = [(form, text) for form in forms for text in form.buttons if text == button]
        found = found or [(form, text) for form in forms for text in form.buttons if text.startswith(button)]
        assert len(found) == 1, (button, [list(form.buttons) for form in forms])
        return self._send(*found[0], typed, path, status)

    def _send(self, form: Form, button: str, typed: dict[str, str], path: str, status: int) -> str:
        where = form.action if form.action.startswith("/") else f"/{self.slug}/{path}{form.action}"
        sent = form.filled(button, typed)
        with self.play.its_time():
            client = self._client()
            if form.method == "get":
                answer = client.get(f"{where.partition('?')[0]}?{urlencode(sent, doseq=True)}", follow=True)
            else:
                answer = client.post(
                    where, urlencode(sent, doseq=True), content_type="application/x-www-form-urlencoded", follow=True
                )
        assert answer.status_code == status, (where, answer.status_code)
        return str(answer.content.decode())

    @property
    def slug(self) -> str:
        return self.play.world.workspace.slug

    def _client(self) -> Client:
        client = Client()
        owner = User.objects.get(email="owner@example.com")
        client.force_login(owner, backend="django.contrib.auth.backends.ModelBackend")
        return client


def words(page: str) -> str:
    """What a page says, without what only a machine reads."""
    seen = re.sub(r"<(script|style|svg|head)\b.*?</\1>", " ", page, flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", seen)).split())


def plain(text: str) -> str:
    """Without the blanks that tags leave before a full stop."""
    return re.sub(r" ([.,:;])", r"\1", text)


def banner(page: str) -> str:
    """Where the page of a record says how it stands, and why."""
    found = re.search(r'<section class="banner.*?</section>', page, re.S)
    return plain(words(found[0])) if found else ""


def pill(page: str) -> str:
    found = re.search(r'<span class="status[^"]* pill"[^>]*>(.*?)</span>', page, re.S)
    assert found, "the page tells no state"
    return words(found[1])


def stands(play: Play, name: str) -> str:
    """The word for its state, as its page shows it."""
    return pill(Screen(play).of(name))


# -- what it says --------------------------------------------------------------------------------------------------


@then(says("{name:Record} is {state:State}"))
def _(play: Play, name: str, state: str) -> None:
    word = WORDS[STATES.get(state) or State(state)].label
    shown = stands(play, name)
    allowed = {word, WORDS[State.REMARK].label} if state == "syncing" else {word}
    assert shown in allowed, f"{name} is {shown}: {banner(Screen(play).of(name))}"


@then(says("{name:Record} is syncing without any remark"))
def _(play: Play, name: str) -> None:
    page = Screen(play).of(name)
    assert pill(page) == "Syncing", banner(page)


@then(says('{name:Record} is {state:State}: "{text:Text}"'))
def _(play: Play, name: str, state: str, text: str) -> None:
    """The banner of its page has these words."""
    page = Screen(play).of(name)
    word = WORDS[STATES.get(state) or State(state)].label
    assert pill(page) == word, f"{name} is {pill(page)}: {banner(page)}"
    assert plain(text) in banner(page), banner(page)


@then(says('{name:Record} is syncing with the remark "{text:Text}"'))
def _(play: Play, name: str, text: str) -> None:
    page = Screen(play).of(name)
    assert pill(page) == WORDS[State.REMARK].label, f"{name} is {pill(page)}: {banner(page)}"
    assert plain(text) in banner(page), banner(page)


@then(says('the page of {name:Record} says "{text:Text}"'))
def _(play: Play, name: str, text: str) -> None:
    told = plain(words(Screen(play).of(name)))
    assert plain(text) in told, told[:3000]


@then(says('the page of {name:Record} does not say "{text:Text}"'))
def _(play: Play, name: str, text: str) -> None:
    told = plain(words(Screen(play).of(name)))
    assert plain(text) not in told, told[:3000]


@then(says('the page of {name:Record} offers "{button:Text}"'))
def _(play: Play, name: str, button: str) -> None:
    page = Screen(play).of(name)
    offered = [text for form in forms_of(page) for text in form.buttons]
    offered += [words(text) for text in re.findall(r"<a\b[^>]*>(.*?)</a>", page, re.S)]
    assert any(text.startswith(button) for text in offered), offered


@then(says('the page of {name:Record} does not offer "{button:Text}"'))
def _(play: Play, name: str, button: str) -> None:
    page = Screen(play).of(name)
    assert [text for form in forms_of(page) for text in form.buttons if text.startswith(button)] == []


@then(says('the page "{path:Text}" says "{text:Text}"'))
def _(play: Play, path: str, text: str) -> None:
    told = plain(words(Screen(play).open(path)))
    assert plain(text) in told, told[:3000]


@then(says('the page "{path:Text}" does not say "{text:Text}"'))
def _(play: Play, path: str, text: str) -> None:
    told = plain(words(Screen(play).open(path)))
    assert plain(text) not in told, told[:3000]


@then(says("nothing fails"))
def _(play: Play) -> None:
    failing = SyncRecord.objects.filter(workspace=play.world.workspace, status="failing")
    assert [(str(row), row.reason) for row in failing] == []


@then(parsers.re(r"(?P<count>\d+) of the (?P<objects>contacts|products|invoices|payments) (?:are|is) (?P<state>.+)"))
def _(play: Play, count: str, objects: str, state: str) -> None:
    """As the Object view counts them."""
    page = Screen(play).open(
        f"integrations/quickbooks/?tab=overview&view=records&object={OBJECTS[objects]}"
        f"&status={STATES.get(state, state)}"
    )
    rows = re.findall(r"/records/(\d+)/", page)
    assert len(set(rows)) == int(count), words(page)[:2000]


# -- what somebody does there --------------------------------------------------------------------------------------


@step(says('somebody clicks "{button:Text}" on the page of {name:Record}'))
def _(play: Play, button: str, name: str) -> None:
    play.said = words(Screen(play).press(f"records/{play.row(name).pk}/", button, {}))


@when(says('somebody clicks "{button:Text}" on the page of {name:Record}, but is told "{text:Text}"'))
def _(play: Play, button: str, name: str, text: str) -> None:
    """It is refused, and the page says why."""
    page = Screen(play).press(f"records/{play.row(name).pk}/", button, {}, status=422)
    assert plain(text) in plain(words(page))


@when(says('somebody clicks "{button:Text}" on the page "{path:Text}"'))
def _(play: Play, button: str, path: str) -> None:
    play.said = words(Screen(play).press(path, button, {}))


@step(says("the page of {name:Record} stands open in another window"))
def _(play: Play, name: str) -> None:
    """As it is now, whatever changes from here on."""
    path = f"records/{play.row(name).pk}/"
    play.window = (path, Screen(play).open(path))


@when(says('somebody clicks "{button:Text}" in the other window'))
def _(play: Play, button: str) -> None:
    path, page = play.window
    play.said = words(Screen(play).press_on(page, path, button, {}))


@when(says('on the page of {name:Record} somebody fills in and clicks "{button:Text}":'))
def _(play: Play, name: str, button: str, datatable: list[list[str]]) -> None:
    """A table `field | value` under the sentence: labels as they stand on the page."""
    typed = {row["field"]: row.get("value", "") for row in rows_of(datatable)}
    play.said = words(Screen(play).press(f"records/{play.row(name).pk}/", button, typed))


@when(says('on the page of {name:Record} somebody chooses "{choice:Text}" and clicks "{button:Text}"'))
def _(play: Play, name: str, choice: str, button: str) -> None:
    """One of several that exclude each other; its text begins so."""
    play.said = words(Screen(play).press(f"records/{play.row(name).pk}/", button, {choice: "yes"}))


@when(says('somebody chooses "{account:Text}" under Settings as "{label:Text}", though "{warned:Text}"'))
def _(play: Play, account: str, label: str, warned: str) -> None:
    """An account of the invoice sync; the page asks once whether it is meant (A26)."""
    screen, path = Screen(play), "integrations/quickbooks/?tab=settings"
    asked = screen.press(path, "Save: Accounts of the invoice sync", {label: account})
    assert warned in words(asked)
    screen.press_on(asked, path, "Save all the same: Accounts of the invoice sync", {})


def undivided(play: Play, total: str) -> str:
    """The path of the payment that waits to be divided."""
    row = play.world.record(object_type="payment", amount=total, reason="payment_without_amounts")
    return f"records/{row.pk}/"


@step(says("somebody divides the payment of {total:Money} into:"))
def _(play: Play, total: str, datatable: list[list[str]]) -> None:
    """A table `invoice | amount`."""
    typed = {row["invoice"]: row["amount"] for row in rows_of(datatable)}
    play.said = words(Screen(play).press(undivided(play, total), "Divide it", {"Amounts of your own": "yes", **typed}))


@then(says('the payment of {total:Money} cannot be divided, "{text:Text}":'))
def _(play: Play, total: str, text: str, datatable: list[list[str]]) -> None:
    typed = {row["invoice"]: row["amount"] for row in rows_of(datatable)}
    page = Screen(play).press(undivided(play, total), "Divide it", {"Amounts of your own": "yes", **typed}, status=422)
    assert plain(text) in plain(words(page))


@when(says("somebody approves {name:Record}"))
def _(play: Play, name: str) -> None:
    """On the page that shows once more what the click does."""
    screen, pk = Screen(play), play.row(name).pk
    path = f"approvals/confirm/?record={pk}&do=send"
    offered = [
        text for form in forms_of(screen.open(path)) for text in form.buttons if text.startswith(("Send", "Void"))
    ]
    play.said = words(screen.press(path, offered[0], {}))


@then(says('the answer says "{text:Text}"'))
def _(play: Play, text: str) -> None:
    """The page that followed the click."""
    assert plain(text) in plain(play.said), play.said[:3000]
