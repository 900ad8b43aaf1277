"""Which item the lines of an invoice are: the product link, then the SKU, then what is chosen for their text or for a
missing one (A21, A22, B28)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import chain

from syncapp.core.errors import Failure
from syncapp.core.lines import AS_LINE, discount_key, line_text, text_key
from syncapp.core.new_items import CREATE, FAIL, NOT_SOLD, NewItem, by_sku, new_item, not_sold
from syncapp.core.records import Invoice, Line, Product
from syncapp.core.values import ObjectType, Side, listed, sku_key
from syncapp.engine.context import Pass
from syncapp.engine.inactive import is_inactive, look_at_inactive
from syncapp.engine.items.custom import CUSTOM
from syncapp.engine.items.sold import kind_of
from syncapp.engine.rows import chunks, rows_of
from syncapp.storage.models import ChosenItem, MadeItem, MatchKey, SyncRecord

Status = SyncRecord.Status
# An invoice that fails with one of these has a line that would have an item, if its product became one.
MISSING = ("custom_line_item_unusable", "no_item", "item_unnamed", "item_name_taken")


@dataclass
class Items:
    """Products and items of a chunk of invoices, fetched in a few queries."""

    p: Pass
    products: dict[tuple[Side, str], SyncRecord] = field(default_factory=dict)
    skus: dict[str, list[SyncRecord]] = field(default_factory=dict)
    asked: dict[str, list[Product]] = field(default_factory=dict)  # by SKU, where products do not sync
    made: dict[str, MadeItem] = field(default_factory=dict)  # by the key of the lines
    chosen: dict[str, ChosenItem] = field(default_factory=dict)  # by the key of their text

    def load(self, invoices: Iterable[Invoice]) -> None:
        invoices = list(invoices)
        lines = {side: [line for one in invoices if one.side is side for line in one.lines] for side in Side}
        for side in Side:
            ids = {line.product_id for line in lines[side] if line.product_id}
            self.products |= {(side, row_id): row for row_id, row in rows_of(self.p, ObjectType.PRODUCT, side, ids)}
        self._load_skus([*lines[Side.HUBSPOT], *lines[Side.QUICKBOOKS]])
        self._load_chosen(lines[Side.HUBSPOT])
        self._load_discounts(lines[Side.HUBSPOT])
        self._ask(lines[Side.HUBSPOT])
        self._load_made(lines[Side.HUBSPOT], {line.product_id for line in lines[Side.QUICKBOOKS] if line.product_id})
        known = chain(self.products.values(), *self.skus.values())
        look_at_inactive(self.p, ObjectType.PRODUCT, known)

    def _load_skus(self, lines: list[Line]) -> None:
        wanted = {sku_key(line.sku) for line in lines if line.sku}
        for chunk in chunks(sorted(key for key in wanted if key)):
            keys = MatchKey.objects.filter(
                workspace=self.p.workspace,
                object_type=ObjectType.PRODUCT,
                side=Side.QUICKBOOKS,
                key__in=[f"sku:{key}" for key in chunk],
            )
            for key in keys.select_related("record"):
                self._add_sku(key.key.removeprefix("sku:"), key.record)

    def _add_sku(self, key: str, row: SyncRecord) -> None:
        rows = self.skus.setdefault(key, [])
        if row.pk not in [one.pk for one in rows]:
            rows.append(row)

    def _ask(self, lines: list[Line]) -> None:
        """Matching by SKU happens at invoice time too, product sync on or off; without it nothing is known here."""
        if ObjectType.PRODUCT in self.p.rules:
            return
        skus = sorted({line.sku for line in lines if line.sku and (sku_key(line.sku) or "") not in self.skus})
        for sku, found in (self.p.questions.skus(skus) if skus else {}).items():
            self.asked[sku_key(sku) or ""] = found
        if self._policy == CREATE:
            ids = [line.product_id for line in lines if line.product_id]
            self.p.questions.read(Side.HUBSPOT, ObjectType.PRODUCT, ids)

    def _load_chosen(self, lines: list[Line]) -> None:
        for chunk in chunks(sorted({text_key(line_text(line)) for line in lines} - {""})):
            rows = ChosenItem.objects.filter(workspace=self.p.workspace, key__in=chunk)
            self.chosen |= {row.key: row for row in rows}
        self._load_by_id({row.item_id for row in self.chosen.values()})

    def _load_discounts(self, lines: list[Line]) -> None:
        if self._discounts_on and any(line.discount for line in lines):
            self._load_by_id({self._discounts_on})

    def _load_by_id(self, ids: set[str]) -> None:
        """Items that people chose; while products do not sync nothing else tells whether they are active."""
        known = rows_of(self.p, ObjectType.PRODUCT, Side.QUICKBOOKS, ids) if ids else ()
        self.products |= {(Side.QUICKBOOKS, row_id): row for row_id, row in known}
        if ids and ObjectType.PRODUCT not in self.p.rules:
            self.p.questions.read(Side.QUICKBOOKS, ObjectType.PRODUCT, sorted(ids))

    def _load_made(self, lines: list[Line], there: set[str]) -> None:
        rows = [row for chunk in chunks(sorted(there)) for row in self._made(item_id__in=chunk)]
        if self._policy == CREATE:
            keys = {one.key for line in lines if isinstance(one := self.wanted(line), NewItem)}
            rows += [row for chunk in chunks(sorted(keys)) for row in self._made(key__in=chunk)]
        self.made |= {row.key: row for row in rows}
        known = rows_of(self.p, ObjectType.PRODUCT, Side.QUICKBOOKS, {row.item_id for row in rows})
        self.products |= {(Side.QUICKBOOKS, row_id): row for row_id, row in known}

    def _made(self, **named: object) -> Iterable[MadeItem]:
        return MadeItem.objects.filter(workspace=self.p.workspace, **named).exclude(item_id="")

    @property
    def _policy(self) -> str:
        rules = self.p.rules.get(ObjectType.INVOICE)
        return str(rules.settings.get("missing_item") or "") if rules else ""

    @property
    def _discounts_on(self) -> str:
        """The item that discounts of lines go on; empty where they are in the price."""
        rules = self.p.rules.get(ObjectType.INVOICE)
        if rules is None or rules.settings.get("discounts") != AS_LINE:
            return ""
        return str(rules.settings.get("discount_item") or "")

    # -- of a line of HubSpot --------------------------------------------------------------------------------------

    def of(self, line: Line, *, stands: Collection[str] = ()) -> str | Failure:
        """The id of its item; an inactive item never falls back to another.

        `stands`: lines that are there already. They keep their item whatever is chosen now: for one that matches none
        the answer is empty.
        """
        item = self._of(line, stands)
        kept = line.id in stands and isinstance(item, Failure) and item.code in NOT_SOLD.values()
        return "" if kept else item

    def _of(self, line: Line, stands: Collection[str]) -> str | Failure:
        row = self.products.get((Side.HUBSPOT, line.product_id or ""))
        if row is not None and (row.quickbooks_id or row.reason == "item_inactive"):
            return self._usable(row)
        rows = self.skus.get(sku_key(line.sku) or "", [])
        if len(rows) > 1:
            told = {"sku": line.sku or "", "candidates": listed(one.label for one in rows)}
            return Failure("ambiguous_sku", told | self._asked_about(row))
        if rows:
            return self._usable(rows[0])
        if found := by_sku(NewItem("", line.sku), self.asked.get(sku_key(line.sku) or "", ())):
            return found
        if line.id in stands:
            return ""
        return self._by_text(line) or self._instead(line)

    def _asked_about(self, row: SyncRecord | None) -> dict[str, str]:
        """The product on which a person is asked for the item, under Linking."""
        asked = row is not None and row.reason == "ambiguous_sku" and ObjectType.PRODUCT in self.p.rules
        return {"product": row.label} if row is not None and asked else {}

    def _by_text(self, line: Line) -> str | Failure | None:
        """The item that a person chose for lines of this text (A22); inactive, it never falls back to another."""
        chosen = self.chosen.get(text_key(line_text(line)))
        if chosen is None:
            return None
        return self._by_id(chosen.item_id, chosen.name)

    def _by_id(self, item_id: str, name: str) -> str | Failure:
        """An item that a person chose; `name`: what to call one that nothing is known of any more."""
        if ObjectType.PRODUCT in self.p.rules:
            row = self.products.get((Side.QUICKBOOKS, item_id))
            return self._usable(row) if row else Failure("item_inactive", {"item": name, "item_id": item_id})
        item = self.p.on_shelf(Side.QUICKBOOKS, ObjectType.PRODUCT, item_id)
        if isinstance(item, Product) and item.active:
            return item_id
        told = item.name if isinstance(item, Product) and item.name else name
        return Failure("item_inactive", {"item": told, "item_id": item_id})

    def of_discount(self, line: Line, *, stands: Collection[str] = ()) -> str | Failure | None:
        """The id of the item that the discount of this line is on, as a line of its own; None where it is in the price (A21).

        `stands`: keys of lines that are there already and keep their item, whatever became of the one that is chosen.
        """
        if not self._discounts_on:
            return None
        if discount_key(line.id) in stands:
            return ""
        item = self._by_id(self._discounts_on, f"ID {self._discounts_on}")
        if isinstance(item, Failure) and item.code == "item_inactive":
            return Failure("discount_item_inactive", item.params)
        return item

    def _instead(self, line: Line) -> str | Failure:
        """What is chosen for a line without an item (B28)."""
        settings = self.p.rules[ObjectType.INVOICE].settings
        if self._policy == FAIL:
            return Failure("no_item", {"line": line.name or line.description or ""})
        if self._policy == CREATE:
            return self._new(line)
        custom = settings.get("line_item_id")
        return str(custom) if custom else self.p.items.get(CUSTOM, Failure("custom_line_item_unusable"))

    def _new(self, line: Line) -> str | Failure:
        wanted = self.wanted(line)
        if isinstance(wanted, Failure):
            return wanted
        made = self.made.get(wanted.key)
        if made is None:
            return self.p.items.get(wanted.key) or Failure("no_item", {"line": wanted.name})
        row = self.products.get((Side.QUICKBOOKS, made.item_id))
        return self._usable(row) if row and is_inactive(self.p, row) else made.item_id

    def wanted(self, line: Line) -> NewItem | Failure:
        """What would be made for this line."""
        row = self.products.get((Side.HUBSPOT, line.product_id or ""))
        if row is not None:
            product = Product(side=Side.HUBSPOT, id=str(row.hubspot_id), name=row.label, sku=row.number or None)
            return new_item(line, product)
        read = self.p.on_shelf(Side.HUBSPOT, ObjectType.PRODUCT, line.product_id)
        return new_item(line, read if isinstance(read, Product) else None)

    def missing(self, invoice: Invoice, stands: Collection[str] = ()) -> list[Line]:
        """The lines that match none and are of no text with an item, by whatever is chosen for such lines."""
        new = (line for line in invoice.lines if line.id not in stands and self._by_text(line) is None)
        return [line for line in new if self._of(line, (line.id,)) == ""]

    def on_its_way(self, invoice: Invoice) -> SyncRecord | None:
        """A product of these lines that is to become an item: the invoice waits for it, nothing takes its place."""
        rows = (self.products.get((Side.HUBSPOT, line.product_id or "")) for line in invoice.lines)
        return next((row for row in rows if row is not None and self._on_its_way(row)), None)

    def _on_its_way(self, row: SyncRecord) -> bool:
        queued = row.status == Status.PENDING and row.reason == "queued"
        return queued and not row.quickbooks_id and ObjectType.PRODUCT in self.p.rules

    def _usable(self, row: SyncRecord) -> str | Failure:
        if is_inactive(self.p, row) or row.reason == "item_inactive" or not row.quickbooks_id:
            return Failure("item_inactive", {"item": row.label, "item_id": row.quickbooks_id or ""})
        if found := not_sold(kind_of(row), row.label, row.quickbooks_id):
            # Linked by a version before: wherever its SKU goes, its lines follow the link.
            return Failure(found.code, {**found.params, "linked": row.label}) if row.linked else found
        return row.quickbooks_id

    # -- of a line of QuickBooks -----------------------------------------------------------------------------------

    def product_of(self, line: Line) -> str | None:
        """The HubSpot product of a QuickBooks line, where it is linked and not gone."""
        row = self.products.get((Side.QUICKBOOKS, line.product_id or ""))
        return row.hubspot_id if row and row.reason != "deleted_in_hubspot" else None
