"""What stands on “Custom Line Item”, by text, and which item takes it from now on (A22)."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from syncapp.actions.custom_lines import use_item, use_none
from syncapp.api.access import BOOKS, VIEW, Caller
from syncapp.api.problems import Refused
from syncapp.api.service import api
from syncapp.api.shapes import Done, Key, Money, moneys
from syncapp.core.lines import text_key
from syncapp.queries.custom_lines import Chosen, on_custom_item
from syncapp.queries.pairing import one_of


class Taken(BaseModel):
    """What new lines of a text are from now on; `usable`: false where invoices with such lines fail."""

    text: str
    quickbooks_id: str
    item: str
    usable: bool


class Text(BaseModel):
    """Lines of one text that stand there."""

    text: str
    lines: int
    invoices: int
    money: list[Money]
    newest: date | None
    because: str
    could_be: Key | None = Field(description="The product whose item has the SKU or the name")


class OnCustomLineItem(BaseModel):
    texts: list[Text] = Field(description="The one with the most money first")
    more: bool = Field(description="There are older invoices, which were not looked through")
    chosen: list[Taken]


class UseItem(BaseModel):
    text: str = Field(min_length=1, max_length=320, examples=["Haul away"])
    item: Key | None = Field(description="The product as `/records` calls it; null: no item any more")


@api.get("/custom-line-items", auth=VIEW, response=OnCustomLineItem, tags=["Custom Line Item"])
def custom_line_items(request: Caller) -> OnCustomLineItem:
    """Lines of HubSpot that matched no item, by text, and the texts for which an item is chosen."""
    found = on_custom_item(request.tally)
    return OnCustomLineItem(
        texts=[
            Text(
                text=one.name, lines=len(one.lines), invoices=one.invoices, money=moneys(one.money), newest=one.newest,
                because=one.cause, could_be=one.item.pk if one.item else None,
            )
            for one in found.texts
        ],
        more=found.more, chosen=[_taken(one) for one in found.chosen],
    )  # fmt: skip


@api.post("/custom-line-items/use", auth=BOOKS, response=Done, tags=["Custom Line Item"])
def use_for_text(request: Caller, wanted: UseItem) -> Done:
    """New lines of this text are this item from now on, or none any more. What was sent stays where it is."""
    if wanted.item is None:
        text = use_none(request.workspace, text_key(wanted.text), by=request.by)
        said = f"Lines “{text}” are matched by product and SKU alone again." if text else "No item was chosen for it."
        return Done(changed=bool(text), said=said)
    item = one_of(request.workspace, wanted.item)
    if item is None:
        raise Refused(f"There is no record {wanted.item} in this workspace.")
    use_item(request.workspace, wanted.text, item, by=request.by)
    return Done(changed=True, said=f"New lines “{wanted.text[:80]}” are {item.label} from now on.")


def _taken(one: Chosen) -> Taken:
    return Taken(text=one.row.text, quickbooks_id=one.row.item_id, item=one.name, usable=one.usable)
