"""The Configure step of each object. What is not shown for a direction keeps its value."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict

from syncapp.core.lines import AS_LINE, IN_PRICE
from syncapp.core.mapping import FieldPair
from syncapp.core.new_items import CREATE, FAIL
from syncapp.core.values import Direction, ObjectType
from syncapp.engine.payments.methods import BACK, OTHER
from syncapp.engine.rules import FROM_NOW
from syncapp.engine.setup.accounts import CALLED, NO_ACCOUNT, PAYMENTS, required_account, used_accounts
from syncapp.queries.setup import accounts
from syncapp.queries.setup.chosen import POLICIES
from syncapp.queries.setup.fields import is_added, off_so_far, pairs_of
from syncapp.queries.setup.items import items_of
from syncapp.queries.setup.walk import Walk
from syncapp.queries.setup.words import SENDER
from syncapp.storage.convert import encode_map
from syncapp.web.setup import helps
from syncapp.web.setup.sku import only_with_sku, with_sku
from syncapp.web.templatetags.states import DIRECTION_WORDS

NO_CHOICE = ("", "Choose an account")
NO_INCOME = "That is no income account of this company. Choose one from the list."
NO_LINE = "No line of an invoice can stand on that item. Choose one from the list."
NO_DEPOSIT = "Payments cannot go to that account. Choose one from the list."


def searched(label: str, refusal: str, box: str = "Search accounts") -> forms.ChoiceField:
    """A list that a small script can narrow; it works without. `refusal`: of what is not in it."""
    widget = forms.Select(attrs={"data-search": box})
    return forms.ChoiceField(label=label, required=False, widget=widget, error_messages={"invalid_choice": refusal})


KINDS = {"Service": "Service", "NonInventory": "Non-inventory"}


class ConfigureForm(forms.Form):
    direction = forms.ChoiceField(choices=[(one.value, words) for one, words in DIRECTION_WORDS.items()])
    policy = forms.ChoiceField(
        label="Data conflict resolution",
        required=False,
        choices=[(one.value, words) for one, words in POLICIES.items()],
    )

    out_fields: tuple[str, ...] = ()  # shown only where the object goes to QuickBooks

    def __init__(
        self,
        walk: Walk,
        data: QueryDict | None = None,
        *,
        unjudged: QueryDict | None = None,
        accounts_alone: bool = False,
    ) -> None:
        """`unjudged`: as typed so far, to be shown without a word about what is missing. `accounts_alone`: those that this
        set-up uses, and no other field."""
        self.walk = walk
        self.typed: QueryDict = data or unjudged or QueryDict()
        self.sections = self.typed.getlist("section")  # those that the page showed
        super().__init__(data, initial={**walk.settings, **walk.data}, label_suffix="")
        if accounts_alone:
            used = used_accounts(walk.object_type, walk.settings)
            self.fields = {name: field for name, field in self.fields.items() if name in used}
            for name, field in self.fields.items():
                field.label = CALLED[name]  # without the heading that stands above it in its step
            self.offer_accounts()
        else:
            self.offer()

    def offer(self) -> None:
        """Put the choices into the fields, and beside them what a choice brings."""

    def offer_accounts(self) -> None:
        """The same of the accounts, those of them that are asked."""

    def offer_income(self, name: str, otherwise: str) -> None:
        field: Any = self.fields[name]
        field.choices = [NO_CHOICE, *accounts.income_choices(self.walk, name)]
        field.help_text = helps.income(self.walk, name, otherwise)

    def mark(self, name: str) -> None:
        """Without it the sync cannot be turned on. That is judged by what the set-up lacks, so the draft takes it empty."""
        field: Any = self.fields[name]
        field.needed = True
        field.widget.attrs["aria-required"] = "true"

    @property
    def requires(self) -> bool:
        """Something is asked that has no usual answer."""
        shown = (name for name in self.fields if self.walk.goes_out or name not in self.out_fields)
        return any(getattr(self.fields[name], "needed", False) for name in shown)

    @property
    def suggested(self) -> accounts.Suggestion | None:
        """The account that is missing, where one stands out; once it is taken it stays in its place, so that what is below
        it does not move."""
        needed = required_account(self.walk.object_type, self.walk.settings) if self.walk.goes_out else None
        if not needed or (self.walk.data.get("basis") or {}).get("settings", {}).get(needed):
            return None
        found, chosen = accounts.suggested(self.walk, needed), self.initial.get(needed)
        return replace(found, taken=bool(chosen)) if found and chosen in ("", None, found.account) else None

    def chosen(self) -> dict[str, Any]:
        """What of the draft this form says; a field that cannot be read stays as it was."""
        self.is_valid()
        direction = self.cleaned_data.get("direction") or self.walk.data["direction"]
        settings = {name: value for name, value in self.walk.settings.items() if name != FROM_NOW}
        sender = SENDER.get(Direction(direction))
        policy = (sender.value if sender else "") or self.cleaned_data.get("policy") or self.walk.data["policy"]
        return {
            "direction": direction,
            "policy": policy,
            "settings": {**settings, **self._from_now(), **self.settings()},
            "mappings": self._mappings(),
            "filters": self.filters(),
        }

    def settings(self) -> dict[str, Any]:
        if "out" not in self.sections:
            return {}
        return {name: self.cleaned_data[name] for name in self.out_fields if name in self.cleaned_data}

    def filters(self) -> dict[str, Any]:
        filters: dict[str, Any] = self.walk.data["filters"]
        return filters

    def _from_now(self) -> dict[str, list[str]]:
        """Which linked records a pair is meant for that was switched on again (A13): none, unless somebody has said so."""
        shown, on = (set(self.typed.getlist(name)) for name in ("row", "on"))
        later = list(self.walk.settings.get(FROM_NOW, ()))
        stands = (self.walk.data.get("basis") or {}).get("settings", {}).get(FROM_NOW, ())
        off = off_so_far(self.walk)
        for pair in (one for one in pairs_of(self.walk) if one.key in off & shown):
            held = pair.key in later if pair.enabled else True
            said = self.typed.get(f"since:{pair.key}", "now" if held else "also")
            meant = said == "now" if pair.key in on else pair.key in stands
            later = [key for key in later if key != pair.key] + [pair.key] * meant
        return {FROM_NOW: later} if later else {}

    def _mappings(self) -> list[dict[str, Any]]:
        """The switches that the page showed; a pair that stands as it is offered needs no row."""
        shown, on, blank = (set(self.typed.getlist(name)) for name in ("row", "on", "blank"))
        rows = []
        for pair in pairs_of(self.walk):
            key, added = pair.key, is_added(self.walk, pair)
            enabled = key in on if key in shown else pair.enabled
            kept = key in blank if key in shown else pair.blank_means_blank
            if pair.origin != "locked" and (added or not enabled or kept):
                rows.append(row_of(pair, added, enabled, kept))
        return rows


def row_of(pair: FieldPair, added: bool, enabled: bool, blank: bool) -> dict[str, Any]:
    return {
        "hubspot": pair.hubspot, "quickbooks": pair.quickbooks, "origin": "custom" if added else "default",
        "enabled": enabled, "blank_means_blank": blank, "transform": pair.transform, "values": encode_map(pair.values),
    }  # fmt: skip


class ContactForm(ConfigureForm):
    outbound = forms.ChoiceField(
        required=False,
        choices=[
            ("invoiced", "Only contacts on a finalized invoice"),
            ("filter", "Contacts that match my filter"),
            ("all", "All contacts"),
        ],
    )
    number = forms.CharField(required=False, max_length=20)
    out_fields = ("outbound",)

    def offer(self) -> None:
        if "out" in self.sections and self.typed.get("outbound"):
            self.initial["outbound"] = self.typed["outbound"]

    def settings(self) -> dict[str, Any]:
        """All contacts only by typing how many customers that makes (A4)."""
        found = super().settings()
        if self.asks_number:
            found.pop("outbound", None)
        return found

    @property
    def number_typed(self) -> str:
        return str(self.typed.get("number", ""))

    @property
    def asks_number(self) -> bool:
        """All contacts were chosen, and not yet with their number."""
        wants = (
            "out" in self.sections
            and self.typed.get("outbound") == "all"
            and self.walk.settings.get("outbound") != "all"
        )
        typed = self.typed.get("number", "").replace(",", "").strip()
        return wants and not (self.walk.leads and typed == str(self.walk.leads))


class ProductForm(ConfigureForm):
    only_sku = forms.BooleanField(
        label="Only products with a SKU", required=False,
        help_text="It is a filter of both directions.",
    )  # fmt: skip
    income_account = searched("Income account for new items", NO_INCOME)
    item_kind = forms.ChoiceField(label="New items are", required=False, choices=list(KINDS.items()))
    taxable = forms.BooleanField(label="New items are taxable", required=False)
    out_fields = ("income_account", "item_kind", "taxable")

    def offer(self) -> None:
        self.initial["only_sku"] = only_with_sku(self.walk.data["filters"])
        self.offer_accounts()

    def offer_accounts(self) -> None:
        self.mark("income_account")
        self.offer_income("income_account", "Only new items get it.")

    def filters(self) -> dict[str, Any]:
        if "fields" not in self.sections:
            return super().filters()
        return with_sku(self.walk.data["filters"], bool(self.cleaned_data.get("only_sku")))


class InvoiceForm(ConfigureForm):
    missing_item = forms.ChoiceField(
        label="A line that matches no QuickBooks item", required=False, widget=forms.RadioSelect,
        choices=[
            ("custom", "goes on “Custom Line Item”"),
            (CREATE, "gets an item of its own, of its name and SKU"),
            (FAIL, "lets the invoice fail"),
        ],
    )  # fmt: skip
    new_item_account = searched("Income account for new items", NO_INCOME)
    new_item_kind = forms.ChoiceField(label="New items are", required=False, choices=list(KINDS.items()))
    new_item_taxable = forms.BooleanField(label="New items are taxable", required=False)
    line_item_account = searched("Income account", NO_INCOME)
    discounts = forms.ChoiceField(
        label="The discount of a line", required=False, widget=forms.RadioSelect,
        choices=[(IN_PRICE, "is in its price"), (AS_LINE, "is a line of its own")],
    )  # fmt: skip
    discount_item = searched("Item of discounts", NO_LINE, "Search items")
    deposit_cards = searched("Deposit to, for cards and bank debits", NO_DEPOSIT)
    deposit_other = searched("Deposit to, for check, cash, wire, other", NO_DEPOSIT)
    other_sync_is_off = forms.BooleanField(label="HubSpot's own QuickBooks sync is off", required=False)
    out_fields = (
        "missing_item", "line_item_account", "new_item_account", "new_item_kind", "new_item_taxable", "discounts",
        "discount_item", "deposit_cards", "deposit_other",
    )  # fmt: skip

    def offer(self) -> None:
        self.initial.setdefault("missing_item", "custom")
        self.mark("other_sync_is_off")
        self.fields["other_sync_is_off"].help_text = helps.other_sync(self.walk)
        self._suggest_new_items()
        self.offer_accounts()
        self._offer_items()
        self._offer_methods()

    def _offer_items(self) -> None:
        """For discounts (A21). One that was chosen before and cannot be sold any more stays until another is chosen."""
        self.initial.setdefault("discounts", IN_PRICE)
        if not self.discounts_as_lines:
            return
        self.mark("discount_item")
        found, chosen = items_of(self.walk.accounts), str(self.walk.settings.get("discount_item") or "")
        sold = [(one.id, one.name) for one in found if one.active]
        gone = chosen != "" and chosen not in dict(sold)
        name = next((one.name for one in found if one.id == chosen), f"ID {chosen}")
        before = [("Chosen before, cannot be sold", [(chosen, name)])] if gone else []
        field: Any = self.fields["discount_item"]
        field.choices = [("", "Choose an item"), *before, *sold]
        field.help_text = helps.discounts(name if gone else "")

    def offer_accounts(self) -> None:
        fields: Any = self.fields
        if required := required_account(self.walk.object_type, self.walk.settings):
            self.mark(required)
        if "new_item_account" in fields:
            self.offer_income("new_item_account", "An item of that name or SKU is used as it is.")
        if "line_item_account" in fields:
            self.offer_income("line_item_account", "")
            fields["line_item_account"].help_text = helps.custom_line_item(self.walk)
        for name in PAYMENTS:
            none = [] if self.walk.settings.get(name) else [("", NO_ACCOUNT)]
            fields[name].choices = [*none, *accounts.deposit_choices(self.walk, name)]
        fields["deposit_cards"].help_text = helps.deposit_cards(self.walk)
        fields["deposit_other"].help_text = helps.deposit_other(self.walk)

    def _suggest_new_items(self) -> None:
        """As products that go out become items, where that is set up (A23)."""
        products = self.walk.tally.syncs.get(ObjectType.PRODUCT)
        for name, theirs in (("account", "income_account"), ("kind", "item_kind"), ("taxable", "taxable")):
            if products and products.settings.get(theirs):
                self.initial.setdefault(f"new_item_{name}", products.settings[theirs])

    def _offer_methods(self) -> None:
        """A27. The way back is asked only of what several of HubSpot's become, or none."""
        mine, chosen = accounts.hubspot_methods(self.walk), accounts.methods_chosen(self.walk)
        for method, label in mine:
            choices = [("", "Leave blank, with a remark"), *accounts.method_choices(self.walk, chosen.get(method, ""))]
            self.fields[f"method_{method}"] = forms.ChoiceField(label=label, required=False, choices=choices)
            self.initial[f"method_{method}"] = chosen.get(method, "")
        for entry, method, standing in accounts.methods_back(self.walk):
            if len(standing) != 1:
                among = [one for one in mine if one[0] in standing] or [*mine, (OTHER, "Other")]
                field = forms.ChoiceField(label=f"{entry.name} in QuickBooks", required=False, choices=among)
                self.fields[f"back_{entry.id}"], self.initial[f"back_{entry.id}"] = field, method

    @property
    def creates(self) -> bool:
        return bool(self.walk.settings.get("missing_item") == CREATE)

    @property
    def discounts_as_lines(self) -> bool:
        return bool(self.walk.settings.get("discounts") == AS_LINE)

    @property
    def methods(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("method_")]

    @property
    def methods_back(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("back_")]

    def settings(self) -> dict[str, Any]:
        found = super().settings()
        shown = {"line_item_account": "line_item_account" in self.typed, "new_item_": "new_item_account" in self.typed}
        shown["discount_item"] = "discount_item" in self.typed
        for prefix in (prefix for prefix, yes in shown.items() if not yes):  # it goes with another policy
            found = {name: value for name, value in found.items() if not name.startswith(prefix)}
        if found.get("discounts") == IN_PRICE and "discounts" not in self.walk.settings:
            del found["discounts"]  # as it is where nobody chose
        if "fields" in self.sections:
            found["other_sync_is_off"] = bool(self.cleaned_data.get("other_sync_is_off"))
        if "out" in self.sections and self.methods:
            found |= self._methods()
        return found

    def _methods(self) -> dict[str, Any]:
        """What is as suggested is not written down, so that a method made later is suggested too."""
        chosen, back = self._answered("method_"), self._answered("back_")
        offered = accounts.methods_back_suggested(self.walk)
        told = {BACK: {entry: method for entry, method in back.items() if method not in ("", offered.get(entry))}}
        filled = {method: entry for method, entry in chosen.items() if entry}
        suggested = {
            method: entry for method, entry in accounts.methods_suggested(self.walk).items() if method in chosen
        }
        as_suggested = filled == suggested and "methods" not in self.walk.settings
        told = told if told[BACK] or BACK in self.walk.settings else {}
        return told | ({} if as_suggested else {"methods": chosen})

    def _answered(self, prefix: str) -> dict[str, str]:
        names = [name for name in self.fields if name.startswith(prefix)]
        return {name.removeprefix(prefix): self.cleaned_data.get(name, "") for name in names}


FORMS: dict[ObjectType, type[ConfigureForm]] = {
    ObjectType.CONTACT: ContactForm,
    ObjectType.PRODUCT: ProductForm,
    ObjectType.INVOICE: InvoiceForm,
}
