"""Both accounts connected as the owner would do it: signed in on our page, consenting on the vendors' pages."""

from __future__ import annotations

from collections.abc import Iterable

from syncapp.core.values import Side
from syncapp.management.demo.browser import Browser, NoSuchButton
from syncapp.management.demo.options import OWNER, SLUG, DemoRefused, Options
from syncapp.storage.models import Connection, Workspace

YES = {Side.HUBSPOT: "Allow", Side.QUICKBOOKS: "Connect"}  # on the vendor's page
EDITION = "starter"  # of the demo company


def missing(workspace: Workspace) -> list[Side]:
    """Never connected yet; what a person has disconnected since stays so."""
    known = set(workspace.connections.values_list("side", flat=True))
    return [side for side in Side if side not in known]


def connect(workspace: Workspace, sides: Iterable[Side], options: Options, password: str) -> list[Connection]:
    """The accounts that are connected now; raises DemoRefused."""
    browser = Browser()
    try:
        browser.open(f"{options.address}/accounts/login/")
        browser.press("Sign in", login=OWNER, password=password)
        connected = [_connect(workspace, side, options, browser) for side in sides]
        browser.press("Sign out")  # or the owner's sessions would show one that nobody knows
        return connected
    except NoSuchButton as reason:
        raise DemoRefused(f"The accounts could not be connected: {reason}.") from reason


def _connect(workspace: Workspace, side: Side, options: Options, browser: Browser) -> Connection:
    browser.open(f"{options.address}/{SLUG}/integrations/")
    browser.press(f"Connect {side.label}", **({"edition": EDITION} if side is Side.HUBSPOT else {}))
    browser.press(YES[side])
    row = workspace.connections.filter(side=side, state=Connection.State.CONNECTED).first()
    if row is None:
        raise DemoRefused(f"{side.label} could not be connected: {browser.complaint}.")
    return row
