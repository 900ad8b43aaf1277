from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncapp.core.errors import CATALOGUE, Failure
from syncapp.core.naming import clean_name, company_key, display_name, first_of_companies
from syncapp.core.records import Contact
from syncapp.core.values import Side

TEXTS = st.none() | st.text(max_size=30)
START = datetime(2026, 1, 1, tzinfo=UTC)


def contact(ident: str = "301", *, days: int | None = 0, **more) -> Contact:
    created = None if days is None else START + timedelta(days=days)
    return Contact(side=Side.HUBSPOT, id=ident, created_at=created, **more)


@pytest.mark.parametrize(
    ("known", "name"),
    [
        ({"associated_company": "Acme", "company": "Acme Inc", "first_name": "Ann"}, "Acme"),
        ({"company": "Acme Inc", "first_name": "Ann"}, "Acme Inc"),
        ({"first_name": "Ann", "last_name": "Lee", "emails": ("ann@x.test",)}, "Ann Lee"),
        ({"last_name": "Lee"}, "Lee"),
        ({"emails": ("ann@x.test", "ann@y.test")}, "ann@x.test"),
        ({"associated_company": " ", "company": ":", "first_name": "\t", "emails": ("ann@x.test",)}, "ann@x.test"),
    ],
)
def test_the_name_is_company_then_person_then_address(known: dict, name: str) -> None:  # S14
    assert display_name(contact(**known), first_of_company=True) == name


def test_a_later_contact_of_the_company_collides() -> None:  # S14, S42
    failure = display_name(contact(company="Acme", first_name="Ann"), first_of_company=False)
    assert failure == Failure("display_name_duplicate", {"name": "Acme"})
    assert set(failure.params) <= CATALOGUE[failure.code].params


def test_without_a_company_nobody_is_later() -> None:
    assert display_name(contact(first_name="Ann", last_name="Lee"), first_of_company=False) == "Ann Lee"


def test_whoever_has_nothing_to_be_called_by_fails() -> None:  # S45
    assert display_name(contact(company="\u200b", first_name=" "), first_of_company=True) == Failure("no_name")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Acme: West", "Acme - West"),  # F83
        ("Acme:West::North", "Acme - West - North"),
        ("Acme\tWest\r\nNorth\u2028East", "Acme West North East"),
        (":Acme:", "Acme"),
        ('The "Green" Company', "The 'Green' Company"),
        ("Müller & Söhne – 北京", "Müller & Söhne – 北京"),
        ("🌲 Lily 🌲🌲 Pad 🌲", "Lily Pad"),
        ("🌲", ""),
        ("O'Brien 100%", "O'Brien 100%"),
        ("- Acme -", "- Acme -"),
        ("x" * 600, "x" * 500),
        ("x" * 499 + " y", "x" * 499),
        (" \n:\t", ""),
        (None, ""),
    ],
)
def test_signs_that_quickbooks_forbids_are_replaced(text: str | None, name: str) -> None:  # S14, F83
    assert clean_name(text) == name


@settings(max_examples=300, deadline=None)
@given(company=TEXTS, associated=TEXTS, first=TEXTS, last=TEXTS, email=TEXTS, lead=st.booleans())
def test_a_name_is_allowed_and_never_empty(company, associated, first, last, email, lead) -> None:
    emails = (email,) if email else ()
    person = contact(company=company, associated_company=associated, first_name=first, last_name=last, emails=emails)
    name = display_name(person, first_of_company=lead)
    if isinstance(name, Failure):
        assert name.code in ("no_name", "display_name_duplicate")
        return
    assert 0 < len(name) <= 500
    assert name == name.strip()
    assert not set(name) & set(':\t\n\r"')
    assert max(map(ord, name)) <= 0xFFFF
    assert any(unicodedata.category(char)[0] not in "CZ" for char in name)
    assert clean_name(name) == name


def test_the_first_of_a_company_is_the_oldest_of_it() -> None:  # S14
    people = [
        contact("1", days=9, associated_company="Acme", company_id="77"),
        contact("2", days=3, associated_company="ACME Corp.", company_id="77"),
        contact("3", days=1, company="Birch"),
        contact("4", days=0, company=" birch "),
        contact("5", days=0, first_name="Nobody"),
        contact("6", days=None, company="Cedar"),
        contact("7", days=5, company="Cedar"),
    ]
    assert first_of_companies(people) == {"2", "4", "7"}
    assert first_of_companies(reversed(people)) == {"2", "4", "7"}


def test_of_the_same_moment_the_lower_id_is_first() -> None:
    twins = [contact("1001", company="Acme"), contact("999", company="Acme")]
    assert first_of_companies(twins) == first_of_companies(twins[::-1]) == {"999"}


def test_the_company_is_known_by_its_record_before_its_name() -> None:
    linked = contact(associated_company="Acme", company_id="77", company="Other")
    assert company_key(linked) == "id:77"
    assert company_key(replace(linked, company_id=None)) == "acme"
    assert company_key(contact(company="Other  Co")) == "other co"
    assert company_key(contact()) is None
