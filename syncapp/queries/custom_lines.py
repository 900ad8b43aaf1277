"""What stands on “Custom Line Item” in QuickBooks Online: line by line, by text, and which item could take it or takes it
from now on (A22)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast, Lower

from syncapp.core.lines import text_key
from syncapp.core.records import Line
from syncapp.core.values import ObjectType, Side, name_key, sku_key
from syncapp.engine.items.sold import why_not_sold
from syncapp.queries.candidates import search
from syncapp.queries.counts import Money, Tally
from syncapp.queries.invoice_rows import custom_lines
from syncapp.queries.record_versions import held
from syncapp.queries.remarks import CUSTOM, why_on_it
from syncapp.storage.models import ChosenItem, MatchKey, SyncRecord, Workspace

MOST = 2_000  # invoices that are looked through for a page, the newest; the file has them all
LINES = 100  # of one text that are listed below it
NAMELESS = "A line without a text"
REMARKED = Q(status="syncing", told__contains=f'"{CUSTOM}"')


@dataclass(frozen=True)
class OnIt:
    """One line of an invoice."""

    record: SyncRecord
    text: str
    amount: Decimal
    line: Line | None  # as HubSpot has it

    @property
    def key(self) -> str:
        """What lines of the same text have in common."""
        return text_key(self.text)

    @property
    def month(self) -> date | None:
        day = self.record.document_date
        return day.replace(day=1) if day else None


@dataclass(frozen=True)
class Lines:
    """Some lines, what they come to, and how many invoices they are of."""

    lines: Sequence[OnIt]

    @property
    def money(self) -> Money:
        return _sums(self.lines)

    @property
    def invoices(self) -> int:
        return len({one.record.pk for one in self.lines})


@dataclass(frozen=True)
class Chosen:
    """What new lines of one text are from now on."""

    row: ChosenItem
    item: SyncRecord | None  # as it is known now

    @property
    def name(self) -> str:
        return self.item.label if self.item else self.row.name

    @property
    def usable(self) -> bool:
        return self.item is not None and not why_not_sold(self.item)


@dataclass(frozen=True)
class Text(Lines):
    """All lines of one text."""

    key: str
    cause: str  # why they stand there, by what is known of their product
    item: SyncRecord | None  # of QuickBooks, by the SKU of the lines or by the name
    chosen: Chosen | None = None

    @property
    def nameless(self) -> bool:
        return self.name == NAMELESS

    @property
    def name(self) -> str:
        return self.lines[0].text

    @property
    def newest(self) -> date | None:
        return max((one.record.document_date for one in self.lines if one.record.document_date), default=None)


@dataclass(frozen=True)
class OnCustomItem(Lines):
    """The whole page."""

    texts: Sequence[Text]
    chosen: Sequence[Chosen]  # of these texts and of others, by their text
    more: bool  # there are older invoices, which were not looked through

    @cached_property
    def months(self) -> list[tuple[date | None, int, Money]]:
        """Newest first."""
        found: dict[date | None, list[OnIt]] = defaultdict(list)
        for one in self.lines:
            found[one.month].append(one)
        keys = sorted(found, key=lambda month: month or date.min, reverse=True)
        return [(month, len(found[month]), _sums(found[month])) for month in keys]


def says_so(workspace: Workspace) -> bool:
    """Whether an invoice has the remark."""
    return _invoices(workspace).filter(REMARKED).exists()


def _invoices_on_it(workspace: Workspace) -> QuerySet[SyncRecord]:
    """Invoices with the remark, and those of QuickBooks that are not in sync, whose remarks do not stand: their lines tell.
    Newest first."""
    unequal = Q(status__in=("pending", "failing"), quickbooks_id__isnull=False) & ~Q(reason__startswith="deleted")
    return _invoices(workspace).filter(REMARKED | unequal).order_by("-document_date", "-pk")


def _invoices(workspace: Workspace) -> QuerySet[SyncRecord]:
    invoices = SyncRecord.objects.filter(workspace=workspace, object_type=ObjectType.INVOICE)
    # The two databases have no condition on JSON in common that finds a code in a list.
    return invoices.annotate(told=Cast("remarks", CharField()))


def on_custom_item(tally: Tally) -> OnCustomItem:
    rows = list(_invoices_on_it(tally.workspace)[: MOST + 1])
    lines = list(_lines(rows[:MOST], item_of(tally)))
    chosen = _chosen(tally.workspace)
    return OnCustomItem(lines, _texts(tally.workspace, lines, chosen), list(chosen.values()), len(rows) > MOST)


def items_called(workspace: Workspace, text: str) -> list[SyncRecord]:
    """Items of QuickBooks that lines can be, by name, SKU or id."""
    found = [one.record.pk for one in search(workspace, ObjectType.PRODUCT, Side.QUICKBOOKS, text, free=False)]
    whole = SyncRecord.objects.filter(pk__in=found).order_by("label", "pk") if found else ()
    return [item for item in whole if not why_not_sold(item)]


def taken(workspace: Workspace) -> dict[str, str]:
    """By the key of a text, the item that new lines of it are."""
    return {key: one.name for key, one in _chosen(workspace).items()}


def _chosen(workspace: Workspace) -> dict[str, Chosen]:
    rows = list(ChosenItem.objects.filter(workspace=workspace).order_by("text", "pk"))
    ids = {row.item_id for row in rows}
    known = SyncRecord.objects.filter(workspace=workspace, object_type=ObjectType.PRODUCT).of(Side.QUICKBOOKS, ids)
    items = {str(item.quickbooks_id): item for item in known} if ids else {}
    return {row.key: Chosen(row, items.get(row.item_id)) for row in rows}


def all_lines(tally: Tally) -> Iterator[OnIt]:
    """Of every invoice, for a file."""
    return _lines(_invoices_on_it(tally.workspace).iterator(chunk_size=500), item_of(tally))


def item_of(tally: Tally) -> str:
    """The QuickBooks id of “Custom Line Item”, once there is one."""
    sync = tally.syncs.get(ObjectType.INVOICE)
    return str(sync.settings.get("line_item_id") or "") if sync else ""


def _lines(rows: Iterable[SyncRecord], item: str) -> Iterator[OnIt]:
    for row in rows:
        for text, here, there in custom_lines(held(row), item):
            yield OnIt(row, text or NAMELESS, there.amount, here)


def _texts(workspace: Workspace, lines: Sequence[OnIt], chosen: Mapping[str, Chosen]) -> list[Text]:
    """The text with the most money first."""
    by_text: dict[str, list[OnIt]] = defaultdict(list)
    for one in lines:
        by_text[one.key].append(one)
    products = _products(workspace, lines)
    items = _items(workspace, lines)
    texts = [_text(key, some, products, items) for key, some in by_text.items()]
    found = [replace(one, chosen=chosen.get(one.key)) for one in texts]
    return sorted(found, key=lambda one: (-max(map(abs, one.money.values()), default=Decimal(0)), one.key))


def _text(key: str, lines: list[OnIt], products: Mapping[str, SyncRecord], items: Mapping[str, SyncRecord]) -> Text:
    line = next((one.line for one in lines if one.line), None)
    product = products.get(line.product_id or "") if line else None
    skus = [f"sku:{sku_key(one.line.sku)}" for one in lines if one.line and one.line.sku]
    item = next((items[name] for name in (*skus, key) if name in items), None)
    return Text(lines, key, why_on_it(line, product), item)


def _products(workspace: Workspace, lines: Iterable[OnIt]) -> dict[str, SyncRecord]:
    """Those of HubSpot that the lines are of, by their id there."""
    ids = {one.line.product_id for one in lines if one.line and one.line.product_id}
    rows = SyncRecord.objects.filter(workspace=workspace, object_type=ObjectType.PRODUCT).of(Side.HUBSPOT, ids)
    return {str(row.hubspot_id): row for row in rows} if ids else {}


def _items(workspace: Workspace, lines: Sequence[OnIt]) -> dict[str, SyncRecord]:
    """Active items of QuickBooks by the SKUs of these lines, as `sku:…`, and by their texts."""
    names = {one.key for one in lines} - {""}
    if not names:
        return {}
    skus = {f"sku:{sku_key(one.line.sku)}" for one in lines if one.line and one.line.sku}
    keys = MatchKey.objects.filter(
        workspace=workspace, object_type=ObjectType.PRODUCT, side=Side.QUICKBOOKS, key__in=skus
    )
    rows = SyncRecord.objects.filter(workspace=workspace, object_type=ObjectType.PRODUCT, quickbooks_id__isnull=False)
    named = rows.annotate(name=Lower("label")).filter(Q(name__in=names) | Q(pk__in=keys.values("record")))
    found: dict[str, SyncRecord] = {}
    for row in named.order_by("-pk"):
        if not why_not_sold(row):
            found[name_key(row.label) or ""] = row
            found[f"sku:{sku_key(row.number)}"] = row
    return found


def _sums(lines: Iterable[OnIt]) -> Money:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in lines:
        sums[one.record.currency] += one.amount
    return dict(sums)
