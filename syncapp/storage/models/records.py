"""The pair: one row for every record that was read, on one side or on both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.db.models.functions import Cast

from syncapp.core.values import Side
from syncapp.storage.fields import ArrayLength, NameWithoutAccents
from syncapp.storage.models.workspaces import Workspace

BATCH = 500
HELD = ("hubspot_base", "quickbooks_base", "hubspot_seen", "quickbooks_seen")
LONG = (*HELD, "floor", "decision")  # of a row, what is long to read and no list shows
NAMES = frozenset({"label", "customer_name"})
INACTIVE, INACTIVE_THERE = "inactive", "inactive_there"  # the reason of what is not linked, the remark of what is
KEPT = ("decision", "created_at")  # what people alone write, and what is written once


NOT_IN_HUBSPOT = ExpressionWrapper(Q(hubspot_id__isnull=True), output_field=models.BooleanField())
NOT_IN_QUICKBOOKS = ExpressionWrapper(Q(quickbooks_id__isnull=True), output_field=models.BooleanField())


class SyncRecordQuerySet(models.QuerySet["SyncRecord"]):
    def due(self, now: datetime) -> SyncRecordQuerySet:
        """What must be looked at, oldest first."""
        return self.filter(next_attempt_at__lte=now).order_by("next_attempt_at", "id")

    def linked(self) -> SyncRecordQuerySet:
        """Those that stand on both sides."""
        return self.exclude(hubspot_id=None).exclude(quickbooks_id=None)

    def of(self, side: Side, ids: object) -> SyncRecordQuerySet:
        return self.filter(**{f"{side.value}_id__in": ids})

    def active(self) -> SyncRecordQuerySet:
        """Those that are not `inactive`."""
        # The two databases have no condition on JSON in common that finds a code in a list.
        told = self.alias(told=Cast("remarks", models.CharField()))
        return told.exclude(Q(reason=INACTIVE) | Q(told__contains=f'"{INACTIVE_THERE}"'))

    def keep_all(self, rows: Iterable[SyncRecord]) -> None:
        """`keep` of each."""
        self.save_all(rows, _changed_by_a_pass())

    def save_all(self, rows: Iterable[SyncRecord], fields: Sequence[str]) -> None:
        """Update these stored rows in a few statements: an upsert is several times quicker than bulk_update's CASEs."""
        if NAMES & set(fields):
            fields = list(dict.fromkeys((*fields, "plain_name")))  # PostgreSQL refuses to assign a column twice
        self.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields, batch_size=BATCH)


def _changed_by_a_pass() -> list[str]:
    fields = (one.name for one in SyncRecord._meta.concrete_fields if not one.primary_key)
    return [name for name in fields if name not in KEPT]


class SyncRecord(models.Model):
    class Status(models.TextChoices):
        PENDING = "pending"
        SYNCING = "syncing"
        FAILING = "failing"
        EXCLUDED = "excluded"
        IGNORED = "ignored"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="records")
    object_type = models.CharField(max_length=12)
    hubspot_id = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 - null is "none", many may have none
    quickbooks_id = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001
    origin = models.CharField(max_length=12, blank=True)  # the side where it was created
    label = models.CharField(max_length=500, blank=True)
    number = models.CharField(max_length=200, blank=True)
    amount = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)

    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    reason = models.CharField(max_length=40, blank=True, default="queued")
    params = models.JSONField(default=dict)  # fill the sentence of the reason
    vendor_text = models.TextField(blank=True)  # the vendor's own words, redacted
    remarks = models.JSONField(default=list)  # [{"code", "params"}]
    waiting_on = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="waiters")

    hubspot_version = models.CharField(max_length=64, blank=True)
    quickbooks_version = models.CharField(max_length=64, blank=True)
    hubspot_base = models.JSONField(null=True, blank=True)  # what this side held when the pair last agreed
    quickbooks_base = models.JSONField(null=True, blank=True)
    # What lists of documents show and are sorted by, as last read.
    document_date = models.DateField(null=True, blank=True)
    due_date = models.DateField(null=True, blank=True)
    open_balance = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    hubspot_status = models.CharField(max_length=24, blank=True)
    quickbooks_status = models.CharField(max_length=24, blank=True)
    customer = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="documents")
    customer_name = models.CharField(max_length=500, blank=True)  # as QuickBooks calls it, synced or not
    plain_name = NameWithoutAccents(blank=True, default="", db_default="", editable=False)
    # What this side holds where it is not its base: of a record that is not equal, for people to compare.
    hubspot_seen = models.JSONField(null=True, blank=True)
    quickbooks_seen = models.JSONField(null=True, blank=True)
    decision = models.JSONField(default=dict)  # what a person has decided for it; the engine only reads it
    floor = models.JSONField(null=True, blank=True)  # content hash and status at turn-on (S25, A15)
    invoice = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="payments")

    writing = models.BooleanField(default=False)  # a write of ours may be half done: what it changed is no edit
    needed = models.BooleanField(default=False)  # a contact that an invoice going out needs (A4)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)  # null: nothing to do until something changes
    last_changed_at = models.DateTimeField(null=True, blank=True)
    last_checked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # Of what we have copied: the side on which the copy was made, and the day in the company's zone on which both sides
    # were equal for the first time. Neither changes afterwards.
    arrived_in = models.CharField(max_length=12, blank=True, default="", db_default="")
    arrived_on = models.DateField(null=True, blank=True)

    objects = SyncRecordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "object_type", "hubspot_id"], name="hubspot_id_once"),
            models.UniqueConstraint(fields=["workspace", "object_type", "quickbooks_id"], name="quickbooks_id_once"),
        ]
        indexes = [
            models.Index(fields=["workspace", "object_type", "next_attempt_at"], name="record_due"),
            # All that pages add up of them: a row itself, with its bases, is long to read.
            models.Index(
                F("workspace"),
                F("object_type"),
                F("status"),
                F("reason"),
                F("currency"),
                ArrayLength("remarks"),
                NOT_IN_HUBSPOT,
                NOT_IN_QUICKBOOKS,
                F("amount"),
                F("open_balance"),
                name="record_tally",
            ),
            models.Index(fields=["workspace", "object_type", "number"], name="record_number"),
            models.Index(fields=["workspace", "object_type", "-document_date", "-id"], name="record_document_date"),
            models.Index(
                fields=["workspace", "arrived_on", "object_type", "arrived_in", "currency", "amount"],
                condition=Q(arrived_on__isnull=False),
                name="record_arrived",
            ),
            # The few that somebody has decided something for: who is chosen for whom stands there alone.
            models.Index(fields=["workspace"], condition=~Q(decision={}), name="record_decided"),
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.label or self.number or self.pk}"

    def id_on(self, side: Side) -> str | None:
        return self.hubspot_id if side is Side.HUBSPOT else self.quickbooks_id

    def keep(self) -> None:
        """Store all that a pass may change; what a person has decided meanwhile stands."""
        self.save(update_fields=_changed_by_a_pass())

    @property
    def linked(self) -> bool:
        return bool(self.hubspot_id and self.quickbooks_id)

    @property
    def inactive(self) -> bool:
        """In QuickBooks, linked or not, so that nothing new can be for it."""
        return self.reason == INACTIVE or any(remark["code"] == INACTIVE_THERE for remark in self.remarks)


class MatchKey(models.Model):
    """What an unlinked record may be found by on its side: an address, a SKU, a number, our mark."""

    record = models.ForeignKey(SyncRecord, models.CASCADE, related_name="keys")
    workspace = models.ForeignKey(Workspace, models.CASCADE)
    object_type = models.CharField(max_length=12)
    side = models.CharField(max_length=12)
    key = models.CharField(max_length=320)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "side", "key"], name="key_once_a_record")]
        indexes = [models.Index(fields=["workspace", "object_type", "side", "key"], name="match_key")]

    def __str__(self) -> str:
        return self.key


class MadeItem(models.Model):
    """An item of QuickBooks that lines without one stand on, where the sync makes them (B28)."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="made_items")
    key = models.CharField(max_length=320)  # core.new_items.NewItem.key of these lines
    name = models.CharField(max_length=200)
    item_id = models.CharField(max_length=64, blank=True)  # blank: it is being made
    ours = models.BooleanField(default=True)  # false: it was there, and has the name or the SKU of these lines

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_item_a_line")]
        indexes = [models.Index(fields=["workspace", "item_id"], name="made_item")]

    def __str__(self) -> str:
        return self.name


class ChosenItem(models.Model):
    """The item of QuickBooks that new lines of one text stand on where nothing else says which, as a person chose (A22)."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="chosen_items")
    key = models.CharField(max_length=320)  # core.lines.text_key of these lines
    text = models.CharField(max_length=320)  # as it was written on one of them
    item_id = models.CharField(max_length=64)
    name = models.CharField(max_length=200)  # of the item, when it was chosen

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_item_a_text")]

    def __str__(self) -> str:
        return f"{self.text}: {self.name}"


class Alias(models.Model):
    """A contact or customer billed through another pair's link; it serves invoice matching only (A1, A2)."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="aliases")
    side = models.CharField(max_length=12)
    external_id = models.CharField(max_length=64)
    record = models.ForeignKey(SyncRecord, models.CASCADE, related_name="aliases")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "side", "external_id"], name="one_alias_each"),
            models.CheckConstraint(condition=~Q(external_id=""), name="alias_has_id"),
        ]

    def __str__(self) -> str:
        return f"{self.external_id} → {self.record}"
