"""Both ports over HTTP/1.1 in one process: bytes in, one write out."""

from __future__ import annotations

import asyncio
import socket
import sys
import threading
import traceback
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

import uvicorn

from syncapp.sandbox import control, seeds
from syncapp.sandbox.call import Answer, Call
from syncapp.sandbox.clock import Clock
from syncapp.sandbox.faults import HTML, Fault, answer_of
from syncapp.sandbox.port import Port, open_port
from syncapp.sandbox.ui import app as pages
from syncapp.sandbox.vendor import Vendor
from syncapp.sandbox.wire import Protocol, Receive, Send, Wire

Scope = MutableMapping[str, Any]


class App:
    """The ASGI application of one port."""

    def __init__(self, port: Port) -> None:
        self.port = port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = await _read(receive)
        query = scope["query_string"].decode("latin-1")
        call = Call(
            scope["method"], scope["path"], parse_qsl(query, keep_blank_values=True),
            {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}, body,
        )  # fmt: skip
        try:
            await self._route(call, query, Wire(self.port, receive, send))
        except Exception:  # a bug in the sandbox must be seen, not look like the vendor
            traceback.print_exc(file=sys.stderr)
            await Wire(self.port, receive, send).answer(
                Answer(500, text=f"The sandbox failed:\n{traceback.format_exc()}")
            )

    async def _route(self, call: Call, query: str, wire: Wire) -> None:
        if call.path.startswith(control.AS_USER + "/"):
            call.path, call.as_user = call.path.removeprefix(control.AS_USER), True
        elif call.path.startswith(control.PREFIX):
            await wire.answer(control.answer(self.port, call))
            return
        if call.path == "/ui" or call.path.startswith("/ui/"):
            await wire.answer(pages.answer(self.port, call))
            return
        if not call.as_user and (led := pages.of_the_app(self.port, call)):
            await wire.answer(led)
            return
        with self.port.under_way(call):
            await self._vendor(call, query, wire)

    async def _vendor(self, call: Call, query: str, wire: Wire) -> None:
        fault = None if call.as_user else self.port.faults.take(call, f"{call.path}?{query}")
        if self.port.latency_ms and not await self._wait(self.port.latency_ms / 1000):
            await self._give_up(call, query, fault, wire)
        elif fault is None:
            answer = self.port.apply(call)
            self.port.note(call, query, answer, answer.status, None)
            await wire.answer(answer)
        else:
            await self._faulty(call, query, fault, wire)

    async def _faulty(self, call: Call, query: str, fault: Fault, wire: Wire) -> None:
        """Apply the request before or not at all, then give what the fault wants in place of the answer."""
        action = fault.action
        if isinstance(action, dict) and "delay_ms" in action:
            await self._late(call, query, fault, action["delay_ms"] / 1000, wire)
            return
        if isinstance(action, dict) and "throttle_items" in action:
            call.passing = action["throttle_items"]
            answer = self.port.apply(call)
            self.port.note(call, query, answer, answer.status, fault)
            await wire.answer(answer)
            return
        applied = self.port.apply(call) if fault.when == "after" else None
        if isinstance(action, dict):
            shown = answer_of(self.port.vendor.system, action)
            self.port.note(call, query, applied, shown.status, fault)
            await wire.answer(shown)
        else:
            lost = action in ("reset", "hang")
            status = None if lost else applied.status if applied else 200
            self.port.note(call, query, applied, status, fault)
            await wire.break_off(action, applied)

    async def _late(self, call: Call, query: str, fault: Fault, seconds: float, wire: Wire) -> None:
        """Its own answer after a delay, which is before or after the request is applied."""
        answer = self.port.apply(call) if fault.when == "after" else None
        if not await self._wait(seconds):
            await self._give_up(call, query, fault, wire)
            return
        answer = answer or self.port.apply(call)
        self.port.note(call, query, answer, answer.status, fault)
        await wire.answer(answer)

    async def _wait(self, seconds: float) -> bool:
        """Sleep; false where the vendor lets no request take that long."""
        longest = self.port.vendor.longest_seconds
        await asyncio.sleep(min(seconds, longest))
        return seconds <= longest

    async def _give_up(self, call: Call, query: str, fault: Fault | None, wire: Wire) -> None:
        answer = Answer(504, text=HTML)  # a proxy's page (assumed)
        self.port.note(call, query, answer, answer.status, fault)
        await wire.answer(answer)


async def _read(receive: Receive) -> bytes:
    message = await receive()
    body: bytes = message.get("body", b"")
    while message.get("more_body"):
        message = await receive()
        body += message.get("body", b"")
    return body


class _Server(uvicorn.Server):
    """Two run in one process, so that signals are the process's own business."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@dataclass
class Sandbox:
    """Both vendors, reachable; `stop` ends the servers."""

    ports: dict[str, Port]
    sockets: dict[str, socket.socket]
    servers: list[_Server]

    @property
    def hubspot_url(self) -> str:
        return self.ports["hubspot"].vendor.base_url

    @property
    def quickbooks_url(self) -> str:
        return self.ports["quickbooks"].vendor.base_url

    @property
    def hubspot(self) -> Vendor:
        return self.ports["hubspot"].vendor

    @property
    def quickbooks(self) -> Vendor:
        return self.ports["quickbooks"].vendor

    async def serve(self) -> None:
        """Serve both ports until `stop`."""
        pairs = zip(self.servers, self.sockets.values(), strict=True)
        await asyncio.gather(*(server.serve(sockets=[listening]) for server, listening in pairs))

    def stop(self) -> None:
        for server in self.servers:
            server.should_exit = True


class PortTakenError(Exception):
    """Another program listens there."""


def prepare(
    seed: str | None = None,
    records: int = seeds.RECORDS,
    state: str = ":memory:",
    clock: datetime | None = None,
    hubspot_port: int = 0,
    quickbooks_port: int = 0,
    limits: bool = True,
) -> Sandbox:
    """Both ports bound, their state loaded, seeded where they were empty; nothing served yet."""
    wanted = {"hubspot": hubspot_port, "quickbooks": quickbooks_port}
    sockets: dict[str, socket.socket] = {}
    try:
        for system, number in wanted.items():
            sockets[system] = _listen(number)
        ports = {system: open_port(system, state, Clock(clock)) for system in wanted}
        for system, port in ports.items():
            control.set_limits(port, {"enabled": limits})
            port.vendor.base_url = "http://{}:{}".format(*sockets[system].getsockname()[:2])
            if seed and seeds.is_empty(port):
                seeds.plant(port, seed, records, seeds.RANDOM_SEED)
                port.store.flush()
    except BaseException:
        for listening in sockets.values():
            listening.close()
        raise
    return Sandbox(ports, sockets, [_Server(_config(App(port))) for port in ports.values()])


def _listen(number: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", number))
        listening.listen(2048)
    except OSError as error:
        listening.close()
        raise PortTakenError(f"Port {number} is taken by another program.") from error
    return listening


def _config(app: App) -> uvicorn.Config:
    return uvicorn.Config(
        app, interface="asgi3", http=Protocol, ws="none", lifespan="off", access_log=False, log_level="critical",
        proxy_headers=False, server_header=False, date_header=False, timeout_keep_alive=75, timeout_graceful_shutdown=1,
        backlog=2048,
    )  # fmt: skip


@contextmanager
def running(
    seed: str | None = None,
    records: int = seeds.RECORDS,
    state: str = ":memory:",
    clock: datetime | None = None,
    hubspot_port: int = 0,
    quickbooks_port: int = 0,
    limits: bool = True,
) -> Iterator[Sandbox]:
    """A sandbox served from a thread, for tests and benchmarks; without `limits` for those who must be quick."""
    sandbox = prepare(seed, records, state, clock, hubspot_port, quickbooks_port, limits)
    thread = threading.Thread(target=run, args=(sandbox,), name="sandbox", daemon=True)
    thread.start()
    try:
        # the sockets listen already: a first request waits by itself until it is served
        yield sandbox
    finally:
        sandbox.stop()
        thread.join(timeout=10)
        close(sandbox)


def run(sandbox: Sandbox) -> None:
    """Serve in this thread until stopped."""
    with asyncio.Runner(loop_factory=sandbox.servers[0].config.get_loop_factory()) as runner:
        runner.run(sandbox.serve())


def close(sandbox: Sandbox) -> None:
    for listening in sandbox.sockets.values():
        listening.close()
    for port in sandbox.ports.values():
        port.webhooks.close()
