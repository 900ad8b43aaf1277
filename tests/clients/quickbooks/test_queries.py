"""python-quickbooks asks: every operator, escaping, ordering, counting, paging to the end, and what cannot be asked."""

from __future__ import annotations

from typing import Any

import pytest
from quickbooks import QuickBooks as Client
from quickbooks.exceptions import ValidationException
from quickbooks.objects import Customer, Invoice, Item, Payment

from tests.clients.quickbooks.app import Sandbox, customer, form, item

NAMES = ("Acme", "Birch & Sons", "Cedar's Edge", "Dogwood 100%", r"Elm \ Oak", "Fir + Co")


@pytest.fixture
def people(sandbox: Sandbox, client: Client) -> Client:
    for number, name in enumerate(NAMES):
        email = {"Address": f"{number}@example.com"}
        sandbox.vendor.company().load("Customer", {"DisplayName": name, "PrimaryEmailAddr": email})
    return client


def names(found: list[Any]) -> list[str]:
    return [each.DisplayName for each in found]


@pytest.mark.parametrize("name", NAMES[:4] + NAMES[5:])
def test_a_name_is_found_with_whatever_signs_it_has(people: Client, name: str) -> None:
    assert names(Customer.filter(DisplayName=name, qb=people)) == [name]
    assert names(Customer.choose([name], field="DisplayName", qb=people)) == [name]
    assert Customer.count("DisplayName = '{}'".format(name.replace("'", r"\'")), qb=people) == 1


def test_a_backslash_is_written_twice(people: Client) -> None:
    assert names(Customer.where(r"DisplayName = 'Elm \\ Oak'", qb=people)) == [r"Elm \ Oak"]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("Id = '2'", [1]), ("Id IN ('1', '3')", [0, 2]), ("Id in ('9')", []), ("Id > '4'", [4, 5]), ("Id >= '5'", [4, 5]),
        ("Id < '2'", [0]), ("Id <= '2'", [0, 1]), ("DisplayName LIKE '%&%'", [1]), ("DisplayName like 'cedar%'", [2]),
        ("DisplayName LIKE '%100%'", [3]), ("DisplayName LIKE 'Acme'", [0]), ("DisplayName = 'acme'", []),
        ("PrimaryEmailAddr = '3@example.com'", [3]), ("Active = true AND Id = '1'", [0]), ("Active = False", []),
        ("Balance = '0' and DisplayName > 'E'", [4, 5]), ("MetaData.CreateTime >= '2026-11-24T10:30:00-08:00'", [0, 1, 2, 3, 4, 5]),
        ("MetaData.LastUpdatedTime > '2026-11-24T18:30:00Z'", []), ("MetaData.LastUpdatedTime <= '2026-11-24T10:30:00'", [0, 1, 2, 3, 4, 5]),
    ],
)  # fmt: skip
def test_each_operator(people: Client, where: str, expected: list[int]) -> None:
    found = names(Customer.where(where, order_by="Id", qb=people))
    assert found == [NAMES[at] for at in expected]
    assert Customer.count(where, qb=people) == len(expected)


def test_both_spellings_and_both_directions_of_order(people: Client) -> None:
    assert names(Customer.all(order_by="DisplayName DESC", qb=people)) == sorted(NAMES, reverse=True)
    assert names(Customer.filter(Active=True, order_by="DisplayName ASC", qb=people)) == sorted(NAMES)
    assert names(Customer.where("Active = true", order_by="Active, DisplayName DESC", qb=people))[0] == "Fir + Co"


def test_pages_go_on_to_the_end(sandbox: Sandbox, client: Client) -> None:
    company = sandbox.vendor.company()
    for number in range(2_105):
        company.load("Customer", {"DisplayName": f"C{number:04}"})
    found, start = [], 1
    while page := Customer.all(order_by="Id", start_position=start, max_results=1000, qb=client):
        found += names(page)
        start += len(page)
    assert (len(found), len(set(found)), found[-1]) == (2_105, 2_105, "C2104")
    assert Customer.count(qb=client) == 2_105
    assert len(Customer.all(qb=client)) == 100  # the client's own default
    assert len(Customer.query("select * from Customer", qb=client)) == 100  # the vendor's
    assert len(Customer.all(max_results=5000, qb=client)) == 1000


def test_invoices_by_number_date_customer_amount(client: Client) -> None:
    who, what = customer(client), item(client)
    for number, day in (("HS-1", "2026-11-01"), ("HS-2", "2026-11-20")):
        made = form(Invoice, who, what)
        made.DocNumber, made.TxnDate = number, day
        made.save(qb=client)
    for where in (
        "DocNumber = 'HS-1'", "TxnDate < '2026-11-02'", f"CustomerRef = '{who.Id}' and DueDate <= '2026-12-01'",
        "DocNumber in ('HS-1', 'HS-9')", "TotalAmt = 102 AND DocNumber LIKE '%-1'", "Balance > '0' AND TxnDate = '2026-11-01'",
    ):  # fmt: skip
        assert [each.DocNumber for each in Invoice.where(where, qb=client)] == ["HS-1"], where
    assert [each.DocNumber for each in Invoice.all(order_by="TxnDate DESC", qb=client)] == ["HS-2", "HS-1"]


def test_items_come_with_their_sku(client: Client) -> None:
    item(client)
    assert Item.all(qb=client)[0].Sku == "LAB"


@pytest.mark.parametrize(
    ("kind", "where", "code", "detail"),
    [
        (
            Payment,
            "UnappliedAmt > '0'",
            4001,
            "QueryValidationError: property 'UnappliedAmt' is not queryable",
        ),
        (Invoice, "PrivateNote = 'x'", 4001, "QueryValidationError: property 'PrivateNote' is not queryable"),
        (
            Invoice,
            "Colour = 'red'",
            4001,
            "QueryValidationError: Property Colour not found for Entity Invoice",
        ),
        (Customer, "Id = '1' OR Id = '2'", 4000, 'QueryParserError: Encountered " <OR> "OR ""'),
        (Customer, "Id != '1'", 4000, "QueryParserError: Invalid content. Lexical error"),
        (Customer, "NOT Id = '1'", 4000, "QueryParserError: Encountered"),
        (Customer, "DisplayName = 'it's'", 4000, 'QueryParserError: Encountered " <IDENTIFIER> "s ""'),
    ],
)
def test_what_cannot_be_asked_is_the_clients_validation_error(
    client: Client, kind: Any, where: str, code: int, detail: str
) -> None:
    with pytest.raises(ValidationException) as raised:
        kind.where(where, qb=client)
    assert raised.value.error_code == code
    assert raised.value.detail.startswith(detail)


def test_nothing_found_is_an_empty_list(client: Client) -> None:
    assert Customer.all(qb=client) == []
    assert Customer.count(qb=client) == 0
