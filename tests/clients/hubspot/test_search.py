"""Search through the client: every operator, sorts, paging to the end and up to the cap."""

from __future__ import annotations

from typing import Any

import pytest
from hubspot import HubSpot as Client

from tests.clients.hubspot.doors import Door, contact, invoice
from tests.clients.hubspot.site import Site, refused
from tests.sandbox.hubspot.portal import end

# Name, price, a pick of several, a day's moment in milliseconds.
GOODS = [
    {"name": "Cedar mulch", "price": "10", "hs_sku": "mulch-1", "hs_product_type": "inventory"},
    {"name": "Pine mulch", "price": "20.5", "hs_sku": "mulch-2", "hs_product_type": "non_inventory"},
    {"name": "Mowing", "price": "30", "hs_sku": "MOW-1", "hs_product_type": "service"},
    {"name": "Snow removal", "hs_sku": "snow-1"},
]


def only(name: str, operator: str, **more: Any) -> dict[str, Any]:
    return {"propertyName": name, "operator": operator, **more}


@pytest.fixture
def goods(client: Client) -> Door:
    door = Door(client, "products")
    door.create_all(*GOODS)
    return door


def names(found: Any) -> list[str]:
    assert found.total == len(found.results)
    return [one.properties["name"].split()[0] for one in found.results]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (only("name", "EQ", value="cedar MULCH"), ["Cedar"]),
        (only("name", "NEQ", value="Mowing"), ["Cedar", "Pine", "Snow"]),
        (only("price", "LT", value="20.5"), ["Cedar"]),
        (only("price", "LTE", value="20.50"), ["Cedar", "Pine"]),
        (only("price", "GT", value="9"), ["Cedar", "Pine", "Mowing"]),  # as numbers, not as text
        (only("price", "GTE", value="20.5"), ["Pine", "Mowing"]),
        (only("price", "BETWEEN", value="10", high_value="20.5"), ["Cedar", "Pine"]),
        (only("hs_sku", "IN", values=["mulch-1", "snow-1"]), ["Cedar", "Snow"]),
        (only("hs_sku", "IN", values=["MULCH-1"]), []),  # texts have to be asked for in lower case
        (only("hs_sku", "NOT_IN", values=["mulch-1", "mow-1"]), ["Pine", "Snow"]),
        (only("price", "HAS_PROPERTY"), ["Cedar", "Pine", "Mowing"]),
        (only("price", "NOT_HAS_PROPERTY"), ["Snow"]),
        (only("name", "CONTAINS_TOKEN", value="MULCH"), ["Cedar", "Pine"]),
        (only("name", "CONTAINS_TOKEN", value="mo*"), ["Mowing"]),
        (only("name", "NOT_CONTAINS_TOKEN", value="mulch"), ["Mowing", "Snow"]),
        (only("hs_product_type", "EQ", value="service"), ["Mowing"]),
        (only("hs_product_type", "EQ", value="SERVICE"), []),  # case counts where there are options
    ],
    ids=lambda one: "-".join(map(str, one.values())) if isinstance(one, dict) else None,
)
def test_each_operator(goods: Door, asked: dict[str, Any], expected: list[str]) -> None:
    spelled = goods.models.Filter(
        property_name=asked["propertyName"], operator=asked["operator"], value=asked.get("value"),
        values=asked.get("values"), high_value=asked.get("high_value"),
    )  # fmt: skip
    groups = [goods.models.FilterGroup(filters=[spelled])]
    assert names(goods.search_groups(groups, properties=["name"], limit=10)) == expected


def test_filters_narrow_and_groups_widen(goods: Door) -> None:
    mulch, dear = only("name", "CONTAINS_TOKEN", value="mulch"), only("price", "GTE", value="20")
    assert names(goods.search(mulch, dear, properties=["name"])) == ["Pine"]
    either = [{"filters": [mulch]}, {"filters": [dear]}]
    assert names(goods.search_groups(either, properties=["name"])) == ["Cedar", "Pine", "Mowing"]


@pytest.mark.parametrize(
    ("sorts", "expected"),
    [
        ([], ["Cedar", "Pine", "Mowing", "Snow"]),  # as they were made
        (["-name"], ["Snow", "Pine", "Mowing", "Cedar"]),
        (["name"], ["Cedar", "Mowing", "Pine", "Snow"]),
        ([{"propertyName": "name", "direction": "DESCENDING"}], ["Snow", "Pine", "Mowing", "Cedar"]),
        ([{"propertyName": "price", "direction": "ASCENDING"}], ["Cedar", "Pine", "Mowing", "Snow"]),
    ],
)
def test_sorts_in_both_spellings(goods: Door, sorts: list[Any], expected: list[str]) -> None:
    assert names(goods.search(sorts=sorts, properties=["name"])) == expected


def test_words_are_looked_for_in_the_usual_properties(goods: Door) -> None:
    assert names(goods.search(query="mulch", properties=["name"])) == ["Cedar", "Pine"]
    assert names(goods.search(query="MOW-1", properties=["name"])) == ["Mowing"]


def test_records_are_found_by_what_they_are_associated_with(client: Client) -> None:
    ann = contact(client)
    bill = invoice(client, end(ann, 177))
    invoice(client)
    found = Door(client, "invoices").search(only("associations.contact", "EQ", value=ann))
    assert [one.id for one in found.results] == [bill]


def test_times_are_compared_as_milliseconds_and_as_iso(client: Client) -> None:
    door = Door(client, "contacts")
    contact(client)
    since = door.page(properties=["lastmodifieddate"]).results[0].properties["lastmodifieddate"]
    for value in (since, str(int(door.page().results[0].updated_at.timestamp() * 1000))):
        assert door.search(only("lastmodifieddate", "GTE", value=value)).total == 1
        assert door.search(only("lastmodifieddate", "GT", value=value)).total == 0


def test_paging_goes_to_the_end(goods: Door) -> None:
    for start in range(0, 500, 100):
        goods.create_all(*({"name": f"Stone {number}"} for number in range(start, start + 100)))
    stones = only("name", "CONTAINS_TOKEN", value="stone")
    seen: list[str] = []
    after, sizes = None, []
    while True:
        found = goods.search(stones, limit=200, after=after, sorts=["hs_object_id"], properties=["name"])
        assert found.total == 500
        seen += [one.properties["name"] for one in found.results]
        sizes.append(len(found.results))
        if found.paging is None:
            break
        after = found.paging.next.after
    assert sizes == [200, 200, 100]
    assert seen == [f"Stone {number}" for number in range(500)]


def test_nothing_is_found_past_ten_thousand(site: Site, client: Client) -> None:
    for number in range(10_050):
        site.sandbox.hubspot.load("products", {"name": f"Stone {number}"})  # type: ignore[attr-defined]
    door = Door(client, "products")
    last = door.search(limit=200, after="9800", properties=["name"])
    assert (last.total, len(last.results), last.results[-1].properties["name"]) == (10_050, 200, "Stone 9999")
    for after, limit in ((last.paging.next.after, 200), ("9900", 200), ("10000", 1)):
        with refused(400, "VALIDATION_ERROR", "Bad Request"):
            door.search(limit=limit, after=after)


@pytest.mark.parametrize(
    "groups",
    [
        [{"filters": [only("no_such", "EQ", value="1")]}],
        [{"filters": [only("name", "LIKE", value="1")]}],
        [{"filters": [only("name", "EQ")]}],
        [{"filters": [only("name", "IN", value="x")]}],
        [{"filters": [only("price", "BETWEEN", value="1")]}],
        [{"filters": [only("price", "GT", value="dear")]}],
        [{"filters": [only("name", "HAS_PROPERTY")] * 7}],
        [{"filters": [only("name", "HAS_PROPERTY")]}] * 6,
        [{"filters": [only("name", "HAS_PROPERTY")] * 4}] * 5,
        [{"filters": [only("name", "EQ", value="x" * 3000)]}],
    ],
)
def test_what_cannot_be_searched_is_a_400(client: Client, groups: list[dict[str, Any]]) -> None:
    with refused(400, "VALIDATION_ERROR"):
        Door(client, "products").search_groups(groups)


def test_limits_of_a_page(client: Client) -> None:
    for asked in ({"limit": 201}, {"sorts": ["name", "price"]}, {"sorts": ["no_such"]}, {"after": "x"}):
        with refused(400, "VALIDATION_ERROR"):
            Door(client, "products").search(**asked)


def test_archived_records_are_not_found(goods: Door) -> None:
    goods.archive(goods.search(only("name", "EQ", value="mowing")).results[0].id)
    assert goods.search(only("name", "EQ", value="mowing")).total == 0
