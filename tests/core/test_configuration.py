"""A configuration file: what is none is said so, with the place where it is wrong (B9)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncapp.core.configuration import FORMAT, LARGEST, VERSION, BadFile, parsed, written

HEAD = {"format": FORMAT, "version": VERSION}
PAIR = {"hubspot": "phone", "quickbooks": "PrimaryPhone.FreeFormNumber"}


def refused(data: bytes | str) -> list[str]:
    with pytest.raises(BadFile) as bad:
        parsed(data)
    return [str(one) for one in bad.value.problems]


def file(**parts: Any) -> str:
    return json.dumps({**HEAD, **parts})


def invoices(**parts: Any) -> str:
    return file(syncs={"invoices": parts})


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\xff\xfe\x00{", "This is no text file."),
        (b"direction: two-way", "line 1, column 1: This is no JSON: expecting value."),
        (b'{\n "format": "x",\n}', "line 3, column 1: This is no JSON: expecting property name enclosed in double quotes."),
        (b"[1]", "This is no configuration of syncapp: it does not say “format”: “syncapp configuration”."),
        (b'{"invoices": []}', "This is no configuration of syncapp: it does not say “format”: “syncapp configuration”."),
        (b"[" * 100_000, "It is nested too deeply to be a configuration."),
        (b" " * (LARGEST + 1), f"The file has {LARGEST + 1:,} bytes. A configuration has at most {LARGEST:,}."),
        (b'{"format": "a", "format": "b"}', "“format” stands twice in the same place. Which of the two is meant?"),
        (b'{"version": NaN}', "“NaN” is no number."),
        (b'{"version": ' + b"9" * 5000 + b"}", "A number is too long."),
    ],
)  # fmt: skip
def test_what_is_no_configuration_is_said_so(data: bytes, sentence: str) -> None:
    assert refused(data) == [sentence]


@pytest.mark.parametrize(("version", "said"), [(2, "2"), (True, "true"), ("1", '"1"'), (None, "null")])
def test_another_version_is_not_guessed_at(version: Any, said: str) -> None:
    told = refused(json.dumps({"format": FORMAT, "version": version}))
    assert told == [f"version: The file is of version {said}, and this syncapp reads version 1."]


def test_a_file_without_a_version_is_not_guessed_at() -> None:
    assert refused(json.dumps({"format": FORMAT})) == [
        "version: The file does not say its version, and this syncapp reads version 1."
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (file(sync={}), "sync: This is not known. Is “syncs” meant?"),
        (file(syncs={"payments": {}}), "syncs.payments: This is not known."),
        (file(syncs=[]), "syncs: [] is not a group of settings."),
        (file(settings={"protected_through": "2026-02-30"}), 'settings.protected_through: "2026-02-30" is not a day such as “2026-12-31”.'),
        (file(settings={"polling_interval_seconds": True}), "settings.polling_interval_seconds: true is not a whole number."),
        (file(settings={"send_without_asking": "yes"}), 'settings.send_without_asking: "yes" is not true or false.'),
        (invoices(direction="both"), 'syncs.invoices.direction: "both" is not one of “two-way”, “to-hubspot” or “to-quickbooks”.'),
        (invoices(outbound="all"), "syncs.invoices.outbound: This is not known."),
        (invoices(line_item_acount="79"), "syncs.invoices.line_item_acount: This is not known. Is “line_item_account” meant?"),
        (invoices(line_item_account={"id": "79"}), "syncs.invoices.line_item_account: “name” is missing."),
        (invoices(mappings={}), "syncs.invoices.mappings: {} is not a list."),
        (invoices(mappings=[PAIR, {"hubspot": "phone"}]), "syncs.invoices.mappings[1]: “quickbooks” is missing."),
        (invoices(mappings=[{**PAIR, "transform": "double"}]), 'syncs.invoices.mappings[0].transform: "double" is not one of “same”, “email”, “opposite” or “percent”.'),
        (invoices(filters={"to_hubspot": [[{"property": "Balance", "operator": "is", "values": [{"number": "NaN"}]}]]}), 'syncs.invoices.filters.to_hubspot[0][0].values[0].number: "NaN" is not a number such as “12.50”.'),
        (invoices(filters={"hubspot": []}), "syncs.invoices.filters.hubspot: This is not known. Is “to_hubspot” meant?"),
        (invoices(line_item_account="x" * 401), "syncs.invoices.line_item_account: " + '"' + "x" * 39 + "… is not a text of up to 400 letters."),
    ],
)  # fmt: skip
def test_the_place_of_a_mistake_is_named(text: str, sentence: str) -> None:
    assert refused(text) == [sentence]


def test_every_mistake_is_named_at_once() -> None:
    assert len(refused(file(settings={"a": 1, "b": 2}, syncs={"invoices": {"direction": 1}}))) == 3


def test_half_a_sign_is_no_text() -> None:
    assert refused(file(settings={"company_time_zone": "\ud800"}))


def test_what_is_written_is_read() -> None:
    document = parsed(invoices(direction="two-way", mappings=[{**PAIR, "on": False}]))
    assert parsed(written(document)) == document
    assert parsed("\ufeff".encode() + written(document).encode()) == document


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.sampled_from(["direction", "mappings", "filters", "methods", "values", "id", "name", "x"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(
    JSON,
    st.sampled_from(["syncs", "settings", "accounts"]),
    st.sampled_from(["invoices", "contacts", "protected_through"]),
)
def test_any_file_is_read_or_refused(value: Any, part: str, name: str) -> None:
    for inside in (value, {name: value}):
        text = json.dumps({**HEAD, part: inside})
        try:
            read = parsed(text)
        except BadFile:
            continue
        assert read[part] == inside
