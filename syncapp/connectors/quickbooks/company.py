"""What the company is and has: CompanyInfo, Preferences, its lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from syncapp.connectors.protocol import Account, ListEntry
from syncapp.connectors.quickbooks.query import ALL, Queries, Question, Row, any_of, checked, garbage
from syncapp.connectors.quickbooks.values import ref
from syncapp.core.naming import CUSTOM_NAMES
from syncapp.core.values import clean_text

# list of ours → entity, where its kind stands, where its group
_LISTS = {
    "accounts": ("Account", "AccountSubType", "AccountType"),
    "terms": ("Term", "Type", ""),
    "methods": ("PaymentMethod", "Type", ""),
    "classes": ("Class", "", ""),
    "departments": ("Department", "", ""),
    "customer_types": ("CustomerType", "", ""),
}
ITEMS = 100  # so many tell which account most of them are sold on

_BY_PLAN = ("Class", "Department", "CustomerType")  # cheaper plans have none of them


def account(queries: Queries, realm: str) -> Account:
    """In one call."""
    answers = queries.batch(["SELECT * FROM CompanyInfo", "SELECT * FROM Preferences"])
    info, preferences = (
        _single(checked(answers[0]), "CompanyInfo"),
        _single(checked(answers[1]), "Preferences"),
    )
    return account_of(realm, info, preferences)


def account_of(realm: str, info: Row, preferences: Row) -> Account:
    currency = ref(_group(preferences, "CurrencyPrefs"), "HomeCurrency") or ""
    several = bool(_group(preferences, "CurrencyPrefs").get("MultiCurrencyEnabled"))
    return Account(
        id=realm,
        name=clean_text(str(info.get("CompanyName") or info.get("LegalName") or "")) or "",
        currency=currency,
        country=str(info.get("Country") or ""),
        timezone=str(info.get("DefaultTimeZone") or ""),
        currencies=() if several or not currency else (currency,),  # which others there are is not told
        settings=_settings(info, preferences),
    )


def _settings(info: Row, preferences: Row) -> dict[str, Any]:
    books, sales = _group(preferences, "AccountingInfoPrefs"), _group(preferences, "SalesFormsPrefs")
    tax, currencies = _group(preferences, "TaxPrefs"), _group(preferences, "CurrencyPrefs")
    items, told = _group(preferences, "ProductAndServicesPrefs"), _name_values(info)
    taxed = bool(tax.get("UsingSalesTax"))
    return {
        "close_date": books.get("BookCloseDate") or None,
        "custom_numbers": bool(sales.get("CustomTxnNumbers")),
        "multicurrency": bool(currencies.get("MultiCurrencyEnabled")),
        "home_currency": ref(currencies, "HomeCurrency") or "",
        # Intuit's schema and its documents name it differently: either stops what must not be written.
        "revenue_recognition": bool(items.get("RevenueRecognition") or items.get("RevenueRecognitionEnabled")),
        "sales_tax": taxed,
        "automated_tax": bool(tax.get("PartnerTaxEnabled")),
        "tax_required": taxed and info.get("Country") != "US",
        "discounts": bool(sales.get("AllowDiscount")),
        "shipping": bool(sales.get("AllowShipping")),
        "deposits": bool(sales.get("AllowDeposit")),
        "service_dates": bool(sales.get("AllowServiceDate")),
        "auto_apply_credit": bool(sales.get("AutoApplyCredit")),
        "auto_apply_payments": bool(sales.get("AutoApplyPayments")),
        "classes": bool(books.get("ClassTrackingPerTxn") or books.get("ClassTrackingPerTxnLine")),
        "one_class": bool(books.get("ClassTrackingPerTxn")),  # for the whole transaction
        "locations": bool(books.get("TrackDepartments")),
        "custom_fields": custom_definitions(preferences),
        "plan": told.get("OfferingSku", ""),
        "subscription": told.get("SubscriptionStatus", ""),
    }


def custom_definitions(preferences: Row) -> dict[str, str]:
    """The enabled custom fields that Preferences tells, name by definition id (A34)."""
    told = {
        str(row.get("Name", "")).removeprefix("SalesFormsPrefs."): row
        for group in _rows(_group(preferences, "SalesFormsPrefs"), "CustomField")
        for row in _rows(group, "CustomField")
    }
    found = {}
    for number in ("1", "2", "3"):
        name = clean_text(str(told.get(f"SalesCustomName{number}", {}).get("StringValue") or ""))
        if told.get(f"UseSalesCustom{number}", {}).get("BooleanValue") is True and name:
            found[number] = name
    return found


def lists(queries: Queries) -> dict[str, tuple[ListEntry, ...]]:
    """In one call, inactive entries too."""
    asked = [Question(entity, ALL, optional=entity in _BY_PLAN) for entity, _, _ in _LISTS.values()]
    custom = Question("Item", f"{any_of('Name', CUSTOM_NAMES)} AND {ALL}")
    *found, customs, items = queries.many([*asked, custom, Question("Item", first=ITEMS)])
    told = {
        name: tuple(_entry(row, kind, group) for row in rows)
        for (name, (_, kind, group)), rows in zip(_LISTS.items(), found, strict=True)
    }
    return {**told, "custom_item": tuple(map(_item, customs)), "items": tuple(map(_item, items))}


def _entry(row: Row, kind: str, group: str) -> ListEntry:
    return ListEntry(
        id=row["Id"],
        name=clean_text(str(row.get("FullyQualifiedName") or row.get("Name") or "")) or "",
        kind=str(row.get(kind) or ""),
        group=str(row.get(group) or ""),
        active=row.get("Active") is not False,
    )


def _item(row: Row) -> ListEntry:
    """Its group is its income account."""
    return replace(_entry(row, "Type", ""), group=ref(row, "IncomeAccountRef") or "")


def _single(answer: Row, name: str) -> Row:
    found = answer.get("QueryResponse")
    rows = _rows(found, name) if isinstance(found, Mapping) else []
    if not rows:
        raise garbage(f"the answer has no {name}")
    return rows[0]


def _group(preferences: Row, name: str) -> Row:
    found = preferences.get(name)
    return found if isinstance(found, Mapping) else {}


def _rows(raw: Row, name: str) -> list[Row]:
    found = raw.get(name)
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []


def _name_values(info: Row) -> dict[str, str]:
    return {str(row.get("Name")): str(row.get("Value") or "") for row in _rows(info, "NameValue")}
