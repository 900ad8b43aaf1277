"""The HubSpot account: permissions, our property, payments, edition, the sources of its invoices (S23, S30)."""

from __future__ import annotations

from syncapp.core.preflight.facts import HUBSPOT_SCOPES, Facts, Finding, Level, fine, listed

HERE = "hubspot"
OURS = "QuickBooks key"  # the label of our property
SOURCE = "HubSpot"  # the option of “Invoice source” that goes out (S23)


def _scopes(facts: Facts) -> Finding | None:
    if not facts.hubspot:
        return None
    missing = [scope for scope in HUBSPOT_SCOPES if facts.scopes and scope not in facts.scopes]
    if missing:
        text = f"HubSpot has not granted {', '.join(missing)}."
        return Finding(
            "scopes", Level.BLOCKING, text, "Reconnect HubSpot and allow everything that is asked for.", side=HERE
        )
    if facts.scopes:
        return fine("scopes", "HubSpot has granted everything that is needed.", HERE)
    advice = "Nothing to do. What it may not do fails when it is tried, and is said there."
    return Finding("scopes", Level.ADVISABLE, "HubSpot does not tell what this token may do.", advice=advice, side=HERE)


def _marks(facts: Facts) -> Finding | None:
    """Without it a copy cannot be told from an original after a lost answer, and could be made twice (design §5)."""
    if facts.unmarked is None:
        return None
    if facts.unmarked:
        text = f"The property “{OURS}”, by which copies are known again, is missing in HubSpot on {listed([name.replace('_', ' ') for name in facts.unmarked])}, or its values need not be unique there. Without it a copy could be made twice."
        advice = "Click “Check again”: it is made anew. If one of that name is there and may hold a value twice, delete it in HubSpot first, because HubSpot does not let that be changed."
        where, page = "HubSpot › Settings › Properties", "property-settings/{portal}/properties"
        return Finding("marks", Level.BLOCKING, text, where, advice, HERE, page)
    return fine("marks", f"The property “{OURS}”, by which copies are known again, is in place.", HERE)


def _payments(facts: Facts) -> Finding | None:
    if not facts.hubspot:
        return None
    where = "HubSpot › Settings › Payments"
    if facts.hubspot.get("payments") is False:
        text = "HubSpot has no payment processor, so it takes no payment records; copies show their status only."
        advice = "Set one up if payments entered in QuickBooks should stand in HubSpot as payments."
        return Finding("payment_processor", Level.ADVISABLE, text, where, advice, HERE)
    if facts.hubspot.get("payments") is None:
        text = "HubSpot does not tell whether it has a payment processor. If it has none, it takes no payments that are entered in QuickBooks: those of invoices that were made in HubSpot fail, and other invoices show their status only."
        return Finding("payment_processor", Level.ADVISABLE, text, where, side=HERE, note=True)
    return fine("payment_processor", "HubSpot takes payment records.", HERE)


def _source(facts: Facts) -> Finding | None:
    if facts.sources is None:
        return None
    if any(label.casefold() == SOURCE.casefold() for label in facts.sources):
        return fine("invoice_source", f"Invoices whose Invoice source is “{SOURCE}” can be told from others.", HERE)
    told = f"It has {', '.join(f'“{label}”' for label in facts.sources)}." if facts.sources else "It has no options."
    text = f"HubSpot's property Invoice source has no option “{SOURCE}”, by which its own invoices are known. {told}"
    advice = "Look at the first invoices that stay out as “Its invoice source is not HubSpot”, and tell whoever runs this server which option they have."
    where, page = (
        "HubSpot › Settings › Properties › Invoice properties",
        "property-settings/{portal}/properties?type=0-53",
    )
    return Finding("invoice_source", Level.ADVISABLE, text, where, advice, HERE, page)


def _edition(facts: Facts) -> Finding | None:
    """S30: what the owner has said, because no vendor does."""
    if not facts.hubspot:
        return None
    where = "Integrations › HubSpot › Change the edition"
    kept = (
        f" The {facts.added} that {'is' if facts.added == 1 else 'are'} there {'stays' if facts.added == 1 else 'stay'} in force."
        if facts.added
        else ""
    )
    if not facts.edition:
        text = "HubSpot's edition is not stated, so nothing can be added: no sync and no mapping."
        return Finding("edition", Level.ADVISABLE, text, where, "State it.", HERE, ours="integrations")
    if facts.edition == "free":
        text = f"HubSpot's edition is recorded as Free, so no sync and no mapping can be added.{kept}"
        advice = (
            "Adding needs Operations Hub Starter, Professional or Enterprise. If the account has one of them, state it."
        )
        return Finding("edition", Level.ADVISABLE, text, where, advice, HERE, ours="integrations")
    return fine(
        "edition",
        f"HubSpot's edition is recorded as {facts.edition.capitalize()}: syncs and mappings can be added.",
        HERE,
    )


ITEMS = (_scopes, _marks, _payments, _source, _edition)
