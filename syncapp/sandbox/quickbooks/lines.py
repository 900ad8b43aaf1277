"""Lines of sales forms: their kinds and their arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from syncapp.sandbox.quickbooks import references, tax
from syncapp.sandbox.quickbooks.context import Context, name_of
from syncapp.sandbox.quickbooks.errors import Fault, business, required, unknown_reference
from syncapp.sandbox.quickbooks.layout import EXTRAS
from syncapp.sandbox.quickbooks.money import ZERO, amount, cents, fine, number
from syncapp.sandbox.quickbooks.schema_transactions import GROUP_LINE

Line = dict[str, Any]
LIMIT = 750  # lines of a taxable invoice [D]; for every sales form, assumed


@dataclass
class Form:
    """What a line is judged by."""

    ctx: Context
    customer: dict[str, Any]
    way: str | None  # GlobalTaxCalculation, none in a US company


def build(form: Form, sent: list[Line], old: list[Line]) -> list[Line]:
    """The lines as stored, without the SubTotal line; ids of old lines are kept, new lines get the next ones."""
    out, ids, wrong = [], _Ids(old), []
    for line in sent:
        kind = line.get("DetailType")
        if kind is None:
            raise required("DetailType")
        if kind == "SubTotalLineDetail":  # recomputed, never taken
            continue
        try:
            out.append({**ids.assign(line), **KINDS[kind](form, line)})
        except Fault as fault:
            if fault.code != "6070":
                raise
            wrong.append(fault)  # each line whose sum is wrong is told [seen 2022]
    if wrong:
        wrong[0].beside = wrong[1:]
        raise wrong[0]
    _check_set(form, out)
    return out


class _Ids:
    def __init__(self, old: list[Line]) -> None:
        self.known = {line["Id"] for line in old if line.get("Id")}
        self.last = max((int(each) for each in self.known), default=0)

    def assign(self, line: Line) -> Line:
        """An Id that no old line has counts as a new line (assumed)."""
        if line.get("Id") in self.known:
            self.known.discard(line["Id"])
            return {"Id": line["Id"]}
        self.last += 1
        return {"Id": str(self.last)}


def _check_set(form: Form, lines: list[Line]) -> None:
    kinds = [line["DetailType"] for line in lines]
    if not any(kind != "DiscountLineDetail" for kind in kinds):
        raise required("Line")
    if kinds.count("DiscountLineDetail") > 1:
        raise business("Only one discount line is allowed")  # text assumed
    if len(lines) > LIMIT and not form.ctx.history:
        raise business(f"A transaction can have at most {LIMIT} lines")  # text assumed


def _sales(form: Form, line: Line) -> Line:
    ctx, detail = form.ctx, dict(line.get("SalesItemLineDetail") or {})
    references.resolve(ctx, GROUP_LINE["SalesItemLineDetail"].fields, detail)
    item = _item(form, detail)
    total = _line_amount(line, detail)
    code = tax.line_code(ctx, detail.get("TaxCodeRef"), item, form.customer, form.way)
    if code:
        detail["TaxCodeRef"] = code
    _service_date(ctx, item, detail)
    _track_class(ctx, detail)
    if form.way == tax.INCLUSIVE:
        total = tax.to_net(ctx, detail, total)
    return {
        **_text(line),
        "Amount": total,
        "DetailType": "SalesItemLineDetail",
        "SalesItemLineDetail": detail,
    }


def _item(form: Form, detail: Line) -> dict[str, Any] | None:
    """The item of the line, `None` for shipping and gratuity; fills the name and the account that reads show."""
    ctx, reference = form.ctx, detail.get("ItemRef")
    if reference is None:
        # Documentation would take the default sales item, the XSD would ignore the amount: bad input either way.
        raise required("ItemRef")
    if reference["value"] in EXTRAS:
        preference, what = EXTRAS[reference["value"]]
        if not ctx.books.preference("SalesFormsPrefs", preference) and not ctx.history:
            raise business(f"{what} is not turned on for this company")  # text assumed
        return None
    item = ctx.resolve("Item", reference["value"])
    if item["Type"] in ("Category", "Group"):
        # A bundle goes by GroupLineDetail. Code assumed.
        raise business(f"An item of type {item['Type']} cannot be used on a transaction line")
    detail["ItemRef"] = {"value": item["Id"], "name": name_of(item)}
    if item.get("IncomeAccountRef"):
        detail["ItemAccountRef"] = item["IncomeAccountRef"]
    return item


def _line_amount(line: Line, detail: Line) -> Decimal:
    """6070 where Amount is not Qty × UnitPrice to the cent, half up; nothing is invented where only Amount came."""
    total = line.get("Amount")
    if total is None:
        raise required("Amount")
    quantity, price = detail.get("Qty"), detail.get("UnitPrice")
    if quantity is None and price is not None:
        quantity = detail["Qty"] = Decimal(1)  # assumed
    if quantity is not None and price is None:
        if quantity:
            detail["UnitPrice"] = fine(total / quantity)
        return Decimal(total)
    if quantity is not None and price is not None and cents(quantity * price) != total:
        raise Fault(
            "6070",
            f"Amount is not equal to UnitPrice * Qty. Supplied value:{number(total)}",
            "Line.Amount",
        )
    return Decimal(total)


def _service_date(ctx: Context, item: dict[str, Any] | None, detail: Line) -> None:
    """S43: a company that recognises revenue over time wants to know when it was earned [C]."""
    if ctx.history or item is None or not ctx.books.preference("ProductAndServicesPrefs", "RevenueRecognition"):
        return
    if (item.get("DeferredRevenue") or detail.get("DeferredRevenue")) and not detail.get("ServiceDate"):
        raise business("Enter a service date for the revenue recognition line item")


def _track_class(ctx: Context, detail: Line) -> None:
    prefs = ctx.books.preferences.get("AccountingInfoPrefs", {})
    on = prefs.get("ClassTrackingPerTxn") or prefs.get("ClassTrackingPerTxnLine")
    if detail.get("ClassRef") and not on and not ctx.history:
        raise Fault("5030", "Feature Not Supported Error : The operation requires class tracking", "ClassRef")


def _text(line: Line) -> Line:
    return {"Description": line["Description"]} if line.get("Description") else {}


def _description(form: Form, line: Line) -> Line:
    if amount(line.get("Amount")) != ZERO:
        raise business("A description line cannot have an amount")  # assumed
    return {
        **_text(line),
        "DetailType": "DescriptionOnly",
        "DescriptionLineDetail": line.get("DescriptionLineDetail") or {},
    }


def _discount(form: Form, line: Line) -> Line:
    ctx, detail = form.ctx, dict(line.get("DiscountLineDetail") or {})
    references.resolve(ctx, GROUP_LINE["DiscountLineDetail"].fields, detail)
    if not ctx.books.preference("SalesFormsPrefs", "AllowDiscount", True) and not ctx.history:
        raise business("Discounts are not turned on for this company")  # text assumed
    if line.get("Amount") is None and detail.get("DiscountPercent") is None:
        raise Fault(
            "6090",
            "Discount Line missing required info : Amount or DiscountPercent is needed",
            "DiscountLineDetail",
        )
    if detail.get("PercentBased") and detail.get("DiscountPercent") is None:
        raise Fault("6090", "Discount Line missing required info : DiscountPercent is needed", "DiscountPercent")
    if not 0 <= amount(detail.get("DiscountPercent")) <= 100:
        raise Fault(
            "2150",  # of the codes for numbers, assumed
            f"Invalid Percent : DiscountPercent must be between 0 and 100. Supplied value:{detail['DiscountPercent']}",
            "DiscountPercent",
        )
    detail["PercentBased"] = bool(detail.get("PercentBased", line.get("Amount") is None))
    if "DiscountAccountRef" not in detail:
        default = references.account_of_subtype(ctx, "DiscountsRefundsGiven")
        detail |= {"DiscountAccountRef": default} if default else {}
    if amount(line.get("Amount")) < ZERO:
        raise Fault("2290", "Negative Amount : the amount of a discount line is positive", "Amount")  # assumed
    return {
        **_text(line),
        "Amount": amount(line.get("Amount")),
        "DetailType": "DiscountLineDetail",
        "DiscountLineDetail": detail,
    }


def _group(form: Form, line: Line) -> Line:
    detail = dict(line.get("GroupLineDetail") or {})
    reference = detail.get("GroupItemRef")
    if reference is None:
        raise required("GroupItemRef")
    item = form.ctx.resolve("Item", reference["value"])
    if item["Type"] != "Group":
        raise business("The item of a group line must be a bundle")  # text assumed
    quantity = Decimal(1) if detail.get("Quantity") is None else amount(detail["Quantity"])
    if quantity <= ZERO:
        raise Fault("2160", f"Invalid Quantity : Quantity must be above 0. Supplied value:{quantity}", "Quantity")
    sent = detail.get("Line") or _members(form, item, quantity)
    ids = _Ids([])
    nested = [{**ids.assign(each), "LineNum": n, **_sales(form, each)} for n, each in enumerate(sent, 1)]
    detail |= {
        "GroupItemRef": {"value": item["Id"], "name": name_of(item)},
        "Quantity": quantity,
        "Line": nested,
    }
    total = sum((each["Amount"] for each in nested), ZERO)
    return {**_text(line), "Amount": total, "DetailType": "GroupLineDetail", "GroupLineDetail": detail}


def _members(form: Form, item: dict[str, Any], quantity: Decimal) -> list[Line]:
    """The bundle's own lines at list price, where none were sent."""
    out = []
    for member in item.get("ItemGroupDetail", {}).get("ItemGroupLine", []):
        part = form.ctx.books.get("Item", member["ItemRef"]["value"])
        if part is None:
            raise unknown_reference("Items", member["ItemRef"]["value"])
        count = amount(member.get("Qty", 1)) * quantity
        price = amount(part.get("UnitPrice"))
        reference = {"ItemRef": {"value": part["Id"]}, "Qty": count, "UnitPrice": price}
        if form.ctx.books.is_us is False and part.get("SalesTaxCodeRef"):
            reference["TaxCodeRef"] = part["SalesTaxCodeRef"]
        text = {"Description": part["Description"]} if part.get("Description") else {}
        out.append({**text, "Amount": cents(count * price), "SalesItemLineDetail": reference})
    return out


KINDS = {
    "SalesItemLineDetail": _sales,
    "DescriptionOnly": _description,
    "DiscountLineDetail": _discount,
    "GroupLineDetail": _group,
}
