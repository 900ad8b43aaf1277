"""Why a record is written that has just been found on both sides: nobody has changed it (B2)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from syncapp.core.mapping import FieldPair
from syncapp.core.plan import NO_BASE, Base, Rules, Situation
from syncapp.core.plans.fields import linked_fields
from syncapp.core.records import Product
from syncapp.core.schema import FieldSpec, FieldType
from syncapp.core.values import Direction, Pair, Policy, Side

PRICE = Pair("price", "UnitPrice")


def planned(base: Pair[Base], policy: Policy) -> list[tuple[Side, str]]:
    specs = Pair(*({name: FieldSpec(name, name, FieldType.NUMBER)} for _, name in PRICE))
    rules = Rules(
        direction=Direction.TWO_WAY, policy=policy, pairs=(FieldPair(PRICE.hubspot, PRICE.quickbooks),), specs=specs
    )
    here = Product(side=Side.HUBSPOT, id="1", values={PRICE.hubspot: Decimal("85")})
    there = Product(side=Side.QUICKBOOKS, id="2", values={PRICE.quickbooks: Decimal("80")})
    decision = linked_fields(Situation(rules=rules, hubspot=here, quickbooks=there, linked=True, base=base))
    return [(one.side, one.reason) for one in decision.planned]


@pytest.mark.parametrize(
    ("policy", "written", "because"),
    [
        (Policy.HUBSPOT, Side.QUICKBOOKS, "now linked: HubSpot data is used"),
        (Policy.QUICKBOOKS, Side.HUBSPOT, "now linked: QuickBooks Online data is used"),
    ],
)
def test_what_was_never_equal_was_not_changed(policy: Policy, written: Side, because: str) -> None:
    assert planned(NO_BASE, policy) == [(written, because)]


def test_what_was_equal_was_changed_since() -> None:
    base = Pair(Base(values={PRICE.hubspot: Decimal("80")}), Base(values={PRICE.quickbooks: Decimal("80")}))
    assert planned(base, Policy.HUBSPOT) == [(Side.QUICKBOOKS, "changed in HubSpot")]
