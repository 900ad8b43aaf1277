"""What the server needs of each emulated vendor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from syncapp.sandbox.call import Answer, Call

Sink = Callable[[list[dict[str, Any]]], None]


class Vendor(Protocol):
    """One emulated system on its own port; all methods are synchronous and quick."""

    system: str  # "hubspot" or "quickbooks"
    base_url: str  # its own address, set once the port is known
    longest_seconds: float  # no request takes longer: it ends with 504
    limits: dict[str, Any]  # `{"enabled", "factor"}`: rate limits as the vendor's, times factor

    def handle(self, call: Call) -> Answer:
        """Answer a vendor request (OAuth and its pages included), as the vendor would; never raises Refused."""

    def kind(self, call: Call) -> str:
        """`read`, `write` (could change data) or `auth`, for the journal."""

    def limited(self, call: Call) -> Answer | None:
        """The vendor's 429 where its limits are on and used up."""

    def lane(self, call: Call) -> str:
        """Whose requests count as under way together, "" where nothing hangs on that."""

    def usage(self) -> dict[str, Any]:
        """What is used of the limits, as far as the vendor's counters can be shown."""

    def listen(self, sink: Sink | None) -> None:
        """Where events go from now on, at the end of each request that changed something; None: nowhere."""

    def reset(self) -> None: ...
    def tokens(self, body: dict[str, Any], realm: str | None) -> dict[str, Any]: ...
    def settings(self, body: dict[str, Any], realm: str | None) -> dict[str, Any]: ...
    def objects(self, type_name: str, limit: int, offset: int, realm: str | None) -> dict[str, Any]: ...
    def overview(self, realm: str | None) -> dict[str, Any]:
        """`{account_id, accounts, counts}` for `GET /_sandbox/`."""
