"""Pairs: one thing per side, whichever way one asks for it. Texts as they are compared."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.template import Context, Engine

from syncapp.core.values import Pair, Side, listed, minor_unit, name_key, number_key, sku_key, spellings


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


@pytest.mark.parametrize("key", [number_key, sku_key, name_key])
def test_how_an_accent_is_written_makes_no_difference(key: Callable[[str], str | None]) -> None:
    assert key(" R\u00c9-1") == key("re\u0301-1") == "r\u00e9-1"
    assert key(" ") is None


def test_a_text_stands_as_it_is_typed_with_its_accents_apart_or_composed() -> None:
    assert spellings("R\u00c9-1") == ("R\u00c9-1", "RE\u0301-1")
    assert spellings("RE\u0301-1") == ("RE\u0301-1", "R\u00c9-1")
    assert spellings("HS-1") == ("HS-1",)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["Mulch", "Bark"], "Mulch, Bark"),
        (["Mulch, cedar", "Mulch"], "Mulch, cedar; Mulch"),
        (["Mulch, cedar"], "Mulch, cedar"),
        ([], ""),
    ],
)
def test_names_are_told_apart_in_a_list(names: list[str], told: str) -> None:  # A2, S10
    assert listed(names) == told


@pytest.mark.parametrize(
    ("currency", "unit"),
    [("USD", "0.01"), ("UGX", "1"), ("XOF", "1"), ("OMR", "0.001"), ("TND", "0.001"), ("LYD", "0.001"), ("", "0.01")],
)
def test_a_currency_has_the_cents_that_the_standard_gives_it(currency: str, unit: str) -> None:  # A33
    assert minor_unit(currency) == Decimal(unit)
