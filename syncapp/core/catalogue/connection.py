"""Connections and vendors: what can go wrong with any record."""

from __future__ import annotations

from syncapp.core.catalogue.entry import LOCKED_ON, Entry, Retry, Who

CONNECTION = (
    Entry(
        "connection_expired",
        "The connection has expired",
        "The account[ of {system}] no longer accepts our access, so nothing is read or written.",
        "Access ends when it is taken back in the account, or when it was not used for a long time.",
        ("Open Integrations, click “Reconnect[ {system}]” and sign in to the same account.",),
        "reconnect",
        Who.OWNER,
    ),
    Entry(
        "disconnected",
        "An account is not connected",
        "Nothing is read or written, because an account was disconnected[: {system}].",
        "The connection was given back here[ by {by}][ on {day}]. All links and records are kept.",
        ("Open Integrations, click “Reconnect[ {system}]” and sign in to the same account.",),
        "reconnect",
        Who.OWNER,
    ),
    Entry(
        "missing_scope",
        "A permission is missing",
        "A permission that this needs was not granted[: {scope}].",
        "Permissions are given when an account is connected, and this one was not given then or is needed since.",
        ("Open Integrations, click “Reconnect”, and grant all permissions that are asked for.",),
        "reconnect",
        Who.OWNER,
    ),
    Entry(
        "permission",
        "The person who connected may not do this",
        "Whoever connected the account may not do this there.[ {system} says: {reason}.]",
        "The sync has the rights of the person who connected it, and the plan of the account sets limits too.",
        (
            "Let an administrator of that account reconnect: open Integrations, click “Reconnect”.",
            "[Who may do what {at_quickbooks} is shown under gear icon › Manage users.]",
            "[Who may do what {at_hubspot} is shown under Settings › Users & teams.]",
        ),
        "reconnect",
        Who.ADMINISTRATOR,
    ),
    Entry(
        "wrong_account",
        "This is another account",
        "The connection[ to {system}] does not lead into the account that was connected before[: it leads to {found} "
        "instead of {expected}]. Nothing is written.",
        "The access was given for another account, or the account has taken it back. The linked records belong to the "
        "one from before; in another one they would all be made again.",
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
        "QuickBooks Online takes nothing from us.",
        "The subscription of the company has ended there, or a bill of it is open.",  # HubSpot has no such refusal
        (
            "In QuickBooks Online, gear icon › Account and settings › Billing & subscription, renew it. What fails then goes "
            "by itself; “Retry” under Failures, or “Sync now” on its page, sends it at once.",
        ),
        "retry",
        Who.ADMINISTRATOR,
    ),
    Entry(
        "limit_reached",
        "The limit of calls is reached",
        "No more calls are taken for now[ by {system}][, until {until}].",
        "An account may take so many calls in a second, a minute and a day, and other apps that are connected to it "
        "count too.",
        ("Nothing to do: what waits goes by itself, in order.",),
        None,
        Who.US,
        Retry.BACKOFF,
    ),
    Entry(
        "reads_used_up",
        "This month's reads are used up",
        "No more is read[ from {system}] before the month ends.",
        "Intuit lets an app read so many times in a month, all companies together that use it. Nothing is written "
        "meanwhile either, because what is written is compared first.",
        (
            "Nothing to do: it is tried again every few hours, and what waits goes by itself, in order.",
            "Or whoever runs this server takes a larger plan for its app with Intuit.",
        ),
        None,
        Who.US,
        Retry.BACKOFF,
    ),
    Entry(
        "vendor_unavailable",
        "The other system does not answer",
        "The system[ {system}] cannot be reached, or answers with a fault of its own.",
        "Such a fault is the vendor's and mostly passes within minutes. Nothing is lost meanwhile: what waits goes "
        "in order.",
        ("Nothing to do. How they are: status.hubspot.com and status.quickbooks.intuit.com.",),
        "retry",
        Who.US,
        Retry.BACKOFF,
    ),
    Entry(
        "garbage_answer",
        "The other system gave an answer that makes no sense",
        "The answer[ of {system}] is no data, so nothing is taken from it.",
        "That happens in maintenance, or where a company firewall answers in the vendor's place.",
        ("Nothing to do. If it stays for hours, ask whoever runs your network.",),
        "retry",
        Who.US,
        Retry.BACKOFF,
    ),
    Entry(
        "unreadable_tokens",
        "The stored access cannot be read",
        "Nothing is read or written, because the keys of this server do not open the stored access to the accounts.",
        "The access is stored encrypted, and the key that encrypted it is not among ENCRYPTION_KEYS any more.",
        (
            "Whoever runs this server puts the key back into ENCRYPTION_KEYS, behind the new one.",
            "Or open Integrations, click “Reconnect” for both accounts and sign in to the same ones.",
        ),
        "reconnect",
        Who.SERVER,
    ),
    Entry(
        "broken_off",
        "The last run broke off",
        "A run ended before it was through. What it had done by then is kept.",
        "Something happened that this program does not know. The next run goes on from where this one ended.",
        ("Nothing to do at once. If it stays, whoever runs this server finds the reason in its log.",),
        None,
        Who.US,
        Retry.BACKOFF,
    ),
    Entry(
        "vendor_refused",
        "The other system refuses this",
        "The record was not taken[ by {system}].[ Its own words: {reason}.]",
        "The other system has rules of its own that cannot all be checked beforehand. Nothing of the record is "
        "changed there.",
        (
            "Open “The exact message”: where it names a field, correct that where the record was made.",
            "It is tried again as soon as the record changes.",
        ),
        "retry",
        Who.EITHER,
    ),
    Entry(
        "stale",
        "Somebody saved it first",
        "Somebody changed the record a moment before we did.",
        "It is read again and compared again, so that nothing of theirs is overwritten.",
        ("Nothing to do: it goes by itself.",),
        None,
        Who.US,
        Retry.AT_ONCE,
    ),
    Entry(
        "inactive_reference",
        "It refers to something that is inactive or deleted",
        "Something that the record names[ ({field})][, “{value}”,] is inactive or deleted[ in {system}].",
        "A term, a class, a location, a payment method or a field that is switched off cannot be used any more.",
        (
            "In QuickBooks Online, gear icon › All lists, open the list, show inactive entries and choose “Make "
            "active”.",
            "Or choose another value in HubSpot; or open the sync, Edit, Configure, Mapped fields, and give the value "
            "another counterpart or switch the mapping off.",
        ),
        "configure",
        Who.BOOKKEEPER,
    ),
    Entry(
        "closed_period",
        "The accounting period is closed",
        "The date[ {date}] is in a period that is closed in QuickBooks Online[ through {closed}].",
        "What is closed has been reported, so nothing is written into it. Dates are never moved.",
        (
            "Ask the accountant to open the period: QuickBooks Online, gear icon › Account and settings › Advanced › "
            "Accounting › Close the books.",
            "Or give the record a later date in HubSpot, if that is what it should have.",
        ),
        "open_quickbooks",
        Who.ACCOUNTANT,
    ),
    Entry(
        "unmapped_value",
        "A value has no counterpart",
        "A value of a list is not known on the other side.[ It is “{value}” of “{field}”.][ In “{lacking}” of "
        "{system} nothing stands for it.][ In {system} it could be {several}, and nobody has said which.][ These "
        "are {choices} choices, and “{target}” in {system} holds one.]",
        "A list takes only its own values, so each value needs a counterpart there.",
        (
            "[Open Configure, and by “{row}” choose Actions › Edit: give “{value}” a counterpart there.]",
            "Add the same value to the list of the other system: in QuickBooks Online, gear icon › All lists; in HubSpot, "
            "Settings › Properties.",
            "Or choose another value in the record, or switch this mapping off: open the sync, Edit, Configure, Mapped "
            "fields.",
        ),
        "configure",
        Who.EITHER,
        who_first=Who.OWNER,
    ),
    Entry(
        "absurd_value",
        "A value makes no sense",
        "A value of this record cannot be read.[ The field is “{field}”.][ It holds “{value}”.][ It is meant to "
        "hold {expected}.]",
        "Sending a guess could change money or names, so nothing of the record is written until the value is clear.",
        ("Open it where it was entered[, {where},] and correct the value.", LOCKED_ON),
        "open_hubspot",
        Who.EITHER,
        also="open_quickbooks",
    ),
)
