"""What is said beside an account that was chosen: what it means, and what to mind (A22, A26)."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString

from syncapp.queries.setup import accounts
from syncapp.queries.setup.walk import Walk
from syncapp.web.look.icons import icon


def careful(text: str) -> SafeString:
    return format_html('<span class="careful">{}{}</span>', icon("alert"), text)


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
    return income(walk, "line_item_account", "The income accounts of this company.")


def deposit_cards(walk: Walk) -> str:
    if why := accounts.why_not(walk, "deposit_cards"):
        return careful(why)
    account = walk.settings.get("deposit_cards", "")
    if accounts.type_of(walk, account) == accounts.BANK:
        return careful(
            f"Payouts arrive net of fees and in batches, so single payments in “{accounts.name_of(walk, account)}” will not match its "
            "bank statement. A clearing account is safe."
        )
    return "Payouts arrive net of fees and in batches, so Undeposited Funds or a clearing account is safe."


def deposit_other(walk: Walk) -> str:
    if why := accounts.why_not(walk, "deposit_other"):
        return careful(why)
    account = walk.settings.get("deposit_other", "")
    if accounts.type_of(walk, account) == accounts.BANK:
        name = accounts.name_of(walk, account)
        return careful(
            f"Each payment stands alone in “{name}”. Checks that you bank together, and payouts in batches, will not match its statement."
        )
    return "Payments wait there until you record the bank deposit."
