"""What can go wrong with a call, by what it means for a retry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from syncapp.connectors.protocol import Problem


class CallFailed(Exception):
    """Base; carries the problem in our words."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.code}: {problem.vendor_text}")
        self.problem = problem


class LostAnswer(CallFailed):
    """A write was sent and no trustworthy answer came: it may have happened.

    `finished` tells that the vendor is certainly done with the request (it answered with rubbish),
    so that it need not be given its deadline before it is looked up.
    """

    def __init__(self, problem: Problem, *, finished: bool = False) -> None:
        super().__init__(problem)
        self.finished = finished


class NotSent(CallFailed):
    """The call certainly changed nothing: never sent, or refused as a whole."""


class LimitReached(NotSent):
    """No calls left for `seconds`."""

    def __init__(self, problem: Problem, *, seconds: float) -> None:
        super().__init__(problem)
        self.seconds = seconds


class ConnectionExpired(NotSent):
    """The refresh token is dead: a person must reconnect (no retry)."""


class VendorUnavailable(NotSent):
    """The vendor could not be reached or says 5xx to a read; retried later."""


class GarbageAnswer(CallFailed):
    """A read got an answer that is not the vendor's: HTML, cut JSON, a missing key."""
