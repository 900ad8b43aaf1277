"""Questions before a write: who has this number, this name, this address, this SKU."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product

from syncapp.connectors.pages import chunks
from syncapp.connectors.protocol import Holder
from syncapp.connectors.quickbooks.numbers import decimal_of
from syncapp.connectors.quickbooks.query import ALL, VALUES, Queries, Question, Row, any_of, quoted
from syncapp.connectors.quickbooks.translate import Translator
from syncapp.connectors.quickbooks.values import ref, ref_name
from syncapp.core.records import Contact, Product
from syncapp.core.values import clean_text, email_key, name_key, number_key, plain, sku_key, spellings

NUMBERED = ("Invoice", "CreditMemo", "SalesReceipt", "RefundReceipt")
NAMED = ("Customer", "Vendor", "Employee")
EACH = 3  # letters of a code of which every case is asked for: 8 spellings
_LETTERS = re.compile(r"([^\W\d_]+)")
Key = Callable[[str | None], str | None]


def numbers(queries: Queries, translator: Translator, asked: Sequence[str]) -> dict[str, list[Holder]]:
    """Over every form that shares the numbers, whatever the company's setting (A18)."""
    found: dict[str, list[Holder]] = {}
    for entity, row in _asked(queries, NUMBERED, "DocNumber", variants_of_codes(asked)):
        key = number_key(str(row.get("DocNumber") or ""))
        for number in asked:
            if number_key(number) == key:
                found.setdefault(number, []).append(_number_holder(translator, entity, row))
    return found


def names(queries: Queries, translator: Translator, asked: Sequence[str]) -> dict[str, list[Holder]]:
    """Over customers, vendors and employees, who share one name space, inactive ones too (S42)."""
    found: dict[str, list[Holder]] = {}
    for entity, row in _asked(queries, NAMED, "DisplayName", variants(asked), ALL):
        key = name_key(str(row.get("DisplayName") or ""))
        for name in asked:
            if name_key(name) == key:
                found.setdefault(name, []).append(_name_holder(translator, entity, row))
    return found


def customers_by_email(queries: Queries, translator: Translator, emails: Sequence[str]) -> dict[str, list[Contact]]:
    """Active customers by each of these addresses.

    A customer's one field may hold several addresses, so each is looked for inside it.
    """
    keys = _unique(key for key in map(email_key, emails) if key)
    rows = queries.many([Question("Customer", f"PrimaryEmailAddr LIKE {quoted(f'%{key}%')}") for key in keys])
    customers = {row["Id"]: translator.contact(row) for found in rows for row in found}
    return {
        key: having
        for key in keys
        if (having := [each for each in customers.values() if key in each.emails and each.active])
    }


def items_by_sku(queries: Queries, translator: Translator, skus: Sequence[str]) -> dict[str, list[Product]]:
    """Items by `values.sku_key`, inactive ones too."""
    return _items(queries, translator, "Sku", variants_of_codes(skus), sku_key)


def items_by_name(queries: Queries, translator: Translator, wanted: Sequence[str]) -> dict[str, list[Product]]:
    """Items by `values.name_key`, inactive ones too (A22)."""
    return _items(queries, translator, "Name", variants(wanted), name_key)


def _items(
    queries: Queries, translator: Translator, field: str, asked: Sequence[str], key: Key
) -> dict[str, list[Product]]:
    keys = {each for each in map(key, asked) if each}
    found: dict[str, list[Product]] = {}
    for _, row in _asked(queries, ("Item",), field, asked, ALL):
        has = key(str(row.get(field) or ""))
        if has in keys and has is not None:
            found.setdefault(has, []).append(translator.product(row))
    return found


def variants(texts: Iterable[str]) -> list[str]:
    """The spellings to ask for: whether an IN minds the case is not documented."""
    plain_texts = [" ".join(text.split()) for text in texts]
    spelled = [form for text in plain_texts for form in _cases(text)]
    return _unique(text for text in (*texts, *spelled) if text)


def variants_of_codes(texts: Iterable[str]) -> list[str]:
    """The same of numbers and SKUs, of which each letter may differ in case where there are few: `iNv-1`; else those before
    and those behind the digits: `INVOICE-1a`, `Invoice-1A`."""
    texts = list(texts)
    return _unique((*variants(texts), *(form for text in texts for form in _mixed(text))))


def _mixed(text: str) -> Iterator[str]:
    parts = _LETTERS.split(text)  # every second part is of letters
    if sum(map(len, parts[1::2])) <= EACH:
        yield from map("".join, product(*(_unique((sign.lower(), sign.upper())) for sign in text)))
    elif len(parts) == 5:
        yield from map("".join, product(*(_cases(part) if index % 2 else [part] for index, part in enumerate(parts))))


def _cases(text: str) -> list[str]:
    return _unique((text, text.lower(), text.upper(), text.title()))


def _asked(
    queries: Queries, entities: Iterable[str], field: str, values: Sequence[str], also: str = ""
) -> list[tuple[str, Row]]:
    """Every row of these entities that has one of the values; (entity, row)."""
    questions = [
        Question(entity, " AND ".join(part for part in (any_of(field, some), also) if part))
        for some in chunks(_unique(one for value in values for one in spellings(value)), VALUES)
        for entity in entities
    ]
    found = queries.many(questions)
    rows = {(question.entity, row["Id"]): row for question, rows in zip(questions, found, strict=True) for row in rows}
    return [(entity, row) for (entity, _), row in rows.items()]


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _number_holder(translator: Translator, entity: str, row: Row) -> Holder:
    return Holder(
        id=row["Id"],
        kind=entity,
        label=ref_name(row, "CustomerRef") or "",
        date=str(row.get("TxnDate") or ""),
        amount=_amount(row),
        currency=ref(row, "CurrencyRef") or translator.currency,
        record=translator.invoice(row) if entity == "Invoice" else None,
    )


def _name_holder(translator: Translator, entity: str, row: Row) -> Holder:
    return Holder(
        id=row["Id"],
        kind=entity,
        label=clean_text(str(row.get("DisplayName") or "")) or "",
        currency=ref(row, "CurrencyRef") or translator.currency,
        active=row.get("Active") is not False,
        record=translator.contact(row) if entity == "Customer" else None,
    )


def _amount(row: Mapping[str, object]) -> str:
    try:
        return plain(decimal_of(row.get("TotalAmt")))
    except ValueError:
        return ""
