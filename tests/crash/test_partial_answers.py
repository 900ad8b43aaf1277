"""Answers that tell of some writes and not of others, and answers that stay away for long (F39–F41, F51, F67)."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from syncapp.connectors.http import Http
from syncapp.storage.models import Call, Cursor, Inbox, Operation, SyncRecord
from tests.crash import shop
from tests.crash.checker import check, quiet
from tests.crash.conftest import Open, Undisturbed
from tests.crash.place import Place, Snapshot
from tests.crash.test_lost_answers import HUBSPOT, KINDS, QUICKBOOKS, VERBS, Kind

Stages = dict[str, Snapshot]
CODE = "2500"  # an invalid reference: the record alone is at fault
THEIRS = [(stage, kind) for stage, kinds in KINDS.items() for kind in kinds if kind[0] == "quickbooks"]
RUNS = 40


@dataclass
class Mangler:
    """Stands between a connector and its vendor, for the first call of one kind, or for all of them."""

    kind: Kind
    mangle: Callable[[Mangler, Any, Callable[[Any], Any]], Any]
    always: bool = False
    met: int = 0

    def install(self, patch: pytest.MonkeyPatch) -> None:
        write = Http.write

        def written(http: Http, method: str, path: str, *, json: Any = None, **more: Any) -> Any:
            def send(body: Any) -> Any:
                return write(http, method, path, json=body, **more)

            if not self._concerns(path, json) or (self.met and not self.always):
                return send(json)
            self.met += 1
            return self.mangle(self, copy.deepcopy(json), send)

        patch.setattr(Http, "write", written)

    def _concerns(self, path: str, body: Any) -> bool:
        side, entity, action = self.kind
        if side == "hubspot":
            return path.endswith(f"/{HUBSPOT[entity]}/batch/{VERBS[action]}") and self._voids(body) == (
                action == "void"
            )
        return path.endswith("/batch") and any(self.is_one(item) for item in body.get("BatchItemRequest", ()))

    def _voids(self, body: Any) -> bool:
        return any(one.get("properties", {}).get("hs_invoice_status") == "voided" for one in body["inputs"])

    def is_one(self, item: Any) -> bool:
        """Whether this item of a QuickBooks batch is of the kind."""
        _, entity, action = self.kind
        voids = item.get("optionsData") == "void"
        return QUICKBOOKS[entity] in item and (voids if action == "void" else item["operation"] == action and not voids)


def _refuse_one(mangler: Mangler, body: Any, send: Callable[[Any], Any]) -> Any:
    """One write is refused, which the vendor never sees here; the rest of the batch goes its way."""
    if mangler.kind[0] == "hubspot":
        refused = body["inputs"].pop()
        answer = send(body) if body["inputs"] else {"status": "COMPLETE", "results": []}
        error = {"status": "error", "category": "VALIDATION_ERROR", "message": "Property values were not valid", "context": {
            "objectWriteTraceId": [refused["objectWriteTraceId"]]}}  # fmt: skip
        return {**answer, "numErrors": 1, "errors": [error]}
    refused = [item for item in body["BatchItemRequest"] if mangler.is_one(item)][-1]
    body["BatchItemRequest"].remove(refused)
    answer = send(body) if body["BatchItemRequest"] else {"BatchItemResponse": []}
    error = {"Message": "Invalid Reference Id", "Detail": "Invalid Reference Id : nobody", "code": CODE}
    answer["BatchItemResponse"].insert(
        0, {"bId": refused["bId"], "Fault": {"type": "ValidationFault", "Error": [error]}}
    )
    return answer


def _forget_one(mangler: Mangler, body: Any, send: Callable[[Any], Any]) -> Any:
    """All is done; the answers come in another order and one is missing."""
    answer = send(body)
    if mangler.kind[0] == "hubspot":
        return {**answer, "results": answer["results"][:0:-1]}
    wanted = [item["bId"] for item in body["BatchItemRequest"] if mangler.is_one(item)][-1]
    answers = [one for one in answer["BatchItemResponse"] if one["bId"] != wanted]
    return {**answer, "BatchItemResponse": answers[::-1]}


def _fail_one(mangler: Mangler, body: Any, send: Callable[[Any], Any]) -> Any:
    """All is done; of one write QuickBooks says that its own system failed."""
    answer = _forget_one(mangler, body, send)
    missing = {item["bId"] for item in body["BatchItemRequest"]} - {one["bId"] for one in answer["BatchItemResponse"]}
    fault = {
        "type": "SystemFault",
        "Error": [{"Message": "An application error has occurred", "Detail": "", "code": "10000"}],
    }
    answer["BatchItemResponse"] += [{"bId": number, "Fault": fault} for number in missing]
    return answer


def _nothing(mangler: Mangler, body: Any, send: Callable[[Any], Any]) -> Any:
    """All is done and no item is answered."""
    return {**send(body), "BatchItemResponse": []}


def _as_if_nothing_had_happened(place: Place, undisturbed: Undisturbed) -> None:
    assert check(place).differences(undisturbed.books) == []
    quiet(place)


def _mangle_each(place: Place, manglers: list[Mangler]) -> None:
    """One answer of each kind, in one story, until there is nothing left to do."""
    with pytest.MonkeyPatch.context() as patch:
        for mangler in manglers:
            mangler.install(patch)
        for _ in range(RUNS):
            result = place.sync()
            place.sleep(400)
            waiting = SyncRecord.objects.filter(status__in=("pending", "failing")).exists()
            if not (result.stopped or waiting or result.tally.writes.total()):
                break
    assert [mangler.kind for mangler in manglers if not mangler.met] == []


@pytest.mark.parametrize("stage", shop.STAGES)
def test_one_refused_goes_once_it_is_accepted(
    before: Stages, undisturbed: dict[str, Undisturbed], copy_of: Open, stage: str
) -> None:  # F39, F41
    # An archive is answered by nothing. An item that was refused leaves its lines to Custom Line Item (A21).
    kinds = [kind for kind in KINDS[stage] if kind[2] != "delete" and kind != ("quickbooks", "product", "create")]
    with copy_of(before[stage]) as place:
        _mangle_each(place, [Mangler(kind, _refuse_one) for kind in kinds])
        refused = Operation.objects.filter(state="failed")
        assert sorted(refused.values_list("call__side", "entity", "action")) == sorted(kinds)
        assert all(one.problem and one.problem["text"] for one in refused)
        _as_if_nothing_had_happened(place, undisturbed[stage])


def test_one_refused_stops_no_other(before: Stages, undisturbed: dict[str, Undisturbed], copy_of: Open) -> None:  # F39
    with copy_of(before["arrive"]) as place, pytest.MonkeyPatch.context() as patch:
        Mangler(("quickbooks", "invoice", "create"), _refuse_one, always=True).install(patch)
        place.sync()
        failing = {row.number: row for row in place.records(object_type="invoice", status="failing")}
        others = place.records(object_type="invoice", status="syncing")
        assert len(failing) + len(others) == len(undisturbed["arrive"].books.portal.kinds["invoices"])
        assert len(failing) == 1
        assert all("Invalid Reference Id" in row.vendor_text for row in failing.values())
        check(place)


@pytest.mark.parametrize("stage", shop.STAGES)
def test_one_that_is_missing_from_the_answer_is_found_again(
    before: Stages, undisturbed: dict[str, Undisturbed], copy_of: Open, stage: str
) -> None:  # F40
    with copy_of(before[stage]) as place:
        _mangle_each(place, [Mangler(kind, _forget_one) for kind in KINDS[stage] if kind[2] != "delete"])
        _as_if_nothing_had_happened(place, undisturbed[stage])


@pytest.mark.parametrize("stage", shop.STAGES)
def test_after_a_fault_of_their_own_the_same_call_is_asked_again(
    before: Stages, undisturbed: dict[str, Undisturbed], copy_of: Open, stage: str
) -> None:
    with copy_of(before[stage]) as place:
        _mangle_each(place, [Mangler(kind, _fail_one) for kind in KINDS[stage] if kind[0] == "quickbooks"])
        _as_if_nothing_had_happened(place, undisturbed[stage])


@pytest.mark.parametrize(
    ("stage", "kind"), THEIRS, ids=lambda value: value if isinstance(value, str) else " ".join(value)
)
def test_no_answer_for_half_a_day_and_the_records_are_asked_for(
    before: Stages, undisturbed: dict[str, Undisturbed], copy_of: Open, stage: str, kind: Kind
) -> None:
    """Meanwhile polls see what was written, and nobody takes it for another's (A18, A29)."""
    with copy_of(before[stage]) as place:
        with pytest.MonkeyPatch.context() as patch:
            Mangler(kind, _nothing, always=True).install(patch)
            for _ in range(2):
                place.sync()
                check(place, settled=False)
                place.sleep(timedelta(hours=6).total_seconds())
            assert Call.objects.filter(state="unknown").count() == 1
        place.sleep(timedelta(hours=1).total_seconds())
        place.sync()
        place.sync()
        _as_if_nothing_had_happened(place, undisturbed[stage])


@pytest.mark.parametrize("stage", shop.STAGES)
def test_with_an_empty_database_nothing_is_made_twice(
    before: Stages, undisturbed: dict[str, Undisturbed], copy_of: Open, stage: str
) -> None:  # F67
    """All links are lost; marks, numbers and names find them again."""
    with copy_of(before[stage]) as place:
        place.sync()
        for model in (Call, SyncRecord, Inbox, Cursor):
            model.objects.all().delete()
        place.sync()
        assert not place.records(status="failing")
        assert check(place, made_here=False).differences(undisturbed[stage].books) == []
        quiet(place)


def test_hours_of_maintenance_and_the_backlog_drains_once(
    before: Stages, undisturbed: dict[str, Undisturbed], copy_of: Open
) -> None:  # F51
    with copy_of(before["arrive"]) as place:
        for system in ("hubspot", "quickbooks"):
            place.control(system, "faults", {"path": "/", "when": "before", "times": None, "action": {"status": 503}})
        for _ in range(4):
            assert "does not answer" in place.sync().stopped
            place.sleep(3600)
        for system in ("hubspot", "quickbooks"):
            place.control(system, "faults", method="DELETE")
        place.sync()
        _as_if_nothing_had_happened(place, undisturbed["arrive"])
