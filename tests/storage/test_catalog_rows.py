"""What an account offers, and what a person chose of it, are read back as they were stored."""

from __future__ import annotations

import json

import pytest

from syncapp.connectors.quickbooks.schema import FIELDS
from syncapp.core.schema import FieldSpec, FieldType, Option
from syncapp.core.value_map import NO_MAP, ValueMap
from syncapp.core.values import Pair
from syncapp.storage.convert import decode_map, decode_spec, encode_map, encode_spec

CHOICE = FieldSpec(
    "terms", "Terms", FieldType.OPTION, options=(Option("1", "Net 15"), Option("2", "Net 30", active=False))
)


@pytest.mark.parametrize(
    "spec", [*(spec for specs in FIELDS.values() for spec in specs), CHOICE], ids=lambda spec: spec.name
)
def test_a_field(spec: FieldSpec) -> None:
    assert decode_spec(json.loads(json.dumps(encode_spec(spec)))) == spec


@pytest.mark.parametrize(
    "chosen",
    [
        NO_MAP,
        ValueMap(Pair({}, {"a": "1", "b": ""}), Pair({"a": "A"}, {"1": "Net 15"})),
        ValueMap(Pair({"1": "a"}, {}), Pair({}, {"1": "Net 15"})),
    ],
)
def test_a_value_map(chosen: ValueMap) -> None:  # B33
    assert decode_map(json.loads(json.dumps(encode_map(chosen)))) == chosen
