"""A HubSpot invoice that is not in QuickBooks yet: what keeps it, what holds it, and its creation (S3–S8, S16, S23–S25,
A5, A15, A18–A24, A33)."""

from __future__ import annotations

from dataclasses import replace

from syncapp.core import plan
from syncapp.core.checks import Check, decided, first, told
from syncapp.core.errors import Failure
from syncapp.core.lines import figure, outbound
from syncapp.core.plan import Approval, Asked, Change, Decision, Situation
from syncapp.core.plans import entry
from syncapp.core.plans import fields as header
from syncapp.core.plans.classes import OF_LINES, class_of, classed, of_header
from syncapp.core.plans.document import DATE, NUMBER
from syncapp.core.plans.document_dates import without_due_date
from syncapp.core.plans.invoice import lines_told, without_party
from syncapp.core.plans.invoice_situation import InvoiceSituation
from syncapp.core.plans.service_dates import dated
from syncapp.core.policies import from_hubspot, is_void, seal, unmodified, walls
from syncapp.core.records import Invoice, InvoiceStatus
from syncapp.core.values import Side, day_words
from syncapp.core.writes import Write


def send(situation: InvoiceSituation) -> Decision:
    """A HubSpot invoice without a partner: what keeps it, else its creation in QuickBooks."""
    return decided(SEND, situation)


def kept_back(situation: InvoiceSituation) -> Decision | None:
    """The locked filters and the chosen one: by rule, without anybody's fault."""
    return first(_KEPT_BACK, situation)


def held_whoever_pays(situation: InvoiceSituation) -> Decision | None:
    """What needs a person or another day, but for the customer: nobody and nothing is made for an invoice that is held by
    this."""
    return first(_HELD, situation)


def _own(situation: InvoiceSituation) -> Invoice:
    assert isinstance(situation.hubspot, Invoice)
    return situation.hubspot


def _source(situation: InvoiceSituation) -> Decision | None:
    invoice = _own(situation)
    if invoice.billable and from_hubspot(invoice, situation.rules.accounts.hubspot):
        return None
    return plan.excluded("source", source=_source_told(situation))


def _source_told(situation: InvoiceSituation) -> str:
    invoice, spec = _own(situation), situation.rules.specs.hubspot.get("hs_invoice_source")
    labels = {one.value: one.label for one in spec.options} if spec else {}
    source = invoice.source or "no source told"
    return labels.get(source, source) + ("" if invoice.billable else ", not billable")


def _workflow(situation: InvoiceSituation) -> Decision | None:
    other = situation.workflow_duplicate
    return plan.failing(Failure("duplicate_from_workflow", {"invoice": other})) if other else None


def _closed(situation: InvoiceSituation) -> Decision | None:
    return plan.parked_by(situation.rules, "create", _own(situation).date)


def dated_as(situation: InvoiceSituation) -> str:
    """The invoice's day, and through which day the books are protected."""
    invoice, through = situation.hubspot or situation.quickbooks, situation.rules.protected_through
    day = day_words(invoice.date) if isinstance(invoice, Invoice) else ""
    return (
        f"{day or 'without a date'}, {f'protected through {day_words(through)}' if through else 'nothing is protected'}"
    )


def history(situation: InvoiceSituation) -> Decision | None:
    """A15: what is dated or finalized before the start waits for a click, unless it is to be sent without asking."""
    invoice = _own(situation)
    if not _is_history(situation, invoice) or not unless_recreated(situation):
        return None
    asked = Approval("history", seal(invoice))
    if situation.rules.settings.get("send_history") or situation.approved == asked:
        return None
    return plan.needs_approval(asked, date=str(invoice.date), amount=figure(invoice.total, invoice.currency))


def _started(situation: InvoiceSituation) -> str:
    started = situation.rules.started_at
    return f"turned on {day_words(started.astimezone(situation.rules.zone).date())}" if started else ""


def _walls(situation: InvoiceSituation) -> Decision | None:
    found = walls(situation.rules.accounts, service_dates=situation.rules.fill_service_date)
    return plan.failing(found[0]) if found else None


def _is_history(situation: InvoiceSituation, invoice: Invoice) -> bool:
    """A15: dated or finalized before the start, and modified since."""
    start = situation.rules.started_at
    finalized_before = bool(situation.floor and situation.floor["status"] != InvoiceStatus.DRAFT.value)
    return finalized_before or bool(
        start and invoice.date and invoice.date < start.astimezone(situation.rules.zone).date()
    )


def unless_recreated(situation: Situation) -> bool:
    """A person has said that it is made again: what keeps new ones out is not asked (A11)."""
    return situation.asked is not Asked.RECREATE


def _currency_wall(situation: InvoiceSituation) -> Decision | None:
    """A currency that the company does not have at all: no customer is made for such an invoice either."""
    invoice = _own(situation)
    company = situation.rules.accounts.quickbooks
    home = str(company.get("currency") or invoice.currency)
    if invoice.currency == home or company.get("multicurrency"):
        return None
    return plan.failing(
        Failure("currency_not_enabled", {"currency": invoice.currency, "system": Side.QUICKBOOKS.label})
    )


def _currency(situation: InvoiceSituation) -> Decision | None:
    """A33."""
    invoice = _own(situation)
    home = str(situation.rules.accounts.quickbooks.get("currency") or invoice.currency)
    theirs = situation.party.currency or home
    if invoice.currency != theirs:
        params = {"currency": invoice.currency, "customer_currency": theirs, "customer": situation.party.label}
        return plan.failing(Failure("currency_mismatch", params))
    return None


def _creation(situation: InvoiceSituation) -> Decision:
    invoice = _own(situation)
    lines = outbound(invoice, situation.item_of, situation.discount_item)
    if stop := told("items", lines, lines_told(invoice)):
        return stop
    carried = header.carried(invoice, situation.rules)
    if stop := told("fields", carried):
        return stop
    assert not isinstance(lines, Failure)
    assert not isinstance(carried, Failure)
    values, agreed = of_header(carried[0]), of_header(carried[1])
    given = class_of(invoice, situation.rules)
    if isinstance(given, Failure):
        return plan.failing(given)
    write = Write(
        entity="invoice",
        action="create",
        fields={**values, "DocNumber": invoice.number, "TxnDate": invoice.date, "DueDate": invoice.due_date},
        links={"customer": str(situation.party.id), "currency": invoice.currency},
        lines=dated(classed(lines, given), invoice.date, situation.rules),
    )
    planned = header.creation(Side.QUICKBOOKS, write, "finalized in HubSpot", without_due_date(invoice, agreed))
    coded = (Change(OF_LINES, None, given),) if given else ()
    return plan.write(replace(planned, changes=(*planned.changes, *coded, Change("total", None, invoice.total))))


_KEPT_BACK: tuple[Check[InvoiceSituation], ...] = (
    entry.COPY,
    Check("source", _source, held=_source_told),
    Check(
        "draft",
        lambda one: plan.excluded("draft") if _own(one).status is InvoiceStatus.DRAFT else None,
        held=lambda one: _own(one).status.value,
    ),
    Check("void", lambda one: plan.excluded("voided_before_link") if is_void(_own(one)) else None),
    entry.direction(Side.QUICKBOOKS),
    Check(
        "start",
        lambda one: plan.excluded("before_start") if unmodified(_own(one), one.floor, one.rules.pairs) else None,
        held=_started,
        when=unless_recreated,
    ),
    entry.filtered(Side.QUICKBOOKS, when=unless_recreated),
    entry.held_back(when=unless_recreated),
)
_HELD: tuple[Check[InvoiceSituation], ...] = (
    entry.MATCH,
    Check("workflow", _workflow),
    # No click sends what is in a protected period (A24).
    Check("protected", _closed, held=dated_as, when=lambda one: history(one) is not None),
    Check("history", history, held=_started),
    Check("walls", _walls),
    NUMBER,
    DATE,
    Check("protected", _closed, held=dated_as),
    Check("currency", _currency_wall, held=lambda one: _own(one).currency),
)
SEND: tuple[Check[InvoiceSituation], ...] = (
    *_KEPT_BACK,
    *_HELD,
    Check("customer", without_party, held=lambda one: one.party.label),
    Check("customer_currency", _currency, held=lambda one: one.party.currency or ""),
    Check("create", _creation, parts=("items", "fields")),
)
