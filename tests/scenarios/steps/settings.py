"""What people choose: in our set-up and settings, and in the vendors' own settings."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from django.contrib.auth.models import User
from django.db import transaction
from pytest_bdd import given, parsers, step

from syncapp.actions import drafts, settings, syncs
from syncapp.core.criteria import Operator
from syncapp.core.values import ObjectType
from syncapp.storage import starts
from syncapp.storage.convert import encode
from tests.scenarios.steps.play import OBJECTS, Play
from tests.scenarios.steps.words import says

OPERATORS = {"is": Operator.IS, "is not": Operator.IS_NOT, "contains": Operator.CONTAINS, "is known": Operator.KNOWN,
             "is unknown": Operator.UNKNOWN, "is more than": Operator.MORE, "is less than": Operator.LESS,
             "is after": Operator.AFTER, "is before": Operator.BEFORE,
             "is in the last": Operator.LAST_DAYS}  # fmt: skip
NUMBERS = (Operator.LAST_DAYS, Operator.MORE, Operator.LESS)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
POLICIES = {"Use HubSpot data": "hubspot", "Use QuickBooks Online data": "quickbooks", "Ask me": "ask"}
ONLY_WHOSE = (
    r"only (?P<objects>contacts|products|invoices) whose (?P<name>[\w.]+) "
    rf"(?P<operator>{'|'.join(sorted(OPERATORS, key=len, reverse=True))})"
    r'(?: "(?P<value>[^"]*)")?(?: days)?'
)


def owner() -> User:
    return User.objects.get(email="owner@example.com")


def save(play: Play, objects: str, **chosen: object) -> None:
    """Walk through the set-up to its last step (S33)."""
    draft = drafts.begin(play.world.workspace, owner(), ObjectType(OBJECTS[objects]))
    with play.its_time(), transaction.atomic():
        starts.saved(drafts.apply_draft(drafts.save_step(draft, **chosen)), play.world.now())
    drafts.discard(draft)


# -- ours ----------------------------------------------------------------------------------------------------------


@step(says("{objects:Objects} are set to sync {direction:Direction}"))
def _(play: Play, objects: str, direction: str) -> None:
    save(play, objects, direction=direction)


@step(says('conflicts of {objects:Objects} are resolved by "{policy:Text}"'))
def _(play: Play, objects: str, policy: str) -> None:
    save(play, objects, policy=POLICIES[policy])


@step(parsers.re(ONLY_WHOSE + r" go to (?P<side>HubSpot|QuickBooks)"))
def _(play: Play, objects: str, name: str, operator: str, value: str | None, side: str) -> None:
    """A property by its vendor's name, as the Filters screen lists it."""
    save(play, objects, filters={side.lower(): [[criterion(name, operator, value)]]})


def criterion(name: str, operator: str, value: str | None) -> dict[str, object]:
    """As the set-up keeps it: days and numbers are marked as what they are."""
    asked = OPERATORS[operator]
    typed = date.fromisoformat(value) if value and DAY.fullmatch(value) else value
    held = Decimal(value) if value and asked in NUMBERS else typed
    return {"property": name, "operator": asked, "values": [encode(held)] if value else []}


@step(says("every one of the {objects:Objects} goes to {side:Side}"))
def _(play: Play, objects: str, side: str) -> None:
    """No filter that way."""
    save(play, objects, filters={side.lower(): []})


@step(
    parsers.re(
        r"a line without an item (?P<what>goes on Custom Line Item|gets an item of its own|lets the invoice fail)"
    )
)
def _(play: Play, what: str) -> None:
    """An item of its own is a service on the account Services."""
    policies = {
        "goes on Custom Line Item": "custom",
        "gets an item of its own": "create",
        "lets the invoice fail": "fail",
    }
    made = {"new_item_account": play.account("Services"), "new_item_kind": "Service", "new_item_taxable": False}
    chosen = play.sync_of("invoices").settings
    save(play, "invoices", settings={**chosen, "missing_item": policies[what], **made})


@step(says("discounts of lines go on the item {name:Text}"))
def _(play: Play, name: str) -> None:
    item = play.named_there("Item", name)["Id"]
    save(play, "invoices", settings={**play.sync_of("invoices").settings, "discounts": "line", "discount_item": item})


@step(says("discounts of lines go in the price"))
def _(play: Play) -> None:
    save(play, "invoices", settings={**play.sync_of("invoices").settings, "discounts": "price"})


@step(parsers.re(r"the chosen income account for lines is made (?P<how>inactive|active)"))
def _(play: Play, how: str) -> None:
    chosen = play.sync_of("invoices").settings
    account = chosen["new_item_account" if chosen.get("missing_item") == "create" else "line_item_account"]
    play.change("Account", account, Active=how == "active")


ADDED = {  # what a scenario calls a field: HubSpot's and QuickBooks' own names
    "mobile": ("mobilephone", "Mobile.FreeFormNumber"),
    "title": ("hs_title", ""),
    "statement memo": ("", "PrivateNote"),
    "total": ("", "TotalAmt"),
}
PHONE = {
    "hubspot": "phone", "quickbooks": "PrimaryPhone.FreeFormNumber", "origin": "default", "transform": "same",
    "blank_means_blank": False,
}  # fmt: skip


@step(parsers.re(
    r"the (?P<here>mobile|title) of (?P<objects>contacts|invoices) is mapped to the (?P<there>mobile|statement memo|total) of "
    r"QuickBooks, (?P<how>from now on|also for what is linked)"
))  # fmt: skip
def _(play: Play, here: str, objects: str, there: str, how: str) -> None:
    fields = (ADDED[here][0], ADDED[there][1])
    added = {"hubspot": fields[0], "quickbooks": fields[1], "origin": "custom", "enabled": True, "transform": "same"}
    more = {"from_now": ["|".join(fields)]} if how == "from now on" else {}
    held = play.sync_of(objects).settings
    save(play, objects, mappings=[{**added, "blank_means_blank": False}], settings={**held, **more})


@step(says("the phone of contacts is switched off"))
def _(play: Play) -> None:
    save(play, "contacts", mappings=[{**PHONE, "enabled": False}])


@step(parsers.re(r"the phone of contacts is switched on again, (?P<how>from now on|also for what is linked)"))
def _(play: Play, how: str) -> None:
    held = {name: value for name, value in play.sync_of("contacts").settings.items() if name != "from_now"}
    more = {"from_now": ["phone|PrimaryPhone.FreeFormNumber"]} if how == "from now on" else {}
    save(play, "contacts", mappings=[], settings={**held, **more})


@step("a phone that is emptied is emptied on the other side too")
def _(play: Play) -> None:
    """“Blank means blank” of its row (A13)."""
    save(play, "contacts", mappings=[{**PHONE, "enabled": True, "blank_means_blank": True}])


@step(says("the added mappings of {objects:Objects} are deleted"))
def _(play: Play, objects: str) -> None:
    held = play.sync_of(objects).settings
    save(play, objects, mappings=[], settings={name: value for name, value in held.items() if name != "from_now"})


@step("a bookkeeper confirms the invoice date as the service date")
def _(play: Play) -> None:
    settings.fill_service_dates(play.world.workspace, True, by=owner())


@step("the service date is turned off again")
def _(play: Play) -> None:
    settings.fill_service_dates(play.world.workspace, False, by=owner())


@step(parsers.re(
    r"linked (?P<objects>contacts|products|invoices) that no longer match (?P<what>stop|stay in sync), on the way to "
    r"(?P<side>HubSpot|QuickBooks)"
))  # fmt: skip
def _(play: Play, objects: str, what: str, side: str) -> None:
    stops = [side.lower()] if what == "stop" else []
    save(play, objects, settings={**play.sync_of(objects).settings, "stop_unmatched": stops})


@step("contacts that match the filter become customers, invoiced or not")
def _(play: Play) -> None:
    save(play, "contacts", settings={**play.sync_of("contacts").settings, "outbound": "filter"})


@step(says('card payments are deposited to "{account:Text}"'))
def _(play: Play, account: str) -> None:
    """Bank debits too (A26)."""
    save(play, "invoices", settings={**play.sync_of("invoices").settings, "deposit_cards": play.account(account)})


@step(says("what was chosen for {objects:Objects} is saved"))
def _(play: Play, objects: str) -> None:
    """The last click of a walk that was begun on the screens."""
    save(play, objects)


@step(says("the sync of {objects:Objects} is turned off"))
def _(play: Play, objects: str) -> None:
    with play.its_time():
        syncs.turn_off(play.sync_of(objects), by=owner())


@step(says("the sync of {objects:Objects} is turned on again, catching up"))
def _(play: Play, objects: str) -> None:
    with play.its_time():
        syncs.turn_on(play.sync_of(objects), by=owner(), since_off=syncs.SinceOff.CATCH_UP)


@step(says("the sync of {objects:Objects} is turned on again, only from now"))
def _(play: Play, objects: str) -> None:
    with play.its_time():
        syncs.turn_on(play.sync_of(objects), by=owner(), since_off=syncs.SinceOff.ONLY_FROM_NOW)


@step(says("the books are protected through {day:Day}"))
def _(play: Play, day: str) -> None:
    """By us (A24)."""
    settings.protect_through(play.world.workspace, date.fromisoformat(day), by=owner())


@step("old invoices that change wait for approval")
def _(play: Play) -> None:
    settings.send_without_asking(play.world.workspace, False, by=owner())


@step(parsers.re(r"what is not cash (?P<what>is only shown|crosses again)"))
def _(play: Play, what: str) -> None:
    settings.cross_not_cash(play.world.workspace, "show" if what == "is only shown" else "sync", by=owner())


@step(says('the company is in the time zone "{zone:Text}"'))
def _(play: Play, zone: str) -> None:
    settings.set_time_zone(play.world.workspace, zone, by=owner())


# -- the vendors' ----------------------------------------------------------------------------------------------------


@step("HubSpot lets finalized invoices be edited")
def _(play: Play) -> None:
    play.world.control("hubspot", "settings", {"edit_finalized_invoices": True})


@step("HubSpot has no payment processor")
def _(play: Play) -> None:
    play.world.control("hubspot", "settings", {"payments_processor": "none"})


@step(says("QuickBooks has closed its books through {day:Day}"))
def _(play: Play, day: str) -> None:
    play.company_settings(AccountingInfoPrefs={"BookCloseDate": day})


@step(parsers.re(r"QuickBooks has (?P<what>custom transaction numbers|discounts|shipping|deposits) (?P<how>on|off)"))
def _(play: Play, what: str, how: str) -> None:
    names = {"custom transaction numbers": "CustomTxnNumbers", "discounts": "AllowDiscount",
             "shipping": "AllowShipping", "deposits": "AllowDeposit"}  # fmt: skip
    play.company_settings(SalesFormsPrefs={names[what]: how == "on"})


@step("customers can pay invoices of QuickBooks online")
def _(play: Play) -> None:
    """The company has QuickBooks Payments; each invoice says by which means."""
    play.company_settings(SalesFormsPrefs={"ETransactionPaymentEnabled": True})


@step("QuickBooks recognizes revenue at once")
def _(play: Play) -> None:
    play.company_settings(ProductAndServicesPrefs={"RevenueRecognition": False})


@step(says("the revenue of the item {name:Text} is deferred"))
def _(play: Play, name: str) -> None:
    play.change("Item", play.item_there(name), DeferredRevenue=True)


@step("QuickBooks recognizes revenue by service date")
def _(play: Play) -> None:
    play.company_settings(ProductAndServicesPrefs={"RevenueRecognition": True})


@step(parsers.re(r"the company of QuickBooks is in Canada and charges (?P<tax>no sales tax|sales tax)"))
def _(play: Play, tax: str) -> None:
    charges = {"TaxPrefs": {"UsingSalesTax": tax == "sales tax"}}
    play.world.control("quickbooks", "settings", {"CompanyInfo": {"Country": "CA"}, "Preferences": charges})


@step(says("QuickBooks bills in {currency:w} too, and so does HubSpot"))
def _(play: Play, currency: str) -> None:
    play.bill_in(currency)


@step(says("QuickBooks bills in {currency:w} too"))
def _(play: Play, currency: str) -> None:
    play.bill_in(currency, "QuickBooks")


@step("QuickBooks applies open credits by itself")
def _(play: Play) -> None:
    play.company_settings(SalesFormsPrefs={"AutoApplyCredit": True})


@given(says('QuickBooks tracks classes, one of which is "{name:Text}"'))
def _(play: Play, name: str) -> None:
    play.company_settings(AccountingInfoPrefs={"ClassTrackingPerTxnLine": True})
    play.in_quickbooks("Class", {"Name": name})


@given(says('QuickBooks charges the sales tax "{name:Text}" of {percent} %'))
def _(play: Play, name: str, percent: str) -> None:
    play.company_settings(TaxPrefs={"UsingSalesTax": True, "PartnerTaxEnabled": False})
    play.made[name] = play.tax_code(name, percent)


@step("the settings of both accounts are read anew")
def _(play: Play) -> None:
    """As happens each night, and with “Check again”."""
    play.run(full=True)
