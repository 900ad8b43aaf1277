"""Addresses that several pages lead to, whichever of their pages stands."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from syncapp.core.values import ObjectType


def first_of(*places: tuple[str, Sequence[object]]) -> str:
    """The first of these names that has a page; empty where none has."""
    for name, args in places:
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            continue
    return ""


def accounts(slug: str) -> str:
    """Where bookkeepers too choose the accounts of all syncs (B12)."""
    return setting(slug, "accounts")


def setting(slug: str, name: str) -> str:
    return f"{reverse('quickbooks', args=[slug])}?tab=settings#{name}"


def configure(slug: str, object_type: str, mapping: str = "") -> str:
    """Where the sync of this object is set up, or one of its mappings edited; payments come with invoices (S17)."""
    own = ObjectType.INVOICE if object_type == ObjectType.PAYMENT else ObjectType(object_type)
    page = first_of(("sync_configure", [slug, own]), ("quickbooks", [slug]))
    return f"{page}?{urlencode({'edit': mapping})}#mapping" if mapping else page
