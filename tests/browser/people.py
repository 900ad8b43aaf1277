"""People before our pages: each finds things by role and name, and each has a way of their own to use them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from re import Pattern
from typing import Any

STOPS = 250  # of one page, more than any has
FOCUSED = "(one) => one === document.activeElement"
# How many stops it is at least, as elements stand in the page; a group of radio buttons is one of them.
_FAR = """(one) => {
    const within = document.querySelector("dialog:modal") ?? document;
    const stops = [...within.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter(
        (each) => each.checkVisibility() && !each.disabled && (each.type !== "radio" || each.checked));
    return stops.indexOf(one) - stops.indexOf(document.activeElement);
}"""
SURE = 3  # stops short of it; from there on each is looked at


@dataclass(frozen=True)
class Way:
    """What their browser is like, and whether they have a mouse or a finger."""

    browser: Mapping[str, Any] = field(default_factory=dict)
    keys: bool = False

    @property
    def scripted(self) -> bool:
        return self.browser.get("java_script_enabled", True)


WAYS = {
    "at a desk": Way(),
    "on a phone in the dark": Way({"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}),
    "by keys alone": Way(keys=True),
    "without script": Way({"java_script_enabled": False}),
}


@dataclass
class Person:
    page: Any
    way: Way

    def go(self, *names: str) -> None:
        """By the navigation, which is a menu where there is little room."""
        menu = self.page.get_by_role("button", name="Menu", exact=True)
        for name in names:
            if menu.is_visible():
                menu.click()
            self.press("link", name, self.page.get_by_role("navigation", name="Main"))

    def press(self, role: str, name: str | Pattern[str], within: Any = None) -> None:
        one = (within or self.page).get_by_role(role, name=name, exact=isinstance(name, str)).first
        if self.way.keys:
            self._reach(one)
            self.page.keyboard.press("Space" if role in ("checkbox", "switch") else "Enter")
        else:
            one.click()

    def choose(self, label: str, option: str) -> None:
        """The option that begins so. Typing it goes by how fast the machine is, so with keys too it is chosen at once."""
        one = self.page.get_by_label(label, exact=True)
        if self.way.keys:
            self._reach(one)
        begins = one.locator("option", has_text=re.compile(f"^{re.escape(option)}"))
        one.select_option(begins.first.get_attribute("value"))

    def write(self, label: str, text: str) -> None:
        one = self.page.get_by_label(label, exact=True)
        if self.way.keys:
            self._reach(one)
            self.page.keyboard.type(text)
        else:
            one.fill(text)

    def reads(self, text: str | Pattern[str]) -> None:
        self.page.get_by_text(text).first.wait_for()

    def sees(self, role: str, name: str | Pattern[str]) -> Any:
        one = self.page.get_by_role(role, name=name).first
        one.wait_for()
        return one

    def _reach(self, one: Any) -> None:
        """By the tab key, from where the focus is; past the end of a page it begins at its top."""
        one.wait_for()
        for _ in range(one.evaluate(_FAR) - SURE):
            self.page.keyboard.press("Tab")
        for _ in range(STOPS):
            if one.evaluate(FOCUSED):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no tab stop: {one}")
