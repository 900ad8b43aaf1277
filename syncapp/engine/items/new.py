"""Items of QuickBooks for lines that match none: looked for first, made where there is none (B28, S11, A22).

Each is sent through the outbox; its id is stored with the answer, in one transaction. What a killed run has made is
found by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import QuerySet

from syncapp.connectors.protocol import Outcome
from syncapp.core.errors import Failure
from syncapp.core.new_items import NewItem, by_name, by_sku
from syncapp.core.plan import Change, Planned
from syncapp.core.records import Product
from syncapp.core.values import ObjectType, Side, name_key
from syncapp.core.writes import Write
from syncapp.engine.context import Pass
from syncapp.engine.inactive import account_told
from syncapp.engine.writing.outbox import Lost, post
from syncapp.storage.models import Activity, Call, MadeItem, Operation

REASON = "a line matches no item"
OPEN = (Call.State.SENT, Call.State.UNKNOWN)


def ensure_items(p: Pass, wanted: Iterable[NewItem]) -> None:
    """Each of these is known, in `MadeItem` or in `p.items`, or why it cannot be is in `p.items`."""
    left = {one.key: one for one in reversed(list(wanted)) if one.key not in p.items}
    known = MadeItem.objects.filter(workspace=p.workspace, key__in=list(left)).exclude(item_id="")
    for key in known.values_list("key", flat=True):
        del left[key]
    if not left:
        return
    if being_made(p):
        p.items |= dict.fromkeys(left, unanswered())
        return
    there = _there(p, left.values())
    missing = {key: one for key, one in left.items() if not _found(p, one, there)}
    firsts = {name_key(one.name): one for one in missing.values()}
    there += _made(p, list(firsts.values()))
    for one in missing.values():  # of one name with another SKU than the one that was made just now
        if one.key not in p.items and firsts[name_key(one.name)] is not one:
            _found(p, one, there)


def being_made(p: Pass) -> bool:
    """The answer to the making of an item is missing: a second one could double it."""
    made = Operation.objects.filter(call__workspace=p.workspace, call__state__in=OPEN, call__side=Side.QUICKBOOKS)
    return made.filter(entity=ObjectType.PRODUCT.value, action="create", record=None).exists()


def unanswered() -> Failure:
    return Failure("vendor_unavailable", {"system": Side.QUICKBOOKS.label})


def _there(p: Pass, wanted: Iterable[NewItem]) -> list[Product]:
    wanted = list(wanted)
    skus = p.questions.skus([one.sku for one in wanted if one.sku])
    names = p.questions.items([name for one in wanted for name in one.names])
    return [*(item for some in skus.values() for item in some), *names]


def _found(p: Pass, one: NewItem, there: Sequence[Product]) -> bool:
    """Whether an item takes these lines, or keeps one from being made."""
    mine = {item.id: item for item in there}.values()
    found = by_sku(one, mine)
    if found is None and isinstance(found := by_name(one, mine), str) and not p.dry_run:
        begun = MadeItem.objects.filter(workspace=p.workspace, key=one.key).exists()
        _keep(p, one, found, ours=begun)
    if found is not None:
        p.items[one.key] = found
    return found is not None


def _keep(p: Pass, one: NewItem, item_id: str, *, ours: bool) -> None:
    values = {"name": one.name, "item_id": item_id, "ours": ours}
    MadeItem.objects.update_or_create(workspace=p.workspace, key=one.key[:320], defaults=values)


def _made(p: Pass, wanted: Sequence[NewItem]) -> list[Product]:
    """Those that could be made, as they stand there now."""
    planned = {one.key: _planned(p, one) for one in wanted}
    if p.dry_run:
        p.items |= {one.key: f"new:{one.key}" for one in wanted}
        p.plan += [planned_item(one.name, planned[one.key]) for one in wanted]
        return []
    with transaction.atomic():
        for one in wanted:
            _keep(p, one, "", ours=True)
    by_write = {id(planned[one.key]): one for one in wanted}
    made: list[Product] = []

    def keep(write: Planned, outcome: Outcome | Lost) -> None:
        one = by_write[id(write)]
        found = p.items[one.key] = made_or_why(p, write, outcome)
        if isinstance(found, str):
            _keep(p, one, found, ours=True)
            kind = str(write.write.fields["Type"])
            made.append(Product(side=Side.QUICKBOOKS, id=found, name=one.name, sku=one.sku, kind=kind))

    post_items(p, list(planned.values()), keep)
    return made


def _planned(p: Pass, one: NewItem) -> Planned:
    settings = p.rules[ObjectType.INVOICE].settings
    fields: Mapping[str, str | bool | None] = {
        "Name": one.name,
        "Sku": one.sku,
        "Type": str(settings.get("new_item_kind") or "Service"),
        "Taxable": bool(settings.get("new_item_taxable", False)),
    }
    write = Write(
        entity=ObjectType.PRODUCT.value,
        action="create",
        fields={name: value for name, value in fields.items() if value is not None},
        links={"income_account": str(settings.get("new_item_account") or "")},
    )
    changes = tuple(Change(name, None, value) for name, value in write.fields.items())
    return Planned(side=Side.QUICKBOOKS, write=write, reason=REASON, changes=changes)


def planned_item(name: str, planned: Planned) -> dict[str, object]:
    """What a dry run tells of an item that is no record of its own."""
    return {
        "object": ObjectType.PRODUCT.plural,
        "system": Side.QUICKBOOKS.value,
        "action": "create",
        "hubspot_id": None,
        "quickbooks_id": None,
        "label": name,
        "changes": [],
        "reason": planned.reason,
    }


def post_items(p: Pass, planned: Sequence[Planned], keep: Callable[[Planned, Outcome | Lost], None]) -> None:
    """Make these items, which are no records of their own; `keep` stores each with its answer."""
    for answered in post(p, [(None, one) for one in planned]):
        call = answered.call
        with transaction.atomic():
            lost = any(isinstance(outcome, Lost) for _, _, outcome in answered.results)
            state = Call.State.UNKNOWN if lost else Call.State.DONE
            Call.objects.filter(pk=call.pk).exclude(state=Call.State.FAILED).update(state=state, answer=call.answer)
            for position, (_, one, outcome) in enumerate(answered.results):
                _note(Operation.objects.filter(call=call, position=position), outcome)
                keep(one, outcome)
                if isinstance(made_or_why(p, one, outcome), str):
                    _tell(p, one)
        p.point("call-stored")


def _tell(p: Pass, planned: Planned) -> None:
    """It is no record, so its entry has none (S38)."""
    p.tally.created[ObjectType.PRODUCT.plural, Side.QUICKBOOKS.value] += 1
    reason = f"the item “{planned.write.fields.get('Name')}”: {planned.reason}"
    Activity.objects.create(
        workspace=p.workspace, run=p.run, at=p.now(), kind="created", side=Side.QUICKBOOKS.value, reason=reason[:300]
    )


def _note(operation: QuerySet[Operation], outcome: Outcome | Lost) -> None:
    if isinstance(outcome, Lost):
        operation.update(state=Call.State.UNKNOWN)
    elif outcome.problem:
        problem = {"code": outcome.problem.code, "text": outcome.problem.vendor_text}
        operation.update(state=Call.State.FAILED, problem=problem)
    else:
        operation.update(state=Call.State.DONE, target_id=outcome.id or "")


def made_or_why(p: Pass, planned: Planned, outcome: Outcome | Lost) -> str | Failure:
    """The id of the item that was made, or why there is none."""
    if isinstance(outcome, Lost):
        return unanswered()
    problem = outcome.problem
    if problem is None:
        return str(outcome.id)
    chosen = planned.write.links.get("income_account")
    return Failure(problem.code, {**account_told(p, chosen), **problem.params}, problem.vendor_text)
