"""What each check of a record asks, in words for people, by its name (B18)."""

from __future__ import annotations

from collections.abc import Mapping

CHECKS: Mapping[str, str] = {
    # Whether it is looked at at all.
    "set_up": "Its sync is set up and on",
    "connected": "Both accounts are connected",
    "paused": "Nothing is paused",
    "ignored": "Nobody has ignored it",
    "answer": "Every write of ours was answered",
    "read": "It can be read",
    "absurd": "Its values make sense",
    # Whether it may be made on the other side.
    "copy": "It is no copy of something that was deleted",
    "source": "It was made in HubSpot",  # S23
    "draft": "It is finalized",  # S24
    "void": "It is not void",  # A10
    "direction": "The sync goes in this direction",  # S2
    "start": "Created or changed since the sync was turned on",  # S25
    "filter": "It matches the filters",  # A14
    "off": "It was not made while the sync was off",  # A16
    "match": "Its partner on the other side is clear",  # S10, S12, A5
    "workflow": "It is no second invoice for a payment that is known",  # A32
    "protected": "Its date is open to changes in the books",  # A24
    "history": "It is not older than the sync, or was approved",  # A15
    "walls": "QuickBooks Online takes invoices from HubSpot",  # S6, S7
    "number": "Its number can be kept",  # A18
    "date": "Its date is known",  # A19
    "currency": "Its currency is switched on",
    "customer": "Its customer is known on both sides",  # S12, S13
    "customer_currency": "It has its customer's currency",  # A33
    "items": "Its lines can be written to the cent",  # S8, S11, A21
    "fields": "Its fields can be written",
    # Contacts and products.
    "email": "It has an email address",  # S12
    "lead": "An invoice needs it",  # A4
    "name": "It has a name for the customer",  # S14
    "active": "It is active in QuickBooks Online",
    "category": "It is an item that is sold",
    # Payments.
    "stopped": "It is not stopped by the filters",  # A14
    "succeeded": "The payment has succeeded",  # A28
    "divided": "It is clear what it pays of each invoice",  # A25
    "invoice": "Its invoice is in sync on both sides",
    "same_currency": "It is in its invoice's currency",  # A33
    "reference": "Its reference fits",
    "balance": "So much is still open on the invoice",
    "applied": "It is applied to an invoice",  # A25
    "cash": "Reductions that are not cash cross",  # A30
    "stray": "HubSpot does not have this money yet",  # S22
    "processor": "HubSpot takes payments",
    "create": "It can be written",
    "bounced": "The payment has not failed since",  # A28
    "refunded": "Nothing of it was refunded",  # A28
    # Linked on both sides.
    "deleted": "It stands on both sides",  # A11
    "moved": "It is still for the same party",
    "contact": "It is still for the same contact",
    "payment_removed": "No payment from HubSpot was removed",  # S3, A29
    "edited": "Nothing was changed that belongs to the other side",  # S3, S4, A8
    "changes": "Nothing is left to be written",
    "money": "Totals and balances are equal",
    # Before a write.
    "inactive": "Its customer is active in QuickBooks Online",
    "making": "The items of its lines are there",  # B28
    "parts": "No other part of the payment goes first",  # A25
    "days": "Its dates make sense",
    "guard": "Not too much would end at once",
    "taken": "Its number or name is free on the other side",  # A18, S14
    "sent": "The other side accepted it",
}
