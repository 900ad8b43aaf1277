"""How each kind of approval is called, and its two clicks, by what they really do (A10, A15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """Its heading, what it is about, its table and that one's last column; then the words of its clicks."""

    title: str
    about: str
    table: str
    nouns: str = "invoice,invoices"
    happens: str = "What happens in QuickBooks Online"
    verb: str = "Send"
    where: str = ""  # in which system; empty where that is another for each, or says nothing
    leaves: bool = False  # the other click leaves something as it is, rather than never sends it
    never: str = "They are ignored from now on: QuickBooks Online stays as it is, and later changes in HubSpot are left alone too."
    asked: str = "Why is it never sent?"
    why: str = ""  # of one, on its own page, where what would happen does not say it

    def all_of(self, number: int) -> str:
        return f"{self.verb} all {number:,}{self.where}"

    def none_of(self, number: int) -> str:
        return f"Leave all {number:,} as they are" if self.leaves else f"Never send all {number:,}"


AS_IT_IS = "Why is it left as it is?"
_BOTH_STAY = "They are ignored from now on: what was {done} on one side keeps standing on the other, and later changes are left alone too."

WORDS: Mapping[str, Words] = {
    "history": Words(
        "Older than the start",
        "Dated or finalized before the sync was turned on, and changed in HubSpot since. Sent, they are created in QuickBooks Online "
        "under their own date, with the payments that HubSpot has for them.",
        "Older invoices",
        why="It is dated or was finalized before the sync was turned on, and was changed in HubSpot since.",
    ),
    "void": Words(
        "Voids in an earlier month",
        "Voided in HubSpot. QuickBooks Online voids an invoice on its own date, so the figures of a month that is over change.",
        "Voids", verb="Void", where=" in QuickBooks", leaves=True, asked=AS_IT_IS,
        never="They are ignored from now on: what is void in HubSpot keeps standing in QuickBooks Online, and later changes in HubSpot "
        "are left alone too.",
        why="It was voided in HubSpot. QuickBooks Online voids it on its own date, in a month that is over.",
    ),
    "many_voids": Words(
        "More voids than usual",
        "Voided in one system, and so many within a day that it may be a mistake there. A click voids them in the other one too.",
        "Many voids", "record,records", "What happens", "Void", "", True, _BOTH_STAY.format(done="voided"), AS_IT_IS,
    ),
    "many_deletions": Words(
        "More removed payments than usual",
        "Removed in one system, and so many within a day that it may be a mistake there. A click removes them in the other one too.",
        "Many removed payments", "record,records", "What happens", "Remove", "", True, _BOTH_STAY.format(done="removed"), AS_IT_IS,
    ),
}  # fmt: skip
WHAT = tuple(WORDS)


def words_of(what: str) -> Words:
    return WORDS.get(what, WORDS["history"])


def do_one(what: str, system: str = "") -> str:
    """`Void it in QuickBooks`; `system`: where it would be written, in full."""
    words = words_of(what)
    if not words.leaves:
        return words.verb
    return f"{words.verb} it{words.where or (f' in {short(system)}' if system else '')}"


def leave_one(what: str) -> str:
    return "Leave it as it is" if words_of(what).leaves else "Never send"


def short(system: str) -> str:
    return system.removesuffix(" Online")
