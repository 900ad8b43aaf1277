"""Addresses of linking."""

from __future__ import annotations

from django.urls import URLPattern, path

from syncapp.web.linking import apart, by_hand, views

of_workspace: list[URLPattern] = [
    path("linking/", views.linking, name="linking"),
    path("linking/search/", by_hand.search, name="linking_search"),
    path("linking/pair/", by_hand.pair, name="linking_pair"),
    path("linking/link/", by_hand.link, name="linking_link"),
    path("linking/<int:pk>/unlink/", apart.unlink, name="linking_unlink"),
    path("linking/<int:pk>/apart/", apart.set_apart, name="linking_apart"),
]
