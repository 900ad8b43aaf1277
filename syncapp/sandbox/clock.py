"""The time that one port believes in: real, fixed, or real with an offset."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

YEARS = range(2000, 2101)


class Clock:
    """`now()` is aware UTC. A fixed clock moves only when told; an advanced real clock keeps running."""

    def __init__(self, fixed: datetime | None = None) -> None:
        self._fixed = fixed
        self._offset = timedelta()

    def now(self) -> datetime:
        return (self._fixed or datetime.now(UTC)) + self._offset

    def set(self, now: datetime) -> None:
        if now.year not in YEARS:
            raise ValueError(f"{now:%Y-%m-%d} is not in {YEARS[0]} to {YEARS[-1]}.")
        self._fixed, self._offset = now.astimezone(UTC), timedelta()

    def advance(self, seconds: float) -> None:
        try:
            step = timedelta(seconds=seconds)
            reached = (self.now() + step).year
        except OverflowError:
            reached = 0
        if reached not in YEARS:
            raise ValueError(f"The clock goes from {YEARS[0]} to {YEARS[-1]}.")
        self._offset += step

    def real(self) -> None:
        self._fixed, self._offset = None, timedelta()

    def state(self) -> dict[str, object]:
        return {
            "now": self.now().isoformat(),
            "mode": "fixed" if self._fixed else "real",
            "offset_seconds": self._offset.total_seconds(),
        }
