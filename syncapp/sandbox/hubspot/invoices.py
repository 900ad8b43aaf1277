"""The life cycle of invoices: draft, open, paid, voided, and what may be changed when.

A *mirror* is an invoice with hs_invoice_billable=false: billed elsewhere, hardly validated [D].
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal

from syncapp.sandbox.hubspot.actor import PERSON, Actor
from syncapp.sandbox.hubspot.errors import Issue, properties_refused, refusal, required_missing, validation
from syncapp.sandbox.hubspot.lines import PARTS, refresh
from syncapp.sandbox.hubspot.models import Account, Record
from syncapp.sandbox.hubspot.totals import invoice_totals
from syncapp.sandbox.hubspot.validate import Values
from syncapp.sandbox.hubspot.values import number, parse_moment, plain

# What makes up the document. The rest (owner, custom properties) can be set at any time: assumed.
DOCUMENT = {
    "hs_currency", "hs_number", "hs_title", "hs_invoice_date", "hs_due_date", "hs_purchase_order_number", "hs_comments",
    "hs_tax_id", "hs_custom_fields", "hs_language", "hs_locale", "hs_external_createdate", "hs_external_invoice_id",
    "hs_payment_date", "hs_allowed_payment_methods", "hs_invoice_payment_collection_method", "hs_allow_partial_payments",
}  # fmt: skip
DOCUMENT_PREFIX = "hs_recipient_"
BY_HAND = {
    "hs_comments",
    "hs_due_date",
    "hs_purchase_order_number",
}  # a person may always change these: assumed
_RECIPIENT = ("address", "city", "state", "zip", "country")


def is_mirror(invoice: Record) -> bool:
    return bool(invoice["properties"].get("hs_invoice_billable") == "false")


def status_of(invoice: Record) -> str:
    return str(invoice["properties"].get("hs_invoice_status", "draft"))


def editable(account: Account, invoice: Record) -> bool:
    """Whether the document may change: drafts always, finalized ones by the account's setting, but none with a payment on
    it [D-KB]. Mirrors always: assumed."""
    if is_mirror(invoice) or status_of(invoice) == "draft":
        return True
    allowed = bool(account.settings["edit_finalized_invoices"]) and status_of(invoice) != "voided"
    return allowed and not paid_amount(account, invoice)


def locked(invoice: Record) -> Exception:
    """Status and text unknown: assumed."""
    return validation(
        f"Invoice {invoice['id']} has been finalized and cannot be edited.",
        code="INVOICE_FINALIZED",
        invoiceId=[invoice["id"]],
        status=[status_of(invoice)],
    )


def check_create(account: Account, actor: Actor, values: Values, linked: Collection[Record]) -> None:
    """Defaults and refusals of a new invoice; `values` is completed in place."""
    if not values.get("hs_currency"):
        raise required_missing("INVOICE", ["hs_currency"])  # [D]
    if actor.user:
        values["hs_invoice_billable"] = "true"
    values["hs_invoice_billable"] = values.get("hs_invoice_billable") or "true"
    now = account.now()
    values["hs_invoice_date"] = values.get("hs_invoice_date") or now  # [D]
    values["hs_due_date"] = values.get("hs_due_date") or now
    values["hs_invoice_source"] = "hubspot"  # also of mirrors made by apps: assumed
    wanted = values.get("hs_invoice_status") or "draft"
    values["hs_invoice_status"] = wanted
    if wanted == "draft":
        return
    if values["hs_invoice_billable"] == "true" and wanted != "open":
        raise _transition("draft", wanted)
    kinds = {one["kind"] for one in linked}
    _check_complete("contacts" in kinds, "line_items" in kinds)
    if values["hs_invoice_billable"] == "true":
        _check_once_only(one for one in linked if one["kind"] == "line_items")
        values["hs_number"] = values.get("hs_number") or next_number(account)
    elif wanted == "paid":
        values["hs_payment_date"] = values.get("hs_payment_date") or now


def check_change(account: Account, actor: Actor, invoice: Record, changes: Values) -> None:
    """Refusals of a change, which is completed in place by what comes with a new status."""
    old = status_of(invoice)
    new = changes.get("hs_invoice_status", old)
    billable = invoice["properties"].get("hs_invoice_billable")
    if changes.get("hs_invoice_billable", billable) != billable:  # at creation only [D]
        raise validation(
            "hs_invoice_billable cannot be changed after creation.",
            code="READ_ONLY_VALUE",
            propertyName=["hs_invoice_billable"],
        )
    if "hs_currency" in changes and not changes["hs_currency"]:
        raise required_missing("INVOICE", ["hs_currency"])
    if changes.get("hs_payment_date") and not is_mirror(invoice):  # the system's, on mirrors the app's [C]
        raise properties_refused([Issue("hs_payment_date", "READ_ONLY_VALUE", "hs_payment_date is set by payments")])
    _check_locked(account, actor, invoice, changes)
    if new == old:
        return
    if new is None or new == "draft":
        raise _transition(old, "draft")  # no documented way back
    if old == "draft":
        _check_complete(bool(account.linked(invoice, "contacts")), bool(account.linked(invoice, "line_items")))
    if new == "voided" and paid_amount(account, invoice) > 0:
        raise _transition(old, new, "Remove or refund its payments first.")  # of mirrors too: assumed
    if is_mirror(invoice):
        _mirror_status(account, invoice, changes, new)
    else:
        _billable_status(account, invoice, changes, old, new)


def _check_locked(account: Account, actor: Actor, invoice: Record, changes: Values) -> None:
    if editable(account, invoice):
        return
    values = invoice["properties"]
    touched = {name for name in changes if changes[name] != values.get(name)}
    document = {name for name in touched if name in DOCUMENT or name.startswith(DOCUMENT_PREFIX)}
    if actor.user and status_of(invoice) != "voided":
        document -= BY_HAND
    if document:
        raise locked(invoice)


def _mirror_status(account: Account, invoice: Record, changes: Values, new: str) -> None:
    """A mirror is told its status [C]; a paid one gets its date where none is given."""
    invoice.pop("settled_by", None)
    if new == "paid" and not invoice["properties"].get("hs_payment_date"):
        changes.setdefault("hs_payment_date", account.now())


def _billable_status(account: Account, invoice: Record, changes: Values, old: str, new: str) -> None:
    if (old, new) not in {("draft", "open"), ("open", "voided")}:
        raise _transition(old, new)  # paid needs a payment; paid is never voided: [?] taken strictly
    if new == "open":
        _check_once_only(account.linked(invoice, "line_items"))
        values = invoice["properties"]
        changes["hs_number"] = changes.get("hs_number") or values.get("hs_number") or next_number(account)
        changes.setdefault("hs_title", values.get("hs_title") or changes["hs_number"])
        changes["hs_invoice_link"] = f"https://app.hubspot.com/invoices/{invoice['id']}"
        _fill_recipient(account, invoice, changes)


def _fill_recipient(account: Account, invoice: Record, changes: Values) -> None:
    """The invoice takes the details of its contact and company where it has none of its own [D]."""
    values = invoice["properties"]
    for kind, prefix in (("contacts", "hs_recipient_shipping_"), ("companies", "hs_recipient_company_")):
        for other in account.linked(invoice, kind)[:1]:
            for name in _RECIPIENT:
                target = prefix + name
                if account.fields.get("invoices", target) and not values.get(target) and name in other["properties"]:
                    changes.setdefault(target, other["properties"][name])
            if kind == "contacts":
                changes["hs_invoice_latest_contact_email"] = other["properties"].get("email")


def _check_complete(contact: bool, line: bool) -> None:
    """Of mirrors too: taken strictly. Only the fragment INVOICE_TO_LINE_ITEM is confirmed [C], the rest assumed."""
    missing = [name for name, there in (("INVOICE_TO_CONTACT", contact), ("INVOICE_TO_LINE_ITEM", line)) if not there]
    if missing:
        raise validation(
            f"The invoice is missing required associations: {', '.join(missing)}",
            code="MISSING_REQUIRED_ASSOCIATIONS",
            requiredAssociations=missing,
        )


def _check_once_only(lines: Iterable[Record]) -> None:
    """Lines that are billed again and again trip a billable invoice; mirrors are spared [C], the text is assumed."""
    again = [one["id"] for one in lines if one["properties"].get("recurringbillingfrequency")]
    if again:
        raise validation(
            f"Line items with recurring billing cannot be invoiced: {', '.join(again)}",
            code="RECURRING_LINE_ITEMS",
            lineItemId=again,
        )


def _transition(old: str, new: str, why: str = "") -> Exception:
    return validation(
        f"Invoice status cannot be changed from {old} to {new}. {why}".rstrip(),
        code="INVALID_STATUS_TRANSITION",
        propertyName=["hs_invoice_status"],
    )


def next_number(account: Account) -> str:
    """The prefix setting and the next number that no invoice has."""
    settings = account.settings
    while True:
        found = f"{settings['invoice_number_prefix']}{settings['invoice_number_next']}"
        settings["invoice_number_next"] += 1
        account.store.put("settings", "account", settings)
        if not account.index.find("invoices", "hs_number", found):
            return found


def deletable(account: Account, invoice: Record) -> bool:
    """Draft always; open where the setting lets; paid and voided never [D-KB]. Of mirrors too: assumed."""
    if status_of(invoice) != "open":
        return status_of(invoice) == "draft"
    return bool(account.settings["delete_unpaid_invoices"]) and not paid_amount(account, invoice)


def check_archive(account: Account, invoice: Record) -> None:
    if not deletable(account, invoice):
        message = f"Invoice {invoice['id']} is {status_of(invoice)} and cannot be deleted."
        raise refusal(400, "VALIDATION_ERROR", message)


def paid_amount(account: Account, invoice: Record) -> Decimal:
    """What counts as paid: the share of this invoice in its succeeded payments."""
    total = Decimal(0)
    for payment in account.linked(invoice, "commerce_payments"):
        total += Decimal(payment.get("shares", {}).get(invoice["id"], "0"))
    return total


def recompute(account: Account, invoice: Record, actor: Actor = PERSON, touch: bool = True) -> None:
    """Lines, totals, balance and what payments do to the status; moves the modified time if anything differs."""
    currency = invoice["properties"].get("hs_currency") or account.settings["currency"]
    lines = account.linked(invoice, "line_items")
    for line in lines:
        refresh(account, line, currency)
    parts = {kind: [part["properties"] for part in account.linked(invoice, kind)] for kind in PARTS}
    totals = invoice_totals(parts["line_items"], parts["discounts"], parts["fees"], parts["taxes"], currency)
    paid = paid_amount(account, invoice)
    changes: Values = {
        "hs_subtotal": plain(totals.subtotal),
        "hs_amount_billed": plain(totals.billed),
        "hs_amount_paid": plain(paid),
        "hs_balance_due": plain(totals.billed - paid),
        "hs_payment_status": "unpaid" if not paid else "paid" if paid >= totals.billed else "partially_paid",
    }
    changes |= _status_by_payments(account, invoice, totals.billed, paid)
    if changes.get("hs_invoice_status", status_of(invoice)) == "voided":
        changes["hs_balance_due"] = "0"  # assumed
    values = invoice["properties"]
    if any(values.get(name) != value for name, value in changes.items()):
        account.change(invoice, changes, actor, touch)


def _status_by_payments(account: Account, invoice: Record, billed: Decimal, paid: Decimal) -> Values:
    """Open and covered becomes paid; paid by payments and no longer covered goes back to open (assumed)."""
    status = status_of(invoice)
    if status == "open" and paid > 0 and paid >= billed:
        invoice["settled_by"] = "payments"
        return {"hs_invoice_status": "paid", "hs_payment_date": _last_payment(account, invoice)}
    if status == "paid" and paid < billed and invoice.get("settled_by") == "payments":
        invoice.pop("settled_by")
        return {"hs_invoice_status": "open", "hs_payment_date": None}
    return {}


def _last_payment(account: Account, invoice: Record) -> str:
    dates = [
        payment["properties"]["hs_initiated_date"]
        for payment in account.linked(invoice, "commerce_payments")
        if invoice["id"] in payment.get("shares", {}) and payment["properties"].get("hs_initiated_date")
    ]
    return max(dates, default=account.now())


def days_overdue(invoice: Record, now: str) -> str | None:
    """Read as of now, so it is not stored."""
    due = invoice["properties"].get("hs_due_date")
    if status_of(invoice) != "open" or not due or due >= now or not number(invoice["properties"].get("hs_balance_due")):
        return None
    moment, today = parse_moment(due), parse_moment(now)
    return str((today - moment).days) if moment and today else None
