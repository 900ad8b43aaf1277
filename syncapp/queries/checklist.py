"""The checklist as pages show it: each item with its way into the vendor's pages or ours (B1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from syncapp.core.preflight import Finding, Level
from syncapp.core.values import ObjectType, Side

# The pages of ours that items lead to, by what `Finding.ours` calls them: address's name and what follows it.
OURS: Mapping[str, tuple[str, str]] = {
    "integrations": ("integrations", ""),
    "failures": ("failures", ""),
    "quickbooks": ("quickbooks", ""),
    "settings": ("quickbooks", "?tab=settings"),
}
TONES = {Level.BLOCKING: "bad", Level.ADVISABLE: "ask", Level.FINE: "ok"}
ORDER = (Level.BLOCKING, Level.ADVISABLE, Level.FINE)


@dataclass(frozen=True)
class Item:
    finding: Finding
    link: str = ""  # in the vendor's pages

    @property
    def fine(self) -> bool:
        return self.finding.level == Level.FINE

    @property
    def tone(self) -> str:
        return "" if self.finding.note else TONES[Level(self.finding.level)]

    @property
    def word(self) -> str:
        return "Note" if self.finding.note else str(self.finding.level).capitalize()

    @property
    def ours(self) -> str:
        return OURS[self.finding.ours][0] if self.finding.ours and not self.fine else ""

    @property
    def query(self) -> str:
        return OURS[self.finding.ours][1]

    @property
    def to_set_up(self) -> str:
        """The object whose set-up is advised (S9)."""
        return (
            self.finding.code if not self.fine and self.finding.code in (ObjectType.CONTACT, ObjectType.PRODUCT) else ""
        )


@dataclass(frozen=True)
class Checked:
    """A checklist as it is read: what needs a look, what blocks first, and apart from it what is fine."""

    items: Sequence[Item] = ()

    def __bool__(self) -> bool:
        return bool(self.items)

    @property
    def other(self) -> list[Item]:
        return by_level(one for one in self.items if not one.fine)

    @property
    def fine(self) -> list[Item]:
        return [one for one in self.items if one.fine]


def items(findings: Iterable[Finding], portal: str) -> list[Item]:
    return [Item(one, _link(one, portal)) for one in findings]


def by_level(shown: Iterable[Item]) -> list[Item]:
    """What blocks first, then what is advised, then mere notes; what is fine last."""
    return sorted(shown, key=lambda one: (ORDER.index(Level(one.finding.level)), one.finding.note))


def _link(finding: Finding, portal: str) -> str:
    if not finding.page or finding.level == Level.FINE:
        return ""
    if "{portal}" in finding.page or finding.side == Side.HUBSPOT:
        return in_hubspot(finding.page, portal)
    return f"{settings.QUICKBOOKS_APP_URL}/{finding.page}"


def in_hubspot(page: str, portal: str) -> str:
    """The address of one of HubSpot's own pages; empty while it is not known whose."""
    return f"{settings.HUBSPOT_APP_URL}/{page.format(portal=portal)}" if portal else ""
