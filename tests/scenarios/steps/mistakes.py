"""What goes wrong, and is put right: at the vendors, on the way to them, and with the keys of this server."""

from __future__ import annotations

import re
from typing import Any

from cryptography.fernet import Fernet
from pytest_bdd import parsers, step

from syncapp.actions import connections
from tests.scenarios.company import Doc, living
from tests.scenarios.steps.payments import payment_here, payment_there
from tests.scenarios.steps.play import SIDES, Play, only
from tests.scenarios.steps.settings import owner
from tests.scenarios.steps.words import says

# -- on documents ----------------------------------------------------------------------------------------------------


@step(parsers.re(r"the comments of (?P<number>[\w./-]+) are (?P<length>[\d,]+) characters long in HubSpot"))
def _(play: Play, number: str, length: str) -> None:
    play.edit("invoices", play.invoice_here(number), hs_comments="x" * int(length.replace(",", "")))


@step(says('the only line of {number:Record} is named "{name:Text}" in HubSpot'))
def _(play: Play, number: str, name: str) -> None:
    play.edit("line_items", only(play.parts(number, "line_items"), f"lines of {number}")["id"], name=name)


@step(says("the order-level {kind:w} is taken off {number:Record} in HubSpot"))
def _(play: Play, kind: str, number: str) -> None:
    plural = {"discount": "discounts", "fee": "fees", "tax": "taxes"}[kind]
    play.remove(plural, only(play.parts(number, plural), f"the {kind} of {number}")["id"])


@step(says("the payment of {amount:Money} on {number:Record} is put on {other:Record} too in HubSpot"))
def _(play: Play, amount: str, number: str, other: str) -> None:
    ends = f"{payment_here(play, amount, number)}/associations/default/invoices/{play.invoice_here(other)}"
    play.in_hubspot("PUT", f"/crm/v4/objects/commerce_payments/{ends}")


@step(says("all of the payment of {amount:Money} on {number:Record} is applied in QuickBooks"))
def _(play: Play, amount: str, number: str) -> None:
    """Of which that much was applied before; what it pays besides stays paid."""
    payment, bill = payment_there(play, amount, number), play.invoice_there(number)["Id"]
    lines = [
        {**one, "Amount": one["Amount"] + payment["UnappliedAmt"]} if one["LinkedTxn"][0]["TxnId"] == bill else one
        for one in payment["Line"]
    ]
    play.change("Payment", payment["Id"], CustomerRef=payment["CustomerRef"], TotalAmt=payment["TotalAmt"], Line=lines)


@step(says("the bank deposit of the payment of {amount:Money} on {number:Record} is deleted"))
def _(play: Play, amount: str, number: str) -> None:
    payment = payment_there(play, amount, number)["Id"]
    held = [one for one in living(play.world, "quickbooks", "deposit") if _holds(one, payment)]
    play.in_quickbooks("Deposit", {"Id": only(held, "the deposit")["Id"]}, "delete")


def _holds(deposit: Doc, payment: str) -> bool:
    return any(link["TxnId"] == payment for line in deposit["Line"] for link in line.get("LinkedTxn", ()))


# -- in lists and settings --------------------------------------------------------------------------------------------


@step(
    parsers.re(
        r'the (?P<kind>account|payment method|class) "(?P<name>[^"]+)" is made (?P<how>inactive|active) in QuickBooks'
    )
)
def _(play: Play, kind: str, name: str, how: str) -> None:
    entity = {"account": "Account", "payment method": "PaymentMethod", "class": "Class"}[kind]
    found = [
        one
        for one in play.world.objects("quickbooks", entity.lower())
        if one["Name"].removesuffix(" (deleted)") == name
    ]
    play.change(entity, only(found, name)["Id"], Active=how == "active", Name=name)


@step(says("HubSpot bills in {currency:w} too"))
def _(play: Play, currency: str) -> None:
    play.bill_in(currency, "HubSpot")


@step("HubSpot has a payment processor again")
def _(play: Play) -> None:
    play.world.control("hubspot", "settings", {"payments_processor": "stripe"})


@step("QuickBooks is a company of Canada that charges tax")
def _(play: Play) -> None:
    told = {"CompanyInfo": {"Country": "CA"}, "Preferences": {"TaxPrefs": {"UsingSalesTax": True}}}
    play.world.control("quickbooks", "settings", told)


@step(says('QuickBooks keeps a field "{name:Text}" on invoices'))
def _(play: Play, name: str) -> None:
    _custom(play, name)


@step(says('QuickBooks keeps the fields "{one:Text}" and "{other:Text}" on invoices'))
def _(play: Play, one: str, other: str) -> None:
    _custom(play, one, other)


@step("QuickBooks keeps no fields of its own on invoices")
def _(play: Play) -> None:
    _custom(play)


def _custom(play: Play, *names: str) -> None:
    used, named = [], []
    for place, name in enumerate(names, start=1):
        used.append({"Name": f"SalesFormsPrefs.UseSalesCustom{place}", "Type": "BooleanType", "BooleanValue": True})
        named.append({"Name": f"SalesFormsPrefs.SalesCustomName{place}", "Type": "StringType", "StringValue": name})
    play.company_settings(SalesFormsPrefs={"CustomField": [{"CustomField": used}, {"CustomField": named}]})


# -- on the way to a vendor ------------------------------------------------------------------------------------------


@step(says('in {side:Side} "{trouble:Text}" goes wrong'))
def _(play: Play, side: str, trouble: str) -> None:
    """A button of “Make it go wrong” in the vendor's pages."""
    _press(play, side, trouble, "wrong")


@step(says('in {side:Side} "{trouble:Text}" is put right'))
def _(play: Play, side: str, trouble: str) -> None:
    _press(play, side, trouble, "right")


def _press(play: Play, side: str, trouble: str, what: str) -> None:
    base = play.world.url(SIDES[side])
    page = play.world.session.get(f"{base}/ui/troubles/", timeout=30).text
    found = re.search(
        rf"<h[23]>{re.escape(trouble)}</h[23]>.*?action=\"([^\"]*/troubles/[\w-]+/){what}", page, re.DOTALL
    )
    assert found, f"no trouble is called {trouble}"
    assert play.world.session.post(f"{base}{found[1]}{what}", timeout=30).ok


FAULTS: dict[str, Any] = {
    "makes no sense": "garbage",
    "is a refusal nobody knows": {"status": 400, "body": {"Fault": {"Error": [{"Message": "Frobnication failed", "Detail": "The frobnicator is off", "code": "7777"}], "type": "ValidationFault"}}},
    "is that somebody saved it first": {"status": 400, "body": {"Fault": {"Error": [{"Message": "Stale Object Error", "Detail": "Stale Object Error : You and Sam Lee were working on this at the same time.", "code": "5010"}], "type": "ValidationFault"}}},
    "is that this person may not": {"status": 403},
    "is that it wants quiet": {"status": 429},
}  # fmt: skip


@step(parsers.re(r"what (?P<side>HubSpot|QuickBooks) answers to every (?P<what>write|call) (?P<how>.+?) from now on"))
def _(play: Play, side: str, what: str, how: str) -> None:
    writes = {"QuickBooks": r"\\?requestid=|requestid=", "HubSpot": "/(create|update)$"}
    body = {"path": writes[side] if what == "write" else "", "when": "before", "times": None, "action": FAULTS[how]}
    play.world.control(SIDES[side], "faults", body)


@step(says("{side:Side} answers as usual again"))
def _(play: Play, side: str) -> None:
    play.world.control(SIDES[side], "faults", method="DELETE")


# -- the connection --------------------------------------------------------------------------------------------------


@step("the app is registered with both vendors")
def _(settings: Any) -> None:
    """So that what ends is the access, and not what we are known by."""
    settings.HUBSPOT_CLIENT_ID, settings.HUBSPOT_CLIENT_SECRET = "hubspot-app", "hubspot-secret"
    settings.QUICKBOOKS_CLIENT_ID, settings.QUICKBOOKS_CLIENT_SECRET = "intuit-app", "intuit-secret"


@step(says("{side:Side} is disconnected here"))
def _(play: Play, side: str) -> None:
    connections.disconnect(play.world.workspace.connections.get(side=SIDES[side]), by=owner())


@step("the key of the stored access is lost")
def _(play: Play, settings: Any) -> None:
    play.made["key"] = ",".join(settings.ENCRYPTION_KEYS)
    settings.ENCRYPTION_KEYS = [Fernet.generate_key().decode()]


@step("the key of the stored access is put back")
def _(play: Play, settings: Any) -> None:
    settings.ENCRYPTION_KEYS = play.made["key"].split(",")


@step("both accounts are connected again")
def _(play: Play) -> None:
    """By their owners' consent, as at the beginning."""
    play.set_up("none")
