from __future__ import annotations

from typing import Any

from syncapp.connectors.exchange import parse
from syncapp.connectors.quickbooks.kept import Kept
from syncapp.core.values import ObjectType


def test_an_object_is_given_out_once_and_exactly_as_it_was() -> None:
    row: dict[str, Any] = parse(
        b'{"Id": "1", "TotalAmt": 100.10, "Line": [{"Qty": 0.3333333}], "Active": true, "Note": "\xc3\x89"}'
    )
    kept = Kept()
    kept.put(ObjectType.INVOICE, ["1"], row)

    taken = kept.take(ObjectType.INVOICE, "1")

    assert taken == row
    assert repr(taken) == repr(row)  # 100.10 stays a decimal of two places
    assert kept.take(ObjectType.INVOICE, "1") is None


def test_a_payment_is_there_for_each_of_its_applications() -> None:
    kept = Kept()
    kept.put(ObjectType.PAYMENT, ["9/1", "9/2"], {"Id": "9"})
    kept.forget(ObjectType.PAYMENT, "9/1")

    assert kept.take(ObjectType.PAYMENT, "9/1") is None
    assert kept.take(ObjectType.INVOICE, "9/2") is None
    assert kept.take(ObjectType.PAYMENT, "9/2") == {"Id": "9"}
    assert len(kept) == 0


def test_many_objects_stay_small() -> None:  # F69
    line = {
        "Id": "1",
        "Amount": 100,
        "DetailType": "SalesItemLineDetail",
        "SalesItemLineDetail": {"ItemRef": {"value": "3", "name": "Hours"}},
    }
    kept = Kept()
    for n in range(100):
        kept.put(
            ObjectType.INVOICE,
            [str(n)],
            {"Id": str(n), "Line": [line] * 5, "BillAddr": {"Line1": "1 Elm Street"}},
        )

    assert sum(map(len, kept._packed.values())) < 100 * 500
