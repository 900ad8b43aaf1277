"""`requestid`: how long it may be, alone and together with the `bId` of a batch's items."""

from __future__ import annotations

from syncapp.sandbox.quickbooks.errors import Fault, business

LONGEST, LONGEST_OF_BATCH, LONGEST_BID = 50, 36, 10  # [D]


def check_request_id(id_: str) -> None:
    """Over 50 characters: the wording of a log of 2022."""
    if len(id_) > LONGEST:
        raise business(
            "You cannot enter more than 50 characters in the request_id field. "
            f"You tried entering {id_[:10]}..., which is {len(id_)} characters."
        )


def check_batch(request_id: str) -> None:
    if len(request_id) > LONGEST_OF_BATCH:
        raise Fault(
            "2130",
            f"Invalid Request Id Format : at most {LONGEST_OF_BATCH} characters in a batch. "
            f"Supplied length:{len(request_id)}",
            "requestid",
        )


def check_item(request_id: str, bid: str) -> None:
    """Both together name the item's own request: too long a pair faults each item by itself [log of 2022]."""
    if not request_id:
        return
    check_request_id(request_id + bid)
    if len(bid) > LONGEST_BID:
        raise Fault(
            "2130",
            f"Invalid Request Id Format : bId can have at most {LONGEST_BID} characters with a requestid",
            "bId",
        )
