"""What a contact is called as a customer in QuickBooks (S14), and the item of lines without a product (A22)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from syncapp.core.errors import Failure
from syncapp.core.records import Contact, Product
from syncapp.core.values import name_key

NAME_LENGTH = 500
CUSTOM_LINE_ITEM = "Custom Line Item"  # A22
CUSTOM_NAMES = (CUSTOM_LINE_ITEM, f"{CUSTOM_LINE_ITEM} (deleted)")  # QuickBooks adds the word to what is inactive
_BLANK = ("Cc", "Zl", "Zp")  # tabs and line ends of every kind


def display_name(contact: Contact, first_of_company: bool) -> str | Failure:
    """The display name of a new customer: company, else first and last name, else address; never empty.

    A company's name belongs to its first contact; a later one collides with it and is told so (S42),
    even where the first is not in QuickBooks yet.
    """
    company = clean_name(contact.associated_company) or clean_name(contact.company)
    if company:
        return company if first_of_company else Failure("display_name_duplicate", {"name": company})
    person = clean_name(" ".join(part for part in (contact.first_name, contact.last_name) if part))
    email = clean_name(contact.emails[0]) if contact.emails else ""
    return person or email or Failure("no_name")


def is_custom_name(name: object) -> bool:
    """Whether an item of this name would be the one of lines without a product (A22)."""
    return isinstance(name, str) and name_key(name) in map(name_key, CUSTOM_NAMES)


def clean_name(text: str | None) -> str:
    """`text` as QuickBooks takes a name: no `:`, tab, line end, double quote or emoji, single blanks, at most 500."""
    return _fit((text or "").replace('"', "'"))[:NAME_LENGTH].rstrip()


def item_name(text: str | None) -> str:
    """`text` as QuickBooks takes the name of an item, however long: inches may stand in it."""
    return _fit(text or "")


def proper_name(text: str) -> str:
    """A part of a name as QuickBooks takes it; nothing is left out of one that it takes, or that has no other sign."""
    refused = any(char == ":" or _is_blank(char) for char in text)
    return (_fit(text) if refused else "") or text


def _fit(text: str) -> str:
    plain = "".join(" " if _is_blank(char) else char for char in text)
    name = " ".join(re.sub(r"\s*:[\s:]*", " - ", plain.strip(": ")).split())
    # Signs that nobody sees, such as a zero-width blank, make no name.
    return name if any(unicodedata.category(char)[0] not in "CZ" for char in name) else ""


def _is_blank(char: str) -> bool:
    """What is replaced; QuickBooks takes nothing beyond the first 65,536 signs, where the emoji are."""
    return unicodedata.category(char) in _BLANK or ord(char) > 0xFFFF


def company_key(contact: Contact) -> str | None:
    """What makes two contacts of one company: the associated company, else the same company name."""
    if contact.associated_company:
        return f"id:{contact.company_id}" if contact.company_id else name_key(contact.associated_company)
    return name_key(contact.company)


def first_of_companies(contacts: Iterable[Contact]) -> frozenset[str]:
    """The ids of those that take their company's name: the lowest create date of each company (S14).

    To be given the contacts that become customers; a lead that never does must not keep the name from them (A4).
    """
    first: dict[str, Contact] = {}
    for contact in contacts:
        key = company_key(contact)
        if key and (key not in first or _age(contact) < _age(first[key])):
            first[key] = contact
    return frozenset(contact.id for contact in first.values())


def _age(contact: Contact) -> tuple[bool, float, int, str]:
    created = contact.created_at
    return created is None, created.timestamp() if created else 0.0, len(contact.id), contact.id


# -- another name, where this one is taken (S42, B21) --------------------------------------------------------------------

PATTERNS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "person_company": ("First Last (Company)", "{person} ({company})"),
        "company_person": ("Company (First Last)", "{company} ({person})"),
        "company_domain": ("Company (email domain)", "{company} ({domain})"),
        "person": ("First Last", "{person}"),
        "email": ("Email address", "{email}"),
    }
)


def patterned(pattern: str, *, person: str = "", company: str = "", email: str = "") -> str:
    """A name made by one of the PATTERNS; empty where a part of it is not known."""
    parts = {"person": person, "company": company, "email": email, "domain": email.partition("@")[2]}
    words = PATTERNS[pattern][1]
    return clean_name(words.format(**parts)) if all(parts[name] for name in parts if f"{{{name}}}" in words) else ""


def unfit(name: str) -> str:
    """Why QuickBooks would not take this as a display name, in a sentence; empty where it would."""
    if not clean_name(name):
        return "Type a name."
    if len(name) > NAME_LENGTH:
        return f"This name has {len(name)} characters; QuickBooks Online takes at most {NAME_LENGTH}."
    if clean_name(name) != " ".join(name.split()) or any(unicodedata.category(char) in _BLANK for char in name):
        return "A display name in QuickBooks Online holds no colon, double quote, tab or line break."
    return ""


def called(record: Contact | Product) -> str:
    """What people call a contact, a customer, a product or an item."""
    if isinstance(record, Product):
        return record.name
    person = " ".join(part for part in (record.first_name, record.last_name) if part)
    return record.display_name or person or next(iter(record.emails), "") or record.company or ""
