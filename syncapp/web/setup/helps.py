"""What is said beside a choice of Configure: what it means, and what to mind (A5, A22, A26)."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from syncapp.core.preflight import CONNECTED_APPS
from syncapp.queries.checklist import in_hubspot
from syncapp.queries.setup import accounts, advice
from syncapp.queries.setup.walk import Walk
from syncapp.web.templatetags.icons import icon


def careful(text: str) -> SafeString:
    return format_html('<span class="careful">{}{}</span>', icon("alert"), text)


def is_careful(text: object) -> bool:
    """Whether what is said beside a choice warns of it."""
    return isinstance(text, SafeString)


def income(walk: Walk, name: str, otherwise: str) -> str:
    return careful(why) if (why := accounts.why_not(walk, name)) else otherwise


def custom_line_item(walk: Walk) -> str:
    before, account = walk.sync.settings if walk.sync else {}, walk.settings.get("line_item_account")
    if account and before.get("line_item_id") and before.get("line_item_account") != account:
        stands = accounts.name_of(walk, before.get("line_item_account", "")) or "another account"
        return careful(
            f"“Custom Line Item” stands on “{stands}” in QuickBooks. Move it to this account there too, or lines that need "
            "it will fail."
        )
    return income(walk, "line_item_account", "Their sales are booked there.")


def discounts(gone: str) -> str:
    """`gone`: the item that was chosen and that no line can stand on any more."""
    if gone:
        return careful(f"“{gone}” is inactive or cannot be sold in QuickBooks. Invoices with a new discount fail.")
    return "A service that you book discounts on. Bundles and categories cannot be a line."


def deposit_cards(walk: Walk) -> str:
    if why := accounts.why_not(walk, "deposit_cards"):
        return careful(why)
    account = walk.settings.get("deposit_cards", "")
    if accounts.type_of(walk, account) == accounts.BANK:
        return careful(
            f"Payouts arrive net of fees and in batches, so single payments in “{accounts.name_of(walk, account)}” will not match its "
            "bank statement. A clearing account is safe."
        )
    return "Undeposited Funds or a clearing account is safe: payouts arrive net and in batches."


def deposit_other(walk: Walk) -> str:
    if why := accounts.why_not(walk, "deposit_other"):
        return careful(why)
    account = walk.settings.get("deposit_other", "")
    if accounts.type_of(walk, account) == accounts.BANK:
        name = accounts.name_of(walk, account)
        return careful(
            f"Each payment stands alone in “{name}”. Checks that you bank together, and payouts in batches, will not match its statement."
        )
    return "There until you record the bank deposit."


def other_sync(walk: Walk) -> SafeString:
    """A5: what the invoices tell of another sync, and where HubSpot shows what it tells no app."""
    found, (where, page) = advice.other_sync(walk), CONNECTED_APPS
    told = format_html("{} ", careful(found.finding.sentence)) if found and not found.fine else ""
    link = in_hubspot(page, walk.hubspot.account_id if walk.hubspot else "")
    above, _, last = where.rpartition(" › ")
    place = (
        format_html(
            '<a class="ext" href="{}" target="_blank" rel="noopener">{} {}</a>',
            link,
            last,
            icon("ext", "opens in a new tab"),
        )
        if link
        else last
    )
    return format_html(
        "{}Two syncs make every invoice twice. Look under {} › {}: it is off if QuickBooks Online is not listed there, or if "
        "none of its syncs is on.",
        told,
        above,
        place,
    )
