"""The QuickBooks company: what its preferences, lists and plan mean for what is synced (S5–S7, S9, A20, A24, A30)."""

from __future__ import annotations

from syncapp.core.errors import day_text
from syncapp.core.preflight.facts import Facts, Finding, Level, fine

HERE = "quickbooks"
SALES = "QuickBooks Online › Account and settings › Sales › Sales form content"
ACCOUNTING = "QuickBooks Online › Account and settings › Advanced › Accounting"
AUTOMATION = "QuickBooks Online › Account and settings › Advanced › Automation"
CATEGORIES = "QuickBooks Online › Account and settings › Advanced › Categories"
BILLING = "QuickBooks Online › Account and settings › Billing & subscription"
_SALES, _ADVANCED, _BILLING = "app/settings?p=Sales", "app/settings?p=Advanced", "app/settings"


def _tax(facts: Facts) -> Finding | None:
    company = facts.quickbooks
    if not company:
        return None
    where, page = "QuickBooks Online › Taxes", "app/salestax"
    if company.get("tax_required"):
        text = f"{facts.company} needs a tax code on every line, and invoices made in HubSpot have none: none of them can go out."
        advice = "Let invoices sync only to HubSpot: those made in QuickBooks Online arrive with their tax."
        return Finding("tax", wall(facts), text, where, advice, HERE, page)
    if company.get("automated_tax"):
        text = "Automated sales tax is on. QuickBooks may add tax to an invoice made in HubSpot; such an invoice then fails."
        advice = "Make invoices of taxed sales in QuickBooks Online; leave it as it is if the sales of HubSpot are not taxed."
        return Finding("tax", Level.ADVISABLE, text, where, advice, HERE, page)
    if company.get("sales_tax"):
        advice = "Make invoices of taxed sales in QuickBooks Online, so that their tax is in the books."
        text = "Sales tax is on. Invoices made in HubSpot arrive as non-taxable."
        return Finding("tax", Level.ADVISABLE, text, where, advice, HERE, page)
    return fine("tax", "No tax stands in the way.", HERE)


def _revenue(facts: Facts) -> Finding | None:
    if not facts.quickbooks:
        return None
    if facts.quickbooks.get("revenue_recognition") and facts.service_dates:
        text = "Revenue recognition is on. Lines of HubSpot invoices go out with the invoice date as their service date, as it was confirmed under Settings."
        return fine("revenue_recognition", text, HERE)
    if facts.quickbooks.get("revenue_recognition"):
        text = "Revenue recognition is on and needs a service date on every line, which HubSpot's lines lack: none of them can go out."
        where = "QuickBooks Online › Account and settings › Sales › Products and services"
        advice = "If revenue may be recognized from the invoice date, say so in Settings › Service date. Else switch it off, if the accountant agrees, or let invoices sync only to HubSpot."
        return Finding("revenue_recognition", wall(facts), text, where, advice, HERE, _SALES)
    return fine("revenue_recognition", "Revenue recognition is off.", HERE)


def wall(facts: Facts) -> str:
    """What keeps invoices from going out blocks only where they are to go out."""
    return Level.BLOCKING if facts.outbound else Level.ADVISABLE


def _numbers(facts: Facts) -> Finding | None:
    if not facts.quickbooks:
        return None
    if facts.quickbooks.get("custom_numbers"):
        text = "Custom transaction numbers are on. Invoices made in QuickBooks would go on counting from HubSpot's numbers."
        advice = "Turn them off. Otherwise the two systems sooner or later give one number to two invoices, and the second fails."
        return Finding("custom_numbers", Level.ADVISABLE, text, SALES, advice, HERE, _SALES)
    return fine("custom_numbers", "Custom transaction numbers are off.", HERE)


def _closing(facts: Facts) -> Finding | None:
    if not facts.quickbooks:
        return None
    closed = facts.quickbooks.get("close_date")
    if closed and facts.protected and facts.protected.isoformat() > str(closed):
        text = f"The books are closed through {day_text(str(closed))}, and the sync keeps out of everything through {day_text(facts.protected.isoformat())}."
        return fine("closing_date", text, HERE)
    if closed:
        return fine("closing_date", f"The books are closed through {day_text(str(closed))}.", HERE)
    if facts.protected:
        text = f"The books have no closing date; the sync keeps out of everything through {day_text(facts.protected.isoformat())}, as “Protected through” says."
        return fine("closing_date", text, HERE)
    text = "The books have no closing date, so nothing keeps an old invoice out of a month that is done."
    advice = "Close them, or set “Protected through” under Settings. Otherwise an invoice of a finished month can still be made or changed."
    return Finding("closing_date", Level.ADVISABLE, text, ACCOUNTING, advice, HERE, _ADVANCED)


def _credits(facts: Facts) -> Finding | None:
    """A30: an invoice can be born with less open than it comes to."""
    if not facts.quickbooks:
        return None
    credit, paid = (facts.quickbooks.get(name) for name in ("auto_apply_credit", "auto_apply_payments"))
    if not (credit or paid):
        return fine("automatic_credits", "Credits and payments are applied to invoices only by hand.", HERE)
    what = "credits and payments" if credit and paid else "credits" if credit else "payments"
    text = f"QuickBooks applies a customer's open {what} to each new invoice by itself, so one from HubSpot may be partly paid as soon as it arrives."
    comes = (
        "is shown there and HubSpot keeps the invoice open"
        if facts.shown_only
        else "arrives in HubSpot as a payment of the method Other"
    )
    advice = f"Leave it on if that is meant: what was applied {comes}. Else switch it off, and apply each {'credit or payment' if credit and paid else what[:-1]} by hand."
    return Finding("automatic_credits", Level.ADVISABLE, text, AUTOMATION, advice, HERE, _ADVANCED)


_FORM = (
    ("discounts", "a discount", "as a discount"),
    ("shipping", "shipping", "as a fee"),
    ("deposits", "a deposit", "as a payment of the method Other"),
)


def _form(facts: Facts) -> Finding | None:
    """A21, A30: what invoices of QuickBooks may carry besides lines, and what becomes of it."""
    if not facts.quickbooks:
        return None
    shown = [(name, what, how) for name, what, how in _FORM if facts.quickbooks.get(name)]
    if not shown:
        return fine("sales_form", "Invoices of QuickBooks carry lines only: no discount, shipping or deposit.", HERE)
    told = ", ".join(f"{what} arrives {how}" for _, what, how in shown)
    deposit = any(name == "deposits" for name, _, _ in shown)
    if deposit and (facts.shown_only or facts.hubspot.get("payments") is False):
        why = (
            "as “Reductions that are not cash” is set to show only"
            if facts.shown_only
            else "as HubSpot takes no payment records"
        )
        text = f"Invoices of QuickBooks may carry a deposit, which lowers what is open there and not in HubSpot, {why}."
        advice = "Leave it if no deposits are entered on invoices. Else HubSpot may remind customers of money that they have paid."
        return Finding("sales_form", Level.ADVISABLE, text, SALES, advice, HERE, _SALES)
    return fine("sales_form", f"What an invoice of QuickBooks carries besides its lines reaches HubSpot: {told}.", HERE)


_TRACKED = (
    ("one_class", "ClassRef", "Class"),
    ("row_classes", "Line.ClassRef", "Class of new lines"),
    ("locations", "DepartmentRef", "Location"),
)


def _tracking(facts: Facts) -> Finding | None:
    """B16: a mapping to what the company has switched off would let invoices fail."""
    if not facts.quickbooks:
        return None
    mapped = [(name, label) for name, field, label in _TRACKED if field in facts.mapped]
    told = facts.quickbooks
    kept = {**told, "row_classes": told.get("classes") and not told.get("one_class")}
    off = [label for name, label in mapped if not kept.get(name)]
    if off:
        text = f"{' and '.join(off)} {'are' if len(off) > 1 else 'is'} mapped, and {facts.company} does not keep track of {'them' if len(off) > 1 else 'it'}. An invoice with a value for it would fail."
        advice = "Switch tracking on there, or the mapping off: open the invoice sync, Edit, Configure, Mapped fields."
        return Finding("tracking", Level.ADVISABLE, text, CATEGORIES, advice, HERE, _ADVANCED)
    if mapped:
        return fine("tracking", f"{' and '.join(label for _, label in mapped)} may be written: tracking is on.", HERE)
    return None


def _terms(facts: Facts) -> Finding | None:
    if "SalesTermRef" not in facts.mapped or facts.terms is None:
        return None
    if facts.terms:
        return fine("terms", f"Terms are mapped, and {facts.company} has {facts.terms} to choose from.", HERE)
    text = f"Terms are mapped, and {facts.company} has no active ones. An invoice with a value for them would fail."
    advice = "Make the terms there, or switch the mapping off: open the invoice sync, Edit, Configure, Mapped fields."
    return Finding("terms", Level.ADVISABLE, text, "QuickBooks Online › All lists › Terms", advice, HERE, "app/terms")


def _subscription(facts: Facts) -> Finding | None:
    state = str(facts.quickbooks.get("subscription") or "").upper()
    if not state:
        return None
    plan = str(facts.quickbooks.get("plan") or "QuickBooks Online")
    if state == "TRIAL":
        text = f"{facts.company} is on a trial of {plan}. When it ends, QuickBooks refuses everything until a plan is bought."
        return Finding("subscription", Level.ADVISABLE, text, BILLING, "Choose a plan before that.", HERE, _BILLING)
    if state in _ENDED:
        text = f"The subscription of {facts.company} to {plan} has ended. QuickBooks refuses everything until it is renewed."
        return Finding("subscription", Level.BLOCKING, text, BILLING, "Renew it.", HERE, _BILLING)
    return fine("subscription", f"{facts.company} has {plan}, and it is paid for.", HERE)


_ENDED = frozenset({"EXPIRED", "CANCELED", "CANCELLED", "SUSPENDED", "INACTIVE"})


def _accounts(facts: Facts) -> Finding | None:
    """S11, A23, A26: the accounts that the set-up names are there, active and of a kind that fits."""
    if not facts.chosen:
        return None
    wrong = [one for one in facts.chosen if one.why_not]
    if wrong:
        text = " ".join(f"{one.use}: {one.why_not}" for one in wrong)
        advice = "Make the account active again, or choose another: open the sync, Edit, Configure. Until then what is booked on it fails."
        where = "QuickBooks Online › Chart of accounts"
        return Finding("accounts", Level.BLOCKING, text, where, advice, HERE, "app/chartofaccounts")
    told = ", ".join(f"{one.use} on “{one.name}”" for one in facts.chosen)
    return fine("accounts", f"The chosen accounts can be booked on: {told}.", HERE)


def _custom_item(facts: Facts) -> Finding | None:
    """A22: what lines without a product are put on."""
    item = facts.custom_item
    if item is None or not facts.outbound:
        return None
    where, page = "QuickBooks Online › Sales › Products and services", "app/items"
    if not item.active:
        text = "“Custom Line Item” is inactive. An invoice with a line that has no item of its own would fail."
        return Finding("custom_item", Level.BLOCKING, text, where, "Make it active again.", HERE, page)
    if item.kind != "Service":
        text = f"“Custom Line Item” is not a service but “{item.kind}”. An invoice with a line that has no item of its own would fail."
        advice = "Rename it; a new one is then made on first need."
        return Finding("custom_item", Level.BLOCKING, text, where, advice, HERE, page)
    if not item.on_chosen_account:
        text = f"“Custom Line Item” is on the account “{item.account}” and not on the one that the invoice sync names."
        advice = "Put it on that account, or choose its account here: open the invoice sync, Edit, Configure, Custom Line Item. Until then an invoice with such a line fails."
        return Finding("custom_item", Level.BLOCKING, text, where, advice, HERE, page)
    return fine("custom_item", f"“Custom Line Item” is active, on the account “{item.account}”.", HERE)


ITEMS = (
    _tax, _revenue, _numbers, _closing, _credits, _form, _tracking, _terms, _subscription, _accounts, _custom_item,
)  # fmt: skip
