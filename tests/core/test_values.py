"""Pairs: one thing per side, whichever way one asks for it."""

from __future__ import annotations

from django.template import Context, Engine

from syncapp.core.values import Pair, Side


def test_a_template_finds_each_side_by_its_name() -> None:
    text = (
        Engine()
        .from_string("{{ pair.hubspot }} {{ pair.quickbooks }}")
        .render(Context({"pair": Pair("here", "there")}))
    )

    assert text == "here there"


def test_each_side_has_its_other() -> None:
    pair = Pair(1, 2)

    assert [(pair[side], pair.other(side)) for side in Side] == [(1, 2), (2, 1)]
