"""Carries one subscription's events to its address: gathered shortly, signed, tried again, never in anyone's way."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

import requests

from syncapp.sandbox.clock import Clock

Event = dict[str, Any]
Subscription = dict[str, Any]
AGGREGATE_MS = 200.0
KEPT = 1000  # deliveries listed, the newest
ANSWER_SHOWN = 500


class Format(Protocol):
    """How a vendor words, signs and repeats its webhooks; `syncapp.sandbox.<vendor>.events` are such."""

    FORMATS: tuple[str, ...]  # the first is the default
    SECONDS: float  # within which an answer has to come
    IN_ORDER: bool  # whether later events are held until the first is acknowledged

    def numbered(self, event: Event, number: int) -> Event:
        """The event with the identity that it keeps through every repetition."""

    def batches(self, events: list[Event], subscription: Subscription) -> list[list[Event]]: ...
    def body(self, batch: list[Event], subscription: Subscription, attempt: int) -> bytes: ...
    def headers(self, subscription: Subscription, body: bytes, now: datetime) -> dict[str, str]: ...
    def accepted(self, status: int) -> bool: ...
    def pause(self, attempt: int) -> float | None:
        """Seconds until the next try after this one (from 0) failed; None: no further try."""


@dataclass
class Delivery:
    """One POST with everything that came of it."""

    id: int
    batch: list[Event]
    redelivery_of: int | None = None
    state: str = "waiting"  # waiting, delivered, gave_up or lost
    due: float = 0.0
    attempts: list[dict[str, Any]] = field(default_factory=list)

    def shown(self, subscription: Subscription, now: float) -> dict[str, Any]:
        found: dict[str, Any] = {
            "id": self.id, "subscription": subscription["id"], "url": subscription["url"],
            "format": subscription["format"], "state": self.state, "events": self.batch,
            "attempts": self.attempts,
        }  # fmt: skip
        if self.redelivery_of is not None:
            found["redelivery_of"] = self.redelivery_of
        if self.state == "waiting":
            found["next_try_in_seconds"] = round(max(0.0, self.due - now), 3)
        return found


class Courier:
    """A queue and a thread that sleeps while it is empty; the thread starts with the first event."""

    def __init__(self, subscription: Subscription, form: Format, clock: Clock, numbers: Iterable[int]) -> None:
        self.subscription, self.form, self.clock = subscription, form, clock
        self.log: deque[Delivery] = deque(maxlen=KEPT)
        self._numbers = iter(numbers)
        self._fresh: list[Event] = []
        self._fresh_due = 0.0
        self._queue: list[Delivery] = []
        self._sent = 0
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closed = False

    def offer(self, events: list[Event]) -> None:
        """Take events over; returns at once."""
        if not events:
            return
        with self._wake:
            if not self._fresh:
                self._fresh_due = time.monotonic() + float(self.subscription["aggregate_ms"]) / 1000
            self._fresh += events
            self._start()

    def again(self, batches: list[tuple[int, list[Event]]]) -> list[int]:
        """Send batches once more, in this order, each as a delivery of its own."""
        with self._wake:
            made = [self._enqueue(batch, was) for was, batch in batches]
            self._start()
        return [delivery.id for delivery in made]

    def shown(self) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The subscription without its secret, and its deliveries."""
        with self._wake:
            now = time.monotonic()
            held = {name: value for name, value in self.subscription.items() if name != "secret"}
            held["pending"] = len(self._fresh) + sum(len(one.batch) for one in self._queue)
            return held, [one.shown(self.subscription, now) for one in self.log]

    def close(self) -> None:
        with self._wake:
            self._closed = True
            self._wake.notify_all()
        if self._thread and self._thread is not threading.current_thread():
            self._thread.join(timeout=self.form.SECONDS + 1)

    def _start(self) -> None:
        if self._thread is None and not self._closed:
            self._thread = threading.Thread(target=self._run, name="webhooks", daemon=True)
            self._thread.start()
        self._wake.notify_all()

    def _enqueue(self, batch: list[Event], redelivery_of: int | None = None) -> Delivery:
        delivery = Delivery(next(self._numbers), batch, redelivery_of, due=time.monotonic())
        self._queue.append(delivery)
        self.log.append(delivery)
        return delivery

    # In the thread

    def _run(self) -> None:
        with requests.Session() as session:
            session.trust_env = False  # no proxy stands between a port and loopback
            while (delivery := self._next()) is not None:
                self._note(delivery, self._post(session, delivery))

    def _next(self) -> Delivery | None:
        """Sleeps until something is due; None when closed."""
        with self._wake:
            while not self._closed:
                now = time.monotonic()
                if self._fresh and self._fresh_due <= now:
                    fresh, self._fresh = self._fresh, []
                    for batch in self.form.batches(fresh, self.subscription):
                        self._send_off(batch)
                first = self._first()
                if first is not None and first.due <= now:
                    return first
                moments = [first.due] if first else []
                moments += [self._fresh_due] if self._fresh else []
                self._wake.wait(min(moments) - now if moments else None)
            return None

    def _send_off(self, batch: list[Event]) -> None:
        """A new delivery, and what the subscription wants to go wrong with every so manieth."""
        self._sent += 1
        if self._hit("lose_every"):
            self.log.append(Delivery(next(self._numbers), batch, state="lost"))
            return
        delivery = self._enqueue(batch)
        if self._hit("late_every"):
            delivery.due += float(self.subscription["late_ms"]) / 1000
        if self._hit("twice_every"):
            self._enqueue(batch, redelivery_of=delivery.id)

    def _hit(self, name: str) -> bool:
        every = int(self.subscription.get(name, 0))
        return every > 0 and self._sent % every == 0

    def _first(self) -> Delivery | None:
        if not self._queue:
            return None
        return self._queue[0] if self.form.IN_ORDER else min(self._queue, key=lambda one: one.due)

    def _post(self, session: requests.Session, delivery: Delivery) -> dict[str, Any]:
        now, began = self.clock.now(), time.monotonic()
        found: dict[str, Any] = {"time": now.isoformat(), "status": None}
        body = self.form.body(delivery.batch, self.subscription, len(delivery.attempts))
        try:
            answer = session.post(
                self.subscription["url"], data=body, timeout=self.form.SECONDS, allow_redirects=False,
                headers=self.form.headers(self.subscription, body, now),
            )  # fmt: skip
            found |= {"status": answer.status_code, "answer": answer.text[:ANSWER_SHOWN]}
        except (requests.RequestException, ValueError) as error:
            found["error"] = str(error)
        found["milliseconds"] = round((time.monotonic() - began) * 1000, 1)
        return found

    def _note(self, delivery: Delivery, attempt: dict[str, Any]) -> None:
        """Done, or due again after the vendor's pause."""
        with self._wake:
            delivery.attempts.append(attempt)
            status = attempt["status"]
            pause = self.form.pause(len(delivery.attempts) - 1)
            if status is not None and self.form.accepted(status):
                delivery.state = "delivered"
            elif pause is None:
                delivery.state = "gave_up"
            else:
                delivery.due = time.monotonic() + pause * float(self.subscription["retry_factor"])
                return
            self._queue.remove(delivery)
