"""Sales tax: manual US codes, automated US tax, and companies whose every line needs a code."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from syncapp.sandbox.quickbooks.books import Books
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.errors import Fault, business
from syncapp.sandbox.quickbooks.models import ENTITIES
from syncapp.sandbox.quickbooks.money import CENT, ZERO, amount, cents, fine, number

Line = dict[str, Any]
NONE, INCLUSIVE = "NotApplicable", "TaxInclusive"
WORDS = {"CA": "GST/HST", "AU": "GST", "NZ": "GST", "GB": "VAT"}
FIRST_DAY = "2019-01-01T00:00:00-08:00"  # from when a rate counts
# What automated sales tax finds by state, percent (assumed figures; no tax elsewhere).
STATES = {"WA": "10.1", "CA": "8.75", "NY": "8.875", "TX": "8.25", "FL": "7", "NV": "8.375", "AZ": "8.6"}


def used(books: Books) -> bool:
    return bool(books.preference("TaxPrefs", "UsingSalesTax"))


def automated(books: Books) -> bool:
    return books.is_us and used(books) and books.preference("TaxPrefs", "PartnerTaxEnabled") is True


def settle_way(ctx: Context, new: dict[str, Any], sent: set[str]) -> None:
    """GlobalTaxCalculation: none in a US company (a sent one is dropped, assumed), elsewhere TaxExcluded by default.

    Where no tax applies a tax may not be sent; the code is of the published list, which of the three assumed.
    """
    if ctx.books.is_us:
        new.pop("GlobalTaxCalculation", None)
        return
    new.setdefault("GlobalTaxCalculation", "TaxExcluded")
    detail = new.get("TxnTaxDetail") or {}
    if (
        new["GlobalTaxCalculation"] == NONE
        and "TxnTaxDetail" in sent
        and (detail.get("TotalTax") or detail.get("TaxLine") or detail.get("TxnTaxCodeRef"))
    ):
        raise Fault("6170", "TxnTaxDetail is not allowed when GlobalTaxCalculation is NotApplicable", "TxnTaxDetail")


def line_code(
    ctx: Context,
    sent: dict[str, str] | None,
    item: dict[str, Any] | None,
    customer: dict[str, Any],
    way: str | None,
) -> dict[str, str] | None:
    """The tax code that the line is stored with; `way` is GlobalTaxCalculation."""
    if way == NONE:
        if sent is not None and not ctx.history:
            raise Fault("6230", "TaxCodeRef is not allowed when GlobalTaxCalculation is NotApplicable", "TaxCodeRef")
        return None
    if not ctx.books.is_us:
        return _code_abroad(ctx, sent)
    if sent is not None and sent["value"] not in ("TAX", "NON"):
        raise Fault("6100", f"Invalid Line TaxCode in the request : {sent['value']}. Only TAX or NON", "TaxCodeRef")
    taxable = bool(item and item.get("Taxable")) and customer.get("Taxable", True)
    if automated(ctx.books) and taxable and not ctx.history:
        # Automated sales tax overrides the sent code where item and customer are taxable [D: "may"], the strict case.
        return {"value": "TAX"}
    if sent is None and ctx.as_user and used(ctx.books):
        return {"value": "TAX" if taxable else "NON"}  # the page ticks the box by item and customer
    return {"value": sent["value"] if sent else "NON"}


def _code_abroad(ctx: Context, sent: dict[str, str] | None) -> dict[str, str] | None:
    if sent is None:
        if used(ctx.books) and not ctx.history:
            word = WORDS.get(ctx.books.country, "tax")
            raise business(f"Make sure all your transactions have a {word} rate before you save.")
        return None
    code = ctx.find("TaxCode", sent["value"])
    if code is None or code.get("Active") is False:
        raise Fault("6160", f"Invalid TaxCodeRef : {sent['value']}", "TaxCodeRef")
    return {"value": code["Id"], "name": code["Name"]}


def rates(books: Books, code_id: str) -> list[dict[str, Any]]:
    """The tax rates of a code's sales list."""
    code = books.get("TaxCode", code_id) or {}
    details = code.get("SalesTaxRateList", {}).get("TaxRateDetail", [])
    found = [books.get("TaxRate", each["TaxRateRef"]["value"]) for each in details]
    return [each for each in found if each]


def to_net(ctx: Context, detail: Line, total: Decimal) -> Decimal:
    """A tax-inclusive line holds its net amount and the gross beside it; the sent amount is the gross (assumed)."""
    code = detail.get("TaxCodeRef", {}).get("value", "")
    percent = sum((amount(rate["RateValue"]) for rate in rates(ctx.books, code)), ZERO)
    gross = detail.get("TaxInclusiveAmt")
    net = total if gross is not None else cents(total * 100 / (100 + percent))
    detail["TaxInclusiveAmt"] = total if gross is None else gross
    if detail.get("Qty"):
        detail["UnitPrice"] = fine(net / detail["Qty"])
    return net


def apply(ctx: Context, new: dict[str, Any], customer: dict[str, Any], lines: list[Line], discount: Decimal) -> Decimal:
    """Sets TxnTaxDetail and gives the total tax; `lines` are those with a code, shipping included.

    A discount before tax is shared out over all lines by their amounts; the taxable amount is rounded to the
    cent and each rate taken on it and rounded half up (assumed), so that a read adds up.
    """
    books = ctx.books
    total = sum((amount(line["Amount"]) for line in lines), ZERO)
    off = discount if total and new.get("ApplyTaxAfterDiscount") else ZERO

    def less(base: Decimal) -> Decimal:
        return cents(base * (total - off) / total) if off else base

    if new.get("GlobalTaxCalculation") == NONE:
        new["TxnTaxDetail"] = {"TotalTax": ZERO}
        return ZERO
    if not books.is_us:
        tax = _set(new, books, None, {code: less(base) for code, base in _bases(lines).items()})
        if new.get("GlobalTaxCalculation") == INCLUSIVE and not discount:
            tax = _to_gross(new["TxnTaxDetail"], lines, total, tax)
        return tax
    base = sum((amount(each["Amount"]) for each in lines if _code(each) == "TAX"), ZERO)
    code = _us_code(ctx, new, customer, taxed=base != ZERO)
    if code is None or not used(books):
        new["TxnTaxDetail"] = {"TotalTax": ZERO}
        return ZERO
    return _set(new, books, code, {code["value"]: less(base)})


def _code(line: Line) -> str:
    return str(line["SalesItemLineDetail"].get("TaxCodeRef", {}).get("value", ""))


def _bases(lines: list[Line]) -> dict[str, Decimal]:
    bases: dict[str, Decimal] = {}
    for line in lines:
        if _code(line):
            bases[_code(line)] = bases.get(_code(line), ZERO) + amount(line["Amount"])
    return bases


def _to_gross(detail: Line, lines: list[Line], net: Decimal, tax: Decimal) -> Decimal:
    """The customer pays what the inclusive lines say: the last rate takes the cents of rounding (assumed)."""
    gross = sum((amount(line["SalesItemLineDetail"].get("TaxInclusiveAmt", line["Amount"])) for line in lines), ZERO)
    rest = gross - net - tax
    taxing = [each for each in detail.get("TaxLine", []) if each["TaxLineDetail"]["TaxPercent"]]
    if not rest or not taxing or abs(rest) > len(lines) * CENT:
        return tax
    taxing[-1]["Amount"] += rest
    detail["TotalTax"] = tax + rest
    return tax + rest


def _us_code(ctx: Context, new: dict[str, Any], customer: dict[str, Any], *, taxed: bool) -> dict[str, str] | None:
    if automated(ctx.books) and not ctx.history:
        return _automatic_code(ctx, new, customer) if taxed else None
    sent = (new.get("TxnTaxDetail") or {}).get("TxnTaxCodeRef")
    if sent is None and ctx.as_user and taxed:  # the page offers the customer's or the company's own rate
        sent = customer.get("DefaultTaxCodeRef") or ctx.books.preference("TaxPrefs", "TaxGroupCodeRef")
    return dict(sent) if sent and sent["value"] not in ("TAX", "NON") else None


def _automatic_code(ctx: Context, new: dict[str, Any], customer: dict[str, Any]) -> dict[str, str] | None:
    places = [
        new.get("ShipAddr"),
        new.get("BillAddr"),
        customer.get("ShipAddr"),
        customer.get("BillAddr"),
        ctx.books.info.get("CompanyAddr"),
    ]
    state = next((each["CountrySubDivisionCode"] for each in places if each and each.get("CountrySubDivisionCode")), "")
    if state not in STATES:
        return None
    for code in ctx.books.rows("TaxCode").values():
        if code["Name"] == f"{state} automated":
            return {"value": code["Id"]}
    return {"value": define(ctx.books, f"{state} automated", [(f"{state} sales tax", Decimal(STATES[state]))])}


def _set(new: dict[str, Any], books: Books, code: dict[str, str] | None, bases: dict[str, Decimal]) -> Decimal:
    taxes: list[Line] = []
    for code_id, base in bases.items():
        for each in rates(books, code_id):
            percent = amount(each["RateValue"])
            detail = {
                "TaxRateRef": {"value": each["Id"]},
                "PercentBased": True,
                "TaxPercent": percent,
                "NetAmountTaxable": base,
            }
            taxes.append(
                {
                    "Amount": cents(base * percent / 100),
                    "DetailType": "TaxLineDetail",
                    "TaxLineDetail": detail,
                }
            )
    total = sum((each["Amount"] for each in taxes), ZERO)
    named = {**code, "name": (books.get("TaxCode", code["value"]) or {}).get("Name", "")} if code else None
    new["TxnTaxDetail"] = {
        **({"TxnTaxCodeRef": named} if named else {}),
        "TotalTax": total,
        **({"TaxLine": taxes} if taxes else {}),
    }
    return total


def define(books: Books, name: str, parts: list[tuple[str, Decimal]], agency: str | None = None) -> str:
    """A tax code with new rates, as TaxService makes them; its Id."""
    return group(books, name, [(rate(books, label, percent, agency), "Sales") for label, percent in parts])


def rate(books: Books, label: str, percent: Decimal, agency: str | None = None) -> str:
    """A tax rate; its Id."""
    value = number(percent)
    row = _list_row(
        books,
        "TaxRate",
        Name=label,
        Description=label,
        RateValue=value,
        DisplayType="ReadOnly",
        SpecialTaxType="NONE",
        EffectiveTaxRate=[{"RateValue": value, "EffectiveDate": FIRST_DAY}],
        **({"AgencyRef": {"value": agency}} if agency else {}),
    )
    return str(row["Id"])


def group(books: Books, name: str, parts: list[tuple[str, str]]) -> str:
    """A tax code of rates that there are, each for Sales or Purchase; its Id."""
    lists: dict[str, list[dict[str, Any]]] = {"Sales": [], "Purchase": []}
    for id_, on in parts:
        label = (books.get("TaxRate", id_) or {}).get("Name", "")
        order = len(lists[on])
        reference = {"value": id_, "name": label}
        lists[on].append({"TaxRateRef": reference, "TaxTypeApplicable": "TaxOnAmount", "TaxOrder": order})
    row = _list_row(
        books,
        "TaxCode",
        Name=name,
        Description=name,
        Taxable=True,
        TaxGroup=True,
        Hidden=False,
        SalesTaxRateList={"TaxRateDetail": lists["Sales"]},
        PurchaseTaxRateList={"TaxRateDetail": lists["Purchase"]},
    )
    return str(row["Id"])


def _list_row(books: Books, entity: str, **fields: Any) -> dict[str, Any]:
    stamp = books.stamp()
    meta = {"CreateTime": stamp, "LastUpdatedTime": stamp}
    head = {
        "Id": books.next_id(ENTITIES[entity].name),
        "SyncToken": "0",
        "domain": "QBO",
        "sparse": False,
        "Active": True,
    }
    return books.save(entity, {**head, **fields, "MetaData": meta})
