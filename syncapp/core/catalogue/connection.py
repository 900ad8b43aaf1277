"""Connections and vendors: what can go wrong with any record."""

from __future__ import annotations

from syncapp.core.catalogue.entry import Entry, Retry, Who

CONNECTION = (
    Entry(
        "connection_expired",
        "The connection has expired",
        "[{system} no longer accepts our access. ]Nothing is read or written until somebody signs in again.",
        ("Open Integrations, click “Reconnect” and sign in to the same account.",),
        "reconnect",
        Who.OWNER,
    ),
    Entry(
        "missing_scope",
        "A permission is missing",
        "The connection lacks a permission that this needs[: {scope}].",
        ("Open Integrations, click “Reconnect”, and grant all permissions that are asked for.",),
        "reconnect",
        Who.OWNER,
    ),
    Entry(
        "permission",
        "The person who connected may not do this",
        "[{system} refuses it: {reason}. ]Whoever connected the account has too few rights there, or the plan does "
        "not include this.",
        (
            "Let an administrator of that account reconnect: open Integrations, click “Reconnect”.",
            "In QuickBooks Online, gear icon › Manage users shows who may do what; in HubSpot, Settings › Users & "
            "teams.",
        ),
        "reconnect",
        Who.OWNER,
    ),
    Entry(
        "wrong_account",
        "This is another account",
        "[The connection now leads to {found} instead of {expected}. ]The linked records belong to the account that was "
        "connected before, so nothing is written.",
        (
            "Open Integrations, click “Reconnect” and choose the account that was connected before.",
            "For another company, make another workspace.",
        ),
        "reconnect",
        Who.OWNER,
    ),
    Entry(
        "subscription_lapsed",
        "The subscription has lapsed",
        "The subscription of the account[ in {system}] has ended or a bill is open, so everything is refused.",
        (
            "In QuickBooks Online, gear icon › Account and settings › Billing & subscription, renew it; in HubSpot, "
            "Settings › Account & billing.",
        ),
        "retry",
        Who.OWNER,
    ),
    Entry(
        "limit_reached",
        "The limit of calls is reached",
        "[{system} takes no more calls for now. ]It goes on by itself[ at {until}].",
        ("Nothing to do: what waits goes by itself, in order.",),
        None,
        Who.US,
        Retry.BACKOFF,
    ),
    Entry(
        "vendor_unavailable",
        "The other system does not answer",
        "The system[ {system}] cannot be reached or has a fault of its own. It is tried again by itself.",
        ("Nothing to do. How they are: status.hubspot.com and status.quickbooks.intuit.com.",),
        "retry",
        Who.US,
        Retry.BACKOFF,
    ),
    Entry(
        "garbage_answer",
        "The other system gave an answer that makes no sense",
        "The answer[ of {system}] is no data, as happens in maintenance or behind a company firewall. Nothing is taken "
        "from it; it is tried again by itself.",
        ("Nothing to do. If it stays for hours, ask whoever runs your network.",),
        "retry",
        Who.US,
        Retry.BACKOFF,
    ),
    Entry(
        "vendor_refused",
        "The other system refuses this",
        "[Its own words: {reason}. ]Nothing of the record is changed there.",
        (
            "See whether the words above name a field, and correct it where the record was made.",
            "It is tried again as soon as the record changes.",
        ),
        "retry",
        Who.EITHER,
    ),
    Entry(
        "stale",
        "Somebody saved it first",
        "Somebody changed the record a moment before we did. It is read again and compared again; nothing is overwritten.",
        ("Nothing to do: it goes by itself.",),
        None,
        Who.US,
        Retry.AT_ONCE,
    ),
    Entry(
        "inactive_reference",
        "It refers to something that is inactive or deleted",
        "Something that the record names[ ({field})][, “{value}”,] is inactive or deleted[ in {system}]: a term, a class, a "
        "location, a payment method or a field of the account.",
        (
            "In QuickBooks Online, gear icon › All lists, open the list, show inactive entries and choose “Make "
            "active”.",
            "Or map another value here: open the sync, Edit, Configure, Mapped fields.",
        ),
        "map_value",
        Who.BOOKKEEPER,
    ),
    Entry(
        "closed_period",
        "The accounting period is closed",
        "The date[ {date}] is in a period that is closed in QuickBooks Online[ through {closed}]. Dates are never moved.",
        (
            "Ask the accountant to open the period: QuickBooks Online, gear icon › Account and settings › Advanced › "
            "Accounting › Close the books.",
            "Or change the date of the record in HubSpot.",
        ),
        "open_quickbooks",
        Who.BOOKKEEPER,
    ),
    Entry(
        "unmapped_value",
        "A value has no counterpart",
        "[“{value}” of “{field}” is not known in {system}. ]Each value of a list needs one on the other side.",
        (
            "Click “Map this value” and choose its counterpart.",
            "Or add the same value to the list of the other system.",
        ),
        "map_value",
        Who.OPERATIONS,
    ),
    Entry(
        "absurd_value",
        "A value makes no sense",
        "[The field is “{field}”. ][It holds “{value}”. ][It is meant to hold {expected}. ]A value of this record cannot be "
        "read.",
        ("Open the record where it was made and correct the value.",),
        "open_hubspot",
        Who.EITHER,
    ),
)
