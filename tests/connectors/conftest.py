"""A vendor of raw sockets and the way to call it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.connectors.wire import Reply, Setup, Vendor


@pytest.fixture
def start() -> Iterator[Callable[..., Setup]]:
    vendors: list[Vendor] = []

    def begin(*replies: Reply) -> Setup:
        vendors.append(Vendor(replies))
        return Setup(vendors[-1], vendors[-1].url)

    yield begin
    for vendor in vendors:
        vendor.close()
