"""What runs made of the records: each by how it stood before the run, and how it stands by its last entry in it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from syncapp.storage.activity import NEW
from syncapp.storage.models import Activity, Run


class Move(StrEnum):
    """A record made one in a run, or none: one that failed and was mended within it stands as before."""

    FELL = "newly_failing"
    RECAUSED = "other_cause"  # it failed before, for another reason
    MENDED = "no_longer_failing"  # whatever became of it
    EQUAL = "became_equal"  # it waited, was parked or excluded before; a new one is created or linked
    EXCLUDED = "excluded"
    WAITING = "waiting"
    APPROVAL = "needs_approval"
    PARKED = "parked"


_STATES = ("failing", "syncing", "excluded", "pending")  # kinds of entries that tell of a changed state
_FAILED = Q(was__startswith="failing")
_MOVES = Case(
    When(_FAILED, kind="failing", then=Value(Move.RECAUSED.value)),
    When(kind="failing", then=Value(Move.FELL.value)),
    When(_FAILED, then=Value(Move.MENDED.value)),
    When(was=" ".join(NEW), kind="syncing", then=Value("")),  # new, whatever it waited for within the run
    When(kind="syncing", then=Value(Move.EQUAL.value)),
    When(kind="excluded", then=Value(Move.EXCLUDED.value)),
    When(reason="waiting", then=Value(Move.WAITING.value)),
    When(reason="needs_approval", then=Value(Move.APPROVAL.value)),
    When(reason="parked", then=Value(Move.PARKED.value)),
    default=Value(""),
    output_field=CharField(),
)


def moves_of(run: Run) -> QuerySet[Any]:
    """Activity: the last entry of each record in this run that tells of its state, with the `move` that it made in it."""
    found = Activity.objects.filter(run=run, record__isnull=False, side="", kind__in=_STATES)
    beside = Activity.objects.filter(run=run, record=OuterRef("record"), side="", kind__in=_STATES)
    first = beside.annotate(stood=KT("changes__0__from")).order_by("pk").values("stood")[:1]
    last = found.filter(~Exists(beside.filter(pk__gt=OuterRef("pk"))))
    stood = Coalesce(Subquery(first), Value(""), output_field=CharField())
    stands = Coalesce(KT("changes__0__to"), Value(""), output_field=CharField())
    return last.annotate(was=stood, now=stands).exclude(~Q(was=""), was=F("now")).annotate(move=_MOVES).exclude(move="")


def counted(run: Run) -> dict[str, dict[str, int]]:
    """By object, how many records made which move."""
    found: dict[str, dict[str, int]] = {}
    rows = moves_of(run).order_by().values_list("record__object_type", "move")
    for object_type, move, number in rows.annotate(number=Count("pk")):
        found.setdefault(object_type, {})[move] = number
    return found
