"""What both accounts and the set-up mean for each other: currencies, days, order, doubles (A5, A19, A32, A33, S9, B22)."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from syncapp.core.errors import day_text
from syncapp.core.preflight.facts import Facts, Finding, Level, fine, listed

HUBSPOT_CURRENCY = "HubSpot › Settings › Account defaults › Currency"
_HUBSPOT_CURRENCY = "settings/{portal}/account-defaults/general"
# Where HubSpot shows whether its own QuickBooks sync is on, and the address below its own.
CONNECTED_APPS = ("HubSpot › Settings › Integrations › Connected apps", "integrations-settings/{portal}/installed")


def _currencies(facts: Facts) -> Finding | None:
    here, home = facts.hubspot.get("currencies"), facts.quickbooks.get("home_currency")
    if not here or not home:
        return None
    own, several = str(facts.hubspot.get("currency") or here[0]), bool(facts.quickbooks.get("multicurrency"))
    if home not in here:
        text = f"QuickBooks keeps its books in {home}, which HubSpot does not have; HubSpot has {listed(here)}."
        advice = f"Add {home} in HubSpot. Until then " + (
            "an invoice in it cannot be shown there." if several else "no invoice can be in both."
        )
        return Finding("currencies", Level.ADVISABLE, text, HUBSPOT_CURRENCY, advice, "", _HUBSPOT_CURRENCY)
    foreign = [one for one in here if one != home]
    if foreign and not several:
        text = f"HubSpot has {listed(here)}, and QuickBooks keeps {home} alone: Multicurrency is off there. An invoice in {listed(foreign, 'or')} fails."
        advice = f"Bill in {home}; or switch Multicurrency on, which cannot be switched off again."
        where = "QuickBooks Online › Account and settings › Advanced › Currency"
        return Finding("currencies", Level.ADVISABLE, text, where, advice, "quickbooks", "app/settings?p=Advanced")
    if own != home:
        text = f"HubSpot's own currency is {own} and QuickBooks' is {home}. A new invoice in HubSpot begins in {own}."
        advice = (
            "Nothing to do if that is meant. A customer of QuickBooks keeps one currency: the one of the first invoice."
        )
        return Finding("currencies", Level.ADVISABLE, text, HUBSPOT_CURRENCY, advice, "", _HUBSPOT_CURRENCY)
    return fine("currencies", f"Both keep {home}{'; Multicurrency is on in QuickBooks' if several else ''}.")


def _zones(facts: Facts) -> Finding | None:
    """A19: an invoice of late in the evening is of the day that the company's zone says."""
    zones = {
        "HubSpot": facts.hubspot.get("timezone"),
        "QuickBooks": facts.quickbooks.get("timezone"),
        "here": facts.zone,
    }
    known = {name: str(zone) for name, zone in zones.items() if zone}
    if len(known) < len(zones):
        return None
    if len({_offsets(zone) for zone in known.values()}) == 1:
        return fine("time_zones", f"Days begin at the same time everywhere ({_words(facts.zone)}).")
    text = f"HubSpot keeps the time of {_words(known['HubSpot'])}, QuickBooks that of {_words(known['QuickBooks'])}. Days are read in that of {_words(facts.zone)}."
    advice = "See that it is the one of the books. An invoice of late in the evening or early in the morning would else be dated a day off."
    where = "Integrations › QuickBooks Online › Settings › Company time zone"
    return Finding("time_zones", Level.ADVISABLE, text, where, advice, ours="settings")


def _offsets(zone: str) -> tuple[object, ...]:
    """In winter and in summer: zones of two names may be one."""
    try:
        found = ZoneInfo(zone)
    except (KeyError, ValueError):
        return (zone,)
    return tuple(datetime(2026, month, 1, tzinfo=UTC).astimezone(found).utcoffset() for month in (1, 7))


def _words(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


def _first(code: str, name: str, needed: str, facts: Facts) -> Finding:
    """S9: customers and products are synced first."""
    if code in facts.on:
        return fine(code, f"{name} sync already.")
    where = f"Integrations › QuickBooks Online › Sync more data › {code.capitalize()} sync"
    advice = f"An invoice needs {needed}, so sync them first."
    return Finding(code, Level.ADVISABLE, f"{name} do not sync yet.", where, advice)


def _customers(facts: Facts) -> Finding:
    return _first("contact", "Customers", "its customer", facts)


def _products(facts: Facts) -> Finding:
    return _first("product", "Products", "its items", facts)


def _fields(facts: Facts) -> Finding | None:
    """A34: what is mapped and gone would let each record fail that has a value for it."""
    if not facts.lost_fields:
        return None
    text = f"Mapped, and no longer there: {', '.join(facts.lost_fields)}."
    advice = "Bring the field back in the account, or take its mapping away."
    return Finding(
        "mapped_fields",
        Level.BLOCKING,
        text,
        "Open the sync, Edit, Configure, Mapped fields",
        advice,
        ours="quickbooks",
    )


def _other_sync(facts: Facts) -> Finding | None:
    """A5: two syncs of the same books make every invoice twice."""
    known = facts.known
    if known is None or known.other_sync is None:
        return None
    where, page = CONNECTED_APPS
    if not known.other_sync:
        return fine("other_sync", "No invoice in HubSpot was brought in by another sync.", "hubspot")
    number = f"{known.other_sync} invoice{' of HubSpot was' if known.other_sync == 1 else 's of HubSpot were'} brought in by another sync"
    last = known.other_sync_last
    if last and facts.started and last > facts.started:
        text = f"Another sync is running beside this one: {number}, the newest of {day_text(last.isoformat())}. Both would make each invoice of QuickBooks in HubSpot, so it would stand there twice."
        return Finding(
            "other_sync", Level.BLOCKING, text, where, "Turn HubSpot's own QuickBooks sync off.", "hubspot", page
        )
    text = f"{number}{f', the newest of {day_text(last.isoformat())}' if last else ''}. {'It is' if known.other_sync == 1 else 'They are'} left alone here."
    advice = "See that HubSpot's own QuickBooks sync is off; two syncs would make each invoice twice."
    return Finding("other_sync", Level.ADVISABLE, text, where, advice, "hubspot", page)


def _workflow(facts: Facts) -> Finding | None:
    """A32: nothing tells what a workflow does before it has done it."""
    if facts.outbound is False:
        return None
    where, page = "HubSpot › Automation › Workflows", "workflows/{portal}"
    held = facts.known.workflow if facts.known else 0
    if held:
        text = f"A workflow of HubSpot makes invoices from payments of other invoices: {held} of them {'is' if held == 1 else 'are'} held here."
        advice = "Let it leave out payments whose source is an invoice. Else the income of such an invoice stands in the books twice."
        return Finding("workflow", Level.ADVISABLE, text, where, advice, "hubspot", page)
    text = (
        "A HubSpot workflow that makes an invoice from each payment must leave out payments whose source is an invoice."
    )
    return Finding("workflow", Level.ADVISABLE, text, where, side="hubspot", page=page, note=True)


def _doubles(facts: Facts) -> Finding | None:
    """What would have to be guessed, and so is not (S10, S12, A2, A18)."""
    known = facts.known
    if known is None:
        return None
    parts = [
        _counted(number, one, many)
        for number, one, many in (
            (known.same_sku, "product or item has the SKU of another", "products and items share a SKU"),
            (
                known.same_email,
                "contact or customer has the email address of another",
                "contacts and customers share an email address",
            ),
            (
                known.same_number,
                "invoice has the number of another document",
                "invoices have the number of another document",
            ),
        )
        if number
    ]
    if not parts:
        return fine("doubles", "No SKU, email address or invoice number stands for two records.")
    text = f"{listed(parts)}. Which is meant is not guessed, so they need a choice."
    advice = "Say there which belong together, or give each its own."
    return Finding("doubles", Level.ADVISABLE, text, "Failures", advice, ours="failures")


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


ITEMS = (_currencies, _zones, _customers, _products, _fields, _other_sync, _workflow, _doubles)
