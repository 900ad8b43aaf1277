"""What the item of a line is called that matches none, and what keeps it from being made (B28)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncapp.core.errors import CATALOGUE, Failure
from syncapp.core.new_items import NAME_LENGTH, NewItem, by_name, by_sku, new_item
from syncapp.core.records import Line, Product
from syncapp.core.values import Side, name_key

TEXTS = st.none() | st.text(max_size=30)


def line(name: str | None = "Gravel", sku: str | None = None, **more: Any) -> Line:
    return Line(id="1", name=name, sku=sku, amount=Decimal(10), **more)


def item(name: str = "Gravel", **more: Any) -> Product:
    return Product(side=Side.QUICKBOOKS, id=more.pop("id", "7"), name=name, **{"kind": "Service", **more})


def product(name: str, sku: str | None = None) -> Product:
    return Product(side=Side.HUBSPOT, id="301", name=name, sku=sku)


@pytest.mark.parametrize(
    ("of", "name"),
    [
        (line("Gravel"), "Gravel"),
        (line("Gravel: washed"), "Gravel - washed"),
        (line('Pipe 1" :\twhite\n'), 'Pipe 1" - white'),
        (line(None, "GRV-1"), "GRV-1"),
        (line(":", "GRV-1"), "GRV-1"),
        (line("G" * NAME_LENGTH), "G" * NAME_LENGTH),
    ],
)
def test_it_is_called_as_the_line_else_by_its_sku(of: Line, name: str) -> None:
    made = new_item(of, None)
    assert isinstance(made, NewItem)
    assert made.name == name


def test_its_product_comes_first_with_name_and_sku() -> None:
    assert new_item(line("Gravel for the long bed", "X"), product("Gravel", "GRV-1")) == NewItem("Gravel", "GRV-1")


def test_what_has_no_name_cannot_become_one() -> None:
    failure = new_item(line("\u200b", description="Two loads\nby bed"), None)
    assert failure == Failure("item_unnamed", {"line": "Two loads"})
    assert set(failure.params) <= CATALOGUE["item_unnamed"].params


def test_a_name_is_never_cut() -> None:
    failure = new_item(line("G" * (NAME_LENGTH + 1)), None)
    assert isinstance(failure, Failure)
    assert (failure.code, failure.params["length"]) == ("text_too_long", "101")


@given(TEXTS, TEXTS)
def test_whatever_it_is_called_quickbooks_takes_it(name: str | None, sku: str | None) -> None:
    made = new_item(line(name, sku), None)
    if isinstance(made, NewItem):
        assert 0 < len(made.name) <= NAME_LENGTH
        assert not set(made.name) & set(":\t\n\r")
        assert made.name == " ".join(made.name.split())


@given(st.text(min_size=1, max_size=20))
def test_lines_that_differ_in_case_or_blanks_alone_share_one(name: str) -> None:
    first, second = new_item(line(name), None), new_item(line(f"  {name} "), None)
    if isinstance(first, NewItem) and isinstance(second, NewItem):
        assert first.key == second.key


@pytest.mark.parametrize(
    ("there", "holder"),
    [
        (item(kind="Category"), "a category"),
        (item(kind="Group"), "a bundle"),
        (item(kind="Inventory"), "a stock item"),
        (item(sku="GRV-9"), "an item with the SKU GRV-9"),
    ],
)
def test_a_name_that_is_taken_is_not_used(there: Product, holder: str) -> None:
    failure = by_name(NewItem("gravel", "GRV-1"), [there])
    assert isinstance(failure, Failure)
    assert (failure.code, failure.params["holder"]) == ("item_name_taken", holder)
    assert set(failure.params) <= CATALOGUE["item_name_taken"].params | {"item_id"}  # for the button


def test_the_one_of_that_name_takes_the_line() -> None:
    assert by_name(NewItem("gravel"), [item("Gravel", sku="GRV-9"), item("Sand", id="8")]) == "7"
    assert by_name(NewItem("Gravel", "GRV-1"), [item(kind="NonInventory")]) == "7"
    assert by_name(NewItem("Gravel"), [item("Sand")]) is None


def test_two_of_that_name_are_never_chosen_between() -> None:
    failure = by_name(NewItem("Gravel"), [item(), item(id="8")])
    assert isinstance(failure, Failure)
    assert failure.params["holder"] == "2 items of this name"


@pytest.mark.parametrize("name", ["Gravel", "Gravel (deleted)"])
def test_an_inactive_one_is_not_made_again(name: str) -> None:
    assert by_name(NewItem("Gravel"), [item(name, active=False)]) == Failure(
        "item_inactive", {"item": name, "item_id": "7"}
    )


def test_the_sku_decides_before_the_name() -> None:
    wanted = NewItem("Gravel", "grv-1 ")
    assert by_sku(wanted, [item("Stones", sku="GRV-1")]) == "7"
    assert by_sku(wanted, [item(sku="GRV-1", active=False)]) == Failure(
        "item_inactive", {"item": "Gravel", "item_id": "7"}
    )
    several = by_sku(wanted, [item(sku="GRV-1"), item("Stones", sku="GRV-1", id="8")])
    assert isinstance(several, Failure)
    assert several.code == "ambiguous_sku"
    assert by_sku(NewItem("Gravel"), [item(sku=None)]) is None


@pytest.mark.parametrize(("kind", "code"), [("Group", "bundle_item"), ("Category", "category_item")])
def test_what_is_not_sold_as_one_line_is_none_by_its_sku(kind: str, code: str) -> None:
    found = by_sku(NewItem("Gravel", "GRV-1"), [item("Garden set", sku="GRV-1", kind=kind)])
    assert found == Failure(code, {"item": "Garden set", "item_id": "7"})


def test_its_key_is_a_name_as_quickbooks_compares_it() -> None:
    assert NewItem("Gravel  washed").key == f"name:{name_key('gravel WASHED')}"
