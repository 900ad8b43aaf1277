"""Addresses of linking."""

from __future__ import annotations

from django.urls import URLPattern, path

from syncapp.web.linking import apart, by_file, by_hand, numbers, views

of_workspace: list[URLPattern] = [
    path("linking/", views.linking, name="linking"),
    path("linking/search/", by_hand.search, name="linking_search"),
    path("linking/pair/", by_hand.pair, name="linking_pair"),
    path("linking/link/", by_hand.link, name="linking_link"),
    path("linking/file/", by_file.by_file, name="linking_by_file"),
    path("linking/file/link/", by_file.link_all, name="linking_link_all"),
    path("linking/file/errors/", by_file.errors, name="linking_errors"),
    path("linking/file/candidates/", by_file.download, name="linking_candidates"),
    path("linking/numbers/", numbers.numbers, name="linking_numbers"),
    path("linking/<int:pk>/unlink/", apart.unlink, name="linking_unlink"),
    path("linking/<int:pk>/apart/", apart.set_apart, name="linking_apart"),
]
