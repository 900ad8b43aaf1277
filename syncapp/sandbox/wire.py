"""How an answer, or the lack of one, reaches the caller."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Awaitable, Callable, MutableMapping
from email.utils import formatdate
from functools import lru_cache
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from syncapp.sandbox.call import Answer
from syncapp.sandbox.faults import HTML
from syncapp.sandbox.port import Port

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

HANG_SECONDS = 300
DRIP_SECONDS = 1.0


@lru_cache(maxsize=8)
def _date(second: int) -> bytes:
    return formatdate(second, usegmt=True).encode()


class OneWrite:
    """A transport that sends what is written while held as one piece: head and body in one packet."""

    def __init__(self, transport: Any) -> None:
        self._transport = transport
        self._held: list[bytes] | None = None

    def write(self, data: bytes) -> None:
        if self._held is None:
            self._transport.write(data)
        else:
            self._held.append(data)

    def hold(self) -> None:
        self._held = []

    def release(self) -> None:
        held, self._held = self._held, None
        if held:
            self._transport.write(b"".join(held))

    def close(self) -> None:
        self.release()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class Protocol(HttpToolsProtocol):
    """uvicorn's HTTP/1.1 over such a transport; it writes head and body separately by itself."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(OneWrite(transport))  # type: ignore[arg-type]


class Wire:
    """One request's way back."""

    def __init__(self, port: Port, receive: Receive, send: Send) -> None:
        self.port, self.receive, self.send = port, receive, send

    async def answer(self, answer: Answer) -> None:
        payload, content_type = answer.payload()
        transport = self._transport()
        transport.hold()
        await self._start(answer, content_type, len(payload))
        await self.send({"type": "http.response.body", "body": payload})
        transport.release()

    async def _start(self, answer: Answer, content_type: str, length: int) -> None:
        headers = [
            (name.lower().encode("latin-1"), str(value).encode("latin-1")) for name, value in answer.headers.items()
        ]
        if "content-type" not in answer.headers:
            headers.append((b"content-type", content_type.encode("latin-1")))
        if answer.status not in (204, 304):
            headers.append((b"content-length", b"%d" % length))
        headers.append((b"date", _date(int(self.port.clock.now().timestamp()))))
        await self.send({"type": "http.response.start", "status": answer.status, "headers": headers})

    async def break_off(self, action: str, applied: Answer | None) -> None:
        """The faults that are no answer."""
        if action == "garbage":
            await self.answer(Answer(200, text=HTML))
        elif action == "cut":
            payload = (applied or Answer(data={"results": []})).payload()[0]
            await self.answer(
                Answer(
                    200,
                    text=payload[: len(payload) // 2].decode("utf-8", "ignore"),
                    headers={"content-type": "application/json"},
                )
            )
        elif action == "truncate":
            await self._truncate(applied or Answer(data={"results": [{"id": "1"}]}))
        elif action == "drip":
            await self._drip(applied or Answer(data={"results": []}))
        elif action == "hang":
            await self._hang()
        else:
            self._reset()

    async def _truncate(self, answer: Answer) -> None:
        """Promise the whole length, send half, close."""
        payload, content_type = answer.payload()
        await self._start(answer, content_type, len(payload) + 2)
        await self.send({"type": "http.response.body", "body": payload[: len(payload) // 2], "more_body": True})
        self._transport().close()

    async def _drip(self, answer: Answer) -> None:
        """A byte at a time: every read succeeds, the whole never comes in time."""
        payload, content_type = answer.payload()
        await self._start(answer, content_type, len(payload))
        for index in range(len(payload) - 1):
            if self._transport().is_closing():
                return
            await self.send({"type": "http.response.body", "body": payload[index : index + 1], "more_body": True})
            await asyncio.sleep(DRIP_SECONDS)
        await self.send({"type": "http.response.body", "body": payload[-1:]})

    async def _hang(self) -> None:
        """Say nothing until the caller gives up."""
        try:
            async with asyncio.timeout(HANG_SECONDS):
                while (await self.receive())["type"] != "http.disconnect":
                    pass
        except TimeoutError:
            pass
        self._reset()

    def _reset(self) -> None:
        """A RST instead of an answer."""
        transport = self._transport()
        connection = transport.get_extra_info("socket")
        if connection is not None and not transport.is_closing():
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()

    def _transport(self) -> Any:
        """The connection itself: ASGI has no word for breaking it."""
        return self.send.__self__.transport  # type: ignore[attr-defined]
