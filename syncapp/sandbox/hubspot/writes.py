"""Creating, changing, archiving and linking records under all rules; every door leads through here.

A write is prepared (all checks, nothing changed) and then committed, so that a batch can be all or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from syncapp.sandbox.hubspot import invoices, lines, payments
from syncapp.sandbox.hubspot.actor import Actor
from syncapp.sandbox.hubspot.definitions.people import STAGES
from syncapp.sandbox.hubspot.errors import nothing_to_change, required_missing, validation
from syncapp.sandbox.hubspot.kinds import KINDS
from syncapp.sandbox.hubspot.linking import LinkPlan, plan_inline
from syncapp.sandbox.hubspot.links import PRIMARY
from syncapp.sandbox.hubspot.models import Account, Record
from syncapp.sandbox.hubspot.validate import Claims, Values, check_unique, cleaned

# At least one of them is needed: of people and companies documented [D], of products "needed in practice" [C].
NAMED_BY = {
    "contacts": ("email", "firstname", "lastname"),
    "companies": ("name", "domain"),
    "products": ("name",),
}
_STAGE_ORDER = [stage.partition(":")[0] for stage in STAGES]


@dataclass
class Creation:
    kind: str
    values: Values
    links: list[LinkPlan] = field(default_factory=list)


@dataclass
class Change:
    record: Record
    values: Values


def prepare_create(account: Account, actor: Actor, kind: str, body: Mapping[str, Any], claims: Claims) -> Creation:
    values = cleaned(account, kind, body.get("properties") or {})
    plans = plan_inline(account, kind, body.get("associations") or [])
    if kind == "invoices":
        invoices.check_create(account, actor, values, [plan.target for plan in plans])
    elif kind == "commerce_payments":
        payments.check_create(account, actor, values)
    elif kind in lines.PARTS:
        lines.check_create(account, kind, values)
    elif kind in NAMED_BY and not any(values.get(name) for name in NAMED_BY[kind]):
        raise required_missing(KINDS[kind].label, NAMED_BY[kind])
    check_unique(account, kind, values, "", claims)
    if kind in lines.PARTS:
        lines.check_one_parent(kind, [plan.target for plan in plans])
    for plan in plans:
        check_link(account, kind, None, values, plan.target)
        if kind in lines.PARENTS and plan.target["kind"] in lines.PARTS:
            _claim_part(plan.target, claims)
    return Creation(kind, values, plans)


def commit_create(account: Account, actor: Actor, plan: Creation) -> Record:
    record = account.insert(plan.kind, plan.values, actor)
    for link in plan.links:
        account.link(record, link.target, link.type_ids)
        follow_link(account, record, link.target)
    after_write(account, record)
    return record


def prepare_change(account: Account, actor: Actor, record: Record, given: Any, claims: Claims) -> Change:
    kind = record["kind"]
    if not given:
        raise nothing_to_change()
    changes = cleaned(account, kind, given)
    if kind == "invoices":
        invoices.check_change(account, actor, record, changes)
    elif kind == "commerce_payments":
        payments.check_change(account, actor, record, changes)
    elif kind in lines.PARTS:
        lines.check_change(account, record, changes)
        _check_part_unlocked(account, record, changes)
    elif "lifecyclestage" in changes:
        _keep_stage(record, changes)
    check_unique(account, kind, changes, record["id"], claims)
    return Change(record, changes)


def commit_change(account: Account, actor: Actor, plan: Change) -> Record:
    account.change(plan.record, plan.values, actor)
    if actor.user and plan.record["kind"] in lines.PARTS:
        # A person edits lines in the invoice's editor, which saves the invoice too: assumed. A line that an
        # app changes moves its invoice's modified time only where a total moves.
        for invoice in account.linked(plan.record, "invoices"):
            account.change(invoice, {}, actor)
    after_write(account, plan.record)
    return plan.record


def check_archive(account: Account, actor: Actor, record: Record) -> None:
    """Whether the rules let the record go."""
    if record["kind"] == "invoices":
        invoices.check_archive(account, record)
    elif record["kind"] == "commerce_payments":
        payments.check_not_processed(actor, record)
    elif record["kind"] in lines.PARTS:
        _check_part_unlocked(account, record, None)


def archive(account: Account, actor: Actor, record: Record) -> None:
    """To the recycle bin; an invoice or a deal takes its lines along [D]."""
    check_archive(account, actor, record)
    at = account.now()
    if record["kind"] in lines.PARENTS:
        for part in lines.PARTS:
            for one in account.linked(record, part):
                account.archive(one, at)
    before = {other: account.linked(record, other) for other in record["associations"]}
    account.archive(record, at)
    for others in before.values():
        for other in others:
            follow_link(account, record, other)


def _check_part_unlocked(account: Account, part: Record, changes: Values | None) -> None:
    """Parts of a finalized billable invoice are locked with it; custom properties are not (assumed)."""
    if changes is not None:
        values, definitions = part["properties"], account.fields.of(part["kind"])
        touched = [name for name in changes if changes[name] != values.get(name)]
        if not any(definitions[name]["hubspotDefined"] for name in touched):
            return
    for invoice in account.linked(part, "invoices"):
        if not invoices.editable(account, invoice):
            raise invoices.locked(invoice)


def _keep_stage(record: Record, changes: Values) -> None:
    """A life-cycle stage moves forward only, unless cleared first; a step back is passed over [K]."""
    old, new = record["properties"].get("lifecyclestage"), changes["lifecyclestage"]
    known = old in _STAGE_ORDER and new in _STAGE_ORDER
    if known and _STAGE_ORDER.index(str(new)) < _STAGE_ORDER.index(str(old)):
        del changes["lifecyclestage"]


# Links


def check_link(account: Account, kind: str, source: Record | None, values: Values, target: Record) -> None:
    """Rules of single pairs; `source` is None while it is being created with `values`."""
    if target["kind"] in lines.PARENTS:
        _check_parent_link(account, kind, source, values, target)
    elif kind in lines.PARENTS and source is not None:
        _check_parent_link(account, target["kind"], target, target["properties"], source)
    elif kind in lines.PARENTS and target["kind"] in lines.PARTS and lines.parents(target):
        # A new invoice or deal takes parts that stand alone.
        raise _taken_part(target)


def _check_parent_link(account: Account, kind: str, other: Record | None, values: Values, parent: Record) -> None:
    invoice = parent if parent["kind"] == "invoices" else None
    if kind in lines.PARTS:
        lines.check_parent(other, kind, parent)
        if invoice and not invoices.editable(account, invoice):
            raise invoices.locked(invoice)
    elif kind == "commerce_payments" and invoice:
        payments.check_link(invoice, values.get("hs_currency_code"))


def _claim_part(part: Record, claims: Claims) -> None:
    """Two invoices of one batch cannot have the same part."""
    if ("part", part["id"]) in claims:
        raise _taken_part(part)
    claims.add(("part", part["id"]))


def _taken_part(part: Record) -> Exception:
    return validation(
        f"{KINDS[part['kind']].label} {part['id']} is already associated with another parent object.",
        code="ASSOCIATION_LIMIT_EXCEEDED",
        parentObjectId=lines.parents(part),
    )


def link(account: Account, source: Record, target: Record, type_ids: Sequence[int]) -> None:
    """Associate two living records, both directions."""
    check_link(account, source["kind"], source, source["properties"], target)
    account.link(source, target, type_ids)
    follow_link(account, source, target)


def unlink(
    account: Account, actor: Actor, source: Record, target: Record, type_ids: Sequence[int] | None = None
) -> None:
    """Remove association types (None: all); parts and contact of a finalized billable invoice stay (assumed)."""
    for one, other in ((source, target), (target, source)):
        if one["kind"] == "invoices" and (other["kind"] in lines.PARTS or other["kind"] == "contacts"):
            if not invoices.editable(account, one) and other["id"] in one["associations"].get(other["kind"], {}):
                raise invoices.locked(one)
        elif one["kind"] == "invoices" and other["kind"] == "commerce_payments":
            payments.check_not_processed(actor, other)
    account.unlink(source, target, type_ids)
    follow_link(account, source, target)


def follow_link(account: Account, source: Record, target: Record) -> None:
    """What follows from a link made or cut."""
    for one, other in ((source, target), (target, source)):
        if one["kind"] == "invoices" and not one["archived"]:
            account.stale_invoices[one["id"]] = None
        if one["kind"] == "commerce_payments" and other["kind"] == "invoices":
            payments.refresh(account, one, touch=not one["archived"])
            account.stale_invoices |= dict.fromkeys(one["associations"].get("invoices", {}))  # their shares moved
        if one["kind"] == "contacts" and other["kind"] == "companies":
            _primary(account, one)
        if one["kind"] == "companies" and other["kind"] == "contacts":
            count = str(len(one["associations"].get("contacts", {})))
            account.change(one, {"num_associated_contacts": count}, touch=False)


def _primary(account: Account, contact: Record) -> None:
    """The primary company of a contact; the first one becomes it [K]."""
    companies = contact["associations"].get("companies", {})
    found = next((one for one, types in companies.items() if PRIMARY in types), None)
    if found is None and companies:
        found = next(iter(companies))
        company = account.find("companies", found)
        if company:
            account.link(contact, company, [PRIMARY])
    account.change(contact, {"associatedcompanyid": found}, touch=False)


# What follows


def after_write(account: Account, record: Record) -> None:
    """Computed properties of the record itself, and which invoices have to be summed again."""
    kind = record["kind"]
    if kind == "invoices":
        account.stale_invoices[record["id"]] = None
    elif kind == "commerce_payments":
        payments.refresh(account, record)
    elif kind == "line_items":
        lines.refresh(account, record, account.settings["currency"])
    elif kind == "contacts":
        _names(account, record)
    if kind in lines.PARTS or kind == "commerce_payments":
        for one in record["associations"].get("invoices", {}):
            account.stale_invoices[one] = None


def _names(account: Account, contact: Record) -> None:
    values = contact["properties"]
    email = values.get("email")
    full = " ".join(values[name] for name in ("firstname", "lastname") if name in values)
    account.change(
        contact, {"hs_email_domain": email.partition("@")[2] if email else None, "hs_full_name_or_email": full or email},
        touch=False,
    )  # fmt: skip


def settle(account: Account, actor: Actor) -> None:
    """Recompute the invoices that this request touched; once each, before the answer leaves."""
    while account.stale_invoices:
        stale, account.stale_invoices = account.stale_invoices, {}
        for one in stale:
            invoice = account.find("invoices", one)
            if invoice:
                invoices.recompute(account, invoice, actor)
