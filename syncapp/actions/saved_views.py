"""Filters of the Record view that a member keeps under a name."""

from __future__ import annotations

from dataclasses import dataclass

from syncapp.storage.models import Membership

MOST, LETTERS = 20, 60


class ViewRefused(Exception):
    """Nothing was kept; the text says why."""


@dataclass(frozen=True)
class SavedView:
    name: str
    query: str  # of the Record view's address


def saved_views(membership: Membership) -> list[SavedView]:
    """In the order in which they were kept."""
    return [SavedView(one["name"], one["query"]) for one in membership.preferences.get("views", [])]


def save_view(membership: Membership, name: str, query: str) -> None:
    """Keep these filters; one of the same name is replaced. Raises ViewRefused."""
    name = " ".join(name.split())
    if not name:
        raise ViewRefused("Give it a name.")
    if len(name) > LETTERS:
        raise ViewRefused(f"A name has at most {LETTERS} characters.")
    if not query:
        raise ViewRefused("Set a filter first: without one it is the list as it always is.")
    others = [one for one in saved_views(membership) if one.name.casefold() != name.casefold()]
    if len(others) >= MOST:
        raise ViewRefused(f"{MOST} views are kept. Delete one first.")
    _keep(membership, [*others, SavedView(name, query)])


def delete_view(membership: Membership, name: str) -> bool:
    """False where there is none of this name."""
    views = saved_views(membership)
    left = [one for one in views if one.name != name]
    if len(left) == len(views):
        return False
    _keep(membership, left)
    return True


def _keep(membership: Membership, views: list[SavedView]) -> None:
    kept = [{"name": one.name, "query": one.query} for one in views]
    membership.preferences = {**membership.preferences, "views": kept}
    membership.save(update_fields=["preferences"])
